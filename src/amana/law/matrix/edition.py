"""An edition of a matrix: of which archive it tells, as of which day and state of the log."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

import msgspec

from amana.core import UsageError
from amana.law.matrix.shapes import Passage


class Edition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What whoever made the export knows besides the matrix.

    `archive` is its name, `day` (ISO 8601) the day of making, `entries` and `root` (hex) the state
    of its custody log. `address` is where its screens are, "" where citations shall lead nowhere.
    `withheld` counts the matters of the archive that its maker may not see, null where that is not
    known.
    """

    archive: str
    day: str
    entries: int
    root: str | None = None
    address: str = ""
    withheld: int | None = None

    def __post_init__(self) -> None:
        """Refuse an address that no browser should follow.

        Raises:
            UsageError: it is no http or https address, or has a user, query or fragment.
        """
        if not self.address:
            return
        try:
            parts = urlsplit(self.address)
            plain = parts.scheme in {"http", "https"} and bool(parts.hostname)
            odd = parts.query or parts.fragment or parts.username is not None
        except ValueError:
            plain, odd = False, True
        if not plain or odd or any(letter.isspace() for letter in self.address):
            raise UsageError(
                f"{self.address!r} is no address of an archive's screens",
                remedy="give it like https://archive.example",
            )

    def of_passage(self, passage: Passage) -> str | None:
        """Return the address of a cited passage on the item's screen; None where there is none."""
        if not self.address or passage.gone:
            return None
        told = {
            "reading": passage.reading,
            "char_start": passage.char_start,
            "char_end": passage.char_end,
            "fact": passage.fact,
        }
        query = urlencode({name: value for name, value in told.items() if value is not None})
        path = f"{self._root}/items/{quote(passage.item, safe='')}"
        return f"{path}?{query}" if query else path

    def of_entry(self, number: int) -> str | None:
        """Return the address of the custody screen that begins with an entry."""
        return f"{self._root}/custody?before={number + 1}" if self.address else None

    @property
    def _root(self) -> str:
        return self.address.rstrip("/")
