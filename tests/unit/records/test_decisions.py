from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from amana.records import (
    VALUES,
    AddFact,
    Decide,
    MarkFact,
    Noticed,
    Observed,
    PageRects,
    TimeRange,
    WithdrawDecision,
)


def test_each_line_is_told_apart_by_its_decision() -> None:
    lines: dict[bytes, type] = {
        b'{"decision":"mark","item":"IT-1","fact":"a","mark":"wrong","reason":"r"}': MarkFact,
        b'{"decision":"add","item":"IT-1","observation":{"kind":"x"},"reason":"r"}': AddFact,
        b'{"decision":"withdraw","item":"IT-1","number":4,"reason":"r"}': WithdrawDecision,
    }
    for line, kind in lines.items():
        read = msgspec.json.decode(line, type=Decide)
        assert type(read) is kind
        assert msgspec.json.decode(msgspec.json.encode(read), type=Decide) == read


@pytest.mark.parametrize(
    "line",
    [
        b'{"decision":"mark","item":"IT-1","fact":"a","mark":"perhaps","reason":"r"}',
        b'{"decision":"mark","item":"IT-1","fact":"a","mark":"right"}',
        b'{"decision":"erase","item":"IT-1","reason":"r"}',
        b'{"decision":"withdraw","item":"IT-1","number":"4","reason":"r"}',
        b'{"decision":"mark","item":"IT-1","fact":"a","mark":"right","reason":"r","sure":1}',
    ],
)
def test_anything_else_is_none(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Decide)


def test_what_was_noticed_has_a_place_on_a_page_or_in_time() -> None:
    page = PageRects(page=1, rects=((0, 0, 5, 5),))
    for place in (page, TimeRange(start=0, end=10)):
        noticed = Noticed(place=place, what="a blue truck")
        assert msgspec.json.decode(msgspec.json.encode(noticed), type=Noticed) == noticed


def test_closed_lists_are_of_fields_that_there_are() -> None:
    fields = {
        str(kind.__struct_config__.tag): set(kind.__struct_fields__)
        for kind in (*get_args(Observed), Noticed)
    }
    for kind, lists in VALUES.items():
        assert lists.keys() <= fields[kind]
