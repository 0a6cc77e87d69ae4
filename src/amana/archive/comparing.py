"""How a stored projection differs from one that was made again from vault and log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amana.catalogue import Line
from amana.search import Query, SearchIndex

_REMEDY = "run `amana rebuild`"


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
