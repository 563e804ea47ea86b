"""Words of a paper that speak to a program which reads it, wherever they stand: they are shown, and change nothing."""

from collections.abc import Iterator

from sowcheck.compare.condition.hidden_words import say_hidden, speaks_to_program
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few
from sowcheck.core.documents import Document
from sowcheck.parse.addressing import Address, find_addresses
from sowcheck.parse.found import Found

_WHY: dict[Address, str] = {
    "chat_markup": "the markup of a chat",
    "instruction": "an order about its instructions",
    "machine_named": "the reader is named as a program",
    "answer_dictated": "an answer that it shall give",
    "encoded": "encoded words",
}
_SHOWN = 3
_LONGEST = 200


def check_addressed(facts: Facts, findings: Findings) -> None:
    """Note what each document says to programs; one finding for a document."""
    for paper in facts.papers:
        places = list(_places(paper))
        if not places:
            continue
        findings.flag(
            "SC109",
            "doc.coverage",
            f"{paper.name} speaks to a program that reads it: {first_few(places, _SHOWN, '; ')}.",
            document_value=[*places],
        )


def _places(paper: Paper) -> Iterator[str]:
    """Each passage with its place, such as "page 3 (an order about its instructions) “Ignore …”"."""
    document = paper.document
    for found in find_addresses(document.text):
        page = document.page_of(found.start)
        yield _say(f"page {page}" if page else "in the text", found, document.text)
    yield from (say_hidden(each) for each in document.hidden if speaks_to_program(each))
    for where, words in _beside_the_text(document):
        yield from (_say(where, found, words) for found in find_addresses(words))


def _beside_the_text(document: Document) -> Iterator[tuple[str, str]]:
    """What a program that reads files meets besides the text."""
    yield from (("in a comment", comment.text) for comment in document.comments)
    yield from (("in deleted words", each.text) for each in document.revisions if each.kind == "deleted")
    yield from ((f"in the file's {name}", words) for name, words in document.metadata.items())
    yield from (("in the name of a form field", field.name) for field in document.form_fields)
    yield "in the file's name", document.name


def _say(where: str, found: Found[Address], text: str) -> str:
    words = " ".join(found.words(text).split())
    return f"{where} ({_WHY[found.value]}) “{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}”"
