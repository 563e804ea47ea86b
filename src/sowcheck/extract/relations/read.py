"""All that a paper says of the case's other papers."""

from collections.abc import Iterable, Iterator
from typing import cast

from sowcheck.core.assumptions import Assumption
from sowcheck.core.relations import Amendment, PaperKind, Relations
from sowcheck.extract.finding import clip
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.reading import Reading
from sowcheck.extract.relations.heading import heading_of
from sowcheck.extract.relations.instructions import instructions
from sowcheck.extract.relations.precedence import precedence_of
from sowcheck.extract.relations.replaced import own_number, replaced_papers, restating_words


def names_of(reading: Reading, assumptions: Iterable[Assumption]) -> PaperNames:
    """How the paper calls itself and others; `assumptions` say of which kind it is."""
    kinds = [each for each in assumptions if each.field == "doc.kind"]
    kind = max(kinds, key=lambda each: each.confidence).value if kinds else "other"
    return PaperNames(reading, cast("PaperKind", kind))


def relations_of(document_id: str, reading: Reading, names: PaperNames) -> Relations:
    """What the paper says of others."""
    relations = Relations(
        called=names.called,
        precedence=precedence_of(document_id, reading, names),
        number=own_number(reading, names),
        replaces=tuple(replaced_papers(document_id, reading, names)),
        restates=restating_words(reading),
    )
    if names.kind != "change_order":
        return relations
    changes = {"heading": heading_of(reading, names), "amendments": tuple(_amendments(document_id, reading))}
    return relations.model_copy(update=changes)


def _amendments(document_id: str, reading: Reading) -> Iterator[Amendment]:
    for number, each in enumerate(instructions(reading), start=1):
        yield Amendment(
            id=f"{document_id}.c{number}",
            document=document_id,
            page=reading.document.page_of(each.span.start),
            quote=reading.document.quote(clip(reading.text, each.span, each.span)),
            operation=each.operation,
            section=each.section,
            field=each.field,
            item=each.item,
            before=each.before,
            after=each.after,
            by=each.by,
        )
