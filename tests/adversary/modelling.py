"""A program: an archive held against a model of it, by whatever sequence of deeds comes about.

    LD_PRELOAD=faults.so python modelling.py FOLDER EXAMPLES STEPS SEED

The model is what was acknowledged: names, bytes, items, states of the log. The deeds: add, add
again, die at the n-th call, go on after an error at it, add from two processes at once, erase,
damage, check, rebuild, open anew.
Whatever their order: what was acknowledged can be read and proved, every earlier state of the log
is a beginning of every later one, projections made again are those that incremental work made, and
a check is clean unless something was damaged. A sequence that fails is made as short as possible
and printed.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import amana
from amana.archive import Archive, oldest, sample
from amana.core import sha256_hex
from amana.records import Actor, State

sweep = importlib.import_module("sweep")  # it lies beside this program

FOLDER = Path(sys.argv[1])
LARGE = 5  # of so many contents, one is too large for a pack

contents = st.integers(0, 30)
several = st.lists(contents, min_size=1, max_size=8)
anything = st.integers(0, 1 << 40)  # what is drawn must not depend on how an archive turned out
sources = st.sampled_from(["S-1", "S-2"])


def content(number: int) -> bytes:
    """Return the bytes that go by a number: some alike, some empty, some large."""
    if number % LARGE == 4:
        return b"%d " % number * (350_000 + number)
    return b"%d\n" % (number // 2) * (number % 7 * 40)


class Model(RuleBasedStateMachine):
    """One archive, and what was promised of it."""

    def __init__(self) -> None:
        super().__init__()
        self.root, self.inputs = FOLDER / "archive", FOLDER / "inputs"
        shutil.rmtree(self.root, ignore_errors=True)
        self.inputs.mkdir(exist_ok=True)
        self.told = FOLDER / "told"
        self.told.unlink(missing_ok=True)
        self.items: dict[str, str] = {}
        self.states: list[tuple[int, str]] = []
        self.read = 0

    @initialize()
    def make(self) -> None:
        """Begin with an archive that holds nothing."""
        self.archive = amana.init(self.root, actor="Dalia Haddad")

    def teardown(self) -> None:
        """Look at everything at the end."""
        if hasattr(self, "archive"):
            try:
                self.everything_is_kept()
                self.whole()
            finally:
                self.archive.close()

    # What is promised.

    def _add(self, archive: Archive, numbers: list[int], source: str) -> None:
        """Add contents; note what is acknowledged in a file, as a process that dies would."""
        paths = [self.inputs / f"{number}.bin" for number in numbers]
        for number, path in zip(numbers, paths, strict=True):
            if not path.exists():
                path.write_bytes(content(number))
        with self.told.open("ab", buffering=0) as told:

            def tell(outcome: amana.archive.Outcome) -> None:
                line = json.loads(sweep.acknowledged(archive, outcome))
                told.write(json.dumps([source, *line]).encode() + b"\n")

            form = amana.Form(source=source)
            report = archive.add(paths, form, read=False, on_outcome=tell)
            assert not report.failed

    def _note(self) -> None:
        """Take in what was acknowledged since."""
        lines = self.told.read_text().splitlines() if self.told.exists() else []
        for source, name, received, ref, size, root in map(json.loads, lines[self.read :]):
            assert received != "failed"
            key = f"{sha256_hex(Path(name).read_bytes())} {source}"
            assert self.items.setdefault(key, ref) == ref, "acknowledged as two items"
            self.states.append((size, root))
        self.read = len(lines)

    # Deeds.

    @rule(numbers=several, source=sources)
    def add(self, numbers: list[int], source: str) -> None:
        """Add; some of it may be here."""
        self._add(self.archive, numbers, source)
        self._note()

    @rule()
    def open_anew(self) -> None:
        """Close and open."""
        self.archive.close()
        self.archive = amana.open(self.root, actor="Dalia Haddad")

    @rule(
        numbers=several,
        source=sources,
        number=st.integers(1, 150),
        how=st.sampled_from(["KILL", "AFTER", "TORN"]),
    )
    def die(self, numbers: list[int], source: str, number: int, how: str) -> None:
        """Add in a process that dies at a call to the file system."""
        self.archive.close()

        def act() -> int:
            sweep.arm(f"any:{number}:{how}", self.root)
            with amana.open(self.root, actor="Dalia Haddad") as archive:
                self._add(archive, numbers, source)
            return 0

        assert sweep.forked(act) in (0, -signal.SIGKILL)
        self._note()
        self.archive = amana.open(self.root, actor="Dalia Haddad")

    @rule(
        numbers=several,
        source=sources,
        number=st.integers(1, 150),
        how=st.sampled_from(["EIO", "ENOSPC", "ENOSPC+", "SHORT", "EINTR", "INT"]),
    )
    def fail(self, numbers: list[int], source: str, number: int, how: str) -> None:
        """Add while a call goes wrong, and go on in the same process."""
        sweep.arm(f"any:{number}:{how}", self.root)
        try:
            self._add(self.archive, numbers, source)
        except (amana.core.AmanaError, KeyboardInterrupt):
            pass
        finally:
            sweep.disarm()
        self._note()

    @rule(mine=several, others=several, source=sources)
    def write_from_two_processes(self, mine: list[int], others: list[int], source: str) -> None:
        """Add while another process adds to the same archive through this one."""
        self.archive.become_committer()

        def act() -> int:
            with amana.open(self.root, actor="N. Aram") as archive:
                self._add(archive, others, source)
            return 0

        child = os.fork()
        if child == 0:
            status = 1
            try:
                status = act()
            finally:
                os._exit(status)
        self._add(self.archive, mine, source)
        assert os.waitpid(child, 0)[1] == 0
        self._note()

    @rule()
    def rebuild(self) -> None:
        """Make the projections again: they are what they were."""
        self.archive.become_committer()  # what a death left is accepted, or taken back
        before = [line.text for line in self.archive._parts.current().dump()]
        self.archive.rebuild()
        assert [line.text for line in self.archive._parts.catalogue.dump()] == before

    @rule(scope=st.sampled_from([sample("30%"), oldest("2"), amana.archive.EVERYTHING]))
    def check(self, scope: amana.archive.Scope) -> None:
        """Check some of it."""
        problems = self.archive.check(scope=scope).problems
        assert problems == (), problems

    @precondition(lambda self: self.items)
    @rule(which=anything, bit=anything)
    def damage(self, which: int, bit: int) -> None:
        """Flip a bit anywhere: it is found, and named; put back, all is well."""
        files = sorted(
            path
            for room in ("vault", "custody")
            for path in (self.root / room).rglob("*")
            if path.is_file() and path.stat().st_size
        )
        path = files[which % len(files)]
        with flipped(path, bit % (path.stat().st_size * 8)):
            problems = self.archive.check().problems
            named = {problem.path for problem in problems}
            own = str(path.relative_to(self.root))
            assert any(name == own or name.startswith(f"{own}/") for name in named), (own, named)

    @precondition(lambda self: self.items)
    @rule(which=anything)
    def erase(self, which: int) -> None:
        """Have two people erase an item; items on the same bytes stay."""
        key, ref = sorted(self.items.items())[which % len(self.items)]
        order = self.archive.erasure.order(ref, basis="a court order")
        self.archive.as_actor(Actor(name="N. Aram"))
        self.archive.erasure.confirm(order)
        self.archive.as_actor(Actor(name="Dalia Haddad"))
        del self.items[key]

    # What is always so.

    @invariant()
    def the_log_only_grows(self) -> None:
        """Each state that was told is a beginning of the log as it is."""
        for size, root in self.states[-3:] + self.states[:1]:
            sweep.grown(self.archive, size, bytes.fromhex(root))

    @invariant()
    def everything_is_kept(self) -> None:
        """What was acknowledged can be read and proved."""
        for key, ref in list(self.items.items())[-5:]:
            row, stream = self.archive.original(ref)
            with stream:
                assert f"{sha256_hex(stream.read())} {row.source}" == key
            assert self.archive._parts.log.prove(row.acquired_entry)

    def whole(self) -> None:
        """Everything at once, projections included, and nothing twice."""
        report = self.archive.check(projections=True)
        assert report.problems == (), report.problems
        assert report.not_entered is None
        listed = [row.item for row in self.archive.list()[1] if row.item]
        rows = [row for row in listed if row.state is not State.ERASED]
        keys = {f"{row.sha256} {row.source}": row.ref for row in rows}
        assert len(keys) == len(rows)
        assert keys.items() >= self.items.items()
        for size, root in self.states:
            sweep.grown(self.archive, size, bytes.fromhex(root))


@contextmanager
def flipped(path: Path, bit: int) -> Iterator[None]:
    """Have a bit of a file flipped for a while, in its place: the file may grow meanwhile."""
    damaged = _flip(path, bit)
    try:
        yield
    finally:
        if path.exists() and path.read_bytes().startswith(damaged):  # it was not replaced
            _flip(path, bit)


def _flip(path: Path, bit: int) -> bytes:
    """Flip a bit; return the bytes that the file has then."""
    mode = path.stat().st_mode
    path.chmod(0o600)
    with path.open("r+b") as file:
        data = bytearray(file.read())
        data[bit // 8] ^= 1 << bit % 8
        file.seek(bit // 8)
        file.write(data[bit // 8 : bit // 8 + 1])
    path.chmod(mode)
    return bytes(data)


def main() -> None:
    """Run."""
    examples, steps, number = map(int, sys.argv[2:])
    sweep.small_packs()
    run_state_machine_as_test(
        seed(number)(Model),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )
    sys.stdout.write(json.dumps({"examples": examples, "well": True}) + "\n")


if __name__ == "__main__":
    main()
