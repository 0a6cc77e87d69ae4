"""Transfer encodings undone: base64, quoted-printable (RFC 2045 section 6), uuencode.

What is not valid in the encoding is passed over and counted; decoding never fails.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

IDENTITY = frozenset({"", "7bit", "8bit", "binary"})
_UU = frozenset({"uuencode", "x-uuencode", "uue", "x-uue"})
_CHUNK = 1 << 20
_WHITE = b" \t\r\n\v\f\0"
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(byte for byte in range(256) if byte not in _ALPHABET + b"=")
_PADDING = re.compile(rb"=+")
_NOT_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r*(?:\n|\Z))")
_SPACED_BREAK = re.compile(rb"=[ \t]*\r*\n")
_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]+)", re.MULTILINE)
_SIX_BITS = 0x3F
_BYTES_A_LINE = 45


def is_known(name: str) -> bool:
    """Tell whether a transfer encoding is one that can be undone."""
    return name in IDENTITY or name in _UU or name in {"base64", "quoted-printable"}


class Decoder:
    """Undoes the encoding of bytes `start` to `end`; `damaged` counts what is not valid."""

    def __init__(self, data: bytes, start: int, end: int, name: str) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._name = name
        self.damaged = 0

    def pieces(self) -> Iterator[bytes]:
        """Yield the decoded bytes in order."""
        if self._name == "base64":
            return self._base64()
        if self._name == "quoted-printable":
            return self._quoted()
        if self._name in _UU:
            return self._uu()
        return self._chunks()

    def whole(self) -> bytes:
        """Return all decoded bytes."""
        return b"".join(self.pieces())

    def _chunks(self) -> Iterator[bytes]:
        for at in range(self._start, self._end, _CHUNK):
            yield self._data[at : min(at + _CHUNK, self._end)]

    def _base64(self) -> Iterator[bytes]:
        """Padding may come in the middle, where encoded pieces were put one behind the other."""
        rest = b""
        for chunk in self._chunks():
            letters = chunk.translate(None, _NOT_BASE64)
            self.damaged += len(chunk.translate(None, _WHITE)) - len(letters)
            *ended, rest = _PADDING.split(rest + letters)
            for piece in ended:
                yield self._quartets(piece)
            ready = len(rest) - len(rest) % 4
            yield binascii.a2b_base64(rest[:ready])
            rest = rest[ready:]
        yield self._quartets(rest)

    def _quartets(self, letters: bytes) -> bytes:
        if len(letters) % 4 == 1:  # six bits are no byte
            self.damaged += 1
            letters = letters[:-1]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))

    def _quoted(self) -> Iterator[bytes]:
        at = self._start
        while at < self._end:
            stop = self._end
            if stop - at > _CHUNK:
                stop = self._data.find(b"\n", at + _CHUNK, self._end) + 1 or self._end
            chunk = _SPACED_BREAK.sub(b"=\n", self._data[at:stop])
            self.damaged += len(_NOT_QUOTED.findall(chunk))
            yield binascii.a2b_qp(chunk)
            at = stop

    def _uu(self) -> Iterator[bytes]:
        begin = _BEGIN.search(self._data, self._start, self._end)
        if begin is None:
            self.damaged += 1
            return
        at, ready = begin.end(), list[bytes]()
        at = self._data.find(b"\n", at, self._end) + 1 or self._end
        while at < self._end:
            stop = self._data.find(b"\n", at, self._end) + 1 or self._end
            line = self._data[at:stop].rstrip(b"\r\n")
            at = stop
            if line == b"end":
                break
            ready.append(self._uu_line(line))
            if len(ready) * _BYTES_A_LINE > _CHUNK:
                yield b"".join(ready)
                ready = []
        else:
            self.damaged += 1
        yield b"".join(ready)

    def _uu_line(self, line: bytes) -> bytes:
        if not line:
            return b""
        size = (line[0] - 32) & _SIX_BITS
        letters = line[1:200]
        try:
            wanted = 1 + (size * 4 + 2) // 3  # some encoders write too much behind it
            return binascii.a2b_uu(line[:1] + letters.ljust(wanted - 1)[: wanted - 1])
        except binascii.Error:
            self.damaged += 1
            return b""
