"""Signatories, from the signature blocks that the outline found."""

from collections.abc import Iterator

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.items import Signatory
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.digital import digital_signers
from sowcheck.extract.execution import day_of, words_of
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading


def _signatories(reading: Reading) -> Iterator[Candidate]:
    for block in reading.outline.signature_blocks:
        name = words_of(block.name, reading.text)
        if block.party is None or not (name or block.mark):
            continue
        day = None if _is_left_empty(block, reading) else day_of(block, reading)
        item = Signatory(party=block.party, name=name, title=words_of(block.title, reading.text), date=day)
        yield Candidate(
            "doc.signatories",
            item,
            clip(reading.text, block.span, block.name or block.mark or block.span),
            "doc.signatories.block",
            0.85,
        )


def _is_left_empty(block: SignatureBlock, reading: Reading) -> bool:
    """Whether nobody signed in a place, so that a date printed there is the day of nothing.

    What was made out in a picture may show a signature that is no word: there a date stays.
    """
    if block.way != "empty" or reading.document.ocr_in(block.span):
        return False
    return block.party not in digital_signers(reading.document.signatures, reading.outline.parties, reading.text)


def _signed_dates(reading: Reading) -> Iterator[Candidate]:
    for block in reading.outline.signature_blocks:
        day = day_of(block, reading)
        if day and block.party and block.date and not _is_left_empty(block, reading):
            whole = block.date
            yield Candidate(
                f"doc.{block.party}_signed_date",
                day,
                clip(reading.text, whole, block.date),
                f"doc.{block.party}_signed_date.block",
                0.85,
            )


RULES: tuple[Rule, ...] = (_signatories, _signed_dates)
