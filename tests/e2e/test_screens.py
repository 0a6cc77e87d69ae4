"""The screens in Chromium, on an archive that `amana serve` shows: what people do, end to end.

A page that asks another host, complains in its console, or opens a dialog fails its test. Pictures
are taken of tests that fail, into a temporary folder.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from amana.archive import Archive, init_archive
from amana.records import (
    AddFact,
    Charge,
    Cite,
    Effect,
    Entered,
    Form,
    LegalProceeding,
    Link,
    Nationality,
    Person,
    ReportedIncident,
    Restriction,
    RestrictionKind,
    Situation,
    Step,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
NAME = "Harbour <img src=x onerror=alert(1)> inquiry"
CONFIDENTIAL = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
SUBJECT = "What the ferryman saw رسالة"
DISGUISED = "photo\u202egpj.exe"
CANARY = "My son was taken at the checkpoint."
SPEAKER = "presiding judge Amadou Ferrant"
CONTENT = "“The chamber makes no finding on who gave the order,”"
ATTACK = "rs:8(2)(b)(i)"
ELSEWHERE = "said her client was not in the valley on that day"
STORE = "the army had fired on what it described as an ammunition store"
PATIENCE = 60


class Served(NamedTuple):
    """A running server, the state of a browser that came in, and references by name."""

    base: str
    entered: StorageState
    refs: dict[str, str]


class View:
    """A page, with what it asked of whom and what went wrong in it."""

    def __init__(self, page: Page, base: str, language: str) -> None:
        self.page = page
        self.language = language
        self.base = base
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._heard: dict[str, Callable[[Any], None]] = {
            "request": lambda request: self._asked(request.url),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "console": lambda said: self._said(said.type, said.text),
            "dialog": lambda dialog: self.complaints.append(f"dialog: {dialog.message}"),
        }
        for event, hear in self._heard.items():
            page.on(event, hear)  # type: ignore[call-overload]  # named one by one there

    def leave(self) -> None:
        """Leave the screen, and hear no more of its tab."""
        self.page.goto(f"{self.base}/favicon.svg")
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.base}/", f"blob:{self.base}/")):
            self.foreign.append(url)

    def _said(self, kind: str, text: str) -> None:
        # The browser's own line about restricted items; that these are refused is tested elsewhere.
        if kind in ("error", "warning") and "status of 403" not in text:
            self.complaints.append(text)

    def open(self, address: str) -> Page:
        """Open a screen and wait until it shows what it has to show."""
        self.page.goto(self.base + address)
        self.page.locator("h1").first.wait_for()
        self.page.locator("[data-waiting]").first.wait_for(state="detached")
        return self.page

    def findings(self) -> list[list[object]]:
        """Return what axe finds on the page."""
        session = self.page.context.new_cdp_session(self.page)  # not bound by the page's policy
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        run = "axe.run(document).then(found => JSON.stringify(found.violations.map("
        run += "({impact, id, nodes}) => [impact, id, nodes.map(({html}) => html)])))"
        answer = session.send(
            "Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True}
        )
        found: list[list[object]] = json.loads(answer["result"]["value"])
        return found

    def highlighted(self, name: str) -> str:
        """Return the text that is painted with the highlight `name`."""
        text: str = self.page.evaluate(
            "name => [...(CSS.highlights.get(name) ?? [])].map(String).join('')", name
        )
        return text


Open = Callable[..., View]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not (Path(str(resources.files("amana.interface"))) / "web/assets/index.html").is_file():
        pytest.fail("the web client is not built: run `make web`")
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: run `scripts/build-web.sh npm ci`")
    if not Path(CHROMIUM).exists():
        pytest.fail(f"there is no {CHROMIUM}: install the package chromium")
    expect.set_options(timeout=1_000 * PATIENCE)  # an answer ends it; a busy machine does not
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, samples: Path, chromium: Browser
) -> Iterator[Served]:
    """Serve an archive; come in by a link on a page of another site, as in a letter."""
    folder = tmp_path_factory.mktemp("screens")
    (folder / "letter.txt").write_text(f"A letter from the camp.\n\n{CANARY}\n")
    with init_archive(folder / "archive", name=NAME, actor="nadia") as archive:
        refs = fill(archive, samples, folder / "letter.txt")
    program = [sys.executable, "-c", "from amana.interface.cli import main; main()"]
    process = subprocess.Popen(
        [*program, "serve", "--port", "0", "--json", "--archive", str(folder / "archive")],
        env=os.environ | {"AMANA_ACTOR": "nadia"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        address = json.loads(process.stdout.readline())["address"]
        base = address.partition("/enter")[0]
        with chromium.new_context() as context, letter(address) as other:
            page = context.new_page()
            page.goto(other)
            page.get_by_role("link").click()
            page.wait_for_url(f"{base}/search")
            entered = context.storage_state()
        yield Served(base, entered, refs)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def fill(archive: Archive, samples: Path, letter: Path) -> dict[str, str]:
    """Put in pages, a report and a protected letter; return references by name."""
    pages = [samples / "press" / name for name in ("market-coastwire.html", "marsa-al-nour.html",
                                                   "two-articles.txt")]  # fmt: skip
    archive.add(pages, Form(source="The Aldera Courier", collector="N. Aram"))
    reports = ("field-report.pdf", "field-report-damaged.pdf")
    archive.add([samples / "monitor" / name for name in reports], Form(source="Valley Monitor"))
    archive.add([letter], Form(source="S-7", restrictions=CONFIDENTIAL))
    (letter.parent / "register.csv").write_text("name,count\nNadia,7\nSamir,9\n")
    with zipfile.ZipFile(letter.parent / "delivery.zip", "w") as packed:
        packed.writestr(DISGUISED, "no picture at all")
    Image.linear_gradient("L").convert("RGB").save(letter.parent / "dusk.png")
    Image.radial_gradient("L").save(letter.parent / "dawn.png")
    with zipfile.ZipFile(letter.parent / "capture.wacz", "w") as packed:
        for name, content in captured(letter.parent / "dawn.png").items():
            packed.writestr(name, content)
    archive.add([letter.parent / "capture.wacz"], Form(method="web-capture"))
    archive.watches.set("https://harbour.example/notices", Form(), every=86_400)
    given = ["register.csv", "delivery.zip", "dusk.png", *of_many_kinds(letter.parent)]
    archive.add([letter.parent / name for name in given], Form())
    _, rows = archive.list()
    refs = {row.item.name or "" if row.item else "letter.txt": row.ref for row in rows}
    archive.decide(facts_of(refs["two-articles.txt"], archive))
    archive.decide(case_of(refs["two-articles.txt"], archive))
    return refs


def facts_of(ref: str, archive: Archive) -> list[AddFact]:
    """Return facts that somebody adds by hand: whoever tests screens needs no machine for them."""
    text = archive.reading(ref).text

    def span(quote: str) -> dict[str, object]:
        start = text.index(quote)
        return {"char_start": start, "char_end": start + len(quote), "quote": quote}

    claim = {
        "kind": "claim", "speaker": span(SPEAKER), "cue": span("said"),
        "content": span(CONTENT), "form": "direct", "speech_act": "finding",
        "via": ["anon:a clerk"],
    }  # fmt: skip
    number = {
        "kind": "quantity", "what": "killed", "value": 14, "bound": "at least", "unit": "people",
        "span": span("at least 14 people"),
    }  # fmt: skip
    return [AddFact(item=ref, observation=each, reason="by eye") for each in (claim, number)]


def case_of(ref: str, archive: Archive) -> list[Entered]:
    """Return a situation with a case and a charge, as somebody would enter it from an article."""
    text = archive.reading(ref).text

    def cites(quote: str) -> tuple[Cite, ...]:
        start = text.index(quote)
        end = start + len(quote)
        return (Cite(item=ref, char_start=start, char_end=end, quote=quote),)

    why = "as the Courier tells it"
    return [
        Situation(key="valley", name="Sahran Valley", name_ar="وادي صحران", reason=why,
                  states=("JOR",), period="2023-11/.."),
        Person(key="general", name="Radek Holm", name_ar="راديك هولم", reason=why,
               nationalities=(Nationality(state="SYR"),), cites=cites("The summons concerns")),
        ReportedIncident(key="market", situation="valley", name="Shelling of the market",
                         reason=why, date="2024-03-09", states=("JOR",), cites=cites(CONTENT)),
        LegalProceeding(key="case", situation="valley", model="icc-person", person="general",
                        reason=why),
        Step(key="summons", proceeding="case", step="summons_issued", date="2025-05-22",
             reason=why, cites=cites("declined, by two votes to one")),
        Step(key="death", proceeding="case", step="death_claimed", date="2025-06-30",
             said_by="the ministry", reason="said on television"),
        Charge(key="attack", situation="valley", crime=ATTACK, mode="rs:28(a)", person="general",
               incidents=("market",), reason=why),
        Link(key="away", charge="attack", element=f"{ATTACK}#3", effect=Effect.UNDERMINES,
             reason="he was elsewhere", cites=cites(ELSEWHERE)),
    ]  # fmt: skip


def captured(picture: Path) -> dict[str, bytes]:
    """Return the members of a capture whose page is hostile, and whose certificate has expired."""
    page, when = "https://harbour.example/notices", "2026-05-01T08:00:00.000000Z"
    account = {
        "wanted": {"url": page}, "outcome": "captured-in-part", "began": when, "ended": when,
        "profile": "plain", "shown": page, "status": 200, "path": ["http://harbour.example/", page],
        "title": f"Notices {DISGUISED} <img src=x onerror=alert(1)>",
        "lacking": ["truncated", "behaviours-cut"],
        "counted": {"exchanges": 1, "bytes": 4096, "truncated": 1, "unexplained": 1},
        "robots": {"url": f"{page}/robots.txt", "status": 200, "allowed": False, "rule": "/"},
    }  # fmt: skip
    exchange = {
        "number": 1, "connection": 1, "purpose": "page", "url": page, "method": "GET",
        "began": when, "ended": when, "status": 200,
        "request": {"sha256": "cd" * 32, "bytes": 9}, "response": {"sha256": "ef" * 32, "bytes": 9},
        "peer": {"address": "192.0.2.1", "port": 443, "resolver": "system"},
        "tls": {"version": "TLSv1.3", "cipher": "AES", "verdict": "expired", "chain": ["ab" * 32]},
        "truncated": "time",
    }  # fmt: skip
    differs = {"kind": "only-the-browser", "url": "https://<script>alert(1)</script>",
               "method": "GET"}  # fmt: skip
    listed = {"format": "json-pages-1.0", "id": "pages", "title": "All"}
    told: dict[str, object] = {
        "evidence/capture.json": account, "evidence/exchanges.jsonl": exchange,
        "evidence/differences.jsonl": differs, "pages/pages.jsonl": listed,
        "datapackage.json": {"profile": "data-package", "wacz_version": "1.1.1", "resources": []},
    }  # fmt: skip
    members = {name: json.dumps(content).encode() for name, content in told.items()}
    members["archive/data.warc.gz"] = gzip.compress(b"")
    members["evidence/picture-after.png"] = picture.read_bytes()
    members["evidence/statement-en.html"] = b"<script>alert(1)</script>"
    return members


def of_many_kinds(folder: Path) -> list[str]:
    """Write mails, a mailbox, a chat, a book, and what is locked, refused or nothing known."""
    tip = EmailMessage()
    tip["From"], tip["To"] = "N. Aram <aram@example.org>", "desk@example.org"
    tip["Subject"] = SUBJECT
    tip.set_content("The bridge was hit at dawn.\n")
    tip.add_attachment(b"Names\n", maintype="text", subtype="plain", filename="names.txt")
    locked = (
        b"From: a@example.org\nSubject: for you alone\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/encrypted; boundary=x; protocol="application/pgp-encrypted"\n\n'
        b"--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        b"--x\nContent-Type: application/octet-stream\n\nabc\n--x--\n"
    )
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    vast = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    )
    made = {
        "tip.eml": tip.as_bytes(),
        "inbox.mbox": b"From a@example.org Mon Mar  2 10:00:00 2026\n" + tip.as_bytes() + b"\n",
        "locked.eml": locked,
        "vast.png": vast,
        "unknown.bin": bytes(range(256)) * 8,
        "chat.txt": "".join(
            f"[02/03/2026, 10:00:0{n}] {who}: {said}\n"
            for n, (who, said) in enumerate((("Nadia", "صباح الخير"), ("Samir", "At dawn.")) * 3)
        ).encode(),
        "novel.fb2": (
            b'<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
            b"<description><title-info><book-title>The Ferry</book-title></title-info>"
            b"</description>"
            b"<body><section><p>The ferry left at dawn.</p></section></body></FictionBook>"
        ),
        "misnamed.pdf": b"This is a text and no portable anything at all.\n",
        "long.txt": b"The convoy left the harbour at dawn, as two witnesses said.\n\n" * 4_000,
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return list(made)


def letter(address: str) -> Any:  # noqa: ANN401 - a context manager that closes the server, too
    """Serve a page of another site with a link to `address`."""
    from contextlib import contextmanager  # noqa: PLC0415 - used here alone

    class Letter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<!doctype html><title>letter</title><a href="{address}">the archive</a>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *said: object) -> None:
            pass

    @contextmanager
    def open_letter() -> Iterator[str]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Letter)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    return open_letter()


@pytest.fixture(scope="module")
def tabs(chromium: Browser, served: Served) -> Iterator[Tabs]:
    """Tabs of a browser that came in."""
    with chromium.new_context(
        storage_state=served.entered, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        context.set_default_timeout(30_000)
        yield Tabs(context, served)


class Tabs:
    """Tabs that are used again: a new one has to start a process and compile the client in it.

    One begins as in a browser that came in a moment ago: nothing is stored but that.
    """

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self._context, self._served = context, served
        self._free: list[Page] = []

    def take(self, language: str, theme: str, width: int) -> Page:
        page = self._free.pop() if self._free else self._context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{self._served.base}/favicon.svg")  # of the same origin, and without a script
        session = self._context.new_cdp_session(page)
        kinds = "local_storage,indexeddb,cache_storage,service_workers,file_systems"
        cleared = {"origin": self._served.base, "storageTypes": kinds}
        session.send("Storage.clearDataForOrigin", cleared)
        session.detach()
        self._context.clear_cookies()
        cookies = self._served.entered["cookies"]
        self._context.add_cookies(cookies)  # type: ignore[arg-type]  # what was told can be set
        page.evaluate(
            "([language, theme]) => { sessionStorage.clear();"
            "localStorage['amana.language'] = language; localStorage['amana.theme'] = theme; }",
            [language, theme],
        )
        return page

    def give_back(self, page: Page) -> None:
        self._free.append(page)


@pytest.fixture
def view(tabs: Tabs, served: Served, failed: Callable[[], bool], tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens views; each must ask nobody else and complain of nothing."""
    opened: list[View] = []

    def make(language: str = "en", theme: str = "light", width: int = 1280) -> View:
        opened.append(View(tabs.take(language, theme, width), served.base, language))
        return opened[-1]

    yield make
    for number, each in enumerate(opened):
        if failed():
            each.page.screenshot(path=tmp_path / f"failed-{number}.png")
        each.leave()
        if failed():
            each.page.close()
        else:
            tabs.give_back(each.page)
    for each in opened:
        assert each.foreign == []
        assert each.complaints == []


QUESTION = urlencode({
    "crime": ATTACK, "places": "JOR", "date": "2024-03-09", "nationalities": "SYR",
    "as_of": "2025-06-01",
})  # fmt: skip
SCREENS = {
    "add": "/add",
    "capture": "/capture/pages",
    "captured": "/items/{capture.wacz}?side=capture",
    "found": "/search?q=market",
    "items": "/items",
    "text": "/items/{two-articles.txt}",
    "pages": "/items/{field-report.pdf}",
    "restricted": "/items/{letter.txt}",
    "custody": "/custody",
    "unread": "/unread",
    "stories": "/stories",
    "situation": "/law/situations/valley",
    "jurisdiction": f"/law/jurisdiction?{QUESTION}",
}
"""Screens that every run of the tests looks at, each in one language and one theme; those of facts
and of a charge are examined where something is done on them.
"""

MORE = {
    "facts": "/items/{two-articles.txt}?side=facts",
    "charge": f"/law/charges/attack?element={quote(ATTACK)}%233",
    "search": "/search",
    "watches": "/capture/watches?enter=watch",
    "page": "/items/{marsa-al-nour.html}?side=about",
    "damaged": "/items/{field-report-damaged.pdf}",
    "inside": "/items/{delivery.zip}",
    "picture": "/items/{dusk.png}",
    "table": "/items/{register.csv}",
    "alike": "/items/{two-articles.txt}?side=alike",
    "crime": f"/law/crimes?crime={quote(ATTACK)}&q=8(2)(b)",
    "nothing found": "/search?q=zebra",
    "by state": "/items?state=encrypted",
    "by reason": "/unread?state=encrypted",
    "readings": "/items/{marsa-al-nour.html}?side=readings",
    "entries": "/items/{marsa-al-nour.html}?side=custody",
    "mail": "/items/{tip.eml}",
    "attached": "/items/{tip.eml}?side=inside",
    "mailbox": "/items/{inbox.mbox}",
    "locked": "/items/{locked.eml}",
    "refused": "/items/{vast.png}",
    "unknown": "/items/{unknown.bin}",
    "chat": "/items/{chat.txt}",
    "book": "/items/{novel.fb2}",
    "disputed": "/items/{misnamed.pdf}",
    "long": "/items/{long.txt}",
    "custody of one": "/custody?item={tip.eml}",
    "situations": "/law/situations",
    "situation before": "/law/situations/valley?known_on=2025-05-30&enter=step",
    "charges": "/law/charges?enter=charge",
    "assessing": f"/law/charges/attack?element={quote(ATTACK)}%233&enter=assess",
    "no question": "/law/jurisdiction",
    "no such situation": "/law/situations/nowhere",
    "passage in law": "/items/{two-articles.txt}?side=law",
    "nowhere": "/nowhere",
}


def address_of(address: str, served: Served) -> str:
    return re.sub(r"\{(.+?)\}", lambda found: served.refs[found[1]], address)


@pytest.mark.parametrize(("language", "theme", "turn"), [("en", "light", 0), ("ar", "dark", 1)])
def test_screens_can_be_used_by_everybody(
    view: Open, served: Served, language: str, theme: str, turn: int
) -> None:
    look_at(view(language, theme), served, list(SCREENS.values())[turn::2])


def test_a_list_is_examined_before_anything_is_asked_for(view: Open) -> None:
    page = view().open("/capture/pages")
    page.get_by_label("Addresses, or a list with columns").fill("https://a.example/\nnowhere")
    expect(page.get_by_text("1 row cannot be used.")).to_be_visible()
    page.get_by_role("button", name="Capture 1 page").click()
    expect(page.get_by_text("Confirm this first")).to_be_visible()
    expect(page.get_by_text("Put 1 row right first")).to_be_visible()


def test_a_capture_says_what_does_not_hold_and_shows_its_pictures_on_demand(
    view: Open, served: Served
) -> None:
    page = view().open(f"/items/{served.refs['capture.wacz']}")
    expect(page.get_by_text("Certificate: has expired.")).to_be_visible()
    expect(page.get_by_text("It took longer than the limit.")).to_be_attached()
    expect(page.get_by_text("the browser tells of a request that was not recorded")).to_be_visible()
    assert page.locator("figure img").count() == 0
    page.locator("figure").get_by_role("button").click()
    expect(page.locator("figure img")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Statement, English").click()
    assert kept.value.suggested_filename.endswith("statement-en.html")


@pytest.mark.deep
@pytest.mark.timeout(900)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_can_be_used_by_everybody(
    view: Open, served: Served, language: str, theme: str, width: int
) -> None:
    look_at(view(language, theme, width), served, [*SCREENS.values(), *MORE.values()])


def look_at(shown: View, served: Served, addresses: list[str]) -> None:
    """Open screens, and examine each."""
    for screen in addresses:
        shown.open(address_of(screen, served))
        examine(shown, screen)


def examine(shown: View, screen: str) -> None:
    """Examine a screen: direction, language, nothing that axe finds, no secret, not too wide."""
    page, language = shown.page, shown.language
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{screen} scrolls sideways by {wide} px"
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.lang") == language
    assert shown.findings() == [], screen
    expect(page.locator("header").first).to_contain_text(NAME)
    assert CANARY not in page.content()


def test_a_browser_that_did_not_come_in_is_told_how(chromium: Browser, served: Served) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        answer = page.goto(f"{served.base}/items")
        assert answer is not None
        assert answer.status == 401
        expect(page.get_by_role("heading").first).to_have_text("This browser has not been let in")
        expect(page.locator("[dir=rtl]").first).to_be_visible()
        assert "Aldera" not in page.content()


def test_files_are_followed_until_they_are_read(view: Open, samples: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.txt"
    wide.write_text(
        "\U0001f6a9\U0001d11e A headline\n\nShells fell near the mill of سوق المدينة.\n"
    )
    page = view().open("/add")
    files = [samples / "press" / "ferry-terminal.html", wide]
    page.set_input_files("input[type=file]", files)
    page.get_by_label("Source", exact=True).fill("S-0099")
    page.get_by_role("button", name="Preserve 2 files").click()
    expect(page.get_by_text("2 items preserved").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"Preserved as entry \d+"))).to_have_count(2)
    expect(page.get_by_text("Read", exact=True)).to_have_count(2)
    page.get_by_role("link", name=re.compile("IT-")).first.click()
    expect(page.locator("h1")).to_contain_text("ferry terminal")
    expect(page.locator("main")).to_contain_text("S-0099")


@pytest.mark.parametrize(
    ("language", "asked", "title", "quote"),
    [
        ("en", "mortar market", "Shelling of market in Sahran Valley", "market"),
        ("ar", "اهالي مرسي النور", "أهالي مرسى النور", "مرسى النور"),
    ],
)
def test_a_hit_opens_at_its_passage(
    view: Open, language: str, asked: str, title: str, quote: str
) -> None:
    shown = view(language)
    page = shown.open("/search")
    page.keyboard.type(asked)
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/items/*char_start*")
    expect(page.locator("blockquote")).to_contain_text(quote)
    page.wait_for_function("CSS.highlights.get('passage')?.size > 0")
    assert quote in shown.highlighted("passage")
    assert page.locator("blockquote").inner_text().strip() == shown.highlighted("passage").strip()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("two-articles.txt", "Judges of the Harbour Tribunal on Thursday summoned"),
        ("marsa-al-nour.html", "طالَبَت عشرات العائلات"),
    ],
)
def test_a_click_on_a_sentence_shows_its_place_in_the_source(
    view: Open, served: Served, name: str, sentence: str
) -> None:
    shown = view()
    page = shown.open(f"/items/{served.refs[name]}")
    page.locator("article span[data-start]", has_text=sentence).last.click()
    page.wait_for_url("**char_start**")
    expect(page.locator("blockquote")).to_contain_text(sentence)
    page.wait_for_function("CSS.highlights.get('source-passage')?.size > 0")
    assert sentence in shown.highlighted("source-passage")
    assert shown.highlighted("passage").strip() == page.locator("blockquote").inner_text().strip()
    expect(page.get_by_text(re.compile(r"In the original: bytes \d+ to \d+")).first).to_be_visible()


def test_a_click_on_a_sentence_of_a_pdf_draws_its_boxes(view: Open, served: Served) -> None:
    page = view().open(f"/items/{served.refs['field-report.pdf']}")
    page.locator("article span[data-start]", has_text="Nine of the eleven").last.click()
    box = page.locator("[data-box]")
    expect(box).to_have_count(1)
    expect(page.get_by_text("In the original: page 1, 1 box.").first).to_be_visible()
    drawn, sheet = box.bounding_box(), page.locator("figure div").first.bounding_box()
    assert drawn is not None
    assert sheet is not None
    assert sheet["x"] <= drawn["x"]
    assert drawn["x"] + drawn["width"] <= sheet["x"] + sheet["width"]
    assert drawn["width"] > 10 * drawn["height"], "a line is wide and low"
    picture = page.get_by_role("img", name="Page 1")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 500


def test_a_picture_is_blurred_until_somebody_chooses_to_look(view: Open, served: Served) -> None:
    page = view().open(f"/items/{served.refs['dusk.png']}")
    picture = page.get_by_role("img", name=re.compile("blurred until you choose"))
    expect(picture).to_be_visible(timeout=60_000)
    assert "blur" in picture.evaluate("image => getComputedStyle(image).filter")
    look = page.get_by_role("button", name="Look at it")
    look.focus()
    page.keyboard.press("Enter")
    shown = page.get_by_role("img", name="Picture of page 1")
    assert shown.evaluate("image => getComputedStyle(image).filter") == "grayscale(1)"
    page.reload()
    expect(page.get_by_role("button", name="Look at it")).to_be_visible()


def test_facts_are_painted_opened_marked_and_added(view: Open, served: Served) -> None:
    shown = view()
    page = shown.open(f"/items/{served.refs['two-articles.txt']}?side=facts")
    page.get_by_role("button", name="Claims").wait_for()
    assert shown.highlighted("fact-claim-speaker") == SPEAKER
    assert shown.highlighted("fact-quantity") == "at least 14 people"
    page.keyboard.press("4")
    expect(page.get_by_role("button", name="Quantities")).to_have_attribute("aria-pressed", "false")
    assert shown.highlighted("fact-quantity") == ""
    page.locator("[data-fact]").first.click()
    panel = page.get_by_role("article", name="Claim:")
    expect(panel).to_contain_text("Written by nadia")
    expect(panel).to_contain_text(f"Said by \u2068{SPEAKER}\u2069, via somebody unnamed")
    expect(page.locator("blockquote")).to_contain_text(CONTENT)
    assert CONTENT in shown.highlighted("fact-open")
    page.keyboard.press("w")
    page.get_by_label("Reason").fill("it is no finding")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Marked as wrong")
    page.keyboard.press("Escape")
    page.locator("[data-start]").last.click()
    page.keyboard.press("a")
    page.get_by_label("Type").select_option("EVENT")
    page.get_by_label("Reason").fill("by eye")
    page.get_by_role("button", name="Enter the decision").click()
    expect(page.get_by_role("article", name="Mention:")).to_contain_text("Written by nadia")
    examine(shown, "facts")


def test_a_cell_is_cited_by_its_place(view: Open, served: Served) -> None:
    shown = view()
    page = shown.open(f"/items/{served.refs['register.csv']}")
    page.get_by_role("button", name="Nadia").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_have_text("Samir")
    page.wait_for_function("CSS.highlights.get('passage')?.size > 0")
    assert shown.highlighted("passage") == "Samir"
    expect(page.locator("[data-cited=true]")).to_have_text("Samir")


def test_a_name_inside_hides_nothing_and_leads_back(view: Open, served: Served) -> None:
    page = view().open(f"/items/{served.refs['delivery.zip']}")
    page.get_by_role("link", name=re.compile("photo.*U.202E.*gpj.exe")).click()
    way = page.get_by_role("navigation", name="Where it was found")
    way.get_by_role("link", name="delivery.zip").click()
    page.wait_for_url("**side=inside")
    expect(page.locator("h1")).to_have_text("delivery.zip")


def test_what_was_not_read_says_why_and_is_read_again(view: Open) -> None:
    page = view().open("/unread")
    account = page.get_by_role("table", name="Numbers by state and reason")
    account.get_by_role("row", name=re.compile("Unreadable")).get_by_role("link").first.click()
    page.wait_for_url("**state=unreadable**")
    expect(page.get_by_role("link", name="field-report-damaged.pdf")).to_be_visible()
    page.get_by_role("button", name="Read 1 item again").click()
    told = page.get_by_text("1 could still not be read.").first
    expect(told).to_be_visible(timeout=60_000)


def test_a_mail_is_called_by_its_subject_and_opens_at_its_head(view: Open, served: Served) -> None:
    page = view().open("/items")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=SUBJECT))
    expect(row).to_contain_text("tip.eml")
    page.get_by_role("link", name=SUBJECT).first.click()
    expect(page.get_by_role("table", name="Header of the mail")).to_be_in_viewport()
    page = view().open(f"/items/{served.refs['inbox.mbox']}")
    expect(page.get_by_role("link", name=SUBJECT)).to_be_visible()


def test_a_long_text_is_shown_in_parts_and_a_citation_opens_its_own(
    view: Open, served: Served
) -> None:
    shown, ref = view(), served.refs["long.txt"]
    page = shown.open(f"/items/{ref}")
    parts = page.get_by_role("navigation", name="Parts of the text")
    expect(parts).to_contain_text("1 of 5")
    parts.get_by_label("Page 1 to 5").fill("\u0663")
    page.keyboard.press("Enter")
    page.wait_for_url("**part=3**")
    expect(parts).to_contain_text("3 of 5")
    sentence = page.locator("article span[data-start], div span[data-start]").first
    assert int(sentence.get_attribute("data-start") or 0) > 90_000
    place = 61 * 3_000
    shown.open(f"/items/{ref}?char_start={place}&char_end={place + 10}")
    page.wait_for_function("CSS.highlights.get('passage')?.size > 0")
    assert shown.highlighted("passage") == "The convoy"
    expect(parts).to_contain_text("4 of 5")


def test_a_restricted_item_opens_for_a_purpose_and_the_look_is_entered(
    view: Open, served: Served
) -> None:
    shown = view()
    page = shown.open(f"/items/{served.refs['letter.txt']}")
    expect(page.get_by_role("heading", name="This item is restricted")).to_be_visible()
    page.get_by_label("Your purpose").fill("التحقيق ١٢، قراءة الرسالة")
    page.keyboard.press("Enter")
    expect(page.locator("article, main").first).to_contain_text(CANARY)
    page.get_by_role("link", name="Custody").click()
    entry = page.locator("ol li", has_text="التحقيق ١٢، قراءة الرسالة").first
    expect(entry).to_contain_text(served.refs["letter.txt"])
    page.get_by_role("button", name="Clear the purpose").click()
    expect(page.locator("main")).not_to_contain_text("التحقيق ١٢، قراءة الرسالة")
    expect(page.locator("main")).to_contain_text("not shown here")


def test_a_check_tells_its_steps_and_what_it_does_not_show(view: Open) -> None:
    page = view().open("/custody")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("Unchanged: all bytes and all entries").first).to_be_visible()
    steps = page.locator("aside, section").filter(has=page.get_by_role("button", name="Check now"))
    for step in ("Signature of the checkpoint", "Bytes against their digests", "Nothing missing"):
        expect(steps.get_by_role("listitem").filter(has_text=step)).to_contain_text("unchanged")
    expect(page.get_by_text("this says nothing of its author")).to_be_visible()
    entry = page.get_by_text(re.compile(r"This check is entry (\d+)\."))
    number = re.findall(r"\d+", entry.inner_text())[0]
    expect(page.locator("ol li").first).to_contain_text(f"Entry {number}")


def test_from_search_to_citation_with_the_keyboard_alone(view: Open) -> None:
    page = view().open("/items")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("covered market")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/*char_start*")
    quote = page.locator("blockquote")
    expect(quote).to_be_visible()
    before = quote.inner_text()
    page.keyboard.press("j")
    expect(quote).not_to_have_text(before)
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith(f"“{quote.inner_text()}”\n")
    assert re.search(r"\b[0-9a-f]{64}\b", cited)
    assert "This says nothing of author, earlier history or truth." in cited


def test_a_question_of_jurisdiction_is_asked_with_the_keyboard_and_is_its_address(
    view: Open,
) -> None:
    shown = view()
    page = shown.open("/law/jurisdiction")
    page.get_by_role("combobox", name="Crime").focus()
    page.keyboard.type("article 8, paragraph 2 (b) (i)")
    page.get_by_role("option", name=re.compile("attacking civilians")).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("When the conduct took place").fill("2024-03-09")
    page.get_by_role("combobox", name="Where any part of the conduct").focus()
    page.keyboard.type("jordan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    answer = page.get_by_role("region", name="Answer")
    expect(answer.get_by_role("heading", name="A basis was found")).to_be_visible()
    expect(answer.get_by_role("region", name="Bases")).to_contain_text("Jordan")
    expect(answer.get_by_role("list").last.get_by_role("listitem").first).to_contain_text("rs:")
    again = view("ar").open(page.url.removeprefix(shown.base))
    expect(again.get_by_role("heading", name="وُجد أساس للاختصاص")).to_be_visible()


def test_a_timeline_shows_what_was_known_and_leads_to_its_passages(view: Open) -> None:
    page = view().open("/law/situations/valley")
    status = page.get_by_role("article", name="Radek Holm")
    expect(status).to_contain_text("Claimed, not established")
    page.get_by_role("group", name="Days on which").get_by_role("button").first.press("Enter")
    page.get_by_role("textbox", name="As known on").fill("2025-05-30")
    page.keyboard.press("Enter")
    page.wait_for_url("**known_on=2025-05-30**")
    expect(page.get_by_text("1 more became known later.")).to_be_visible()
    expect(status).not_to_contain_text("Claimed, not established")
    step = page.get_by_role("listitem").filter(has_text="summons to appear issued")
    step.get_by_role("link", name=re.compile("^Read it in")).click()
    expect(page.locator("blockquote")).to_contain_text("declined, by two votes to one")


def test_a_passage_is_linked_to_an_element_and_what_undermines_stays(
    view: Open, served: Served
) -> None:
    shown = view()
    page = shown.open(f"/items/{served.refs['two-articles.txt']}")
    page.locator("article span[data-start]", has_text=STORE).last.click()
    page.wait_for_url("**char_start**")
    page.keyboard.press("l")
    choose(page, "Charge", "attack")
    choose(page, "Element", "Directing an attack")
    choose(page, "What it does to the element", "explains otherwise")
    page.get_by_label("Reason").fill("the other account of the target")
    page.get_by_role("button", name="Enter it").click()
    page.get_by_role("link", name="Open the charge").click()
    page.wait_for_url("**/law/charges/attack**")
    against = page.get_by_role("region", name="What may speak for the person")
    expect(against).to_contain_text(STORE)
    expect(against).to_contain_text(ELSEWHERE)
    assert (
        against.get_by_role("button", name=re.compile("hide|filter|close", re.IGNORECASE)).count()
        == 0
    )
    row = page.get_by_role("row").filter(has=page.get_by_text(f"{ATTACK}#1", exact=True))
    expect(row.first).to_contain_text("Material linked")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export CSV").click()
    assert STORE in taken.value.path().read_text(encoding="utf-8-sig")
    examine(shown, "charge")


def choose(page: Page, field: str, words: str) -> None:
    """Choose from a list by typing a part of a name."""
    page.get_by_role("combobox", name=field, exact=True).fill(words)
    page.get_by_role("option", name=re.compile(re.escape(words))).first.click()


def test_a_page_of_another_site_gets_nothing_from_the_archive(
    chromium: Browser, served: Served
) -> None:
    """A page on localhost asks with the cookie that the browser holds, in every way it can."""
    other = socket.create_server(("127.0.0.1", 0))
    port = other.getsockname()[1]
    other.close()
    attempts = """async base => {
      const told = [];
      for (const options of [{}, {mode: "no-cors"}, {method: "POST", mode: "no-cors"}]) {
        const answer = await fetch(base + "/api/items", {...options, credentials: "include"})
          .then(async got => got.type + " " + (await got.text()).length, failed => "refused");
        told.push(answer);
      }
      const image = new Image();
      told.push(await new Promise(done => {
        image.onload = () => done("loaded"); image.onerror = () => done("refused");
        image.src = base + "/favicon.svg";
      }));
      const frame = document.createElement("iframe");
      frame.src = base + "/items";
      document.body.append(frame);
      await new Promise(done => { frame.onload = done; setTimeout(done, 2000); });
      try { told.push(String(frame.contentDocument?.body?.innerText ?? "refused")); }
      catch { told.push("refused"); }
      return told;
    }"""
    with chromium.new_context(storage_state=served.entered) as context:
        page = context.new_page()
        page.route(
            f"http://localhost:{port}/",
            partial(_fulfil, body="<!doctype html><title>evil</title><body>"),
        )
        page.goto(f"http://localhost:{port}/")
        told = page.evaluate(attempts, served.base)
    assert told[0] == "refused"
    assert set(told[1:3]) <= {"refused", "opaque 0"}
    assert told[3:] == ["refused", "refused"]


def _fulfil(route: Any, body: str) -> None:  # noqa: ANN401 - a route of the browser
    route.fulfill(status=200, content_type="text/html", body=body)
