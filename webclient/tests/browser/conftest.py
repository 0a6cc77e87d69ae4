"""Fixtures: the built client in Chromium, before the test double of the server."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "dev"))
import mock_server  # noqa: E402 - lies beside the client, not in a package
from browsing import Served, View  # noqa: E402 - as above

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def served() -> Iterator[Served]:
    server = mock_server.server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", server.RequestHandlerClass.holding)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def view(browser: Browser, served: Served) -> Iterator[Callable[..., View]]:
    """Open views; each must have asked nobody else and complained of nothing."""
    opened: list[tuple[BrowserContext, View]] = []

    def make(language: str = "en", theme: str = "light", width: int = 1280) -> View:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.add_init_script(
            f"localStorage['amana.language'] ??= '{language}';"
            f"localStorage['amana.theme'] ??= '{theme}'"
        )
        made = View(context.new_page(), served)
        made.open("/enter?token=once")
        opened.append((context, made))
        return made

    yield make
    for context, each in opened:
        context.close()
        assert each.foreign == []
        assert each.complaints == []
