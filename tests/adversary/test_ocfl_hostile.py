"""Objects that somebody made in order to do harm: nothing outside is touched, nothing hangs."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amana.core import UsageError
from amana.sharing.ocfl import OcflReport, check_ocfl
from amana.sharing.ocfl.spelling import About
from amana.sharing.ocfl.tree import DEEPEST
from amana.sharing.ocfl.writing import RootWriter

SECRET = b"what lies outside\n"


def write_object(folder: Path, inventory: object, content: bytes = b"x") -> Path:
    """Write an object with any inventory whatever, and sidecars that fit it."""
    data = inventory if isinstance(inventory, bytes) else json.dumps(inventory).encode()
    (folder / "v1/content").mkdir(parents=True)
    (folder / "0=ocfl_object_1.1").write_bytes(b"ocfl_object_1.1\n")
    (folder / "v1/content/original").write_bytes(content)
    for home in (folder, folder / "v1"):
        (home / "inventory.json").write_bytes(data)
        digest = hashlib.sha512(data).hexdigest()
        (home / "inventory.json.sha512").write_text(f"{digest} inventory.json\n", "utf-8")
    return folder


def inventory(content: bytes = b"x", **members: object) -> dict[str, Any]:
    digest = hashlib.sha512(content).hexdigest()
    return {
        "digestAlgorithm": "sha512",
        "head": "v1",
        "id": "urn:example:one",
        "manifest": {digest: ["v1/content/original"]},
        "type": "https://ocfl.io/1.1/spec/#inventory",
        "versions": {
            "v1": {
                "created": "2026-11-21T18:00:00Z",
                "message": "",
                "state": {digest: ["original"]},
                "user": {"name": "x", "address": "urn:x"},
            }
        },
        **members,
    }


def paths(*names: str, content: bytes = b"x") -> dict[str, Any]:
    return inventory(content, manifest={hashlib.sha512(content).hexdigest(): list(names)})


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../../outside/secret", "E099"),
        ("/etc/passwd", "E100"),
        ("v1/content/../../../outside/secret", "E099"),
        ("v1/content/./original", "E099"),
        ("v1//content/original", "E099"),
        ("v1/content/original/", "E100"),
        ("v1/content/a\0b", "E098"),
        ("v9/content/original", "E042"),
        ("v1/../v1/content/original", "E099"),
        ("C:\\secret", "E042"),
        ("\\\\host\\share", "E042"),
        ("a" * 1_000_000, "E042"),
        ("v1/content/" + "a/" * 200_000 + "b", "E092"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_path_of_an_inventory_is_never_opened(tmp_path: Path, path: str, code: str) -> None:
    """The file outside has the digest that the inventory wants: opening it would look valid."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_bytes(SECRET)
    report = check_ocfl(write_object(tmp_path / "object", paths(path, content=SECRET)))
    assert code in report.errors
    assert report.bytes <= 1
    assert all(len(finding.detail) <= 300 for finding in report.findings)


LINKED = (
    "v1/content/original",
    "inventory.json",
    "inventory.json.sha512",
    "0=ocfl_object_1.1",
    "v1",
    "v1/content",
    "v1/inventory.json",
    "v1/inventory.json.sha512",
)


@pytest.mark.parametrize("name", LINKED)
def test_a_link_in_the_place_of_anything_is_told_and_not_followed(
    tmp_path: Path, name: str
) -> None:
    """What the link leads to is just what belongs there: whoever follows it finds no fault."""
    folder = write_object(tmp_path / "object", inventory(SECRET), SECRET)
    (folder / name).rename(tmp_path / "outside")
    (folder / name).symlink_to(tmp_path / "outside")
    report = check_ocfl(folder)
    assert not report.valid
    assert "E090" in report.errors
    if "content" in name or name == "v1":
        assert report.bytes == 0


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.mkdir()])
@pytest.mark.parametrize("name", ["inventory.json", "0=ocfl_object_1.1", "v1/content/original"])
def test_what_is_no_plain_file_holds_nobody_up(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    folder = write_object(tmp_path / "object", inventory())
    (folder / name).unlink()
    make(folder / name)
    assert not check_ocfl(folder).valid


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 500_000,
        b'{"a":' * 200_000,
        b'{"id": ' + b"9" * 1_000_000 + b"}",
        b'{"manifest": {' + b'"a": [],' * 100_000 + b'"a": []}}',
        b'{"versions": {"v' + b"9" * 5_000 + b'": {}}}',
        b'{"id": "\\udc80"}',
        b"\x00" * 1000,
        b"\xff\xfe{\x00}\x00",
    ],
    ids=lambda data: repr(data[:16]),
)
def test_an_inventory_made_to_break_a_parser_is_refused(tmp_path: Path, data: bytes) -> None:
    report = check_ocfl(write_object(tmp_path / "object", data))
    assert report.errors.keys() & {"E033", "E036", "E096"}


def test_an_inventory_of_an_absurd_size_is_refused_unread(tmp_path: Path) -> None:
    folder = write_object(tmp_path / "object", inventory())
    with (folder / "inventory.json").open("r+b") as stream:
        stream.truncate(1 << 40)  # a terabyte of nothing
    report, peak = measured(lambda: check_ocfl(folder))
    assert "A001" in report.errors
    assert "larger than" in next(f for f in report.findings if f.code == "A001").detail
    assert peak < 8 << 20


def measured(work: Callable[[], OcflReport]) -> tuple[OcflReport, int]:
    """Return a report and the peak of memory that it took, in bytes."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_large_content_takes_no_memory(tmp_path: Path) -> None:
    size = 96 << 20
    digest = hashlib.sha512()
    for _ in range(96):
        digest.update(b"\0" * (1 << 20))
    stated = inventory()
    text = json.dumps(stated).replace(next(iter(stated["manifest"])), digest.hexdigest())
    folder = write_object(tmp_path / "object", text.encode(), b"")
    os.truncate(folder / "v1/content/original", size)
    report, peak = measured(lambda: check_ocfl(folder))
    assert (report.valid, report.bytes) == (True, size)
    assert peak < 16 << 20


def test_many_objects_take_no_more_memory_than_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nothing here needs to last
    peaks = []
    for count in (10, 150):
        root = tmp_path / str(count)
        writer = RootWriter(root)
        for number in range(count):
            write_small(writer, f"urn:example:{number}")
        writer.finish()
        writer.close()
        check_ocfl(root)  # caches fill
        report, peak = measured(lambda root=root: check_ocfl(root))  # type: ignore[misc]  # a default binds the value of this turn
        assert (report.valid, report.objects) == (True, count)
        peaks.append(peak)
    assert peaks[1] < 2 * peaks[0]


def write_small(writer: RootWriter, identity: str, path: str = "original") -> str:
    about = About(identity, "2026-11-21T18:00:00Z", "", ("x", "urn:x"))
    return writer.publish(about, {path: b"x"}, {})


def test_folders_without_end_are_not_followed_without_end(tmp_path: Path) -> None:
    folder = write_object(tmp_path / "object", inventory())
    nest(folder / "v1/content", DEEPEST + 40)
    report = check_ocfl(folder)
    assert {"A003", "E024"} & report.errors.keys()
    root = tmp_path / "root"
    root.mkdir()
    (root / "0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    nest(root, DEEPEST + 40)
    assert check_ocfl(root).errors == {"A003": 1}


def nest(folder: Path, depth: int) -> None:
    """Make folders inside each other, deeper than a path may be long."""
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("deep-folder", dir_fd=descriptor)
        inner = os.open("deep-folder", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)


def test_names_that_are_no_utf8_are_told_and_can_be_printed(tmp_path: Path) -> None:
    folder = write_object(tmp_path / "object", inventory())
    (folder / "v1/content" / os.fsdecode(b"\xff\x1b[2J")).write_bytes(b"")
    report = check_ocfl(folder)
    assert report.errors == {"E023": 1}
    report.findings[0].path.encode("utf-8")


def test_a_digest_cannot_pose_as_a_path_by_its_bytes(tmp_path: Path) -> None:
    """Half a surrogate in JSON would fit a name on disk that is no UTF-8."""
    stated = json.dumps(paths("v1/content/original", "v1/content/NAME"))
    folder = write_object(tmp_path / "object", stated.replace("NAME", "\\udcff").encode())
    (folder / "v1/content" / os.fsdecode(b"\xff")).write_bytes(b"x")
    assert "E033" in check_ocfl(folder).errors


def test_a_storage_root_cannot_make_an_export_write_elsewhere(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    with contextlib.closing(RootWriter(root)) as writer:
        place = write_small(writer, "urn:example:one")
        top = root / place.split("/")[0]
        top.rename(tmp_path / "moved")
        top.symlink_to(outside)
        with pytest.raises(UsageError, match="is a link"):
            write_small(writer, "urn:example:one")
    assert list(outside.iterdir()) == []


class PulledPlug(BaseException):
    """The end of the process at one place."""


def write_two(root: Path) -> None:
    writer = RootWriter(root)
    with contextlib.closing(writer):
        for name in ("one", "two"):
            if not writer.holds(f"urn:example:{name}", {}):
                digest = hashlib.sha256(SECRET).hexdigest()
                writer.stage(f"urn:example:{name}", "original", io.BytesIO(SECRET), digest)
                write_small(writer, f"urn:example:{name}", "proof/entry.json")
        writer.finish()


@pytest.mark.parametrize("deed", ["fsync", "rename", "mkdir", "open"])
def test_wherever_an_export_ends_the_rest_is_whole_and_it_can_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # it is counted, and takes no time
    for last in range(1, 400):
        root = tmp_path / f"{deed}-{last}"
        left = [last]
        real = getattr(os, deed)

        def counted(*words: Any, left: list[int] = left, real: Any = real, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
            left[0] -= 1
            if not left[0]:
                raise PulledPlug
            return real(*words, **named)

        with monkeypatch.context() as patch, contextlib.suppress(PulledPlug):
            patch.setattr(os, deed, counted)
            write_two(root)
        if left[0] > 0:
            assert last > 5
            return
        begun = (root / "0=ocfl_1.1").exists()
        assert not begun or check_ocfl(root).errors == {}
        write_two(root)
        report = check_ocfl(root)
        assert (report.findings, report.objects) == ((), 2)
    pytest.fail("it never came to an end")
