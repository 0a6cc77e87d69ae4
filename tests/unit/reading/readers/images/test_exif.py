from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from amana.reading.readers.facts import Facts
from amana.reading.readers.images.exif import Thumbnail, exif_facts, thumbnail_of

CAMERA, PLACE = 0x8769, 0x8825


def facts_of(exif: Image.Exif) -> dict[str, str]:
    """Collect the facts of EXIF that went through its bytes once."""
    again = Image.Exif()
    again.load(exif.tobytes())
    facts = Facts()
    exif_facts(again, facts)
    return dict(facts.pairs())


def parts(*numbers: str) -> tuple[IFDRational, ...]:
    """Write degrees, minutes and seconds as fractions."""
    return tuple(IFDRational(Fraction(number)) for number in numbers)


def test_a_moment_with_its_zone_and_its_basis() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Lens & Co"
    exif[0x0132] = "2024:06:02 09:00:00"
    exif.get_ifd(CAMERA).update(
        {0x9003: "2024:05:01 12:30:05", 0x9011: "+03:00", 0xA431: "SN 0042"}
    )
    found = facts_of(exif)
    assert found["dcterms:created"] == "2024-05-01T12:30:05+03:00"
    assert found["dcterms:created.basis"] == "exif:DateTimeOriginal, exif:OffsetTimeOriginal"
    assert found["exif:Make"] == "Lens & Co"
    assert found["exif:BodySerialNumber"] == "SN 0042"
    assert found["exif:DateTimeOriginal"] == "2024:05:01 12:30:05"


def test_a_moment_without_a_zone_gets_none() -> None:
    exif = Image.Exif()
    exif[0x0132] = "2024:06:02 09:00:00"
    found = facts_of(exif)
    assert found["dcterms:created"] == "2024-06-02T09:00:00"
    assert found["dcterms:created.basis"] == "exif:DateTime, no zone stated"


@pytest.mark.parametrize("moment", ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday"])
def test_what_is_no_moment_is_not_made_one(moment: str) -> None:
    exif = Image.Exif()
    exif[0x0132] = moment
    assert "dcterms:created" not in facts_of(exif)


def test_a_place_south_and_west_below_the_sea() -> None:
    exif = Image.Exif()
    exif.get_ifd(PLACE).update(
        {
            1: "S", 2: parts("33", "51", "24.5"), 3: "W", 4: parts("70", "30.75", "0"),
            5: b"\1", 6: IFDRational(25, 2), 7: parts("7", "8", "9"), 29: "2024:05:01",
        }
    )  # fmt: skip
    found = facts_of(exif)
    assert (found["geo:lat"], found["geo:long"]) == ("-33.8568056", "-70.5125")
    assert found["geo:alt"] == "-12.5"
    assert found["geo:time"] == "2024-05-01T07:08:09Z"


@pytest.mark.parametrize("latitude", [("91", "0", "0"), ("89", "59", "99")])
def test_a_place_that_is_nowhere_is_raw_only(latitude: tuple[str, ...]) -> None:
    exif = Image.Exif()
    exif.get_ifd(PLACE).update({1: "N", 2: parts(*latitude), 3: "E", 4: parts("50", "0", "0")})
    found = facts_of(exif)
    assert "geo:lat" not in found
    assert found["exif:GPSLatitudeRef"] == "N"


def test_the_small_picture_is_found_by_its_place() -> None:
    exif = Image.Exif()
    assert thumbnail_of(exif) is None
    exif.get_ifd(ExifTags.IFD.IFD1).update({0x0201: 700, 0x0202: 50})
    assert thumbnail_of(exif) == Thumbnail(700, 50)


@pytest.mark.filterwarnings("ignore")
@given(st.binary(max_size=200))
def test_damaged_exif_raises_nothing_of_ours(data: bytes) -> None:
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0II*\0\x08\0\0\0" + data)
    except (SyntaxError, ValueError, KeyError, OSError, TypeError):
        return
    exif_facts(exif, Facts())
    thumbnail_of(exif)
