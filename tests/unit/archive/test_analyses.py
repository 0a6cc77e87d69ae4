from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.analyses import analyse_some, work_through
from amana.archive.parts import Parts
from amana.core import NotFound, UsageError

Write = Callable[[str, str], Path]


def test_only_what_is_named_is_analysed(
    probes: str, archive: Archive, parts: Parts, write: Write
) -> None:
    del probes
    archive.add([write("a.txt", "Norhaven one"), write("b.txt", "Norhaven two")], analyse=False)
    first, second = (row.ref for row in archive.list()[1])
    assert analyse_some(parts, [second, second]).states == {"analysed": 1}
    assert archive.show(first).facts == {"article": 1}
    assert archive.show(second).facts == {"article": 1, "mention": 1, "role": 1}
    with pytest.raises(NotFound):
        analyse_some(parts, ["IT-0000-0000"])


def test_an_archive_may_do_without(archive: Archive, parts: Parts, write: Write) -> None:
    archive.add([write("a.txt", "Norhaven one")], read=False)
    assert work_through(parts).analysis == {}
    with pytest.raises(UsageError, match="not to analyse"):
        analyse_some(parts, [])
