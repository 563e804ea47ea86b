"""Acceptance, change, warranty and place of work."""

import re
from collections.abc import Iterator

from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.candidates import Rule
from sowcheck.extract.finding import Labelled, Stated, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.scalars.chosen import ChoiceByLabel, ChoiceInSentence, ChoiceOverTwoSentences
from sowcheck.parse.found import Found

_REVIEW = r"accept\w*|checks?\b|examin\w*|inspect\w*|sign off|tests?\b|confirm\w*|contest\w*|objects?\b|reject\w*|review\w*|inspect\w*|comment on|approv\w*|abnahme|abnehm\w*|recette|tell us in writing"
_WORK = r"deliverables?|work product|document|software|build|services|task|enhancement|increment|milestone|liefer\w*|leistung\w*|livrable\w*|outputs?|items?|delivery|results?|releases?|hand-?overs?"

_BEGINS = r"\b(?:tests?|testing|inspections?|reviews?|evaluation|examination|checks?) (?:shall|will|must|is to|are to|to) (?:commence|begin|start)\b"
"""A time in which the review begins is not the time that it takes."""
_DEEMED_ACCEPTED = r"\bdeemed\b.{0,60}\b(?:accept\w*|approv\w*)|\b(?:acceptance|approval)\b.{0,60}\bdeemed\b"
_NO_REVIEW = r"\bcorrects?\b|cure|re-?perform|invoice|\bpay|warrant|change (?:order|request)|dispute|terminat|notices? (?:is|are|shall|will)"
_AFTER_DELIVERY = re.compile(
    r"\s+(?:after|from|following|of)\b[^.;]{0,60}?\b(?:receipt|delivery|delivered|submission|submitted|completion|notice|notification)\b",
    re.IGNORECASE,
)


def _days_after(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Durations that run from the delivery: "deemed accepted ten days after receipt"."""
    for found in typed.duration(words, reading):
        if _AFTER_DELIVERY.match(words, found.end):
            yield found


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
            rf"\bcorrects?\b|cure|re-?perform|remed|invoice|pay|warrant|change (?:order|request)|propos|dispute|notice of termination|resubmit|budget|{_BEGINS}"
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
            rf"\bcorrects?\b|cure|re-?perform|invoice|pay(?:ment|able)|warrant|change (?:order|request)|dispute|terminat|background|resume|personnel|{_BEGINS}"
        ),
        reach=60,
        weight=0.72,
    ),
    Stated(
        "acceptance.review_period",
        pattern(_DEEMED_ACCEPTED),
        _days_after,
        unless=pattern(_NO_REVIEW),
        reach=160,
        weight=0.72,
    ),
    Stated(
        "acceptance.review_period",
        pattern(r"\b(?:after|from|following|of)\b.{0,40}\b(?:receipt|delivery|submission)"),
        _days_after,
        topic=pattern(_DEEMED_ACCEPTED),
        unless=pattern(_NO_REVIEW),
        reach=20,
        weight=0.72,
    ),
)


_DEEMED = ChoiceInSentence(
    "acceptance.deemed",
    about=pattern(r"accept|approv|signed off|abgenommen|acceptée?"),
    unless=pattern(
        r"notices? (?:is|are|shall|will)|invoice\w* (?:is|are|shall be) deemed|order|terms and conditions|change request|by email|employment"
    ),
    topic=pattern(r"accept|deliverable|review|abnahme"),
    weight=0.78,
)
_CHANGE = ChoiceInSentence(
    "change.process",
    about=pattern(
        r"(?:chang|amend|modif|variation|supplement|alter|addition)\w*\b.{0,200}\b(?:agreement|sow|scope|contract|orders?|letter|work|price|dates|terms?|statement of work|services|fee|schedule|provisions?|engagement)\b|"
        r"\b(?:chang|amend|modif|variation|alter|addition)\w*\b.{0,120}\b(?:unless|only|except|valid|binding|effect\w*|must|requires?)\b|"
        r"\b(?:agreement|sow|scope|contract|order|statement of work|engagement)\b.{0,160}\b(?:chang|amend|modif|variation|alter)|änderung|avenant|wijziging|change order"
    ),
    unless=pattern(
        r"notice (?:of|address)|change (?:of|in) (?:address|control|ownership|law|personnel|key)|terminat|passwords?|rates? (?:may|shall|will)|changelog|configuration change"
    ),
    topic=pattern(r"change|amend|modif|variation|entire agreement|general|miscellaneous|änderung"),
    weight=0.72,
)


_WARRANTY: tuple[Rule, ...] = (
    Labelled("warranty.period", pattern(r"warranty|gewährleistung|garantie"), typed.duration),
    Stated(
        "warranty.period",
        pattern(r"^\W*(?:for|during)\b.{0,260}?\bwarrants\b"),
        typed.term,
        unless=pattern(r"insurance|invoice|title|authori[sz]ed to|right to|power to"),
        reach=5,
        weight=0.76,
    ),
    Stated(
        "warranty.period",
        pattern(
            r"\b(?:has|have)\b[^.;]{0,120}\b(?:after|following|from)\b[^.;]{0,60}\b(?:release|go-?live|acceptance|production|completion|hand-?over|"
            r"launch|cut-?over|installation)\b[^.;]{0,40}\bto (?:report|notify|raise|claim|inform)\b[^.;]{0,60}\b(?:defects?|errors?|bugs?|faults?|failures?|non-?conformit)"
        ),
        typed.duration,
        unless=pattern(r"accept or reject|reject or accept|terminat|invoice"),
        reach=20,
        weight=0.72,
    ),
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


_LOCATION: tuple[Rule, ...] = (
    ChoiceByLabel(
        "staffing.location_mode",
        pattern(
            r"place of (?:performance|work)|(?:work|service|delivery) location|location|delivery model|leistungsort|lieu"
        ),
    ),
    ChoiceInSentence(
        "staffing.location_mode",
        about=pattern(
            r"perform|services|work(?:s|ed|ing)?\b|place of|remote|team|attend|personnel|consultants?\b|visits"
        ),
        unless=pattern(
            r"responsib|equipment|remov|confidential|enter\b|electricity|remote access|vpn|reimburs|liabilit|insurance|background|data cent|hosting|notice|registered|principal|backup|remote desktop|principal office|security"
        ),
        topic=pattern(
            r"location|place of|travel|team|staff|working|performance|delivery model|ways of working|services"
        ),
        weight=0.66,
        firmness={"hybrid": 0.08},  # a mix of places says more than either of them
    ),
    ChoiceOverTwoSentences("staffing.location_mode", "hybrid", about=pattern(r"remote|on[- ]?site"), weight=0.76),
)

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
    _DEEMED,
    _CHANGE,
    *_WARRANTY,
    *_MENDED,
    *_LOCATION,
)
