"""The compression of RTF bodies ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_HEAD = 16
_DICTIONARY = 4096
_LARGEST = 256 << 20
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary holds at the beginning ([MS-OXRTFCP] section 2.1.2.1)."""


def unpack_rtf(data: bytes) -> bytes | None:
    """Return the RTF in the stream of a body, or None where it is none."""
    if len(data) < _HEAD:
        return None
    _, size, kind, _ = struct.unpack_from("<4I", data)
    if kind == _PLAIN:
        return data[_HEAD : _HEAD + size]
    return _unpacked(data, min(size, _LARGEST)) if kind == _COMPRESSED else None


def _unpacked(data: bytes, size: int) -> bytes:
    """Undo the compression: a byte for each zero of the flags, a reference for each one."""
    window = bytearray(_KNOWN) + bytes(_DICTIONARY - len(_KNOWN))
    out, at, write = bytearray(), _HEAD, len(_KNOWN)
    while at < len(data) and len(out) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if flags >> bit & 1:
                reference = int.from_bytes(data[at : at + 2], "big")
                at += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == write:
                    return bytes(out[:size])
            else:
                window[write] = data[at] if at < len(data) else 0
                start, length = write, min(1, len(data) - at)
                at += 1
            for n in range(length):  # what is copied may be what was just written
                window[write] = window[(start + n) % _DICTIONARY]
                out.append(window[write])
                write = (write + 1) % _DICTIONARY
    return bytes(out[:size])
