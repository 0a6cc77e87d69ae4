"""From the setting `search` of an archive, one URL, to its index."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from amana.core import UsageError
from amana.search.backends.memory import MemoryIndex
from amana.search.backends.tantivy import TantivyIndex
from amana.search.ports import SearchIndex


def open_index(place: str | Path, *, fresh: bool = False) -> SearchIndex:
    """Open the index at `place`: a folder, `tantivy:///folder` or `memory://`.

    An index that cannot be used is not replaced silently: it raises. The caller then opens it with
    `fresh`, which throws the old one away, and adds the texts again from log entry 0.

    Raises:
        IndexUnusable: the index is damaged or was made by another version of the program.
        UsageError: there is no engine for this URL.
    """
    url = urlsplit(str(place))
    if isinstance(place, str) and url.scheme == "memory":
        return MemoryIndex()
    if isinstance(place, str) and "://" in place:
        if url.scheme != "tantivy" or url.netloc or not url.path:
            raise UsageError(
                f"there is no search engine for {place!r}",
                remedy="use tantivy:///absolute/folder or memory://",
            )
        place = unquote(url.path)
    return TantivyIndex(Path(place), fresh=fresh)
