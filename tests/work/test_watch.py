"""Who is taken for dead."""

from sowcheck.work.watch import WorkerWatch


def test_a_worker_without_a_sign_of_life_for_some_looks_is_dead() -> None:
    watch = WorkerWatch(looks=2)
    assert watch.look({"a": 1, "b": 1}, []) == []
    assert watch.look({"a": 2, "b": 1}, []) == []
    assert watch.look({"a": 3, "b": 1}, []) == ["b"]
    assert watch.living() == ["a"]


def test_one_sign_of_life_is_enough_to_live_on() -> None:
    watch = WorkerWatch(looks=2)
    for beats in (1, 1, 2, 2, 3, 3):
        assert watch.look({"a": beats}, []) == []


def test_somebody_who_began_work_and_is_not_known_is_dead_after_as_many_looks() -> None:
    watch = WorkerWatch(looks=2)
    assert watch.look({}, ["gone"]) == []
    assert watch.look({}, ["gone"]) == []
    assert watch.look({}, ["gone"]) == ["gone"]


def test_whoever_was_struck_off_and_comes_back_begins_anew() -> None:
    watch = WorkerWatch(looks=1)
    watch.look({"a": 5}, [])
    assert watch.look({"a": 5}, []) == ["a"]
    assert watch.look({}, []) == []
    assert watch.look({"a": 1}, []) == []
