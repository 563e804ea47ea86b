"""Every fact that was not read as it stands, field by field, with the words of both sides."""

from collections.abc import Mapping, Sequence

from sowcheck.evals.log import GoldFact, Log
from sowcheck.evals.report.context import Shelf
from sowcheck.evals.report.model import ErrorCase, ErrorGroup, Evidence
from sowcheck.evals.scorers.facts import FactVerdict, Judgement
from sowcheck.evals.scorers.proof import is_proven
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.wording import describe, field_title

_GRAVEST_FIRST = (FactVerdict.MISREAD, FactVerdict.INVENTED, FactVerdict.MISSED)


def error_groups(
    log: Log, judged: Mapping[str, Sequence[Judgement]], order: Sequence[str], shelf: Shelf
) -> tuple[tuple[ErrorGroup, ...], int]:
    """The errors of each field, and how many of them are shown without the words around theirs.

    Args:
        log: The run.
        judged: The judgements by document.
        order: Names of fields in the order of the groups.
        shelf: Documents at hand.
    """
    contents = {entry.id: entry.sha256 for entry in log.documents}
    wrong = [found for rows in judged.values() for found in rows if found.verdict is not FactVerdict.MATCHED]
    groups = []
    for field in order:
        errors = sorted((found for found in wrong if found.field == field), key=_gravity)
        if errors:
            cases = tuple(_case(found, contents[found.document], shelf) for found in errors)
            groups.append(ErrorGroup(field, field_title(field), cases))
    return tuple(groups), sum(not shelf.has(contents[found.document]) for found in wrong)


def _gravity(found: Judgement) -> tuple[bool, int, float, str]:
    """Proven and yet wrong before all else; then what was said with most confidence."""
    sure = found.prediction.confidence if found.prediction else 0.0
    return not is_proven(found), _GRAVEST_FIRST.index(found.verdict), -sure, found.document


def _case(found: Judgement, sha256: str, shelf: Shelf) -> ErrorCase:
    gold, prediction = found.gold, found.prediction
    return ErrorCase(
        verdict=str(found.verdict),
        document=found.document,
        gold=_gold(gold, sha256, shelf) if gold else None,
        predicted=_predicted(prediction, sha256, shelf) if prediction else None,
        confidence=prediction.confidence if prediction else None,
        proof=prediction.proof if prediction else None,
        extractors=prediction.extractors if prediction else (),
    )


def _gold(fact: GoldFact, sha256: str, shelf: Shelf) -> Evidence:
    return Evidence(describe(fact.field, fact.value), fact.page, shelf.of_gold(sha256, fact))


def _predicted(found: AssumptionShape, sha256: str, shelf: Shelf) -> Evidence:
    return Evidence(describe(found.field, found.value), found.page, shelf.of_prediction(sha256, found))
