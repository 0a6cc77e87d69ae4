"""The built client in Chromium: what a test sees of it, and what it asks of whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from holding import Holding
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js").read_text()
FINDINGS = """
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => JSON.stringify(
  violations.map(({impact, id, nodes}) => [impact, id, nodes.map(({html}) => html)])))
"""


class Served(NamedTuple):
    """A running test double: where, and what it holds."""

    url: str
    holding: Holding

    def ref(self, name: str) -> str:
        return next(ref for ref, item in self.holding.items.items() if item["name"] == name)

    def range(self, name: str, words: str) -> str:
        """Return the part of an address that selects `words` in an item."""
        start = self.holding.texts[self.ref(name)].text.index(words)
        return f"char_start={start}&char_end={start + len(words)}"


class View:
    """A page with what it asked of whom and what went wrong in it."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._said(said.type, said.text))

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.served.url}/", f"blob:{self.served.url}/")):
            self.foreign.append(url)

    def _said(self, kind: str, text: str) -> None:
        refused = "the server responded with a status of 403" in text  # restricted items
        if kind in ("error", "warning") and not refused:
            self.complaints.append(text)

    def open(self, address: str) -> Page:
        self.page.goto(self.served.url + address)
        self.page.locator("h1").first.wait_for()
        self.page.locator("[data-waiting]").first.wait_for(state="detached")
        return self.page

    def findings(self) -> list[list[object]]:
        """Return what axe finds on the page as it stands."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": AXE})
        answer = session.send(
            "Runtime.evaluate",
            {"expression": FINDINGS, "awaitPromise": True, "returnByValue": True},
        )
        found: list[list[object]] = json.loads(answer["result"]["value"])
        return found

    def highlighted(self, name: str) -> str:
        """Return the text that is painted with the highlight `name`."""
        text: str = self.page.evaluate(
            "(name) => [...(CSS.highlights.get(name) ?? [])].map(String).join('')", name
        )
        return text
