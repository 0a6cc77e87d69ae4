from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import JSON, CustodyError
from amana.custody import LogCheck, LogReader, LogWriter, Verifier, salted, settle
from amana.custody.backends import KeyRing, MemoryLog, create_signer
from amana.records import EntryType, Problem

NAME = "example.org/log"


class Interrupted(Exception):
    """The process ended here."""


def changed(old: Verifier, new: Verifier) -> list[tuple[str, JSON]]:
    """Return the fields of an entry that says that keys were changed."""
    keys: list[tuple[str, JSON]] = [("old", list(old.vkeys())), ("new", list(new.vkeys()))]
    return [("type", EntryType.ROTATED.value), *keys]


class Place:
    """A log in memory whose keys are in a folder, as an archive has them."""

    def __init__(self, keys: Path) -> None:
        self.keys = keys
        self.log = MemoryLog()
        signer = create_signer(keys, NAME)
        self.first = signer.verifier
        self.log.files["log.vkey"] = signer.verifier.file()
        vkeys: JSON = list(signer.verifier.vkeys())
        born: list[tuple[str, JSON]] = [("type", EntryType.CREATED.value), ("keys", vkeys)]
        LogWriter.create(self.log, signer, "0").append([salted(born)], lambda: "0")

    def open(self) -> tuple[KeyRing, LogWriter]:
        """Open the log for writing, as an archive does."""
        ring = KeyRing(self.keys, NAME)
        writer = LogWriter.recover(self.log, ring)
        if ring.coming is not None:
            if settle(self.log, ring.coming):
                ring.take()
            else:
                ring.drop()
        return ring, writer

    def rotate(self) -> None:
        ring, writer = self.open()
        old, new = ring.verifier, ring.prepare()
        said = changed(old, new)
        writer.append([salted(said)], lambda: "0")
        assert settle(self.log, new)
        ring.take()

    def problems(self) -> list[Problem]:
        verifier = Verifier.parse(self.log.files["log.vkey"].decode())
        check = LogCheck(self.log, verifier, lambda _: None)
        check.signature()
        list(check.run())
        return check.problems

    def state(self) -> tuple[bool, int]:
        """Tell whether the first keys are in force still, and how many entries there are."""
        verifier = Verifier.parse(self.log.files["log.vkey"].decode())
        return verifier.vkey() == self.first.vkey(), LogReader(self.log, verifier).checkpoint().size


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "keys")


def test_after_a_change_only_the_new_keys_sign(place: Place) -> None:
    place.rotate()
    assert place.state() == (False, 2)
    assert [path.name for path in place.keys.iterdir()] == ["log.pem"]
    assert (place.keys / "log.pem").stat().st_mode & 0o777 == 0o600
    _, writer = place.open()
    writer.append([salted([("type", "x")])], lambda: "0")
    with pytest.raises(CustodyError, match="not signed by"):
        LogReader(place.log, place.first).checkpoint()
    place.rotate()
    assert place.problems() == []
    assert {path for path in place.log.paths() if path.startswith("rot")} == {
        "rotations/1.tlog-proof",
        "rotations/3.tlog-proof",
    }


STEPS = ["create keys", "payloads", "stage", "head", "publish", "stage 2", "publish 2", "take"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_change_that_is_cut_short_is_finished_or_undone(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    names = {"create keys": (KeyRing, "prepare"), "payloads": (MemoryLog, "append_payloads"),
             "stage": (MemoryLog, "stage"), "head": (MemoryLog, "swap_head"),
             "publish": (MemoryLog, "publish"), "take": (KeyRing, "take")}  # fmt: skip
    owner, name = names[step.removesuffix(" 2")]
    real: Callable[..., object] = getattr(owner, name)
    passed = [1 if step.endswith("2") else 0]

    def strike(*arguments: object) -> object:
        if passed[0]:
            passed[0] -= 1
            return real(*arguments)
        if after:
            real(*arguments)
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, strike)
        with pytest.raises(Interrupted):
            place.rotate()
    done = STEPS.index(step) + after > STEPS.index("head")
    place.open()
    assert place.state() == (not done, 2 if done else 1)
    assert place.problems() == []
    assert [path.name for path in place.keys.iterdir()] == ["log.pem"]
    _, writer = place.open()
    writer.append([salted([("type", "x")])], lambda: "0")
    place.rotate()
    assert place.problems() == []


def test_other_commits_may_come_between(place: Place) -> None:
    ring, writer = place.open()
    old, new = ring.verifier, ring.prepare()
    writer.append([salted([("type", "before")])], lambda: "0")
    said = changed(old, new)
    writer.append([salted(said)], lambda: "0")
    writer.append([salted([("type", "after")])] * 300, lambda: "0")
    place.open()
    assert place.state() == (False, 303)
    assert place.problems() == []


def test_new_keys_that_no_entry_names_are_destroyed(place: Place) -> None:
    ring, writer = place.open()
    ring.prepare()
    writer.append([salted([("type", "x")])], lambda: "0")
    place.open()
    assert place.state() == (True, 2)
    assert [path.name for path in place.keys.iterdir()] == ["log.pem"]
    ring, _ = place.open()
    ring.prepare()
    with pytest.raises(CustodyError, match="there is a key already"):
        ring.prepare()
