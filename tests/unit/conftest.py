"""A web of our own for tests of captures: pages that change and go, without any network."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageDraw

from amana.acquire.capture import (
    Account,
    Captured,
    CaptureProgress,
    Limits,
    OnProgress,
    Outcome,
    Profile,
    Wanted,
)
from amana.acquire.capture.accounts import Counted
from amana.acquire.capture.noted import Begun
from amana.archive import studios
from amana.core import FixedClock, UsageError, stamp

MOMENT = (2026, 5, 1, 8, 0, 0)


class Web:
    """Pages by their address: a text, or an outcome of asking for one; `crash` breaks off."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.pages: dict[str, str | Outcome] = {}
        self.boxes: dict[str, int] = {}
        self.asked: list[tuple[str, str]] = []
        self.collectors: list[str | None] = []
        self.crash: set[str] = set()
        self.before: Callable[[str, threading.Event], None] = lambda _url, _stop: None
        self.tabs = 0

    @contextlib.contextmanager
    def open(self, tabs: int, profile: Profile, limits: Limits) -> Iterator[Studio]:
        """Open a studio on this web."""
        assert limits.requests > 0
        self.tabs = tabs
        yield Studio(self, profile)

    def later(self, hours: float) -> None:
        """Let time go by."""
        self.clock.at += timedelta(hours=hours)


class Studio:
    """Captures pages of the web of a test."""

    def __init__(self, web: Web, profile: Profile) -> None:
        self._web = web
        self._profile = profile

    def capture(
        self,
        wanted: Wanted,
        collector: str | None,
        folder: Path,
        on_progress: OnProgress,
        stop: threading.Event,
    ) -> Captured:
        web, url = self._web, wanted.url
        web.asked.append((url, self._profile.name))
        web.collectors.append(collector)
        folder.mkdir()
        began = stamp(web.clock.now())
        begun = Begun(wanted=wanted, began=began, profile=self._profile.name)
        (folder / "begun.json").write_bytes(msgspec.json.encode(begun))
        on_progress(CaptureProgress(url=url, step="loading", requests=1))
        web.before(url, stop)
        page = web.pages.get(url, Outcome.GONE)
        if url in web.crash:
            raise SystemExit("the machine went away")
        if page == "refused":
            raise UsageError(f"{url} may not be asked for")
        account = Account(
            wanted=wanted,
            outcome=page if isinstance(page, Outcome) else Outcome.CAPTURED,
            began=began,
            ended=stamp(web.clock.now()),
            profile=self._profile.name,
            shown=url,
            status=200 if not isinstance(page, Outcome) else None,
            title="A page",
            path=(url,),
            counted=Counted(exchanges=3, bytes=4096),
        )
        bundle = folder / "bundle.wacz"
        text = None if isinstance(page, Outcome) else page
        write_bundle(bundle, account, text, web.boxes.get(url, 0))
        return Captured(account=account, bundle=bundle)


def write_bundle(path: Path, account: Account, text: str | None, box: int = 0) -> None:
    """Write what a capture of a page with this text would be, in small."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All"}]
    lines += [{"url": account.wanted.url, "ts": account.began, "title": account.title or ""}]
    members = {"evidence/capture.json": msgspec.json.encode(account)}
    if text is not None:
        members["evidence/text.txt"] = text.encode()
        members["evidence/picture-after.png"] = picture(text, box)
        members["evidence/statement-en.html"] = b"<p>This capture shows a page.</p>"
        lines[1]["text"] = text
    members["pages/pages.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    members["datapackage.json"] = b'{"profile": "data-package", "resources": []}'
    members["evidence/collector"] = b'{"salt": "00", "collector": "ostrich"}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)


def picture(text: str, box: int) -> bytes:
    """Return a picture of 640 x 640 pixels with a box of so many pixels in it."""
    drawn = Image.new("RGB", (640, 640), "white")
    if box:
        ImageDraw.Draw(drawn).rectangle((0, 0, box - 1, box - 1), fill="black")
    file = io.BytesIO()
    drawn.save(file, "PNG")
    del text
    return file.getvalue()


@pytest.fixture
def web(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Web:
    """Return a web without pages, which every studio of an archive captures from."""
    made = Web(clock)
    monkeypatch.setattr(studios, "open_studio", made.open)
    return made
