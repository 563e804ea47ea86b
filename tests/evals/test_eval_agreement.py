"""Our scores and those of the two reference scorers are the same to 0.005."""

import json
import random
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shared_data import CORPUS, TOOLS, needs_corpus, needs_deals
from sowcheck.evals.counts import Counts, count
from sowcheck.evals.log import DocumentEntry, Log
from sowcheck.evals.scorers.facts import is_list, judge
from sowcheck.evals.scores import score
from sowcheck.report.shapes.assumptions import AssumptionShape

_NEAR = 0.005


def _reference(path: Path) -> dict[str, Any]:
    return runpy.run_path(str(path), run_name="reference")


def _reference_counts(score_document: Callable[..., Any], entry: DocumentEntry) -> Mapping[str, Mapping[str, int]]:
    shape = entry.model_dump(mode="json")
    counts: Mapping[str, Mapping[str, int]] = score_document(shape["gold"], shape["predictions"])
    return counts


def _f1(right: int, false: int, missed: int) -> float:
    return 2 * right / (2 * right + false + missed)


def _misread(value: object) -> object:
    """The value with another amount, count or number of days, if it has one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1
    if isinstance(value, dict) and isinstance(value.get("count"), int):
        return {**value, "count": value["count"] + 1}
    return {**value, "amount": "1.07"} if isinstance(value, dict) and "amount" in value else value


def _damaged(entry: DocumentEntry, chance: random.Random) -> DocumentEntry:
    """Some predictions left out, doubled, or with the value or number of another; gold facts as predictions in between."""
    kept: list[AssumptionShape] = []
    for prediction in entry.predictions:
        fate = chance.random()
        if fate < 0.15:
            continue
        same = [row for row in entry.predictions if row.field == prediction.field]
        other = chance.choice(same) if fate < 0.3 else prediction
        kept.append(prediction.model_copy(update={"value": other.value if fate < 0.85 else _misread(other.value)}))
        if fate > 0.95:
            kept.append(prediction)
    for fact in entry.gold:
        if chance.random() < 0.3 and entry.predictions:
            kept.append(entry.predictions[0].model_copy(update={"field": fact.field, "value": fact.value}))
    return entry.model_copy(update={"predictions": tuple(kept)})


@needs_corpus
def test_extraction_scores_agree_on_the_corpus(corpus_log: Log, tmp_path: Path) -> None:
    for entry in corpus_log.documents:
        predictions = [found.model_dump(mode="json") for found in entry.predictions]
        (tmp_path / f"{entry.id}.json").write_text(json.dumps({"assumptions": predictions}), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  (the reference scorer, on what was just written)
        [sys.executable, str(TOOLS / "score_extraction.py"), str(CORPUS), str(tmp_path), "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    theirs, ours = json.loads(done.stdout), score(corpus_log)
    assert theirs["documents"] == ours.dataset.documents
    for group in ("scalar", "list", "all"):
        for figure in ("precision", "recall", "f1"):
            assert ours.value(f"{group}.{figure}") == pytest.approx(theirs[group][figure], abs=_NEAR), (group, figure)
        measure = ours.measures[f"{group}.f1"]
        assert measure.low == pytest.approx(theirs[group]["f1_95"][0], abs=0.02)
        assert measure.high == pytest.approx(theirs[group]["f1_95"][1], abs=0.02)
    assert ours.value("grounding.quote") == pytest.approx(theirs["all"]["grounded"], abs=_NEAR)


@needs_corpus
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_extraction_scores_agree_on_damaged_predictions(corpus_log: Log, seed: int) -> None:
    reference = _reference(TOOLS / "score_extraction.py")["score_document"]
    chance = random.Random(seed)  # noqa: S311  (reproducible damage)
    ours: dict[bool, list[Counts]] = {True: [], False: []}
    theirs: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for entry in corpus_log.documents:
        damaged = _damaged(entry, chance)
        judged = judge(damaged)
        for kind in (True, False):
            ours[kind].append(count(row for row in judged if is_list(row.field) is kind))
        for field, counts in _reference_counts(reference, damaged).items():
            theirs[is_list(field)].update(counts)
    for kind in (True, False):
        total = Counts(*(sum(column) for column in zip(*ours[kind], strict=True)))
        assert total.f1 == pytest.approx(_f1(*(theirs[kind][name] for name in ("tp", "fp", "fn"))), abs=_NEAR)
        assert total.misread > 0
        if kind:
            assert total.misread == pytest.approx(theirs[kind]["misread"], abs=0.02 * total.gold)


@needs_deals
def test_checking_scores_agree_on_the_deals(deals_log: Log, some_deals: Path) -> None:
    done = subprocess.run(  # noqa: S603  (the reference scorer runs our own command line)
        [sys.executable, str(TOOLS / "score_deals.py"), str(some_deals), "--sowcheck", f"{sys.executable} -m sowcheck"],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    last = done.stdout.strip().splitlines()[-1]
    theirs = {name: int(number) for name, number in re.findall(r"'(\w+)': (\d+)", last)}
    deals = score(deals_log).deals
    assert theirs == {
        "expected": sum(deal.expected for deal in deals),
        "hit": sum(deal.found for deal in deals),
        "kind": sum(deal.right_kind for deal in deals),
        "false": sum(deal.false_flags for deal in deals),
        "extra": sum(deal.extra for deal in deals),
        "hidden": sum(deal.hidden_scope for deal in deals),
        "hidden_hit": sum(deal.hidden_seen for deal in deals),
        "match_fields": sum(deal.matching_fields for deal in deals),
    }
    for deal in deals:
        line = next(line for line in done.stdout.splitlines() if line.startswith(f"{deal.deal}: "))
        assert f"expected {deal.expected} hit {deal.found} (kind right {deal.right_kind}) " in line
        assert f"false {deal.false_flags} extra {deal.extra} hidden {deal.hidden_seen}/{deal.hidden_scope} " in line
