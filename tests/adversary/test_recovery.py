"""Crashes at every point of a commit and of its recovery: nothing acknowledged is lost.

After each: the log verifies, the vault is whole, what was not committed is in quarantine, and the
same group can be committed again.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

from amana.core import AmanaError, StorageFull, UnavailableError
from amana.custody import LogStorage
from amana.vault import Vault

PROGRAM = Path(__file__).with_name("crashing.py")


class Place(Protocol):
    """The folder of an archive, as `crashing.py` makes it."""

    root: Path

    def copy(self, to: Path) -> Place: ...
    def log(self) -> LogStorage: ...
    def vault(self) -> Vault: ...


@pytest.fixture(scope="module")
def story() -> ModuleType:
    """Load the story from beside this file."""
    spec = spec_from_file_location("crashing", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["crashing"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def base(story: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place with 250 entries."""
    made: Place = story.Place(tmp_path_factory.mktemp("base") / "archive").create()
    return made


Run = Callable[..., list[dict[str, object]]]

# The process dies at a system call.


def require(answers: list[dict[str, object]], points: int) -> None:
    [answer] = answers
    assert answer["wrong"] == {}
    assert int(str(answer.get("ended", answer["points"]))) >= points


@pytest.mark.parametrize(("how", "first"), [("KILL", 1), ("TORN", 7)])
def test_a_death_at_any_call_of_a_commit_loses_nothing(
    quick: Path, preloaded: Run, how: str, first: int
) -> None:
    """Every fifteenth call in two ways of dying there."""
    require(preloaded("crashing.py", "sweep", quick, how, first, 1000, 15), 7)


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["KILL", "AFTER", "TORN"])
def test_a_death_at_every_call_of_a_commit_loses_nothing(
    quick: Path, preloaded: Run, how: str
) -> None:
    require(preloaded("crashing.py", "sweep", quick, how, 1, 1000), 100)


def test_a_death_at_every_call_of_the_recovery_loses_nothing(quick: Path, preloaded: Run) -> None:
    require(preloaded("crashing.py", "recovery", quick, "AFTER", 97), 10)


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["KILL", "TORN"])
def test_a_death_in_any_recovery_from_any_death_loses_nothing(
    quick: Path, preloaded: Run, how: str
) -> None:
    require(preloaded("crashing.py", "recovery", quick, how, *range(5, 130, 7)), 100)


def kill_again_and_again(folder: Path, story: ModuleType, rounds: int) -> None:
    """Let a process commit and kill it at a random moment; compare with what it had told."""
    place = story.Place(folder / "archive").create()
    chance = random.Random(rounds)  # noqa: S311 - a test that can be repeated, no secret
    acked: list[tuple[int, str | None]] = []
    for number in range(rounds):
        with subprocess.Popen(
            [sys.executable, str(PROGRAM), "commit", str(place.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            first = child.stdout.readline()
            time.sleep(chance.random() * 0.3)
            child.send_signal(signal.SIGKILL)
            told = [first, *child.stdout]
            assert child.stderr.read() == b""
        for line in told:
            if line.endswith(b"\n"):
                acked += [(index, sha256) for index, sha256 in json.loads(line)]
        assert story.troubles(place, acked) == [], number
    assert len(acked) > rounds


@pytest.mark.timeout(300)
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, story: ModuleType) -> None:
    kill_again_and_again(tmp_path, story, 4)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_what_was_acknowledged_survives_many_kill_9(tmp_path: Path, story: ModuleType) -> None:
    kill_again_and_again(tmp_path, story, 500)


# A step of the commit order fails between two backends.


class Crash(BaseException):
    """The process ended: nothing that comes after it in the program happens."""


class Counted:
    """Hands every call on to a backend, up to the n-th call that changes something."""

    def __init__(self, backend: object, steps: Iterator[int], fatal: int, *, after: bool) -> None:
        self._backend = backend
        self._steps = steps
        self._fatal = fatal
        self._after = after

    def __getattr__(self, name: str) -> object:
        found = getattr(self._backend, name)
        reading = {"head", "read", "paths", "staged", "open", "check", "close", "empty_state"}
        return found if name in reading else self._counted(found)

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._backend  # type: ignore[operator]  # a vault

    def _counted(self, found: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object, **named: object) -> object:
            if next(self._steps) != self._fatal:
                return found(*arguments, **named)
            if self._after:
                found(*arguments, **named)
            raise Crash

        return made


# Before a step, or after the one that precedes it, is the same state of the backends: in every run
# one of both, in turn.
@pytest.mark.parametrize(
    ("after", "first", "step"),
    [
        (False, 1, 2),
        (True, 1, 2),
        pytest.param(False, 1, 1, marks=pytest.mark.deep),
        pytest.param(True, 1, 1, marks=pytest.mark.deep),
    ],
)
def test_a_crash_between_any_two_steps_of_the_commit_order_loses_nothing(
    tmp_path: Path, story: ModuleType, base: Place, *, after: bool, first: int, step: int
) -> None:
    points = 0
    for fatal in count(first, step):
        place = base.copy(tmp_path / str(fatal))
        steps = count(1)
        storage: LogStorage = Counted(place.log(), steps, fatal, after=after)  # type: ignore[assignment]  # stands for it
        vault: Vault = Counted(place.vault(), steps, fatal, after=after)  # type: ignore[assignment]  # stands for it
        acked: list[tuple[int, str | None]] = []
        crashed = False
        try:
            opened = story.Opened(place, storage, vault)
            for group in story.GROUPS:
                acked += opened.commit(group)
        except Crash:
            crashed = True
        with contextlib.suppress(AttributeError):
            vault.close()
        points += 1
        assert story.troubles(place, acked, again=story.GROUPS[-1]) == [], fatal
        if not crashed:
            break
    assert points >= 20 // step


# The disk refuses.


class Refusing(contextlib.ExitStack):
    """Makes the n-th call of one kind fail; with `lasting`, every later one, too."""

    def __init__(self, number: int, *, lasting: bool) -> None:
        super().__init__()
        self.number = number
        self.seen = 0
        self._lasting = lasting
        self._patch = self.enter_context(pytest.MonkeyPatch.context())

    def refuse(self, name: str, fatal: int) -> None:
        call = getattr(os, name)

        def made(*arguments: object, **named: object) -> object:
            self.seen += 1
            if self.seen == fatal or (self._lasting and self.seen > fatal):
                raise OSError(self.number, os.strerror(self.number))
            return call(*arguments, **named)

        self._patch.setattr(os, name, made)

    def undo(self) -> None:
        self._patch.undo()


CALLS = ("write", "fsync", "fdatasync", "rename", "link", "ftruncate")


def refuse_at(place: Place, story: ModuleType, refusing: Refusing) -> list[str]:
    """Commit the groups while the disk refuses; tell what is wrong afterwards."""
    expected = StorageFull if refusing.number == errno.ENOSPC else UnavailableError
    acked: list[tuple[int, str | None]] = []
    wrong: list[str] = []
    vault = place.vault()
    try:
        opened = story.Opened(place, None, vault)
        for group in story.GROUPS:
            acked += opened.commit(group)
    except AmanaError as error:
        if not isinstance(error, expected):
            wrong.append(f"{type(error).__name__}: {error.message}")
    vault.close()
    refusing.undo()
    return wrong + list(story.troubles(place, acked, again=story.GROUPS[-1]))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("number", "lasting"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_a_disk_that_refuses_is_told_and_costs_nothing_acknowledged(
    tmp_path: Path, story: ModuleType, base: Place, call: str, number: int, *, lasting: bool
) -> None:
    for fatal in (1, 2, 3, 5, 8, 13, 21, 34, 55):
        with Refusing(number, lasting=lasting) as refusing:
            refusing.refuse(call, fatal)
            assert refuse_at(base.copy(tmp_path / str(fatal)), story, refusing) == [], fatal
            if refusing.seen < fatal:
                break
    assert fatal > 1 or call == "ftruncate"


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("lasting", [False, True])
def test_a_disk_that_refuses_anywhere_costs_nothing_acknowledged(
    tmp_path: Path, story: ModuleType, base: Place, call: str, number: int, *, lasting: bool
) -> None:
    for fatal in count(1):
        with Refusing(number, lasting=lasting) as refusing:
            refusing.refuse(call, fatal)
            assert refuse_at(base.copy(tmp_path / str(fatal)), story, refusing) == [], fatal
            if refusing.seen < fatal:
                break


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_during_recovery_is_told_and_costs_nothing(
    tmp_path: Path, story: ModuleType, base: Place, number: int
) -> None:
    broken = base.copy(tmp_path / "broken")
    with Refusing(errno.EIO, lasting=True) as refusing:
        refusing.refuse("rename", 3)
        with pytest.raises(UnavailableError):
            story.Opened(broken).commit(story.GROUPS[1])
    for call in ("write", "fsync", "ftruncate", "rename"):
        for fatal in (1, 2, 3, 5, 8):
            place = broken.copy(tmp_path / f"{call}-{fatal}")
            vault = place.vault()
            with Refusing(number, lasting=True) as refusing:
                refusing.refuse(call, fatal)
                with contextlib.suppress(StorageFull, UnavailableError):
                    story.Opened(place, None, vault)
                vault.close()
            assert story.troubles(place, [], again=story.GROUPS[-1]) == [], (call, fatal)
            if refusing.seen < fatal:
                break
