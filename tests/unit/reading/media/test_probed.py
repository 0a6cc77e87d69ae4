from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.media.probed import add_probed
from amana.reading.readers.facts import Facts


def facts_of(streams: list[dict[str, object]], **container: object) -> dict[str, str]:
    """Collect what ffprobe said."""
    facts = Facts()
    assert add_probed(json.dumps({"streams": streams, "format": container}).encode(), facts)
    return dict(facts.pairs())


VIDEO: dict[str, object] = {
    "codec_type": "video", "codec_name": "h264", "width": 1920, "height": 1080,
    "avg_frame_rate": "30/1", "side_data_list": [{"rotation": -90}], "unheard": {"of": 1},
}  # fmt: skip
SUBTITLES: dict[str, object] = {
    "codec_type": "subtitle",
    "codec_name": "mov_text",
    "tags": {"language": "ara"},
}


def test_streams_and_length() -> None:
    found = facts_of([VIDEO, SUBTITLES], format_name="mov,mp4", duration="12.500000")
    assert found["media:seconds"] == "12.500000"
    assert found["media:stream-1"] == "video, h264, 1920x1080, 30/1 frames a second, turned by -90"
    assert found["media:stream-2"] == "subtitle, mov_text, ara"


def test_the_moment_with_its_zone_goes_before_the_one_without_place() -> None:
    tags = {"creation_time": "2024-05-01T09:30:05.000000Z", "title": "The bridge"}
    found = facts_of([VIDEO], tags=tags)
    assert found["dcterms:created"] == "2024-05-01T09:30:05Z"
    assert found["dcterms:created.basis"] == "media:creation_time"
    assert found["dc:title"] == found["media:title"] == "The bridge"
    tags["com.apple.quicktime.creationdate"] = "2024-05-01T12:30:05+0300"
    assert facts_of([VIDEO], tags=tags)["dcterms:created"] == "2024-05-01T12:30:05+0300"


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("+34.1234567-040.5000+012.30/", ("34.1234567", "-40.5", "12.3")),
        ("-00.5000+100.0000/", ("-0.5", "100", None)),
        ("+27.5916+086.5640+8850CRSWGS_84/", ("27.5916", "86.564", "8850")),
        ("+91.0000+000.0000/", (None, None, None)),
        ("somewhere", (None, None, None)),
    ],
)
def test_places(place: str, found: tuple[str | None, ...]) -> None:
    facts = facts_of([VIDEO], tags={"location": place})
    assert tuple(facts.get(key) for key in ("geo:lat", "geo:long", "geo:alt")) == found


@pytest.mark.parametrize(
    "printed", [b"", b"{}", b"[]", b'{"streams":[]}', b'{"streams":7}', b"\xff"]
)
def test_what_has_no_streams(printed: bytes) -> None:
    assert not add_probed(printed, Facts())


@given(st.binary(max_size=200))
def test_any_bytes_are_taken(printed: bytes) -> None:
    add_probed(printed, Facts())


def test_a_cover_names_itself_and_not_the_song() -> None:
    cover = {
        "codec_type": "video", "codec_name": "png", "width": 64, "height": 40,
        "avg_frame_rate": "0/0", "disposition": {"attached_pic": 1, "default": 0},
        "tags": {"title": "Front", "comment": "Cover (front)"},
    }  # fmt: skip
    found = facts_of([{"codec_type": "audio", "codec_name": "mp3"}, cover])
    assert found["media:stream-2"] == "picture, png, 64x40, Cover (front), Front"
    assert "dc:title" not in found
