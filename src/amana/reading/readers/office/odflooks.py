"""How an OpenDocument original looks, as far as it decides about text (part 3 of the schema).

Which styles hide text (section 20.379, `text:display`), and which masters the slides use.
"""

from __future__ import annotations

from amana.reading.readers.office.xml import Attributes

_MOST = 100_000
_DEEPEST = 50


class Looks:
    """Answers which styles are hidden; styles of the content go before common ones."""

    def __init__(self) -> None:
        self._hidden: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._defining = ""
        self.masters: dict[str, None] = {}

    def style(self, said: Attributes) -> None:
        """Begin a style."""
        self._defining = said.get("style:name", "")
        if len(self._parents) < _MOST:
            self._parents[self._defining] = said.get("style:parent-style-name", "")

    def text(self, said: Attributes) -> None:
        """Take what a style says of its text."""
        if "text:display" in said and len(self._hidden) < _MOST:
            self._hidden[self._defining] = said["text:display"] == "none"

    def is_hidden(self, said: Attributes) -> bool:
        """Tell whether the style that a paragraph or span names is hidden, or inherits that."""
        name = said.get("text:style-name", "")
        for _ in range(_DEEPEST):
            if name in self._hidden or not name:
                return self._hidden.get(name, False)
            name = self._parents.get(name, "")
        return False
