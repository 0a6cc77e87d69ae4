"""A test double of the server: the HTTP interface of amana over the samples, in memory.

For working on the client and for its browser tests. It serves the built client with the same
content-security policy as the real server, and keeps nothing.

    ../.venv/bin/python dev/mock_server.py [port]
"""

from __future__ import annotations

import json
import mimetypes
import re
import sys
import time
from collections import Counter
from contextlib import suppress
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from holding import ACTOR, Holding
from readings import Json, page_picture

ASSETS = Path(__file__).resolve().parents[2] / "src/amana/interface/web/assets"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'"
)
TOKEN = "once"
STEPS = {
    "log-signature": 1,
    "log-structure": 27,
    "originals": 34,
    "coverage": 61,
}


class Refused(Exception):
    """An answer that is a problem (RFC 9457)."""

    def __init__(self, status: int, kind: str, detail: str, remedy: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.problem = {
            "type": f"amana:{kind}", "title": kind.replace("-", " "), "status": status,
            "detail": detail, "remedy": remedy,
        }  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    holding: Holding
    pace: float = 0.0  # seconds between the lines of a stream, so that a person sees them

    def handle(self) -> None:
        with suppress(ConnectionError):  # a page that was left early
            super().handle()

    def do_GET(self) -> None:
        try:
            self._get()
        except Refused as refused:
            self._json(refused.problem, refused.status, "application/problem+json")

    def do_POST(self) -> None:
        try:
            self._admit()
            if self.path == "/api/check":
                self._stream(self._check())
            elif self.path == "/api/read":
                self.rfile.read(int(self.headers["Content-Length"]))
                self._stream(iter([{"event": "end", "states": {}, "became": {}}]))
            elif self.path == "/api/items":
                self._stream(self._add(self._form()))
            else:
                raise Refused(404, "not-found", "There is nothing at this address.")
        except Refused as refused:
            self._json(refused.problem, refused.status, "application/problem+json")

    # --- what is asked

    def _get(self) -> None:
        url = urlsplit(self.path)
        query = {name: "&".join(values) for name, values in parse_qs(url.query).items()}
        if url.path == "/enter":
            self._enter(query)
        elif url.path.startswith("/api/"):
            self._admit()
            self._api(url.path.removeprefix("/api"), query)
        else:
            self._static(url.path)

    def _enter(self, query: dict[str, str]) -> None:
        if query.get("token") != TOKEN:
            raise Refused(401, "not-admitted", "This token is not valid.")
        self.send_response(303)
        self.send_header("Set-Cookie", "amana=mock; HttpOnly; SameSite=Strict; Path=/")
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _admit(self) -> None:
        if "amana=mock" not in self.headers.get("Cookie", ""):
            raise Refused(401, "not-admitted", "This browser has not been let in.")

    def _purpose(self) -> str | None:
        said = self.headers.get("X-Amana-Purpose")
        return unquote(said) if said else None

    def _api(self, path: str, query: dict[str, str]) -> None:
        held = self.holding
        match path.strip("/").split("/"):
            case ["session"]:
                self._json({
                    "actor": ACTOR,
                    "archive": {"name": "Sahran Valley inquiry", "origin": "sahran.example/log"},
                    "version": "0.1.0",
                    "outward": held.outward,
                })
            case ["status"]:
                self._json(self._status())
            case ["items"]:
                self._json(self._list(query))
            case ["stories"]:
                self._json({"total": 0, "more": False, "stories": []})
            case ["items", ref, *rest]:
                self._item(ref, rest, query)
            case ["search"]:
                found = held.search(query.get("q", ""), query.get("language"), self._purpose())
                start, limit = int(query.get("offset", 0)), int(query.get("limit", 25))
                found["hits"] = found["hits"][start : start + limit]
                self._json(found)
            case ["custody"]:
                self._json(self._custody(query))
            case _:
                raise Refused(404, "not-found", "There is nothing at this address.")

    def _status(self) -> Json:
        states: dict[str, int] = {}
        for item in self.holding.items.values():
            states[item["state"]] = states.get(item["state"], 0) + 1
        return {
            "items": len(self.holding.items),
            "inside": 0,
            "states": states,
            "lines": self._lines(),
            "restricted": sum(i["restricted"] for i in self.holding.items.values()),
            "entries": len(self.holding.entries),
            "checkpoint": {"size": len(self.holding.entries), "root": "kV0v"},
        }

    def _lines(self) -> list[Json]:
        pairs = Counter((i["state"], i["code"]) for i in self.holding.items.values())
        return [
            {"state": s, "code": c, "reason": c, "number": n, "kinds": []}
            for (s, c), n in pairs.items()
        ]

    def _list(self, query: dict[str, str]) -> Json:
        rows = [self.holding.row(ref, self._purpose()) for ref in self.holding.items]
        for condition in query.get("where", "").split("&"):
            name, _, values = condition.partition("=")
            if name in ("state", "notice"):
                member = {"state": "state", "notice": "code"}[name]
                rows = [row for row in rows if row[member] in values.split(",")]
        if "state" in query:
            rows = [row for row in rows if row["state"] == query["state"]]
        start, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
        return {"total": len(rows), "items": rows[start : start + limit]}

    def _item(self, ref: str, rest: list[str], query: dict[str, str]) -> None:
        held = self.holding
        item = held.items.get(ref)
        if item is None:
            raise Refused(
                404, "not-found", f"No item of this archive has the reference {ref}.",
                "Look for it in the list of items.",
            )  # fmt: skip
        if item["restricted"] and self._purpose() is None:
            raise Refused(
                403, "purpose-required", f"{ref} is restricted.", "State a purpose to open it."
            )
        text = held.texts.get(ref)
        match rest:
            case []:
                self._json(held.details(ref))
            case ["text"] if text:
                self._json({
                    "reading": item["readings"][0]["key"],
                    "text": text.text,
                    "language": text.language,
                    "pages": text.pages,
                    "articles": text.articles,
                    "warnings": text.warnings,
                    "blocks": [],
                })
            case ["facts"]:
                self._json([])
            case ["alike"]:
                self._json({"ref": ref, "alike": [], "compared": True, "not_compared": 0})
            case ["original"]:
                self._send(held.bytes[ref], "application/octet-stream", attachment=item["name"])
            case ["source"] if item["media_type"].startswith("text/"):
                self._send(held.bytes[ref], "text/plain; charset=utf-8")
            case ["pages"] if text:
                self._json(text.page_sizes)
            case ["pages", page] if text:
                number = int(page.removesuffix(".png"))
                self._send(page_picture(held.bytes[ref], number), "image/png")
            case ["locate"] if text:
                start, end = int(query["char_start"]), int(query["char_end"])
                self._json({
                    "original": item["sha256"],
                    "reading": query["reading"],
                    "char_start": start,
                    "char_end": end,
                    "quote": text.text[start:end],
                    "locators": text.locate(start, end),
                })
            case _:
                raise Refused(404, "not-found", "The item has nothing of this kind.")

    def _custody(self, query: dict[str, str]) -> Json:
        entries = self.holding.entries[::-1]
        if "item" in query:
            entries = [e for e in entries if query["item"] in json.dumps(e["fields"])]
        total = len(entries)
        if "before" in query:
            entries = [e for e in entries if e["index"] < int(query["before"])]
        size = len(self.holding.entries)
        root = "kV0vQm3mJzT8mYx6v1b1m2s0R2Jw0rZ3c9vXh7QeWcI="
        signed = f"sahran.example/log\n{size}\n{root}\n\n— sahran.example/log 0n7rT8yq…\n"
        return {
            "total": total,
            "entries": entries[: int(query.get("limit", 50))],
            "checkpoint": {
                "origin": "sahran.example/log",
                "size": size,
                "root": root,
                "text": signed,
                "key": "sahran.example/log+7a1c90e2+AVqoW5cTn1eV8m0hXh2oQW3i5JcYv0x1uS1o2bB9pYdH",
            },
        }

    # --- what is done

    def _check(self):
        for step, total in STEPS.items():
            for done in range(0, total + 1, max(1, total // 6)):
                yield {"event": "step", "step": step, "title": step, "done": done, "total": total,
                       "state": "running"}  # fmt: skip
            yield {"event": "step", "step": step, "title": step, "done": total, "total": total,
                   "state": "ok"}  # fmt: skip
        size = sum(len(data) for data in self.holding.bytes.values())
        entry = self.holding.enter("checked", {
            "scope": "everything", "outcome": "unchanged", "problem_count": 0
        })
        yield {"event": "end", "ok": True, "seconds": 0.42, "objects": 34, "bytes": size,
               "entries": entry, "entry": entry, "not_entered": None}  # fmt: skip

    def _form(self) -> list[tuple[str, str | None, bytes]]:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP.clone(utf8=True)).parsebytes(head + body)
        parts = []
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            parts.append((str(name), part.get_filename(), part.get_payload(decode=True)))
        return parts

    def _add(self, parts: list[tuple[str, str | None, bytes]]):
        words = {name: data.decode() for name, file, data in parts if file is None}
        restrictions = [d.decode().partition(":") for n, _, d in parts if n == "restriction"]
        form = {k: words.get(k) for k in ("source", "collector", "purpose", "consent")} | {
            "method": words.get("method", "upload"),
            "restrictions": [{"kind": k, "until": until or None} for k, _, until in restrictions],
        }
        files = [(file, data) for _, file, data in parts if file is not None]
        counts = {"preserved": 0, "already_held": 0, "failed": 0}
        new = []
        for name, data in files:
            yield {"event": "received", "name": name}
            if not data:
                counts["failed"] += 1
                yield {"event": "failed", "name": name, "ref": None, "entry": None,
                       "reason": "the file is empty"}  # fmt: skip
                continue
            before = len(self.holding.items)
            ref = self.holding.acquire(name, data, form)
            kind = "preserved" if len(self.holding.items) > before else "already-held"
            counts[kind.replace("-", "_")] += 1
            new += [ref] if kind == "preserved" else []
            yield {"event": kind, "name": name, "ref": ref,
                   "entry": len(self.holding.entries) - 1, "reason": None}  # fmt: skip
        for ref in new:
            self.holding.derive([ref])
            item = self.holding.items[ref]
            yield {"event": "state", "ref": ref, "state": item["state"], "reason": item["reason"]}
        yield {"event": "end", **counts}

    # --- how it is answered

    def _static(self, path: str) -> None:
        file = (ASSETS / path.lstrip("/")).resolve()
        if not file.is_relative_to(ASSETS) or not file.is_file():
            if re.search(r"\.\w+$", path):
                raise Refused(404, "not-found", "There is nothing at this address.")
            file = ASSETS / "index.html"
        self._send(file.read_bytes(), mimetypes.guess_type(file)[0] or "text/plain", policy=True)

    def _json(self, value: object, status: int = 200, kind: str = "application/json") -> None:
        self._send(json.dumps(value, ensure_ascii=False).encode(), kind, status)

    def _send(
        self, body: bytes, kind: str, status: int = 200, *,
        attachment: str | None = None, policy: bool = False,
    ) -> None:  # fmt: skip
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        if attachment:
            self.send_header("Content-Disposition", "attachment")
        if policy:
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, lines) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Connection", "close")
        self.end_headers()
        for line in lines:
            self.wfile.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            self.wfile.flush()
            time.sleep(self.pace)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at answers, not at a log."""


def server(port: int = 0, pace: float = 0.0) -> ThreadingHTTPServer:
    """Return a server with a holding of its own, bound to the loopback address."""
    own = type("OwnHandler", (Handler,), {"holding": Holding(), "pace": pace})
    return ThreadingHTTPServer(("127.0.0.1", port), own)


if __name__ == "__main__":
    made = server(int(sys.argv[1]) if len(sys.argv) > 1 else 8721, pace=0.12)
    print(f"http://127.0.0.1:{made.server_port}/enter?token={TOKEN}")
    made.serve_forever()
