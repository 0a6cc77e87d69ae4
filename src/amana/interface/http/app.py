"""The application: its routes, and the built client."""

from __future__ import annotations

import importlib.resources
import mimetypes
from importlib.resources.abc import Traversable

from litestar import Litestar, Router, get
from litestar.datastructures import State as AppState
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath
from litestar.response import Response
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp

from amana import __version__
from amana.archive import Archive
from amana.core import AmanaError, prepared
from amana.interface.http.asking import Asking
from amana.interface.http.capture_runs import Runs
from amana.interface.http.captured import Captured
from amana.interface.http.captures import Capturing
from amana.interface.http.doing import Doing
from amana.interface.http.door import Door, Guarded
from amana.interface.http.headers import Covered
from amana.interface.http.law import Statute
from amana.interface.http.looking import Looking
from amana.interface.http.matters import Casework
from amana.interface.http.problems import on_amana_error, on_fault, on_http_error
from amana.interface.http.viewing import Viewing
from amana.interface.http.watching import Watching
from amana.interface.http.works import Works

MAX_BODY = 1 << 50
"""Uploads are bounded by the disk: they go there as they come."""

ROUTES = (Looking, Viewing, Doing, Statute, Asking, Casework, Capturing, Captured, Watching)

_HASHED = "/static/"
"""Files of the built client with a digest in their names: they never change."""


def create_app(archive: Archive, door: Door, works: Works) -> ASGIApp:
    """Return the application that shows `archive` to whoever came through `door`.

    Whoever serves it finishes `works` before closing the archive.
    """
    return Covered(Guarded(create_routes(archive, works), door))


def create_routes(archive: Archive, works: Works) -> Litestar:
    """Return the application without its door."""
    folder = importlib.resources.files("amana.interface").joinpath("web", "assets")
    routes = Litestar(
        route_handlers=[
            Router(path="/api", route_handlers=[*ROUTES]),
            client,
        ],
        state=AppState(
            {
                "archive": archive,
                "works": works,
                "runs": Runs(works),
                "client": _files(folder, "/"),
            }
        ),
        exception_handlers={
            AmanaError: on_amana_error,
            HTTPException: on_http_error,
            Exception: on_fault,
        },
        openapi_config=OpenAPIConfig(
            title="amana",
            version=__version__,
            path="/api/openapi.json",
            render_plugins=[JsonRenderPlugin()],
        ),
        request_max_body_size=MAX_BODY,
        logging_config=None,
    )
    for route in routes.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                prepared(handler.signature_model)  # first used when requests come side by side
    return routes


@get(["/", "/{path:path}"], include_in_schema=False, sync_to_thread=False)
def client(state: AppState, path: FromPath[str] = "/") -> Response[bytes]:
    """Return a file of the built client; any other address is a view of its first page."""
    files: dict[str, Traversable] = state.client
    if path == "/api" or (path.startswith(("/api/", _HASHED)) and path not in files):
        raise NotFoundException("there is nothing at this address")
    found = files.get(path) or files.get("/index.html")
    if found is None:
        text = "The screens are not built. Run `make web`, or install amana from its wheel.\n"
        return Response(text.encode(), media_type="text/plain", status_code=503)
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    kept = {"cache-control": "private, max-age=31536000, immutable"}
    headers = kept if path.startswith(_HASHED) else None
    return Response(found.read_bytes(), media_type=kind, headers=headers)


def _files(folder: Traversable, address: str) -> dict[str, Traversable]:
    """Return the files of the built client by address: no address ever becomes a path."""
    found: dict[str, Traversable] = {}
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.is_dir():
            found |= _files(each, f"{address}{each.name}/")
        else:
            found[address + each.name] = each
    return found
