"""A long document is taken to a process of its own, and what comes back is what this process would have found."""

import pytest

from extract_builders import document_of
from sowcheck import extraction
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.extraction import extract_document
from sowcheck.settings import load_policy

PAPER = document_of(
    "# Statement of Work\n\nBetween Fjordline Freight AS (the Client) and Northgate Consulting LLC (the Supplier).\n\n"
    "## Fees\n\nThe fixed fee for the Services is EUR 184,000. Invoices are payable within 30 days.\n\n"
    "## Scope\n\nData cleansing is excluded. The Client shall provide two test users.\n"
)


def test_a_long_document_states_what_it_states_when_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = load_policy(None)
    here = extract_document(PAPER, policy=policy)
    monkeypatch.setattr(extraction, "_LONG", 0)
    apart = extract_document(PAPER, policy=policy)
    assert len(here[2]) > 5
    assert apart == here
    assert apart[0].document is PAPER


@pytest.mark.parametrize("long", [0, 1 << 30], ids=["apart", "here"])
def test_a_document_that_states_more_than_it_may_is_refused(monkeypatch: pytest.MonkeyPatch, long: int) -> None:
    monkeypatch.setattr(extraction, "_LONG", long)
    policy = load_policy(None).model_copy(update={"reading": ReadingLimits(values=3)})
    with pytest.raises(UnreadableInput, match=r"it states \d+ values; the limit is 3") as refused:
        extract_document(PAPER, policy=policy)
    assert "`values` under [reading]" in refused.value.hint
