"""The index of a recording; tests/conformance holds it against cdxj-indexer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture.cdx import index, moment
from amana.acquire.capture.rereading import reread

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def test_each_response_has_a_line_in_the_order_of_keys(scene: Scene) -> None:
    found = reread(scene.write() / "data.warc.gz").found
    lines = index(found, "data.warc.gz").decode().splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "example,news)/a",
        "example,news)/robots.txt",
        "example,news)/search?__wb_method=post&q=wadi",
    ]
    members = json.loads(lines[0].split(" ", 2)[2])
    assert members["mime"] == "text/html"
    assert (members["status"], members["filename"]) == ("200", "data.warc.gz")
    first = found[1]
    assert (members["offset"], members["length"]) == (str(first.offset), str(first.length))


def test_records_about_the_file_are_not_indexed(scene: Scene) -> None:
    found = reread(scene.write() / "data.warc.gz").found
    assert b"warc-fields" not in index(found, "x")
    assert index(found[:1], "x") == b""


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024-03-07T09:12:00.123456Z", "20240307091200"), ("2024-03-07", "20240307000000")],
)
def test_moments_have_fourteen_digits(date: str, expected: str) -> None:
    assert moment(date) == expected
