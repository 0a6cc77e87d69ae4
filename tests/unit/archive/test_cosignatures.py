from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse
from amana.archive.cosignatures import Cosignatures
from amana.archive.parts import Parts
from amana.core import CustodyError, SystemClock
from amana.custody import CosignatureVerifier, decode_note, rotation_path
from amana.records import Form

Write = Callable[[str, str], Path]
NAME = "example.org/witness"


@pytest.fixture
def clock() -> SystemClock:
    """Return the clock that the witness goes by, too."""
    return SystemClock()


@pytest.fixture
def ref(archive: Archive, write: Write, house: WitnessHouse) -> str:
    """Return an item of an archive that trusts the witness and has asked it twice."""
    archive.witnesses.trust("\n".join(house.vkeys), url="http://w.example")
    archive.add([write("ledger-of-qandil.txt", "Fourteen crates.\n")], Form(source="Qandil"))
    archive.witnesses.ask()
    archive.check()
    archive.witnesses.ask()
    return archive.list()[1][0].ref


def verify(archive: Archive, ref: str, folder: Path, *options: str | Path) -> str:
    """Make a bundle and return what its program says of it."""
    archive.prove(ref, folder)
    command = [sys.executable, "-I", str(folder / "verify.py"), *map(str, options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_the_earliest_state_that_covers_the_entry_is_returned(
    archive: Archive, ref: str, house: WitnessHouse, parts: Parts
) -> None:
    entry = archive.show(ref).item.acquired_entry
    (found,) = Cosignatures(parts).covering(entry)
    sizes = [each.get("size") for each in archive.entries()[1] if each.get("type") == "witnessed"]
    assert found.size == min(size for size in sizes if isinstance(size, int))
    assert (found.name, found.keys) == (NAME, house.vkeys)
    note = decode_note(found.note)
    assert {CosignatureVerifier.parse(key).verify(note) for key in found.keys} == {found.time}
    assert found.proof.endswith(found.note)
    assert Cosignatures(parts).covering(archive.checkpoint().size) == ()


def test_only_a_witness_that_is_trusted_still_counts(
    archive: Archive, ref: str, parts: Parts
) -> None:
    archive.witnesses.distrust(NAME)
    assert Cosignatures(parts).covering(archive.show(ref).item.acquired_entry) == ()


def test_what_former_keys_of_a_witness_signed_is_passed_over(
    archive: Archive, ref: str, house: WitnessHouse, parts: Parts, tmp_path: Path
) -> None:
    entry, newer = archive.show(ref).item.acquired_entry, WitnessHouse.make(tmp_path / "n", NAME)
    archive.witnesses.trust("\n".join(newer.vkeys))
    assert Cosignatures(parts).covering(entry) == ()
    newer.trust((archive.root / "custody" / "log.vkey").read_text())
    number = archive.witnesses.accept(newer.sign(archive.witnesses.request())).entry
    (found,) = Cosignatures(parts).covering(entry)
    assert (found.entry, found.keys) == (number, newer.vkeys)
    assert found.keys != house.vkeys


def test_a_damaged_cosignature_leaves_with_nothing(
    archive: Archive, ref: str, parts: Parts, tmp_path: Path
) -> None:
    (found,) = Cosignatures(parts).covering(archive.show(ref).item.acquired_entry)
    path = next((archive.root / "custody" / "witnesses" / str(found.size)).iterdir())
    path.chmod(0o600)
    data = path.read_bytes()
    path.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    with pytest.raises(CustodyError):
        archive.prove(ref, tmp_path / "bundle")
    with pytest.raises(CustodyError):
        archive.statements.write(ref, tmp_path / "statement.html")
    assert not (tmp_path / "statement.html").exists()


def test_a_stranger_who_trusts_the_witness_learns_by_when_it_was(
    archive: Archive, ref: str, house: WitnessHouse, tmp_path: Path
) -> None:
    (tmp_path / "witness.vkey").write_text("\n".join(house.vkeys) + "\n")
    key = archive.root / "custody" / "log.vkey"
    keys = ("--key", key, "--witness", tmp_path / "witness.vkey")
    said = verify(archive, ref, tmp_path / "bundle", *keys)
    assert "    as that witness signed with its Ed25519 key\n" in said
    assert f"UTC ({NAME}).\n" in said.partition("The entry existed by ")[2]


def test_a_statement_tells_what_the_witness_signed(
    archive: Archive, ref: str, tmp_path: Path
) -> None:
    for language, words in (("en", "signed the first"), ("ar", "وقّع الشاهد")):
        archive.statements.write(ref, tmp_path / f"{language}.html", language=language)
        page = (tmp_path / f"{language}.html").read_text(encoding="utf-8")
        assert words in page
        assert NAME in page


def test_whoever_kept_the_keys_of_long_ago_is_led_to_those_of_now(
    archive: Archive, ref: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.vkey"
    kept.write_bytes((archive.root / "custody" / "log.vkey").read_bytes())
    made = [archive.keys.rotate(), archive.keys.rotate()]
    said = verify(archive, ref, tmp_path / "bundle", "--key", kept)
    for change in made:
        assert f"ok  entry {change.entry} of the log changed its keys to {change.keys[0]}\n" in said
        assert (tmp_path / "bundle" / rotation_path(change.entry)).is_file()
    assert f"entries is signed by {archive.keys.vkeys[0]}\n" in said
    assert "THE PROOF HOLDS" in said
    leaving = b"".join(p.read_bytes() for p in (tmp_path / "bundle").rglob("*") if p.is_file())
    for secret in (b"Qandil", b"qandil", b"N. Aram"):
        assert secret not in leaving


def test_bags_and_ocfl_objects_carry_what_witnesses_signed_and_the_changes_of_keys(
    archive: Archive, ref: str, tmp_path: Path
) -> None:
    change = archive.keys.rotate().entry
    archive.exports.bag([ref], tmp_path / "bag")
    archive.exports.ocfl([ref], tmp_path / "ocfl")
    for place in ("bag", "ocfl"):
        names = [path.as_posix() for path in (tmp_path / place).rglob("*")]
        for end in ("/witness.vkey", f"/rotations/{change}.tlog-proof"):
            assert any(name.endswith(end) for name in names), (place, end)
