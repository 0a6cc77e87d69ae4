"""The programs that are run over documents, each a row: what it is for, what it needs, its proof.

They must open their own libraries and be executed, which a worker may not. So each runs as a class
of its own, below bubblewrap (see `bubble`), and only after it has read a sample of ours there. None
is imported and none is needed: what is lost without it is said.
"""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path

import msgspec

from amana.reading.notices import PROGRAM_NAMES
from amana.reading.sandbox import samples

PATH = "/usr/local/bin:/usr/bin:/bin"


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a program before it is looked for.

    `version` is a pattern over what it prints when it is given `ask`. `shares` are the folders that
    it reads besides libraries, `models` patterns of files that decide its results. `own_processes`
    lets it find itself and its document below `/proc`. With `arguments` it turns `sample` into
    something that holds `expected`.
    """

    name: str
    library: str
    package: str
    without: str
    ask: tuple[str, ...]
    version: str
    arguments: tuple[str, ...]
    sample: bytes
    expected: bytes
    shares: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    own_processes: bool = False


PROGRAMS = (
    Program(
        name="pdftotext",
        library="poppler",
        package="poppler-utils",
        without="the order of Arabic and Hebrew in PDFs has no second reader",
        ask=("-v",),
        version=r"pdftotext version (\d[0-9.]*)",
        arguments=("-q", "-", "-"),
        sample=samples.PDF,
        expected=b"amana",
        shares=("/usr/share/poppler", "/usr/share/fonts", "/etc/fonts"),
    ),
    Program(
        name="tesseract",
        library="tesseract",
        package="tesseract-ocr",
        without="the text of scans and pictures is not read",
        ask=("--version",),
        version=r"tesseract v?(\d[0-9A-Za-z.-]*)",
        arguments=("-", "stdout", "--psm", "7"),
        sample=samples.picture(),
        expected=b"AMANA",
        shares=("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata"),
        models=(
            "/usr/share/tesseract-ocr/*/tessdata/*.traineddata",
            "/usr/share/tessdata/*.traineddata",
            "/usr/local/share/tessdata/*.traineddata",
        ),
        environment=(("OMP_THREAD_LIMIT", "1"),),
    ),
    Program(
        name="exiftool",
        library="exiftool",
        package="libimage-exiftool-perl",
        without="pictures, sound and video tell less of their metadata",
        ask=("-ver",),
        version=r"(\d+\.\d+)",
        arguments=("-json", "-MIMEType", "-"),
        sample=samples.sound(),
        expected=b"audio/x-wav",
        shares=("/usr/share/perl", "/usr/share/perl5", "/etc/perl", "/usr/local/share/perl"),
    ),
    Program(
        name="ffprobe",
        library="ffmpeg",
        package="ffmpeg",
        without="sound and video tell nothing of their length and streams",
        ask=("-version",),
        version=r"ffprobe version (\S+)",
        arguments=("-v", "error", "-show_entries", "format=format_name", "/proc/self/fd/0"),
        sample=samples.sound(),
        expected=b"format_name=wav",
        own_processes=True,
    ),
)

NUMBER = {name: number for number, name in enumerate(PROGRAM_NAMES)}
"""The number of each program in a notice."""

_ROWS = {program.name: program for program in PROGRAMS}


def row_of(name: str) -> Program:
    """Return the row of a program.

    Raises:
        KeyError: no program of this name is ever run.
    """
    return _ROWS[name]


def path_of(name: str) -> str | None:
    """Return where a program of the system is, or None: it is not installed."""
    path = shutil.which(name, path=PATH)
    return os.path.realpath(path) if path else None


def interpreter_of(path: str) -> str | None:
    """Return which program runs the script at `path`, or None: it is no script."""
    with Path(path).open("rb") as file:
        first = file.readline(256)
    words = first[2:].split() if first.startswith(b"#!") else []
    if not words:
        return None
    named = os.fsdecode(words[-1] if words[0].endswith(b"/env") else words[0])
    return path_of(Path(named).name)


def models_of(program: Program) -> tuple[str, ...]:
    """Return the files that decide the results of a program, in order, one for each name."""
    found: dict[str, str] = {}
    for pattern in program.models:
        for path in sorted(glob.glob(pattern)):  # noqa: PTH207 - an absolute pattern
            found.setdefault(Path(path).stem, path)
    return tuple(path for _, path in sorted(found.items()))
