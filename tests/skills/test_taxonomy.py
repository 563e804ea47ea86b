"""The shipped taxonomy holds together: names, forms, categories and the tree."""

import re
from collections import defaultdict

import pytest

from sowcheck.skills.forms import normal
from sowcheck.skills.taxonomy import Skill, taxonomy

SKILLS = tuple(taxonomy().skills.values())


def test_it_is_large_enough_to_be_of_use() -> None:
    assert len(SKILLS) >= 600


def test_no_form_belongs_to_two_skills_unless_it_is_ambiguous() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for skill in SKILLS:
        for form in skill.forms:
            if form not in skill.ambiguous:
                owners[normal(form)].add(skill.name)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_every_form_has_words() -> None:
    assert [form for skill in SKILLS for form in skill.forms if not normal(form)] == []


def test_what_is_ambiguous_is_a_form() -> None:
    assert [skill.name for skill in SKILLS if not skill.ambiguous <= set(skill.forms)] == []


def test_every_parent_exists_and_no_skill_is_its_own_ancestor() -> None:
    known = taxonomy()
    for skill in SKILLS:
        assert skill.parent is None or skill.parent in known.skills
        assert skill not in known.ancestors(skill)


def test_every_category_holds_a_skill() -> None:
    assert set(taxonomy().categories) == {skill.category.key for skill in SKILLS}


def test_onet_codes_have_the_form_of_an_occupation() -> None:
    assert [skill.name for skill in SKILLS if skill.onet and not re.fullmatch(r"\d\d-\d{4}\.\d\d", skill.onet)] == []


@pytest.mark.parametrize(
    ("name", "ancestors"), [("Django", ["Back-end development", "Software development"]), ("Software development", [])]
)
def test_ancestors_are_the_wider_skills_nearest_first(name: str, ancestors: list[str]) -> None:
    known = taxonomy()
    wider: tuple[Skill, ...] = known.ancestors(known.skills[name])
    assert [skill.name for skill in wider] == ancestors
