"""Words that a digital signature draws on the page: "Digitally signed by Ann Okoro". They are worth what the signature is."""

import re
from collections.abc import Sequence

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.signatures import DigitalSignature
from sowcheck.extract.digital import signer_of
from sowcheck.extract.reading import Reading

_DIGITAL = re.compile(r"digital|digitaal|num[ée]rique|cyfrow|цифров", re.IGNORECASE)


def drawn_by(block: SignatureBlock, signatures: Sequence[DigitalSignature], text: str) -> DigitalSignature | None:
    """The signature of the file that draws the words of a block; of several by one signer one that holds."""
    words = " ".join((block.mark or block.span).of(text).split()).casefold()
    if not signatures or not _DIGITAL.search(words):
        return None
    named = [each for each in signatures if each.signer and " ".join(each.signer.split()).casefold() in words]
    return next((each for each in named if each.holds), named[0] if named else None)


def is_drawing_alone(block: SignatureBlock, signatures: Sequence[DigitalSignature], text: str) -> bool:
    """Whether a block is nothing but what a digital signature draws: no place to sign of the paper's own."""
    bare = block.party is None and block.title is None and block.date is None
    return bare and drawn_by(block, signatures, text) is not None


def places_to_sign(reading: Reading) -> tuple[SignatureBlock, ...]:
    """The paper's own places to sign; what a digital signature that does not hold has drawn there signs nothing."""
    signatures, text = reading.document.signatures, reading.text
    own = []
    for block in reading.outline.signature_blocks:
        if is_drawing_alone(block, signatures, text):
            continue
        made = drawn_by(block, signatures, text)
        broken = made is not None and not made.holds
        own.append(block.model_copy(update={"mark": None, "way": "empty"}) if broken else block)
    return tuple(own)


def signed_digitally(reading: Reading) -> str | None:
    """The status of a paper without a place to sign of its own, in whose text digital signatures have drawn themselves.

    None where nothing tells whose those are that hold.
    """
    held = [each for each in reading.document.signatures if each.holds]
    parties = {signer_of(each, reading.outline.parties, reading.text).party for each in held} - {None}
    if not held:
        return "unsigned"
    return None if not parties else "completed" if len(parties) == 2 else "partially_signed"
