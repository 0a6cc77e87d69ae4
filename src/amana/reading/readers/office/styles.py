"""The styles of a Word original, as far as they say what a paragraph is (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from typing import NamedTuple

from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.xml import Attributes, Rules, Walk, ignore, skip

_HEADING = re.compile(r"heading ([1-9])")
_TITLES = {"title": 1, "subtitle": 2}
_DEEPEST = 20
_MOST = 20_000
_LAST_HEADING = 6


class StyleSaid(NamedTuple):
    """What a style, with those that it is based on, says."""

    heading: int = 0
    list_id: str = ""
    level: int = 0
    hidden: bool = False


class _Style:
    __slots__ = ("based", "hidden", "level", "list_id", "name", "outline")

    def __init__(self) -> None:
        self.name = self.based = self.list_id = ""
        self.outline = self.level = -1
        self.hidden: bool | None = None


class Styles:
    """All styles by their ids."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._known: dict[str, StyleSaid] = {}
        self._style = _Style()

    def read(self, package: Package, name: str) -> None:
        """Read the styles of a package."""
        starts = {
            "w:style": self._begin,
            "w:name": self._name,
            "w:basedOn": self._based,
            "w:outlineLvl": self._outline,
            "w:numId": self._list,
            "w:ilvl": self._level,
            "w:vanish": self._vanish,
            "w:latentStyles": skip,
            "w:docDefaults": skip,
        }
        package.walk(name, Walk(Rules(starts, {}, ignore, frozenset())))

    def _begin(self, said: Attributes) -> None:
        self._style = _Style()
        if len(self._styles) < _MOST:
            self._styles[said.get("w:styleId", "")] = self._style

    def _name(self, said: Attributes) -> None:
        self._style.name = said.get("w:val", "").lower()

    def _based(self, said: Attributes) -> None:
        self._style.based = said.get("w:val", "")

    def _outline(self, said: Attributes) -> None:
        self._style.outline = number(said.get("w:val"), -1)

    def _list(self, said: Attributes) -> None:
        self._style.list_id = said.get("w:val", "")

    def _level(self, said: Attributes) -> None:
        self._style.level = number(said.get("w:val"), 0)

    def _vanish(self, said: Attributes) -> None:
        self._style.hidden = on(said)

    def of(self, style: str) -> StyleSaid:
        """Return what a style says, the nearest first."""
        known = self._known.get(style)
        if known is None:
            known = self._work_out(style)
            self._known[style] = known
        return known

    def _work_out(self, style: str) -> StyleSaid:
        heading, list_id, level, hidden = 0, "", -1, None
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                break
            named = _HEADING.fullmatch(found.name)
            own = int(named[1]) if named else _TITLES.get(found.name, found.outline + 1)
            heading = heading or (own if own <= _LAST_HEADING else 0)
            list_id = list_id or found.list_id
            level = found.level if level < 0 else level
            hidden = found.hidden if hidden is None else hidden
            style = found.based
        return StyleSaid(heading, list_id, max(level, 0), bool(hidden))


def on(said: Attributes) -> bool:
    """Tell whether a property that is on or off (section 17.17.4) is on."""
    return said.get("w:val", "true") not in {"0", "false", "off"}
