"""What pages say of the repository is there: paths, packages in the order of their imports, and links with their headings."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOTS = (
    ROOT,
    ROOT / "src" / "sowcheck",
    *sorted(path for path in (ROOT / "src" / "sowcheck").rglob("*") if path.is_dir()),
)


def anchors(page: Path) -> set[str]:
    """Of its headings, as they are made from their words."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_path_that_the_architecture_names_is_there() -> None:
    named = set(re.findall(r"`((?:[\w-]+/)+[\w.-]*|[\w-]+\.(?:py|toml))`", ARCHITECTURE))
    assert len(named) > 100
    missing = sorted(path for path in named if not any((root / path).exists() for root in ROOTS))
    assert missing == []


def test_the_architecture_lists_every_package_in_the_order_of_imports() -> None:
    table = ARCHITECTURE.partition("## Packages")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (each["layers"] for each in contracts if each.get("containers") == ["sowcheck"])
    rank = {name.strip(): place for place, layer in enumerate(layers) for name in re.split(r"[|:]", layer)}
    assert sorted(listed) == sorted(rank)
    assert [rank[each] for each in listed] == sorted(rank[each] for each in listed)
