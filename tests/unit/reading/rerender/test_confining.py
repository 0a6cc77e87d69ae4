from __future__ import annotations

import subprocess
import sys

ACTS = {
    "open a file": "os.open('/etc/hostname', os.O_RDONLY)",
    "list a folder": "os.listdir('/')",
    "make a socket": "socket.socket()",
    "make a socket of unix": "socket.socket(socket.AF_UNIX)",
    "start a process": "os.fork()",
    "run a program": "os.execv('/bin/true', ['true'])",
    "signal another process": "os.kill(os.getppid(), 0)",
    "see another process": "os.readlink(f'/proc/{os.getppid()}/exe')",
    "become root": "os.setuid(0)",
    "make executable memory": "mmap.mmap(-1, 4096, prot=mmap.PROT_EXEC | mmap.PROT_READ)",
    "connect what it has": "given.connect(('127.0.0.1', 9))",
    "bind what it has": "given.bind(('127.0.0.1', 0))",
}
PROGRAM = """
import mmap, os, socket, threading
from amana.reading.rerender.confining import confine
given = socket.socket()
layers = confine()
ran = []
thread = threading.Thread(target=ran.append, args=(1,))
thread.start()
thread.join()
assert ran == [1] and "seccomp" in layers
for name, act in {acts!r}.items():
    try:
        eval(act)
    except (PermissionError, OSError) as error:
        assert error.errno in (1, 13), (name, error)
    else:
        print("possible:", name, flush=True)
print("done")
os._exit(0)
"""


def test_nothing_is_left_but_what_was_given() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM.format(acts=ACTS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == "done\n", done.stderr
