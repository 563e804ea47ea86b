"""The figures of encoders as a table of plain text, or as JSON."""

import json
from collections.abc import Iterable, Sequence

from sowcheck.evals.skills import EncoderFigures, Share, Step


def skills_text(figures: Sequence[EncoderFigures]) -> str:
    """One block an encoder."""
    return "\n".join(line for one in figures for line in _block(one)) + "\n"


def skills_json(figures: Sequence[EncoderFigures]) -> str:
    """The same, for programs."""
    rows = [
        {
            "encoder": one.encoder,
            "first": {kind: _plain(share) for kind, share in one.first.items()},
            "among_first": {kind: _plain(share) for kind, share in one.among_first.items()},
            "curve": [_plain_step(step) for step in one.curve],
            "chosen": one.chosen,
            "judged": _plain_step(one.judged) if one.judged else None,
            "shipped": _plain_step(one.shipped),
        }
        for one in figures
    ]
    return json.dumps(rows, indent=2) + "\n"


def _block(one: EncoderFigures) -> Iterable[str]:
    yield one.encoder
    for kind, share in one.first.items():
        yield f"  {kind:12} right first {_text(share)}, among the first five {_text(one.among_first[kind])}"
    if one.judged is None:
        yield "  no threshold is precise enough"
    else:
        yield f"  chosen on one half: tags from {one.judged.threshold:.2f}"
        yield f"  on the other half:  precision {_text(one.judged.precision)}, recall {_text(one.judged.recall)}"
    yield f"  shipped {one.shipped.threshold:.2f}:       precision {_text(one.shipped.precision)}, recall {_text(one.shipped.recall)}"
    yield "  from   precision  recall"
    for step in one.curve[::4]:
        yield f"  {step.threshold:.2f}   {_text(step.precision):>13}  {_text(step.recall):>13}"
    yield ""


def _text(share: Share) -> str:
    return "-" if share.value is None else f"{share.value:.2f} ({share.part}/{share.whole})"


def _plain(share: Share) -> dict[str, int]:
    return {"part": share.part, "whole": share.whole}


def _plain_step(step: Step) -> dict[str, object]:
    return {"threshold": step.threshold, "precision": _plain(step.precision), "recall": _plain(step.recall)}
