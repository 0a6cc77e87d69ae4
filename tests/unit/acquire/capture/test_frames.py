from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest
from tests.unit.acquire.capture.conftest import Take, Web

from amana.acquire.capture import told
from amana.acquire.capture.devtools import Unanswered
from amana.acquire.capture.frames import TakenFrame, value_of

LIES = """<script>
    for (const [of, name] of [
            [Document, 'title'], [Element, 'outerHTML'], [HTMLElement, 'innerText'],
            [Node, 'textContent'], [HTMLAnchorElement, 'href'], [Document, 'documentElement'],
            [Document, 'body'], [Element, 'innerHTML']])
        Object.defineProperty(of.prototype, name, {get() { return 'a lie'; }});
    Document.prototype.querySelectorAll = () => ['a lie'];
    Object.prototype.toJSON = () => 'a lie';
    Array.prototype.filter = Array.prototype.map = () => 'a lie';
    String.prototype.slice = () => 'a lie';
    self.Set = self.Promise = self.JSON = self.Map = self.String = null;
    Object.getOwnPropertyDescriptor = Object.entries = null;
    setTimeout = requestAnimationFrame = () => {};
</script>
<form name=body></form><img name=documentElement><img name=querySelectorAll><img name=title>
<a id=Document>x</a><a id=document>y</a><a href=/true>the truth</a>"""


def frames(take: Take) -> list[TakenFrame]:
    return msgspec.json.decode((take.folder / "frames.json").read_bytes(), type=list[TakenFrame])


def test_a_page_that_lies_to_scripts_does_not_lie_to_us(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", f"<!doctype html><title>true</title>{LIES}")
    taken = take(url)
    assert (taken.title, taken.lacking) == ("true", ())
    html = (take.folder / "frames/000.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html><html><head><title>true</title>")
    assert "the truth</a>" in html
    assert "the truth" in (take.folder / "text.txt").read_text("utf-8")
    assert frames(take)[0].links == ("http://one.example/true",)
    assert "scrolled" in take.steps


def test_every_frame_is_there_with_its_markup_text_and_links(take: Take, web: Web) -> None:
    web.put("http://two.example/deep", "<p>deep <a href='http://three.example/'>l</a>")
    web.put("http://two.example/in", "<p>in<iframe name=d src=/deep></iframe>")
    url = web.put(
        "http://one.example/",
        "<p>out<iframe src='http://two.example/in'></iframe><iframe srcdoc='<p>doc'></iframe>"
        "<div><template shadowrootmode=open><p>shadow</template></div>",
    )
    assert take(url).lacking == ()
    taken = frames(take)
    assert taken[0].url == url
    assert sorted(each.url for each in taken[1:]) == [
        *("about:srcdoc", "http://two.example/deep", "http://two.example/in"),
    ]
    deep = next(each for each in taken if each.url.endswith("deep"))
    assert (deep.name, deep.links) == ("d", ("http://three.example/",))
    assert deep.parent == next(each.frame for each in taken if each.url.endswith("in"))
    for each in taken:
        assert each.file
        content = (take.folder / each.file).read_bytes()
        assert (each.sha256, each.bytes) == (sha256(content).hexdigest(), len(content))
    assert "<p>shadow</p>" in (take.folder / "frames/000.html").read_text()
    text = (take.folder / "text.txt").read_text()
    assert [word in text for word in ("out", "in", "deep", "doc", "shadow")] == [True] * 5


@pytest.mark.parametrize(
    ("kind", "body", "seen"),
    [
        ("text/plain; charset=utf-8", "نص", "نص"),
        ("application/json", '{"a": 1}', '"a"'),
        ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><text>t</text></svg>", "t"),
        ("application/xml", "<r><a>element</a></r>", "element"),
    ],
)
def test_pages_that_are_no_html_are_taken_too(
    take: Take, web: Web, kind: str, body: str, seen: str
) -> None:
    taken = take(web.put("http://one.example/x", body, kind=kind))
    assert "no-page" not in taken.lacking
    assert seen in (take.folder / "text.txt").read_text("utf-8")


def test_what_is_no_value_is_no_answer() -> None:
    assert value_of(told.Thing(value=msgspec.Raw(b'"x"')), str) == "x"
    for value in (b"", b"[1]", b"{"):
        with pytest.raises(Unanswered):
            value_of(told.Thing(value=msgspec.Raw(value)), str)
