"""What a file's characters read as, and the way back to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.spans import Span
from sowcheck.ingest.mending import MendedText, Vocabulary, mended


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("con\ufb01rm the \ufb02ow of o\ufb03ce sta\ufb00", "confirm the flow of office staff"),
        ("re\u00adview", "review"),
        ("EUR\u00a0184\u202f000", "EUR 184 000"),
        ("\uf0b7 item", "\u2022 item"),
        ("net\u201130", "net-30"),
        ("zero\u200bwidth", "zerowidth"),
        ("test plan\u037e report", "test plan; report"),
        ("Net 30, 5 % \u2013 \u201cquoted\u201d", "Net 30, 5 % \u2013 \u201cquoted\u201d"),
    ],
)
def test_odd_characters_read_as_what_they_mean(raw: str, text: str) -> None:
    assert mended(raw) == text


VOCABULARY = Vocabulary(
    [
        "integration on a time-and-materials basis, the follow-up work, migration of data",
        "cloud services and based pricing",
    ]
)


@pytest.mark.parametrize(
    ("left", "right", "hyphen"),
    [
        ("inte-", "gration", ""),
        ("migra\ufffe", "tion,", ""),
        ("time-and-", "materials", "-"),
        ("follow-", "up", "-"),
        ("cloud-", "based", "-"),
        ("non-", "billable", "-"),
        ("Anglo-", "Saxon", "-"),
        ("DESTINA-", "TION", ""),
        ("hy\u00ad", "phen", ""),
        ("2026-", "07", None),
        ("the", "end", None),
        ("either -", "or", None),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_only_from_a_broken_word(left: str, right: str, hyphen: str | None) -> None:
    assert VOCABULARY.hyphen(left, right) == hyphen


ODD = "\ufb01\ufb03\u00ad\u00a0\u200b\uf0b7\ufffe"
SOURCES = st.lists(st.text(alphabet="ab \n" + ODD, max_size=8), max_size=8)
REPLACED = st.lists(st.tuples(st.text(alphabet="xy-", max_size=3), st.text(alphabet="xy ", max_size=3)), max_size=8)


def build(parts: list[str], replacements: list[tuple[str, str]]) -> tuple[MendedText, str]:
    """A text of parts and replacements in turn, and its source."""
    out, source = MendedText(), ""
    for index, part in enumerate(parts):
        out.add(part)
        source += part
        if index < len(replacements):
            out.replace(*replacements[index])
            source += replacements[index][0]
    return out, source


@given(SOURCES)
def test_every_span_leads_back_to_the_characters_it_came_from(parts: list[str]) -> None:
    out, source = build(parts, [])
    text, offsets = out.text, out.offsets
    assert text == mended(source)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            first, last = offsets.to_source(Span(start=start, end=end))
            assert 0 <= first < last <= len(source)
            assert text[start:end] in mended(source[first:last])


@given(SOURCES, REPLACED)
def test_the_whole_text_leads_back_to_source_in_order(parts: list[str], replacements: list[tuple[str, str]]) -> None:
    out, source = build(parts, replacements)
    places = [out.offsets.to_source(Span(start=index, end=index + 1)) for index in range(len(out))]
    assert all(0 <= first <= last <= len(source) for first, last in places)
    assert places == sorted(places)


@given(st.text(alphabet="ab " + ODD))
def test_mending_twice_changes_nothing_more(raw: str) -> None:
    assert mended(mended(raw)) == mended(raw)
