"""Both sides of a finding as JSON and as part of a sentence."""

from collections.abc import Sequence

from pydantic import JsonValue

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.support import find_support, is_searchable
from sowcheck.compare.values.wording import joined, say, say_source
from sowcheck.core.assumptions import Assumption
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value, to_json


def shape_of(values: Sequence[Value]) -> JsonValue:
    """One value's shape, or a list of them; equal shapes once."""
    shapes: list[JsonValue] = []
    for value in values:
        shape = to_json(value)
        if shape not in shapes:
            shapes.append(shape)
    return shapes[0] if len(shapes) == 1 else shapes or None


def say_records(values: Sequence[RecordValue], field: str) -> str:
    """Such as "Salesforce CPQ quote Q-1 says Net 30"; sources that say the same are named together."""
    sources: dict[str, list[str]] = {}
    for value in values:
        source = say_source(value.system, value.object, value.record_id)
        named = sources.setdefault(say(value.value, field), [])
        if source not in named:
            named.append(source)
    return joined([f"{joined(named)} {'say' if len(named) > 1 else 'says'} {said}" for said, named in sources.items()])


def say_paper(paper: Paper, assumption: Assumption) -> str:
    """Such as "the SOW (page 4)"."""
    return paper.title + (f" ({assumption.where})" if assumption.where else "")


def say_with_page(assumption: Assumption, field: str) -> str:
    """Such as "EUR 100.00 (page 4)" or "EUR 100.00 (Pricing!E9)"."""
    return say(assumption.value, field) + (f" ({assumption.where})" if assumption.where else "")


def say_support(papers: Sequence[Paper], field: str, values: Sequence[RecordValue]) -> str:
    """What a search of the documents for the record's value found, as a clause that follows the sentence."""
    searchable = [each.value for each in values if is_searchable(each.value) or field == "billing.payment_terms_days"]
    if not searchable:
        return ""
    found = next((place for value in searchable if (place := find_support(papers, field, value))), None)
    return (
        f"; the record's value also stands in {found}"
        if found
        else "; nothing in the documents supports the record's value"
    )
