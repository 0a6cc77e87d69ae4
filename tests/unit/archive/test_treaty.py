from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import treaty_of
from amana.core import UsageError
from amana.law import packaged_treaty

REMOVAL = b'{"removes": "withdrawal-announced:MLI:2025-09-22", "reason": "an invented reason"}\n'


def archive(folder: Path, named: str) -> Path:
    (folder / "amana.toml").write_text(f'name = "a"\norigin = "o"\ntreaty_facts = "{named}"\n')
    return folder


def test_a_folder_that_is_no_archive_has_the_facts_of_the_program(tmp_path: Path) -> None:
    assert treaty_of(tmp_path) is packaged_treaty()
    assert treaty_of(archive(tmp_path, "")) is packaged_treaty()


def test_the_list_of_an_archive_is_laid_over_and_a_given_one_goes_before_it(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(REMOVAL)
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    folder = archive(tmp_path, "own.jsonl")
    known = len(packaged_treaty().facts)
    assert len(treaty_of(folder).facts) == known - 1
    assert len(treaty_of(folder, empty).facts) == known


def test_a_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        treaty_of(archive(tmp_path, "gone.jsonl"))
