from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from amana.interface.http.headers import EVIDENCE, SCREENS, Covered

if TYPE_CHECKING:
    from litestar.types import Receive, Scope, Send
    from tests.unit.interface.http.conftest import Ask


Headers = Callable[..., list[tuple[bytes, bytes]]]


@pytest.fixture
def answer(ask: Ask) -> Headers:
    """Return a function that gives the headers of an answer that says `headers` itself."""

    def answered(path: str, *headers: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            del scope, receive
            await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        return ask(Covered(app), path).headers

    return answered


@pytest.mark.parametrize("path", ["/", "/items/IT-1", "/apiary", "/static/a.js"])
def test_screens_may_use_what_comes_from_the_same_server(answer: Headers, path: str) -> None:
    assert dict(answer(path))[b"content-security-policy"].decode() == SCREENS


@pytest.mark.parametrize("path", ["/api", "/api/items/IT-1/source", "/api/openapi.json"])
def test_answers_with_evidence_may_run_nothing(answer: Headers, path: str) -> None:
    policy = dict(answer(path))[b"content-security-policy"].decode()
    assert policy == EVIDENCE
    assert "sandbox" in policy
    assert "allow-" not in policy
    assert "'self'" not in policy


def test_no_answer_is_kept_unless_it_says_so(answer: Headers) -> None:
    assert dict(answer("/api/items"))[b"cache-control"] == b"no-store"
    kept = answer("/static/a.js", (b"Cache-Control", b"immutable"))
    assert [value for name, value in kept if name == b"cache-control"] == [b"immutable"]


def test_an_answer_cannot_weaken_what_every_answer_carries(answer: Headers) -> None:
    weak = ((b"Content-Security-Policy", b"default-src *"), (b"x-content-type-options", b""))
    headers = answer("/", *weak)
    assert len({name for name, _ in headers}) == len(headers)
    assert dict(headers)[b"content-security-policy"].decode() == SCREENS
    assert dict(headers)[b"x-content-type-options"] == b"nosniff"


def test_several_cookies_stay_several(answer: Headers) -> None:
    headers = answer("/", (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"))
    assert [value for name, value in headers if name == b"set-cookie"] == [b"a=1", b"b=2"]
