from __future__ import annotations

import io
import zipfile
from hashlib import sha256

import pytest

from amana.reading.readers.containers.zip_relisted import relisted
from amana.reading.readers.intake import BytesContent, GiveUp, stream

NOISE = b"".join(sha256(b"%d" % n).digest() for n in range(150))


class Forwards(io.RawIOBase):
    """Takes bytes and cannot go back, as a pipe: sizes are written behind the members."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # narrower than any buffer
        self.taken += data
        return len(data)


def archive(*, seekable: bool = True, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file, forwards = io.BytesIO(), Forwards()
    with zipfile.ZipFile(file if seekable else forwards, "w", method) as packed:
        packed.writestr("a.txt", "one " * 1000)
        packed.writestr("b.bin", NOISE)
        packed.writestr("empty", b"")
        packed.writestr("z", b"the last")
    return file.getvalue() if seekable else bytes(forwards.taken)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(stream(relisted(BytesContent(data)))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("seekable", [True, False])
def test_a_lost_directory_is_made_again(seekable: bool) -> None:
    data = archive(seekable=seekable)
    found = members(data[: data.index(b"PK\x01\x02")])
    assert found["a.txt"] == b"one " * 1000
    assert found["b.bin"] == NOISE
    assert list(found) == ["a.txt", "b.bin", "empty", "z"]
    assert found["z"] == b"the last"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_last_member_is_listed_as_far_as_it_goes(method: int) -> None:
    data = archive(method=method)
    found = members(data[: data.index(b"b.bin") + 3000])
    assert found["a.txt"] == b"one " * 1000
    assert len(found["b.bin"]) > 2000
    assert NOISE.startswith(found["b.bin"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 40])
def test_without_a_member_nothing_is_made(data: bytes) -> None:
    with pytest.raises(GiveUp):
        relisted(BytesContent(data))


def test_what_is_damaged_ends_where_it_is_damaged() -> None:
    data = bytearray(archive()[:4000])
    data[60:64] = b"\xff\xff\xff\xff"
    assert relisted(BytesContent(bytes(data))).size > len(data)
