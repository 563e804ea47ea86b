"""Whether what somebody acts on is still what they saw. What changed elsewhere in the case since then is no matter."""

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Standing
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.errors import NotAsSeen
from sowcheck.gate.approvals import seal_of

_LOOK_AGAIN = "Look at the case again, and send its new `number` as `seen`."


def check_signed(case: CaseFile, seen: CaseFile, role: Owner) -> None:
    """Refuse a signature for something else than the signer saw.

    Args:
        case: As it is.
        seen: As the signer saw it.
        role: In which they sign.

    Raises:
        NotAsSeen: papers, records, the policy, a field of the role's scope or a decision on one are others.
    """
    if seen.analysis is None:
        raise NotAsSeen("The case was not checked yet when it was seen.", hint=_LOOK_AGAIN)
    now, then = seal_of(case, role), seal_of(seen, role)
    if now == then:
        return
    fields = sorted(field for field in now.fields | then.fields if now.fields.get(field) != then.fields.get(field))
    others = [what for what in ("documents", "records", "policy") if getattr(now, what) != getattr(then, what)]
    raise NotAsSeen(
        f"What {role} signs for has changed since it was seen: {', '.join([*others, *fields][:5])}.", hint=_LOOK_AGAIN
    )


def check_decided(case: CaseFile, seen: CaseFile | None, finding: Sha256, actor: Actor) -> None:
    """Refuse a decision in the place of one by somebody else that its maker has not seen.

    Args:
        case: As it is.
        seen: As the maker saw it; None if nobody had decided yet.
        finding: Fingerprint of what is decided on.
        actor: The maker.

    Raises:
        NotAsSeen: somebody else has decided meanwhile.
    """
    standing = case.decisions.get(finding)
    before = None if seen is None else seen.decisions.get(finding)
    if standing is None or standing.by == actor.id or _words(standing) == _words(before):
        return
    raise NotAsSeen(
        f"{standing.by} has decided on this finding meanwhile: {standing.decision.resolution}.",
        hint=f"{_LOOK_AGAIN} Confirm what they decided, or decide otherwise.",
    )


def check_confirmed(case: CaseFile, seen: CaseFile, finding: Sha256) -> None:
    """Refuse to take agreement to one decision for agreement to another.

    Raises:
        NotAsSeen: the decision is not the one that was seen.
    """
    if _words(case.decisions.get(finding)) != _words(seen.decisions.get(finding)):
        raise NotAsSeen("The decision on this finding has changed since it was seen.", hint=_LOOK_AGAIN)


def _words(standing: Standing | None) -> str | None:
    """What a decision says and rests on; a second person who agrees to it changes nothing of that."""
    return None if standing is None else standing.model_dump_json(exclude={"confirmed_by", "confirmed_at"})
