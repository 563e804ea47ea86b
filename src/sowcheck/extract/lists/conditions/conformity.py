"""Acceptance criteria outside any acceptance clause: what a work product must conform to, and what acceptance rests on."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.conditions.excluded_work import OF_LAW
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.tables.columns import rows, typed_tables
from sowcheck.extract.reading import Reading, sentence_spans

FIELD = "acceptance.criteria"

_STANDARD = pattern(
    r"acceptance criteri|abnahmekriteri|performance standard|acceptable quality|quality (?:level|standard)|pass criteri|critères? d.accept"
)
_METHOD = pattern(
    r"(?:a )?(?:combination of |manual |automated |code |peer )+(?:review|testing|inspection)|(?:random |periodic |100 ?% )?(?:inspection|surveillance|sampling)\b"
)
"""How a standard is checked; it is none."""
_LONGEST_CELL = 900

_PRODUCT = pattern(
    r"\b(?:software|code|(?:web)?sites?|systems?|applications?|apps?|deliverables?|assessments?|documentation|licen[cs]es|work products?|platform|"
    r"solution|interfaces?|prototype|dashboard|portal|releases?|builds?|reports?|designs?|models?|database|features?|functionality|content|pages?|files?|records?|databases?)\b"
)
_CONFORMS = re.compile(
    r"(?:fully\s+|also\s+|at\s+a\s+minimum\s+)?(?:compl(?:y|ies)\s+with(?!\s+(?:such|this|these|its|their|the\s+(?:terms|provisions|foregoing))\b)|conforms?\s+(?:to|with)|(?:meets?|satisf(?:y|ies)|fulfils?|passe?s?)\s+(?:all\s+|the\s+|any\s+|each\s+|every\s+|of\s+|applicable\s+|relevant\s+)*"
    r"(?:\S+\s+){0,4}?(?:requirements?|standards?|criteria|specifications?|tests?|guidelines?|elements?|benchmarks?|checks?|thresholds?)\b|"
    r"be\s+(?:fully\s+|\w+ly\s+)?(?:deployable|compliant|conformant|compatible|interoperable|accessible(?!\s+to\b)|free\s+(?:of|from)|responsive|listed|consistent\s+with|"
    r"in\s+(?:compliance|conformity|conformance|accordance)\s+with|capable\s+of|satisfactory|functional|operational))",
    re.IGNORECASE,
)
_ENSURES = re.compile(
    r"ensure\s+(?:that\s+)?(?:the\s+|all\s+|each\s+|any\s+)?(?P<what>[\w\s-]{2,40}?)\s+(?:is|are|be|remains?|meets?|conforms?|complies|comply)\s+"
    r"(?:\w+ly\s+)?(?:compliant|with|to|all|the|free|accessible|compatible|in\s+(?:compliance|accordance))\b",
    re.IGNORECASE,
)
_PASSES = re.compile(
    r"pass\s+(?:each|all|every)\b[^.;]{0,40}?\b(?:elements?|tests?|standards?|criteria|reviews?|checks?|inspections?)\b",
    re.IGNORECASE,
)
_RESTS = pattern(
    r"\b(?:acceptance|approval) of (?:the |all |any |each |such )?[^.;]{2,60}?\b(?:will be|shall be|is|are) (?:\w+ly )?"
    r"(?:contingent|conditional|conditioned|dependent|dependant|subject)\s+(?:up)?(?:on|to)\b"
)
_SATISFIES = pattern(
    r"\b(?:perform|provide|deliver|complete|render)\w*\b[^.;]{0,60}?\b(?:to the (?:\w+ )?satisfaction of|satisfactory (?:and acceptable )?to|that (?:are|is) satisfactory)\b"
)
_FAILS = pattern(
    r"\b(?:deliverables?|items?|software|releases?|products?|work|results?|services|files?|reports?|systems?)\b[^.;,]{0,60}?\s(?:do(?:es)? not|fails? to)\s+"
    r"(?P<standard>(?:\w+ly\s+)?(?:conform to|conform with|comply with|meet|satisfy|perform in accordance with|operate in accordance with)\s+"
    r"(?:the\s+|its\s+|all\s+|any\s+(?!such))?(?:\w+\s+){0,4}?(?:specifications?|acceptance tests?|requirements|documentation|standards))"
)
_REJECTS = pattern(r"\b(?:accept\w*|reject\w*|non-?conform\w*|notif\w*|inspect\w*|test\w*)\b")
_PASSES_ALL = pattern(
    r"\b(?:if|once|when) all (?:\w+ ){0,3}tests (?:are|have been) passed\b|\bsubject to (?:successful )?acceptance tests?(?:ing)?\b"
)
_NO_CRITERION = pattern(
    r"\b(?:laws?|opportunity|regulations?|statutes?|insurance|invoices?|notices?|warrants?|payments?|privacy act|licen[cs]ee|confidential|employees?|personnel|offerors?|quotes?|quotations?)\b"
)


def conforming_products(reading: Reading) -> Iterator[Candidate]:
    """Clauses that bind a work product, or the supplier for it, to a standard."""
    for obligation in obligations(reading):
        if (
            obligation.negated
            or obligation.subordinate
            or obligation.bearer == "customer"
            or obligation.one.text.endswith(":")
        ):
            continue
        if (
            _conforms(obligation)
            and not _is_of_law(obligation.one.topic)
            and not _NO_CRITERION.search(obligation.one.text)
        ):
            yield from statement(reading, FIELD, obligation.span, "conforms", 0.6)


def _conforms(obligation: Obligation) -> bool:
    words = obligation.words
    if obligation.bearer == "supplier":
        if _PASSES.match(words):
            return True
        ensured = _ENSURES.match(words)
        return ensured is not None and bool(_PRODUCT.search(ensured.group("what")))
    return bool(_CONFORMS.match(words)) and bool(_PRODUCT.search(obligation.about[-80:]))


def _is_of_law(topic: str) -> bool:
    leaf = topic.split(" | ", maxsplit=1)[0].rsplit(" > ", 1)[-1]
    return bool(OF_LAW.search(leaf)) or "warrant" in leaf or "representation" in leaf


def conditions_of_acceptance(reading: Reading) -> Iterator[Candidate]:
    """Sentences that say on what acceptance rests."""
    for one in prose(reading):
        if _is_of_law(one.topic):
            continue
        if _RESTS.search(one.text) or _PASSES_ALL.search(one.text):
            yield from statement(reading, FIELD, one.span, "rests", 0.6)
        elif _SATISFIES.search(one.text) and not _NO_CRITERION.search(one.text):
            yield from statement(reading, FIELD, one.span, "satisfies", 0.6)
        elif (fails := _FAILS.search(one.text)) and _REJECTS.search(one.text):
            yield from statement(reading, FIELD, one.at(*fails.span("standard")), "fails", 0.6)


def criteria_columns(reading: Reading) -> Iterator[Candidate]:
    """Cells below a header that names criteria or standards: a statement for each line and sentence."""
    for table in typed_tables(reading):
        columns = {index for index, header in enumerate(table.headers) if _STANDARD.search(header)}
        for row in rows(table, reading.text) if columns else ():
            for cell in row.cells:
                if cell.column in columns and cell.span and len(cell.span) < _LONGEST_CELL:
                    for part in _sentences(reading.text, cell.span):
                        if not _METHOD.match(part.of(reading.text)):
                            yield from statement(reading, FIELD, part, "column", 0.8)


def _sentences(text: str, cell: Span) -> Iterator[Span]:
    start = cell.start
    for line in cell.of(text).split("\n"):
        yield from sentence_spans(text, start, start + len(line))
        start += len(line) + 1


RULES: tuple[Rule, ...] = (conforming_products, conditions_of_acceptance, criteria_columns)
