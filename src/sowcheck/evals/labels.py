"""Findings that people have judged: from them follows how often each code is right on real deals."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import JsonValue, ValidationError

from sowcheck.core.decisions import Resolution
from sowcheck.core.fields import Severity
from sowcheck.core.noun import Noun
from sowcheck.errors import UnreadableInput
from sowcheck.evals.intervals import Measure, Part, ratio


class Label(Noun):
    """One finding of a case with what people made of it; what they wrote is left out."""

    case: str
    code: str
    field: str
    key: str | None
    severity: Severity
    resolution: Resolution
    document_value: JsonValue = None
    record_value: JsonValue = None
    quotes: tuple[str, ...] = ()
    """The words of the papers on which it rests."""

    @property
    def is_right(self) -> bool:
        """Whether there was a discrepancy."""
        return self.resolution != "not_a_discrepancy"


class Precision(Noun):
    """How often the findings of a code are right; whole cases are drawn for the interval."""

    code: str
    measure: Measure


def load_labels(path: Path) -> list[Label]:
    """The labels of a file, one a line.

    Raises:
        UnreadableInput: it cannot be opened, or a line is no label; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(path, "cannot be read as text", hint="Write it with `sowcheck cases labels`.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(Label.model_validate_json(line))
            except ValidationError as error:
                raise UnreadableInput(
                    path, f"line {number} is no label", hint="Write it with `sowcheck cases labels`."
                ) from error
    return found


def precisions(labels: Iterable[Label]) -> list[Precision]:
    """The precision of each code, and of all together under "all"."""
    known = list(labels)
    codes = sorted({each.code for each in known})
    return [
        Precision(code=code, measure=_precision([each for each in known if code in ("all", each.code)]))
        for code in ("all", *codes)
    ]


def _precision(labels: Sequence[Label]) -> Measure:
    cases = sorted({each.case for each in labels})
    of_case = {case: [each.is_right for each in labels if each.case == case] for case in cases}
    found = ratio([Part(sum(right), len(right)) for right in of_case.values()], n=len(labels))
    # Of one case nothing says how much others differ from it.
    return found if len(cases) > 1 else found.model_copy(update={"low": None, "high": None})
