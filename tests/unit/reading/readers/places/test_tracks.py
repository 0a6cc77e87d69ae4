from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.places import tracks

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

Read = Callable[..., Outcome]

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Map</name>
<Placemark><name>حلب</name><description><![CDATA[<b>Bold</b> &amp; <a href="x">link</a>]]>
</description><TimeStamp><when>2024-01-01</when></TimeStamp>
<ExtendedData><Data name="n"><value>3</value></Data></ExtendedData>
<Point><coordinates>37.1,36.2,0</coordinates></Point></Placemark></Document></kml>"""

GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Walk</name>
<trkseg><trkpt lat="1" lon="2"><ele>3</ele><time>2024-01-01T00:00:00Z</time></trkpt>
<trkpt lat="1.5" lon="2.5"/></trkseg></trk></gpx>"""


def test_a_map(read: Read) -> None:
    reading = read(KML.encode(), "a.kml").reading
    assert reading is not None
    lines = [" ".join(line.split()) for line in reading.text.splitlines() if line.strip()]
    assert lines == ["Map", "حلب", "Bold & link", "2024-01-01", "n: 3", "37.1,36.2,0"]
    facts = dict(reading.metadata)
    assert (facts["geo:lat"], facts["geo:lon"], facts["map:marks"]) == ("36.2", "37.1", "1")


def test_a_track(read: Read) -> None:
    reading = read(GPX.encode(), "a.gpx").reading
    assert reading is not None
    lines = [" ".join(line.split()) for line in reading.text.splitlines() if line.strip()]
    assert lines == ["Walk", "1, 2 3 2024-01-01T00:00:00Z", "1.5, 2.5"]
    assert [block.hints for block in reading.blocks] == [("name",), ("trkpt",), ("trkpt",)]
    assert "geo:lat" not in dict(reading.metadata)


def test_a_packed_map_holds_its_map(read: Read) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.kml", KML)
    outcome = read(out.getvalue(), "a.kmz")
    assert outcome.media_type == "application/vnd.google-earth.kmz"
    assert [child.path for child in outcome.children] == ["doc.kml"]


def test_damage_and_entities_are_told(read: Read) -> None:
    assert read(KML[:-30].encode(), "a.kml").state.value == "partly-read"
    bomb = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa">]><kml><name>x&a;y</name></kml>'
    reading = read(bomb.encode(), "a.kml").reading
    assert reading is not None
    assert "aaaa" not in reading.text
    assert reading.warnings


def test_a_map_without_text_says_what_is_there(read: Read) -> None:
    marks = b"<kml><Placemark/><Placemark/></kml>"
    assert "2 entries are there" in (read(marks, "a.kml").reason or "")
    assert (
        read(b"<gpx xmlns='http://www.topografix.com/GPX/1/1'></gpx>", "a.gpx").reason
        == "the XML holds no text"
    )


def test_one_list_of_coordinates_that_is_longer_than_the_limit(opened: Open) -> None:
    line = b"<kml><name>Way</name><coordinates>" + b"1,2 " * 900_000 + b"</coordinates></kml>"
    answer = opened(tracks.read, line).answer
    assert answer.text == "Way"
    assert [told.code for told in answer.notices] == [Code.TEXT_CUT]
