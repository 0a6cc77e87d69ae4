from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageCms

from amana.reading.readers.facts import Facts
from amana.reading.readers.images.opening import Picture
from amana.reading.readers.images.statements import statements

if TYPE_CHECKING:
    from tests.unit.reading.readers.images.conftest import Make

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    b'syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b'xmp:CreateDate="2024-05-01T10:00:00+03:00"/></rdf:RDF></x:xmpmeta>'
)


def facts_of(data: bytes, frames: int = 0) -> dict[str, str]:
    """Collect what a picture says."""
    facts = Facts()
    statements(Picture(data, 1_000_000), data, frames, facts)
    return dict(facts.pairs())


def test_format_size_and_resolution(make: Make) -> None:
    found = facts_of(make("JPEG", (30, 20), dpi=(300, 300)))
    assert found["image:format"] == "JPEG"
    assert (found["image:width"], found["image:height"], found["image:mode"]) == ("30", "20", "RGB")
    assert found["image:dpi"] == "300 300"
    assert "image:frames" not in found


def test_frames_of_an_animation(make: Make) -> None:
    more = [Image.new("RGB", (160, 120), colour) for colour in ("red", "blue")]
    assert facts_of(make("PNG", save_all=True, append_images=more))["image:frames"] == "3"
    assert facts_of(make("GIF"), frames=7)["image:frames"] == "7"


def test_xmp_dates_a_picture_that_has_no_exif(make: Make) -> None:
    for data in (make("JPEG", xmp=XMP), make("PNG") + XMP):
        found = facts_of(data)
        assert found["dcterms:created"] == "2024-05-01T10:00:00+03:00"
        assert found["dcterms:created.basis"] == "xmp"
    exif = Image.Exif()
    exif[0x0132] = "2020:01:01 01:01:01"
    found = facts_of(make("JPEG", xmp=XMP, exif=exif))
    assert found["dcterms:created"] == "2020-01-01T01:01:01"
    assert found["xmp:xmp:CreateDate"] == "2024-05-01T10:00:00+03:00"


def test_the_name_of_the_colour_profile(make: Make) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert facts_of(make("PNG", icc_profile=profile))["icc:description"] == "sRGB built-in"
    cut = facts_of(make("PNG", icc_profile=profile[:140]))
    assert "icc:description" not in cut


def test_iptc_of_a_jpeg(make: Make) -> None:
    datasets = b"".join(
        b"\x1c\2" + bytes([number]) + len(value).to_bytes(2, "big") + value
        for number, value in ((80, "حداد".encode()), (25, b"bridge"), (25, b"river"))
    )
    block = (
        b"8BIM\4\4\0\0" + len(datasets).to_bytes(4, "big") + datasets + b"\0" * (len(datasets) & 1)
    )
    segment = b"Photoshop 3.0\0" + block
    plain = make()
    data = plain[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + plain[2:]
    facts = Facts()
    statements(Picture(data, 1_000_000), data, 0, facts)
    found = facts.pairs()
    assert ("iptc:Byline", "حداد") in found
    assert [value for key, value in found if key == "iptc:Keywords"] == ["bridge", "river"]
