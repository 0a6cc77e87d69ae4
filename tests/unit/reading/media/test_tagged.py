from __future__ import annotations

import json

import pytest

from amana.reading.media.tagged import add_tagged
from amana.reading.readers.facts import Facts


def test_tags_come_in_order_without_those_of_the_file() -> None:
    tags = {
        "SourceFile": "-", "System:FileName": "x", "ExifTool:ExifToolVersion": 12.5,
        "QuickTime:Duration": 2.5, "QuickTime:Brands": ["qt", "mp4"], "Keys:Make": "Lens & Co",
        "Keys:Nothing": None,
    }  # fmt: skip
    facts = Facts()
    add_tagged(json.dumps([tags]).encode(), facts)
    assert facts.pairs() == (
        ("exiftool:Keys:Make", "Lens & Co"),
        ("exiftool:QuickTime:Brands", "qt mp4"),
        ("exiftool:QuickTime:Duration", "2.5"),
    )


def test_there_is_a_bound() -> None:
    facts = Facts()
    add_tagged(json.dumps([{f"A:{n:04}": n for n in range(5000)}]).encode(), facts)
    assert len(facts.pairs()) == 200


@pytest.mark.parametrize("printed", [b"", b"[]", b"{}", b'[{"A":{"B":1}}]', b"\xff"])
def test_what_does_not_fit_is_nothing(printed: bytes) -> None:
    facts = Facts()
    add_tagged(printed, facts)
    assert facts.pairs() == ()


def test_a_windows_video_says_when_it_was_made() -> None:
    facts = Facts()
    add_tagged(b'[{"ASF:CreationDate": "2005:09:28 15:40:21Z"}]', facts)
    assert facts.first("dcterms:created") == "2005-09-28T15:40:21Z"
    assert facts.first("dcterms:created.basis") == "exiftool:ASF:CreationDate"
