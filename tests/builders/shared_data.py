"""Where the real documents lie that are not part of this repository, and how tests skip without them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
"""Real documents with gold labels."""
DEALS = ROOT.parent / "shared" / "deals"
"""Deals with papers, vendor payloads and planted discrepancies."""
TOOLS = ROOT.parent / "shared" / "tools"
"""The two scorers."""

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")
needs_deals = pytest.mark.skipif(not DEALS.is_dir(), reason="../shared/deals is absent")
