"""Acceptance, change, warranty and place of work."""

from collections.abc import Iterator

from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.scalars.billing import over_two_sentences

_REVIEW = r"accept\w*|checks?\b|examin\w*|inspect\w*|sign off|tests?\b|confirm\w*|contest\w*|objects?\b|reject\w*|review\w*|inspect\w*|comment on|approv\w*|abnahme|abnehm\w*|recette|tell us in writing"
_WORK = r"deliverables?|work product|document|software|build|services|task|enhancement|increment|milestone|liefer\w*|leistung\w*|livrable\w*|outputs?|items?|delivery|results?|releases?|hand-?overs?"

_REVIEW_PERIOD: tuple[Rule, ...] = (
    Labelled(
        "acceptance.review_period",
        pattern(r"(?:acceptance|review|inspection) (?:period|time|window)|abnahmefrist"),
        typed.duration,
    ),
    Stated(
        "acceptance.review_period",
        pattern(
            rf"(?:{_REVIEW}).{{0,200}}?\b(?:within|has|have|in|for|during)\b|\b(?:within|has|have)\b.{{0,140}}?(?:{_REVIEW})"
        ),
        typed.duration,
        topic=pattern(
            r"accept|review|inspect|deliverable|quality|testing|abnahme|performance|recette|qasp|surveillance"
        ),
        unless=pattern(
            r"\bcorrects?\b|cure|re-?perform|remed|invoice|pay|warrant|change (?:order|request)|propos|dispute|notice of termination|resubmit|budget"
        ),
        reach=60,
        weight=0.82,
    ),
    Stated(
        "acceptance.review_period",
        pattern(
            rf"(?:client|customer|buyer|government|you|company|owner)\b.{{0,60}}(?:{_REVIEW}).{{0,140}}?(?:{_WORK}).{{0,120}}?\bwithin\b|(?:{_REVIEW}).{{0,80}}(?:{_WORK}).{{0,60}}\b(?:within|in|for)\b|(?:{_WORK}).{{0,80}}(?:{_REVIEW}).{{0,80}}\b(?:within|in)\b|acceptance testing"
        ),
        typed.duration,
        unless=pattern(
            r"\bcorrects?\b|cure|re-?perform|invoice|pay(?:ment|able)|warrant|change (?:order|request)|dispute|terminat|background|resume|personnel"
        ),
        reach=60,
        weight=0.72,
    ),
)


def _sentences_choice(
    field: str,
    reading: Reading,
    about: str,
    *,
    unless: str | None = None,
    topic: str | None = None,
    weight: float = 0.75,
) -> Iterator[Candidate]:
    about_pattern, unless_pattern = pattern(about), pattern(unless) if unless else None
    topic_pattern = pattern(topic) if topic else None
    for sentence in reading.sentences:
        if not about_pattern.search(sentence.text) or (unless_pattern and unless_pattern.search(sentence.text)):
            continue
        for found in typed.choice(field, sentence.text):
            core = sentence.at(found.start, found.end)
            strength = weight + (0.1 if topic_pattern and topic_pattern.search(sentence.topic) else 0)
            yield Candidate(field, found.value, clip(reading.text, sentence.span, core), f"{field}.sentence", strength)


def _deemed(reading: Reading) -> Iterator[Candidate]:
    yield from _sentences_choice(
        "acceptance.deemed",
        reading,
        r"accept|approv|signed off|abgenommen|acceptée?",
        unless=r"notices? (?:is|are|shall|will)|invoice\w* (?:is|are|shall be) deemed|order|terms and conditions|change request|by email|employment",
        topic=r"accept|deliverable|review|abnahme",
        weight=0.78,
    )


def _change(reading: Reading) -> Iterator[Candidate]:
    yield from _sentences_choice(
        "change.process",
        reading,
        r"(?:chang|amend|modif|variation|supplement|alter|addition)\w*\b.{0,200}\b(?:agreement|sow|scope|contract|orders?|letter|work|price|dates|terms?|statement of work|services|fee|schedule|provisions?|engagement)\b|"
        r"\b(?:chang|amend|modif|variation|alter|addition)\w*\b.{0,120}\b(?:unless|only|except|valid|binding|effect\w*|must|requires?)\b|"
        r"\b(?:agreement|sow|scope|contract|order|statement of work|engagement)\b.{0,160}\b(?:chang|amend|modif|variation|alter)|änderung|avenant|wijziging|change order",
        unless=r"notice (?:of|address)|change (?:of|in) (?:address|control|ownership|law|personnel|key)|terminat|passwords?|rates? (?:may|shall|will)|changelog|configuration change",
        topic=r"change|amend|modif|variation|entire agreement|general|miscellaneous|änderung",
        weight=0.72,
    )


_WARRANTY: tuple[Rule, ...] = (
    Labelled("warranty.period", pattern(r"warranty|gewährleistung|garantie"), typed.duration),
    Stated(
        "warranty.period",
        pattern(r"warrant(?:s|ed|y)?\b|bug ?fix\w*|gewähr\w*|garanti\w*"),
        typed.duration,
        unless=pattern(
            r"terminat|confidential|insurance|invoice|hypercare|solicit|title|authori[sz]ed to|right to|power to|expir"
        ),
        reach=110,
        weight=0.78,
    ),
    Stated(
        "warranty.period",
        pattern(
            r"(?:defect|error|bug|fail|conform)\w*\b.{0,200}(?:free of charge|at no (?:additional )?(?:charge|cost)|at (?:its|our) own (?:cost|expense)|re-?perform\w*|promptly given)|(?:free of charge|for free|at no (?:additional )?(?:charge|cost)|at (?:its|our) own (?:cost|expense)|re-?perform\w*)\b.{0,200}(?:defect|error|bug|fail|conform)\w*|defective"
        ),
        typed.duration,
        unless=pattern(
            r"terminat|confidential|insurance|invoice|notice of non|hypercare|training|background|support is provided (?:monday|from)|non-?solicit|title"
        ),
        reach=170,
        weight=0.75,
    ),
)


def _location(reading: Reading) -> Iterator[Candidate]:
    label = pattern(
        r"place of (?:performance|work)|(?:work|service|delivery) location|location|delivery model|leistungsort|lieu"
    )
    for pair in reading.key_values:
        if not label.search(pair.label):
            continue
        for found in typed.choice("staffing.location_mode", pair.value.of(reading.text)):
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            yield Candidate(
                "staffing.location_mode",
                found.value,
                clip(reading.text, whole, pair.value),
                "staffing.location_mode.label",
                0.93,
            )
    for candidate in _sentences_choice(
        "staffing.location_mode",
        reading,
        r"perform|services|work(?:s|ed|ing)?\b|place of|remote|team|attend|personnel|consultants?\b|visits",
        unless=r"responsib|equipment|remov|confidential|enter\b|electricity|remote access|vpn|reimburs|liabilit|insurance|background|data cent|hosting|notice|registered|principal|backup|remote desktop|principal office|security",
        topic=r"location|place of|travel|team|staff|working|performance|delivery model|ways of working|services",
        weight=0.66,
    ):
        # A mix of places says more than either of them.
        yield Candidate(
            candidate.field,
            candidate.value,
            candidate.quote,
            candidate.rule,
            candidate.weight + (0.08 if candidate.value == "hybrid" else 0),
        )


def _location_over_two_sentences(reading: Reading) -> Iterator[Candidate]:
    yield from over_two_sentences(reading, "staffing.location_mode", "hybrid", about=r"remote|on[- ]?site", weight=0.76)


_DEFECTS = r"\b(?:defects?|faults?|errors?|bugs?|non-?conformit\w+|mängel\w*)\b"
_MENDED: tuple[Rule, ...] = (
    Stated(
        "warranty.period",
        pattern(
            rf"(?:mends?|corrects?|makes? good|puts? right|remed\w+|repairs?|claims? for|beseitig\w*)\b.{{0,60}}{_DEFECTS}|"
            rf"{_DEFECTS}.{{0,120}}(?:report|notif|put right|made good|mended|corrected|expire)\w*"
        ),
        typed.duration,
        unless=pattern(
            r"\btests?\b|review|reject|severity|priority|response|service level|respond|resol|business hours|terminat|invoice"
        ),
        reach=90,
        weight=0.72,
    ),
)


RULES: tuple[Rule, ...] = (
    *_REVIEW_PERIOD,
    _deemed,
    _change,
    *_WARRANTY,
    *_MENDED,
    _location,
    _location_over_two_sentences,
)
