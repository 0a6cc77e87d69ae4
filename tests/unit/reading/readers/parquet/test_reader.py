from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it brings no types
import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.parquet.reader import read
from amana.reading.wire import RowRun, Told
from amana.records import Row, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
TABLE = pa.table(
    {
        "name": ["هالة", None, "Omar"],
        "seen": pa.array([0, 1, 2], pa.timestamp("s", tz="Asia/Damascus")),
        "tags": [["a", "b"], [], None],
        "picture": [None, PNG, b"\x00\x01"],
    }
).replace_schema_metadata({"source": "a list of witnesses", "version": "3"})


def packed(table: pa.Table, **how: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **how)
    return file.getvalue()


def test_rows_with_their_places(opened: Open) -> None:
    found = opened(read, packed(TABLE))
    lines = found.answer.text.split("\n")
    assert lines[0] == "name\tseen\ttags\tpicture"
    assert lines[1] == 'هالة\t1970-01-01 00:00:00.000Z\t["a", "b"]\t'
    assert lines[2].startswith("\t1970-01-01 00:00:01.000Z\t[]\tx'89504e47")
    assert lines[3] == "Omar\t1970-01-01 00:00:02.000Z\t\tx'0001'"
    assert found.answer.rows[0] == RowRun(23, 27, 0, 1, "name")
    assert found.answer.rows[-1].row == 3
    assert [child.row.path for child in found.children] == [b"rows/2/picture"]
    assert found.contents() == [PNG]


def test_what_the_footer_says(opened: Open) -> None:
    told = opened(read, packed(TABLE)).answer.metadata
    assert ("parquet:rows", "3") in told
    assert ("parquet:column", "seen: timestamp[ms, tz=Asia/Damascus]") in told
    assert ("parquet:note", "source: a list of witnesses") in told
    assert any(key == "parquet:created-by" for key, _ in told)


def test_rows_beyond_the_limit_are_told(opened: Open) -> None:
    data = packed(pa.table({"n": list(range(5000))}))
    answer = opened(read, data, text_chars=1000).answer
    assert answer.notices == (Told(Code.ROWS_CUT, 1),)
    assert len(answer.text) <= 1000


def test_a_damaged_row_group_is_passed_over(opened: Open) -> None:
    values = pa.table({"n": [f"value {n}" for n in range(300)]})
    data = bytearray(packed(values, row_group_size=100, compression="none", use_dictionary=False))
    at = data.index(b"value 150")
    data[at - 4 : at] = b"\xff" * 4  # how long it is
    answer = opened(read, bytes(data)).answer
    assert Told(Code.STRUCTURE_DAMAGED, 1) in answer.notices
    assert "value 299" in answer.text
    assert answer.rows[-1].row == 300


def test_no_rows_and_no_columns(opened: Open) -> None:
    assert opened(read, packed(pa.table({"a": pa.array([], pa.int8())}))).answer.text == "a"
    answer = opened(read, packed(pa.table({}))).answer
    assert answer.notices == (Told(Code.CONTAINER_EMPTY),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PAR1", Code.CONTAINER_BROKEN),
        (b"PAR1" + b"\xff" * 100 + b"PAR1", Code.CONTAINER_BROKEN),
        (packed(TABLE)[:-20], Code.CONTAINER_BROKEN),
        (b"PARE" + bytes(20), Code.CONTAINER_LOCKED),
    ],
)
def test_what_cannot_be_opened_is_given_up(opened: Open, data: bytes, code: Code) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, data)
    assert raised.value.code is code


@pytest.mark.parametrize("codec", ["snappy", "gzip", "brotli", "zstd", "lz4"])
def test_confined_in_a_worker(request: pytest.FixtureRequest, codec: str) -> None:
    table = pa.table(
        {
            "n": list(range(5000)),
            "text": [f"row {n}" for n in range(5000)],
            "when": pa.array(list(range(5000)), pa.timestamp("ns", tz="Asia/Damascus")),
        }
    )
    data = packed(table, compression=codec, row_group_size=2000)
    outcome = request.getfixturevalue("read")(data, "table.parquet")
    assert (outcome.state, outcome.media_type) == (State.READ, "application/vnd.apache.parquet")
    last = outcome.reading.segments[-2]
    assert last.locator == Row(table="rows", row=5000, column="text")
    assert outcome.reading.text[last.char_start : last.char_end] == "row 4999"
