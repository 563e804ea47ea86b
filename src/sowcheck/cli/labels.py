"""`sowcheck cases labels` and `sowcheck eval labels`: what people decided, and how often findings were right by it."""

from pathlib import Path
from typing import Annotated

import typer

from sowcheck.cli.eval import need_extra
from sowcheck.cli.output import check_target, write
from sowcheck.cli.stores import ContentsOption, StoreOption, needed, opened

OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE.jsonl", help="File to write")]


def write_labels(store: StoreOption, contents: ContentsOption = None, output: OutputOption = None) -> None:
    """Write what people decided on the findings of released cases, one a line, without what they wrote.

    Example: sowcheck cases labels --store cases.db -o labels.jsonl
    """
    import os

    with needed():
        from sowcheck.service.labels import every_label
        from sowcheck.service.settings import contents_of
        from sowcheck.store.contents import Contents
    check_target(output)
    place = contents_of(os.environ, store=store, contents=contents)
    with opened(store) as kept:
        lines = [each.model_dump_json() for each in every_label(kept, Contents(place).get)]
    write("\n".join(lines), output)


def judge_labels(
    labels: Annotated[Path, typer.Argument(metavar="LABELS.jsonl", help="As `sowcheck cases labels` writes it")],
) -> None:
    """Say how often the findings of each code were right, with 95 % intervals over whole cases.

    Example: sowcheck eval labels labels.jsonl
    """
    from sowcheck.evals.labels import load_labels, precisions

    need_extra()
    known = load_labels(labels)
    rows = [f"{'code':<8} {'right':>6}  {'95 %':<13} {'n':>5}"]
    for each in precisions(known):
        found = each.measure
        value = "-" if found.value is None else f"{found.value:.3f}"
        ends = "-" if found.low is None or found.high is None else f"{found.low:.3f}-{found.high:.3f}"
        rows.append(f"{each.code:<8} {value:>6}  {ends:<13} {found.n:>5}")
    write("\n".join(rows), None)
