from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.reading import Outcome, locate
from amana.reading.readers.images.svg import libraries, warm
from amana.records import ByteRange, State

Read = Callable[..., Outcome]

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="10mm">
<title>خريطة الجسر</title><style>text { fill: red }</style>
<text x="1"> North   <tspan>side</tspan>, camp A&amp;B </text><script>steal()</script>
<g onclick="steal()"><text>South</text></g>
<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Inside</p></foreignObject>
</svg>"""


def test_text_of_a_drawing_leads_to_its_bytes(read: Read) -> None:
    data = DRAWING.encode()
    outcome = read(data, "map.svg")
    reading = outcome.reading
    assert reading is not None
    assert reading.text == "خريطة الجسر\n\nNorth side, camp A&B\n\nSouth\n\nInside"
    assert [block.tag for block in reading.blocks] == ["h1", "p", "p", "p"]
    assert outcome.state is State.READ
    for words in ("خريطة الجسر", "side", ", camp A", "South", "Inside"):
        at = reading.text.index(words)
        places = locate(reading, at, at + len(words))
        assert all(isinstance(place, ByteRange) for place in places)
        found = b"".join(data[p.start : p.end] for p in places if isinstance(p, ByteRange))
        assert found.decode() == words
    assert dict(reading.metadata)["svg:width"] == "20mm"
    assert [warning.code for warning in reading.warnings] == ["active-content"]
    assert reading.warnings[0].detail.startswith("2 scripts or actions")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_lead_to_a_range(encoding: str, read: Read) -> None:
    text = "<svg xmlns='http://www.w3.org/2000/svg'><text>café au lait</text></svg>"
    data = (f"<?xml version='1.0' encoding='{encoding}'?>" + text).encode(encoding)
    reading = read(data, "a.svg").reading
    assert reading is not None
    assert reading.text == "café au lait"
    assert not any(segment.exact for segment in reading.segments if segment.char_end > 3)


def test_an_external_entity_is_left_out(read: Read, test_data: Path) -> None:
    outcome = read((test_data / "files" / "hostile" / "xxe.svg").read_bytes(), "xxe.svg")
    assert outcome.reading is not None
    assert "root:" not in outcome.reading.text
    assert "entities-left-out" in [warning.code for warning in outcome.reading.warnings]


def test_entities_are_not_expanded(read: Read) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    data = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{entities}]><svg><text>so &e19; end</text></svg>'
    reading = read(data.encode(), "laughs.svg").reading
    assert reading is not None
    assert reading.text == "so end"


def test_a_drawing_that_breaks_off_is_read_so_far(read: Read) -> None:
    outcome = read(DRAWING[:300].encode(), "map.svg")
    assert outcome.state is State.PARTLY_READ
    assert outcome.reading is not None
    assert outcome.reading.text.startswith("خريطة الجسر")


def test_a_drawing_without_text_says_so(read: Read) -> None:
    outcome = read(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", "a.svg")
    assert (outcome.state, outcome.reason) == (State.READ_EMPTY, "the drawing holds no text")


def test_deep_nesting_ends(read: Read) -> None:
    outcome = read(b"<svg>" + b"<g>" * 100_000, "deep.svg")
    assert outcome.state is State.READ_EMPTY


def test_the_libraries_and_the_warming() -> None:
    assert libraries()[0][0] == "expat"
    warm()
