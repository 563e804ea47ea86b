"""Is the file that was read the file that was signed? Its SHA-256 says, where the envelope's record holds one."""

from sowcheck.compare.envelopes.belonging import How, Pair
from sowcheck.compare.envelopes.saying import document_in_words, in_envelope
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.records import RecordValue

_FIELD = "doc.sha256"
_BY: dict[How, str] = {
    "hash": "its hash",
    "stamp": "the envelope's stamp",
    "name": "its name",
    "only": "no other document being left",
}


def check_file(facts: Facts, findings: Findings, pair: Pair) -> None:
    """Judge whether the paper is the file that the envelope's record vouches for."""
    paper, document = pair.paper, pair.document
    if pair.envelope.state != "completed":
        return
    if document is None and len(_hashes(pair)) > 0:
        _unclear(findings, pair)
        return
    if document is None or document.sha256 is None:
        _without_hash(facts, findings, pair)
        return
    recorded = [each for each in _recorded(facts, pair) if each.value == document.sha256]
    if document.sha256 == paper.document.sha256:
        findings.judge(Outcome.MATCH, _FIELD, paper.name, (), recorded)
        return
    findings.judge(Outcome.MISMATCH, _FIELD, paper.name, (), recorded)
    found = "the payload carries it" if document.hash_of == "file" else "the payload states it"
    findings.flag(
        "SC115",
        _FIELD,
        f"Signed file: {paper.name} has the SHA-256 {paper.document.sha256}, {document_in_words(pair)} has "
        f"{document.sha256} ({document.path}; {found}); the two were taken for one by {_BY[pair.how]}{_pages(pair)}.",
        key=paper.name,
        severity="blocker",
        document_value=paper.document.sha256,
        record_value=document.sha256,
        records=recorded,
    )


def _pages(pair: Pair) -> str:
    """How many pages each has, where they differ: a file of all papers together has more."""
    own, theirs = len(pair.paper.document.pages), pair.document.pages if pair.document else None
    if not own or theirs is None or own == theirs:
        return ""
    return f"; the file has {_counted(own)}, the envelope's document {theirs}"


def _counted(pages: int) -> str:
    return f"{pages} page{'' if pages == 1 else 's'}"


def _hashes(pair: Pair) -> list[str]:
    return [each.sha256 for each in pair.envelope.documents if each.sha256]


def _recorded(facts: Facts, pair: Pair) -> list[RecordValue]:
    return [each for each in facts.recorded(_FIELD) if each.record == pair.record.id]


def _unclear(findings: Findings, pair: Pair) -> None:
    """One of the envelope's papers, of which none has the file's hash."""
    findings.judge(Outcome.MISMATCH, _FIELD, pair.paper.name)
    hashes = _hashes(pair)
    findings.flag(
        "SC115",
        _FIELD,
        f"Signed file: {pair.paper.name} bears the stamp of {in_envelope(pair)}, but its SHA-256 "
        f"{pair.paper.document.sha256} is that of none of the envelope's documents ({', '.join(hashes)}).",
        key=pair.paper.name,
        severity="blocker",
        document_value=pair.paper.document.sha256,
        record_value=list(hashes),
    )


def _without_hash(facts: Facts, findings: Findings, pair: Pair) -> None:
    """The record does not tell; that is worth a word, but no alarm."""
    silent = [each for each in facts.recorded("doc.envelope_id") if each.record == pair.record.id]
    findings.judge(Outcome.NOT_EVALUATED, _FIELD, pair.paper.name)
    findings.flag(
        "SC117",
        _FIELD,
        f"Signed file: {in_envelope(pair)} holds neither a file nor a hash, so that nothing shows that {pair.paper.name} "
        f"(SHA-256 {pair.paper.document.sha256}) is the file which was signed.",
        key=pair.paper.name,
        severity="info",
        document_value=pair.paper.document.sha256,
        records=silent,
    )
