"""No cue of any rule passes over a text that its expression would match."""

import gc
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sowcheck.extract
from extract_builders import assumptions_of
from sowcheck.extract.reading import read_closely
from sowcheck.ingest.reader import read
from sowcheck.parse.cues import Cue
from sowcheck.parse.piece_index import PieceIndex
from sowcheck.segment.outline import segment

DEALS = Path(__file__).parents[2] / "fixtures" / "deals"


def cues_of_rules() -> list[Cue]:
    """Every cue that the rules make, those with the names of the parties among them."""
    for module in pkgutil.walk_packages(sowcheck.extract.__path__, "sowcheck.extract."):
        importlib.import_module(module.name)
    # A rule keeps its cues in globals, tables and closures; the garbage collector knows them all.
    kept = [one for one in gc.get_objects() if isinstance(one, Cue)]
    return list({(cue.expression, cue.flags): cue for cue in kept}.values())


CUES = cues_of_rules()
INDEX = PieceIndex(needle for cue in CUES for needle in cue.all_needles)
for every in CUES:
    every.look_up_in(INDEX)


def test_the_rules_are_made_of_cues_and_every_expression_compiles() -> None:
    assert len(CUES) > 150
    assert all(isinstance(cue.regex, re.Pattern) for cue in CUES)


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    """Sentences and headings of the fixture deals."""
    found: set[str] = set()
    for path in sorted(DEALS.glob("*/*.pdf")) + sorted(DEALS.glob("*/*.docx")):
        document = read(path)
        reading = read_closely(document, segment(document))
        found |= {words for sentence in reading.sentences for words in (sentence.plain, sentence.topic)}
    return found


def test_no_cue_passes_over_a_sentence_of_a_real_paper(sentences: set[str]) -> None:
    assert len(sentences) > 1000
    lost = [(cue, words) for cue in CUES for words in sentences if not cue.may_match(words) and cue.regex.search(words)]
    assert lost == []


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_cue_passes_over_a_text_made_to_match_it(data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(CUES))
    words = data.draw(st.from_regex(cue.regex))
    assert cue.may_match(words)


def test_a_paper_with_odd_letters_states_the_same() -> None:
    plain = "The Supplier takes note: the fees are payable within 30 days."
    odd = plain.replace("k", "\u212a").replace("within", "w\u0131thin").replace("fees", "fee\u017f")
    assert odd != plain
    for words in (plain, plain.upper(), odd):
        assert [a.value for a in assumptions_of(words) if a.field == "billing.payment_terms_days"] == [30]
