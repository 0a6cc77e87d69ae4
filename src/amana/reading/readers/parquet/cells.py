"""Values of a column as text, or as what JSON can say of them where they are nested.

Times are turned into text by the library itself, without its time zones: they are kept in UTC in
the column (Parquet logical types, TIMESTAMP), and the tables of time zones are files.
"""

from __future__ import annotations

import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types

from amana.reading.readers.values import Text

Nested = None | bool | int | float | str | bytes | list["Nested"] | dict[str, "Nested"]


def cells(array: pa.Array) -> list[Nested]:
    """Return the values of a column: text as `Text`, numbers, bytes, lists and dictionaries."""
    if isinstance(array, pa.ExtensionArray):
        return cells(array.storage)
    if isinstance(array, pa.DictionaryArray):
        return cells(array.dictionary_decode())
    if isinstance(array, pa.StructArray):
        return _structs(array)
    if isinstance(array, _LISTS):
        return _lists(array)
    return _single(array)


_LISTS = (pa.MapArray, pa.ListArray, pa.LargeListArray, pa.FixedSizeListArray)


def _lists(array: pa.Array) -> list[Nested]:
    """Return lists; a map is the list of its pairs."""
    if isinstance(array, pa.MapArray):
        keys, items = cells(array.keys), cells(array.items)
        pairs: list[Nested] = [[key, item] for key, item in zip(keys, items, strict=False)]
        return _cut(array, pairs, array.offsets.to_pylist())
    if isinstance(array, pa.FixedSizeListArray):
        first, size = array.offset, array.type.list_size
        ends = [(first + n) * size for n in range(len(array) + 1)]
        return _cut(array, cells(array.values), ends)
    return _cut(array, cells(array.values), array.offsets.to_pylist())


def _cut(array: pa.Array, values: list[Nested], ends: list[int]) -> list[Nested]:
    whole = array.is_valid().to_pylist()
    return [
        values[start:end] if there else None
        for start, end, there in zip(ends, ends[1:], whole, strict=False)
    ]


def _structs(array: pa.StructArray) -> list[Nested]:
    names = [field.name for field in array.type]
    columns = [cells(array.field(at)) for at in range(len(names))]
    rows = zip(*columns, strict=True) if columns else ((),) * len(array)
    return [
        dict(zip(names, row, strict=True)) if there else None
        for row, there in zip(rows, array.is_valid().to_pylist(), strict=True)
    ]


def _single(array: pa.Array) -> list[Nested]:
    kind = array.type
    if pa.types.is_temporal(kind):
        return _times(array)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view():
        found = array.cast(pa.large_binary()).to_pylist()
        return [None if value is None else Text(value) for value in found]
    if pa.types.is_decimal(kind) or pa.types.is_float16(kind):
        return [None if value is None else Text(str(value).encode()) for value in array.to_pylist()]
    values: list[Nested] = array.to_pylist()
    return values


def _times(array: pa.Array) -> list[Nested]:
    """Return dates and times in ISO 8601; a moment in UTC ends in Z, a duration is a number."""
    kind = array.type
    zone = pa.types.is_timestamp(kind) and kind.tz is not None
    if zone:
        array = array.cast(pa.timestamp(kind.unit))
    try:
        found = array.cast(pa.string()).to_pylist()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        numbers: list[Nested] = array.view(pa.int64()).to_pylist()
        return numbers
    end = "Z" if zone else ""
    return [None if value is None else Text(f"{value}{end}".encode()) for value in found]
