"""Figures of a store that is away say that it is away."""

from pathlib import Path

from site_builders import site_in
from sowcheck.service.readings import readings


def test_a_store_that_is_away_is_a_figure_and_no_error(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        assert ("sowcheck_store_up", 1) in [(each.name, each.value) for each in readings(site)]
        for file in tmp_path.glob("cases.db*"):
            file.unlink()
        site.store.close()
        (tmp_path / "cases.db").write_bytes(b"this is no database at all")
        assert [(each.name, each.value) for each in readings(site)] == [("sowcheck_store_up", 0)]
