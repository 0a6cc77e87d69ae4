"""What every place that a log can live in must do (`amana.custody.LogStorage`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from amana.core import CustodyError, UnavailableError, UsageError
from amana.custody import (
    FILES,
    Head,
    LogCheck,
    LogReader,
    LogStorage,
    LogWriter,
    Signer,
    digests_of_files,
    salted,
)
from amana.custody.backends import MemoryLog, PosixLog, create_signer, load_signer
from amana.custody.payload import Payload, encode
from amana.records import Field

FIRST = Head(size=0, root=bytes(32), vault="0")
SECOND = Head(size=2, root=bytes(range(32)), vault="00000001:1024")


def line(index: int) -> bytes:
    return encode(Payload(index=index, slots=(Field(name="n", value=index, salt="ab" * 32),)))


class Place(Protocol):
    """A storage and what a test may do to it behind its back."""

    storage: LogStorage

    def again(self) -> LogStorage: ...
    def put(self, path: str, data: bytes) -> None: ...
    def quarantined(self) -> list[bytes]: ...


class InMemory:
    def __init__(self) -> None:
        self._log = MemoryLog()
        self.storage: LogStorage = self._log

    def again(self) -> LogStorage:
        return self.storage

    def put(self, path: str, data: bytes) -> None:
        self._log.files[path] = data

    def quarantined(self) -> list[bytes]:
        return self._log.quarantine


class OnDisk:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.storage = self.again()

    def again(self) -> LogStorage:
        return PosixLog(self._root / "custody", self._root / "work")

    def put(self, path: str, data: bytes) -> None:
        place = self._root / "custody" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def quarantined(self) -> list[bytes]:
        folder = self._root / "work" / "quarantine"
        # What stands before the name of the segment is random within a millisecond.
        found = sorted(folder.glob("*"), key=lambda path: path.name.partition("payloads")[2])
        return [path.read_bytes() for path in found]


@pytest.fixture(params=["memory", "posix"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return InMemory() if request.param == "memory" else OnDisk(tmp_path)


@pytest.fixture
def storage(place: Place) -> LogStorage:
    return place.storage


def test_a_new_place_has_no_head_and_no_files(storage: LogStorage) -> None:
    assert storage.head() is None
    assert list(storage.paths()) == []
    assert storage.staged(0) is None


def test_the_head_is_swapped_only_by_whoever_knows_it(place: Place) -> None:
    storage = place.storage
    storage.swap_head(None, FIRST)
    assert place.again().head() == FIRST
    for expected in (None, SECOND):
        with pytest.raises(CustodyError, match="another writer has moved the head"):
            storage.swap_head(expected, SECOND)
    assert storage.head() == FIRST
    storage.swap_head(FIRST, SECOND)
    assert place.again().head() == SECOND


def test_a_damaged_head_is_neither_read_nor_swapped(place: Place) -> None:
    place.storage.swap_head(None, FIRST)
    place.put("head", b"amana head v1\n")
    with pytest.raises(CustodyError, match="head is damaged"):
        place.storage.head()
    with pytest.raises(CustodyError, match="head is damaged"):
        place.storage.swap_head(FIRST, SECOND)


def test_payloads_go_to_their_segments(place: Place) -> None:
    lines = [line(index) for index in range(2050)]
    storage = place.storage
    storage.append_payloads(0, lines[:3])
    storage.append_payloads(3, lines[3:1024])
    storage.append_payloads(1024, lines[1024:])
    assert list(storage.paths()) == [f"payloads/00{number}.jsonl" for number in range(3)]
    assert place.again().read("payloads/000.jsonl") == b"".join(lines[:1024])
    assert storage.read("payloads/001.jsonl") == b"".join(lines[1024:2048])
    assert storage.read("payloads/002.jsonl") == b"".join(lines[2048:])


@pytest.mark.parametrize("size", [0, 2, 1023, 1024, 1025])
def test_uncommitted_payloads_go_to_quarantine(place: Place, size: int) -> None:
    lines = [line(index) for index in range(1030)]
    storage = place.storage
    storage.append_payloads(0, lines)
    storage.append_payloads(1030, [b'{"torn'])
    assert storage.cut_payloads(size) is True
    left = [storage.read(path) for path in storage.paths()]
    assert b"".join(left) == b"".join(lines[:size])
    assert b"".join(place.quarantined()) == b"".join(lines[size:]) + b'{"torn'
    assert storage.cut_payloads(size) is False
    storage.append_payloads(size, [b"again\n"])
    assert storage.read(f"payloads/00{size // 1024}.jsonl").endswith(b"again\n")


def test_nothing_is_cut_where_lines_cannot_be_counted(place: Place) -> None:
    lines = [line(index) for index in range(4)]
    whole = b"".join(lines)
    for damaged in (
        whole[:7] + b"\n" + whole[7:],
        whole[:-9] + b"\n" + whole[-9:] + b"tail",
        whole.replace(b"\n", b"\r", 1),
        whole[:-1],
        b"",
    ):
        place.put("payloads/000.jsonl", damaged)
        with pytest.raises(CustodyError, match=r"payloads/000.jsonl (is damaged|has lost lines)"):
            place.storage.cut_payloads(4)
        assert place.storage.read("payloads/000.jsonl") == damaged
        assert place.quarantined() == []


def test_quarantine_keeps_everything(place: Place) -> None:
    for number in range(3):
        place.put("payloads/000.jsonl", b"%d\n" % number)
        assert place.storage.cut_payloads(0)
    assert sorted(place.quarantined()) == [b"0\n", b"1\n", b"2\n"]


def test_what_is_staged_is_published_or_dropped(place: Place) -> None:
    storage = place.storage
    files = {"tile/0/000.p/1": b"hash", "tile/entries/000.p/1": b"entry", "checkpoint": b"signed"}
    storage.stage(1, files)
    storage.stage(5, {"checkpoint": b"never committed"})
    assert list(storage.paths()) == []
    assert place.again().staged(1) == files
    assert storage.staged(2) is None
    place.again().publish(1)
    assert list(storage.paths()) == sorted(files)
    assert {path: storage.read(path) for path in files} == files
    assert (storage.staged(1), storage.staged(5)) == (None, None)
    storage.publish(1)
    storage.stage(1, {"checkpoint": b"again"})
    storage.drop_staged()
    assert storage.staged(1) is None
    assert storage.read("checkpoint") == b"signed"


def test_a_file_of_an_entry_replaces_nothing(place: Place) -> None:
    storage = place.storage
    token = {"timestamps/3/north.tsr": b"token"}
    storage.stage(4, {**token, "checkpoint": b"signed"})
    assert place.again().staged(4) == {**token, "checkpoint": b"signed"}
    place.put("timestamps/3/north.tsr", b"token")  # published before the process was killed
    storage.publish(4)
    assert storage.read("checkpoint") == b"signed"
    place.put("timestamps/5/north.tsr", b"of somebody else")
    storage.stage(6, {"timestamps/5/north.tsr": b"token", "checkpoint": b"signed again"})
    for again in (storage, place.again()):
        with pytest.raises(CustodyError, match=r"timestamps/5/north.tsr is not what was committed"):
            again.publish(6)
    assert storage.read("timestamps/5/north.tsr") == b"of somebody else"
    assert storage.read("checkpoint") == b"signed"
    assert storage.staged(6) is not None


def test_a_segment_is_replaced_in_its_place(place: Place) -> None:
    place.storage.append_payloads(0, [line(index) for index in range(1030)])
    place.storage.replace_segment(1, b"anew")
    again = place.again()
    assert again.read("payloads/001.jsonl") == b"anew"
    assert again.read("payloads/000.jsonl") == b"".join(line(index) for index in range(1024))
    with pytest.raises(CustodyError, match=r"custody/payloads/002.jsonl is missing"):
        again.replace_segment(2, b"new")
    assert list(again.paths()) == ["payloads/000.jsonl", "payloads/001.jsonl"]
    assert place.quarantined() == []


def test_what_is_missing_is_told_with_its_path(storage: LogStorage) -> None:
    storage.stage(1, {"tile/0/000.p/1": b"x"})
    storage.publish(1)
    for path in ("checkpoint", "tile/0/000", "tile/0/000.p/1/more", "payloads/000.jsonl"):
        with pytest.raises(CustodyError, match=f"custody/{path} is missing"):
            storage.read(path)


def test_a_whole_log_lives_there(place: Place) -> None:
    signer = Signer.generate("example.org/log")
    writer = LogWriter.create(place.storage, signer, "0")
    place.put("log.vkey", f"{signer.verifier.vkey()}\n".encode())
    done = 0
    for count in (1, 255, 1, 700, 100):
        entries = [salted([("number", done + i)]) for i in range(count - 1)]
        files = {f"timestamps/{done}/north.tsr": b"token %d" % done}
        entries.append(salted([("number", done + count - 1), (FILES, digests_of_files(files))]))
        assert writer.append(entries, lambda: "0", files) == range(done, done + count)
        done += count
        if count == 700:
            writer = LogWriter.recover(place.again(), signer)
        with pytest.raises(UsageError, match="there is something at"):
            writer.append([entries[-1]], lambda: "0", files)
    reader = LogReader(place.again(), signer.verifier)
    assert [entry.get("number") for entry in reader.entries()] == list(range(done))
    check = LogCheck(place.again(), signer.verifier, lambda _: None)
    check.signature()
    assert list(check.run())[-1] == done
    assert check.problems == []
    assert place.quarantined() == []


# A step fails, before or after it has lasted: the matrix of sunlight (ctlog, TestSequenceErrors).

STEPS = ("append_payloads", "stage", "swap_head", "publish")
RECOVERY = ("swap_head", "publish", "drop_staged", "cut_payloads")
WHEN = ("before", "after")


class Broken(Exception):
    """What a storage that fails raises."""


class Failing:
    """Hands calls on to a storage; one step fails, before or after the storage has done it."""

    def __init__(self, storage: LogStorage, step: str, when: str) -> None:
        self._storage = storage
        self._step = step
        self._when = when
        self.struck = False

    def __getattr__(self, name: str) -> object:
        found = getattr(self._storage, name)
        if name != self._step:
            return found

        def made(*given: object) -> object:
            self.struck = True
            if self._when == "after":
                found(*given)
            raise Broken(name)

        return made


def failing(storage: LogStorage, step: str, when: str) -> LogStorage:
    made: LogStorage = Failing(storage, step, when)  # type: ignore[assignment]  # stands for it
    return made


def begun(place: Place, signer: Signer) -> None:
    """Make a log of three entries."""
    writer = LogWriter.create(place.storage, signer, "0")
    place.put("log.vkey", f"{signer.verifier.vkey()}\n".encode())
    writer.append([salted([("number", number)]) for number in range(3)], lambda: "0")


def require_numbers(place: Place, signer: Signer, numbers: list[int]) -> None:
    reader = LogReader(place.again(), signer.verifier)
    assert [entry.get("number") for entry in reader.entries()] == numbers
    check = LogCheck(place.again(), signer.verifier, lambda _: None)
    check.signature()
    assert list(check.run())[-1] == len(numbers)
    assert check.problems == []


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", STEPS)
def test_an_append_that_fails_is_there_as_a_whole_or_not_at_all(
    place: Place, step: str, when: str
) -> None:
    signer = Signer.generate("example.org/log")
    begun(place, signer)
    writer = LogWriter.recover(failing(place.again(), step, when), signer)
    files = {"timestamps/3/north.tsr": b"token"}
    entries = [salted([("number", 3)]), salted([("number", 4), (FILES, digests_of_files(files))])]
    with pytest.raises(Broken):
        writer.append(entries, lambda: "0", files)
    for _ in range(2):
        with pytest.raises(CustodyError, match="an earlier commit failed"):
            writer.append(entries, lambda: "0", files)
    committed = step == "publish" or (step, when) == ("swap_head", "after")
    again = LogWriter.recover(place.again(), signer)
    expected = [0, 1, 2, 3, 4] if committed else [0, 1, 2]
    require_numbers(place, signer, expected)
    again.append([salted([("number", 9)])], lambda: "0")
    require_numbers(place, signer, [*expected, 9])


@pytest.mark.parametrize("second", [(step, when) for step in RECOVERY for when in WHEN])
@pytest.mark.parametrize("first", [(step, when) for step in STEPS for when in WHEN])
def test_a_recovery_that_fails_can_be_made_again(
    place: Place, first: tuple[str, str], second: tuple[str, str]
) -> None:
    signer = Signer.generate("example.org/log")
    begun(place, signer)
    writer = LogWriter.recover(failing(place.again(), *first), signer)
    with pytest.raises(Broken):
        writer.append([salted([("number", 3)])], lambda: "0")
    struck = failing(place.again(), *second)
    try:
        LogWriter.recover(struck, signer)
    except Broken:
        assert struck.struck  # type: ignore[attr-defined]  # it is the failing one
    else:
        assert not struck.struck  # type: ignore[attr-defined]  # it is the failing one
    again = LogWriter.recover(place.again(), signer)
    committed = first[0] == "publish" or first == ("swap_head", "after")
    assert again.size == (4 if committed else 3)
    require_numbers(place, signer, list(range(again.size)))


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", ["stage", "swap_head", "publish"])
def test_a_log_whose_making_fails_is_there_or_can_be_made(
    place: Place, step: str, when: str
) -> None:
    signer = Signer.generate("example.org/log")
    with pytest.raises(Broken):
        LogWriter.create(failing(place.storage, step, when), signer, "0")
    there = step == "publish" or (step, when) == ("swap_head", "after")
    make = LogWriter.recover if there else lambda s, k: LogWriter.create(s, k, "0")
    writer = make(place.again(), signer)
    place.put("log.vkey", f"{signer.verifier.vkey()}\n".encode())
    writer.append([salted([("number", 0)])], lambda: "0")
    require_numbers(place, signer, [0])


@pytest.mark.parametrize("when", WHEN)
def test_a_vault_that_fails_commits_nothing(place: Place, when: str) -> None:
    signer = Signer.generate("example.org/log")
    begun(place, signer)
    synced: list[str] = []

    def vault() -> str:
        if when == "after":
            synced.append("done")
        raise Broken

    writer = LogWriter.recover(place.again(), signer)
    with pytest.raises(Broken):
        writer.append([salted([("number", 3)])], vault)
    LogWriter.recover(place.again(), signer)
    require_numbers(place, signer, [0, 1, 2])


# What follows is about a folder alone.


@pytest.fixture
def posix(tmp_path: Path) -> Iterator[PosixLog]:
    log = PosixLog(tmp_path / "custody", tmp_path / "work")
    log.swap_head(None, FIRST)
    yield log
    assert log.head() == FIRST


def test_a_full_tile_makes_its_partial_ones_superfluous(posix: PosixLog) -> None:
    posix.stage(255, {"tile/0/000.p/255": b"p", "tile/entries/000.p/255": b"p"})
    posix.publish(255)
    posix.stage(256, {"tile/0/000": b"f", "tile/entries/000": b"f", "tile/1/000.p/1": b"p"})
    posix.publish(256)
    assert list(posix.paths()) == ["head", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"]


def test_leftovers_of_a_crash_are_cleared(posix: PosixLog) -> None:
    leftover = posix.work / "checkpoint.4711.new"
    leftover.write_bytes(b"half")
    other = posix.work / "lock"
    other.touch()
    posix.drop_staged()
    assert (leftover.exists(), other.exists()) == (False, True)


@pytest.mark.parametrize(
    "bundle",
    [
        b"",
        b"garbage",
        b"\x81\xaacheckpoint\xc4\x05sig",
        b"\x81\xa1x\xc4\x01y",
        b"\x81\xabtile/0/../x\xc4\x01y",
        b"\x81\xa9/tile/0/0\xc4\x01y",
        b"\x80",
        b"\x81\xa4../x\xc4\x01y",
        b"\x81\xa4head\xc4\x01y",
        b"\x81\xaba/../../x/y\xc4\x01y",
    ],
)
def test_a_damaged_bundle_publishes_nothing(posix: PosixLog, bundle: bytes) -> None:
    (posix.work / "staged.7").write_bytes(bundle)
    with pytest.raises(CustodyError, match=r"work/staged.7, which a crash left, is damaged"):
        posix.staged(7)
    with pytest.raises(CustodyError, match="is damaged"):
        posix.publish(7)
    assert list(posix.paths()) == ["head"]


def test_a_link_is_no_file_of_the_log(posix: PosixLog, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"the right bytes")
    (posix.folder / "checkpoint").symlink_to(tmp_path / "elsewhere")
    (posix.folder / "tile").symlink_to(tmp_path, target_is_directory=True)
    (posix.folder / "sub").mkdir()
    with pytest.raises(CustodyError, match="custody/checkpoint is not a plain file"):
        posix.read("checkpoint")
    with pytest.raises(CustodyError, match="custody/sub is not a plain file"):
        posix.read("sub")
    assert list(posix.paths()) == ["checkpoint", "head", "tile"]


def test_a_disk_that_cannot_be_read_is_told_as_such(
    posix: PosixLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fail)
        with pytest.raises(CustodyError, match="custody/head cannot be read: Input/output error"):
            posix.read("head")
        with pytest.raises(CustodyError, match="custody/head cannot be read"):
            posix.head()


def test_a_stray_segment_is_never_appended_to(posix: PosixLog) -> None:
    stray = posix.folder / "payloads" / "001.jsonl"
    stray.parent.mkdir()
    stray.write_bytes(b"stray")
    with pytest.raises(UnavailableError, match="refused to write"):
        posix.append_payloads(1024, [b"line\n"])
    with pytest.raises(UnavailableError, match="refused to write"):
        posix.append_payloads(3, [b"line\n"])
    assert stray.read_bytes() == b"stray"
    assert list(posix.paths()) == ["head", "payloads/001.jsonl"]


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    signer = create_signer(keys, "example.org/log")
    assert keys.stat().st_mode & 0o777 == 0o700
    assert (keys / "log.pem").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in keys.iterdir()] == ["log.pem"]
    again = load_signer(keys, "example.org/log")
    assert again.verifier.vkey() == signer.verifier.vkey()
    with pytest.raises(CustodyError, match="there is a key already"):
        create_signer(keys, "example.org/log")
    assert load_signer(keys, "example.org/log").verifier.vkey() == signer.verifier.vkey()


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    create_signer(tmp_path, "example.org/log")
    for mode in (0o640, 0o604, 0o620, 0o601):
        (tmp_path / "log.pem").chmod(mode)
        with pytest.raises(CustodyError, match="other users of this machine can read") as caught:
            load_signer(tmp_path, "example.org/log")
        assert caught.value.remedy == f"run: chmod 600 {tmp_path / 'log.pem'}"


def test_a_key_that_is_gone_can_be_put_back(tmp_path: Path) -> None:
    with pytest.raises(CustodyError, match="cannot be read") as caught:
        load_signer(tmp_path, "example.org/log")
    assert "escrow" in (caught.value.remedy or "")
