from __future__ import annotations

from tests.unit.reading.rerender.saved import members, request, response, revisit, wacz

from amana.reading.readers.intake import BytesContent
from amana.reading.rerender.choosing import pages_of
from amana.reading.rerender.index import Index
from amana.reading.rerender.opening import opened
from amana.reading.rerender.told import Pages
from amana.reading.rerender.walking import Walk

URL = "https://e.example/"


def pages(data: bytes, wanted: str | None = None) -> Pages:
    holding = opened(BytesContent(data))
    return pages_of(holding, Index(Walk(holding.files).held()), wanted, ())


def test_without_a_list_the_answers_in_html_by_date() -> None:
    data = members(
        response(f"{URL}late", "x", warc_date="2024-05-06T08:00:00Z"),
        response(f"{URL}early", "x", warc_date="2024-05-06T07:00:00Z"),
        response(f"{URL}gone", "x", status="404 Not Found"),
        response(f"{URL}style", "x", kind="text/css"),
        response(f"{URL}sent", "x", warc_record_id="<urn:1>"),
        request(f"{URL}sent", "POST", b"x", warc_concurrent_to="<urn:1>"),
    )
    found = pages(data)
    assert [page.url for page in found.pages] == [f"{URL}early", f"{URL}late"]
    assert found.chosen == found.pages[0]
    assert (found.kind, found.number, found.addresses) == ("warc", 2, 5)


def test_the_main_page_of_a_wacz_else_the_first_that_it_holds() -> None:
    warc = members(response(f"{URL}a", "x"), response(f"{URL}b", "x"))
    listed = [{"url": f"{URL}{name}", "ts": "2024-05-06T07:08:09Z"} for name in ("lost", "a", "b")]
    main = pages(
        wacz(warc, pages=listed, mainPageUrl=f"{URL}b", mainPageDate="2024-05-06T07:08:09Z")
    )
    assert main.chosen
    assert main.chosen.url == f"{URL}b"
    lost = pages(wacz(warc, pages=listed, mainPageUrl=f"{URL}lost"))
    assert lost.chosen
    assert lost.chosen.url == f"{URL}a"
    assert [page.held for page in lost.pages] == [False, True, True]


def test_a_page_by_its_address_in_another_spelling_with_a_fragment_or_in_no_list() -> None:
    warc = members(response(f"{URL}%7Ea", "x"), response(f"{URL}p.png", "x", kind="image/png"))
    listed = [{"url": f"{URL}%7Ea", "ts": "2024-05-06T07:08:09Z", "title": "A"}]
    found = pages(wacz(warc, pages=listed), f"{URL}~a#part").chosen
    assert found
    assert (found.url, found.title) == (f"{URL}~a#part", "A")
    picture = pages(wacz(warc, pages=listed), f"{URL}p.png").chosen
    assert picture
    assert picture.date == "2024-05-06T07:08:09Z"


def test_what_resembles_a_page_that_is_not_there() -> None:
    data = members(*(response(f"{URL}{name}", "x") for name in ("harbour", "market", "school")))
    found = pages(data, f"{URL}harbor")
    assert found.chosen is None
    assert found.nearest[0] == f"{URL}harbour"
    assert pages(data, "zzz").nearest


def test_a_page_that_only_repeats_what_is_elsewhere_is_not_held() -> None:
    again = revisit(URL, status="200 OK", warc_payload_digest="sha1:ABC")
    found = pages(wacz(members(again), pages=[{"url": URL}]))
    assert [page.held for page in found.pages] == [False]
    assert found.chosen is None


def test_an_archive_without_pages() -> None:
    assert pages(members(response(f"{URL}a.css", "x", kind="text/css"))).chosen is None
