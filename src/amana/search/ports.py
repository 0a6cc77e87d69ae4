"""The port behind which a search engine stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from amana.core import UnavailableError
from amana.search.model import IndexedText, Query, Results


class IndexUnusable(UnavailableError):
    """The search index is damaged, or was made by another version of the program.

    Nothing is lost: the index is a projection. Open it afresh and add the texts again.
    """

    code = "index-unusable"


class SearchIndex(Protocol):
    """An index of texts that can be searched, and nothing but a projection of the evidence.

    Changes are seen by searches, here and in other processes, after `commit` only. What was added
    or deleted and not committed is lost when the index is closed or the process dies.
    """

    def add(self, documents: Iterable[IndexedText]) -> None:
        """Add texts; one with the key of an earlier one takes its place.

        Raises:
            ArchiveBusy: another process writes to this index.
        """
        ...

    def delete_item(self, item: str) -> None:
        """Delete every text of `item`, texts that were added but not yet committed included."""
        ...

    def commit(self, log_size: int) -> None:
        """Make all changes lasting and visible, together with the size of the log they reach to.

        After a crash the index is what the last commit made it, and `log_size` says from which
        entry of the log the work is to be done again. Commit seldom: every few thousand texts.
        """
        ...

    def log_size(self) -> int:
        """Return the size of the log that the last commit reached to, 0 for a new index."""
        ...

    def clear(self) -> None:
        """Forget everything at once; the index is as new, and no file keeps what was in it."""
        ...

    def count(self) -> int:
        """Return how many texts the index holds, whoever may see them."""
        ...

    def search(self, query: Query) -> Results:
        """Answer a query.

        Texts whose `acl` is not among the labels of the query are not there: they are in no hit,
        no total, no count of a facet. One thing of them shows through: an engine may weigh a word
        by how many texts of the whole index hold it, so they can change the order of hits. Where
        that is too much, keep an index of its own for them.

        Any text is a query; none is an error.

        Raises:
            IndexUnusable: the index is damaged.
        """
        ...

    def damaged(self) -> tuple[str, ...]:
        """Return the names of the parts of the index whose bytes have changed; none is good."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...
