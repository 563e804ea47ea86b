"""Whether those who signed may sign: papers say which position must sign above a certain value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.compare.papers.evidence import shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.similarity import plain, words
from sowcheck.compare.values.wording import money
from sowcheck.core.assumptions import Assumption
from sowcheck.core.items import PartyRole, Signatory
from sowcheck.core.quantities import Money
from sowcheck.parse.money import find_money

_TITLE_WORD = r"[A-Z][\w&'\u2019-]+"
_TITLE = rf"(?i:its |their |the |an? |one of (?:its|the) )?{_TITLE_WORD}(?: (?:of |and |the |for ){{0,2}}{_TITLE_WORD}){{0,6}}"
_RULE = re.compile(
    r"\b(?P<subject>(?i:change orders?|variations?|amendments?|statements? of work|order forms?))\b"
    r"(?P<condition>(?:[^.\n]|\.\d){0,120}?)\b(?i:signed|approved|authori[sz]ed|executed)\b(?P<side>[^.\n]{0,60}?)\b(?i:by)\s+"
    rf"(?P<titles>{_TITLE}(?:,? or {_TITLE})*)"
)
_ABOVE = re.compile(r"\b(?:more than|over|above|exceed(?:s|ing)?|in excess of|greater than|at least)\b", re.IGNORECASE)
_POSITION = re.compile(
    r"\b(?:officer|director|president|manager|head|partner|chair\w*|secretary|counsel|chief|controller|treasurer|ceo|cfo"
    r"|cio|coo|cto)\b",
    re.IGNORECASE,
)
_KINDS = {
    "change": "change_order",
    "variat": "change_order",
    "amendm": "change_order",
    "statem": "sow",
    "order ": "order_form",
}


@dataclass(frozen=True)
class _Rule:
    """Above an amount, a kind of paper needs the signature of one of some positions."""

    kind: str
    above: Money
    titles: tuple[str, ...]
    party: PartyRole | None


def check_authority(facts: Facts, findings: Findings) -> None:
    """Hold every signatory against the positions that the papers ask for."""
    rules = [rule for paper in facts.papers for rule in _rules(paper)]
    for paper in facts.papers:
        for rule in rules:
            value = _value_of(facts, paper)
            if rule.kind == paper.kind and value and value.amount > rule.above.amount:
                _check(paper, rule, value, findings)


def _rules(paper: Paper) -> Iterator[_Rule]:
    for found in _RULE.finditer(paper.said):
        condition = found["condition"]
        amounts = find_money(condition, paper.conventions)
        titles = tuple(_titles(found["titles"]))
        if not amounts or not _ABOVE.search(condition) or not titles:
            continue
        subject = found["subject"].casefold()
        kind = next(name for start, name in _KINDS.items() if subject.startswith(start))
        yield _Rule(kind, amounts[0].value, titles, _party(found["side"] + " " + found["condition"]))


def _titles(text: str) -> Iterator[str]:
    for part in re.split(r",? or ", text):
        title = re.sub(r"^(?:its|their|the|an?|one of (?:its|the)) ", "", part.strip(), flags=re.IGNORECASE)
        if title and _POSITION.search(title):
            yield title


def _party(text: str) -> PartyRole | None:
    if re.search(r"\b(?:client|customer|buyer|purchaser)\b", text, re.IGNORECASE):
        return "customer"
    return (
        "supplier"
        if re.search(r"\b(?:supplier|contractor|consultant|provider|vendor)\b", text, re.IGNORECASE)
        else None
    )


def _value_of(facts: Facts, paper: Paper) -> Money | None:
    """What the paper is worth: a change order what it adds to the total before it."""
    own = next((each.value for each in paper.of("price.services_total") if isinstance(each.value, Money)), None)
    if own is None or paper.kind != "change_order":
        return own
    before = next(
        (
            each.value
            for base in facts.base
            for each in base.of("price.services_total")
            if isinstance(each.value, Money)
        ),
        None,
    )
    if before and own.amount > before.amount:
        return Money(amount=own.amount - before.amount, currency=own.currency)
    return own if before is None or own.amount < before.amount else Money(amount=Decimal(0), currency=own.currency)


def _check(paper: Paper, rule: _Rule, value: Money, findings: Findings) -> None:
    """The party of the rule, or either party, must have a signatory in one of the positions."""
    signed: list[tuple[Assumption, Signatory]] = [
        (each, each.value)
        for each in paper.of("doc.signatories")
        if isinstance(each.value, Signatory) and each.value.title and rule.party in (None, each.value.party)
    ]
    if not signed or any(
        _same_position(signatory.title or "", title) for _, signatory in signed for title in rule.titles
    ):
        return
    assumption, signatory = signed[0]
    findings.flag(
        "SC104",
        "doc.signatories",
        f"Signatories: {paper.title} is worth {money(value.amount, value.currency)}; above "
        f"{money(rule.above.amount, rule.above.currency)} it needs {' or '.join(rule.titles)}, "
        f"and {signatory.name or signatory.party} signed as {signatory.title}.",
        key=signatory.name or signatory.party,
        document_value=shape_of([signatory]),
        assumptions=[assumption],
    )


def _same_position(held: str, asked: str) -> bool:
    """Whether the words of the asked position are all in the held one, or its initials are ("CFO")."""
    wanted = words(asked)
    initials = "".join(word[0] for word in plain(asked).split())
    return wanted <= words(held) or (len(initials) > 2 and initials in plain(held).split())
