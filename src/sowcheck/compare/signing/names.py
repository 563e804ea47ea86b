"""Is the name in a signature that of the person for whom the place to sign was made?"""

import re
from collections.abc import Sequence

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.core.executions import PartySignature
from sowcheck.core.words import SIGNING_WAYS
from sowcheck.parse.names import name_key
from sowcheck.parse.same_person import same_person
from sowcheck.segment.name_words import has_legal_form

_FIELD = "doc.signatories"
_WORD = re.compile(r"[^\W\d_]{2,}")


def check_names(facts: Facts, findings: Findings) -> None:
    """Note each signature that bears another name than the one printed with it."""
    for paper in facts.papers:
        for signature in paper.execution.signatures:
            if not _is_of_another(signature, paper):
                continue
            party = f" for the {signature.party}" if signature.party else ""
            page = f", page {signature.page}," if signature.page else ""
            findings.flag(
                "SC113",
                _FIELD,
                f"Signatories: {paper.title}{page} is signed{party} by {signature.signer} "
                f"({SIGNING_WAYS[signature.way]}) where {signature.name} was to sign.",
                key=signature.name,
                document_value={"printed": signature.name, "signed": signature.signer},
                assumptions=[each for each in paper.of(_FIELD) if getattr(each.value, "name", None) == signature.name],
            )


def _is_of_another(signature: PartySignature, paper: Paper) -> bool:
    """Whether two people are named, and neither of them signs elsewhere on the paper: then only the lines were mixed up."""
    name, signer = signature.name, signature.signer
    if paper.document.ocr_in(signature.quote.span):
        return False  # Ink that was taken for letters is no name.
    if not name or not signer or not _is_person(name, paper) or not _is_person(signer, paper):
        return False
    others = [each for each in paper.execution.signatures if each is not signature]
    return (
        not same_person(name, signer) and not _signs_among(name, others, paper) and not _printed_among(signer, others)
    )


def _is_person(name: str, paper: Paper) -> bool:
    """Whether the words are a person's first name and surname: no firm, no part of a firm's name, no initials alone."""
    words = _WORD.findall(name)
    if len(words) < 2 or has_legal_form(name):
        return False
    firms = {
        word for party in (paper.outline.parties if paper.outline else ()) for word in name_key(party.name).split()
    }
    return not {word.casefold() for word in words} <= firms


def _signs_among(name: str, others: Sequence[PartySignature], paper: Paper) -> bool:
    """Whether somebody of that name has signed somewhere: in another place to sign, or as a witness."""
    if any(each.signer and same_person(name, each.signer) for each in others):
        return True
    return bool(re.search(rf"/\s?[sS]\s?/\s*{re.escape(name)}", paper.said))


def _printed_among(signer: str, others: Sequence[PartySignature]) -> bool:
    return any(each.name and same_person(signer, each.name) for each in others)
