"""The program as a person and a script meet it: own processes, pipes, a terminal.

`PROGRAM` is the real one, with its start, where that is what a test is about. Elsewhere commands
are children of a process that has loaded the program (tests/warm/commands.py).
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from amana import __version__
from amana.archive import init_archive, open_archive
from amana.records import Form

PROGRAM = Path(sys.executable).with_name("amana")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|4[0-9]|9[0-9]|10[0-9])[0-9;]*m")
PATIENCE = 100
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder with an archive of a few pages in `harbour`."""
    folder = tmp_path_factory.mktemp("home")
    with init_archive(folder / "harbour", actor="nadia") as archive:
        archive.add([samples / "press"], Form(source="The Aldera Courier"))
    return folder


@pytest.fixture
def amana(home: Path, warm: Path) -> Callable[..., Done]:
    """Return a function that runs a command, without the start of the program."""
    return running(warm / "amana", home)


@pytest.fixture
def started(home: Path) -> Callable[..., Done]:
    """Return a function that runs a command in a process of its own."""
    return running(PROGRAM, home)


def running(program: Path, home: Path) -> Callable[..., Done]:
    def run(*words: str | Path, **environment: str) -> Done:
        return subprocess.run(
            [program, *words],
            cwd=home,
            env={
                "PATH": os.environ["PATH"],
                "AMANA_ARCHIVE": "harbour",
                "AMANA_ANALYSTS": "0",
                "AMANA_ACTOR": "nadia",
                "HOME": str(home),
            }
            | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    return run


def test_it_says_which_version_it_is(started: Callable[..., Done]) -> None:
    done = started("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["status", "--nothing"], ["nothing"]])
def test_what_needs_no_engine_loads_none(words: list[str]) -> None:
    code = (
        "import sys; from amana.interface.cli.app import run; run(sys.argv[1:]); "
        "engines = {'litestar', 'uvicorn', 'sqlalchemy', 'tantivy', 'pypdfium2', 'spacy'};"
        "print(sorted(engines & set(sys.modules)), file=sys.__stderr__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    allowed = "['sqlalchemy', 'tantivy']" if words[0] == "status" else "[]"
    assert done.stderr.splitlines()[-1] in ("[]", allowed)


def test_only_serving_loads_the_server() -> None:
    code = (
        "import sys, pkgutil, importlib, amana.interface.cli as cli\n"
        "for module in pkgutil.iter_modules(cli.__path__):\n"
        "    if not module.name.startswith('serving'):\n"
        "        importlib.import_module(f'{cli.__name__}.{module.name}')\n"
        "sys.exit(bool({'litestar', 'uvicorn', 'starlette'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_people_and_programs_read_different_streams(amana: Callable[..., Done]) -> None:
    for command in ("status", "list", "log", "check"):
        for_people = amana(command)
        assert (for_people.returncode, for_people.stdout) == (0, ""), command
        assert for_people.stderr
        for_programs = amana(command, "--json")
        assert (for_programs.returncode, for_programs.stderr) == (0, ""), command
        for line in for_programs.stdout.splitlines():
            json.loads(line)


def test_an_error_is_a_sentence_for_people_and_a_problem_for_programs(
    amana: Callable[..., Done], started: Callable[..., Done]
) -> None:
    done = started("show", "IT-0000-0000")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("amana: this archive has no item IT-0000-0000\n  → ")
    done = amana("show", "IT-0000-0000", "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert msgspec.json.decode(done.stderr)["type"] == "amana:not-found"


@pytest.mark.parametrize(
    "command", ["text", "facts --json", "log --json", "list --json", "checkpoint"]
)
def test_a_reader_that_has_enough_is_no_error(home: Path, warm: Path, command: str) -> None:
    ref = _ref(home) if command == "text" else ""
    script = f"set -o pipefail; {warm}/amana {command} {ref} | head -c 10"
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=home,
        env={"PATH": os.environ["PATH"], "AMANA_ARCHIVE": "harbour", "AMANA_ANALYSTS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(done.stdout) == 10
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert done.returncode in (0, 128 + signal.SIGPIPE)


def _ref(home: Path) -> str:
    with open_archive(home / "harbour") as archive:
        return archive.list()[1][0].ref


def test_a_reader_that_has_gone_before_anything_was_said(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, "log", "--json"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "AMANA_ARCHIVE": "harbour", "AMANA_ANALYSTS": "0"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 128 + signal.SIGPIPE
    assert done.stderr == ""


def test_arabic_goes_through_pipes_in_any_locale(
    amana: Callable[..., Done], started: Callable[..., Done]
) -> None:
    for locale, run in (("C", started), ("C.UTF-8", amana)):
        done = run("search", "النور", "--json", LC_ALL=locale)
        assert done.returncode == 0
        assert "النور" in done.stdout
        told = run("search", "اهالي مرسي النور", LC_ALL=locale)
        assert told.returncode == 0
        assert "1 found." in told.stderr


class Terminal:
    """A terminal of 80 columns in which one command runs."""

    def __init__(self, home: Path, program: Path, *words: str, **environment: str) -> None:
        self._main, other = pty.openpty()
        termios.tcsetwinsize(other, (24, 80))
        self.process = subprocess.Popen(
            [program, *words],
            cwd=home,
            env={
                "PATH": os.environ["PATH"],
                "AMANA_ARCHIVE": "harbour",
                "AMANA_ANALYSTS": "0",
                "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8",
            }
            | environment,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.shown = ""

    def read(self, until: str | None = None) -> str:
        """Return all that was shown, up to the end of the command or to a word."""
        deadline = time.monotonic() + PATIENCE
        while until is None or until not in self.shown:
            assert time.monotonic() < deadline, self.shown
            if select.select([self._main], [], [], 1)[0]:
                try:
                    data = os.read(self._main, 1 << 16)
                except OSError:  # the other end is closed
                    break
                self.shown += self._decoder.decode(data)  # a piece may end within a character
        return self.shown

    def close(self) -> int:
        """Wait for the end; return the exit status."""
        self.read()
        os.close(self._main)
        return self.process.wait(PATIENCE)


@pytest.fixture
def terminal(home: Path, warm: Path) -> Iterator[Callable[..., Terminal]]:
    """Return a function that runs a command in a terminal."""
    opened: list[Terminal] = []

    def run(*words: str, program: Path = warm / "amana", **environment: str) -> Terminal:
        opened.append(Terminal(home, program, *words, **environment))
        return opened[-1]

    yield run
    for each in opened:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def screen(shown: str) -> list[str]:
    """Return what stands on the lines of a terminal in the end: `\\r`, erasing and going up."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.", shown, re.DOTALL):
        if part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part == "\r":
            column = 0
        elif part.startswith("\x1b"):
            if part.endswith("A"):
                row = max(0, row - int(part[2:-1] or 1))
            elif part.endswith("K"):
                lines[row] = "" if part == "\x1b[2K" else lines[row][:column]
        else:
            lines[row] = lines[row][:column].ljust(column) + part + lines[row][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


def test_a_bar_shows_how_far_it_is_and_leaves_nothing_behind(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    for number in range(60):
        (tmp_path / f"letter-{number:02}.txt").write_text(f"Letter {number} on a terminal.")
    ran = terminal("add", str(tmp_path), "--source", "S-9")
    assert ran.close() == 0
    assert "preserved" in ran.shown
    assert "read" in ran.shown
    assert "\x1b[?25l" in ran.shown
    assert ran.shown.rindex("\x1b[?25h") > ran.shown.rindex("\x1b[?25l")  # the cursor is back
    left = screen(ran.shown)
    assert left[-3] == "60 preserved."
    # The queue is worked to its end: what another walk left unread in this archive, too.
    assert int(left[-2].removeprefix("Reading: ").removesuffix(" read.")) >= 60
    assert not [line for line in left if "━" in line or "⠋" in line]
    assert len([line for line in left if line.startswith("preserved")]) == 40


def test_a_check_shows_its_steps_and_leaves_them(terminal: Callable[..., Terminal]) -> None:
    ran = terminal("check")
    assert ran.close() == 0
    left = screen(ran.shown)
    assert [line[:8] for line in left[:4]] == ["ok      "] * 4
    assert left[4].startswith("unchanged: ")
    assert not [line for line in left if "━" in line]


def test_colours_are_for_terminals_and_for_those_who_want_them(
    amana: Callable[..., Done], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("A letter in black and white.")
    assert "\x1b" not in amana("list").stderr
    assert "\x1b" not in amana("search", "market").stderr
    plain = terminal("add", str(tmp_path), NO_COLOR="1")
    assert plain.close() == 0
    assert COLOUR.search(plain.shown) is None
    dumb = terminal("list", TERM="dumb")
    assert dumb.close() == 0
    assert COLOUR.search(dumb.shown) is None


def test_a_name_of_evidence_cannot_steer_the_terminal(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    evil = "a\x1b[31m\x1b]0;title\x07\x9b2Jb"
    (tmp_path / evil).write_text("A letter with a strange name.")
    for command in (["add", str(tmp_path)], ["list"], ["log"], ["search", "strange"]):
        ran = terminal(*command, NO_COLOR="1")
        assert ran.close() == 0
        for steering in ("\x1b[31m", "\x1b]0;", "\x07", "\x9b"):
            assert steering not in ran.shown, command


def test_ctrl_c_while_taking_in_keeps_what_was_told(
    terminal: Callable[..., Terminal], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # An archive of its own: whoever came after would have thousands of letters to read.
    root = tmp_path_factory.mktemp("interrupted") / "archive"
    init_archive(root, actor="nadia").close()
    (tmp_path / "first.txt").write_text("The first letter, before the interruption.")
    os.mkfifo(tmp_path / "waits")
    for number in range(3000):
        (tmp_path / f"letter-{number:04}.txt").write_text(f"Letter {number}, interrupted.")
    ran = terminal(
        "add",
        str(tmp_path),
        "--json",
        "--no-read",
        "--source",
        "S-10",
        program=PROGRAM,
        AMANA_ARCHIVE=str(root),
    )
    ran.read(until='"received":"preserved"')
    ran.process.send_signal(signal.SIGINT)
    status = ran.close()
    assert "Traceback" not in ran.shown
    told = set(re.findall(r'"received":"preserved","ref":"(IT-[0-9A-Z-]+)"', ran.shown))
    with open_archive(root) as archive:
        held = {row.ref for row in archive.list()[1]}
        assert told <= held
        assert archive.check().ok
    assert status in (0, 1, 130)


def test_a_command_that_is_stopped_while_it_starts_prints_no_traceback(home: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "check"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "AMANA_ARCHIVE": "harbour", "AMANA_ANALYSTS": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.6)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "amana/archive" not in said


def test_the_page_of_reference_is_what_the_commands_say(root: Path) -> None:
    script = root / "scripts" / "commands_page.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    told = (root / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^\* `-[^`]*`: *$", told, re.MULTILINE) == [], "options without a word"


def test_the_program_of_the_page_on_http_does_what_the_page_says(root: Path, home: Path) -> None:
    page = (root / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=home,
        env={
            "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
            "AMANA_ARCHIVE": "harbour",
            "AMANA_ANALYSTS": "0",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert _ref(home) + " read\n" in done.stdout


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_custodian_gets_a_statement_and_its_digest_from_the_log(
    amana: Callable[..., Done], home: Path, language: str
) -> None:
    ref = json.loads(amana("list", "--json").stdout.splitlines()[0])["ref"]
    path = home / f"statement-{language}.pdf"
    said = amana("statement", ref, "-o", path, "--language", language, "--json")
    assert said.returncode == 0, said.stderr
    stated = json.loads(said.stdout)
    entry = json.loads(amana("log", ref, "--limit", "1", "--json").stdout)
    assert entry["index"] == stated["entry"]
    assert entry["sha256"] == stated["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_bytes().startswith(b"%PDF-1.7")
