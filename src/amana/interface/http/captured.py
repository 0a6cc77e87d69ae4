"""Routes of what a capture tells of itself, and of what can be kept of it.

What a page sent is never answered as what it is: pictures are written anew, everything else is a
file to keep.
"""

from __future__ import annotations

import re
from functools import partial

from litestar import Controller, get, post
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import State as AppState
from litestar.params import FromPath
from litestar.response import Response, Stream

from amana.core import NotFound
from amana.interface.http.capture_shapes import CaptureShape, capture_of, is_picture
from amana.interface.http.inert import inert_png
from amana.interface.http.looking import PurposeHeader, Ref, archive_of, stated

_CHUNK = 1 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Captured(Controller):
    """Captures that were taken in."""

    path = "/items/{ref:str}/capture"

    @get("/", operation_id="captureOf", sync_to_thread=True)
    def show(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> CaptureShape:
        """Tell what a capture shows of itself."""
        with archive_of(state).captures.opened(ref, purpose=stated(purpose)) as bundle:
            return capture_of(bundle)

    @get(
        "/pictures/{name:str}", operation_id="capturePicture",
        sync_to_thread=True,
    )  # fmt: skip
    def picture(
        self, state: AppState, ref: Ref, name: FromPath[str], purpose: PurposeHeader = None
    ) -> Response[bytes]:
        """Return a picture of the page, written anew."""
        content = archive_of(state).captures.member(ref, name, purpose=stated(purpose))
        if not is_picture(name):
            raise NotFound(
                f"{name!r} is no picture of the page", remedy="download it as a part of evidence"
            )
        return Response(inert_png(content), media_type="image/png")

    @get(
        "/evidence/{name:str}", operation_id="captureEvidence",
        sync_to_thread=True,
    )  # fmt: skip
    def evidence(
        self, state: AppState, ref: Ref, name: FromPath[str], purpose: PurposeHeader = None
    ) -> Response[bytes]:
        """Return a part of the evidence, always as a file to keep, never as a page."""
        content = archive_of(state).captures.member(ref, name, purpose=stated(purpose))
        return Response(
            content,
            media_type="application/octet-stream",
            headers={"content-disposition": _attached(ref, name)},
        )

    @post(
        "/copy", operation_id="copyCapture", status_code=200,
        sync_to_thread=True,
    )  # fmt: skip
    def copy(self, state: AppState, ref: Ref, purpose: PurposeHeader = None) -> Stream:
        """Return the bundle without the part about the collector; that it leaves is entered."""
        taken, stream = archive_of(state).captures.copy(ref, purpose=stated(purpose))
        return Stream(
            iter(partial(stream.read, _CHUNK), b""),
            media_type="application/octet-stream",
            headers={
                "content-disposition": _attached(ref, "withheld.wacz"),
                "content-length": str(taken.bytes),
            },
            background=BackgroundTask(stream.close),  # also when the browser has left
        )


def _attached(ref: str, name: str) -> str:
    """Return the header by which an answer is a file to keep, under a name without surprises."""
    safe = _UNSAFE.sub("_", f"{ref}-{name}").lstrip(".")[:150]
    return f'attachment; filename="{safe}"'
