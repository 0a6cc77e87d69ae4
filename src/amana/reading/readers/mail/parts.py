"""A message cut into its parts (RFC 2046 section 5.1), over bytes and without recursion.

Each part knows which bytes are its header and its body; whatever lies between the parts is kept as
a stretch of its own, so that all stretches together are the whole message.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from amana.reading.readers.mail.fields import (
    Head,
    Lines,
    Typed,
    disposition,
    media_type,
    read_head,
    value_of,
    word_of,
)

MAX_DEPTH = 100
MAX_PARTS = 100_000
_LONGEST_BOUNDARY = 1000  # RFC 2046 allows 70
_SPACE = b" \t\r\n"


class Kind(Enum):
    """What a stretch of a message is."""

    HEADER = auto()
    BODY = auto()
    BOUNDARY = auto()
    PREAMBLE = auto()
    EPILOGUE = auto()


class Stretch(NamedTuple):
    """Bytes `start` to `end` of a message, and the number of the part that they belong to."""

    kind: Kind
    start: int
    end: int
    part: int


class Part(NamedTuple):
    """A part: its section number (RFC 9051 section 6.4.5), its header, its body, what is in it.

    `children` are the places of its parts among all parts. `kind` is its media type, and
    `ended` tells whether the last boundary of a multipart is there.
    """

    number: str
    head: Head
    start: int
    body: int
    end: int
    kind: str
    parameters: dict[str, bytes]
    disposition: Typed
    transfer: str
    content_id: bytes
    location: bytes
    children: tuple[int, ...] = ()
    ended: bool = True

    @property
    def is_multipart(self) -> bool:
        """Tell whether it was cut into parts."""
        return bool(self.children)


class Parts(NamedTuple):
    """A message in parts, the first of which is the message itself.

    `beyond` counts the parts that were not cut out, for there are too many.
    """

    lines: Lines
    parts: list[Part]
    stretches: list[Stretch]
    beyond: int


class _Frame:
    """A multipart that is being cut."""

    def __init__(self, part: int, boundary: bytes) -> None:
        self.part = part
        self.boundary = boundary
        self.children: list[int] = []
        self.closed = False

    @property
    def aside(self) -> Kind:
        """Return what text between its parts is."""
        return Kind.EPILOGUE if self.closed else Kind.PREAMBLE


def split(data: bytes, start: int = 0, end: int | None = None) -> Parts:
    """Cut the message that begins at `start` into its parts.

    Rules:

    1. A boundary is a line of `--`, the boundary and white space; with `--` behind it, the last
       one. It is compared as a whole: one boundary may be the beginning of another.
    2. The boundary of an outer multipart ends all that is open inside. Of equal boundaries the
       innermost that has not ended counts.
    3. After its last boundary a multipart goes on when its boundary comes again.
    4. A multipart without a boundary, or more than `MAX_DEPTH` deep, is not cut.
    5. After `MAX_PARTS` parts, what is left belongs to the last one.
    """
    return _Splitter(data, start, len(data) if end is None else end).split()


class _Splitter:
    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data = data
        self._lines = Lines(data)
        self._start = start
        self._end = end
        self._parts: list[Part] = []
        self._stretches: list[Stretch] = []
        self._frames: list[_Frame] = []
        self._open: dict[bytes, list[_Frame]] = {}
        self._leaf: int | None = None
        self._at = start
        self._beyond = 0

    def split(self) -> Parts:
        self._begin_part("", self._start)
        if not self._frames:
            self._parts[0] = self._parts[0]._replace(number="1")
        for at, stop in self._dashed():
            found = self._boundary(at, stop)
            if found is None:
                continue
            frame, last = found
            if len(self._parts) >= MAX_PARTS and not last:
                self._beyond += 1
            else:
                self._cut(frame, at, stop, last=last)
        self._finish(self._end)
        while self._frames:
            self._pop()
        return Parts(self._lines, self._parts, self._stretches, self._beyond)

    def _dashed(self) -> Iterator[tuple[int, int]]:
        """Yield the lines that begin with two dashes, behind what has been read already."""
        data, mark = self._data, self._lines.mark + b"--"
        at = self._at
        while self._frames:
            at = max(at, self._at)
            if not (at == self._at and data.startswith(b"--", at)):
                at = data.find(mark, at, self._end) + 1
                if not at:
                    return
            stop = self._lines.end(at, self._end)
            yield at, stop
            at = max(at + 1, stop - 1)

    def _boundary(self, at: int, stop: int) -> tuple[_Frame, bool] | None:
        """Return whose boundary a line is, and whether it is the last one."""
        if stop - at > _LONGEST_BOUNDARY + 100:
            return None
        line = self._data[at + 2 : stop].rstrip(_SPACE)
        for boundary, last in ((line, False), (line.removesuffix(b"--"), line.endswith(b"--"))):
            frames = self._open.get(boundary)
            if frames:
                return next((f for f in reversed(frames) if not f.closed), frames[-1]), last
        return None

    def _cut(self, frame: _Frame, at: int, stop: int, *, last: bool) -> None:
        """End what is open inside `frame` at the boundary from `at` to `stop`."""
        content = self._lines.bare(self._at, at)
        self._finish(content)
        while self._frames[-1] is not frame:
            self._pop()
        self._stretches.append(Stretch(Kind.BOUNDARY, content, stop, frame.part))
        self._at = stop
        if last:
            frame.closed = True
            return
        frame.closed = False
        number = self._parts[frame.part].number
        place = len(frame.children) + 1
        frame.children.append(len(self._parts))
        self._begin_part(f"{number}.{place}" if number else str(place), stop)

    def _begin_part(self, number: str, start: int) -> None:
        """Read the header of a part that begins at `start`."""
        head = read_head(self._lines, start, self._end)
        place = len(self._parts)
        found = media_type(self._value(head, "content-type"))
        kind = found.word or self._usual()
        part = Part(
            number=number,
            head=head,
            start=start,
            body=head.body,
            end=self._end,
            kind=kind,
            parameters=found.parameters,
            disposition=disposition(self._value(head, "content-disposition")),
            transfer=word_of(self._value(head, "content-transfer-encoding")),
            content_id=self._value(head, "content-id").strip(b"<> "),
            location=self._value(head, "content-location").replace(b" ", b""),
        )
        self._parts.append(part)
        if head.body > start:
            self._stretches.append(Stretch(Kind.HEADER, start, head.body, place))
        self._at = head.body
        boundary = found.parameters.get("boundary", b"").rstrip(_SPACE)[:_LONGEST_BOUNDARY]
        if found.word.startswith("multipart/") and boundary and len(self._frames) < MAX_DEPTH:
            frame = _Frame(place, boundary)
            self._frames.append(frame)
            self._open.setdefault(boundary, []).append(frame)
        else:
            self._leaf = place

    def _value(self, head: Head, name: str) -> bytes:
        return value_of(self._data, head.first(name))

    def _usual(self) -> str:
        """Return the kind of a part that names none (RFC 2046 section 5.1.5)."""
        inside = self._parts[self._frames[-1].part].kind if self._frames else ""
        return "message/rfc822" if inside == "multipart/digest" else ""

    def _finish(self, end: int) -> None:
        """End the leaf that is open, or the text beside parts, at `end`."""
        kind, owner = Kind.BODY, self._leaf
        if owner is None:
            kind, owner = self._frames[-1].aside, self._frames[-1].part
        else:
            self._parts[owner] = self._parts[owner]._replace(end=end)
        if end > self._at:
            self._stretches.append(Stretch(kind, self._at, end, owner))
        self._leaf = None
        self._at = end

    def _pop(self) -> None:
        """End the innermost multipart where the last stretch ended."""
        frame = self._frames.pop()
        self._open[frame.boundary].remove(frame)
        part = self._parts[frame.part]
        self._parts[frame.part] = part._replace(
            number=part.number if frame.children else part.number or "1",
            end=self._at,
            children=tuple(frame.children),
            ended=frame.closed,
        )
