from __future__ import annotations

import threading
from typing import Any

import msgspec
import pytest

from amana.archive import Archive
from amana.core import NotFound, PurposeRequired, UsageError
from amana.interface.http import capture_runs
from amana.interface.http.capture_runs import Runs
from amana.interface.http.works import Emit, Works


@pytest.fixture
def works(bare: Archive) -> Works:
    return Works(bare)


def counting(number: int) -> Any:  # noqa: ANN401 - what a run does
    def work(emit: Emit, _stop: threading.Event) -> None:
        for each in range(number):
            emit({"event": "step", "page": each})

    return work


def told(lines: Any) -> list[int]:  # noqa: ANN401 - lines of JSON
    return [msgspec.json.decode(line)["page"] for line in lines if line.strip()]


def test_everything_is_told_however_late_and_often_it_is_followed(works: Works) -> None:
    run = Runs(works).begin("capture", 3, counting(3), private=False)
    assert told(run.follow()) == [0, 1, 2]
    assert told(run.follow()) == [0, 1, 2]
    shape = run.shape()
    assert (shape.kind, shape.pages, shape.ended, shape.stopping) == ("capture", 3, True, False)


def test_who_follows_hears_what_comes_later_and_a_pulse_meanwhile(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_runs, "_PULSE", 0.01)
    go_on = threading.Event()

    def work(emit: Emit, _stop: threading.Event) -> None:
        emit({"event": "step", "page": 0})
        go_on.wait(20)
        emit({"event": "step", "page": 1})

    lines = Runs(works).begin("capture", 2, work, private=False).follow()
    assert told([next(lines)]) == [0]
    assert next(lines) == b"\n"
    go_on.set()
    assert told(lines) == [1]


def test_a_run_is_stopped_by_hand_and_when_the_server_ends(works: Works) -> None:
    runs = Runs(works)

    def work(emit: Emit, stop: threading.Event) -> None:
        stop.wait(20)
        emit({"event": "step", "page": int(stop.is_set())})

    first, second = (runs.begin("capture", 1, work, private=False) for _ in range(2))
    first.stop.set()
    assert told(first.follow()) == [1]
    assert not second.ended
    works.finish()
    assert told(second.follow()) == [1]
    assert [each.key for each in runs.listed()] == [second.key, first.key]


def test_what_kept_a_run_from_its_end_is_its_last_line(works: Works) -> None:
    def work(_emit: Emit, _stop: threading.Event) -> None:
        raise UsageError("there is no room")

    (line,) = Runs(works).begin("capture", 1, work, private=False).follow()
    assert msgspec.json.decode(line)["detail"] == "there is no room"


def test_a_private_run_asks_for_a_purpose_and_an_unknown_one_is_told_so(works: Works) -> None:
    runs = Runs(works)
    run = runs.begin("capture", 1, counting(1), private=True)
    assert runs.find(run.key, "inquiry 12") is run
    with pytest.raises(PurposeRequired):
        runs.find(run.key, None)
    with pytest.raises(NotFound, match="no run"):
        runs.find("nowhere", None)


def test_only_the_last_runs_are_kept(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_runs, "_MOST_KEPT", 2)
    runs = Runs(works)
    begun = [runs.begin("capture", 1, counting(1), private=False) for _ in range(2)]
    for run in begun:
        list(run.follow())
    last = runs.begin("capture", 1, counting(1), private=False)
    assert [each.key for each in runs.listed()] == [last.key, begun[1].key]
