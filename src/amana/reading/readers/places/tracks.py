"""The reader of KML 2.3 (OGC 12-007r2) and GPX 1.1: marks, tracks and what is said of them.

Each name, description, time and list of coordinates is a paragraph; each point of a GPX track is a
row: latitude, longitude, and what stands in it. HTML in descriptions loses its tags.
"""

from __future__ import annotations

import html
import pyexpat
import re
from functools import partial

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.office.xml import Attributes, End, Rules, Start, TooMuch, Walk
from amana.reading.readers.paragraphs import Full, Paragraphs, Place
from amana.reading.readers.sampling import must_read
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_PIECE = 1 << 20
_GLANCE = 4096  # characters of coordinates in which it is seen whether they are of one place
_TAG = re.compile(r"<[^<>]*+>")
_POINTS = ("wpt", "rtept", "trkpt")
_TEXTS = (
    *("name", "description", "Snippet", "address", "phoneNumber", "when", "begin", "end"),
    *("coordinates", "coord", "value", "SimpleData", "href", "text", "displayName"),
    *("ele", "time", "desc", "cmt", "sym", "type", "src", "author", "keywords", "copyright"),
)
_HEADINGS = frozenset({"name"})
_LATITUDE, _LONGITUDE = 90, 180


class _Tracks:
    """Puts the text together while the walk goes on."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._open = 0
        self.text = Paragraphs(budget)
        self.walk = Walk(self._rules())
        self._in_point = ""
        self._here = self._name = ""
        self._coordinates: list[str] = []
        self.marks = self.points = self.places = 0
        self.point: tuple[str, str] | None = None

    def _rules(self) -> Rules:
        starts: dict[str, Start] = {"Placemark": self._mark, "Data": self._named}
        ends: dict[str, End] = {name: partial(self._end, name) for name in _TEXTS}
        for name in _POINTS:
            starts[name], ends[name] = partial(self._begin_point, name), self._end_point
        for name in _TEXTS:
            starts[name] = partial(self._begin, name)
        starts |= {f"?:{name}": act for name, act in starts.items()}
        ends |= {f"?:{name}": act for name, act in ends.items()}
        within = frozenset({*_TEXTS, *(f"?:{name}" for name in _TEXTS)})
        return Rules(starts=starts, ends=ends, text=self._take, within=within)

    def _mark(self, said: Attributes) -> None:
        del said
        self.marks += 1

    def _named(self, said: Attributes) -> None:
        self._name = said.get("name", "")

    def _begin(self, name: str, said: Attributes) -> None:
        self._here = name
        if self._in_point:
            self.text.put(" ")
        elif name == "value" and self._name:
            self.text.put(f"{self._name}: ")
        elif name == "SimpleData" and said.get("name"):
            self.text.put(f"{said['name']}: ")

    def _end(self, name: str) -> None:
        if name == "coordinates":
            self._placed("".join(self._coordinates))
            self._coordinates = []
        if not self._in_point:
            self._open = 0
            tag = "h3" if name in _HEADINGS else "p"
            self.text.end(tag, hints=(name.lower(),))

    def _begin_point(self, name: str, said: Attributes) -> None:
        self.text.end("p")
        self._in_point = name
        self.points += 1
        latitude, longitude = said.get("lat", ""), said.get("lon", "")
        self.places += 1
        self.point = (latitude, longitude)
        self.text.put(f"{latitude}, {longitude}", Place(*self.walk.tag(), exact=False))

    def _end_point(self) -> None:
        self._open = 0
        self.text.end("tr", hints=(self._in_point,))
        self._in_point = ""

    def _placed(self, said: str) -> None:
        places = said.split(maxsplit=2)
        self.places += len(places)
        if len(places) == 1 and places[0].count(",") >= 1:
            longitude, latitude = places[0].split(",")[:2]
            self.point = (latitude, longitude)

    def _take(self, said: str, start: int, end: int, exact: bool) -> None:
        self._open += len(said)
        if self._open > self._budget.text_chars:
            raise Full(Code.TEXT_CUT)  # it would not fit when it ends, and may not end for long
        if self._here == "coordinates" and self._open < _GLANCE:
            self._coordinates.append(said)
        if "<" not in said and "&" not in said:
            self.text.put(said, Place(start, end, exact))
            return
        if not exact:
            self.text.put(html.unescape(_TAG.sub(" ", said)), Place(start, end, exact=False))
            return
        self._without_tags(said, start)

    def _without_tags(self, said: str, start: int) -> None:
        """Put what stands between tags, each piece with its own bytes."""
        at, width = 0, self.walk.encoding
        tags = [(tag.start(), tag.end()) for tag in _TAG.finditer(said)]
        for begin, end in [*tags, (len(said), len(said))]:
            piece = said[at:begin]
            first = start + len(said[:at].encode(_python(width), "replace"))
            last = first + len(piece.encode(_python(width), "replace"))
            plain = html.unescape(piece)
            self.text.put(plain, Place(first, last, plain == piece))
            if end > begin:
                self.text.put(" ")
            at = end


def _python(encoding: str) -> str:
    """Return Python's name of an encoding in which XML was written; expat has read it."""
    return {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}.get(encoding, encoding)


def _valid(point: tuple[str, str]) -> bool:
    try:
        latitude, longitude = float(point[0]), float(point[1])
    except ValueError:
        return False
    return abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a map or a track."""
    del out
    found = _Tracks(order.budget)
    notices: list[Told] = []
    try:
        found.walk.run(document.at(at, _PIECE) for at in range(0, document.size, _PIECE))
        found.text.end("p")
    except Full as full:
        notices.append(Told(full.code, found.text.length))
    except TooMuch:
        notices.append(Told(Code.MAP_CUT, found.text.length))
    if found.walk.damaged:
        notices.append(Told(Code.STRUCTURE_DAMAGED, 1))
    if found.walk.entities:
        notices.append(Told(Code.ENTITIES_LEFT_OUT, found.walk.entities))
    if not found.text.length and not notices:
        entries = found.marks + found.points
        code = Code.ENTRIES_WITHOUT_TEXT if entries else Code.MARKUP_WITHOUT_TEXT
        notices.append(Told(code, entries))
    facts = Facts()
    facts.add("map:marks", found.marks)
    facts.add("map:points", found.points)
    if found.places == 1 and found.point is not None and _valid(found.point):
        facts.add("geo:lat", found.point[0].strip())
        facts.add("geo:lon", found.point[1].strip())
    return found.text.answer(
        notices=tuple(notices), metadata=facts.pairs(), encoding=found.walk.encoding
    )


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses."""
    return (("expat", ".".join(map(str, pyexpat.version_info))),)


_MAP = (
    b"<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>a</name><Point>"
    b"<coordinates>36.3,33.5</coordinates></Point></Placemark></kml>"
)
_TRACK = (
    b"<gpx xmlns='http://www.topografix.com/GPX/1/1'><wpt lat='33.5' lon='36.3'>"
    b"<time>2024-01-01T00:00:00Z</time></wpt></gpx>"
)


def warm() -> None:
    """Read a map and a track of our own and make sure of the result."""
    samples = ((_MAP, "a\n36.3,33.5"), (_TRACK, "33.5, 36.3 2024-01-01T00:00:00Z"))
    for data, wanted in samples:
        must_read(read, "tracks", data, wanted)
