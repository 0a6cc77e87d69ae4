"""Catalogue and search index, fed from the log: the same way after a commit and in a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from amana.catalogue import Catalogue, ItemRow, items_of
from amana.custody import LogReader
from amana.reading.articles import article_text
from amana.records import Article, Entry, EntryType, Reading
from amana.search import Document, Piece, SearchIndex

_BATCH = 1000
OPEN = "open"
RESTRICTED = "restricted"

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
    ) -> None:
        self.catalogue = catalogue
        self.index = index
        self._log = log
        self._load = load
        self._indexed = index.log_size()

    def last_time(self) -> str:
        """Return the latest time that any entry states."""
        return self.catalogue.last_time()

    def take(self, entries: Sequence[Entry]) -> None:
        """Take in the next entries of the log."""
        self.catalogue.apply(entries, self._load)
        self._index_items(entries)

    def catch_up(self, progress: Progress | None = None) -> None:
        """Take in every entry that is in the log but not in a projection yet."""
        size = self._log.checkpoint().size
        for batch in self._batches(self.catalogue.log_size(), size):
            self.catalogue.apply(batch, self._load)
            if progress:
                progress(batch[-1].index + 1, size)
        for batch in self._batches(self._indexed, size):
            self._index_items(batch)

    def clear(self) -> None:
        """Forget everything."""
        self.catalogue.clear()
        self.index.clear()
        self._indexed = 0

    def flush(self) -> None:
        """Make the search index durable up to the last entry that it took in."""
        if self.index.log_size() != self._indexed:
            self.index.commit(self._indexed)

    def close(self) -> None:
        """Let go of both."""
        self.index.close()
        self.catalogue.close()

    def _batches(self, start: int, size: int) -> Iterator[list[Entry]]:
        entries = self._log.entries(start, size)
        while batch := list(islice(entries, _BATCH)):
            yield batch

    def _index_items(self, entries: Sequence[Entry]) -> None:
        """Index again every item whose text or whose conditions of use an entry touches."""
        if not entries:
            return
        touched: dict[str, ItemRow] = {}
        for entry in entries:
            if entry.get("type") == EntryType.DERIVED or entry.get("restrictions"):
                for ref in items_of(entry):
                    row = self.catalogue.item(ref)
                    touched.update((same.ref, same) for same in self._same_text(row))
        for row in touched.values():
            self.index.delete_item(row.ref)
            if row.reading:
                self.index.add(self._documents(row))
        self._indexed = entries[-1].index + 1

    def _same_text(self, row: ItemRow) -> list[ItemRow]:
        # The strictest condition governs the bytes, so a change on one item reaches the others.
        return self.catalogue.same_bytes(row.sha256) if row.restrictions else [row]

    def _documents(self, row: ItemRow) -> Iterable[Document]:
        stored = self.catalogue.reading(row.reading or "")
        if stored is None:
            return ()
        reading = msgspec.json.decode(self._load(stored.derivative), type=Reading)
        facts = self.catalogue.facts(stored.key, "article")
        articles = [msgspec.json.decode(fact.line, type=Article) for fact in facts]
        return documents(row, reading, articles)


def documents(row: ItemRow, reading: Reading, articles: Sequence[Article]) -> list[Document]:
    """Return what is indexed of one item: each article, and the text that is in none."""
    acl = RESTRICTED if row.restrictions else OPEN
    found, taken = [], []
    for article in articles:
        runs = article_text(article, reading)
        taken.extend(runs)
        found.append(_document(row, reading, article, runs, acl))
    rest = _rest(reading.text, taken)
    if rest:
        found.append(_document(row, reading, None, rest, acl))
    return found


def _document(
    row: ItemRow,
    reading: Reading,
    article: Article | None,
    runs: Iterable[tuple[int, int]],
    acl: str,
) -> Document:
    number = article.article if article else None
    return Document(
        key=f"{row.ref}#{'rest' if number is None else number}",
        item=row.ref,
        original=reading.original,
        reading=reading.key,
        article=number,
        title=article.title.quote if article and article.title else None,
        pieces=tuple(Piece(char_start=s, text=reading.text[s:e]) for s, e in runs),
        language=(article.language if article else None) or reading.language,
        media_type=reading.media_type,
        acl=acl,
        published=article.published.edtf if article and article.published else None,
    )


def _rest(text: str, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs of `text` outside `taken` that hold more than white space."""
    rest, at = [], 0
    for start, end in sorted(taken):
        if text[at:start].strip():
            rest.append((at, start))
        at = max(at, end)
    if text[at:].strip():
        rest.append((at, len(text)))
    return rest
