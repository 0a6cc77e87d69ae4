from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial

import pytest

from amana.reading.readers import look
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.wire import ReadOrder

packed = partial(gzip.compress, mtime=0)
"""The same bytes at any time: they name tests."""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed(b"WARC/1.0\r\n" + bytes(9999)), "application/warc"),
        (packed(b"filedesc://a"), "application/x-ia-arc"),
        (packed(b"words"), ""),
        (packed(b"WARC/1.0\r\n")[:14], ""),
        (b"\x1f\x8bnonsense", ""),
        (b"WARC/1.0", ""),
    ],
)
def test_what_is_in_gzip(data: bytes, kind: str, order: Callable[..., ReadOrder]) -> None:
    assert look.read(BytesContent(data), order(data), Closed()).text == kind


def test_it_sees_its_own_sample() -> None:
    look.warm()
    assert look.libraries()[0][0] == "libmagic"
