from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amana.core import UnavailableError
from amana.reading import Limits
from amana.reading.readers import FAMILIES
from amana.reading.sandbox import keeper as module
from amana.reading.sandbox.keeper import Child, Keeper
from amana.reading.sandbox.protocol import EXIT_NOT_CONFINED, NOT_STARTED, READY, Setup

pytestmark = pytest.mark.usefixtures("cold_nurseries")

TEXT = tuple(family for family in FAMILIES if family.name == "text")


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False), spare=1)
    keeper.start()
    yield keeper
    keeper.stop()


def nursery_of(keeper: Keeper) -> int:
    assert keeper._process is not None
    return keeper._process.pid


def children_of(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return {int(child) for child in tasks.split()}


def test_a_worker_lives_as_long_as_it_is_needed(keeper: Keeper) -> None:
    with keeper.worker(60) as worker:
        assert worker.end()[0] == -signal.SIGKILL
        assert worker.end()[0] == -signal.SIGKILL  # remembered
    assert worker.channel.fileno() == -1


def test_the_next_worker_is_ready_before_it_is_needed(keeper: Keeper) -> None:
    nursery = nursery_of(keeper)
    with keeper.worker(60) as first:
        (waiting,) = keeper._ready
        assert waiting is not first
        waiting.channel.settimeout(60)
        assert waiting.channel.recv(1, socket.MSG_PEEK) == READY
        assert len(children_of(nursery)) == 2
    with keeper.worker(60) as second:
        assert second is waiting
    with keeper.worker(61) as third:  # of another measure of time: nobody waited for that
        assert third is not keeper._ready[0]


def test_a_worker_that_died_while_it_waited_is_replaced(keeper: Keeper) -> None:
    with keeper.worker(60):
        (waiting,) = keeper._ready
        waiting.channel.settimeout(60)
        assert waiting.channel.recv(1) == READY  # as if it had never said so
        waiting.end()
    with keeper.worker(60) as worker:
        assert worker is not waiting
        assert worker.end()[0] == -signal.SIGKILL


def test_a_worker_ends_when_its_caller_is_interrupted(keeper: Keeper) -> None:
    with contextlib.suppress(KeyboardInterrupt), keeper.worker(60) as worker:
        raise KeyboardInterrupt
    assert worker.channel.fileno() == -1
    assert keeper.end(worker)[0] == 70  # the nursery has forgotten it


def test_a_nursery_that_dies_is_replaced_with_those_that_wait(keeper: Keeper) -> None:
    with keeper.worker(60):
        pass
    first = nursery_of(keeper)
    os.kill(first, signal.SIGKILL)
    assert keeper._process is not None
    keeper._process.wait()
    with keeper.worker(60):
        pass  # it may be one that died with its nursery; nothing was given to it
    with keeper.worker(60) as worker:
        assert worker.end()[0] == -signal.SIGKILL
    assert nursery_of(keeper) != first


def test_the_children_of_a_nursery_that_dies_count_as_killed(keeper: Keeper) -> None:
    with keeper.worker(60) as worker:
        os.kill(nursery_of(keeper), signal.SIGKILL)
        assert worker.end() == (-signal.SIGKILL, 0)


def test_interrupted_between_question_and_answer_it_starts_anew(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = nursery_of(keeper)

    def interrupt(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "receive_exactly", interrupt)
        with pytest.raises(KeyboardInterrupt), keeper.worker(60) as worker:
            worker.end()
    with keeper.worker(60) as worker:
        assert worker.end()[0] == -signal.SIGKILL
    assert nursery_of(keeper) != first


def test_stopped_is_stopped(keeper: Keeper) -> None:
    pid = nursery_of(keeper)
    keeper.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(UnavailableError, match="closed"), keeper.worker(60):
        pass


def test_a_nursery_that_does_not_start_is_an_error_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "NURSERY", ("/bin/true",))
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False), spare=1)
    with pytest.raises(UnavailableError, match="does not start") as raised:
        keeper.start()
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("status", "number", "says"),
    [
        (NOT_STARTED, 11, "no process could be started: Resource temporarily unavailable"),
        (EXIT_NOT_CONFINED, 0, "could not be confined"),
        (-9, 0, "keeps dying"),
    ],
)
def test_a_worker_that_never_works_is_an_error(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, status: int, number: int, says: str
) -> None:
    def dead(*_: object) -> Child:
        here, there = socket.socketpair()
        there.close()
        child = Child(keeper, 1 << 40, keeper._era, here)
        child._end = (status, number)
        return child

    monkeypatch.setattr(Keeper, "_next", dead)
    with pytest.raises(UnavailableError, match=says) as raised, keeper.worker(60):
        pass
    assert raised.value.remedy


def test_the_environment_of_this_process_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMANA_TEST_SECRET", "secret")
    environment: dict[str, Any] = module.environment()
    assert "AMANA_TEST_SECRET" not in environment
    assert environment["PYTHONHASHSEED"] == "0"


def test_modules_beside_the_script_of_a_user_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "socket.py").write_text("raise SystemExit('a module of the user')")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "script.py")])
    monkeypatch.syspath_prepend(tmp_path)
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False), spare=1)
    keeper.start()
    keeper.stop()
