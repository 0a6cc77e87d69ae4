from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec
import pytest

from amana.acquire.capture import Account, Outcome, Wanted
from amana.acquire.capture.accounts import (
    Counted,
    Deed,
    Difference,
    Digested,
    Disagreement,
    Exchange,
    Framing,
    Peer,
    Purpose,
    Refusal,
    Refused,
    Resolver,
    Robots,
    Tls,
    Truncated,
    Verdict,
)
from amana.acquire.capture.page import Lack
from amana.acquire.capture.shooting import SAME, Ended
from amana.acquire.capture.steps import Stage, Step
from amana.archive import Bundle
from amana.interface.http.capture_shapes import CaptureShape, capture_of, is_picture

PAGE, OTHER = "https://a.example/page", "https://b.example/lib.js"
WHEN = "2026-05-01T08:00:00.000000Z"
SOME = Digested(sha256="0" * 64, bytes=9)


def account() -> Account:
    return Account(
        wanted=Wanted(url="https://a.example/", purpose="inquiry", restrictions=("confidential",)),
        outcome=Outcome.IN_PART,
        began=WHEN,
        ended=WHEN,
        profile="plain",
        shown=PAGE,
        status=200,
        path=("https://a.example/", PAGE),
        lacking=("truncated",),
        counted=Counted(exchanges=3, bytes=27, truncated=1, unexplained=1),
        robots=Robots(url="https://a.example/robots.txt", status=200, allowed=False, rule="/"),
    )


def exchange(number: int, url: str, verdict: Verdict, truncated: Truncated | None = None) -> object:
    return Exchange(
        number=number,
        connection=1,
        purpose=Purpose.PAGE,
        url=url,
        method="GET",
        began=WHEN,
        ended=WHEN,
        request=SOME,
        response=SOME,
        status=200,
        framing=Framing.LENGTH,
        peer=Peer(address="192.0.2.1", port=443, resolver=Resolver.SYSTEM),
        tls=Tls(version="TLSv1.3", cipher="AES", verdict=verdict, why="has expired"),
        truncated=truncated,
    )


def lines(*told: object) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in told)


def shown(**parts: bytes) -> CaptureShape:
    """What is told of a bundle with these lists, and with empty parts of other names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evidence/capture.json", msgspec.json.encode(account()))
        for name, content in parts.items():
            archive.writestr(f"evidence/{name}", content)
    with Bundle("IT-1", file) as bundle:
        return capture_of(bundle)


def test_a_capture_tells_who_answered_what_is_cut_and_what_differs() -> None:
    told = shown(**{
        "exchanges.jsonl": lines(
            exchange(1, OTHER, Verdict.HOLDS, Truncated.TIME),
            exchange(2, PAGE, Verdict.EXPIRED),
            exchange(3, f"{OTHER}?2", Verdict.HOLDS),
        ),
        "refused.jsonl": lines(
            Refused(url=OTHER, method="GET", at=WHEN, why=Refusal.NOT_PUBLIC, said="10.0.0.1")
        ),
        "differences.jsonl": lines(
            Difference(kind=Disagreement.CACHED, url=OTHER, method="GET"),
            Difference(kind=Disagreement.ONLY_BROWSER, url=PAGE, method="GET"),
        ),
        "steps.jsonl": lines(Deed(at=WHEN, what="scrolled", count=4)),
        "picture-frame-002.png": b"",
        "picture-after-2.png": b"",
        "picture-after.png": b"",
        "picture-before.png": b"",
        "text.txt": b"",
    })  # fmt: skip
    assert told.account.outcome == "captured-in-part"
    assert told.account.robots is not None
    assert [(peer.host, peer.page, peer.exchanges) for peer in told.peers] == [
        ("a.example", True, 1), ("b.example", False, 2)
    ]  # fmt: skip
    assert told.peers[0].tls is not None
    assert told.peers[0].tls.verdict == "expired"
    assert [(each.number, each.truncated) for each in told.cut] == [(1, "time")]
    assert [each.kind for each in told.differences] == ["only-the-browser", "from-the-cache"]
    assert (told.refused[0].why, told.steps[0].count) == ("address-not-public", 4)
    assert told.pictures == (
        "picture-before.png", "picture-after.png", "picture-after-2.png", "picture-frame-002.png"
    )  # fmt: skip
    assert (told.withheld, told.unreadable) == (True, 0)


def test_lines_that_are_none_are_counted_and_left_out() -> None:
    hostile = b'{"url": 5}\n\n\xff\xfe\nnull\n' + lines(exchange(1, "http://[", Verdict.HOLDS))
    told = shown(**{"exchanges.jsonl": hostile, "collector": b"{}"})
    assert told.unreadable == 3
    assert [peer.host for peer in told.peers] == ["http://["]
    assert not told.withheld


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_screens_have_words_for_all_that_is_done_and_lacking(language: str, root: Path) -> None:
    path = root / "webclient" / "src" / "i18n" / f"{language}.json"
    said = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    codes = {f"step.{each}" for each in (*Step, *Stage)}
    codes |= {f"lacking.{SAME.get(each, each)}" for each in (*Lack, *Ended)}
    assert {code for code in codes if not said.get(code)} == set()


def test_lists_end_somewhere() -> None:
    many = [Deed(at=WHEN, what="scrolled")] * 600
    assert len(shown(**{"steps.jsonl": lines(*many)}).steps) == 500


def test_only_pictures_of_the_page_are_pictures() -> None:
    assert is_picture("picture-before.png")
    assert is_picture("picture-after-8.png")
    assert is_picture("picture-frame-000.png")
    wrong = ("picture-after-1.png", "page.pdf", "x/picture-after.png", "picture-after.png.html",
             "picture-frame-1.png")  # fmt: skip
    assert not any(map(is_picture, wrong))
