"""The one program that is run over documents: pdftotext (poppler), for right-to-left PDFs.

It must open its own libraries and be executed, which a worker may not. It therefore runs as a class
of its own: a short-lived child with the document as standard input and a pipe as standard output,
no network, no fork, and no file beyond the system's libraries.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from typing import NoReturn

import msgspec

PATH = "/usr/local/bin:/usr/bin:/bin"
_VERSION = re.compile(r"pdftotext version (\d[0-9.]*)")
_ENVIRONMENT = {"PATH": PATH, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


class Program(msgspec.Struct, frozen=True):
    """Where the program is and which version it is of."""

    path: str
    version: str


def find_pdftotext() -> Program | None:
    """Return poppler's pdftotext, or None where it is not installed."""
    path = shutil.which("pdftotext", path=PATH)
    if path is None:
        return None
    answer = subprocess.run(  # noqa: S603 - a fixed program without arguments of others
        [path, "-v"], capture_output=True, text=True, check=False, env=_ENVIRONMENT
    )
    version = _VERSION.search(answer.stderr + answer.stdout)
    return Program(os.path.realpath(path), version.group(1)) if version else None


def become_pdftotext(program: Program, pages: int) -> NoReturn:
    """Replace this process by pdftotext from standard input to standard output.

    Plain mode: it alone puts right-to-left text into logical order.
    """
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and that is inherited
    arguments = ["pdftotext", "-l", str(pages), "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-"]
    os.execve(program.path, arguments, _ENVIRONMENT)  # noqa: S606 - that is what it is for
