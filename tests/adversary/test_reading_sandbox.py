"""Attacks from inside a worker, and the files that were made to attack readers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from amana.core import UnavailableError
from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.readers import FAMILIES, Family
from amana.reading.sandbox.errand import Errand, Failure
from amana.reading.sandbox.protocol import END
from amana.reading.wire import Budget, ReadOrder, TextAnswer
from amana.records import State

pytestmark = pytest.mark.usefixtures("cold_nurseries")


PROBES = Family(
    name="probe", module="reading_probes", version="1", media_types=("application/x-probe",)
)
LIMITS = Limits(cpu_seconds=2, wall_seconds=8, memory=512 << 20, answer_bytes=64 << 20)
BUDGET = Budget(text_chars=1000, runs=10, pages=10, pixels=10)


def _probes() -> ModuleType:
    """Load the probes from beside this file."""
    spec = spec_from_file_location("reading_probes", Path(__file__).with_name("reading_probes.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FORBIDDEN = list(_probes().FORBIDDEN)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    """A pool whose nursery knows the probes; the path to them is taken back at once."""
    sys.path.append(str(Path(__file__).parent))
    try:
        with ReadingPool(2, LIMITS, families=(*FAMILIES, PROBES)) as pool:
            yield pool
    finally:
        sys.path.remove(str(Path(__file__).parent))


@pytest.fixture(scope="module")
def patient() -> Iterator[ReadingPool]:
    """A pool with time enough for a slow machine, and too little for anything quadratic."""
    with ReadingPool(2, Limits(cpu_seconds=30, wall_seconds=90)) as pool:
        yield pool


@pytest.fixture
def probe(pool: ReadingPool) -> Callable[[str], str]:
    """Have an act carried out in a worker; return how it ended, or the code of the failure."""

    def act(name: str) -> str:
        data = b"a document to be read"
        fd = os.memfd_create("document")
        os.write(fd, data)
        order = ReadOrder(family="probe", name=name, size=len(data), budget=BUDGET)
        own = os.open(f"/dev/fd/{fd}", os.O_RDONLY)
        try:
            return Errand(pool._nurseries.common, LIMITS).ask(order, own, TextAnswer).text
        except Failure as failure:
            return failure.code.value
        finally:
            assert os.pread(fd, 100, 0) == data
            os.close(own)
            os.close(fd)

    return act


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in tasks.split()]


def assert_only_waiting(pool: ReadingPool) -> None:
    """Fail if the nursery has other children than the workers that wait for their document."""
    keeper = pool._nurseries.common
    assert keeper._process is not None
    for _ in range(1000):
        with keeper._lock:
            keeper._question(END, 1 << 40)  # any command has the dead buried
            if len(children_of(keeper._process.pid)) <= len(keeper._ready):
                return
        time.sleep(0.01)
    pytest.fail("a worker is left behind")


@pytest.mark.parametrize("act", FORBIDDEN)
def test_inside_a_worker_each_forbidden_act_fails(act: str, probe: Callable[[str], str]) -> None:
    assert probe(act) == "refused 1"  # EPERM: the answer of the filter


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("spin", {"took-too-long"}),
        ("sleep", {"took-too-long"}),
        ("promise and stop", {"took-too-long"}),
        ("crash", {"crashed"}),
        ("abort", {"crashed"}),
        ("recurse", {"reader-failed"}),
        ("take memory", {"out-of-memory"}),
        ("take memory slowly", {"out-of-memory"}),
        ("leave", {"crashed"}),
        ("panic", {"reader-failed"}),
        ("claim too much", {"answer-refused"}),
        ("lie", {"answer-refused"}),
        ("layout", {"answer-refused"}),
        ("answer twice", {"first"}),
    ],
)
def test_every_fault_has_a_name_and_the_pool_goes_on(
    fault: str, code: set[str], probe: Callable[[str], str], pool: ReadingPool
) -> None:
    assert probe(fault) in code
    assert probe("read") == "a document to be read"
    assert_only_waiting(pool)  # nothing left behind, no zombie either


def test_descriptors_do_not_pile_up(probe: Callable[[str], str], pool: ReadingPool) -> None:
    process = pool._nurseries.common._process
    assert process is not None

    def opened() -> tuple[int, int]:
        mine, its = Path("/proc/self/fd"), Path(f"/proc/{process.pid}/fd")
        return len(list(mine.iterdir())), len(list(its.iterdir()))

    probe("read")
    assert_only_waiting(pool)
    before = opened()
    for fault in ("read", "crash", "claim too much", "leave", "read"):
        probe(fault)
    assert_only_waiting(pool)
    assert opened() == before


def test_a_worker_holds_its_document_and_its_channel_and_nothing_else(
    probe: Callable[[str], str],
) -> None:
    # The first three are /dev/null; what it reads there is nothing, and it cannot write to it.
    assert probe("descriptors") == "0 1 2 3 4"


def test_no_worker_reads_a_second_document(pool: ReadingPool, probe: Callable[[str], str]) -> None:
    keeper = pool._nurseries.common
    seen: set[int] = set()
    for _ in range(5):
        probe("read")
        with keeper._lock:
            waiting = {child.number for child in keeper._ready}
        assert not waiting & seen
        with keeper.worker(LIMITS.cpu_seconds) as worker:
            seen.add(worker.number)
    assert len(seen) == 5


def test_a_dead_nursery_is_replaced_in_the_middle_of_work(
    probe: Callable[[str], str], pool: ReadingPool
) -> None:
    process = pool._nurseries.common._process
    assert process is not None
    ended: list[str] = []
    thread = threading.Thread(target=lambda: ended.append(probe("spin")))
    thread.start()
    while not children_of(process.pid):
        time.sleep(0.01)
    time.sleep(0.1)  # for the order to arrive
    workers = children_of(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    thread.join()
    assert ended[0] in {"took-too-long", "crashed"}
    assert probe("read") == "a document to be read"
    for worker in workers:
        wait_until_gone(worker)  # it died with its nursery


OWNER = """
import os, sys, threading
from amana.reading import Limits, ReadingPool
from amana.reading.readers import FAMILIES, Family
from amana.reading.sandbox.errand import Errand
from amana.reading.wire import Budget, ReadOrder, TextAnswer
probes = Family(name="probe", module="reading_probes", version="1", media_types=())
limits = Limits(cpu_seconds=60, wall_seconds=60)
budget = Budget(text_chars=1000, runs=10, pages=10, pixels=10)
with ReadingPool(1, limits, families=(*FAMILIES, probes)) as pool:
    fd = os.open("/dev/null", os.O_RDONLY)
    print(pool._nurseries.common._process.pid, flush=True)
    order = ReadOrder(family="probe", name="spin", size=0, budget=budget)
    Errand(pool._nurseries.common, limits).ask(order, fd, TextAnswer)
"""


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_its_owner(way: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )
    assert owner.stdout is not None
    assert owner.stderr is not None
    with owner, owner.stdout, owner.stderr:
        nursery = int(owner.stdout.readline())
        while not (children := children_of(nursery)):
            time.sleep(0.01)
        os.kill(owner.pid, way)
        owner.wait(30)
        told = owner.stderr.read()
    for pid in (nursery, *children):
        wait_until_gone(pid)
    # Ctrl-C is one traceback of the owner; workers and nursery print nothing.
    assert told.count("Traceback") <= 1
    assert "reading_probes" not in told


def wait_until_gone(pid: int) -> None:
    for _ in range(3000):
        try:
            state = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            )
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":  # dead; whoever inherited it has not looked yet
            return
        time.sleep(0.01)
    pytest.fail(f"process {pid} goes on")


def test_a_kernel_that_refuses_the_filter_closes_everything(tmp_path: Path) -> None:
    # A pyseccomp whose filter allows everything stands before the real one: the proof must fail.
    (tmp_path / "pyseccomp.py").write_text(
        "ALLOW, MASKED_EQ, EQ = 0x7FFF0000, 7, 4\n"
        "class Arch:\n    NATIVE = 0\n"
        "def ERRNO(n): return n\n"
        "def Arg(*a): return a\n"
        "def resolve_syscall(arch, name): return 1\n"
        "class SyscallFilter:\n"
        "    def __init__(self, action): pass\n"
        "    def add_rule(self, *a): pass\n"
        "    def export_bpf(self, file): file.write(b'\\6\\0\\0\\0\\0\\0\\xff\\x7f')\n"
    )
    sys.path.insert(0, str(tmp_path))
    try:
        with pytest.raises(UnavailableError, match="inside the sandbox it is possible to"):
            ReadingPool(1).__enter__()
    finally:
        sys.path.remove(str(tmp_path))


# Files that attack readers -----------------------------------------------------------------------


def read_path(pool: ReadingPool, path: Path) -> Outcome:
    data = path.read_bytes()
    with path.open("rb") as file:
        return pool.read(
            file.fileno(), original=sha256(data).hexdigest(), name=path.name, size=len(data)
        )


def test_an_endless_line_is_read_up_to_the_limit_and_says_so() -> None:
    line = b"word " * 4_000_000
    with ReadingPool(1, Limits(text_chars=5_000_000)) as pool:
        fd = os.memfd_create("line")
        os.write(fd, line)
        outcome = pool.read(fd, original="ab" * 32, name="line.txt", size=len(line))
        os.close(fd)
    assert outcome.state is State.PARTLY_READ
    assert outcome.reading is not None
    assert len(outcome.reading.text) == 5_000_000
    assert outcome.reason is not None
    assert "read up to character 5000000" in outcome.reason


HOSTILE_PAGES = {
    "unclosed tags": b"<a " * 300_000,
    "unclosed comments": b"<!-- " * 300_000,
    "unclosed quotes": b"<a b='" * 200_000,
    "end tags of nothing": b"</div></p></b>" * 100_000,
    "formatting without end": b"<b><i><a>" * 50_000,
    "paragraphs in deep inline": b"<p>" + b"<b>" * 600 + b"<p>" * 5000 + b"</p>" * 5000,
    "adoption": b"<a><div>" * 600 + b"</a>" * 20_000,
    "tables without end": b"<table><tr><td>" * 20_000,
    "lists": b"<li><b>" * 50_000,
    "attributes": b"<p " + b"a=b " * 300_000 + b">x",
    "classes": b"".join(b"<div class=c%d>x" % number for number in range(20_000)),
    "references": b"&" * 100_000 + b"&amp" * 50_000 + b"&#" * 50_000,
    "scripts in comments": b"<script><!--<script>" * 30_000,
    "cells": b"<td>x" * 30_000 + b"<table>" + b"<td>x" * 30_000,
    "svg": b"<svg>" * 50_000 + b"<p>" * 50_000,
    "numbers": b"&#" + b"9" * 1_000_000 + b";",
}


@pytest.mark.parametrize("page", HOSTILE_PAGES)
def test_hostile_markup_does_not_take_more_than_its_length(page: str, patient: ReadingPool) -> None:
    data = b"<!doctype html>" + HOSTILE_PAGES[page]
    fd = os.memfd_create("page")
    os.write(fd, data)
    outcome = patient.read(fd, original="ab" * 32, name="a.html", size=len(data))
    os.close(fd)
    assert outcome.state in {State.READ, State.READ_EMPTY, State.PARTLY_READ}
