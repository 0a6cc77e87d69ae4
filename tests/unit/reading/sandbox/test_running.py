from __future__ import annotations

from collections.abc import Iterator

import pytest

from amana.reading import Limits
from amana.reading.notices import Code
from amana.reading.sandbox import bubble, running
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.programs import PROGRAMS, Program, path_of, row_of
from amana.reading.sandbox.protocol import Setup
from amana.reading.sandbox.running import Programs
from amana.reading.sandbox.samples import PDF, sound

LIMITS = Limits(cpu_seconds=20, memory=1 << 30, answer_bytes=100_000)
SH = Program(
    name="sh",
    library="shell",
    package="dash",
    without="nothing",
    ask=("-c", "echo sh version 1.2"),
    version=r"version (\S+)",
    arguments=("-c", "read line; echo $line"),
    sample=b"amana\n",
    expected=b"amana",
)


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    keeper = Keeper(Setup(limits=LIMITS, families=(), unconfined=False), spare=0)
    keeper.start()
    yield keeper
    keeper.stop()


@pytest.fixture
def programs(keeper: Keeper) -> Programs:
    return Programs(keeper, LIMITS, forgone=False)


@pytest.fixture
def shell(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """The programs of a machine that has a shell among them."""
    monkeypatch.setattr(running, "row_of", lambda name: SH if name == "sh" else row_of(name))
    return programs


@pytest.mark.parametrize("name", [program.name for program in PROGRAMS])
def test_every_program_reads_its_sample_confined(name: str, programs: Programs) -> None:
    standing = programs.standing(name)
    assert standing.trouble is None, standing
    assert standing.version is not None
    assert standing.version[0].isdigit()
    assert not standing.without


def test_pdftotext_and_exiftool_read_what_they_are_given(programs: Programs) -> None:
    assert programs.run("pdftotext", ("-q", "-", "-"), PDF).strip() == b"amana"
    said = programs.run("exiftool", ("-s3", "-MIMEType", "-"), sound())
    assert said.strip() == b"audio/x-wav"


def test_versions_and_models_stand_in_the_recipe(programs: Programs) -> None:
    found = dict(programs.libraries(("pdftotext", "tesseract")))
    assert found["poppler"] == programs.standing("pdftotext").version
    assert len(found["tesseract:eng"]) == 16
    assert programs.libraries(()) == ()


@pytest.mark.parametrize(
    ("script", "code", "n"),
    [
        ("exit 3", Code.READER_FAILED, 0),
        ("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", Code.ANSWER_REFUSED, 0),
    ],
)
def test_a_program_that_fails_has_a_reason(
    shell: Programs, script: str, code: Code, n: int
) -> None:
    with pytest.raises(Failure) as failure:
        shell.run("sh", ("-c", script), b"")
    assert (failure.value.code, failure.value.n) == (code, n)
    assert shell.run("sh", ("-c", "echo on"), b"") == b"on\n"


def test_its_time_is_bounded(shell: Programs) -> None:
    shell.standing("sh")
    with pytest.raises(Failure) as failure:
        shell.run("sh", ("-c", "while :; do :; done"), b"", seconds=1)
    assert failure.value.code is Code.TOOK_TOO_LONG


def test_another_status_may_be_allowed(shell: Programs) -> None:
    assert shell.run("sh", ("-c", "echo half; exit 1"), b"", statuses=(0, 1)) == b"half\n"


def test_without_bubblewrap_no_program_runs(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "path_of", lambda name: None if name == "bwrap" else path_of(name))
    standing = programs.standing("tesseract")
    assert standing.version is None
    assert standing.trouble is not None
    assert "bubblewrap is not installed" in standing.trouble
    assert standing.without == "the text of scans and pictures is not read"
    assert programs.libraries(("tesseract",)) == ()
    with pytest.raises(Failure) as failure:
        programs.run("tesseract", (), b"")
    assert (failure.value.code, failure.value.n) == (Code.PROGRAM_MISSING, 1)


def test_where_bubblewrap_cannot_make_namespaces_no_program_runs(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bubble, "_WALLS", ("--no-such-wall",))
    standing = programs.standing("pdftotext")
    assert standing.trouble is not None
    assert "namespaces" in standing.trouble


def test_what_is_not_installed_or_does_not_work_is_told(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {"exiftool": None, "ffprobe": path_of("true"), "pdftotext": path_of("cat")}
    monkeypatch.setattr(running, "path_of", lambda name: others.get(name, path_of(name)))
    assert "package libimage-exiftool-perl" in str(programs.standing("exiftool").trouble)
    assert "does not work" in str(programs.standing("ffprobe").trouble)
    assert "does not work" in str(programs.standing("pdftotext").trouble)


def test_without_the_sandbox_no_program_runs(keeper: Keeper) -> None:
    programs = Programs(keeper, LIMITS, forgone=True)
    assert "switched off" in str(programs.standing("pdftotext").trouble)
