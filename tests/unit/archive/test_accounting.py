"""Nothing is lost: every item and everything inside of items is accounted for."""

from __future__ import annotations

import zipfile
from pathlib import Path
from subprocess import run

import pytest

from amana.archive import Archive, in_state
from amana.archive.accounting import account
from amana.archive.parts import Parts
from amana.records import Form, State


@pytest.fixture
def mixed(archive: Archive, tmp_path: Path, confidential: Form) -> Archive:
    """Return an archive in which something ended in most of the ways in which it can end."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "letter.txt").write_text("The order was signed.\n" * 30)
    (folder / "empty.txt").write_text("")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\nnothing of a page")
    (folder / "odd.xyz").write_bytes(bytes(range(256)) * 20)
    (folder / "odder.xyz").write_bytes(bytes(range(256)) * 21)
    with zipfile.ZipFile(folder / "files.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("one.txt", "one " * 50)
        file.write(folder / "torn.pdf", "torn.pdf")
        with file.open("inner.zip", "w") as stream, zipfile.ZipFile(stream, "w") as inner:
            inner.writestr("deep.xyz", bytes(range(256)) * 22)
    locked = folder / "locked.zip"
    run(["zip", "-q", "-j", "-P", "s", locked, folder / "letter.txt"], check=True)  # noqa: S607 - our own
    archive.add([folder])
    secret = tmp_path / "secret.txt"
    secret.write_text("Of this nothing is told.\n")
    archive.add([secret], confidential)
    late = tmp_path / "late.txt"
    late.write_text("It waits.\n")
    archive.add([late], read=False)
    return archive


def test_the_lines_are_all_items_and_all_that_is_inside(mixed: Archive) -> None:
    with_purpose = mixed.status(purpose="inquiry 12")
    everything = sum(line.number for line in with_purpose.lines)
    assert everything == with_purpose.items + with_purpose.inside == 9 + 4
    without = mixed.status()
    assert sum(line.number for line in without.lines) + without.restricted == everything
    assert without.restricted == 1
    assert sum(without.states.values()) == everything - 1


def test_each_state_is_told_with_its_reason_and_what_to_do(mixed: Archive) -> None:
    told = {(line.state, line.code): line for line in mixed.status().lines}
    assert {key: line.number for key, line in told.items()} == {
        (State.PRESERVED, None): 1,
        (State.READ, None): 4,
        (State.READ_EMPTY, "empty-file"): 1,
        (State.PARTLY_READ, "children-locked"): 1,
        (State.NO_READER, "no-reader"): 3,
        (State.UNREADABLE, "pdf-broken"): 2,
    }
    assert all(line.remedy for key, line in told.items() if key[0] is not State.READ)
    kinds = told[State.NO_READER, "no-reader"].kinds
    assert sum(number for _, number in kinds) == 3


def test_each_line_can_be_listed(mixed: Archive) -> None:
    for line in mixed.status().lines:
        total, rows = mixed.list(where=in_state(line.state))
        assert (
            total
            == len(rows)
            == sum(each.number for each in mixed.status().lines if each.state is line.state)
        )
        assert all((row.remedy is None) == (line.state is State.READ) for row in rows)


def test_an_empty_archive_has_no_lines(archive: Archive, parts: Parts) -> None:
    archive.close()
    assert account(parts.current(), None) == ()
