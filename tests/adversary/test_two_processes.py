"""Several processes, one archive: nothing lost, nothing twice, nobody waits for ever.

Another process is a child that does as it is told, line by line.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import amana
from amana.archive.layout import Layout
from amana.archive.parts import Parts
from amana.archive.requests import Acquire, Group, Note
from amana.archive.wire import ANSWER, Answer, Commit, Flush, Pause, Ping, receive, send
from amana.archive.wire import socket_address as address_of
from amana.archive.writer import Writer
from amana.core import ArchiveBusy, Digests, SystemClock, UnavailableError
from amana.records import Actor, EntryType, Form

CHILD = """
import json, os, signal, sys, threading
import amana
from amana.archive import committer, socket_server

archive = amana.open(sys.argv[1], actor="Child")


def tell(*told):
    os.write(1, json.dumps(told).encode() + b"\\n")


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_answer(line, frame):
    if getattr(frame, "receipts", ()):
        die()
    real_send(line, frame)


real_send = socket_server.send
for line in sys.stdin:
    deed, *given = json.loads(line)
    if deed == "hold":
        archive.become_committer()
        tell("holding")
    elif deed == "add":
        report = archive.add([given[0]], amana.Form(source=given[1]), read=False,
                             on_outcome=lambda o: tell("kept", o.name, o.ref))
        tell("added", report.preserved, report.already_held, len(report.failed))
    elif deed == "work":
        tell("worked", archive.work().states)
    elif deed == "die before the answer":
        socket_server.send = before_the_answer
        tell("ready")
    elif deed == "die in the commit":
        committer.Committer._plan = die
        tell("ready")
    elif deed == "close":
        archive.close()
        tell("closed")
        break
"""


class Child:
    """Another process that has the archive open."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.kept: dict[str, str] = {}

    def ask(self, *asked: object) -> None:
        """Tell the child what to do, without waiting."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def answer(self) -> list[object]:
        """Wait until it has done something; an empty answer: it has ended."""
        assert self._process.stdout
        for line in self._process.stdout:
            told: list[object] = json.loads(line)
            if told[0] != "kept":
                return told
            self.kept[str(told[1])] = str(told[2])
        return []

    def do(self, *asked: object) -> list[object]:
        """Have it do something."""
        self.ask(*asked)
        return self.answer()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def end(self) -> None:
        """End it, however it is."""
        self._process.kill()
        with self._process:
            self._process.communicate()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    amana.init(tmp_path / "archive", actor="Dalia Haddad").close()
    return tmp_path / "archive"


@pytest.fixture
def child(root: Path) -> Iterator[Callable[[], Child]]:
    """Start another process."""
    with contextlib.ExitStack() as stack:

        def start() -> Child:
            made = Child(root)
            stack.callback(made.end)
            return made

        yield start


def files(folder: Path, number: int, *, first: int = 0) -> Path:
    folder.mkdir()
    for each in range(first, first + number):
        (folder / f"{each:04}.txt").write_text(f"letter {each}")
    return folder


def require_whole(root: Path, items: int) -> None:
    with amana.open(root, actor="Dalia Haddad") as archive:
        _, rows = archive.list(purpose="to count them")
        found = [(row.item.sha256, row.item.source) for row in rows if row.item]
        assert len(found) == len(set(found)) == items
        assert archive.check(projections=True).problems == ()
    assert not list((root / "work").glob("incoming/*"))
    assert not (root / "work" / "committer.sock").exists()


def test_two_at_the_same_time_with_different_inputs(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    one, two = child(), child()
    one.ask("add", str(files(tmp_path / "one", 150)), "S-1")
    two.ask("add", str(files(tmp_path / "two", 150, first=150)), "S-1")
    assert one.answer() == ["added", 150, 0, 0]
    assert two.answer() == ["added", 150, 0, 0]
    assert not set(one.kept.values()) & set(two.kept.values())
    for each in (one, two):
        assert each.do("close") == ["closed"]
    require_whole(root, 300)


def test_two_at_the_same_time_with_the_same_input(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    one, two = child(), child()
    source = files(tmp_path / "source", 150)
    one.ask("add", str(source), "S-1")
    two.ask("add", str(source), "S-1")
    sums = [each.answer() for each in (one, two)]
    assert [sum(int(str(each[n])) for each in sums) for n in (1, 2, 3)] == [150, 150, 0]
    assert one.kept == two.kept, "both were told the same items"
    for each in (one, two):
        each.do("close")
    require_whole(root, 150)


def test_two_sources_with_the_same_bytes_at_the_same_time(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    one, two = child(), child()
    source = files(tmp_path / "source", 100)
    one.ask("add", str(source), "S-1")
    two.ask("add", str(source), "S-2")
    assert [each.answer() for each in (one, two)] == [["added", 100, 0, 0]] * 2
    for each in (one, two):
        each.do("close")
    require_whole(root, 200)


def test_adding_while_another_holds_the_archive_open(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    holder = child()
    assert holder.do("hold") == ["holding"]
    source = files(tmp_path / "source", 50)
    (source / "large").write_bytes(b"large" * 500_000)
    with amana.open(root, actor="Dalia Haddad") as archive:
        assert archive.add([source], read=False).preserved == 51
        assert archive.status().items == 51
        assert archive.check().ok
        assert archive.rebuild() == archive.checkpoint().size
        assert archive.entries()[1][0].get("actor") == {
            "name": "Dalia Haddad",
            "basis": "given",
            "verified": False,
        }
    assert holder.do("add", str(source), None) == ["added", 0, 51, 0]
    holder.do("close")
    require_whole(root, 51)


def test_two_read_the_same_queue_and_nothing_is_entered_twice(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    one, two = child(), child()
    source = files(tmp_path / "source", 40)
    (source / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    (source / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0 no reader yet")
    one.do("add", str(source), "S-1")
    one.ask("work")
    two.ask("work")
    assert {one.answer()[0], two.answer()[0]} == {"worked"}
    for each in (one, two):
        each.do("close")
    with amana.open(root) as archive:
        results = [
            field.name
            for entry in archive.entries(limit=1000)[1]
            for field in entry.fields
            if field.name.startswith("result ")
        ]
        assert len(results) == len(set(results)) == 42
        states = archive.status().states
        assert states["read"] == 40
        assert sum(states.values()) == 42
    require_whole(root, 42)


@pytest.mark.parametrize("how", [pytest.param("exits", marks=pytest.mark.deep), "is killed"])
def test_the_holder_goes_away_in_the_middle(
    root: Path, child: Callable[[], Child], tmp_path: Path, how: str
) -> None:
    holder = child()
    assert holder.do("hold") == ["holding"]
    source = files(tmp_path / "source", 1300)
    told: dict[str, str | None] = {}

    def tell(outcome: amana.archive.Outcome) -> None:
        told[outcome.name] = outcome.ref
        if len(told) == 1000:
            if how == "exits":
                holder.ask("close")
            else:
                holder.signal(signal.SIGKILL)

    with amana.open(root, actor="Dalia Haddad") as archive:
        report = archive.add([source], read=False, on_outcome=tell)
        assert (report.preserved, report.already_held) == (1300, 0)
        assert {row.ref for row in archive.list()[1]} == set(told.values())
    require_whole(root, 1300)


@pytest.mark.parametrize("moment", ["die before the answer", "die in the commit"])
def test_the_holder_dies_in_the_commit_of_another(
    root: Path, child: Callable[[], Child], tmp_path: Path, moment: str
) -> None:
    holder = child()
    holder.do("hold")
    source = files(tmp_path / "source", 20)
    with amana.open(root, actor="Dalia Haddad") as archive:
        assert holder.do(moment) == ["ready"]
        report = archive.add([source], read=False)
        assert report.preserved + report.already_held == 20
        assert report.failed == ()
    assert holder.answer() == []
    require_whole(root, 20)


def test_a_look_whose_answer_was_lost_is_entered_once(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("who told us")
    restricted = Form(restrictions=(amana.Restriction(kind=amana.RestrictionKind.CONFIDENTIAL),))
    with amana.open(root, actor="Dalia Haddad") as archive:
        archive.add([secret], restricted, read=False)
        (row,) = archive.list()[1]
    holder = child()
    holder.do("hold")
    with amana.open(root, actor="Dalia Haddad") as archive:
        archive.show(row.ref, purpose="inquiry 1")
        holder.do("die before the answer")
        archive.show(row.ref, purpose="inquiry 2")
        archive.show(row.ref, purpose="inquiry 2")
        looks = [e for e in archive.entries(limit=99)[1] if e.get("type") == EntryType.ACCESSED]
        assert len(looks) == 3
    require_whole(root, 1)


def test_a_socket_that_a_dead_process_left_is_no_obstacle(
    root: Path, child: Callable[[], Child], tmp_path: Path
) -> None:
    holder = child()
    holder.do("hold")
    holder.end()
    assert (root / "work" / "committer.sock").is_socket()
    with amana.open(root) as archive:
        assert archive.add([files(tmp_path / "source", 3)], read=False).preserved == 3
    require_whole(root, 3)


def waiting(root: Path, patience: float) -> Writer:
    """Return a way to a committer that must be another process."""
    parts = Parts(root, actor=Actor(name="Dalia Haddad"), clock=SystemClock())

    def none(_: object) -> object:
        raise AssertionError("this process must not become the committer")

    try:
        return Writer(parts.layout, none, lambda: 0, patience)  # type: ignore[arg-type]  # it is never called
    finally:
        parts.close()


def test_a_holder_that_does_not_answer_is_not_waited_for_for_ever(
    root: Path, child: Callable[[], Child]
) -> None:
    holder = child()
    holder.do("hold")
    holder.signal(signal.SIGSTOP)
    with pytest.raises(ArchiveBusy, match=r"process \d+ is writing to this archive") as caught:
        waiting(root, 0.3)
    assert caught.value.exit_status == 40
    assert caught.value.remedy


def flushed(writer: Writer) -> str:
    writer.flush()
    return "flushed"


def test_a_holder_that_is_busy_is_waited_for(root: Path) -> None:
    done: list[str] = []
    with amana.open(root) as archive:
        archive.become_committer()
        with archive._parts.writer.pause():
            other = waiting(root, 0.2)
            flushing = threading.Thread(target=lambda: done.append(flushed(other)))
            flushing.start()
            time.sleep(1.0)  # several times as long as it has patience
            assert done == []
        flushing.join()
        assert done == ["flushed"]
        other.close()


def test_a_lock_without_a_socket_is_waited_for_and_then_told(root: Path) -> None:
    with amana.open(root) as archive:
        archive.become_committer()
    layout = Layout(root)
    code = (
        "import fcntl, os, sys, time\n"
        f"lock = os.open({str(layout.lock)!r}, os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('locked', flush=True)\n"
        "time.sleep(100)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as locker:
        assert locker.stdout
        assert locker.stdout.readline() == "locked\n"
        with pytest.raises(ArchiveBusy):
            waiting(root, 0.2)
        with amana.open(root) as archive:
            assert archive.status().items == 0, "reading goes on meanwhile"
        locker.kill()
    require_whole(root, 0)


@pytest.fixture
def line(root: Path) -> Iterator[Callable[[], socket.socket]]:
    """Connect to the committer of an open archive by hand."""
    with amana.open(root, actor="Dalia Haddad") as archive, contextlib.ExitStack() as stack:
        archive.become_committer()

        def connect() -> socket.socket:
            made = stack.enter_context(socket.socket(socket.AF_UNIX))
            made.settimeout(30)
            with address_of(Layout(root).socket) as address:
                made.connect(address)
            return made

        yield connect


def ping(line: socket.socket) -> Answer | None:
    send(line, Ping())
    return receive(line, ANSWER)


def heard(line: socket.socket) -> Answer | None:
    try:
        return receive(line, ANSWER)
    except ConnectionResetError:  # it was closed with bytes unread
        return None


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">I", 5) + b"\xc1\xc1\xc1\xc1\xc1",
        struct.pack(">I", 0),
        struct.pack(">I", 3) + b"\x81\xa4t",
        struct.pack(">I", 65 << 20),
        struct.pack(">I", 0xFFFFFFFF) + b"x" * 1000,
        b"\x00",
        b"",
    ],
)
def test_garbage_ends_the_conversation_and_harms_nobody(
    line: Callable[[], socket.socket], data: bytes
) -> None:
    good, bad = line(), line()
    bad.sendall(data)
    bad.shutdown(socket.SHUT_WR)
    answer = heard(bad)
    assert answer is None or answer.error == "unavailable"
    assert heard(bad) is None, "the conversation has ended"
    assert ping(good) == Answer()
    assert ping(line()) == Answer()


def test_an_error_at_the_committer_is_raised_again_here(
    root: Path, line: Callable[[], socket.socket]
) -> None:
    digests = Digests(sha256="0" * 64, blake3="0" * 64, size=1)
    acquire = Acquire(digests=digests, name="x", path="/x", form=Form())
    group = Group(actor=Actor(name="Dalia Haddad"), requests=(acquire,))
    folder = root / "work" / "incoming" / "g1"
    folder.mkdir(parents=True)
    (folder / ("0" * 64)).write_bytes(b"other bytes")
    (folder / ("1" * 64)).symlink_to("/etc/hostname")
    connected = line()
    for name, complaint in (
        (f"g1/{'0' * 64}", "changed on their way"),
        (f"g1/{'1' * 64}", "cannot be read"),
        (f"g1/{'2' * 64}", "cannot be read"),
        (f"../{'0' * 64}", "no name"),
        ("/etc/hostname", "no name"),
        (f"g1/{'0' * 64}\n", "no name"),
    ):
        send(connected, Commit(group=group, incoming=((name, digests),)))
        answer = receive(connected, ANSWER)
        assert answer
        with pytest.raises(amana.AmanaError, match=complaint) as caught:
            answer.unwrap()
        assert caught.value.code == "integrity"
    send(connected, Flush())
    assert receive(connected, ANSWER) == Answer(), "the line goes on"


def test_what_is_claimed_of_bytes_is_not_believed(line: Callable[[], socket.socket]) -> None:
    """An entry without bytes would name what nobody has: the check would find it missing."""
    connected = line()
    note = Note(kind=EntryType.ACCESSED, fields={"purpose": "\ud800"})
    with pytest.raises(UnicodeEncodeError):
        send(connected, Commit(group=Group(actor=Actor(name="D"), requests=(note,)), incoming=()))
    number = Note(kind=EntryType.ACCESSED, fields={"purpose": 1.5})
    send(connected, Commit(group=Group(actor=Actor(name="D"), requests=(number,)), incoming=()))
    answer = receive(connected, ANSWER)
    assert answer
    assert answer.error == "unavailable"
    assert ping(line()) == Answer()


def test_a_pause_ends_with_its_line(line: Callable[[], socket.socket]) -> None:
    pausing, flushing = line(), line()
    send(pausing, Pause())
    assert receive(pausing, ANSWER) == Answer()
    send(flushing, Flush())
    flushing.settimeout(0.3)
    with pytest.raises(TimeoutError):
        receive(flushing, ANSWER)
    assert ping(line()) == Answer(), "it lives"
    pausing.close()
    flushing.settimeout(30)
    assert receive(flushing, ANSWER) == Answer()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_a_peer_of_another_user_is_refused(root: Path, line: Callable[[], socket.socket]) -> None:
    connected = line()
    for folder in (root, root / "work", *root.parents):
        if folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    (root / "work" / "committer.sock").chmod(0o777)
    code = (
        "import os, socket, sys\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"os.chdir({str(root / 'work')!r})\n"
        "line = socket.socket(socket.AF_UNIX)\n"
        "line.connect('committer.sock')\n"
        "line.sendall(b'\\0\\0\\0\\7\\x81\\xa4type\\xa4ping')\n"
        "sys.exit(len(line.recv(100)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or "reset" in done.stderr or "Broken pipe" in done.stderr
    assert ping(connected) == Answer()


def test_a_frame_that_is_too_long_is_not_sent(line: Callable[[], socket.socket]) -> None:
    huge = Note(kind=EntryType.ACCESSED, fields={"purpose": "x" * (65 << 20)})
    with pytest.raises(UnavailableError, match="more than the committer takes"):
        send(line(), Commit(group=Group(actor=Actor(name="D"), requests=(huge,)), incoming=()))


def test_many_lines_at_the_same_time(root: Path, tmp_path: Path) -> None:
    """Threads of this process and of their own archives, all adding and looking at once."""
    sources = [files(tmp_path / str(n), 40, first=40 * n) for n in range(4)]
    failures: list[BaseException] = []

    def add(source: Path) -> None:
        try:
            with amana.open(root, actor="Dalia Haddad") as archive:
                assert archive.add([source], read=False).preserved == 40
                assert archive.list()[0] >= 40
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=add, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    require_whole(root, 160)
