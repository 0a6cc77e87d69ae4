"""Errors as problem documents (RFC 9457): one shape for the whole interface.

They tell what happened and what to do. They tell no path outside of the archive and nothing of the
evidence, which an unforeseen error may carry in its message.
"""

from __future__ import annotations

import sys
import traceback
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from amana.core import AmanaError

MEDIA_TYPE = "application/problem+json"
ProblemMembers = dict[str, str | int | None]


def problem_of(error: AmanaError, root: Path) -> ProblemMembers:
    """Return the problem of an error on the archive in `root`, with paths as from there."""

    def inside(text: str | None) -> str | None:
        return text and text.replace(f"{root}/", "").replace(str(root), "the archive")

    return {**error.problem(), "detail": inside(error.message), "remedy": inside(error.remedy)}


def fault(error: Exception) -> ProblemMembers:
    """Return the problem of an error that nobody foresaw; where it arose is told at the terminal.

    Neither tells the error's message: it may hold words of the evidence.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))
    sys.stderr.write(f"amana: a fault in amana itself: {type(error).__name__} at {where}\n")
    return {
        "type": "amana:fault",
        "title": "A fault in amana itself",
        "status": 500,
        "detail": f"amana made an error of its own ({type(error).__name__})",
        "remedy": "what was acknowledged is safe; report what the terminal of `amana serve` says",
    }


def on_amana_error(request: Request[Any, Any, Any], error: AmanaError) -> Response[bytes]:
    """Answer with what happened and what to do."""
    problem = problem_of(error, request.app.state.archive.root)
    return _answer(request, problem, error.http_status)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer in the same shape for what the framework refuses."""
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return on_fault(request, error)
    problem: ProblemMembers = {
        "type": f"amana:http-{error.status_code}",
        "title": HTTPStatus(error.status_code).phrase,
        "status": error.status_code,
        "detail": _detail(error),
        "remedy": None,
    }
    return _answer(request, problem, error.status_code, error.headers)


def on_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer for an error that nobody foresaw."""
    return _answer(request, fault(error), HTTPStatus.INTERNAL_SERVER_ERROR)


def _detail(error: HTTPException) -> str:
    """Return what is wrong with the request, parameter by parameter where that is known."""
    told = error.extra if isinstance(error.extra, list) else []
    wrong = [
        # `in_state` is the parameter `state`: that name has a meaning of its own in a handler.
        f"{str(each.get('key')).removeprefix('in_')}: {each.get('message')}"
        for each in told
        if isinstance(each, dict)
    ]
    return "; ".join(wrong) or error.detail


def _answer(
    request: Request[Any, Any, Any],
    problem: ProblemMembers,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    return Response(
        content=msgspec.json.encode({**problem, "instance": request.url.path}),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )
