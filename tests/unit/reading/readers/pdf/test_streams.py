from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from amana.reading.readers.pdf.streams import inflated, streams, swells

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

MIB = 1 << 20


def packed(content: bytes, layers: int) -> bytes:
    for _ in range(layers):
        content = zlib.compress(content, 9)
    return content


def filters(layers: int) -> bytes:
    return b"/Filter[%s]" % (b"/FlateDecode " * layers)


@pytest.mark.parametrize("layers", [0, 1, 2, 4])
def test_streams_are_found_and_inflated(layers: int, pdf: PdfMaker) -> None:
    pdf.stream(packed(b"words", layers), filters(layers))
    data = pdf.bytes()
    (found,) = streams(data)
    assert found.layers == layers
    assert inflated(data, found, 100) is not None
    assert (inflated(data, found, 100) or b"").rstrip(b"\n") == b"words"
    assert inflated(data, found, 4) is None


@pytest.mark.parametrize("other", [b"/LZWDecode", b"/DecodeParms<</Predictor 12>>"])
def test_what_is_packed_otherwise_is_left(other: bytes, pdf: PdfMaker) -> None:
    pdf.stream(b"words", other)
    data = pdf.bytes()
    (found,) = streams(data)
    assert inflated(data, found, 100) is None


def test_damaged_and_unclosed_streams_end_nothing(pdf: PdfMaker) -> None:
    pdf.stream(b"no deflate at all" * 999, filters(1))
    data = pdf.bytes()
    (found,) = streams(data)
    assert inflated(data, found, 100) is None
    assert not swells(data, 10)
    assert list(streams(b"1 0 obj<<>>stream\n" * 9)) == []


@pytest.mark.parametrize(("layers", "size", "told"), [(1, 8, True), (2, 8, True), (1, 1, False)])
def test_what_swells(layers: int, size: int, *, told: bool, pdf: PdfMaker) -> None:
    pdf.stream(packed(bytes(size * MIB), layers), filters(layers))
    assert swells(pdf.bytes(), 4 * MIB) is told


def test_so_many_layers_are_not_even_opened(pdf: PdfMaker) -> None:
    pdf.stream(packed(bytes(99), 9), filters(9))
    assert swells(pdf.bytes(), 4 * MIB)
