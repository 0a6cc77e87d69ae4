"""The search index of the embedded archive: tantivy, in a folder of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import msgspec
import tantivy

from amana.core import ArchiveBusy, UnavailableError, prepared
from amana.search.analysis import SCHEMA, Words, analyse, encodable, facet_values
from amana.search.answer import FACETS, facets, hit
from amana.search.backends.tantivy_folder import damaged_files, drop_leftovers, holds_an_index, wipe
from amana.search.backends.tantivy_query import (
    KEY_NUMBERS,
    build_schema,
    compile_query,
    has_better_matches,
    has_weight,
    key_numbers,
)
from amana.search.backends.tantivy_ranking import Load, by_key, by_weight
from amana.search.highlight import Highlighter
from amana.search.interpretation import interpretation, understood
from amana.search.model import IndexedText, Query, Results
from amana.search.ports import IndexUnusable
from amana.search.query import parse

_MEMORY = 128_000_000  # bytes that one writer may hold before it writes a segment
_MOST_VALUES = 1_000  # values of a facet
_REMEDY = "run `amana rebuild`: it makes the index again from the vault and the log"


_MARK = "log"


class _Mark(msgspec.Struct, frozen=True):
    """The one entry of the index that is no text."""

    schema: int
    log_size: int


_DOCUMENTS = msgspec.msgpack.Decoder(prepared(IndexedText))
_MARKS = msgspec.msgpack.Decoder(prepared(_Mark))
_ENCODER = msgspec.msgpack.Encoder()


class TantivyIndex:
    """A `SearchIndex` in a folder; one process writes, any number read."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        """Open the index in `folder`, or make a new one where there is none.

        With `fresh` whatever index is there is thrown away first, also one that cannot be read.

        Raises:
            IndexUnusable: the index there is damaged or of another version, or the folder holds
                something else.
        """
        self._folder = folder
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._stamp: tuple[int, int, int] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            wipe(folder)
        if not holds_an_index(folder) and any(folder.iterdir()):
            raise IndexUnusable(f"{folder} holds no search index, but other files", remedy=_REMEDY)
        with _reading(folder):
            self._index = tantivy.Index(build_schema(), str(folder))
            self._mark_query = tantivy.Query.term_query(self._index.schema, "mark", _MARK)
            self._index.config_reader("manual", 0)
            mark = self._mark()
        if mark.schema != SCHEMA:
            raise IndexUnusable(
                f"the search index in {folder} has schema {mark.schema}; this program needs "
                f"{SCHEMA}",
                remedy=_REMEDY,
            )

    def add(self, documents: Iterable[IndexedText]) -> None:
        """See `SearchIndex.add`."""
        for given in documents:
            document = encodable(given)
            entry = _entry(document)
            with self._writing() as writer:
                writer.delete_documents_by_term("key", document.key)
                writer.add_document(entry)

    def delete_item(self, item: str) -> None:
        """See `SearchIndex.delete_item`."""
        with self._writing() as writer:
            writer.delete_documents_by_term("item", item)

    def commit(self, log_size: int) -> None:
        """See `SearchIndex.commit`."""
        with self._writing() as writer:
            self._commit(writer, log_size)

    def clear(self) -> None:
        """See `SearchIndex.clear`."""
        self.close()  # what is being merged at this moment holds old texts, too
        with self._writing() as writer:
            writer.rollback()  # "all documents" are the committed ones only
            writer.delete_all_documents()
            self._commit(writer, 0)
            writer.garbage_collect_files()

    def log_size(self) -> int:
        """See `SearchIndex.log_size`."""
        with _reading(self._folder):
            return self._mark().log_size

    def count(self) -> int:
        """See `SearchIndex.count`."""
        with _reading(self._folder):
            searcher = self._searcher()
            return searcher.num_docs - len(searcher.search(self._mark_query, limit=1).hits)

    def search(self, query: Query) -> Results:
        """See `SearchIndex.search`."""
        parsed = parse(query.text)
        offset, limit = max(0, query.offset), max(0, query.limit)
        with _reading(self._folder):
            searcher = self._searcher()
            schema = self._index.schema
            compiled = compile_query(schema, parsed, query, weighed=False)
            counted = _count(searcher, compiled)
            total = sum(count for _, count in counted["language"])
            page: list[tuple[float, IndexedText]] = []
            best = 0.0
            if offset < total and limit:
                load = _loader(searcher)
                if has_better_matches(parsed):
                    compiled = compile_query(schema, parsed, query, weighed=True)
                if has_weight(parsed):
                    page, best = by_weight(searcher, compiled, offset, limit, load)
                else:
                    page = by_key(searcher, compiled, offset, limit, load)
        highlighter = Highlighter(parsed)
        return Results(
            total=total,
            hits=tuple(hit(document, highlighter, score, best) for score, document in page),
            facets=facets(counted),
            interpretation=interpretation(parsed, query),
            understood=understood(parsed, query),
        )

    def damaged(self) -> tuple[str, ...]:
        """See `SearchIndex.damaged`: the CRC-32 of every segment file is computed again."""
        return damaged_files(self._folder)

    def close(self) -> None:
        """See `SearchIndex.close`."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                with _engine_errors(lambda error: _cannot_write(self._folder, error)):
                    writer.wait_merging_threads()

    def _searcher(self) -> tantivy.Searcher:
        """Return a searcher of the last commit; `meta.json` is replaced by each."""
        with self._lock:
            meta = (self._folder / "meta.json").stat()
            stamp = (meta.st_ino, meta.st_mtime_ns, meta.st_size)
            if stamp != self._stamp:
                self._index.reload()
                self._stamp = stamp
            return self._index.searcher()

    def _mark(self) -> _Mark:
        searcher = self._searcher()
        found = searcher.search(self._mark_query, limit=1).hits
        if found:
            return _MARKS.decode(_stored(searcher, found[0][1]))
        return _Mark(schema=SCHEMA if searcher.num_docs == 0 else 0, log_size=0)

    def _commit(self, writer: tantivy.IndexWriter, log_size: int) -> None:
        writer.delete_documents_by_term("mark", _MARK)
        entry = tantivy.Document()
        entry.add_text("mark", _MARK)
        entry.add_bytes("stored", _ENCODER.encode(_Mark(schema=SCHEMA, log_size=log_size)))
        writer.add_document(entry)
        writer.commit()

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """Hand out the one writer; one that failed is not used again."""
        with self._lock, _engine_errors(self._write_failed):
            if self._writer is None:
                self._writer = self._index.writer(_MEMORY, 1)  # and with it, the lock
                drop_leftovers(self._folder)
            yield self._writer

    def _write_failed(self, error: BaseException) -> UnavailableError:
        writer, self._writer = self._writer, None
        if writer is not None:
            # This lets go of the lock; what it raises is what already made the writer fail.
            with suppress(ValueError, RuntimeError, OSError):
                writer.wait_merging_threads()
        return _cannot_write(self._folder, error)


def _entry(document: IndexedText) -> tantivy.Document:
    """Return what tantivy is given of a text: the title and each piece are runs of their own."""
    entry = tantivy.Document()
    for field in ("key", "item", "acl"):
        entry.add_text(field, getattr(document, field))
    for field, value in facet_values(document):
        if value is not None:
            entry.add_text(field, value)
    for name, number in zip(KEY_NUMBERS, key_numbers(document.key), strict=True):
        entry.add_unsigned(name, number)
    if document.title:
        title = analyse(document.title)
        _add_words(entry, "title_", title)
        _add_words(entry, "", title)
    for piece in document.pieces:
        _add_words(entry, "", analyse(piece.text))
    entry.add_bytes("stored", _ENCODER.encode(document))
    return entry


def _add_words(entry: tantivy.Document, prefix: str, words: Words) -> None:
    for field, found in zip(("folded", "stems", "exact"), words, strict=True):
        if found:
            entry.add_text(prefix + field, " ".join(found))


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, list[tuple[str, int]]]:
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS}
    told = searcher.aggregate(query, asked)
    return {
        name: [(bucket["key"], bucket["doc_count"]) for bucket in told[name]["buckets"]]
        for name in FACETS
    }


def _loader(searcher: tantivy.Searcher) -> Load:
    return lambda address: _DOCUMENTS.decode(_stored(searcher, address))


def _stored(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    stored = searcher.doc(address).get_first("stored")
    return bytes(stored or b"")


def _reading(folder: Path) -> AbstractContextManager[None]:
    def unusable(error: BaseException) -> UnavailableError:
        return IndexUnusable(f"the search index in {folder} is damaged: {error}", remedy=_REMEDY)

    return _engine_errors(unusable)


def _cannot_write(folder: Path, error: BaseException) -> UnavailableError:
    if "LockBusy" in str(error):
        return ArchiveBusy(
            f"another process writes to the search index in {folder}",
            remedy="let it finish, or stop it",
        )
    return UnavailableError(
        f"the search index in {folder} cannot be written: {error}",
        remedy="make room on the disk; what was not committed must be added again",
    )


@contextmanager
def _engine_errors(told: Callable[[BaseException], UnavailableError]) -> Iterator[None]:
    """Turn what the engine raises into errors of ours; a panic of its own is no `Exception`."""
    try:
        yield
    except (ValueError, RuntimeError, OSError, msgspec.MsgspecError) as error:
        raise told(error) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise told(error) from error
        raise
