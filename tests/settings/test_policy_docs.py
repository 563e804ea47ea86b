"""The page on the policy speaks of every setting, and of none that is not there."""

import re
import typing
from collections.abc import Iterator
from pathlib import Path

from sowcheck.core.noun import Noun
from sowcheck.core.policy import Policy

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")


def settings_of(noun: type[Noun], path: str = "") -> Iterator[str]:
    for name, field in noun.model_fields.items():
        here = f"{path}{name}"
        nouns = list(nouns_in(field.annotation))
        keyed = typing.get_origin(field.annotation) is dict
        if here == "sha256":
            continue
        if nouns:
            yield from settings_of(nouns[0], f"{here}.<field>." if keyed else f"{here}.")
        else:
            yield here


def nouns_in(annotation: object) -> Iterator[type[Noun]]:
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        yield annotation
    for part in typing.get_args(annotation):
        yield from nouns_in(part)


def test_every_setting_is_explained_and_no_other() -> None:
    told = set(re.findall(r"^\| `([^`]+)` \|", PAGE, flags=re.MULTILINE))
    assert told == set(settings_of(Policy))


def test_no_setting_is_explained_by_nothing() -> None:
    assert not re.findall(r"^\| `[^`]+` \| *\.? *\|", PAGE, flags=re.MULTILINE)
