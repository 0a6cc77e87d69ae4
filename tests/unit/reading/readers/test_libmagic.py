from __future__ import annotations

import sys

import pytest

from amana.reading.readers import libmagic
from amana.reading.readers.intake import BytesContent


def test_an_opinion() -> None:
    libmagic.warm()
    assert libmagic.opinion(BytesContent(b"%PDF-1.7\n")) == (("libmagic", "application/pdf"),)
    assert libmagic.opinion(BytesContent(b"")) == ()
    assert libmagic.version()[0][1].startswith("5.")


def test_without_the_library_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "magic", None)  # importing it raises ImportError
    libmagic._loaded.cache_clear()
    assert libmagic.opinion(BytesContent(b"%PDF-1.7\n")) == ()
    assert libmagic.version() == ()
    libmagic._loaded.cache_clear()


class Odd:
    def __init__(self, said: object) -> None:
        self.said = said

    def from_buffer(self, data: bytes) -> object:
        assert data
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


@pytest.mark.parametrize("said", [ValueError("broken"), "no type", "a/b\\012- c/d", ""])
def test_an_answer_that_is_no_media_type_is_no_opinion(
    said: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libmagic, "_loaded", lambda: Odd(said))
    assert libmagic.opinion(BytesContent(b"x")) == ()
