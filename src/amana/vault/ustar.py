"""Canonical USTAR headers (POSIX.1-1988 ustar): one byte string for one member.

A pack is read by any `tar` of the last thirty years. Member name = SHA-256 in hexadecimal, mode
0444, owner 0, time 0, no user or group name: the header depends on digest and size only, so every
byte of a pack is determined by its contents and each flipped bit can be named. A member that was
erased keeps its place and size under the name `erased`, with zero bytes as its content.
"""

from __future__ import annotations

from amana.core import IntegrityError, is_sha256

BLOCK = 512
END = bytes(2 * BLOCK)
"""Two zero blocks end a sealed pack."""

ERASED = "erased"
"""The name of every member that was erased."""

_NAME = 64
_SIZE_LIMIT = 8**11


def header(name: str, size: int) -> bytes:
    """Return the header block of a member: `name` is a digest, or `ERASED`.

    Raises:
        ValueError: the size does not fit into eleven octal digits (8 GiB).
    """
    if not 0 <= size < _SIZE_LIMIT:
        msg = f"a tar member of {size} bytes is beyond the format"
        raise ValueError(msg)
    block = bytearray(BLOCK)
    block[0 : len(name)] = name.encode("ascii")
    block[100:108] = b"0000444\x00"
    block[108:116] = b"0000000\x00"
    block[116:124] = b"0000000\x00"
    block[124:136] = b"%011o\x00" % size
    block[136:148] = b"00000000000\x00"
    block[148:156] = b"        "
    block[156:157] = b"0"
    block[257:265] = b"ustar\x0000"
    block[148:156] = b"%06o\x00 " % sum(block)
    return bytes(block)


def padding(size: int) -> bytes:
    """Return the zero bytes that fill a member of `size` up to whole blocks."""
    return bytes(-size % BLOCK)


def extent(size: int) -> int:
    """Return how many bytes a member of `size` takes in a pack, header and padding included."""
    return BLOCK + size + -size % BLOCK


def parse(block: bytes) -> tuple[str, int]:
    """Return name and size that a header block states; the name is a digest, or `ERASED`.

    Raises:
        IntegrityError: the block is not a canonical header.
    """
    try:
        name = block[0:_NAME].rstrip(b"\x00").decode("ascii")
        size = int(block[124:135], 8)
        canonical = (is_sha256(name) or name == ERASED) and header(name, size) == block
    except ValueError:
        canonical = False
    if not canonical:
        raise IntegrityError("this is not the header of a member of a pack")
    return name, size
