"""What is told of a capture can be written as lines of JSON and read again."""

from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture.accounts import (
    Account,
    Difference,
    Digested,
    Disagreement,
    Exchange,
    Framing,
    Message,
    Outcome,
    Peer,
    Purpose,
    Resolver,
    Tls,
    Truncated,
    Verdict,
    Wanted,
)

AT = "2024-03-07T09:12:00.000001Z"
BYTES = Digested(sha256="0" * 64, bytes=12)


@pytest.mark.parametrize(
    "told",
    [
        Exchange(
            number=1,
            connection=2,
            purpose=Purpose.PAGE,
            url="https://news.example/",
            method="GET",
            began=AT,
            ended=AT,
            request=BYTES,
            response=BYTES,
            status=200,
            framing=Framing.CHUNKED,
            peer=Peer(
                address="192.0.2.7", port=443, resolver=Resolver.SYSTEM, answers=("192.0.2.7",)
            ),
            tls=Tls(version="TLSv1.3", cipher="TLS_AES_128_GCM_SHA256", verdict=Verdict.EXPIRED),
            truncated=Truncated.LENGTH,
        ),
        Message(connection=3, at=AT, sent=True, kind="text", bytes=2, text="م"),
        Difference(kind=Disagreement.CACHED, url="https://news.example/a", method="GET"),
        Account(
            wanted=Wanted(url="https://news.example/"),
            outcome=Outcome.GONE,
            began=AT,
            ended=AT,
            profile="plain",
        ),
    ],
    ids=lambda told: type(told).__name__,
)
def test_what_is_told_comes_back_the_same(told: msgspec.Struct) -> None:
    line = msgspec.json.encode(told)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=type(told)) == told
