"""Is this the paper that was signed: signatures, parts that were not read, start before signature."""

import datetime as dt
from collections.abc import Sequence

from sowcheck.compare.condition.digital import digitally_by_one, signer_of
from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import CONTRACTS, Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.signing.certified import Certified, certified
from sowcheck.compare.signing.saying import places_in_words
from sowcheck.compare.values.wording import first_few, joined
from sowcheck.core.discrepancies import Exposure, Outcome

_STATUS = "doc.signature_status"
_SHOWN = 3


def check_execution(facts: Facts, findings: Findings) -> None:
    """Note what keeps the papers from being the signed ones."""
    _signatures(facts, findings)
    for paper in facts.read:
        _unread(paper, findings)
    _start_before_signature(facts, findings)


def _signatures(facts: Facts, findings: Findings) -> None:
    """Every contract must be signed by both sides; a status in a record is no signature."""
    recorded = facts.recorded(_STATUS)
    contracts = [paper for paper in facts.papers if paper.kind in CONTRACTS]
    evidence = [each for paper in contracts for each in paper.of(_STATUS)]
    unsigned = [paper for paper in contracts if any(each != "completed" for each in paper.signature_statuses)]
    signed = [paper for paper in contracts if paper not in unsigned and paper.signature_statuses]
    if unsigned:
        findings.judge(Outcome.MISMATCH, _STATUS, None, evidence, recorded)
        _flag_unsigned(facts, findings, unsigned)
        return
    if contracts and not signed:
        findings.judge(Outcome.NOT_EVALUATED, _STATUS, None, (), recorded)
        names = joined([paper.name for paper in contracts])
        against = f", though {say_records(recorded, _STATUS)}" if recorded else ""
        held = [signer_of(each) for paper in contracts for each in paper.document.signatures if each.holds]
        what = "signature block" if held else "signature"
        findings.flag(
            "SC102",
            _STATUS,
            f"Signature status: no {what} was found in {names}{against}.{_digital_alone(held)}",
            document_value={"digital_signatures": [*held]} if held else None,
            record_value=shape_of([value.value for value in recorded]),
            records=recorded,
        )
        return
    _against_record(facts, findings)
    for paper in contracts:
        if paper not in signed and paper.kind in ("sow", "change_order"):
            findings.flag(
                "SC106", _STATUS, f"Signature status: no signature was found in {paper.name}.", severity="medium"
            )


def _digital_alone(held: Sequence[str]) -> str:
    """Who signed papers without a signature block digitally: nothing there tells for whom."""
    if not held:
        return ""
    one = len(held) == 1
    return (
        f" The digital signature{'' if one else 's'} of {'; '.join(held)} hold{'s' if one else ''}, "
        "but nothing says for which party; see whether both have signed."
    )


def _flag_unsigned(facts: Facts, findings: Findings, unsigned: list[Paper]) -> None:
    recorded = facts.recorded(_STATUS)
    statuses = {paper.name: paper.signature_statuses[0] for paper in unsigned}
    pairs = certified(facts.papers)
    said = joined([f"{paper.title} is {statuses[paper.name].replace('_', ' ')}" for paper in unsigned])
    places = "".join(_places(paper, pairs) for paper in unsigned)
    against = f", though {say_records(recorded, _STATUS)}" if recorded else ""
    one_status = next(iter(statuses.values())) if len(statuses) == 1 else None
    findings.flag(
        "SC101",
        _STATUS,
        f"Signature status: {said}{against}{''.join(map(digitally_by_one, unsigned))}.{places}",
        document_value=one_status or dict(statuses),
        record_value=shape_of([value.value for value in recorded]),
        assumptions=[each for paper in unsigned for each in paper.of(_STATUS)],
        records=recorded,
    )


def _places(paper: Paper, pairs: Sequence[Certified]) -> str:
    """Which places of a paper are signed and which are empty, as a sentence of its own."""
    places = places_in_words(paper, pairs)
    return f" {paper.title[0].upper()}{paper.title[1:]}: {places}." if places else ""


def _against_record(facts: Facts, findings: Findings) -> None:
    """All papers are signed; a record that says otherwise lags behind."""
    recorded = facts.recorded(_STATUS)
    evidence = [each for paper in facts.papers for each in paper.of(_STATUS)]
    if not recorded and not evidence:
        return  # Signed digitally without a word of it in the paper, which no record has to repeat.
    if not recorded:
        findings.judge(Outcome.RECORD_SILENT, _STATUS, None, evidence)
        return
    lagging = [value for value in recorded if value.value != "completed"]
    findings.judge(Outcome.MISMATCH if lagging else Outcome.MATCH, _STATUS, None, evidence, recorded)
    if lagging:
        findings.flag(
            "SC204",
            _STATUS,
            f"Signature status: the documents are signed, {say_records(lagging, _STATUS)}.",
            severity="medium",
            document_value="completed",
            record_value=shape_of([value.value for value in lagging]),
            assumptions=evidence,
            records=lagging,
        )


def _unread(paper: Paper, findings: Findings) -> None:
    unread = paper.document.coverage.unread
    if not unread:
        return
    places = [
        f"{each.where} ({each.reason.replace('_', ' ')}{': ' if each.note else ''}{each.note})" for each in unread
    ]
    findings.flag(
        "SC107",
        "doc.coverage",
        f"{paper.name}: {len(unread)} of {paper.document.coverage.units} parts could not be read: "
        f"{first_few(places, _SHOWN)}.",
        document_value=[each.where for each in unread],
    )


def _start_before_signature(facts: Facts, findings: Findings) -> None:
    """Work that begins before the paper that starts it has been signed by both sides."""
    for paper in facts.base:
        starts = [each for each in paper.of("schedule.start_date") if isinstance(each.value, dt.date)]
        if not starts or not paper.signature_dates:
            continue
        start, signed = starts[0].value, paper.signature_dates[-1]
        assert isinstance(start, dt.date)
        if start >= signed:
            continue
        last = [each for each in paper.of("doc.signatories") if getattr(each.value, "date", None) == signed]
        party = getattr(last[0].value, "party", "customer") if last else "customer"
        findings.flag(
            "SC105",
            f"doc.{party}_signed_date",
            f"Signatures: {paper.title} starts the services on {start.isoformat()}, and was signed by the {party} "
            f"on {signed.isoformat()} only.",
            severity="medium",
            exposure=Exposure(days=(signed - start).days),
            document_value={"start": start.isoformat(), "signed": signed.isoformat()},
            assumptions=[*starts[:1], *last],
        )
        return
