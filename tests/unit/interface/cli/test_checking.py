from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import STEPS, does_not_show, open_archive
from amana.core import sha256_hex

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

TITLES = dict(STEPS)


def tamper(folder: Path, said: bytes, lie: bytes) -> None:
    """Change bytes of an original in its pack."""
    (pack,) = (folder / "vault" / "packs").iterdir()
    pack.chmod(0o600)
    data = pack.read_bytes()
    assert data.count(said) >= 1
    pack.write_bytes(data.replace(said, lie))


def test_what_is_unchanged_is_told_with_what_that_does_not_show(amana: Amana, entries: int) -> None:
    said = amana("check")
    assert said.status == 0
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[:4] == [f"ok      {TITLES[step]}" for step in
                         ("log-signature", "log-structure", "originals", "coverage")]  # fmt: skip
    assert lines[4].startswith("unchanged: ")
    assert lines[5] == f"The result is entry {entries} of the custody log."
    assert lines[6] == "This does not show:"
    assert lines[7:] == [f"  - {line}" for line in does_not_show(())]


def test_what_changed_is_named(amana: Amana, folder: Path, refs: dict[str, str]) -> None:
    with open_archive(folder) as archive:
        sha256 = archive.show(refs["market-reprint.txt"]).item.sha256
    tamper(folder, b"killing 17 people", b"killing 71 people")
    said = amana("check")
    assert said.status == 20
    assert f"FAILED  {TITLES['originals']}" in said.err
    assert any(line.startswith("  !!    vault/packs/") and sha256 in line
               for line in said.err.splitlines())  # fmt: skip
    assert "PROBLEM" in said.err
    assert "unchanged" not in said.err
    named = f"  {sha256} is the original of {refs['market-reprint.txt']}, market-reprint.txt\n"
    assert named in said.err
    told = amana("check", "--json")
    assert told.status == 20
    assert told.err == ""
    assert told.lines[-1]["ok"] is False
    assert {line["path"].rpartition("/")[2] for line in told.lines
            if line.get("event") == "problem"} >= {sha256}  # fmt: skip


def test_projections_are_compared_when_asked(amana: Amana) -> None:
    assert TITLES["projections"] not in amana("check").err
    assert f"ok      {TITLES['projections']}" in amana("check", "--projections").err


def test_programs_get_each_step_and_the_report(amana: Amana) -> None:
    said = amana("check", "--json")
    assert said.err == ""
    assert [line["state"] for line in said.lines[:-1]] == ["ok"] * 4
    assert (said.lines[-1]["ok"], said.lines[-1]["problems"]) == (True, [])


def test_an_archive_that_cannot_be_written_says_that_nothing_was_entered(
    amana: Amana, folder: Path
) -> None:
    (folder / "keys" / "log.pem").unlink()
    said = amana("check")
    assert "The result is not entered in the custody log: " in said.err


def test_a_proof_is_previewed_before_it_is_written(
    amana: Amana, refs: dict[str, str], tmp_path: Path
) -> None:
    ref = refs["market-reprint.txt"]
    said = amana("prove", ref)
    assert said.status == 0
    assert said.err.startswith(f"A proof of {ref} reveals:\n")
    assert "  at: clock system, time 20" in said.err
    assert "  original: all 1062 bytes of it\n" in said.err
    assert "It withholds: actor, name, path, source, collector, purpose, consent" in said.err
    assert said.err.endswith("Name a new folder with -o to write the proof.\n")
    assert "Courier" not in said.err
    shown = amana("prove", ref, "--release", "source")
    assert "  source: The Aldera Courier\n" in shown.err
    assert list(tmp_path.glob("proof*")) == []


def test_a_proof_is_written_and_entered(
    amana: Amana, refs: dict[str, str], tmp_path: Path, entries: int
) -> None:
    said = amana("prove", refs["market-reprint.txt"], "-o", tmp_path / "proof")
    assert said.status == 0
    assert f"The proof is in {tmp_path / 'proof'}; VERIFY.md there tells how" in said.err
    assert said.err.endswith(f"That it left is entry {entries} of the custody log.\n")
    assert (tmp_path / "proof" / "VERIFY.md").is_file()
    again = amana("prove", refs["market-reprint.txt"], "-o", tmp_path / "proof")
    assert again.status == 2
    assert "is not empty" in again.err


def test_programs_get_the_proof_as_json(
    amana: Amana, refs: dict[str, str], tmp_path: Path, entries: int
) -> None:
    (preview,) = amana("prove", refs["market-reprint.txt"], "--json").lines
    assert {"ref", "shown", "withheld", "size"} <= set(preview)
    (proof,) = amana("prove", refs["market-reprint.txt"], "-o", tmp_path / "p", "--json").lines
    assert proof["proved_entry"] == entries


def test_a_field_that_there_is_not_cannot_be_released(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("prove", refs["market-reprint.txt"], "--release", "sorce")
    assert said.status == 2
    assert "source" in said.err


def test_what_may_not_leave_does_not(amana: Amana, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("For your eyes.")
    (line, _) = amana("add", letter, "--restriction", "view-only", "--json").lines
    said = amana("prove", line["ref"], "--purpose", "inquiry 12", "-o", tmp_path / "proof")
    assert said.status == 4
    assert "it may be viewed here only" in said.err
    assert not (tmp_path / "proof" / "original").exists()


def test_the_checkpoint_goes_to_programs_and_the_key_to_people(
    amana: Amana, folder: Path, entries: int
) -> None:
    said = amana("checkpoint")
    assert said.out.encode() == (folder / "custody" / "checkpoint").read_bytes()
    whole = (folder / "custody" / "log.vkey").read_bytes()
    keys = whole.decode().splitlines()
    both = sha256_hex(whole)
    assert said.err == f"\nkey: {keys[0]}\nSHA-256 of both keys (custody/log.vkey): {both}\n"
    (told,) = amana("checkpoint", "--json").lines
    assert (told["note"], told["keys"], told["size"]) == (said.out, keys, entries)
    assert told["fingerprint"] == both


@pytest.mark.parametrize("damage", ["custody/checkpoint", "custody/head"])
def test_a_log_that_contradicts_itself_is_told(amana: Amana, folder: Path, damage: str) -> None:
    path = folder / damage
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))
    said = amana("check")
    assert said.status in (20, 21)
    assert "Traceback" not in said.err


def test_a_damaged_original_that_is_restricted_is_not_named(
    amana: Amana, folder: Path, refs: dict[str, str]
) -> None:
    with open_archive(folder) as archive:
        sha256 = archive.show(refs["tip"], purpose="to damage it").item.sha256
    tamper(folder, b"From: ", b"Frim: ")
    said = amana("check")
    assert sha256 in said.err
    assert "tip.eml" not in said.err


@pytest.mark.parametrize("seed", ["00", "01", "02", "03"])
def test_a_sample_of_few_objects_reads_one(amana: Amana, seed: str) -> None:
    told = amana("check", "--sample", "0.0001%", "--seed", seed, "--json").lines[-1]
    assert (told["ok"], told["objects"]) == (True, 1)
