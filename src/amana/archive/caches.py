"""Opening what can be made again: a catalogue or index that cannot be used is thrown away.

Only the committer does this, because others may be reading; it takes in the log again afterwards.
"""

from __future__ import annotations

from pathlib import Path

from amana.catalogue import Catalogue, open_catalogue
from amana.core import UnavailableError
from amana.search import IndexUnusable, SearchIndex, open_index


def catalogue_at(path: Path, *, renew: bool) -> Catalogue:
    """Open the catalogue in the database file `path`; with `renew`, a damaged one is replaced.

    Raises:
        UnavailableError: it cannot be used, and `renew` was not asked for.
    """
    url = f"sqlite:///{path}"
    try:
        return open_catalogue(url)
    except UnavailableError:
        if not renew:
            raise
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    return open_catalogue(url)


def index_at(folder: Path, *, renew: bool) -> SearchIndex:
    """Open the index in `folder`; with `renew`, one that cannot be used is replaced.

    Raises:
        IndexUnusable: it cannot be used, and `renew` was not asked for.
    """
    try:
        return open_index(folder)
    except IndexUnusable:
        if not renew:
            raise
    return open_index(folder, fresh=True)
