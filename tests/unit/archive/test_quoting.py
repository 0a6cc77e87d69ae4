from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.parts import Parts
from amana.archive.quoting import misquoted
from amana.core import IntegrityError

Write = Callable[[str, str], Path]

pytestmark = pytest.mark.usefixtures("probes")


@pytest.fixture
def observed(archive: Archive, parts: Parts, write: Write) -> Parts:
    """The parts of an archive in which two texts were analysed."""
    archive.add([write("a.txt", "Die Nässe von Norhaven.\n"), write("b.txt", "Nobody in Öl.\n")])
    parts.current()
    return parts


def test_every_span_stands_where_it_says(observed: Parts, archive: Archive) -> None:
    assert list(misquoted(observed, observed.catalogue)) == []
    assert archive.check(projections=True).problems == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"quote":"Norhaven"', b'"quote":"Southaven"'),
        (b'"char_start":14', b'"char_start":13'),
        (b'"byte_start":15', b'"byte_start":14'),
    ],
)
def test_a_span_that_stands_elsewhere_is_named(
    observed: Parts, monkeypatch: pytest.MonkeyPatch, before: bytes, after: bytes
) -> None:
    derivative = Parts.derivative
    monkeypatch.setattr(
        Parts, "derivative", lambda me, sha256: derivative(me, sha256).replace(before, after)
    )
    found = list(misquoted(observed, observed.catalogue))
    assert len(found) == 2  # of each of the two steps
    assert all("quotes what does not stand at characters" in detail for _, detail in found)


def test_what_is_damaged_is_named_by_others(
    observed: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> bytes:
        raise IntegrityError("the derivative is damaged")

    monkeypatch.setattr(Parts, "derivative", damaged)
    assert list(misquoted(observed, observed.catalogue)) == []
