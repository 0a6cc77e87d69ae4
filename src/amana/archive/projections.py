"""Catalogue and search index, fed from the log: the same way after a commit and in a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec

from amana.archive.indexing import indexed_texts
from amana.catalogue import RESULT, Catalogue, ItemRow, items_of
from amana.core import IntegrityError, NotFound, UnavailableError, prepared
from amana.custody import LogReader
from amana.records import Article, Entry, EntryType, Reading
from amana.search import IndexedText, SearchIndex

_BATCH = 1000

Progress = Callable[[int, int], None]
"""`progress(done, total)` is told how far a long run of work is, in entries."""


class Projections:
    """What can be asked quickly. Never evidence: all of it comes from vault and log."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: SearchIndex,
        log: LogReader,
        load: Callable[[str], bytes],
        renew_index: Callable[[], SearchIndex],
    ) -> None:
        self.catalogue = catalogue
        self.index = index
        self._log = log
        self._load = load
        self._renew_index = renew_index
        self._listed = catalogue.log_size()
        self._indexed = index.log_size()
        self._reindexed = False

    def take(self, entries: Sequence[Entry]) -> None:
        """Take in the next entries of the log."""
        self.bring_to(entries[0].index)
        self._list(entries)
        self._index_items(entries)

    def bring_to(self, size: int) -> None:
        """Make sure that `size` entries are taken in: an error may have struck after a commit."""
        if min(self._listed, self._indexed) < size:
            self.catch_up()

    def catch_up(self, progress: Progress | None = None) -> None:
        """Take in every entry that is in the log but not in a projection yet.

        A projection that is empty, of another version, or ahead of the log is made again.
        """
        size = self._log.checkpoint().size
        if self._listed:  # an interruption may have struck after a commit of the catalogue
            self._listed = self.catalogue.log_size()
        if not 0 < self._listed <= size:
            self.catalogue.clear()
            self._listed = 0
        if self._indexed > size:
            self.index.clear()
            self._indexed = 0
        for batch in self._batches(self._listed, size):
            self._list(batch)
            if progress:
                progress(batch[-1].index + 1, size)
        for batch in self._batches(self._indexed, size):
            self._index_items(batch)

    def clear(self) -> None:
        """Forget everything."""
        self.catalogue.clear()
        self._listed = self._indexed = 0
        try:
            self.index.clear()
        except UnavailableError:  # damaged so much that it cannot even be emptied
            self.index = self._renew_index()

    def make_anew(self) -> None:
        """Make catalogue and index again so that none of their files holds what is not there now.

        Raises:
            UnavailableError: somebody else reads and does not end, or there is no room.
        """
        self.clear()
        self.catch_up()
        self.flush()
        self.catalogue.compact()

    def flush(self) -> None:
        """Make the search index durable up to the last entry that touches a text or its conditions.

        Most entries touch neither. That the index falls behind on these costs the next opening a
        look at them, of one batch at the most; a commit of the index costs more than the entry did.
        """
        behind = self._indexed - self.index.log_size()
        if self._reindexed or not 0 <= behind < _BATCH:
            self.index.commit(self._indexed)
            self._reindexed = self.index.log_size() != self._indexed

    def _batches(self, start: int, size: int) -> Iterator[list[Entry]]:
        entries = self._log.entries(start, size)
        while batch := list(islice(entries, _BATCH)):
            yield batch

    def _list(self, entries: Sequence[Entry]) -> None:
        self.catalogue.apply(entries, self._load)
        self._listed = entries[-1].index + 1

    def _index_items(self, entries: Sequence[Entry]) -> None:
        """Index again every item whose text or whose conditions of use an entry touches."""
        read = [entry for entry in entries if entry.get("type") == EntryType.DERIVED]
        restricted = [entry for entry in entries if entry.get("restrictions")]
        rows = self.catalogue.some_items({
            field.name.removeprefix(RESULT)
            for entry in read
            for field in entry.fields
            if field.name.startswith(RESULT)
        })  # fmt: skip
        # The strictest condition governs the bytes, so a change on one item reaches the others.
        bytes_of = self.catalogue.some_items(_items_of(restricted)).values()
        rows |= self.catalogue.some_read({row.sha256 for row in bytes_of})
        self._reindexed |= bool(rows) or bool(restricted)
        for _, row in sorted(rows.items()):
            self.index.delete_item(row.ref)
            self.index.add(self._texts(row))
        self._indexed = entries[-1].index + 1

    def _texts(self, row: ItemRow) -> list[IndexedText]:
        stored = self.catalogue.reading(row.reading) if row.reading else None
        if stored is None:
            return []
        try:
            reading = msgspec.json.decode(self._load(stored.derivative), type=prepared(Reading))
        except (NotFound, IntegrityError):
            return []  # damaged since: `check` names it, everything else can be found
        facts = self.catalogue.facts(stored.key, "article")
        articles = [msgspec.json.decode(fact.line, type=prepared(Article)) for fact in facts]
        return indexed_texts(row, reading, articles)


def _items_of(entries: Sequence[Entry]) -> set[str]:
    return {ref for entry in entries for ref in items_of(entry)}
