from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.core import NotFound
from amana.sharing.ocfl import OcflFinding, check_ocfl

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft


def test_an_object_is_told_from_a_storage_root(draft: Draft, tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.mkdir()
    assert check_ocfl(draft.write(one)).kind == "object"
    (tmp_path / "0=ocfl_1.1").write_text("ocfl_1.1\n", "utf-8")
    assert check_ocfl(tmp_path).kind == "storage root"


def test_an_empty_folder_is_no_object(tmp_path: Path) -> None:
    report = check_ocfl(tmp_path)
    assert (report.kind, report.errors) == ("object", {"E003": 1, "E063": 1})


def test_findings_are_told_as_they_come(draft: Draft, tmp_path: Path) -> None:
    told: list[OcflFinding] = []
    draft.files.clear()
    report = check_ocfl(draft.write(tmp_path), on_finding=told.append)
    assert tuple(told) == report.findings


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        check_ocfl(tmp_path / "nowhere")
