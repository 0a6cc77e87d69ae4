from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.reading.readers.sqlite.conftest import Make


from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.sqlite.opening import open_copy
from amana.reading.readers.sqlite.scan import Scan
from amana.reading.readers.sqlite.schema import listed, stored
from amana.reading.readers.values import Values

ROWS = tuple((n, f"message {n} " + "x" * 60) for n in range(1, 401))
LEAF = 13


def scanned(data: bytes, name: str = "t") -> tuple[list[int], list[str], bool]:
    opened = open_copy(BytesContent(data))
    lines, _ = listed(opened.connection)
    table = stored(opened.connection, next(line for line in lines if line.name == name))
    assert table is not None
    scan = Scan(opened, table, Values(Closed()))
    rows = list(scan.rows())
    opened.connection.close()
    return [row.number for row in rows], [row.values[-1].text for row in rows], scan.damaged


def test_rows_in_the_order_of_their_keys(database: Make) -> None:
    rows = ((9, "i"), (-3, "n"), (2, "b"))
    data = database("CREATE TABLE t (k INTEGER PRIMARY KEY, v)", rows=rows)
    numbers, values, damaged = scanned(data)
    assert (values, damaged) == (["n", "b", "i"], False)
    assert numbers == [1, 2, 3]  # a key below 0 cannot be the number of a row
    positive = database("CREATE TABLE t (k INTEGER PRIMARY KEY, v)", rows=rows[::2])
    assert scanned(positive)[0] == [2, 9]


def test_without_keys_rows_are_counted_in_the_order_of_the_table(database: Make) -> None:
    data = database(
        "CREATE TABLE t (k PRIMARY KEY, v) WITHOUT ROWID", "CREATE INDEX i ON t (v)",
        rows=(("b", "1"), ("a", "2")),
    )  # fmt: skip
    assert scanned(data) == ([1, 2], ["2", "1"], False)


def test_only_the_rows_of_damaged_pages_are_lost(database: Make) -> None:
    data = bytearray(database("CREATE TABLE t (k INTEGER PRIMARY KEY, v)", rows=ROWS))
    leaves = [at for at in range(512, len(data), 512) if data[at] == LEAF]
    for at in (leaves[10], leaves[11], leaves[40]):
        data[at : at + 512] = b"\xff" * 512
    numbers, values, damaged = scanned(bytes(data))
    assert damaged
    assert 400 - 3 * 8 <= len(numbers) < 400
    assert (numbers[0], numbers[-1]) == (1, 400)
    assert all(value.startswith(f"message {n} ") for n, value in zip(numbers, values, strict=True))


def test_a_database_that_ends_early_is_read_as_far_as_it_goes(database: Make) -> None:
    data = database("CREATE TABLE t (k INTEGER PRIMARY KEY, v)", rows=ROWS[:60])
    numbers, _values, damaged = scanned(data[: len(data) * 2 // 3])
    assert damaged
    assert 30 < len(numbers) < 50
    assert numbers == sorted(set(numbers))


def test_a_tree_that_leads_back_into_itself_ends(database: Make) -> None:
    data = bytearray(database("CREATE TABLE t (k INTEGER PRIMARY KEY, v)", rows=ROWS[:60]))
    root = data[512:1024]
    assert root[0] in {2, 5}  # an interior page
    first = int.from_bytes(root[12:14], "big")
    data[512 + 8 : 512 + 12] = root[first : first + 4]  # the last branch is the first again
    numbers, _values, damaged = scanned(bytes(data))
    assert damaged
    assert numbers == sorted(set(numbers))
