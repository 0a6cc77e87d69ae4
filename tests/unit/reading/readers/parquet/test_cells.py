from __future__ import annotations

import decimal
from datetime import date

import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types
import pytest

from amana.reading.readers.parquet.cells import cells

KEYED = pa.map_(pa.string(), pa.int32())


@pytest.mark.parametrize(
    ("array", "values"),
    [
        (pa.array([1, None]), [1, None]),
        (pa.array([True]), [True]),
        (pa.array(["ألف", None]), ["ألف".encode(), None]),
        (pa.array([b"\xff"]), [b"\xff"]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), [b"a", b"b", b"a"]),
        (pa.array([decimal.Decimal("1.50")]), [b"1.50"]),
        (pa.array([date(2024, 2, 29)]), [b"2024-02-29"]),
        (pa.array([0], pa.timestamp("ms")), [b"1970-01-01 00:00:00.000"]),
        (pa.array([1], pa.timestamp("ns", tz="Asia/Damascus")),
         [b"1970-01-01 00:00:00.000000001Z"]),
        (pa.array([61], pa.time32("s")), [b"00:01:01"]),
        (pa.array([5], pa.duration("s")), [b"5"]),
        (pa.array([[1, 2], None, []]), [[1, 2], None, []]),
        (pa.array([[1, 2], None, [3]])[1:], [None, [3]]),
        (pa.array([[1, 2], None, [3, 4]], pa.list_(pa.int8(), 2))[1:], [None, [3, 4]]),
        (pa.array([{"a": 1, "b": "x"}, None]), [{"a": 1, "b": b"x"}, None]),
        (pa.array([[("k", 1)], None], KEYED), [[[b"k", 1]], None]),
        (pa.array([None, None]), [None, None]),
    ],
)  # fmt: skip
def test_values_of_columns(array: pa.Array, values: list[object]) -> None:
    assert cells(array) == values
