"""An archive of the samples: made once, copied for each test that opens it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.archive import Archive, init_archive, open_archive
from amana.records import Form, Restriction, RestrictionKind

CONFIDENTIAL = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The folder of an archive that nobody has open: five pages, a report, a protected letter."""
    root = tmp_path_factory.mktemp("made") / "harbour"
    with init_archive(root, actor="nadia") as archive:
        archive.add([samples / "press"], Form(source="The Aldera Courier", collector="N. Aram"))
        archive.add([samples / "monitor" / "field-report.pdf"], Form(source="Valley Monitor"))
        archive.add([samples / "tip" / "tip.eml"], Form(source="S-7", restrictions=CONFIDENTIAL))
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The folder of a copy of the archive, for one test."""
    return _copy(made, tmp_path)


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    """A copy of the archive for one test, opened by nadia."""
    with open_archive(folder, actor="nadia") as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A copy of the archive for tests that look, opened by nadia; looks may be entered."""
    folder = _copy(made, tmp_path_factory.mktemp("shared"))
    with open_archive(folder, actor="nadia") as opened:
        yield opened


@pytest.fixture(scope="session")
def refs(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """References by name; the protected letter is called `tip`."""
    with open_archive(_copy(made, tmp_path_factory.mktemp("refs"))) as opened:
        _, rows = opened.list()
        return {row.item.name or "" if row.item else "tip": row.ref for row in rows}


def _copy(made: Path, folder: Path) -> Path:
    copy = folder / "harbour"
    shutil.copytree(made, copy, ignore=shutil.ignore_patterns("*.sock"))
    return copy
