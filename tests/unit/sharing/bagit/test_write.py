from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import UsageError
from amana.sharing.bagit import Verdict, check_bag
from amana.sharing.bagit.write import MARK, BagWriter

NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=40
).filter(lambda name: name not in (".", ".."))


def write(folder: Path, files: dict[str, bytes]) -> None:
    bag = BagWriter(folder)
    for name, data in files.items():
        bag.payload(name, io.BytesIO(data))
    bag.tag_file("notes/x.txt", b"note")
    bag.finish([("Bagging-Date", "2026-11-21"), ("Payload-Oxum", bag.oxum)])


def test_a_bag_is_valid_for_us_for_the_library_and_for_sha512sum(tmp_path: Path) -> None:
    files = {"IT-1.txt": b"one", "IT-2/رسالة.pdf": b"two" * 100_000, "IT-3.bin": b""}
    write(tmp_path / "bag", files)
    report = check_bag(tmp_path / "bag")
    assert (report.verdict, report.findings, report.files) == (Verdict.VALID, (), 3)
    assert report.algorithms == ("sha256", "sha512")
    program = [sys.executable, "-m", "bagit", "--validate", str(tmp_path / "bag")]
    assert subprocess.run(program, capture_output=True, check=False).returncode == 0
    for name in ("manifest-sha512.txt", "tagmanifest-sha256.txt"):
        tool = "sha512sum" if "512" in name else "sha256sum"
        done = subprocess.run([tool, "-c", name], cwd=tmp_path / "bag", capture_output=True,
                              check=False)  # fmt: skip
        assert done.returncode == 0, done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
def test_what_we_write_we_find_valid_whatever_the_names(files: dict[str, bytes]) -> None:
    files = {name: data for name, data in files.items() if len(name.encode()) <= 255}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "bag", files)
        report = check_bag(Path(folder) / "bag")
    assert report.verdict is not Verdict.INVALID, report.findings
    assert report.files == len(files)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "mine").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        BagWriter(tmp_path / "bag")
    (tmp_path / "other.partial").mkdir()
    (tmp_path / "other.partial" / "mine").write_text("mine")
    with pytest.raises(UsageError, match="in the way"):
        BagWriter(tmp_path / "other")
    assert (tmp_path / "other.partial" / "mine").read_text() == "mine"


def test_an_empty_folder_that_is_there_is_used(tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    write(tmp_path / "bag", {"a": b"1"})
    assert check_bag(tmp_path / "bag").verdict is Verdict.VALID


def test_an_unfinished_bag_is_marked_and_gone_on_with(tmp_path: Path) -> None:
    bag = BagWriter(tmp_path / "bag")
    bag.payload("kept", io.BytesIO(b"kept"))
    bag.payload("torn", io.BytesIO(b"torn"))
    bag.payload("stray/x", io.BytesIO(b"of another selection"))
    bag.close()
    partial = tmp_path / "bag.partial"
    assert (partial / MARK).is_file()
    assert not (tmp_path / "bag").exists()
    (partial / "data" / "torn").write_bytes(b"to")
    kept = (partial / "data" / "kept").stat().st_ino
    write(tmp_path / "bag", {"kept": b"kept", "torn": b"torn", "new": b"new"})
    report = check_bag(tmp_path / "bag")
    assert (report.verdict, report.files) == (Verdict.VALID, 3)
    assert (tmp_path / "bag" / "data" / "kept").stat().st_ino == kept
    assert not partial.exists()


def test_a_file_that_is_longer_or_otherwise_than_it_should_be_is_written_anew(
    tmp_path: Path,
) -> None:
    bag = BagWriter(tmp_path / "bag")
    for name in ("longer", "other"):
        bag.payload(name, io.BytesIO(b"12345678"))
    bag.close()
    write(tmp_path / "bag", {"longer": b"1234", "other": b"87654321"})
    assert check_bag(tmp_path / "bag").verdict is Verdict.VALID
    assert (tmp_path / "bag/data/longer").read_bytes() == b"1234"


def test_a_value_of_the_metadata_stays_on_its_line(tmp_path: Path) -> None:
    bag = BagWriter(tmp_path / "bag")
    bag.finish([("Source-Organization", "Harbour\nPayload-Oxum: 9.9")])
    assert check_bag(tmp_path / "bag").metadata == (
        ("Source-Organization", "Harbour Payload-Oxum: 9.9"),
    )


def test_all_of_it_is_durable_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    synced, renamed = os.fsync, Path.rename

    def fsync(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        synced(descriptor)

    def rename(self: Path, target: Path) -> Path:
        done.append("renamed")
        return renamed(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", rename)
    write(tmp_path / "bag", {"a": b"1"})
    before = done[: done.index("renamed")]
    assert {"a", "data", "bagit.txt", "manifest-sha512.txt", "x.txt", "notes"} <= set(before)
    assert before[-1] == "bag.partial"
    assert done[-1] == tmp_path.name
