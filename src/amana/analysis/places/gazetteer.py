"""The gazetteer: which places bear a name, where they lie, and how often they are meant.

It is a small SQLite database that `make gazetteer` compiles of GeoNames and of the tables in `data`
(`scripts/build_gazetteer.py`). It is opened read-only and as one that never changes, so that any
number of workers share its pages in the memory of the system.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import msgspec

from amana.analysis.places.keys import LONGEST, bare_key, is_arabic, key, skeleton
from amana.core import UnavailableError

SCHEMA = 1
"""Of the tables in the database; another number is another make."""

KINDS = (
    "country", "continent", "division", "district", "town", "region", "water", "river", "mountain",
    "neighbourhood", "camp", "crossing", "prison", "base", "airport", "hospital", "port", "dam",
    "site", "line",
)  # fmt: skip
"""Kinds of places, in the order of their numbers in the database."""

PRECISION = {
    "country": "country", "continent": "region", "division": "governorate", "district": "district",
    "town": "place", "region": "region", "water": "region", "river": "region",
    "mountain": "region", "line": "region", "neighbourhood": "place",
}  # fmt: skip
"""How precisely the point of a place of a kind says where something is; the others are sites."""

SCALE = 10_000
"""Degrees are whole numbers of this part in the database."""

LOOSE = "~"
"""Begins a bare key, so that it meets no strict one."""

LATIN, ARABIC = 0, 1
"""Scripts, as they stand beside a skeleton."""

_SURE_SKELETON = 5
"""From so many consonants on, names of both scripts meet."""

_PAGES = "PRAGMA cache_size = -1024"
_MAPPED = "PRAGMA mmap_size = 67108864"


class Place(msgspec.Struct, frozen=True):
    """A place that a name may mean.

    `around` is the country in whose surroundings the name is meant, `country` the one that the
    place is said to lie in: None where that is contested. `division` is the code of the first-level
    division (`SY.07`). `weight` says how often a place is meant, as log10 of a population.
    """

    number: int
    gazetteer: str
    lat: float | None
    lon: float | None
    kind: str
    around: str | None
    country: str | None
    division: str | None
    weight: float

    @property
    def precision(self) -> str:
        """How precisely its point says where something is (`PlaceReference.precision`)."""
        return "unknown" if self.lat is None else PRECISION.get(self.kind, "site")


class Found(msgspec.Struct, frozen=True):
    """A place, and how its name met the one looked for: its first name, or loosely only."""

    place: Place
    first: bool
    loose: bool = False


class Gazetteer:
    """Looks names up. One connection; not for several threads at once."""

    def __init__(self, path: str) -> None:
        self._rows = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._rows.execute(_PAGES)
        self._rows.execute(_MAPPED)
        self.find = lru_cache(maxsize=8192)(self._find)
        self.find_loosely = lru_cache(maxsize=2048)(self._find_loosely)
        self._place = lru_cache(maxsize=16384)(self._read_place)

    def said(self, what: str) -> str | None:
        """Return what the database says of itself (`schema`, `inputs`)."""
        row = self._rows.execute("SELECT value FROM meta WHERE name = ?", (what,)).fetchone()
        return str(row[0]) if row else None

    @cached_property
    def countries(self) -> dict[str, str]:
        """Which country a name or a demonym is about, by its key."""
        return dict(self._rows.execute("SELECT key, country FROM about ORDER BY key"))

    def _find(self, name: str) -> tuple[Found, ...]:
        """Return the places that bear a name, the weightiest first."""
        return tuple(self._met(key(name))) if len(name) <= LONGEST else ()

    def _find_loosely(self, name: str) -> tuple[tuple[Found, str | None], ...]:
        """Return places whose name may be another spelling of a name, strict ones left out.

        With each stands how its name sounds, where its consonants alone have met; None where a
        name is known in the other script alone.
        """
        if len(name) > LONGEST:
            return ()
        bare = tuple((each, None) for each in self._met(LOOSE + bare_key(name), loose=True))
        consonants = skeleton(name)
        if bare or not consonants:
            return bare
        script = ARABIC if is_arabic(name) else LATIN
        met = tuple(self._sounding(consonants, script))
        if met or len(consonants) < _SURE_SKELETON:
            return met
        return tuple(
            (each, None) for each, _ in self._sounding(consonants, LATIN + ARABIC - script)
        )

    def _sounding(self, consonants: str, script: int) -> Iterator[tuple[Found, str]]:
        rows = self._rows.execute(
            "SELECT sound, places FROM sounds WHERE skeleton = ? AND script = ? ORDER BY sound",
            (consonants, script),
        )
        for heard, packed in rows.fetchall():
            for number in _numbers(packed):
                yield Found(self._place(number >> 1), bool(number & 1), loose=True), str(heard)

    def _met(self, wanted: str, *, loose: bool = False) -> Iterator[Found]:
        row = self._rows.execute("SELECT places FROM name WHERE key = ?", (wanted,)).fetchone()
        for number in _numbers(row[0]) if row else ():
            yield Found(self._place(number >> 1), bool(number & 1), loose)

    def _read_place(self, number: int) -> Place:
        gazetteer, lat, lon, kind, around, division, weight, contested = self._rows.execute(
            "SELECT gazetteer, lat, lon, kind, around, division, weight, contested"
            " FROM place WHERE number = ?",
            (number,),
        ).fetchone()
        return Place(
            number,
            f"geonames:{gazetteer}" if isinstance(gazetteer, int) else f"amana:{gazetteer}",
            None if lat is None else lat / SCALE,
            None if lon is None else lon / SCALE,
            KINDS[kind],
            around,
            None if contested else around,
            f"{around}.{division}" if division else None,
            weight / 100,
        )


def _numbers(packed: bytes) -> Iterator[int]:
    """Yield the numbers of a list that is packed seven bits a byte, the lowest first."""
    number = shift = 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 - the eighth bit says that more follows
            yield number
            number = shift = 0


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this installation, opened once in a process.

    Raises:
        UnavailableError: it was not built, or is of another make.
    """
    path = files(__package__).joinpath("data", "gazetteer.sqlite")
    try:
        opened = Gazetteer(str(path))
        fits = opened.said("schema") == str(SCHEMA)
    except sqlite3.Error as error:
        raise UnavailableError(
            "the gazetteer of places is missing or damaged", remedy="run: make gazetteer"
        ) from error
    if not fits:
        raise UnavailableError("the gazetteer is of another version", remedy="run: make gazetteer")
    return opened
