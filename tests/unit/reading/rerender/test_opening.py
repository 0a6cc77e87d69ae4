from __future__ import annotations

import io
import zipfile

from tests.unit.reading.rerender.saved import arc, content, members, response, wacz

from amana.reading.rerender.opening import Slice, kind_of, opened
from amana.reading.rerender.told import FoundPage

URL = "https://e.example/"


def test_kinds_are_told_by_the_first_record() -> None:
    warc = response(URL, "x")
    assert kind_of(content(warc)) == kind_of(content(members(warc))) == "warc"
    assert kind_of(content(arc(URL, b"x"))) == kind_of(content(members(arc(URL, b"x")))) == "arc"
    assert kind_of(content(b"PK\x03\x04")) is None
    assert kind_of(content(b"")) is None
    assert opened(content(arc(URL, b"x"))).kind == "arc"


def test_a_wacz_tells_its_pages_and_its_main_page() -> None:
    pages = [
        {"url": URL, "ts": "2024-05-06T07:08:09Z", "title": "الميناء"},
        {"title": "no address"},
    ]
    data = wacz(members(response(URL, "x")), pages=pages, mainPageUrl=URL, mainPageDate="2024")
    holding = opened(content(data))
    assert holding.listed == (FoundPage(url=URL, date="2024-05-06T07:08:09Z", title="الميناء"),)
    assert holding.main == (URL, "2024")
    assert len(holding.files) == 1
    assert kind_of(holding.files[0]) == "warc"


def test_one_packed_in_another_and_one_compressed_once_more() -> None:
    inner = wacz(members(response(URL, "x")), how=zipfile.ZIP_DEFLATED)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as outer:
        outer.writestr("day-1.wacz", inner)
    holding = opened(content(file.getvalue()))
    assert len(holding.files) == 1
    assert holding.lacking == ()


def test_a_bomb_in_it_ends_as_lacking() -> None:
    data = wacz(
        response(URL, b"\0" * (257 << 20)), members(response(URL, "x")), how=zipfile.ZIP_DEFLATED
    )
    holding = opened(content(data))
    assert len(holding.files) == 1
    assert holding.lacking == ("member 1 cannot be unpacked, or is too large when it is",)


def test_names_that_climb_out_are_names_only() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as outer:
        for name in ("../../../x.warc.gz", "/etc/passwd.warc.gz", "archive/\u202egpj.warc"):
            outer.writestr(name, members(response(URL, "x")))
    assert len(opened(content(file.getvalue())).files) == 3


def test_what_is_no_archive_inside_is_told() -> None:
    holding = opened(content(wacz(b"nothing of the kind", members(response(URL, "x")))))
    assert holding.lacking == ("member 1 begins with no record",)
    torn = opened(content(wacz(members(response(URL, "x")))[:-30]))
    assert torn.files == ()
    assert torn.lacking


def test_a_slice_ends_where_it_ends() -> None:
    cut = Slice(content(b"0123456789"), 2, 5)
    assert (cut.size, cut.at(0, 99), cut.at(4, 9), cut.at(9, 9)) == (5, b"23456", b"6", b"")
    assert Slice(content(b"0123"), 3, 9).size == 1
