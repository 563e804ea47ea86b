"""The mapping: what ships is consistent, and a tenant can change it or is told what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from record_reading import Reader
from sowcheck.core.fields import FIELDS
from sowcheck.errors import UnreadableInput
from sowcheck.records.mapping import Rule, load_mapping
from sowcheck.records.reader import ADAPTERS

DEAL: dict[str, Any] = {
    "attributes": {"type": "Opportunity"},
    "Id": "006Hs00001LkQ3aIAF",
    "CurrencyIsoCode": "EUR",
    "Amount": 1000.0,
    "NTE_Cap__c": 1200.0,
    "Billing__c": "Each sprint",
    "Out_of_Scope__c": "- Data cleansing\n- Training of end users",
    "Systems__c": "SAP S/4HANA;Salesforce",
    "Is_Prepaid__c": True,
    "Effort_Weeks__c": 26,
    "Late_Fee__c": 1.5,
}

WRONG = {
    "no TOML": ("[salesforce.Opportunity\n", "is not TOML: Expected ']'"),
    "an unknown field": ('[salesforce.Opportunity]\n"A__c" = "price.nte_cap"\n"B__c" = "price.cap"\n', "line 3, salesforce.Opportunity.B__c: unknown field 'price.cap'"),
    "an unknown system": ('[salesfroce.Opportunity]\n"A__c" = "price.nte_cap"\n', "line 1, salesfroce: is not a system"),
    "an unknown object": ('\n[salesforce.Oportunity]\n"A__c" = "price.nte_cap"\n', "line 2, salesforce.Oportunity: is not an object of salesforce"),
    "a list of items": ('[hubspot.deal]\nrates = "price.rate_card"\n', "line 2, hubspot.deal.rates: price.rate_card cannot be read from one column"),
    "a duration without its unit": ('[hubspot.deal]\nweeks = "schedule.duration"\n', "parse must be one of days, weeks, months, years"),
    "an unknown way to read": ('[hubspot.deal]\ncap = { field = "price.nte_cap", parse = "money" }\n', "line 2, hubspot.deal.cap"),
    "a misspelt setting": ("[salesforce.settings]\nterm_units = 'year'\n", "line 2, salesforce.settings.term_units: is not a setting"),
    "an unknown choice": ('[salesforce.picklists."billing.frequency"]\n"Sprint" = "fortnightly"\n', "line 2, salesforce.picklists.billing.frequency.sprint: billing.frequency has no value 'fortnightly'"),
    "a picklist of no field": ('[salesforce.picklists."billing.rhythm"]\n"Sprint" = "monthly"\n', "line 1, salesforce.picklists.billing.rhythm: unknown field"),
    "a currency that is none": ('[hubspot.picklists."price.currency"]\n"Bucks" = "dollars"\n', "line 2, hubspot.picklists.price.currency.bucks: 'dollars' is no ISO 4217 code"),
    "tax taken off a date": ('[salesforce.Opportunity]\n"A__c" = { field = "schedule.end_date", less = ["Tax"] }\n', "only money can have less"),
    "a meaning that is none": ('[salesforce.Opportunity]\n"A__c" = { field = "billing.timing", parse = "flag_means", means = "early" }\n', "billing.timing has no value 'early'"),
    "a table where text belongs": ('salesforce = "x"\n', "line 1, salesforce: is not a system"),
    "a number for a rule": ('[salesforce.Opportunity]\n"A__c" = 7\n', "line 2, salesforce.Opportunity.A__c"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_mapping_file_is_named_with_the_line_and_the_key(name: str, tmp_path: Path) -> None:
    text, reason = WRONG[name]
    file = tmp_path / "tenant.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        load_mapping(file)
    assert reason in caught.value.reason
    assert "tenant.toml" in caught.value.message
    assert caught.value.hint


def test_a_mapping_file_that_is_missing_or_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        load_mapping(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b'[salesforce.Opportunity]\n"Pr\xe9cision" = ""\n')
    with pytest.raises(UnreadableInput, match="is not UTF-8 text"):
        load_mapping(tmp_path / "latin.toml")


def test_an_empty_mapping_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    assert load_mapping(tmp_path / "empty.toml") == load_mapping()


def test_custom_fields_are_read_once_a_tenant_maps_them(read: Reader) -> None:
    tenant = """
    [salesforce.Opportunity]
    "NTE_Cap__c" = "price.nte_cap"
    "Billing__c" = "billing.frequency"
    "Out_of_Scope__c" = "scope.exclusions"
    "Systems__c" = "scope.integrations"
    "Is_Prepaid__c" = { field = "billing.timing", parse = "flag_means", means = "advance" }
    "Effort_Weeks__c" = { field = "schedule.duration", parse = "weeks" }
    "Late_Fee__c" = { field = "billing.late_interest", parse = "per_month" }

    [salesforce.picklists."billing.frequency"]
    "Each Sprint" = "biweekly"
    """
    assert len(read(DEAL).record.unmapped) == 7
    found = read(DEAL, tenant=tenant)
    assert found.of("price.nte_cap") == [{"amount": "1200.00", "currency": "EUR"}]
    assert found.of("billing.frequency") == ["biweekly"]
    assert found.of("scope.exclusions") == ["Data cleansing", "Training of end users"]
    assert found.of("scope.integrations") == [{"system": "SAP S/4HANA"}, {"system": "Salesforce"}]
    assert found.of("billing.timing") == ["advance"]
    assert found.of("schedule.duration") == [{"count": 26, "unit": "week"}]
    assert found.of("billing.late_interest") == [{"percent": "1.5", "per": "month"}]
    assert found.of("price.grand_total") == [{"amount": "1000.00", "currency": "EUR"}]
    assert found.record.unmapped == ()


def test_a_packaged_rule_can_be_replaced_and_switched_off(read: Reader) -> None:
    assert read(DEAL, tenant='[salesforce.Opportunity]\n"Amount" = "price.nte_cap"').of("price.grand_total") == []
    silent = read(DEAL, tenant='[salesforce.Opportunity]\n"Amount" = ""')
    assert silent.of("price.grand_total") == []
    assert "Amount" in silent.record.unmapped


def test_a_tenants_product_codes_and_columns_tell_services_and_options(read: Reader) -> None:
    def line(code: str, extra: bool) -> dict[str, Any]:
        return {
            "attributes": {"type": "OpportunityLineItem"},
            "ProductCode": code,
            "Quantity": 1,
            "UnitPrice": 10.0,
            "TotalPrice": 10.0,
            "Extra__c": extra,
        }

    lines = {"records": [line("XS-1", False), line("ZZ-1", False), line("XS-2", True)], "totalSize": 3, "done": True}
    deal = {**DEAL, "OpportunityLineItems": lines}
    tenant = '[salesforce.services]\nother_code_prefixes = ["ZZ-"]\n[salesforce.lines.OpportunityLineItem]\noptional = ["Extra__c"]'
    assert read(deal).of("price.services_total") == [{"amount": "30.00", "currency": "EUR"}]
    found = read(deal, tenant=tenant)
    assert found.of("price.services_total") == [{"amount": "10.00", "currency": "EUR"}]
    assert len(found.of("price.optional_lines")) == 1


def test_the_unit_of_a_term_is_the_orgs_setting(read: Reader) -> None:
    quote = {"attributes": {"type": "SBQQ__Quote__c"}, "Name": "Q-1", "SBQQ__SubscriptionTerm__c": 2}
    tenant = (
        '[salesforce.SBQQ__Quote__c]\n"SBQQ__SubscriptionTerm__c" = { field = "schedule.duration", parse = "years" }'
    )
    assert read(quote).of("schedule.duration") == [{"count": 2, "unit": "month"}]
    assert read(quote, tenant=tenant).of("schedule.duration") == [{"count": 2, "unit": "year"}]


def test_a_custom_object_is_read_once_a_tenant_maps_it(read: Reader) -> None:
    header = {"attributes": {"type": "SOW_Header__c"}, "Version__c": "4"}
    with pytest.raises(UnreadableInput, match="holds only SOW_Header__c"):
        read(header)
    assert read(header, tenant='[salesforce.SOW_Header__c]\n"Version__c" = "doc.version"').of("doc.version") == ["4"]


def test_bookkeeping_of_a_tenant_can_be_ignored(read: Reader) -> None:
    found = read(DEAL, tenant='[salesforce.ignore]\nfields = ["*__c"]')
    assert found.record.unmapped == ()


def test_every_packaged_rule_names_a_field_and_every_picklist_a_choice() -> None:
    mapping = load_mapping()
    rules: list[Rule] = [
        rule
        for system in mapping.systems.values()
        for table in system.objects.values()
        for group in table.values()
        for rule in group
    ]
    assert len(rules) > 100
    assert {rule.field for rule in rules} <= set(FIELDS)
    adapters = {adapter.system for adapter in ADAPTERS}
    assert set(mapping.systems) == adapters
