"""Files in packages: how the object packager of Windows wraps a file ([MS-OLEDS] section 2.3.6)."""

from __future__ import annotations

import struct
from typing import NamedTuple

_LONGEST = 1024


class Packaged(NamedTuple):
    """A file in a package: the name that it had, and its bytes."""

    name: bytes
    data: bytes


def unpack(native: bytes) -> Packaged:
    """Return the file in an `Ole10Native` stream, or the whole stream where it holds none."""
    try:
        (size,) = struct.unpack_from("<I", native)
        if size > len(native) or native[4:6] != b"\x02\x00":
            return Packaged(b"", native[4 : 4 + size])
        label, at = _string(native, 6)
        _, at = _string(native, at)
        at += 4
        (length,) = struct.unpack_from("<I", native, at)
        at += 4 + length
        (length,) = struct.unpack_from("<I", native, at)
    except (struct.error, ValueError):
        return Packaged(b"", native[4:])
    name = label.replace(b"\\", b"/").rpartition(b"/")[2]
    return Packaged(name, native[at + 4 : at + 4 + length])


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.index(b"\0", at, at + _LONGEST)
    return data[at:end], end + 1
