"""Passwords are tried where one is asked for, and kept nowhere."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import run

from tests.unit.archive.rereading_again import again, one

from amana.archive import Archive, Became, parse_condition

Write = Callable[[str, str], Path]


def test_passwords_open_what_is_inside_and_are_kept_nowhere(
    archive: Archive, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The order was signed. " * 40)
    zipped, nested = tmp_path / "locked.zip", tmp_path / "nested.zip"
    run(["zip", "-q", "-j", "-P", "open-sesame", zipped, letter], check=True)  # noqa: S607 - our own
    with zipfile.ZipFile(nested, "w") as file:
        file.write(zipped, "locked.zip")
    archive.add([nested])
    item, locked = one(archive), ["notice=children-locked"]
    assert archive.list(where=[parse_condition(locked[0])])[0] == 1
    (difference,) = again(archive, where=locked, passwords=["wrong"]).differences
    assert difference.became is Became.SAME
    assert "none of the passwords" in str(difference.reason)
    (difference,) = again(archive, item.ref, where=locked, passwords=["no", "open-sesame"])[2]
    assert (difference.became, difference.found_paths) == (Became.CHANGED, ("letter.txt",))
    assert "The order was signed." in archive.reading(f"{item.ref}.1.1").text
    recipe = archive.reading(f"{item.ref}.1").recipe
    assert [name for name, _ in recipe.settings].count("password") == 1
    kept = again(archive, f"{item.ref}.1")
    assert kept.became == {"kept": 1, "same": 1}, "without it, less would be read"
    assert again(archive, where=["recipe=other"]).states == {}
    for path in archive.root.rglob("*"):
        assert not path.is_file() or b"open-sesame" not in path.read_bytes()
