"""Attacks from inside a program, behind the walls of each program that is run over documents.

perl stands in for a program that was taken over: its document is a script, and it may see what that
program may see.
"""

from __future__ import annotations

import errno
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from amana.reading import Limits
from amana.reading.notices import Code
from amana.reading.sandbox import running
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.feeding import Slice
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.programs import PROGRAMS, row_of
from amana.reading.sandbox.protocol import END, Setup
from amana.reading.sandbox.running import Programs

LIMITS = Limits(cpu_seconds=2, memory=512 << 20, answer_bytes=1 << 20)
NAMES = [program.name for program in PROGRAMS]
PTRACE = {"x86_64": 101, "aarch64": 117}[platform.machine()]

ACTS = {
    "open a file": "open(my $f, '<', '/etc/passwd')",
    "open a file of this archive": f"open(my $f, '<', '{__file__}')",
    "list the homes of people": "opendir(my $d, '/home')",
    "read the memory of another": f"open(my $f, '<', '/proc/{os.getpid()}/mem')",
    "look at the processes of the machine": f"open(my $f, '<', '/proc/{os.getpid()}/status')",
    "make a file": "open(my $f, '>', '/probe')",
    "make a file beside the libraries": "open(my $f, '>', '/usr/lib/probe')",
    "make a folder": "mkdir('/probe')",
    "remove a library": "unlink('/etc/ld.so.cache')",
    "write to its document": "syswrite(STDIN, 'changed')",
    "open its document for writing": "open(my $f, '+<', '/proc/self/fd/0')",
    "change what its document may": "chmod(0666, '/proc/self/fd/0')",
    "cut its document": "truncate(STDIN, 0)",
    "make a socket (TCP)": "socket(my $s, 2, 1, 0)",
    "make a socket (UDP)": "socket(my $s, 2, 2, 0)",
    "make a socket (unix)": "socket(my $s, 1, 1, 0)",
    "make a pair of sockets": "socketpair(my $s, my $t, 1, 1, 0)",
    "start a process": "defined(my $pid = fork)",
    "run a program": "exec({'/bin/true'} 'true')",
    "signal its parent": "kill('KILL', 1)",
    "signal everybody": "kill('TERM', -1)",
    "trace its parent": f"syscall({PTRACE}, 16, 1, 0, 0) == 0",
    "change its root": "chroot('/usr')",
    "become root": "($< = 0, $< == 0)[1]",
    "make a link": "symlink('/etc', '/probe')",
}
REFUSED = {errno.EPERM, errno.ENOENT, errno.EBADF, errno.EINVAL, errno.EROFS, errno.EACCES}

SCRIPT = (
    "$| = 1;"
    + "".join(
        f"$! = 0; print '{name}: ', (({act}) ? 'succeeded' : $!+0), qq(\\n);"
        for name, act in ACTS.items()
    )
    + "print 'user: ', $<, qq(\\n);"
    "print 'open: ', join(' ', grep { open($kept[$_], '<&=', $_) } 0..1023), qq(\\n);"
    "opendir(my $d, '/proc'); print 'processes: ', scalar(grep { /^\\d+$/ } readdir($d)), qq(\\n);"
    "print 'environment: ', join(' ', sort keys %ENV), qq(\\n);"
)


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    keeper = Keeper(Setup(limits=LIMITS, families=(), unconfined=False), spare=0)
    keeper.start()
    yield keeper
    keeper.stop()


@pytest.fixture(params=NAMES)
def perl(
    request: pytest.FixtureRequest, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> Programs:
    """Perl, behind the walls of each program."""
    row = structs.replace(
        row_of(request.param),
        name="perl",
        ask=("-v",),
        version=r"perl (\d)",
        arguments=("-",),
        sample=b"print 'ama', 'na'",
        expected=b"amana",
    )
    monkeypatch.setattr(running, "row_of", lambda _: row)
    programs = Programs(keeper, LIMITS, forgone=False)
    assert programs.standing("perl").trouble is None
    return programs


def test_behind_the_walls_each_forbidden_act_fails(perl: Programs) -> None:
    with tempfile.NamedTemporaryFile() as file:
        document = SCRIPT.encode()
        Path(file.name).chmod(0o666)
        file.write(document)
        file.flush()
        said = perl.run("perl", ("-",), Slice(file.fileno(), 0, len(document))).decode()
        assert Path(file.name).read_bytes() == document
        assert Path(file.name).stat().st_mode & 0o777 == 0o666
    found = dict(line.split(": ", 1) for line in said.splitlines())
    answers = {name: found.pop(name) for name in ACTS}
    assert {name: said for name, said in answers.items() if said == "succeeded"} == {}
    assert {int(said) for said in answers.values()} <= REFUSED
    assert found["user"] == "65534"
    assert set(found["open"].split()) <= {"0", "1", "2", "3"}  # the last is that of the listing
    assert int(found["processes"]) <= 2  # itself, and the first of its namespace
    assert not {"PYTHONPATH", "AMANA_ACTOR", "SSH_AUTH_SOCK"} & set(found["environment"].split())


FAULTS = {
    "1 while 1": {Code.TOOK_TOO_LONG},
    "sleep 1 while 1": {Code.TOOK_TOO_LONG},
    "my $x = 'x' x (4 << 30)": {Code.READER_FAILED, Code.OUT_OF_MEMORY},
    "my @x; push @x, 'x' x (16 << 20) while 1": {Code.READER_FAILED, Code.OUT_OF_MEMORY},
    "unpack('p', pack('J', 8))": {Code.CRASHED},
    "sub f { f() } f()": {Code.CRASHED, Code.READER_FAILED, Code.OUT_OF_MEMORY, Code.TOOK_TOO_LONG},
    "print 'x' x (1 << 20) while 1": {Code.ANSWER_REFUSED},
    "exit 7": {Code.READER_FAILED},
}


@pytest.mark.parametrize("perl", ["pdftotext"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_name_and_nothing_is_left(
    fault: str, perl: Programs, keeper: Keeper
) -> None:
    code: Code | None = None
    seconds = 2 if Code.TOOK_TOO_LONG in FAULTS[fault] else 60  # a slow machine fills memory slowly
    try:
        perl.run("perl", ("-",), fault.encode(), seconds=seconds)
    except Failure as failure:
        code = failure.code
    assert code is not None
    assert code in FAULTS[fault]
    assert perl.run("perl", ("-",), b"print 'on'") == b"on"
    assert keeper._process is not None
    tasks = Path(f"/proc/{keeper._process.pid}/task/{keeper._process.pid}/children")
    for _ in range(1000):
        with keeper._lock:
            keeper._question(END, 1 << 40)  # any command has the dead buried
        if not tasks.read_text(encoding="ascii").split():
            return
        time.sleep(0.01)
    pytest.fail("a process of the program is left")
