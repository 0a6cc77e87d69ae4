from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open
    from tests.unit.reading.readers.sqlite.conftest import Make


import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.sqlite.reader import read
from amana.reading.wire import RowRun, Told
from amana.records import Row, State

CHATS = (
    "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender TEXT, body TEXT, media BLOB)",
    "CREATE TABLE contacts (name, number)",
    "CREATE VIEW everything AS SELECT * FROM messages",
    "CREATE TRIGGER gone AFTER DELETE ON messages BEGIN DELETE FROM contacts; END",
    "CREATE VIRTUAL TABLE words USING fts5(body)",
    "INSERT INTO messages VALUES (41, 'Hala', 'وصلت القافلة', NULL)",
    "INSERT INTO messages VALUES (42, 'Omar', NULL, x'89504e470d0a1a0a' || zeroblob(100))",
    "INSERT INTO contacts VALUES ('Hala', '+000 111')",
)


def test_tables_in_the_order_of_their_names(opened: Open, database: Make) -> None:
    found = opened(read, database(*CHATS))
    text = found.answer.text
    assert text.startswith("contacts\nname\tnumber\nHala\t+000 111\n\nmessages\n")
    assert "41\tHala\tوصلت القافلة\t" in text
    at = text.index("وصلت")
    names = [part.name for part in found.answer.part_names]
    row = next(row for row in found.answer.rows if row.char_start == at)
    assert row == RowRun(at, at + 12, names.index("messages"), 41, "body")
    assert Told(Code.ACTIVE_CONTENT, 1) in found.answer.notices
    told = dict(found.answer.metadata)
    assert told["sqlite:view"] == "CREATE VIEW everything AS SELECT * FROM messages"
    assert told["sqlite:trigger"].startswith("CREATE TRIGGER gone")
    assert told["sqlite:virtual-table"] == "CREATE VIRTUAL TABLE words USING fts5(body)"


def test_a_name_leads_to_the_line_of_the_schema(opened: Open, database: Make) -> None:
    answer = opened(read, database("CREATE TABLE t (a, b)")).answer
    assert answer.text == "t\na\tb"
    assert [part.name for part in answer.part_names] == ["sqlite_schema"]
    assert answer.rows == (RowRun(0, 1, 0, 1, "name"), RowRun(2, 5, 0, 1, "sql"))


def test_deleted_rows_and_a_log_are_told(opened: Open, database: Make) -> None:
    orders = ("CREATE TABLE t (a)", *(["INSERT INTO t VALUES (zeroblob(400))"] * 20))
    data = bytearray(database("PRAGMA auto_vacuum=0", *orders, "DELETE FROM t"))
    data[18:20] = b"\x02\x02"
    answer = opened(read, bytes(data)).answer
    assert answer.text == "t\na"
    told = dict(answer.notices)
    assert told[Code.FREE_PAGES] > 10
    assert Code.LOG_APART in told


def test_what_stands_behind_the_last_page_is_handed_out(opened: Open, database: Make) -> None:
    data = database("CREATE TABLE t (a)")
    found = opened(read, data + b"behind the end of it")
    assert found.answer.notices == (Told(Code.BYTES_APPENDED, 20),)
    assert found.contents() == [b"behind the end of it"]


def test_utf_16_and_names_with_quotes(opened: Open, database: Make) -> None:
    data = database(
        "PRAGMA encoding='UTF-16le'", 'CREATE TABLE "a ""b""" ("c d")',
        "INSERT INTO \"a \"\"b\"\"\" VALUES ('ألف')",
    )  # fmt: skip
    assert opened(read, data).answer.text == 'a "b"\nc d\nألف'


def test_no_tables_are_a_reason(opened: Open, database: Make) -> None:
    answer = opened(read, database("PRAGMA user_version=1", "CREATE VIEW v AS SELECT 1")).answer
    assert (answer.text, answer.notices) == ("", (Told(Code.CONTAINER_EMPTY),))


def test_a_schema_that_cannot_be_made_out_is_passed_over(opened: Open, database: Make) -> None:
    data = database(
        "CREATE TABLE good (a)", "INSERT INTO good VALUES ('kept')", "CREATE TABLE t(b)"
    )
    answer = opened(read, data.replace(b"CREATE TABLE t(b)", b"CREATE TABLE t((b")).answer
    assert "kept" in answer.text
    assert dict(answer.notices)[Code.STRUCTURE_DAMAGED] >= 1


def test_a_table_that_says_it_is_a_view_is_not_run(opened: Open, database: Make) -> None:
    data = database("CREATE TABLE t (abcdefghijklmn)", "INSERT INTO t VALUES ('x')")
    lying = data.replace(b"CREATE TABLE t (abcdefghijklmn)", b"CREATE VIEW t AS SELECT hex(99)")
    assert "3939" not in opened(read, lying).answer.text


@pytest.mark.parametrize("data", [b"SQLite format 3\0", b"SQLite format 3\0" + b"\x10" * 200])
def test_what_is_no_database_is_given_up(opened: Open, data: bytes) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, data)
    assert raised.value.code is Code.CONTAINER_BROKEN


def test_in_the_pool(request: pytest.FixtureRequest, database: Make) -> None:
    outcome = request.getfixturevalue("read")(database(*CHATS[:6], CHATS[7]), "chats.db")
    assert (outcome.state, outcome.media_type) == (State.READ, "application/vnd.sqlite3")
    places = [segment.locator for segment in outcome.reading.segments]
    assert Row(table="messages", row=41, column="sender") in places
