"""Each test binds a child process, never the one that runs the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PRELUDE = "import os, socket, sys\nfrom amana.reading.sandbox import kernel\n"


def run(program: str, *arguments: str) -> str:
    """Run a program in a process of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_privileges_and_dumps() -> None:
    status = run(
        "kernel.forbid_new_privileges()\nkernel.drop_capabilities()\n"
        "print(open('/proc/self/status').read())\nkernel.forbid_dumps()"
    )
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    assert lines["NoNewPrivs"].strip() == "1"
    assert int(lines["CapEff"], 16) == 0


def test_the_filter_binds() -> None:
    program = (
        "from amana.reading.sandbox.filters import reader_filter\n"
        "program = kernel.SystemCallFilter(reader_filter())\n"
        "kernel.forbid_new_privileges()\n"
        "os.dup2(1, 3)\n"
        "program.load()\n"
        "try:\n    socket.socket()\nexcept PermissionError:\n    os.write(3, b'bound')\n"
        "os._exit(0)"
    )
    assert run(program) == "bound"


def test_landlock_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    answer = run(
        "try:\n"
        "    kernel.forbid_new_privileges()\n"
        "    kernel.forbid_files()\n"
        "except OSError as error:\n"
        "    print('no landlock', error.errno)\n"
        "    sys.exit()\n"
        "try:\n    open(sys.argv[1] + '/a')\n"
        "except PermissionError:\n    print('closed')",
        str(tmp_path),
    )
    # Landlock is no part of the floor: a kernel without it answers ENOSYS or EOPNOTSUPP.
    assert answer in {"closed", "no landlock 38", "no landlock 95"}


def test_an_empty_network() -> None:
    answer = run(
        "try:\n"
        "    kernel.leave_namespaces(with_user=os.geteuid() != 0)\n"
        "except OSError:\n"
        "    print('forbidden here')\n"
        "    sys.exit()\n"
        "print([name for _, name in socket.if_nameindex()])"
    )
    assert answer in {"forbidden here", "['lo']"}
