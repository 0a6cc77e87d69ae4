from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from amana.archive import Archive
from amana.archive.entering import Entering
from amana.archive.finishing import Done
from amana.archive.parts import Parts
from amana.catalogue import Result
from amana.records import State

Write = Callable[[str, str], Path]


def test_what_was_read_is_told_once_it_is_committed(
    archive: Archive, write: Write, parts: Parts
) -> None:
    archive.add([write("a.txt", "one\n"), write("b.txt", "two\n")], read=False)
    rows = [row.item for row in archive.list()[1] if row.item]
    archive.close()
    told: list[list[Done]] = []
    entering = Entering(parts, told.append)
    result = Result(state="no-reader", media_type="application/x-thing", reason="none", code="c")
    first = Done(row=rows[0], result=result, recipe=("reading/x 1", {}))
    second = Done(row=rows[1])
    entering.add(first)
    entering.add(second)
    assert not told
    entering.commit()
    assert told == [[first, second]]
    now = parts.current()
    assert (now.item(rows[0].ref).state, now.item(rows[0].ref).code) == (State.NO_READER, "c")
    assert now.item(rows[1].ref).state is State.PRESERVED, "nothing was to be entered of it"
    size = parts.log.checkpoint().size
    entering.commit()
    entering.add(msgspec.structs.replace(first, result=None))
    entering.commit()
    assert parts.log.checkpoint().size == size
