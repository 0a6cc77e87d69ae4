"""Archives whose bytes are decided by what goes into them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from amana.acquire.capture.packing import Package, pieces_of


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-03-07T11:12:33.5+02:00", (2024, 3, 7, 9, 12, 32)),
        ("1969-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)),
        ("yesterday", (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_every_member_bears_the_one_moment(
    tmp_path: Path, at: str, expected: tuple[int, ...]
) -> None:
    with Package(tmp_path / "a.wacz", at) as package:
        package.add("archive/a.gz", b"packed")
        package.add("b.json", b"{}")
    with zipfile.ZipFile(tmp_path / "a.wacz") as archive:
        assert {each.date_time for each in archive.infolist()} == {expected}
        assert [each.compress_type for each in archive.infolist()] == [0, 8]


def test_nothing_stands_at_its_place_before_it_is_whole(tmp_path: Path) -> None:
    with Package(tmp_path / "a.wacz", "2024-03-07T09:12:00Z") as package:
        package.add("a", b"1")
        assert not (tmp_path / "a.wacz").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.wacz"]


def test_after_an_error_nothing_is_left(tmp_path: Path) -> None:
    package = Package(tmp_path / "a.wacz", "2024-03-07T09:12:00Z")
    package.__enter__()
    package.add("a", b"1")
    package.__exit__(RuntimeError, RuntimeError(), None)
    assert list(tmp_path.iterdir()) == []


def test_no_more_of_a_file_is_taken_than_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert b"".join(pieces_of(tmp_path / "a", 4, start=3)) == b"3456"
    assert b"".join(pieces_of(tmp_path / "a", 99)) == b"0123456789"
