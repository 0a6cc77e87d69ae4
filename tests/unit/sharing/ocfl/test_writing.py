from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from amana.core import IntegrityError, StorageFull, UsageError
from amana.sharing.ocfl import check_ocfl
from amana.sharing.ocfl.spelling import About
from amana.sharing.ocfl.writing import STAGING, RootWriter

CONTENT = b"what came\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PROOF = {"proof/entry.json": b"{}\n"}


def about(identity: str) -> About:
    return About(identity, "2026-11-21T18:00:00Z", "m", ("archive", "amana:x"))


@contextlib.contextmanager
def writer(folder: Path) -> Iterator[RootWriter]:
    """Open a storage root, and finish it if nothing was raised."""
    root = RootWriter(folder)
    with contextlib.closing(root):
        yield root
        root.finish()


def put(root: RootWriter, name: str, files: Mapping[str, bytes] = PROOF) -> Path:
    assert root.stage(f"urn:x:{name}", "original", io.BytesIO(CONTENT), SHA256)
    return Path(root.publish(about(f"urn:x:{name}"), files, {"proof/original": "original"}))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


ROOT_FILES = {
    "0=ocfl_1.1",
    "README.txt",
    "ocfl_layout.json",
    "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",
}


def test_objects_are_written_into_a_valid_storage_root(tmp_path: Path) -> None:
    with writer(tmp_path / "out") as root:
        place = put(root, "one")
        put(root, "two")
    report = check_ocfl(tmp_path / "out")
    assert report.findings == ()
    assert (report.valid, report.objects) == (True, 2)
    assert place.name == "urn%3ax%3aone"
    inside = tmp_path / "out" / place
    assert names(inside) == {
        "0=ocfl_object_1.1",
        "inventory.json",
        "inventory.json.sha512",
        "v1/inventory.json",
        "v1/inventory.json.sha512",
        "v1/content/original",
        "v1/content/proof/entry.json",
    }
    assert (inside / "v1/content/original").read_bytes() == CONTENT
    assert not (tmp_path / "out/extensions" / STAGING).exists()


def test_an_object_may_have_no_files_at_all(tmp_path: Path) -> None:
    with writer(tmp_path) as root:
        root.publish(about("urn:x:one"), {}, {})
    assert check_ocfl(tmp_path).findings == ()


def test_an_object_that_is_there_is_known_by_its_bytes(tmp_path: Path) -> None:
    with writer(tmp_path) as root:
        assert not root.has("urn:x:one")
        assert not root.holds("urn:x:one", {})
        place = put(root, "one")
    with writer(tmp_path) as root:  # a later run
        assert root.has("urn:x:one")
        assert root.holds("urn:x:one", {"original": SHA256})
        with pytest.raises(UsageError, match="already, with other contents"):
            root.holds("urn:x:one", {"original": "0" * 64})
        with pytest.raises(UsageError, match="already, with other contents"):
            root.holds("urn:x:one", {"gone": SHA256})
        (tmp_path / place / "v1/content/original").write_bytes(b"What came\n")
        with pytest.raises(IntegrityError, match="E092 v1/content/original"):
            root.holds("urn:x:one", {"original": SHA256})


def test_nothing_is_put_where_something_is(tmp_path: Path) -> None:
    with writer(tmp_path) as root:
        put(root, "one")
        with pytest.raises(UsageError, match="was taken meanwhile"):
            put(root, "one")
    assert check_ocfl(tmp_path).findings == ()


def test_bytes_that_are_not_what_they_must_be_are_not_kept(tmp_path: Path) -> None:
    with writer(tmp_path) as root:
        assert not root.stage("urn:x:bad", "original", io.BytesIO(CONTENT), "0" * 64)
        assert list((tmp_path / "extensions" / STAGING).iterdir()) == []
        put(root, "good")
    report = check_ocfl(tmp_path)
    assert (report.valid, report.objects) == (True, 1)


class Broken(io.RawIOBase):
    """A stream that is stopped after its first bytes."""

    def __init__(self) -> None:
        self._left = [b"what "]

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            raise KeyboardInterrupt
        return self._left.pop()[:size]


def test_a_run_that_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    with contextlib.closing(RootWriter(tmp_path)) as root:
        put(root, "one")
        assert root.stage("urn:x:two", "original", io.BytesIO(CONTENT), SHA256)
        with pytest.raises(KeyboardInterrupt):
            root.stage("urn:x:three", "original", Broken(), SHA256)  # type: ignore[arg-type]  # it is read only
    assert check_ocfl(tmp_path).errors == {}
    with writer(tmp_path) as root:
        assert root.holds("urn:x:one", {"original": SHA256})
        # What is whole is kept: its stream is not read again. What is half is written anew.
        assert root.stage("urn:x:two", "original", Broken(), SHA256)  # type: ignore[arg-type]  # it is not read
        root.publish(about("urn:x:two"), PROOF, {})
        put(root, "three")
    report = check_ocfl(tmp_path)
    assert (report.findings, report.objects) == ((), 3)


def test_what_was_staged_and_not_asked_for_again_is_cleared(tmp_path: Path) -> None:
    with contextlib.closing(RootWriter(tmp_path)) as root, pytest.raises(KeyboardInterrupt):
        root.stage("urn:x:one", "original", Broken(), SHA256)  # type: ignore[arg-type]  # it is read only
    with writer(tmp_path):
        pass
    assert names(tmp_path) == ROOT_FILES


def test_a_crash_before_the_declaration_is_made_good(tmp_path: Path) -> None:
    with writer(tmp_path):
        pass
    (tmp_path / "0=ocfl_1.1").unlink()
    (tmp_path / "extensions" / STAGING).mkdir()
    with writer(tmp_path) as root:
        put(root, "one")
    assert check_ocfl(tmp_path).findings == ()


@pytest.mark.parametrize("name", ["letter.txt", "README.txt", "extensions", "0=ocfl_1.1"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="neither empty nor a storage root"):
        RootWriter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_do_not_write_at_once(tmp_path: Path) -> None:
    with writer(tmp_path) as root:
        put(root, "one")
        with pytest.raises(UsageError, match="another export"):
            RootWriter(tmp_path)
        put(root, "two")
    assert check_ocfl(tmp_path).objects == 2


def test_a_full_disk_is_told_and_leaves_what_was_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with contextlib.closing(RootWriter(tmp_path)) as root:
        put(root, "one")
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StorageFull):
            put(root, "two")
    report = check_ocfl(tmp_path)
    assert (report.valid, report.objects) == (True, 1)
