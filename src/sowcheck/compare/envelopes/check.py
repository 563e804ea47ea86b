"""Each paper against the envelope in which it was signed: state, identifier, file and people."""

import re

from sowcheck.compare.envelopes.belonging import Pair, belonging, plain_id, stamped_ids
from sowcheck.compare.envelopes.files import check_file
from sowcheck.compare.envelopes.saying import envelope_in_words, in_envelope
from sowcheck.compare.envelopes.signers import check_signers
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.envelopes import EnvelopeState

_GUID = re.compile(r"[0-9a-f]{32}")
_LIST = "checksums"
"""A list of hashes need not tell of every paper."""
_STATUS, _ENVELOPE, _FILE = "doc.signature_status", "doc.envelope_id", "doc.sha256"
_ENDED: dict[EnvelopeState, str] = {
    "declined": "was declined",
    "voided": "was voided",
    "expired": "has expired",
    "under_way": "is not completed",
}


def check_envelopes(facts: Facts, findings: Findings) -> None:
    """Note where a paper and its envelope do not fit."""
    records = [record for record in facts.records.values() if record.envelope]
    if not records:
        return
    found = belonging(facts.papers, records)
    for pair in found.pairs:
        _state(facts, findings, pair)
        _identity(facts, findings, pair)
        check_file(facts, findings, pair)
        check_signers(findings, pair)
    signing = [record for record in records if record.system != _LIST]
    for paper in found.strays if signing else ():
        names = joined([envelope_in_words(record) for record in signing])
        findings.judge(Outcome.NOT_EVALUATED, _FILE, paper.name, (), facts.recorded(_FILE))
        findings.flag(
            "SC117",
            _FILE,
            f"Signed file: nothing tells whether {paper.name} was signed in {names}: neither its hash, nor a stamp, nor "
            "its name.",
            key=paper.name,
            severity="medium",
            document_value=paper.document.sha256,
            records=facts.recorded(_ENVELOPE),
        )


def _state(facts: Facts, findings: Findings, pair: Pair) -> None:
    """An envelope that nobody completed, though its paper looks signed; an unsigned paper is a finding of its own."""
    ended = _ENDED.get(pair.envelope.state)
    statuses = set(pair.paper.signature_statuses)
    if ended is None or statuses & {"unsigned", "partially_signed"}:
        return
    reason = f": “{pair.envelope.reason.rstrip('.')}”" if pair.envelope.reason else ""
    waiting = [each.name or each.email or each.role for each in pair.envelope.recipients if not each.has_signed]
    missing = joined([name for name in waiting if name])
    open_ = f"; {missing} {'have' if len(waiting) > 1 else 'has'} not signed" if missing else ""
    looks = "looks signed by both sides" if "completed" in statuses else "is before you"
    findings.flag(
        "SC116",
        _STATUS,
        f"Signature status: {pair.paper.title} {looks}, but {in_envelope(pair)} {ended}{reason}{open_}.",
        severity="blocker",
        document_value=next(iter(pair.paper.signature_statuses), None),
        record_value=pair.envelope.status,
        assumptions=pair.paper.of(_STATUS),
        records=[each for each in facts.recorded(_STATUS) if each.record == pair.record.id],
    )


def _identity(facts: Facts, findings: Findings, pair: Pair) -> None:
    """The stamp of another envelope; the papers of a case may well have been signed in several."""
    stamps, identity = stamped_ids(pair.paper), pair.envelope.id
    recorded = [each for each in facts.recorded(_ENVELOPE) if each.record == pair.record.id]
    if not stamps or not identity:
        return
    if plain_id(identity) in stamps:
        findings.judge(Outcome.MATCH, _ENVELOPE, pair.paper.name, pair.paper.of(_ENVELOPE), recorded)
        return
    if pair.record.system != "docusign" or not any(_GUID.fullmatch(stamp) for stamp in stamps):
        return  # The stamps of other services are numbers of their own.
    findings.judge(Outcome.MISMATCH, _ENVELOPE, pair.paper.name, pair.paper.of(_ENVELOPE), recorded)
    findings.flag(
        "SC116",
        _ENVELOPE,
        f"Envelope: {pair.paper.name} carries the stamp of envelope {min(stamps)}, and {in_envelope(pair)} is another "
        "one.",
        key=pair.paper.name,
        document_value=min(stamps),
        record_value=identity,
        assumptions=pair.paper.of(_ENVELOPE),
        records=recorded,
    )
