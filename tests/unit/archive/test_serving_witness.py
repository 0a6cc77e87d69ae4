from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from amana.archive import Archive, WitnessHouse
from amana.core import CustodyError, NotFound, UsageError, WrongInput


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
    for wrong, why in (
        (
            archive.witnesses.request(),
            "saw 1 entries of this log last; this request goes on from 0",
        ),
        (b"text", "this is no request to a witness"),
        (signed, "this is no request to a witness"),
        (b"", "this is no request to a witness"),
    ):
        with pytest.raises(WrongInput, match=why) as refused:
            again.sign(wrong)
        assert refused.value.exit_status == 2
        assert "amana witness request" in (refused.value.remedy or "")


def test_what_people_mix_up_is_no_alarm_for_a_witness(archive: Archive, tmp_path: Path) -> None:
    house = WitnessHouse.make(tmp_path / "witness", "example.org/witness")
    with pytest.raises(WrongInput, match="does not know the log") as unknown:
        house.sign(archive.witnesses.request())
    assert "amana witness trust" in (unknown.value.remedy or "")
    for wrong in ("", "nonsense", "\ufffd\ufffd", "\n".join(house.vkeys)):
        with pytest.raises(WrongInput, match="these are no keys of a log"):
            house.trust(wrong)
    house.trust((archive.root / "custody" / "log.vkey").read_text())
    archive.check()
    first = archive.witnesses.request(since=0)
    ahead = archive.witnesses.request(since=1)
    with pytest.raises(WrongInput, match="saw 0 entries of this log last") as behind:
        house.sign(ahead)
    assert "an older state of its folder was put back" in (behind.value.remedy or "")
    house.sign(first)


def test_what_speaks_against_the_log_stays_an_alarm(archive: Archive, house: WitnessHouse) -> None:
    house.sign(archive.witnesses.request())
    size = archive.checkpoint().size
    archive.check()
    request = archive.witnesses.request(since=size)
    proof, _, note = request.partition(b"\n\n")
    other = proof.replace(proof.split(b"\n")[1], b"A" * 43 + b"=") + b"\n\n" + note
    stripped = proof + b"\n\n" + note.rpartition(b"\n\n")[0] + b"\n\n" + note.split(b"\n")[-2]
    for wrong in (other, stripped + b"\n"):
        with pytest.raises(CustodyError, match="does not sign this") as refused:
            house.sign(wrong)
        assert refused.value.exit_status == 21
        assert refused.value.remedy
    house.sign(request)


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
