from __future__ import annotations

import io

import olefile  # type: ignore[import-untyped]  # it has no types
import pytest

from amana.reading.readers.compound.building import compound_file

_CLASS = "00020906-0000-0000-C000-000000000046"


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 70_000, 8_000_000])
def test_what_is_written_is_a_compound_file_without_defects(size: int) -> None:
    streams: dict[tuple[str, ...], bytes] = {
        ("Letter",): bytes(range(256)) * (size // 256) + bytes(size % 256),
        ("Pool", "_1", "\x01Ole"): b"small",
        ("Pool", "_2", "Contents"): b"x" * 5000,
        **{("Many", f"stream {n}"): b"%d" % n for n in range(50)},
    }
    data = compound_file(streams, _CLASS)
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert ole.parsing_issues == []
        assert ole.root.clsid == _CLASS
        assert {tuple(path) for path in ole.listdir()} == set(streams)
        for path, content in streams.items():
            assert ole.openstream(list(path)).read() == content


def test_the_same_streams_give_the_same_bytes() -> None:
    streams: dict[tuple[str, ...], bytes] = {("b",): b"2", ("a",): b"1", ("c", "d"): b"3"}
    assert compound_file(streams) == compound_file(dict(reversed(streams.items())))
