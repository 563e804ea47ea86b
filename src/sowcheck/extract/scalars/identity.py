"""Identity: version, governing agreement, parties, execution, quote."""

import re
from collections.abc import Collection, Iterator

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.items import PartyRole
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.digital import digital_signers
from sowcheck.extract.digital_marks import places_to_sign, signed_digitally
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.versions.history import history_of
from sowcheck.extract.versions.places import Spots
from sowcheck.extract.versions.stamps import OF_SOMETHING_ELSE
from sowcheck.parse.versions import find_versions

_VERSION_LABEL = pattern(r"^(?:sow |document |order )?version\b|revision$|fassung")


def _version(reading: Reading) -> Iterator[Candidate]:
    """A labelled version, a version stamp in a header, footer or title, or the last row of a version history."""
    for pair in reading.key_values:
        words = pair.value.of(reading.text)
        match = re.match(r"\s*[vV]?\.?\s*(\d+(?:\.\d+)*)", words)
        if _VERSION_LABEL.search(pair.label) and match:
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            yield Candidate(
                "doc.version", match.group(1), clip(reading.text, whole, pair.value), "doc.version.label", 0.93
            )
    for spot in Spots(reading.document).all():
        if spot.place == "overlay" or len(spot.words) > 250 or OF_SOMETHING_ELSE.search(spot.words):
            continue
        if found := find_versions(spot.words):
            yield Candidate(
                "doc.version",
                found[0].value,
                clip(reading.text, spot.block.span, spot.block.span),
                "doc.version.stamp",
                0.7 if spot.place == "text" else 0.85,
            )
    if history := history_of(reading):
        row = history[-1].quote.span
        yield Candidate("doc.version", history[-1].label, clip(reading.text, row, row), "doc.version.history", 0.8)


_AGREEMENT = re.compile(
    r"(?P<name>(?:master\s+)?(?:[A-ZÀ-Þ][\w&’'-]*\s+(?:(?:of|for|and)\s+)?){0,6}(?:Agreement|Terms(?: of Engagement| and Conditions)?|Vertrag|Avtale|Framework|Contract(?!or|ing)|BPA|MSA|Standing Offer|Deed|Rahmenvertrag\w*|Rammeavtale\w*|Raamovereenkomst|Contrat-cadre)(?:\s+(?:for|on)\s+(?:[A-Z][\w-]*\s?){1,4})?)"
    r"(?P<tail>(?:\s*\([^)]{3,60}\)(?:\s+between the parties)?){0,2}(?:,?\s+(?:(?i:(?:with\s+)?(?:reference|ref\.?|number|nr\.?|(?:contract )?no\.?))\s*:?\s*[\w/.-]*\d[\w/.-]*|[A-Z]{2,}[\w/-]*\d[\w/-]*|\d{4}[-/]\d+|(?i:dated|signed on|effective|made on|of|vom|du)\s+(?:as of\s+)?(?:[^.;()]{4,30}?\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})|between the parties))*)",
    re.DOTALL,
)
_DEFINED = re.compile(r"\s*\((?:the\s+|this\s+)?[\"“][^)]*\)")
"""The name under which the paper goes on to speak of an agreement."""
_UNDER = pattern(
    r"(?:issued|made|placed|called off|concluded|entered into|executed|subject|pursuant|governed|incorporated|part|accordance|together|under)\b.{0,40}?\b(?:under|pursuant to|to|into|of|by|with|from)\b|have signed|(?:change order|amendment|addendum)\b.{0,12} to|annex\w* \w+ to|\bthis\b[^.;]{0,80}\battached to|in accordance with|incorporates"
)
_NOT_GOVERNING = re.compile(
    r"^(?:this|the|such|an?)?\s*(?:agreement|contract|terms|framework|consulting contract)$", re.IGNORECASE
)
_POINTS_AWAY = pattern(
    r"part of (?:that|the)|attached to (?:that|the)|(?:terms|conditions) of that|under that|pursuant to that|dated|executed by|amends|incorporated (?:herein )?(?:into|by)"
)
_MSA_LABEL = pattern(
    r"master|framework|governing agreement|contract vehicle|\bmsa\b|umbrella|contrat-cadre|rahmenvertrag|^agreement$|^framework$|parent (?:terms|agreement)|base (?:terms|agreement)|master terms|governing (?:terms|documents?)|standing offer|panel agreement|^(?:placed |issued )?under$|vertragsgrundlage|base agreement|parent agreement|raamovereenkomst|rammeavtale|agreement under which|statement of (?:work|services) amended|^modifies|^amends|related agreement|date of agreement"
)


def _msa(reading: Reading) -> Iterator[Candidate]:
    for pair in reading.key_values:
        words = pair.value.of(reading.text).strip()
        if _MSA_LABEL.search(pair.label) and 3 < len(words) < 220:
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            value = re.split(r"\s*\((?:the\s+)?[\"“]", words)[0].rstrip(" .")
            yield Candidate("msa.reference", value, clip(reading.text, whole, pair.value), "msa.reference.label", 0.92)
    own = reading.title.casefold()
    for sentence in reading.sentences[: max(60, len(reading.sentences) // 4)]:
        under = _UNDER.search(sentence.text)
        if not under:
            continue
        for match in _AGREEMENT.finditer(sentence.text, under.start()):
            value = _DEFINED.sub("", match.group("name") + match.group("tail")).strip()
            name = match.group("name").strip()
            itself = re.search(r"\bthis\s*$", sentence.text[: match.start()], re.IGNORECASE)
            if (
                _NOT_GOVERNING.match(value)
                or itself
                or (name.casefold() in own and not _POINTS_AWAY.search(sentence.text))
            ):
                continue
            specific = bool(match.group("tail").strip())
            core = sentence.at(match.start(), match.end())
            weight = (0.8 if specific else 0.62) - (
                0.25 if sentence.span.start > max(4000, len(reading.text) // 2) else 0
            )
            yield Candidate(
                "msa.reference", value, clip(reading.text, sentence.span, core), "msa.reference.sentence", weight
            )
            break


def _parties(reading: Reading) -> Iterator[Candidate]:
    for party in reading.outline.parties:
        if not party.mentions:
            continue
        place = party.mentions[0]
        sentence = reading.sentence_at(place)
        quote = clip(reading.text, sentence.span, place) if sentence else place
        yield Candidate(f"{party.role}.legal_name", party.name, quote, f"{party.role}.legal_name.parties", 0.88)


def _signatures(reading: Reading) -> Iterator[Candidate]:
    """Completed if every party's block holds a mark or the party signed digitally; partially if only some; else unsigned."""
    blocks = reading.outline.signature_blocks
    if not blocks:
        return
    places = places_to_sign(reading)
    digital = digital_signers(reading.document.signatures, reading.outline.parties, reading.text)
    status = signature_status(places, digital) if places else signed_digitally(reading)
    if status is None:
        return
    span = blocks[0].span
    for block in blocks[1:]:
        span = span.joined(block.span)
    core = next((block.mark for block in blocks if block.mark), blocks[0].span)
    yield Candidate("doc.signature_status", status, clip(reading.text, span, core), "doc.signature_status.blocks", 0.85)


def signature_status(blocks: tuple[SignatureBlock, ...], digital: Collection[PartyRole] = ()) -> str:
    """The status that the marks of signature blocks and the parties' digital signatures add up to."""
    marked = [block.mark is not None or block.drawing is not None or block.party in digital for block in blocks]
    if not any(marked):
        return "unsigned"
    roles = {block.party for block in blocks if block.party}
    signed = {block.party for block, has_mark in zip(blocks, marked, strict=True) if has_mark and block.party}
    if roles == signed and (len(roles) == 2 or all(marked)):
        return "completed"
    return "completed" if all(marked) else "partially_signed"


def _envelopes(reading: Reading) -> Iterator[Candidate]:
    """The ids that a signing service has stamped on the pages."""
    for stamp in reading.outline.stamps:
        yield Candidate("doc.envelope_id", stamp.id, stamp.span, "doc.envelope_id.stamp", 0.95)


_QUOTE: tuple[Rule, ...] = (
    Labelled(
        "quote.expiration_date",
        pattern(r"valid (?:until|till|through|to)|quote expir|offer expir|prices valid|expires on|gültig bis|validité"),
        typed.date,
    ),
    Stated(
        "quote.expiration_date",
        pattern(r"(?:pric\w+|quote|quotation|offer)\b.{0,60}\bvalid\b|valid until"),
        typed.date,
        reach=60,
        weight=0.8,
    ),
)
_QUOTE_LABEL = pattern(r"quot(?:e|ation) (?:ref\w*|no\.?|number|#)|^quote$")
_NUMBER = re.compile(r"\s*([A-Z]{0,5}[-/]?\d[\w/-]*)")
_QUOTE_NUMBER = pattern(
    r"\bquot(?:e|ation)\s+(?:ref(?:erence)?\.?|no\.?|number|#)?\s*:?\s*(?P<number>[A-Z]{0,4}-?\d[\w-]*)"
)


def _quote_number(reading: Reading) -> Iterator[Candidate]:
    for pair in reading.key_values:
        number = _NUMBER.match(pair.value.of(reading.text))
        if _QUOTE_LABEL.search(pair.label) and number:
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            quote = clip(reading.text, whole, pair.value)
            yield Candidate("quote.number", number.group(1), quote, "quote.number.label", 0.93)
    for sentence in reading.holding(_QUOTE_NUMBER):
        if match := _QUOTE_NUMBER.search(sentence.text):
            core = sentence.at(match.start(), match.end())
            yield Candidate(
                "quote.number",
                match.group("number"),
                clip(reading.text, sentence.span, core),
                "quote.number.sentence",
                0.8,
            )


RULES: tuple[Rule, ...] = (_version, _msa, _parties, _signatures, _envelopes, *_QUOTE, _quote_number)
