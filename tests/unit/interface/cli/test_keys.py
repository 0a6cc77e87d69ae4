from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.core import sha256_hex
from amana.custody import unlock

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

WORDS = "lantern quay ninety olive"


def test_the_keys_are_shown(amana: Amana, folder: Path) -> None:
    whole = (folder / "custody" / "log.vkey").read_bytes()
    said = amana("keys")
    assert said.status == 0
    assert f"Ed25519: {whole.decode().splitlines()[0]}\n" in said.err
    assert f"(custody/log.vkey): {sha256_hex(whole)}\n" in said.err
    (told,) = amana("keys", "--json").lines
    assert told["keys"] == whole.decode().splitlines()
    assert told["changes"] == []


def test_the_keys_are_changed(amana: Amana, folder: Path, entries: int) -> None:
    before = (folder / "custody" / "log.vkey").read_bytes()
    said = amana("keys", "rotate")
    assert said.status == 0
    assert f"changed by entry {entries}. The old private keys are destroyed." in said.err
    assert f"custody/rotations/{entries}.tlog-proof to the new ones" in said.err
    assert (folder / "custody" / "log.vkey").read_bytes() != before
    assert f"changed by entry {entries};" in amana("keys").err
    (told,) = amana("keys", "rotate", "--json").lines
    assert told["entry"] == entries + 1
    assert "changed the keys that sign this log" in amana("log", "--limit", "1").err
    assert amana("check").status == 0


def test_a_locked_copy_is_written_once(amana: Amana, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(f"{WORDS}\n")
    copy = tmp_path / "escrow.pem"
    said = amana("keys", "escrow", "-o", copy, "--passphrase-file", tmp_path / "words")
    assert said.status == 0
    assert "locked with the passphrase" in said.err
    assert copy.stat().st_mode & 0o777 == 0o600
    name = (folder / "custody" / "checkpoint").read_text().split("\n")[0]
    assert unlock(name, copy.read_bytes(), WORDS).pem() == (folder / "keys/log.pem").read_bytes()
    again = amana("keys", "escrow", "-o", copy, "--passphrase-file", tmp_path / "words", "--json")
    assert again.status == 2
    assert "is there already" in again.err


def test_the_passphrase_is_asked_for_twice(
    amana: Amana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [WORDS, "another", WORDS, WORDS]
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    said = amana("keys", "escrow", "-o", tmp_path / "a")
    assert (said.status, "two different passphrases" in said.err) == (2, True)
    assert amana("keys", "escrow", "-o", tmp_path / "a", "--json").lines == [
        {"file": str(tmp_path / "a")}
    ]


def test_a_passphrase_that_is_not_given_is_no_crash(
    amana: Amana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object, **__: object) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", leave)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    said = amana("keys", "escrow", "-o", tmp_path / "a")
    assert (said.status, "no passphrase was given" in said.err) == (2, True)
    assert not (tmp_path / "a").exists()


def test_without_a_terminal_nothing_is_asked(amana: Amana, tmp_path: Path) -> None:
    said = amana("keys", "escrow", "-o", tmp_path / "a")
    assert said.status == 2
    assert "--passphrase-file" in said.err
