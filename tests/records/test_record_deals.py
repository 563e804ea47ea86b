"""The exports of the shared deals and samples: each is read, and says what its deal's gold file says of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from sowcheck.core.records import RecordValue
from sowcheck.core.values import to_json
from sowcheck.records.reader import read_records

SHARED = Path(__file__).resolve().parents[3] / "shared"
DEALS = SHARED / "deals"
SAMPLES = SHARED / "domain" / "samples"

needs_deals = pytest.mark.skipif(not DEALS.is_dir(), reason="../shared/deals is absent")
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/domain/samples is absent")


def values_of(deal: str) -> list[RecordValue]:
    files = sorted(path for path in (DEALS / deal).iterdir() if path.name.startswith("record_"))
    return [value for number, file in enumerate(files, start=1) for value in read_records(file, f"rec-{number}")[1]]


def stated(deal: str, field: str) -> list[Any]:
    return [to_json(value.value) for value in values_of(deal) if value.field == field]


@needs_deals
def test_every_export_of_the_deals_states_something_and_ids_are_unique() -> None:
    for deal in sorted(path.name for path in DEALS.iterdir() if path.is_dir()):
        values = values_of(deal)
        assert len({value.id for value in values}) == len(values) > 10, deal


@needs_deals
def test_no_export_states_what_its_gold_file_calls_hidden() -> None:
    """Hidden scope is what no record of the deal says: a value there would hide it."""
    for deal in sorted(path.name for path in DEALS.iterdir() if path.is_dir()):
        gold = json.loads((DEALS / deal / "gold.json").read_text(encoding="utf-8"))
        # Milestones of the first deal are hidden although its quote names their rhythm; fields agree, not items.
        assert not {value.field for value in values_of(deal)} & set(gold["hidden_scope"]), deal


@needs_deals
@pytest.mark.parametrize(
    ("deal", "field", "value"),
    [
        ("P1", "price.services_total", {"amount": "494000.00", "currency": "USD"}),
        ("P1", "billing.payment_terms_days", 30),
        ("P1", "schedule.end_date", "2026-10-30"),
        ("P1", "doc.version", "3"),
        ("P1", "price.recurring_fee", {"amount": "38500.00", "currency": "USD", "per": "year"}),
        ("P2", "price.grand_total", {"amount": "922350.00", "currency": "GBP"}),
        ("P2", "price.rate_card", {"role": "Technical Architect", "amount": "935.00", "currency": "GBP", "per": "day"}),
        ("P2", "price.rate_card", {"role": "Agile Coach", "amount": "760.00", "currency": "GBP", "per": "day"}),
        ("P2", "doc.signature_status", "completed"),
        ("P3", "price.recurring_fee", {"amount": "12050.00", "currency": "EUR", "per": "month"}),
        ("P3", "billing.frequency", "monthly"),
        ("P3", "schedule.end_date", "2029-06-30"),
        ("P3", "customer.legal_name", "Carvoisin Benelux SA"),
        ("P3", "quote.expiration_date", "2026-05-31"),
        ("P4", "schedule.start_date", "2026-08-03"),
        ("P4", "price.rate_card", {"role": "OT Security Specialist", "amount": "2200.00", "currency": "AUD", "per": "day"}),
        ("P4", "staffing.location_mode", "remote"),
        ("P5", "price.services_total", {"amount": "400200.00", "currency": "XXX"}),
        ("P5", "billing.payment_terms_days", 30),
        ("P5", "schedule.end_date", "2026-11-30"),
        ("P6", "price.services_total", {"amount": "336000.00", "currency": "CAD"}),
        ("P6", "price.rate_card", {"role": "Overage hours", "amount": "185.00", "currency": "CAD", "per": "hour"}),
        ("P6", "billing.start_date", "2026-08-01"),
        ("P6", "doc.signature_status", "completed"),
        ("P7", "schedule.end_date", "2026-07-31"),
        ("P7", "billing.milestones", {"name": "M5 Go-live and final acceptance", "amount": "40200.00", "currency": "GBP", "due": "2026-07-31"}),
        ("P7", "price.pricing_model", "time_and_materials"),
        ("P8", "price.services_total", {"amount": "247000.00", "currency": "USD"}),
        ("P8", "schedule.duration", {"count": 8, "unit": "month"}),
    ],
)  # fmt: skip
def test_an_export_states_the_records_side_of_a_planted_difference(deal: str, field: str, value: object) -> None:
    assert value in stated(deal, field)


@needs_samples
def test_the_samples_of_one_deal_agree_on_its_services(tmp_path: Path) -> None:
    del tmp_path
    for name in ("sf_opportunity_query", "sf_cpq_quote_query", "dynamics_project_contract"):
        _, values = read_records(SAMPLES / f"{name}.json", "rec-1")
        totals = [to_json(value.value) for value in values if value.field == "price.services_total"]
        assert totals == [{"amount": "172000.00", "currency": "EUR"}], name
