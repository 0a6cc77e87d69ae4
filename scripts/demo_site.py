"""A newspaper of one page on this machine, which changes its story and then takes it down."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

HOST = "gazette.example"
STORY = "Twelve people were killed when a mortar hit the fish market, the hospital said."
LATER = "Several people were hurt when a mortar hit the fish market, the hospital said."
PAGE = """<!doctype html><html lang="en"><title>Gazette of the Coast</title>
<h1>Mortar hits fish market</h1><p>{story}</p>
<p lang="ar" dir="rtl">سقطت قذيفة هاون على سوق السمك.</p>"""


class Gazette:
    """The newspaper, for as long as a `with` lasts; `story` None: the page was taken down."""

    def __init__(self) -> None:
        self.story: str | None = STORY
        gazette = self

        class Handler(BaseHTTPRequestHandler):
            """Answers with the story as it stands."""

            def do_GET(self) -> None:
                gazette._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"http://{HOST}:{self.port}/fish-market"

    def __enter__(self) -> Self:
        """Open it."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, asked: BaseHTTPRequestHandler) -> None:
        there = asked.path == "/fish-market" and self.story is not None
        body = PAGE.format(story=self.story).encode() if there else b"Not here."
        asked.send_response(200 if there else 404)
        asked.send_header("Content-Type", f"text/{'html' if there else 'plain'}; charset=utf-8")
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)
