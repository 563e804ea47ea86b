"""Digital signatures: does the file still say what was signed, and does anybody vouch for the signer?"""

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.fields import Severity
from sowcheck.core.signatures import DigitalSignature, Trust

_STATUS = "doc.signature_status"
_SHOWN = 3
"""Fields that a sentence names."""
_SEVERITY: dict[Trust, Severity] = {
    "revoked": "high",
    "unknown_root": "medium",
    "unfit": "medium",
    "expired": "medium",
    "no_roots": "info",
}


def check_digital_signatures(facts: Facts, findings: Findings) -> None:
    """Note each digital signature that does not hold, and each that nobody vouches for."""
    for paper in facts.papers:
        for signature in paper.document.signatures:
            if not signature.holds:
                _flag(findings, paper, signature, "SC121", "blocker")
            elif signature.trust != "trusted":
                _flag(findings, paper, signature, "SC122", _SEVERITY[signature.trust])
            if signature.lies_over:
                _over_words(findings, paper, signature)
        _filled_later(findings, paper)


def _over_words(findings: Findings, paper: Paper, signature: DigitalSignature) -> None:
    """A signature that hides, or seems to change, what others had signed."""
    findings.flag(
        "SC121",
        _STATUS,
        f"{paper.name}: the digital signature of {signer_of(signature)} was placed over words that others had signed "
        f"before: “{signature.lies_over}”.",
        key=signature.field,
        severity="blocker",
        document_value={"lies_over": signature.lies_over},
    )


def _filled_later(findings: Findings, paper: Paper) -> None:
    """Fields that were empty when the last of them signed: nobody signed what they say now."""
    held = [each for each in paper.document.signatures if each.holds]
    filled = [each for each in held[-1].field_changes if each.after] if held else []
    if not filled:
        return
    said = joined([f"“{each.name}” with “{each.after}”" for each in filled[:_SHOWN]])
    more = f" and {len(filled) - _SHOWN} more" if len(filled) > _SHOWN else ""
    findings.flag(
        "SC121",
        _STATUS,
        f"{paper.name}: the form was filled in after the last digital signature, of {signer_of(held[-1])}: {said}{more}.",
        key=held[-1].field,
        severity="medium",
        document_value={each.name: each.after for each in filled},
    )


def _flag(findings: Findings, paper: Paper, signature: DigitalSignature, code: str, severity: Severity) -> None:
    told = {
        "signer": signature.signer,
        "organisation": signature.organisation,
        "signed_at": signature.signed_at,
        "changes": signature.changes,
        "trust": signature.trust,
        # Where nobody vouches, `trust` already is the reason.
        "reason": signature.reason if code == "SC121" else None,
    }
    says = "does not hold" if code == "SC121" else "is not vouched for"
    findings.flag(
        code,
        _STATUS,
        f"{paper.name}: the digital signature of {signer_of(signature)} {says}: {signature.reason}.",
        key=signature.field,
        severity=severity,
        document_value={name: value for name, value in told.items() if value is not None},
    )


def signer_of(signature: DigitalSignature) -> str:
    """Who made it, as its certificate says, else where it stands."""
    names = [name for name in (signature.signer, signature.organisation) if name]
    return ", ".join(names) or f"the field {signature.field}"


def digitally_by_one(paper: Paper) -> str:
    """Who alone has signed a paper digitally, to follow a sentence; empty for every other paper."""
    if not paper.digital_signers or paper.signature_statuses[:1] != ("partially_signed",):
        return ""
    by_field = {each.field: each for each in paper.document.signatures}
    signers = [(each.party, signer_of(by_field[each.field])) for each in paper.digital_signers]
    known = [f"{name} for the {party}" for party, name in signers if party]
    unknown = [name for party, name in signers if not party]
    who = [f"{joined(known)} alone"] if known else []
    who += [f"{joined(unknown)}, of whom nothing tells for which party"] if unknown else []
    return f"; {paper.name} has digital signatures of {', and of '.join(who)}"
