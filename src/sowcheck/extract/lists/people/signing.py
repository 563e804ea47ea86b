"""Signatories, from the signature blocks that the outline found."""

import datetime as dt
from collections.abc import Iterator

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.items import Signatory
from sowcheck.core.spans import Span
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading


def _words(span: Span | None, text: str) -> str | None:
    return " ".join(span.of(text).split()) if span else None


def _date(block: SignatureBlock, reading: Reading) -> dt.date | None:
    words = _words(block.date, reading.text)
    if not words:
        return None
    return next((f.value for f in parsers.date(words, reading) if isinstance(f.value, dt.date)), None)


def _signatories(reading: Reading) -> Iterator[Candidate]:
    for block in reading.outline.signature_blocks:
        name = _words(block.name, reading.text)
        if block.party is None or not (name or block.mark):
            continue
        item = Signatory(
            party=block.party, name=name, title=_words(block.title, reading.text), date=_date(block, reading)
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
        day = _date(block, reading)
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
