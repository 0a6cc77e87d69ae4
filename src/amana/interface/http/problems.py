"""Errors as problem documents (RFC 9457): one shape for the whole interface."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Response as PlainResponse

from amana.core import AmanaError

MEDIA_TYPE = "application/problem+json"


def on_amana_error(request: Request[Any, Any, Any], error: AmanaError) -> Response[bytes]:
    """Answer with what happened and what to do."""
    return _problem({**error.problem(), "instance": request.url.path}, error.http_status)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer in the same shape for what the framework refuses."""
    problem = {
        "type": f"amana:http-{error.status_code}",
        "title": "The request was not understood" if error.status_code < 500 else "Server error",  # noqa: PLR2004 - RFC 9110 section 15.6
        "status": error.status_code,
        "detail": error.detail,
        "remedy": None,
        "instance": request.url.path,
    }
    return _problem(problem, error.status_code)


def _problem(problem: dict[str, Any], status: int) -> Response[bytes]:
    return PlainResponse(
        content=msgspec.json.encode(problem), status_code=status, media_type=MEDIA_TYPE
    )
