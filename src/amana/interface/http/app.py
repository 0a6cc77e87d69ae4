"""The application: routes, the built client, the headers that every answer carries."""

from __future__ import annotations

import mimetypes
from importlib import resources
from pathlib import Path

from litestar import Litestar, MediaType, get
from litestar.datastructures import State as AppState
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect, Response
from litestar.types import ASGIApp

from amana import __version__
from amana.archive import Archive
from amana.core import AmanaError
from amana.interface.http.doing import Doing
from amana.interface.http.door import COOKIE, ENTER, Door, Guarded
from amana.interface.http.looking import Looking
from amana.interface.http.problems import on_amana_error, on_http_error

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
MAX_UPLOAD = 1 << 40  # bounded by the disk; parts beyond a few kilobytes go to temporary files


def create_app(archive: Archive, door: Door) -> ASGIApp:
    """Return the application that shows `archive` to whoever came through `door`."""
    app = Litestar(
        route_handlers=[Looking, Doing, enter, client],
        state=AppState({"archive": archive, "door": door}),
        exception_handlers={AmanaError: on_amana_error, HTTPException: on_http_error},  # type: ignore[dict-item]  # handlers are contravariant in the error
        openapi_config=OpenAPIConfig(
            title="amana",
            version=__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        response_headers=HEADERS,
        request_max_body_size=MAX_UPLOAD,
        logging_config=None,
    )
    return Guarded(app, door)


@get(ENTER, include_in_schema=False, sync_to_thread=False)
def enter(state: AppState, token: str = "") -> Response[bytes]:
    """Exchange the one-time token for a cookie and go to the first screen."""
    door: Door = state.door
    cookie = door.admit(token)
    if cookie is None:
        raise HTTPException(
            status_code=401,
            detail="this address was used already; start `amana serve` again for a new one",
        )
    response = Redirect("/", status_code=303)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return response  # type: ignore[return-value]  # a redirect is a response without content


@get(["/", "/{path:path}"], include_in_schema=False, sync_to_thread=True)
def client(path: str = "") -> Response[bytes]:
    """Return a file of the built client; any other address is a view of its first page."""
    folder = Path(str(resources.files("amana.interface"))) / "web" / "assets"
    wanted = (folder / path.lstrip("/")).resolve()
    if path.startswith("/api/"):
        raise NotFoundException("there is no such route")
    if not wanted.is_file() or folder.resolve() not in wanted.parents:
        wanted = folder / "index.html"
    if not wanted.is_file():
        text = "The screens are not built. Run `make web`, or install amana from its wheel.\n"
        return Response(text.encode(), media_type=MediaType.TEXT, status_code=503)
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    immutable = wanted.parent.name == "assets" or "-" in wanted.stem
    headers = {"cache-control": "private, max-age=31536000, immutable"} if immutable else None
    return Response(wanted.read_bytes(), media_type=kind, headers=headers)
