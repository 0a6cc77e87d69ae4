from __future__ import annotations

import msgspec

from amana.reading.rerender.told import Answered, How, Opened, Pages, Told, Unreadable


def test_lines_are_told_apart_by_their_kind() -> None:
    for told in (
        Answered(url="http://e.example/", how=How.EXACT),
        Opened(pages=Pages(kind="warc")),
        Unreadable(why="x"),
    ):
        assert msgspec.json.decode(msgspec.json.encode(told), type=Told) == told
