"""Who is behind the ids that cases speak of, for people who read answers. Audit, events and log have the ids alone."""

import re
from collections.abc import Iterable, Iterator

from sowcheck.core.casefile import CaseFile
from sowcheck.core.noun import Noun
from sowcheck.identity.base import Directory

_PERSON = re.compile(r"\bu-[0-9a-z-]{1,40}\b")


class PersonView(Noun):
    """Somebody who acted on a case, or is asked."""

    login: str
    name: str


def people_in(case: CaseFile, directory: Directory) -> dict[str, PersonView]:
    """By id: everybody who decided, confirmed, is asked or signed, as far as it is still known who it was."""
    found = {id_: directory.user_by_id(id_) for id_ in sorted(set(_ids(case)))}
    return {
        id_: PersonView(login=user.login, name=user.name)
        for id_, user in found.items()
        if user is not None and not user.is_forgotten
    }


def with_logins(text: str, directory: Directory) -> str:
    """A refusal with logins in the place of ids."""

    def login(id_: re.Match[str]) -> str:
        user = directory.user_by_id(id_[0])
        return id_[0] if user is None or user.is_forgotten else user.login

    return _PERSON.sub(login, text)


def _ids(case: CaseFile) -> Iterator[str]:
    for each in case.decisions.values():
        yield from _there(each.by, each.confirmed_by, each.decision.asked)
    yield from (each.by for each in case.signatures)


def _there(*ids: str | None) -> Iterable[str]:
    return (each for each in ids if each is not None)
