from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from tests.unit.acquire.capture.conftest import Stage, Take, Web

from amana.acquire.capture.accounts import Deed
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.page import Page, Taken
from amana.acquire.capture.profiles import Limits
from amana.core import UsageError

WHOLE = {
    *("console.jsonl", "frames", "frames.json", "page.mhtml", "page.pdf", "picture-after.png"),
    *("picture-before.png", "requests.jsonl", "steps.jsonl", "text.txt"),
}


def test_a_page_is_taken_whole(take: Take, web: Web) -> None:
    web.put("http://two.example/inner", "<title>inner</title>داخل الإطار")
    url = web.put(
        "http://one.example/news",
        "<!doctype html><html dir=rtl lang=ar><title>خبر</title><h1>قال الشاهد</h1>"
        "<a href='/next#part'>next</a><iframe src='http://two.example/inner'></iframe>",
    )
    taken = take(f"{url}#here")
    assert taken == Taken(path=(url,), shown=f"{url}#here", status=200, title="خبر")
    assert {each.name for each in take.folder.iterdir()} == WHOLE
    assert (take.folder / "text.txt").read_text("utf-8").split() == [
        *("قال", "الشاهد", "next", "داخل", "الإطار"),
    ]
    for name in ("before", "after"):
        with Image.open(take.folder / f"picture-{name}.png") as picture:
            assert picture.size == (1600, 900)
    assert (take.folder / "page.pdf").read_bytes().startswith(b"%PDF-")
    assert b"MIME-Version: 1.0\r\n" in (take.folder / "page.mhtml").read_bytes()
    lines = (take.folder / "steps.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Deed).what for line in lines] == take.steps
    assert take.steps == [
        *("asked", "loaded", "pictured", "scrolled", "pictured-again", "frames-taken"),
        *("mhtml-taken", "printed"),
    ]


def test_every_redirect_of_servers_and_pages_is_a_step_of_the_path(take: Take, web: Web) -> None:
    end = web.put("http://one.example/end", "<title>end</title>")
    two = web.put("http://one.example/2", f"<script>location.replace('{end}')</script>")
    one = web.put("http://one.example/1", f"<meta http-equiv=refresh content='0;url={two}'>")
    url = web.put("http://one.example/0", "", status="302 Found", head=f"Location: {one}\r\n")
    taken = take(url)
    assert taken.path == (url, one, two, end)
    assert (taken.shown, taken.title, taken.status) == (end, "end", 200)
    sent_on = {each.url: each.redirected_from for each in take.requests()}
    assert sent_on[one] == url
    assert sent_on[two] is None


def test_the_page_of_an_error_is_taken_with_its_status(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", "<h1>not here any more</h1>", status="410 Gone")
    taken = take(url)
    assert (taken.status, taken.error, taken.lacking) == (410, None, ())
    assert "not here" in (take.folder / "text.txt").read_text()


def test_an_error_of_the_network_is_told_and_its_page_is_not_taken(take: Take, web: Web) -> None:
    async def nothing(*_: object) -> None:
        pass

    web.pages["http://one.example/"] = nothing
    taken = take("http://one.example/")
    assert taken.error == "net::ERR_EMPTY_RESPONSE"
    assert (taken.shown, taken.title, taken.status) == (None, None, None)
    assert taken.lacking == ("no-page",)
    assert not (take.folder / "picture-before.png").exists()
    assert [each.error for each in take.requests()] == ["net::ERR_EMPTY_RESPONSE"]


def test_an_error_without_a_page_has_its_status(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", "", status="404 Not Found")
    taken = take(url)
    assert taken.status == 404
    assert taken.lacking == ("no-page",)


def test_a_download_is_refused_and_told(take: Take, web: Web) -> None:
    url = web.put("http://one.example/a.zip", b"PK" * 99, kind="application/zip")
    taken = take(url)
    assert taken.error == "net::ERR_ABORTED"
    assert taken.lacking == ("no-page",)
    assert "download-refused" in take.steps
    assert [each.status for each in take.requests()] == [200]


def test_a_server_that_asks_for_a_password_is_not_waited_for(take: Take, web: Web) -> None:
    ask = 'WWW-Authenticate: Basic realm="x"\r\n'
    url = web.put("http://one.example/", "<p>who?", status="401 Unauthorized", head=ask)
    taken = take(url)
    assert taken.status == 401


def test_only_addresses_of_the_web_are_taken(take: Take) -> None:
    for url in ("file:///etc/passwd", "chrome://version", "view-source:http://x/", "about:blank"):
        with pytest.raises(UsageError, match="no address of a web page"):
            take(url)


def test_pages_in_two_slots_are_taken_at_once(
    stage: Stage, browser: Browser, web: Web, tmp_path: Path
) -> None:
    for slot in (0, 1):
        web.put(f"http://one.example/{slot}", f"<title>{slot}</title>")
        (tmp_path / str(slot)).mkdir()

    async def scene() -> list[Taken]:
        return await asyncio.gather(
            *(
                Page(browser, slot, Limits(idle_seconds=0.2)).take(
                    f"http://one.example/{slot}", tmp_path / str(slot)
                )
                for slot in (0, 1)
            )
        )

    assert [each.title for each in stage.run(scene())] == ["0", "1"]
    assert web.urls("slot-1")[0] == "http://one.example/1"
    assert "http://one.example/1" not in web.urls("slot-0")


def test_what_a_page_looks_like_is_what_it_says(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", "<body style='margin:0;background:rgb(1,2,3)'>")
    take(url)
    with Image.open(io.BytesIO((take.folder / "picture-before.png").read_bytes())) as picture:
        assert picture.convert("RGB").getpixel((10, 10)) == (1, 2, 3)
    assert json.loads((take.folder / "frames.json").read_bytes())[0]["file"] == "frames/000.html"
