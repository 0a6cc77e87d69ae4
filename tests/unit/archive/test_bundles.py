from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from amana.archive import bundles
from amana.archive.bundles import Bundle
from amana.core import UnreadableError


def packed(**members: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"evidence/{name}", content)
    return file


ACCOUNT = (
    b'{"wanted": {"url": "http://a.example/"}, "outcome": "gone", "began": "", "ended": "", '
    b'"profile": "plain"}'
)

DEEP = b"[" * 100_000 + b"]" * 100_000


def test_a_bundle_is_read_member_by_member() -> None:
    file = packed(**{"capture.json": ACCOUNT, "text.txt": "نص".encode(), "collector": b"{}"})
    with Bundle("IT-1", file) as bundle:
        assert bundle.account().outcome == "gone"
        assert bundle.text() == "نص"
        assert bundle.picture() is None
        assert bundle.names() == ("capture.json", "text.txt", "collector")
        assert not bundle.withheld
    assert file.closed


def test_a_member_that_is_larger_than_allowed_is_not_opened() -> None:
    with Bundle("IT-1", packed(large=bytes(5000))) as bundle:
        assert bundle.evidence("large", 4999) is None
        assert bundle.evidence("large", 5000) == bytes(5000)
        assert bundle.withheld


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_cannot_be_unpacked_in_bounds_is_not_opened(packing: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("evidence/capture.json", ACCOUNT)
    with Bundle("IT-1", file) as bundle:
        assert bundle.evidence("capture.json") is None


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b""),
        io.BytesIO(b"no archive at all"),
        packed(other=b""),
        packed(**{"capture.json": b"[]"}),
        packed(**{"capture.json": b"{"}),
        packed(**{"capture.json": ACCOUNT[:-1] + b', "title": "\xff"}'}),
        packed(**{"capture.json": ACCOUNT[:-1] + b', "x": ' + DEEP + b"}"}),
        io.BytesIO(packed(**{"capture.json": ACCOUNT}).getvalue()[:-30]),
    ],
)
def test_whatever_is_no_capture_is_refused(file: io.BytesIO) -> None:
    file = io.BytesIO(file.getvalue())
    with (
        pytest.raises(UnreadableError, match="IT-1 is no capture of a page"),
        Bundle("IT-1", file) as bundle,
    ):
        bundle.account()


def test_an_endless_list_of_members_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "_MOST_MEMBERS", 2)
    file = packed(a=b"", b=b"", c=b"")
    with pytest.raises(UnreadableError, match="too many members"):
        Bundle("IT-1", file)


def test_a_wide_list_of_members_is_held_to_the_same_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)  # then it ends as in ZIP64
    content = packed(**{"capture.json": ACCOUNT}).getvalue()
    with Bundle("IT-1", io.BytesIO(content)) as bundle:
        assert bundle.names() == ("capture.json",)
    at = content.rindex(b"PK\6\6")
    many = content[: at + 32] + struct.pack("<Q", 1 << 40) + content[at + 40 :]
    decoy = many[: at + 56 + 8] + b"PK\6\6" + many[at + 56 + 12 :]  # within the locator
    for each in (many, decoy):
        with pytest.raises(UnreadableError, match="too many members"):
            Bundle("IT-1", io.BytesIO(each))
    with pytest.raises(UnreadableError, match="its end is not in order"):
        Bundle("IT-1", io.BytesIO(content[:at] + b"PK\6\5" + content[at + 4 :]))


def test_damaged_bytes_are_none(tmp_path: Path) -> None:
    file = packed(**{"text.txt": b"words " * 500})
    content = bytearray(file.getvalue())
    content[50:60] = bytes(10)
    (tmp_path / "damaged").write_bytes(content)
    with Bundle("IT-1", (tmp_path / "damaged").open("rb")) as bundle:
        assert bundle.text() is None
