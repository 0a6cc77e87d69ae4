from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse
from amana.core import CustodyError, NotFound, UsageError


def test_a_witness_lives_in_a_folder_of_its_own(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    house = WitnessHouse.make(folder, "example.org/witness")
    assert (folder / "witness.vkey").read_text().splitlines() == list(house.vkeys)
    assert (folder / "witness.pem").stat().st_mode & 0o777 == 0o600
    origin = house.trust((archive.root / "custody" / "log.vkey").read_text())
    assert origin == archive.settings.origin
    name = hashlib.sha256(origin.encode()).hexdigest()
    assert house.checkpoint(name) is None
    signed = house.sign(archive.witnesses.request())
    again = WitnessHouse(folder)
    assert again.checkpoint(name) == signed
    assert again.vkeys == house.vkeys
    with pytest.raises(CustodyError, match="it saw 1 entries"):
        again.sign(archive.witnesses.request())
    with pytest.raises(CustodyError, match="no request to a witness"):
        again.sign(b"text")


def test_what_is_no_place_for_a_witness_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(UsageError, match="not an empty folder"):
        WitnessHouse.make(tmp_path / "full", "w")
    with pytest.raises(UsageError, match="cannot be the name of a witness"):
        WitnessHouse.make(tmp_path / "new", "two words")
    with pytest.raises(NotFound, match="there is no witness"):
        WitnessHouse(tmp_path / "full")


def test_keys_of_a_witness_that_others_can_read_are_not_used(tmp_path: Path) -> None:
    WitnessHouse.make(tmp_path / "w", "w.example")
    (tmp_path / "w" / "witness.pem").chmod(0o644)
    with pytest.raises(CustodyError, match="other users of this machine can read"):
        WitnessHouse(tmp_path / "w")
    (tmp_path / "w" / "witness.pem").chmod(0o600)
    (tmp_path / "w" / "witness.pem").write_bytes(
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    )
    with pytest.raises(CustodyError, match="cannot be read"):
        WitnessHouse(tmp_path / "w")
