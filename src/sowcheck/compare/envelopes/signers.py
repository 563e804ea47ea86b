"""Those who signed the paper against the recipients of its envelope."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sowcheck.compare.envelopes.belonging import Pair
from sowcheck.compare.envelopes.saying import in_envelope
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.assumptions import Assumption
from sowcheck.core.envelopes import Recipient
from sowcheck.core.items import Signatory
from sowcheck.parse.same_person import name_of_address, same_person

_FIELD = "doc.signatories"
_TIME_ZONES = dt.timedelta(days=1)
"""Services write the time in UTC, people the day where they are."""


def check_signers(findings: Findings, pair: Pair) -> None:
    """Note signers of the paper who are no recipients, recipients who have not signed, and days that differ."""
    if pair.envelope.state != "completed" or not pair.envelope.recipients:
        return
    for assumption in pair.paper.of(_FIELD):
        if isinstance(assumption.value, Signatory):
            _signatory(findings, pair, assumption, assumption.value)
    for signatory in _digital(pair):
        _signatory(findings, pair, None, signatory)
    for recipient in pair.envelope.recipients:
        if not recipient.has_signed:
            _not_signed(findings, pair, recipient)


def _digital(pair: Pair) -> Iterator[Signatory]:
    """People who have signed digitally for a party of whom the words of the paper name nobody; a seal has no person."""
    named = {each.value.party for each in pair.paper.of(_FIELD) if isinstance(each.value, Signatory)}
    made = {each.field: each for each in pair.paper.document.signatures}
    for signer in pair.paper.digital_signers:
        signature = made[signer.field]
        if signer.party and signer.party not in named and signature.organisation and signature.signer:
            yield Signatory(party=signer.party, name=signature.signer, date=day_of(signature.signed_at))


def _signatory(findings: Findings, pair: Pair, assumption: Assumption | None, signatory: Signatory) -> None:
    if not signatory.name:
        return
    found = _recipient_of(signatory, pair.envelope.recipients)
    if found is None:
        known = joined([_called(each) for each in pair.envelope.recipients])
        how = "by" if assumption else "digitally by"
        findings.flag(
            "SC116",
            _FIELD,
            f"Signatories: {pair.paper.title} is signed {how} {signatory.name} for the {signatory.party}, and "
            f"the recipients of {in_envelope(pair)} are {known}.",
            key=signatory.name,
            document_value=signatory.name,
            record_value=[each.name or each.email for each in pair.envelope.recipients],
            assumptions=[assumption] if assumption else [],
        )
        return
    signed = day_of(found.signed_at)
    if signatory.date and signed and abs(signatory.date - signed) > _TIME_ZONES:
        findings.flag(
            "SC116",
            _FIELD,
            f"Signatories, {signatory.name}: {pair.paper.title} gives {signatory.date.isoformat()} as the day of the "
            f"signature, {in_envelope(pair)} {found.signed_at}.",
            key=signatory.name,
            severity="medium",
            document_value=signatory.date.isoformat(),
            record_value=found.signed_at,
            assumptions=[assumption] if assumption else [],
        )


def _recipient_of(signatory: Signatory, recipients: Sequence[Recipient]) -> Recipient | None:
    name = signatory.name or ""
    named = [each for each in recipients if same_person(name, each.name)]
    named = named or [each for each in recipients if each.email and same_person(name, name_of_address(each.email))]
    # Of two who share a name, the one whose role speaks of the party.
    return next((each for each in named if each.party == signatory.party), named[0] if named else None)


def _not_signed(findings: Findings, pair: Pair, recipient: Recipient) -> None:
    reason = f" (“{recipient.declined_reason.rstrip('.')}”)" if recipient.declined_reason else ""
    status = recipient.status or "not signed"
    findings.flag(
        "SC116",
        _FIELD,
        f"Signatories: {_called(recipient)} is a recipient of {in_envelope(pair)}, in which {pair.paper.title} was signed, "
        f"and has not signed: {status}{reason}.",
        key=recipient.name or recipient.email,
        record_value=status,
    )


def _called(recipient: Recipient) -> str:
    name = recipient.name or recipient.email or "somebody without a name"
    return f"{name} ({recipient.role})" if recipient.role else name


def day_of(moment: str | None) -> dt.date | None:
    """The day of a moment as services write it; the year alone and other words are none.

    >>> day_of("2026-05-13T15:44:02.0000000Z"), day_of("yesterday")
    (datetime.date(2026, 5, 13), None)
    """
    try:
        return dt.date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
