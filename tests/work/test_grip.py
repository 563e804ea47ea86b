"""What a worker is no longer at, although the queue says so."""

from sowcheck.work.grip import Grip


def test_what_nobody_is_at_for_some_looks_has_slipped() -> None:
    grip = Grip(looks=2)
    assert grip.slipped(["a"]) == []
    assert grip.slipped(["a"]) == ["a"]


def test_what_runs_here_never_slips() -> None:
    grip = Grip(looks=1)
    with grip.on("a"):
        assert grip.slipped(["a", "b"]) == ["b"]
    assert grip.slipped(["a"]) == ["a"]


def test_what_was_missed_once_and_then_runs_begins_anew() -> None:
    grip = Grip(looks=2)
    grip.slipped(["a"])
    with grip.on("a"):
        grip.slipped(["a"])
    assert grip.slipped(["a"]) == []


def test_what_an_error_ended_is_no_longer_held() -> None:
    grip = Grip(looks=1)
    try:
        with grip.on("a"):
            raise ConnectionError
    except ConnectionError:
        pass
    assert grip.slipped(["a"]) == ["a"]
