"""How a stored projection differs from one that was made again from vault and log."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from amana.archive.indexing import labels
from amana.archive.parts import Parts
from amana.archive.projections import Progress, Projections
from amana.archive.quoting import miscited, misquoted
from amana.catalogue import Line, open_catalogue
from amana.core import UnavailableError
from amana.search import Query, SearchIndex, open_index

_REMEDY = "run `amana rebuild`"
_MOST = 100
"""So many differences of the catalogue are named; the remedy is the same for all."""


def compared(parts: Parts, progress: Progress) -> Iterator[tuple[str, str]]:
    """Make catalogue and index again from the log, aside; yield paths and how they differ there.

    The archive must stand still meanwhile.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=parts.layout.work))
        fresh = open_catalogue(f"sqlite:///{folder}/catalogue.db")
        stack.callback(fresh.close)
        index = open_index(Path(folder) / "search")
        stack.callback(index.close)
        again = Projections(fresh, index, parts.log, parts.derivative, lambda: index)
        again.catch_up(progress)
        again.flush()
        try:
            yield from islice(misquoted(parts, fresh), _MOST)
            yield from islice(miscited(parts, fresh), _MOST)
            for detail in islice(differences(parts.catalogue.dump(), fresh.dump()), _MOST):
                yield "cache/catalogue.db", detail
            held = labels(fresh.embargoes(), today=date.max, with_purpose=True)
            for detail in index_differences(parts.index, index, held):
                yield "cache/search", detail
        except UnavailableError as error:
            yield "cache", f"cannot be compared: {error.message}"


def differences(stored: Iterator[Line], fresh: Iterator[Line]) -> Iterator[str]:
    """Yield how stored rows differ from fresh ones; both come in the order of their keys."""
    left, right = next(stored, None), next(fresh, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left.place < right.place):
            yield f"holds a row that the log does not give: {left and left.text}"
            left = next(stored, None)
        elif left is None or right.place < left.place:
            yield f"lacks the row {right.text}"
            right = next(fresh, None)
        else:
            if left.text != right.text:
                yield f"holds {left.text} where the log gives {right.text}"
            left, right = next(stored, None), next(fresh, None)


def index_differences(
    stored: SearchIndex, fresh: SearchIndex, labels: Iterable[str]
) -> Iterator[str]:
    """Yield how a stored index differs: damaged files, and what it holds under each label."""
    for name in stored.damaged():
        yield f"the bytes of {name} have changed; {_REMEDY}"
    if stored.count() != fresh.count():
        yield f"holds {stored.count()} texts where the readings give {fresh.count()}; {_REMEDY}"
    for label in sorted(labels):
        everything = Query(text="", acl=frozenset({label}), limit=0)
        left, right = stored.search(everything), fresh.search(everything)
        if (left.total, left.facets) != (right.total, right.facets):
            yield (
                f"holds other texts under the label {label!r} than the readings and their "
                f"conditions of use give; {_REMEDY}"
            )
