from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from amana.core import IntegrityError, StorageFull, UsageError
from amana.sharing.ocfl import check_ocfl
from amana.sharing.ocfl.spelling import About
from amana.sharing.ocfl.writing import STAGING, Parcel, Part, RootWriter

CONTENT = {"original": b"what came\n", "proof/entry.json": b"{}\n"}


def parcel(
    name: str = "one", content: Mapping[str, bytes] = CONTENT, sha256: str | None = None
) -> Parcel:
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in content.items()}
    return Parcel(
        about=About(f"urn:example:{name}", "2026-11-21T18:00:00Z", "m", ("archive", "amana:x")),
        parts=[
            Part(path, lambda data=data: io.BytesIO(data), sha256 or sums[path])  # type: ignore[misc]  # a default binds the value of this turn
            for path, data in content.items()
        ],
        also={"proof/original": "original"},
        same={"original": sums["original"], "proof/entry.json": sums["proof/entry.json"]},
    )


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_objects_are_written_into_a_valid_storage_root(tmp_path: Path) -> None:
    with RootWriter(tmp_path / "out") as root:
        one, two = root.put(parcel("one")), root.put(parcel("two"))
    report = check_ocfl(tmp_path / "out")
    assert report.findings == ()
    assert (report.valid, report.objects) == (True, 2)
    assert (one.written, two.written, one.size) == (True, True, 13)
    inside = tmp_path / "out" / one.place
    assert names(inside) == {
        "0=ocfl_object_1.1",
        "inventory.json",
        "inventory.json.sha512",
        "v1/inventory.json",
        "v1/inventory.json.sha512",
        "v1/content/original",
        "v1/content/proof/entry.json",
    }
    assert (inside / "v1/content/original").read_bytes() == CONTENT["original"]
    assert not (tmp_path / "out/extensions" / STAGING).exists()


def test_an_object_that_is_there_and_whole_is_left_alone(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        first = root.put(parcel())
        inventory = tmp_path / first.place / "inventory.json"
        before = inventory.stat().st_mtime_ns
        again = root.put(parcel())
    assert (again.written, again.place, again.size) == (False, first.place, first.size)
    assert inventory.stat().st_mtime_ns == before
    with RootWriter(tmp_path) as root:  # a later run
        assert not root.put(parcel()).written


def test_an_object_that_is_there_and_damaged_stops_the_run(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        first = root.put(parcel())
        (tmp_path / first.place / "v1/content/original").write_bytes(b"What came\n")
        with pytest.raises(IntegrityError, match="E092 v1/content/original"):
            root.put(parcel())


def test_an_object_with_other_contents_is_not_replaced(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        root.put(parcel())
        other = parcel(content={**CONTENT, "proof/entry.json": b"{ }\n"})
        with pytest.raises(UsageError, match="already, with other contents"):
            root.put(other)
    assert check_ocfl(tmp_path).valid


def test_bytes_that_are_not_what_they_must_be_leave_nothing(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        with pytest.raises(IntegrityError, match="not those that the archive took in"):
            root.put(parcel("bad", sha256="0" * 64))
        root.put(parcel("good"))
    report = check_ocfl(tmp_path)
    assert (report.valid, report.objects) == (True, 1)


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> io.BytesIO:
        raise KeyboardInterrupt

    bad = parcel()._replace(parts=[Part("original", broken, "0" * 64)])
    with pytest.raises(KeyboardInterrupt), RootWriter(tmp_path) as root:
        root.put(bad)
    assert check_ocfl(tmp_path).valid
    assert names(tmp_path) == {
        "0=ocfl_1.1",
        "README.txt",
        "ocfl_layout.json",
        "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",
    }


def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        root.put(parcel("one"))
    half = tmp_path / "extensions" / STAGING / "abc/def"
    half.mkdir(parents=True)
    (half / "x").write_bytes(b"half")
    assert check_ocfl(tmp_path).valid  # the folder of an extension is nobody's business
    with RootWriter(tmp_path) as root:
        root.put(parcel("two"))
    assert check_ocfl(tmp_path).findings == ()


def test_a_crash_before_the_declaration_is_made_good(tmp_path: Path) -> None:
    with RootWriter(tmp_path):
        pass
    (tmp_path / "0=ocfl_1.1").unlink()
    (tmp_path / "extensions" / STAGING).mkdir()
    with RootWriter(tmp_path) as root:
        root.put(parcel())
    assert check_ocfl(tmp_path).findings == ()


@pytest.mark.parametrize("name", ["letter.txt", "README.txt", "extensions", "0=ocfl_1.1"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="neither empty nor a storage root"), RootWriter(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_do_not_write_at_once(tmp_path: Path) -> None:
    with RootWriter(tmp_path) as root:
        root.put(parcel())
        with pytest.raises(UsageError, match="another export"), RootWriter(tmp_path):
            pass
        root.put(parcel("two"))
    assert check_ocfl(tmp_path).objects == 2


def test_a_full_disk_is_told_and_leaves_what_was_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with RootWriter(tmp_path) as root:
        root.put(parcel("one"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StorageFull):
                root.put(parcel("two"))
    report = check_ocfl(tmp_path)
    assert (report.valid, report.objects) == (True, 1)
