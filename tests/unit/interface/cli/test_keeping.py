from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.unit.interface.cli.conftest import Amana


@pytest.fixture
def cellar(folder: Path, tmp_path: Path) -> Path:
    """Name a replica in the settings; return where it will be."""
    place = tmp_path / "cellar"
    with (folder / "amana.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[[replicas]]\nname = "cellar"\npath = "{place}"\nsite = "bank"\n')
    return place


def test_without_a_replica_it_is_told_where_to_name_one(amana: Amana) -> None:
    for command in ("replicate", "audit"):
        said = amana(command)
        assert said.status == 3
        assert "amana.toml" in said.err


def test_a_replica_is_made_audited_and_checked(amana: Amana, cellar: Path, entries: int) -> None:
    said = amana("replicate")
    assert said.status == 0
    assert f"cellar: {entries} entries, {entries} of them new" in said.err
    said = amana("audit", "cellar", "--whole")
    assert (said.status, "all right" in said.err) == (0, True)
    said = amana("check", "--archive", cellar)
    assert said.status == 0
    assert "This is a replica" in said.err
    warning = amana("status").err.splitlines()[-1]
    assert warning.startswith("! there are only 2 of the 3 copies that are wanted")


def test_programs_get_lines_of_json(amana: Amana, cellar: Path, entries: int) -> None:
    (report,) = amana("replicate", "--json").lines
    assert (report["replica"], report["entries"], report["problems"]) == ("cellar", entries, [])
    (audit,) = amana("audit", "--sample", "2", "--json").lines
    assert audit["ok"] is True
    (status,) = amana("status", "--json").lines
    assert status["copies"]["copies"] == 2
    assert amana("check", "--archive", cellar, "--json").lines[-1]["ok"] is True


def test_a_failed_audit_is_a_failure(amana: Amana, cellar: Path) -> None:
    amana("replicate")
    (cellar / "custody" / "log.vkey").write_text("x")
    said = amana("audit")
    assert said.status == 20
    assert "FAILED" in said.err
    assert "custody/log.vkey" in said.err
    assert amana("check", "--archive", cellar).status == 21
    shutil.rmtree(cellar)
    said = amana("audit")
    assert (said.status, "folder is empty" in said.err) == (20, True)


def test_what_could_not_be_copied_is_told(amana: Amana, folder: Path, cellar: Path) -> None:
    pack = folder / "vault" / "packs" / "00000001.tar"
    data = bytearray(pack.read_bytes())
    data[700] ^= 1
    pack.write_bytes(bytes(data))
    said = amana("replicate")
    assert said.status == 1
    assert "vault/packs/00000001.tar: is damaged in the member at byte 0" in said.err
    assert "amana repair" in said.err
    said = amana("check", "--archive", cellar)
    assert said.status == 20
    assert "REPLICA" in said.err


@pytest.mark.usefixtures("cellar")
def test_the_doctor_tells_what_the_policy_says(amana: Amana) -> None:
    assert "“cellar” was never made" in amana("doctor").err
    amana("replicate")
    said = amana("doctor")
    assert "copies: 2, sites: 2" in said.err
    assert "there are only 2 of the 3 copies" in said.err


@pytest.fixture
def unplugged(folder: Path, cellar: Path) -> Path:
    """Name a second replica, before the one that there is, on a disk that is not plugged in."""
    settings = folder / "amana.toml"
    text, place = settings.read_text(encoding="utf-8"), cellar.parent / "usb" / "copy"
    first = '[[replicas]]\nname = "cellar"'
    named = f'[[replicas]]\nname = "usb"\npath = "{place}"\nsite = "bag"\n{first}'
    settings.write_text(text.replace(first, named), encoding="utf-8")
    return place


def test_a_replica_that_is_absent_stops_no_other(
    amana: Amana, unplugged: Path, cellar: Path
) -> None:
    said = amana("replicate")
    assert said.status == 40
    failed, remedy, done = said.err.splitlines()
    assert failed.startswith(f"FAILED  the replica “usb” in {unplugged} was not brought up to date")
    assert remedy.startswith("  → plug in")
    assert done.startswith("cellar: ")
    assert cellar.is_dir()
    said = amana("audit")
    assert said.status == 20
    assert f"FAILED  usb in {unplugged}: it cannot be reached" in said.err
    assert "ok      cellar: " in said.err
    assert "asked about: everything (entry " in said.err


@pytest.mark.usefixtures("unplugged")
def test_programs_get_a_line_for_what_failed_and_the_problem(amana: Amana) -> None:
    said = amana("replicate", "--json")
    assert said.status == 40
    failed, done = said.lines
    assert (failed["replica"], failed["type"]) == ("usb", "amana:unavailable")
    assert done["problems"] == []
    assert '"type":"amana:unavailable"' in said.err
