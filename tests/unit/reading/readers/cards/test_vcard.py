from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.readers.cards.vcard import place_of

Read = Callable[..., Outcome]

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:آدا
N:Lovelace;Ada;;;
TEL;TYPE=CELL:+000 1
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Bo
PHOTO;ENCODING=b:Y
END:VCARD
"""


def test_each_card_is_a_block_and_portraits_are_children(read: Read) -> None:
    outcome = read(CARDS.encode(), "book.vcf")
    assert outcome.reading is not None
    assert outcome.reading.text == "FN: آدا\nN: Lovelace Ada\nTEL (cell): +000 1\nFN: Bo"
    assert [block.hints for block in outcome.reading.blocks] == [("vcard",)] * 2
    assert [child.path for child in outcome.children] == ["card-1-photo-1.jpg"]
    assert [told.code for told in outcome.reading.warnings] == ["children-damaged"]


def test_a_single_card_gives_its_name_and_place(read: Read) -> None:
    card = b"BEGIN:VCARD\nFN:Ada\nGEO:geo:33.5,36.3\nEND:VCARD\n"
    reading = read(card, "a.vcf").reading
    assert reading is not None
    assert dict(reading.metadata) == {
        "vcard:cards": "1", "dc:title": "Ada", "geo:lat": "33.5", "geo:lon": "36.3",
    }  # fmt: skip


@pytest.mark.parametrize("said", ["", "north", "1", "91;1", "1;181", "nan;x"])
def test_what_is_no_place(said: str) -> None:
    assert place_of(said) == []
