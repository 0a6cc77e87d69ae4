from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amana.core import UnavailableError
from amana.reading import Limits
from amana.reading.readers import FAMILIES
from amana.reading.sandbox import keeper as module
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.protocol import Setup

TEXT = tuple(family for family in FAMILIES if family.name == "text")


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False))
    keeper.start()
    yield keeper
    keeper.stop()


def nursery_of(keeper: Keeper) -> int:
    assert keeper._process is not None
    return keeper._process.pid


def test_a_worker_lives_as_long_as_it_is_needed(keeper: Keeper) -> None:
    with keeper.worker(60) as worker:
        os.kill(worker.pid, 0)
        assert worker.end()[0] == -signal.SIGKILL
        assert worker.end()[0] == -signal.SIGKILL  # remembered
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
    assert worker.channel.fileno() == -1


def test_a_worker_ends_when_its_caller_is_interrupted(keeper: Keeper) -> None:
    pid = 0
    with contextlib.suppress(KeyboardInterrupt), keeper.worker(60) as worker:
        pid = worker.pid
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_nursery_that_dies_is_replaced(keeper: Keeper) -> None:
    first = nursery_of(keeper)
    os.kill(first, signal.SIGKILL)
    with keeper.worker(60) as worker:
        os.kill(worker.pid, 0)
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
        with pytest.raises(KeyboardInterrupt), keeper.worker(60):
            pass
    with keeper.worker(60) as worker:
        os.kill(worker.pid, 0)
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
    monkeypatch.setattr(sys, "executable", "/bin/true")
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False))
    with pytest.raises(UnavailableError, match="does not start") as raised:
        keeper.start()
    assert raised.value.remedy


def test_no_room_for_a_process_is_an_error(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keeper, "_command", lambda *_: (-11, 0))
    with pytest.raises(UnavailableError, match="no process could be started"), keeper.worker(60):
        pass
    monkeypatch.undo()


def test_the_environment_of_this_process_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMANA_TEST_SECRET", "secret")
    environment: dict[str, Any] = module._environment()
    assert "AMANA_TEST_SECRET" not in environment
    assert environment["PYTHONHASHSEED"] == "0"


def test_modules_beside_the_script_of_a_user_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "socket.py").write_text("raise SystemExit('a module of the user')")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "script.py")])
    monkeypatch.syspath_prepend(tmp_path)
    keeper = Keeper(Setup(limits=Limits(), families=TEXT, unconfined=False))
    keeper.start()
    keeper.stop()
