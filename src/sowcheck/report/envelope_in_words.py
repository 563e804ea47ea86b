"""What people are told of an e-sign envelope: how far it has come, who has signed when, and which files it vouches for."""

from sowcheck.core.words import plain
from sowcheck.report.shapes.records import EnvelopeShape, RecipientShape

_STATES = {
    "completed": "completed",
    "under_way": "under way",
    "declined": "declined",
    "voided": "voided",
    "expired": "expired",
    "unknown": "in a state that is not known",
}
_MOST = 4


def envelope_in_words(envelope: EnvelopeShape) -> str:
    """One line; people and files of a large envelope are counted."""
    parts = [_STATES[envelope.state] + (f" (“{plain(envelope.reason)}”)" if envelope.reason else "")]
    parts += [_recipient(each) for each in envelope.recipients[:_MOST]]
    if len(envelope.recipients) > _MOST:
        parts.append(f"{len(envelope.recipients) - _MOST} more who have to sign")
    hashed = sum(1 for each in envelope.documents if each.sha256)
    if envelope.documents:
        known = "none" if not hashed else "each" if hashed == len(envelope.documents) else str(hashed)
        files = f"{len(envelope.documents)} file{'' if len(envelope.documents) == 1 else 's'}"
        parts.append(f"{files}, SHA-256 of {known} known")
    return "; ".join(parts)


def _recipient(recipient: RecipientShape) -> str:
    name = plain(recipient.name or recipient.email or "somebody without a name")
    role = f" ({plain(recipient.role)})" if recipient.role else ""
    if not recipient.has_signed:
        return f"{name}{role} has not signed"
    return f"{name}{role} signed" + (f" on {plain(recipient.signed_at[:10])}" if recipient.signed_at else "")
