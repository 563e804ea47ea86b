"""Who has signed a paper, how that shows, and how strong the evidence is."""

import datetime as dt

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.executions import Certificate, Execution, PartySignature, SigningWay, Strength
from sowcheck.core.signatures import DigitalSignature
from sowcheck.core.spans import Box, Quote, Span
from sowcheck.extract import typed
from sowcheck.extract.digital import digital_by_party
from sowcheck.extract.digital_marks import places_to_sign
from sowcheck.extract.reading import Reading
from sowcheck.extract.vouching import vouched
from sowcheck.segment.signing.names import signer_in
from sowcheck.segment.signing.stamps import envelope_key


def execution_of(reading: Reading) -> Execution:
    """All that a paper shows of its signing. Nothing is inferred from a printed name, a title or a date."""
    outline = reading.outline
    digital = digital_by_party(reading.document.signatures, outline.parties, reading.text)
    signatures = [
        _signature(block, digital.get(block.party) if block.party else None, reading)
        for block in places_to_sign(reading)
    ]
    execution = Execution(
        signatures=tuple(signatures),
        stamps=outline.stamps,
        certificates=outline.certificates,
        is_certificate_alone=reading.is_certificate,
    )
    for certificate in outline.certificates:
        if _is_of(certificate, execution):
            execution = vouched(execution, certificate, f"page {certificate.page}" if certificate.page else "below")
    return execution


def _is_of(certificate: Certificate, execution: Execution) -> bool:
    """Whether no stamp of another envelope stands on the pages."""
    own = envelope_key(certificate.envelope_id or "")
    return not execution.stamps or any(envelope_key(stamp.id) == own for stamp in execution.stamps)


def day_of(block: SignatureBlock, reading: Reading) -> dt.date | None:
    """The day of a signature as its block states it."""
    words = words_of(block.date, reading.text)
    found = typed.date(words, reading) if words else []
    return next((each.value for each in found if isinstance(each.value, dt.date)), None)


def words_of(span: Span | None, text: str) -> str | None:
    """The words of a place on one line."""
    return " ".join(span.of(text).split()) if span else None


def _signature(block: SignatureBlock, digital: DigitalSignature | None, reading: Reading) -> PartySignature:
    text, place = reading.text, block.mark or block.span
    way: SigningWay = "digital" if digital else block.way
    boxes = _boxes(block, reading)
    return PartySignature(
        party=block.party,
        way=way,
        strength=_strength(way, digital),
        name=words_of(block.name, text),
        signer=signer_in(block.mark.of(text)) if block.mark else None,
        title=words_of(block.title, text),
        date=day_of(block, reading),
        quote=Quote.at(text, place),
        page=boxes[0].page if boxes else reading.document.page_of(place.start),
        boxes=boxes,
        vouched_by=_voucher(way, digital, reading),
    )


def _boxes(block: SignatureBlock, reading: Reading) -> tuple[Box, ...]:
    """Where the signature stands; nowhere if there is none."""
    if block.mark:
        return reading.document.boxes(block.mark)
    return (block.drawing.box,) if block.drawing and block.drawing.box else ()


def _strength(way: SigningWay, digital: DigitalSignature | None) -> Strength:
    """Only a digital signature that a trusted authority vouches for proves anything."""
    if way == "empty":
        return "none"
    return "proven" if digital and digital.trust == "trusted" else "claimed"


def _voucher(way: SigningWay, digital: DigitalSignature | None, reading: Reading) -> str | None:
    stamps = reading.outline.stamps
    if digital:
        who = ", ".join(name for name in (digital.signer, digital.organisation) if name) or f"the field {digital.field}"
        return f"the digital signature of {who}"
    return f"the stamp of envelope {stamps[0].id}" if way == "envelope" and len(stamps) == 1 else None
