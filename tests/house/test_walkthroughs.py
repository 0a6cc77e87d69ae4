"""The commands of the tutorial and of the how-to pages do what the pages say.

In a `console` block a line that begins with `$ ` is a command, the lines below it are what it says.
References, digests, times and durations may differ from run to run; `...` on a line of its own
stands for any lines, `…` inside a line for any characters.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

TUTORIAL = "docs/tutorial/first-archive.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARIES = re.compile(
    r"(?P<reference>IT-[0-9A-Z]{4}-[0-9A-Z]{4})"
    r"|(?P<moment>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?= UTC|\b))"
    r"|(?P<seconds>\d+(?:\.\d+)? s(?:econds)?\b)"
    r"|(?P<digest>\b[0-9a-f]{12,64}\b)"
    r"|(?P<any>…)"
)
STANDS_FOR = {
    "reference": r"IT-[0-9A-Z]{4}-[0-9A-Z]{4}",
    "moment": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?",
    "seconds": r"\d+(?:\.\d+)? s(?:econds)?",
    "digest": r"[0-9a-f]{12,64}",
    "any": r".*",
}


class Step(NamedTuple):
    """One command of a page, and what the page says that it prints."""

    command: str
    says: list[str]


def steps(page: Path) -> list[Step]:
    found: list[Step] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], []))
            elif line.startswith("> "):
                found[-1] = Step(f"{found[-1].command}\n{line[2:]}", found[-1].says)
            else:
                found[-1].says.append(line)
    return found


def pattern(line: str) -> str:
    """Return a regular expression for a line of a page."""
    parts, at = [], 0
    for match in VARIES.finditer(line):
        parts += [re.escape(line[at : match.start()]), STANDS_FOR[match.lastgroup or "any"]]
        at = match.end()
    joined = "".join([*parts, re.escape(line[at:])])
    return re.sub(r"(\\ ){2,}", r"\\s+", joined.rstrip())  # columns are as wide as their content


def fits(says: list[str], printed: list[str]) -> bool:
    """Tell whether the printed lines are those of the page."""
    if not says:
        return not printed
    if says[0].strip() == "...":
        return any(fits(says[1:], printed[skip:]) for skip in range(len(printed) + 1))
    return (
        bool(printed)
        and re.fullmatch(pattern(says[0]), printed[0].rstrip()) is not None
        and fits(says[1:], printed[1:])
    )


def walk(page: Path, folder: Path) -> None:
    """Run the commands of a page in `folder`, comparing what they print."""
    environment = {name: value for name, value in os.environ.items() if "AMANA" not in name} | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "USER": "dalia",
        "LOGNAME": "dalia",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    for step in steps(page):
        done = subprocess.run(
            ["bash", "-c", step.command],  # noqa: S607 - the shell of the reader, wherever it lies
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed = done.stdout.rstrip().splitlines()
        says = "\n".join(step.says).rstrip().splitlines()
        assert fits(says, printed), (
            f"{page.name}: $ {step.command}\n"
            f"--- the page says\n{chr(10).join(says)}\n--- it printed\n{done.stdout}"
        )


@pytest.fixture(scope="session")
def walked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody has gone through the tutorial."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(root / "samples", folder / "samples")
    walk(root / TUTORIAL, folder)
    return folder


def test_the_tutorial_goes_as_it_says(root: Path, walked: Path) -> None:
    assert len(steps(root / TUTORIAL)) >= 8
    assert (walked / "my-archive" / "FORMAT").is_file()


@pytest.mark.parametrize(
    "page", sorted(path.name for path in Path(__file__).parents[2].glob("docs/how-to/*.md"))
)
def test_the_how_to_pages_go_as_they_say(
    root: Path, walked: Path, tmp_path: Path, page: str
) -> None:
    folder = tmp_path / "walk"
    shutil.copytree(walked, folder, ignore=shutil.ignore_patterns("*.sock"))
    walk(root / "docs" / "how-to" / page, folder)


def test_a_page_that_says_something_else_is_noticed() -> None:
    assert fits(["preserved IT-7F3K-Q2MH  in 0.3 s"], ["preserved IT-0000-0000 in 12.75 s"])
    assert fits(["a", "...", "z"], ["a", "b", "c", "z"])
    assert fits(["root …"], ["root 77aa"])
    assert not fits(["3 items"], ["4 items"])
    assert not fits(["a"], ["a", "b"])
    assert not fits(["a", "...", "z"], ["a", "b"])
    assert not fits(["at least 14"], ["at least 14."])
