"""Signatories, from the signature blocks that the outline found."""

from collections.abc import Iterator

from sowcheck.core.items import Signatory
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.execution import day_of, words_of
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading


def _signatories(reading: Reading) -> Iterator[Candidate]:
    for block in reading.outline.signature_blocks:
        name = words_of(block.name, reading.text)
        if block.party is None or not (name or block.mark):
            continue
        item = Signatory(
            party=block.party, name=name, title=words_of(block.title, reading.text), date=day_of(block, reading)
        )
        yield Candidate(
            "doc.signatories",
            item,
            clip(reading.text, block.span, block.name or block.mark or block.span),
            "doc.signatories.block",
            0.85,
        )


def _signed_dates(reading: Reading) -> Iterator[Candidate]:
    for block in reading.outline.signature_blocks:
        day = day_of(block, reading)
        if day and block.party and block.date:
            whole = block.date
            yield Candidate(
                f"doc.{block.party}_signed_date",
                day,
                clip(reading.text, whole, block.date),
                f"doc.{block.party}_signed_date.block",
                0.85,
            )


RULES: tuple[Rule, ...] = (_signatories, _signed_dates)
