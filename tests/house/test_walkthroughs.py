"""The commands of the tutorial and of the how-to pages do what the pages say.

Digests, times, durations and the numbers of entries differ from run to run. So do references and
the numbers of erasure orders: one that a page shows stands for the one that was printed in its
place, from there on. `...` on a line of its own stands for any
lines, `…` inside a line for any characters. `scripts/walkthrough.py` writes the pages anew.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from walkthrough import HOW_TO, OPENSSL, PROGRAMS, REFERENCE, TUTORIAL, Shell, steps

pytestmark = pytest.mark.timeout(900)  # some hundred commands

VARIES = {
    "reference": REFERENCE,
    "order": r"(?<=order )\d+|(?<=confirm )\d+|^\d+(?= +IT-)",
    "moment": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?",
    "seconds": r"\d+(?:\.\d+)? s\b",
    # How often what was read is entered depends on how long it took.
    "number": r"(?<=entry )\d+|(?<=hold )\d+|(?<=entries )\d+(?: and \d+)?|\d+(?= entries)"
    r"|\d+(?= of them new)"
    r"|(?<=entries       )\d[\d, ]*|(?<=custody log: )\d[\d, ]*|^ +\d+(?=  \d{4}-)"
    r"|(?<=own-)\d+(?=\.tsq)|^\d+(?= +own )|(?<=     own        )\d+(?= )",
    "digest": r"\b[0-9a-f]{12,64}\b",
    "any": "…",
    "gap": r" {2,}",
}
VARYING = re.compile("|".join(f"(?P<{name}>{form})" for name, form in VARIES.items()))
LEARNED = {"reference": REFERENCE, "order": r"\d+"}
STANDS_FOR = {**VARIES, "number": r" *\d[\d, ]*(?: and \d+)?", "any": ".*", "gap": " +"}


class Reader:
    """Somebody who types what the pages say, and compares what comes."""

    def __init__(self, shell: Shell, references: dict[str, str] | None = None) -> None:
        self.shell = shell
        self.references = dict(references or {})

    def follow(self, page: Path) -> None:
        """Go through a whole page."""
        text = page.read_text(encoding="utf-8")
        self.shell.write(text)
        for step in steps(text):
            printed = self.type(step.command)
            assert self.agree(step.says, printed), (
                f"{page.name}: $ {step.command}\n"
                f"--- the page says\n{step.says}\n--- it printed\n{printed}"
            )

    def type(self, command: str) -> str:
        """Run a command of a page, on the items that are here."""
        for shown, actual in self.references.items():
            command = re.sub(rf"\b{shown}\b", actual, command)
        varying, told = OPENSSL
        return varying.sub(told, self.shell.type(command))

    def agree(self, says: str, printed: str) -> bool:
        """Tell whether the page and the program say the same; learn the references."""
        groups: dict[str, str] = {}
        lines = [self._pattern(line.rstrip(), groups) for line in says.split("\n")]
        whole = "\n".join(lines).replace("(?:.*\n)*?\n", "(?:.*\n)*?")
        match = re.fullmatch(whole, printed if not whole.endswith("*?") else f"{printed}\n")
        if match:
            self.references |= {shown: match[group] for group, shown in groups.items()}
        return match is not None

    def _pattern(self, line: str, groups: dict[str, str]) -> str:
        if line == "...":
            return "(?:.*\n)*?"
        parts, at = [], 0
        for found in VARYING.finditer(line):
            parts.append(re.escape(line[at : found.start()]))
            parts.append(self._stands_for(found, groups))
            at = found.end()
        return "".join([*parts, re.escape(line[at:])])

    def _stands_for(self, found: re.Match[str], groups: dict[str, str]) -> str:
        shown = found[0]
        kind = found.lastgroup or "any"
        if kind not in LEARNED:
            return STANDS_FOR[kind]
        if shown in self.references:
            return self.references[shown]
        for group, known in groups.items():
            if known == shown:
                return f"(?P={group})"
        group = f"reference{len(groups)}"
        groups[group] = shown
        return f"(?P<{group}>{LEARNED[kind]})"


@pytest.fixture(scope="session")
def walked(root: Path, warm: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Somebody who has gone through the tutorial."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(root / "samples", folder / "samples")
    reader = Reader(Shell(folder, f"{warm}:{PROGRAMS}"))
    reader.follow(TUTORIAL)
    return reader


def test_the_tutorial_goes_as_it_says(walked: Reader) -> None:
    assert len(steps(TUTORIAL.read_text(encoding="utf-8"))) >= 8
    assert (walked.shell.folder / "my-archive" / "FORMAT").is_file()


@pytest.mark.parametrize("page", sorted(path.name for path in HOW_TO.glob("*.md")))
def test_the_how_to_pages_go_as_they_say(walked: Reader, tmp_path: Path, page: str) -> None:
    folder = tmp_path / "walk"
    shutil.copytree(walked.shell.folder, folder, ignore=shutil.ignore_patterns("*.sock"))
    Reader(Shell(folder, walked.shell.programs), walked.references).follow(HOW_TO / page)


def test_what_may_differ_may_differ_and_nothing_else(tmp_path: Path) -> None:
    reader = Reader(Shell(tmp_path))
    assert reader.agree("kept IT-7F3K-Q2MH  in 0.3 s", "kept IT-0000-0000 in 12.75 s")
    assert reader.references == {"IT-7F3K-Q2MH": "IT-0000-0000"}
    assert reader.type("echo IT-7F3K-Q2MH") == "IT-0000-0000"
    assert not reader.agree("IT-7F3K-Q2MH", "IT-1111-1111")
    assert reader.agree("hold 17 is entry 18", "hold 19 is entry 20")
    assert reader.agree(
        "entries       15, 17\n    21  2026-11-22", "entries       1, 9\n  7  2026-12-01"
    )
    assert not reader.agree("3 entries", "no entries")
    assert reader.agree("order 19 is open\n19  IT-7F3K-Q2MH", "order 21 is open\n21  IT-0000-0000")
    assert reader.type("echo confirm 19 190") == "confirm 21 190"
    assert not reader.agree("order 19", "order 22")
    assert reader.agree("a\n...\nz", "a\nb\nc\nz")
    assert reader.agree("a\n...\nz", "a\nz")
    assert reader.agree("a\n...", "a\nb\nc")
    assert reader.agree("root …", "root 77aa")
    assert not reader.agree("3 items", "4 items")
    assert not reader.agree("a", "a\nb")
    assert not reader.agree("a\n...\nz", "a\nb")
    assert not reader.agree("at least 14", "at least 14.")


def test_what_is_exported_holds_for_the_next_command(tmp_path: Path) -> None:
    reader = Reader(Shell(tmp_path))
    reader.type("export AMANA_ARCHIVE=here")
    assert reader.type('echo "$AMANA_ARCHIVE"; echo complaint >&2') == "here\ncomplaint"
