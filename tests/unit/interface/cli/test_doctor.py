from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from amana.acquire.capture import Means
from amana.archive import Protection
from amana.core import UnavailableError
from amana.reading import Standing

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_a_sound_machine_and_archive_are_told(amana: Amana) -> None:
    said = amana("doctor")
    assert said.status == 0
    assert said.out == ""
    for what in ("python", "sqlite", "reading worker  ok", "archive", "key", "disk", "quarantine"):
        assert what in said.err


@pytest.mark.usefixtures("without_readers")
def test_programs_are_told_each_finding(amana: Amana) -> None:
    told = {line["what"]: line["state"] for line in amana("doctor", "--json").lines}
    assert told["archive"] == told["key"] == told["disk"] == "ok"


@pytest.mark.usefixtures("without_readers")
def test_outside_of_an_archive_it_speaks_of_the_machine(amana: Amana, tmp_path: Path) -> None:
    said = amana("doctor", "--archive", tmp_path)
    assert said.status == 0
    assert "there is no archive in" in said.err
    assert "python" in said.err


def test_a_program_that_is_missing_is_named_with_its_package(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **_kind: None)
    said = amana("doctor")
    assert said.status == 0
    assert "openssl         missing" in said.err
    assert "tesseract       missing  the text of scans and pictures is not read: not" in said.err
    for package in ("poppler-utils", "tesseract-ocr", "libimage-exiftool-perl", "ffmpeg"):
        assert f"install the package {package}" in said.err


def test_programs_are_told_with_what_they_know(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Protection(
        layers=("rlimits", "seccomp"),
        programs=(
            Standing(name="tesseract", version="5.3.0", models=(("ara", "1"), ("eng", "2"))),
            Standing(name="ffprobe", trouble="no walls", without="no lengths"),
        ),
        apart=("large",),
    )
    monkeypatch.setattr("amana.interface.cli.doctor.reading_protection", lambda: here)
    said = amana("doctor").err
    assert "reading worker  ok       confined by rlimits, seccomp" in said
    assert "large readers   ok       large: confined likewise" in said
    assert "tesseract       ok       5.3.0 (ara, eng), confined by bubblewrap" in said
    assert "ffprobe         missing  no lengths: no walls" in said


@pytest.mark.usefixtures("without_readers")
def test_what_captures_need_is_told(amana: Amana, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(**found: object) -> str:
        here = msgspec.convert(found, Means)
        monkeypatch.setattr("amana.interface.cli.doctor.capture_means", lambda: here)
        return " ".join(amana("doctor").err.split())

    whole = told(chromium="156.0", arabic=True)
    assert "captures ok Chromium 156.0, walled in, without a network of its own" in whole
    assert "Arabic fonts" not in whole
    boxes = told(chromium="156.0")
    assert "Arabic fonts missing" in boxes
    assert "install the package fonts-noto-core" in boxes
    none = told(trouble=["bwrap is missing: install the package bubblewrap"])
    assert "captures missing no web page: bwrap is missing: install the package bubblewrap" in none


@pytest.mark.usefixtures("without_readers")
def test_an_openssl_that_is_too_old_for_post_quantum_signatures_is_told(
    amana: Amana, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "openssl"
    monkeypatch.setattr("shutil.which", lambda name, **_: str(tmp_path / name))
    for known, told in (("{ 1.2.3, ED25519 }", True), ("{ 2.16.840, ML-DSA-44 }", False)):
        program.write_text(f"#!/bin/sh\necho '{known}'\n")
        program.chmod(0o755)
        assert ("leaves post-quantum signatures unchecked" in amana("doctor").err) is told


def test_a_worker_that_cannot_be_confined_is_a_failure(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Protection:
        raise UnavailableError("no seccomp here", remedy="use a newer kernel")

    monkeypatch.setattr("amana.interface.cli.doctor.reading_protection", refuse)
    said = amana("doctor")
    assert said.status == 40
    assert "no seccomp here; use a newer kernel" in said.err


@pytest.mark.usefixtures("without_readers")
def test_a_key_that_others_can_read_is_a_failure(amana: Amana, folder: Path) -> None:
    key = folder / "keys" / "log.pem"
    key.chmod(0o644)
    said = amana("doctor")
    assert said.status == 40
    assert f"chmod 600 {key}" in said.err
    key.unlink()
    assert "the private keys of the log are missing" in amana("doctor").err


@pytest.mark.usefixtures("without_readers")
def test_a_disk_that_is_nearly_full_is_a_failure(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 10 << 20

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage())
    said = amana("doctor")
    assert said.status == 40
    assert "10 MiB free" in said.err


@pytest.mark.usefixtures("without_readers")
def test_what_crashes_left_behind_is_counted(amana: Amana, folder: Path) -> None:
    quarantine = folder / "work" / "quarantine"
    quarantine.mkdir(exist_ok=True)
    (quarantine / "left").touch()
    said = amana("doctor")
    assert said.status == 0
    assert "1 leftover of crashes or stopped runs; it was never acknowledged\n" in said.err
    (quarantine / "right").touch()
    assert "2 leftovers of crashes or stopped runs; none of them was ever" in amana("doctor").err


@pytest.mark.usefixtures("without_readers")
def test_what_a_repair_put_aside_is_no_leftover_of_a_crash(amana: Amana, folder: Path) -> None:
    assert "quarantine      ok       it is empty\n" in amana("doctor").err
    (folder / "vault" / "stray").touch()
    assert amana("repair", "--yes").status == 0
    said = amana("doctor").err
    place = folder / "work" / "quarantine"
    assert f"in {place}: 1 file that repairs put aside; keep it as evidence\n" in said
    assert "leftover" not in said
    (folder / "vault" / "stray").touch()
    amana("repair", "--yes")
    assert "2 files that repairs put aside; keep them as evidence\n" in amana("doctor").err
