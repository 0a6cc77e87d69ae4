"""Vault and log of an archive under crashes: a story of commits that can be ended anywhere.

As a program, with shim/faults.c preloaded: `crashing.py sweep FOLDER HOW` ends the story at every
call that changes the disk, `crashing.py recovery FOLDER HOW` the recovery after it, each time by
the death of a process (HOW: KILL, AFTER, TORN); what went wrong is printed as JSON. Without the
shim, `crashing.py commit FOLDER` commits until it is killed.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from amana.core import AmanaError
from amana.custody import (
    FILES,
    LogCheck,
    LogReader,
    LogStorage,
    LogWriter,
    Signer,
    digests_of_files,
    salted,
)
from amana.custody.backends import PosixLog
from amana.records import Entry
from amana.vault import Vault
from amana.vault.backends import PosixVault

DIED = -signal.SIGKILL
SHIM = ctypes.CDLL(None)
LARGE = b"large original " * 80_000
SIGNER = Signer.from_seeds("example.org/log", bytes(range(32)), bytes(range(32, 64)))

# 250 entries first, so that the second group crosses from one tile to the next, and packs so small
# that it is sealed on the way, too.
BASE = [b"%d" % number for number in range(9)] + [None] * 241
GROUPS: list[list[bytes | None]] = [
    [b"one", LARGE, b"two"],
    [*(b"member %d " % number * 90 for number in range(9)), LARGE + b"!", b"one"],
]

Group = Sequence[bytes | None]
Acked = list[tuple[int, str | None]]


class Place:
    """The folder of an archive, without catalogue and index."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def vault(self) -> PosixVault:
        root = self.root
        return PosixVault(root / "vault", root / "work", root / "cache" / "vault.db", seal_at=6000)

    def log(self) -> PosixLog:
        return PosixLog(self.root / "custody", self.root / "work")

    def create(self) -> Place:
        """Make a log with its first entries."""
        vault = self.vault()
        LogWriter.create(self.log(), SIGNER, vault.empty_state)
        vkey = self.root / "custody" / "log.vkey"
        vkey.write_text(f"{SIGNER.verifier.vkey()}\n", encoding="ascii")
        vault.close()
        with Opened(self) as opened:
            opened.commit(BASE)
        return self

    def copy(self, to: Path) -> Place:
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.root, to)
        return Place(to)


class Opened:
    """A place that is open for writing. `storage` and `keeper` may be backends that fail."""

    def __init__(
        self, place: Place, storage: LogStorage | None = None, keeper: Vault | None = None
    ) -> None:
        self._storage = storage or place.log()
        self._vault = keeper or place.vault()
        self.writer = LogWriter.recover(self._storage, SIGNER)
        self._vault.recover(self.writer.vault_state, self._is_committed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._vault.close()

    def _is_committed(self, sha256: str) -> bool:
        entries = LogReader(self._storage, SIGNER.verifier).entries()
        return any(digest_of(entry) == sha256 for entry in entries)

    def commit(self, group: Group) -> Acked:
        """Commit a group; whatever this returns is acknowledged."""
        digests = [
            None if content is None else self._vault.put(io.BytesIO(content)).sha256
            for content in group
        ]
        entries = [salted([("type", "acquired"), ("digests", {"sha256": d})]) for d in digests]
        size = self.writer.size
        files = {f"timestamps/{size}/{name}": b"token %d" % size for name in ("north", "south")}
        entries.append(salted([("type", "timestamped"), (FILES, digests_of_files(files))]))
        numbers = self.writer.append(entries, self._vault.sync, files)[:-1]
        self._vault.accept()
        return list(zip(numbers, digests, strict=True))


def digest_of(entry: Entry) -> str | None:
    value = entry.get("digests")
    found = value.get("sha256") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def troubles(place: Place, acked: Acked, *, again: Group = ()) -> list[str]:
    """Open a place after a crash; return everything that is not as it was promised."""
    before = stored(place.root)
    try:
        with Opened(place) as opened:
            lost = not_kept(before, stored(place.root))
            acked = acked + (opened.commit(again) if again else [])
            return [*lost, *missing(place, acked), *checked(place)]
    except AmanaError as error:
        return [f"{type(error).__name__}: {error.message}"]


def missing(place: Place, acked: Acked) -> Iterator[str]:
    """Tell what was acknowledged and is not there."""
    reader = LogReader(place.log(), SIGNER.verifier)
    vault = place.vault()
    entries = {entry.index: entry for entry in reader.entries()}
    for number, sha256 in acked:
        if number not in entries or digest_of(entries[number]) != sha256:
            yield f"entry {number} was acknowledged and is not there"
        elif sha256 is not None:
            with vault.open(sha256) as stream:
                if hashlib.sha256(stream.read()).hexdigest() != sha256:
                    yield f"the bytes of entry {number} are not what was acknowledged"
    vault.close()


def checked(place: Place) -> list[str]:
    """Check log and vault as a whole."""
    wanted: set[str] = set()

    def note(entry: Entry) -> None:
        if (sha256 := digest_of(entry)) is not None:
            wanted.add(sha256)

    check = LogCheck(place.log(), SIGNER.verifier, note)
    check.signature()
    for _ in check.run():
        pass
    vault = place.vault()
    verdicts = [verdict.problem for verdict in vault.check(wanted) if verdict.problem]
    vault.close()
    return [f"{problem.path} {problem.detail}" for problem in (*check.problems, *verdicts)]


def stored(root: Path) -> dict[str, bytes]:
    """Return whatever holds bytes that cannot be made again."""
    folders = ("vault", "custody/payloads", "work/objects", "work/quarantine")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def not_kept(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """Tell which bytes recovery took away without keeping them anywhere."""
    kept = [data for path, data in after.items() if not path.startswith("custody/")]
    kept += [data for path, data in after.items() if path.startswith("work/quarantine/")]
    for path, data in before.items():
        left = after.get(path, b"")
        if not data.startswith(left):
            yield f"{path} was written over"
        elif data[len(left) :] and data[len(left) :] not in kept:
            yield f"{len(data) - len(left)} bytes of {path} are neither there nor in quarantine"


# Ending a process at its n-th call that changes the disk (see shim/faults.c)


def die(
    place: Place, number: int, how: str, act: Callable[[Callable[[Acked], None]], None]
) -> tuple[int, Acked]:
    """Let a child act until it dies; return how it ended and what it had acknowledged."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.close(read)
        try:
            SHIM.shim_arm(f"any:{number}:{how}".encode(), os.fsencode(place.root), None)
            act(lambda acked: (os.write(write, json.dumps(acked).encode() + b"\n"), None)[1])
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        acked = [tuple(each) for line in pipe for each in json.loads(line)]
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), acked


def story(place: Place) -> Callable[[Callable[[Acked], None]], None]:
    """Return what opens a place and commits every group."""

    def act(acknowledge: Callable[[Acked], None]) -> None:
        with Opened(place) as opened:
            for group in GROUPS:
                acknowledge(opened.commit(group))

    return act


def sweep(folder: Path, how: str, steps: range) -> dict[str, object]:
    """End the story at every call; open the archive after each."""
    base = Place(folder / "base").create()
    wrong: dict[int, list[str]] = {}
    points = ended = 0
    for number in steps:
        place = base.copy(folder / "copy")
        status, acked = die(place, number, how, story(place))
        if status not in {DIED, 0}:
            wrong[number] = [f"the story ended with {status}"]
        found = troubles(place, acked, again=GROUPS[-1])
        if found:
            wrong[number] = found
        points += 1
        ended += status == DIED
        if status == 0:
            break
    return {"points": points, "ended": ended, "wrong": wrong}


def recovery(folder: Path, how: str, moments: Sequence[int]) -> dict[str, object]:
    """End the story at some calls, then its recovery at every call; open the archive after each."""
    base = Place(folder / "base").create()
    wrong: dict[str, list[str]] = {}
    points = 0
    for moment in moments:
        broken = base.copy(folder / "broken")
        _, acked = die(broken, moment, "TORN", story(broken))
        for number in itertools.count(1):
            place = broken.copy(folder / "copy")

            def act(_: object, place: Place = place) -> None:
                with Opened(place):
                    pass

            status, _ = die(place, number, how, act)
            if status not in {DIED, 0}:
                wrong[f"{moment}/{number}"] = [f"the recovery ended with {status}"]
            found = troubles(place, acked, again=GROUPS[-1])
            if found:
                wrong[f"{moment}/{number}"] = found
            points += 1
            if status == 0:
                break
    return {"points": points, "wrong": wrong}


def commit(folder: Path) -> None:
    """Commit small and large groups for ever; print each once it is acknowledged."""
    with Opened(Place(folder)) as opened:
        for number in itertools.count(opened.writer.size):
            size = number * 7919 % 37
            group: list[bytes | None] = [
                os.urandom(number % 3000) + b"%d" % each for each in range(size)
            ]
            if number % 5 == 0:
                group.append(os.urandom(32) * (1 << 15) + b"%d" % number)
            told = opened.commit([*group, None])
            os.write(1, json.dumps(told).encode() + b"\n")


def main(command: str, folder: str, *rest: str) -> None:
    """Do what the command line says."""
    if command == "sweep":
        answer = sweep(Path(folder), rest[0], range(*map(int, rest[1:])))
    elif command == "recovery":
        answer = recovery(Path(folder), rest[0], [int(moment) for moment in rest[1:]])
    else:
        commit(Path(folder))
        return
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
