from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from amana.interface.http.tables import Tables
from amana.reading import Outcome, locate
from amana.reading.notices import Code
from amana.reading.readers import jsonlines
from amana.reading.wire import Told
from amana.records import Row, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

Read = Callable[..., Outcome]

POSTS = (
    '{"id": 9007199254740993, "user": {"name": "Salma", "verified": false}, '
    '"text": "\\u0633\\u0644"}\n'
    "\n"
    '{"id": 2.50, "user": {"name": "Omar"}, "tags": ["a", {"b": 1e3}], "gone": null}\r\n'
    '{"id": 3, "text": "one\\ntwo"}'
)


def test_a_row_for_each_line_with_its_number_and_columns(read: Read) -> None:
    outcome = read(POSTS.encode(), "posts.jsonl")
    assert (outcome.state, outcome.recipe.step) == (State.READ, "reading/jsonlines")
    reading = outcome.reading
    assert reading is not None
    assert reading.text == (
        "id\tuser.name\tuser.verified\ttext\ttags\tgone\n"
        "9007199254740993\tSalma\tfalse\tسل\n"
        '2.50\tOmar\t\t\t["a",{"b":1e3}]\n'
        "3\t\t\tone\ntwo"
    )
    at = reading.text.index("Omar")
    assert locate(reading, at, at + 4) == (Row(table="lines", row=3, column="user.name"),)
    facts = dict(reading.metadata)
    assert (facts["jsonl:lines"], facts["jsonl:columns"]) == ("3", "6")


def test_the_viewer_of_tables_shows_them(read: Read) -> None:
    reading = read(POSTS.encode(), "posts.jsonl").reading
    assert reading is not None
    window = Tables(reading).window("lines", 1, 3)
    assert window.columns[:2] == ("id", "user.name")
    assert {(cell.row, cell.text) for cell in window.cells if cell.column == 2} == {
        (1, "Salma"),
        (3, "Omar"),
    }


@pytest.mark.parametrize(
    ("lines", "text", "told"),
    [
        (b'[1, 2.0, "x"]\n"alone"\n', 'value\n[1,2.0,"x"]\nalone', ()),
        (b'{"a": 1}\n{"a": oops}\n', 'a\n1\n{"a": oops}', (Told(Code.STRUCTURE_DAMAGED, 1),)),
        (b'{"a": 1, "a": 2, "a": 3}\n', "a\ta (2)\ta (3)\n1\t2\t3", ()),
        (b'{"a.b": 1, "a": {"b": 2}}\n', "a.b\ta.b (2)\n1\t2", ()),
        (b'{"a": "\\ud83d"}\n', "a\n\ufffd", ()),
        (b'{"a": NaN}\n', "a\nNaN", ()),
        (b'{"a": {}}\n', "a\n{}", ()),
        (b"\xef\xbb\xbf" + b'{"a": "\xd8\xb3"}\n', "a\nس", ()),
        ('{"a": "س"}\n'.encode("utf-16"), "a\nس", ()),
        (b"", "", (Told(Code.EMPTY_FILE),)),
    ],
)
def test_lines_of_all_kinds(lines: bytes, text: str, told: tuple[Told, ...], opened: Open) -> None:
    answer = opened(jsonlines.read, lines).answer
    assert (answer.text, answer.notices) == (text, told)


def test_a_line_nested_without_end_stands_as_it_is(opened: Open) -> None:
    answer = opened(jsonlines.read, b'{"a":1}\n' + b"[" * 50_000 + b"\n").answer
    assert Told(Code.STRUCTURE_DAMAGED, 1) in answer.notices
    assert answer.text.endswith("[[[")


def test_names_that_come_late_stand_behind_the_columns(opened: Open) -> None:
    many = ",".join(f'"c{n}":{n}' for n in range(600))
    answer = opened(jsonlines.read, b"{%s}\n" % many.encode()).answer
    heads, row = answer.text.split("\n")
    assert len(heads.split("\t")) == 500
    assert len(row.split("\t")) == 600
    assert answer.rows[-1].column == "c599"
