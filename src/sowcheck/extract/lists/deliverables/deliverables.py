"""Deliverables: things to be handed over, with their dates."""

import re
from collections.abc import Iterator

from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.lists.deliverables.components import of_headings, of_leads
from sowcheck.extract.lists.deliverables.deliverable_enumerations import of_enumerations
from sowcheck.extract.lists.deliverables.deliverable_lists import of_lists
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD
from sowcheck.extract.lists.deliverables.deliverable_prose import made
from sowcheck.extract.lists.deliverables.deliverable_tables import of_tables
from sowcheck.extract.lists.deliverables.named_papers import of_named_papers
from sowcheck.extract.lists.deliverables.purposes import of_changes, of_inclusions, of_purposes
from sowcheck.extract.lists.deliverables.service_duties import of_duties, of_named_services, of_service_kinds
from sowcheck.extract.lists.deliverables.services import of_grants, of_service_lists
from sowcheck.extract.lists.deliverables.things import core_of
from sowcheck.extract.lists.deliverables.timelines import of_plans
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.reading import Reading


def _deliverables(reading: Reading) -> Iterator[Candidate]:
    """Announced ones first; what prose says counts where it names something else."""
    known: list[str] = []
    announced_ones = (
        *of_tables(reading),
        *of_lists(reading),
        *of_enumerations(reading),
        *of_headings(reading),
    )
    announced_ones = announced_ones or tuple(of_plans(reading))
    for one in announced_ones:
        known.append(_name(one))
        yield one
    announced = [_words(core_of(name)) for name in known]
    told: list[frozenset[str]] = []
    for one in (*_told(reading), *(() if known or _speaks_of_deliverables(reading) else _services(reading))):
        words, core = _words(_name(one)), _words(core_of(_name(one)))
        if any(_same(core, other) for other in announced) or any(_alike(words, other) for other in told):
            continue
        told.append(words)
        yield one


def _told(reading: Reading) -> Iterator[Candidate]:
    """What headings, leads and sentences name outside any list of deliverables."""
    yield from of_named_papers(reading)
    yield from of_leads(reading)
    yield from of_inclusions(reading)
    yield from made(reading)
    yield from of_purposes(reading)
    yield from of_changes(reading)


def _speaks_of_deliverables(reading: Reading) -> bool:
    """Whether a heading announces deliverables, even where none of them could be read."""
    leads = Leads.of(reading)
    return any(FIELD in leads.topics(one.heading.of(reading.text)) for one in reading.outline.clauses if one.heading)


def _services(reading: Reading) -> Iterator[Candidate]:
    """Where an agreement names no deliverables, its services are what is delivered."""
    yield from of_service_lists(reading)
    yield from of_grants(reading)
    yield from of_service_kinds(reading)
    yield from of_named_services(reading)
    yield from of_duties(reading)


def _name(candidate: Candidate) -> str:
    return candidate.value.name if isinstance(candidate.value, Deliverable) else ""


_SMALL = re.compile(r"(?:an?|the|of|to|and|or|in|on|for|with|by|at|as|is|are|be|any|all|each|such|this|that)$")


def _words(name: str) -> frozenset[str]:
    """The words that carry meaning, without the ending of a plural."""
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z0-9]+", name.casefold()) if not _SMALL.match(word))


def _same(core: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one name says the same as another or is a part of it."""
    smaller = min(len(core), len(other))
    return smaller > 0 and len(core & other) == smaller


def _alike(words: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(words & other) >= 1.2 * (len(words) + len(other)) / 2 * 1.0


RULES: tuple[Rule, ...] = (_deliverables,)
