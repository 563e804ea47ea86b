"""Places to sign in words: whose, by whom, how."""

from collections.abc import Sequence

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.signing.certified import Certified
from sowcheck.compare.values.wording import joined
from sowcheck.core.executions import PartySignature
from sowcheck.core.words import SIGNING_WAYS


def places_in_words(paper: Paper, pairs: Sequence[Certified]) -> str:
    """Who has signed the paper and who has not, with what certificates say of those who have not; empty if nothing tells."""
    signed = [each for each in paper.execution.signatures if each.way != "empty"]
    empty = [each for each in paper.execution.signatures if each.way == "empty"]
    said = [f"signed {_whose(each)} by {_who(each)} ({SIGNING_WAYS[each.way]})" for each in signed]
    said += [f"the place to sign {_whose(each)}{_named(each)} is empty{_though(each, paper, pairs)}" for each in empty]
    return joined(said)


def _whose(signature: PartySignature) -> str:
    return f"for the {signature.party}" if signature.party else "for somebody"


def _who(signature: PartySignature) -> str:
    return signature.name or signature.signer or "somebody whose name cannot be read"


def _named(signature: PartySignature) -> str:
    inside = [signature.name or "", f"page {signature.page}" if signature.page else ""]
    words = ", ".join(part for part in inside if part)
    return f" ({words})" if words else ""


def _though(signature: PartySignature, paper: Paper, pairs: Sequence[Certified]) -> str:
    """What a certificate says of somebody who has not signed on the paper itself."""
    for pair in pairs:
        signer = pair.signer(signature) if pair.paper is paper else None
        if signer and signer.signed_at:
            return f", though {pair.called} says that {signer.name} signed on {signer.signed_at[:10]}"
    return ""
