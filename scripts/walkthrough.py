"""Go through the pages of the documentation as a reader does; print anew what they say.

In a `console` block a line that begins with `$ ` is a command, the lines below it are what it says.
Programs that a page shows "as a file" are written. The how-to pages go on where the tutorial ended.

    .venv/bin/python scripts/walkthrough.py     write into the pages what the commands print now

`tests/house/test_walkthroughs.py` goes through them too, and compares.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from amana.core import new_reference

ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = ROOT / "docs" / "tutorial" / "first-archive.md"
HOW_TO = ROOT / "docs" / "how-to"

BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(r"as a file `([^`]+)`:\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REFERENCE = r"IT-[0-9A-Z]{4}-[0-9A-Z]{4}"

# What a reader sees depends on the age of openssl; the page tells of both.
OPENSSL = (
    re.compile(r"--  its post-quantum signature.*\n.*openssl 3\.5 or newer"),
    "ok  and by the post-quantum key (ML-DSA-44) of that log",
)

# What a page keeps silent about, because it says nothing and differs from one run to the next.
SILENT = (
    (re.compile(r"amana\.[0-9a-f-]{36}/log\+[0-9a-f]{8}\+[0-9A-Za-z+/=]+"), "amana.…/log+…"),
    (re.compile(r"amana\.[0-9a-f-]{36}/log"), "amana.…/log"),
    (re.compile(r"(log\+…\n\s*|log\.vkey\): )[0-9a-f]{64}"), r"\1…"),
    OPENSSL,
    (re.compile(r"\d+ objects \([^)]*\)"), "… objects (…)"),
    (re.compile(r"erased on \d{4}-\d\d-\d\d"), "erased on …"),
    (re.compile(r"[\d.]+ [KM]?i?B copied"), "… copied"),
    (re.compile(r"\(member at byte \d+\)"), "(member at byte …)"),
    (re.compile(r"^(reading\s+)[0-9a-f]{64}", re.MULTILINE), r"\1…"),
    (re.compile(r"(version\W+)\d+\.\d+\.\d+"), r"\1…"),
)


class Step(NamedTuple):
    """One command of a page, and what the page says that it prints."""

    command: str
    says: str


def steps(text: str) -> list[Step]:
    """Return the steps of a page, or of one of its blocks, in order."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, says = part.partition("\n")
            found.append(Step(command, says.rstrip()))
    return found


PROGRAMS = str(Path(sys.executable).parent)


class Shell:
    """A folder and what is exported in it, as it stands between two commands.

    `programs` are the folders where `amana` and its Python are found, as in PATH.
    """

    def __init__(self, folder: Path, programs: str = PROGRAMS) -> None:
        self.folder = folder
        self.programs = programs
        self.state = folder / ".exported"
        self.state.touch()

    def write(self, page: str) -> None:
        """Write the programs that a page shows."""
        for name, content in WRITTEN.findall(page):
            (self.folder / name).write_text(content, encoding="utf-8")

    def type(self, command: str) -> str:
        """Run one command and return what it prints; what it exports holds for the next."""
        script = f"source {self.state}\n{command}\nexport -p >{self.state}"
        done = subprocess.run(
            ["bash", "-c", script],  # noqa: S607 - the shell of the reader, wherever it lies
            cwd=self.folder,
            env={
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "src"),  # the pages tell of this checkout
                "HOME": str(self.folder),
                "LOGNAME": "dalia",
                "LANG": "C.UTF-8",
                "COLUMNS": "100",
                "AMANA_ANALYSTS": "0",  # numbers of facts change with the rules
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed = done.stdout.replace(str(self.folder), "…")
        return "\n".join(line.rstrip() for line in printed.splitlines()).rstrip()


class Recorder:
    """Goes through pages and writes down what is printed.

    References are random; on the pages they are the same whenever they are recorded: the first that
    is printed is always called by the same name, and so on.
    """

    def __init__(self, shell: Shell, names: dict[str, str] | None = None) -> None:
        self.shell = shell
        self.names = dict(names or {})

    def record(self, page: Path) -> None:
        """Go through a page and put what was printed below each command."""
        text = page.read_text(encoding="utf-8")
        self.shell.write(text)
        page.write_text(BLOCK.sub(lambda match: self._block(match[0]), text), encoding="utf-8")

    def _block(self, block: str) -> str:
        lines = []
        for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            real = command
            for actual, shown in self.names.items():
                real = real.replace(shown, actual)
            printed = re.sub(REFERENCE, self._name, self.shell.type(real))
            for varying, silent in SILENT:
                printed = varying.sub(silent, printed)
            lines += [f"$ {command}", printed] if printed else [f"$ {command}"]
        return "\n".join(lines) + "\n"

    def _name(self, actual: re.Match[str]) -> str:
        if actual[0] not in self.names:
            source = random.Random(len(self.names))  # noqa: S311 - a name on a page, no secret
            self.names[actual[0]] = new_reference(source.randrange)
        return self.names[actual[0]]


def main() -> None:
    """Record the tutorial, then each how-to page from where the tutorial ended."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "tutorial"
        folder.mkdir()
        shutil.copytree(ROOT / "samples", folder / "samples")
        tutorial = Recorder(Shell(folder))
        tutorial.record(TUTORIAL)
        for page in sorted(HOW_TO.glob("*.md")):
            own = Path(scratch) / page.stem
            shutil.copytree(folder, own, ignore=shutil.ignore_patterns("*.sock"))
            Recorder(Shell(own), tutorial.names).record(page)


if __name__ == "__main__":
    main()
