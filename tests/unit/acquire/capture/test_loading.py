from __future__ import annotations

import asyncio

from tests.unit.acquire.capture.conftest import Take, Web


def test_a_page_that_sends_on_for_ever_is_left_where_it_is(take: Take, web: Web) -> None:
    async def on(_: object, writes: asyncio.StreamWriter, head: str) -> None:
        number = int(head.split(" ")[1].rpartition("/")[2])
        body = f"<meta http-equiv=refresh content='0;url=/{number + 1}'>".encode()
        writes.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )

    for number in range(100):
        web.pages[f"http://one.example/{number}"] = on
    taken = take("http://one.example/0", redirects=5)
    assert "too-many-redirects" in taken.lacking
    assert taken.path == tuple(f"http://one.example/{number}" for number in range(6))


def test_a_page_that_is_looked_at_goes_nowhere(take: Take, web: Web) -> None:
    other = web.put("http://one.example/other", "elsewhere")
    url = web.put(
        "http://one.example/",
        f"here<script>addEventListener('scroll', () => location.href = '{other}')</script>"
        "<div style='height:5000px'></div>",
    )
    taken = take(url)
    assert taken.shown == url
    assert taken.path == (url,)
    assert taken.lacking == ("wanted-to-leave",)
    assert (take.folder / "text.txt").read_text().strip() == "here"
    assert other not in web.urls()


def test_a_server_that_never_answers_is_not_waited_for(take: Take, web: Web) -> None:
    async def silent(*_: object) -> None:
        await asyncio.sleep(30)

    web.pages["http://one.example/"] = silent
    taken = take("http://one.example/", load_seconds=1.0)
    assert taken.error == "Page.navigate: no answer within 1 s"
    assert taken.lacking == ("no-page",)


def test_a_page_whose_end_never_comes_is_taken_as_it_stands(take: Take, web: Web) -> None:
    async def endless(_: object, writes: asyncio.StreamWriter, __: str) -> None:
        writes.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>t</title><p>begun")
        for _each in range(300):
            writes.write(b"<!-- and so on -->" * 100)
            await asyncio.sleep(0.1)

    web.pages["http://one.example/"] = endless
    taken = take("http://one.example/", load_seconds=3.0)
    assert (taken.title, taken.status) == ("t", 200)
    assert taken.lacking[0] == "not-loaded"
    assert "begun" in (take.folder / "text.txt").read_text()
    assert (take.folder / "picture-after.png").exists()
