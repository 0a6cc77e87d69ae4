"""What an Office Open XML package says of itself: core, extended and custom properties.

ECMA-376 part 2 section 11 (core, in Dublin Core) and part 1 section 22.2 and 22.3. Facts of
Dublin Core keep their names, dates in EDTF beside what is written; the others stand under the
format's prefix.
"""

from __future__ import annotations

import re
from functools import partial

from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.xml import Attributes, End, Rules, Start, Walk

PLAIN = {
    "dc:title": "dc:title",
    "dc:creator": "dc:creator",
    "dc:subject": "dc:subject",
    "dc:description": "dc:description",
    "dc:language": "dc:language",
    "dc:date": "dcterms:modified",
    "cp:lastModifiedBy": "cp:lastModifiedBy",
    "cp:keywords": "dc:subject",
    "dcterms:created": "dcterms:created",
    "dcterms:modified": "dcterms:modified",
    "meta:initial-creator": "dc:creator",
    "meta:creation-date": "dcterms:created",
    "meta:keyword": "dc:subject",
}
"""The common name of a property, by what the formats call it."""

_MOMENT = re.compile(
    r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)?)?"
)
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_KEY = 50
_CORE = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_KINDS = ("core-properties", "extended-properties", "custom-properties")
_OTHER_KINDS = ("metadata/core-properties", "extendedProperties", "customProperties")


def moment(written: str) -> str | None:
    """Return a date and time in EDTF, to the second, or None when it is none."""
    match = _MOMENT.fullmatch(written.strip())
    if match is None:
        return None
    day, time, zone = match.groups()
    if time is None:
        return day
    return f"{day}T{time if time.count(':') > 1 else time + ':00'}{zone or ''}"


def keep(manuscript: Manuscript, prefix: str, name: str, value: str) -> None:
    """Keep one property under its common name, else under that of the format."""
    common = PLAIN.get(name)
    raw = f"{prefix}:{name}"
    if common is None:
        manuscript.fact(raw, value)
        return
    normal = moment(value) if common.startswith("dcterms:") else value
    if normal is not None:
        manuscript.fact(common, normal)
    if normal != value:
        manuscript.fact(raw, value)


def keep_own(manuscript: Manuscript, prefix: str, name: str, value: str) -> None:
    """Keep a property that the author named."""
    fit = _UNFIT.sub("", name)
    if fit == name and name and len(name) <= _LONGEST_KEY - len(prefix):
        manuscript.fact(f"{prefix}:{name}", value)
    else:
        manuscript.fact(prefix, f"{name}={value}")


def read_properties(package: Package, manuscript: Manuscript, prefix: str) -> None:
    """Keep all properties of a package."""
    names = [relation.target for relation in package.relations("").values()
             if relation.kind in {*_KINDS, *_OTHER_KINDS}]  # fmt: skip
    for name in dict.fromkeys([*names, *_CORE]):
        _Properties(package, manuscript, prefix).read(name)


class _Properties:
    """The properties of one part: elements of the root that hold text."""

    def __init__(self, package: Package, manuscript: Manuscript, prefix: str) -> None:
        self._package = package
        self._manuscript = manuscript
        self._prefix = prefix
        self._own = ""
        self._text: list[str] = []

    def read(self, name: str) -> None:
        starts: dict[str, Start] = dict.fromkeys(PLAIN, self._begin)
        starts |= dict.fromkeys(_APPLICATION, self._begin)
        starts |= dict.fromkeys(_CORE_ONLY, self._begin) | {"cust:property": self._named}
        ends: dict[str, End] = {
            known: partial(self._take, known) for known in starts if known != "cust:property"
        }
        ends["cust:property"] = self._end_own
        self._package.walk(name, Walk(Rules(starts, ends, self._add)))

    def _begin(self, said: Attributes) -> None:
        del said
        self._text.clear()

    def _named(self, said: Attributes) -> None:
        self._own = said.get("name", "")
        self._text.clear()

    def _add(self, text: str, start: int, end: int, exact: bool) -> None:
        del start, end, exact
        self._text.append(text)

    def _take(self, known: str) -> None:
        keep(self._manuscript, self._prefix, known, "".join(self._text))
        self._text.clear()

    def _end_own(self) -> None:
        keep_own(self._manuscript, f"{self._prefix}:custom", self._own, "".join(self._text).strip())


_APPLICATION = (
    "app:Template", "app:Manager", "app:Company", "app:Pages", "app:Words", "app:Characters",
    "app:Lines", "app:Paragraphs", "app:Slides", "app:Notes", "app:HiddenSlides", "app:TotalTime",
    "app:Application", "app:AppVersion", "app:DocSecurity", "app:HyperlinkBase",
)  # fmt: skip
_CORE_ONLY = (
    "cp:category", "cp:contentStatus", "cp:contentType", "cp:lastPrinted", "cp:revision",
    "cp:version",
)  # fmt: skip
