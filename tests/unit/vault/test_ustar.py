from __future__ import annotations

import io
import tarfile

import pytest

from amana.core import IntegrityError
from amana.vault.ustar import END, extent, header, padding, parse

SHA256 = "0123456789abcdef" * 4


def test_a_header_says_digest_and_size_and_nothing_else() -> None:
    block = header(SHA256, 1000)
    assert len(block) == 512
    expected = {
        (0, 64): SHA256.encode(),
        (100, 108): b"0000444\0",
        (108, 116): b"0000000\0",
        (116, 124): b"0000000\0",
        (124, 136): b"00000001750\0",
        (136, 148): b"00000000000\0",
        (156, 157): b"0",
        (257, 265): b"ustar\x0000",
    }
    for (start, end), content in expected.items():
        assert block[start:end] == content, start
    covered = {i for start, end in (*expected, (148, 156)) for i in range(start, end)}
    assert not any(byte for i, byte in enumerate(block) if i not in covered)


def test_the_checksum_is_that_of_posix() -> None:
    block = header(SHA256, 7)
    blank = block[:148] + b" " * 8 + block[156:]
    assert block[148:156] == b"%06o\0 " % sum(blank)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 8**11 - 1])
def test_a_header_is_read_again(size: int) -> None:
    assert parse(header(SHA256, size)) == (SHA256, size)


def test_tar_reads_what_was_written() -> None:
    content = b"some bytes" * 100
    data = header(SHA256, len(content)) + content + padding(len(content)) + END
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        [member] = tar.getmembers()
        stream = tar.extractfile(member)
        assert stream is not None
        assert stream.read() == content
    assert (member.name, member.size, member.mode, member.mtime) == (SHA256, 1000, 0o444, 0)
    assert (member.uid, member.gid, member.uname, member.gname) == (0, 0, "", "")
    assert member.isreg()


@pytest.mark.parametrize("size", [-1, 8**11])
def test_a_size_beyond_the_format_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="beyond the format"):
        header(SHA256, size)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        bytes(512),
        header(SHA256, 7)[:-1],
        header(SHA256, 7) + b"\0",
        header(SHA256.upper(), 7),
        header(SHA256[:-1] + "g", 7),
        header(SHA256, 7).replace(b"00000000007", b"-0000000001"),
        header(SHA256, 7).replace(b"00000000007", b"          7"),
        header(SHA256, 7).replace(b"00000000007", b"0o000000007"),
        header(SHA256, 7).replace(b"00000000007", b"0_0_0_0_0_7"),
        header(SHA256, 7).replace(b"0000444", b"0000644"),
        header(SHA256, 7).replace(b"ustar\x0000", b"ustar  \0"),
        b"\xff" * 512,
    ],
)
def test_what_is_not_spelled_so_is_no_header(block: bytes) -> None:
    with pytest.raises(IntegrityError, match="not the header of a member"):
        parse(block)


def test_members_fill_whole_blocks() -> None:
    assert [len(padding(size)) for size in (0, 1, 511, 512, 513)] == [0, 511, 1, 0, 511]
    assert [extent(size) for size in (0, 1, 512, 513)] == [512, 1024, 1024, 1536]
    assert bytes(1024) == END
