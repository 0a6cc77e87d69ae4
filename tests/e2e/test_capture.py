"""Captures with the real recorder and the real browser, of a site that knows what it sent."""

from __future__ import annotations

import getpass
import gzip
import json
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from amana.acquire.capture import Captured, CaptureProgress
from amana.acquire.capture.accounts import (
    COLLECTOR_MEMBER,
    Exchange,
    Outcome,
    Purpose,
    Verdict,
    Wanted,
)
from amana.acquire.capture.bundle import withhold
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.shooting import Order
from amana.acquire.capture.telling import SEEN

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

pytestmark = pytest.mark.browser

EGRESS = "203.0.113.77"
LIMITS = Limits(whole_seconds=60, behave_seconds=5)


def order(url: str) -> Order:
    wanted = Wanted(url=url, purpose="inquiry 12")
    return Order(wanted=wanted, collector="Sana Collector")


@pytest.fixture(scope="module")
def studio(truth: TruthServer) -> Iterator[Studio]:
    plain = truth.profile()
    names = plain.names | {"inside.test": "10.1.2.3", "closed.test": "127.0.0.1"}
    profile = msgspec.structs.replace(plain, names=names, egress=(EGRESS,))
    with Studio(tabs=2, profile=profile, limits=LIMITS) as opened:
        yield opened


@pytest.fixture(scope="module")
def captured(
    studio: Studio, truth: TruthServer, tmp_path_factory: pytest.TempPathFactory
) -> Captured:
    folder = tmp_path_factory.mktemp("page")
    return studio.capture(order(truth.url("/page/1", tls=True)), folder)


def members(made: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def exchanges(made: Path) -> list[Exchange]:
    lines = members(made)["evidence/exchanges.jsonl"].splitlines()
    return [msgspec.json.decode(line, type=Exchange) for line in lines]


def test_a_page_is_captured_whole(captured: Captured) -> None:
    account = captured.account
    found = members(captured.bundle)
    said = found["evidence/differences.jsonl"] + found["evidence/defects.jsonl"]
    assert account.outcome is Outcome.CAPTURED, (account.lacking, said)
    assert account.counted.unexplained == 0
    assert account.robots is not None
    assert {"picture-before.png", "picture-after.png", "page.pdf", "page.mhtml", "text.txt"} <= {
        name.removeprefix("evidence/") for name in found
    }
    assert "وكالة الأنباء" in found["evidence/text.txt"].decode()


def test_every_response_is_the_one_that_was_sent(captured: Captured, truth: TruthServer) -> None:
    sent = {each.sha256 for each in truth.sent}
    got = [each for each in exchanges(captured.bundle) if each.response is not None]
    assert len(got) > 10
    assert [each.url for each in got if each.response and each.response.sha256 not in sent] == []
    assert {each.tls.verdict for each in got if each.tls} == {Verdict.HOLDS}


BINARY = (".png", ".pdf", ".gz", ".der")


def test_nothing_tells_of_the_collector(captured: Captured, tmp_path: Path) -> None:
    """Host, user, folder and the ports of this end stand in one part, and it can be withheld."""
    withhold(captured.bundle, tmp_path / "withheld.wacz")
    whole, found = members(captured.bundle), members(tmp_path / "withheld.wacz")
    part = json.loads(whole[COLLECTOR_MEMBER])
    assert (part["collector"], part["egress"]) == ("Sana Collector", [EGRESS])
    assert part["host"]["name"] == socket.gethostname()
    near = {str(line["port"]) for line in part["network"] if "port" in line}
    far = {str(each.peer.port) for each in exchanges(captured.bundle) if each.peer}
    assert near
    told = b"\n".join(found[name] for name in found if not name.endswith(BINARY))
    told += gzip.decompress(found["archive/data.warc.gz"])
    secrets = {"Sana Collector", EGRESS, socket.gethostname(), str(captured.bundle.parent)}
    secrets |= {str(Path.home()), getpass.getuser(), *(near - far)}
    secrets -= {"root"}  # a word of style sheets, too
    leaked = [
        each
        for each in secrets
        if re.search(rb"(?<![\w.-])%s(?![\w-])" % re.escape(each.encode()), told)
    ]
    assert leaked == []


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("{http}/nowhere", Outcome.GONE),
        ("https://nosuch.test/", Outcome.NO_SUCH_HOST),
        ("http://inside.test/", Outcome.UNREACHABLE),
        ("https://inside.test/a", Outcome.UNREACHABLE),
        ("{http}/moved-inside", Outcome.UNREACHABLE),
        ("https://closed.test/a", Outcome.UNREACHABLE),
    ],
)
def test_what_is_not_there_is_evidence(
    studio: Studio, truth: TruthServer, tmp_path: Path, url: str, outcome: Outcome
) -> None:
    from tests.truth.server import Reply  # noqa: PLC0415 - loaded with the fixture

    head = b"HTTP/1.1 302 Found\r\nLocation: http://inside.test/secret\r\nContent-Length: 0\r\n\r\n"
    truth.say("/moved-inside", Reply(head))
    url = url.format(http=truth.url(""))
    captured = studio.capture(order(url), tmp_path / "a")
    assert captured.account.outcome is outcome, captured.account
    assert captured.account.wanted.url == url
    assert captured.account.counted.unexplained == 0, members(captured.bundle)[
        "evidence/differences.jsonl"
    ]


def test_an_expired_certificate_is_told_in_the_statement(
    studio: Studio, truth: TruthServer, tmp_path: Path
) -> None:
    url = truth.url("/frame/1", "expired.test", tls=True)
    captured = studio.capture(order(url), tmp_path / "a")
    assert captured.account.outcome is Outcome.CAPTURED, captured.account.lacking
    verdicts = {each.tls.verdict for each in exchanges(captured.bundle) if each.tls}
    assert verdicts == {Verdict.EXPIRED}
    found = members(captured.bundle)
    assert b"has expired" in found["evidence/statement-en.html"]
    assert "انتهت مدتها" in found["evidence/statement-ar.html"].decode()
    assert any(name.endswith(".der") for name in found)


def test_a_page_that_knows_who_asks_is_told(
    studio: Studio, truth: TruthServer, tmp_path: Path
) -> None:
    from tests.truth.server import plain  # noqa: PLC0415 - loaded with the fixture

    truth.say("/who", plain(f"<p>you are {EGRESS}".encode()))
    account = studio.capture(order(truth.url("/who")), tmp_path / "a").account
    assert account.options[SEEN] == "1"


def test_a_killed_recorder_leaves_a_bundle_that_says_so(
    studio: Studio, truth: TruthServer, tmp_path: Path
) -> None:
    """And the next capture has a recorder again."""

    def kill(progress: CaptureProgress) -> None:
        if progress.step == "loaded":
            for stand in studio._stands._all:
                stand.recorder._process.kill()  # type: ignore[attr-defined]  # a real one

    account = studio.capture(order(truth.url("/page/2")), tmp_path / "a", kill).account
    assert "recorder-ended" in account.lacking
    assert account.outcome is Outcome.IN_PART
    again = studio.capture(order(truth.url("/page/3")), tmp_path / "b").account
    assert again.outcome is Outcome.CAPTURED


@pytest.mark.deep
def test_two_tabs_do_not_see_each_other(studio: Studio, truth: TruthServer, tmp_path: Path) -> None:
    urls = [truth.url(f"/page/{number}", tls=True) for number in range(10, 16)]
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda url: studio.capture(order(url), tmp_path / url[-2:]), urls))
    for url, each in zip(urls, made, strict=True):
        assert each.account.outcome is Outcome.CAPTURED, each.account.lacking
        pages = [e.url for e in exchanges(each.bundle) if "/page/" in e.url.partition("?")[0]]
        assert pages == [url]
        robots = [e for e in exchanges(each.bundle) if e.purpose is Purpose.ROBOTS]
        assert len(robots) == 1


@pytest.mark.deep
def test_a_stopped_capture_is_kept_as_far_as_it_came(
    studio: Studio, truth: TruthServer, tmp_path: Path
) -> None:
    stop = threading.Event()

    def told(progress: CaptureProgress) -> None:
        if progress.step == "loaded":
            stop.set()

    account = studio.capture(order(truth.url("/page/4")), tmp_path / "a", told, stop).account
    assert "stopped" in account.lacking
    assert account.outcome is Outcome.IN_PART


@pytest.mark.deep
def test_strict_profiles_take_no_expired_certificate(truth: TruthServer, tmp_path: Path) -> None:
    with Studio(profile=truth.profile(strict_tls=True), limits=LIMITS) as strict:
        url = truth.url("/frame/1", "expired.test", tls=True)
        account = strict.capture(order(url), tmp_path / "a").account
    assert account.outcome is Outcome.UNREACHABLE
    assert account.options["certificates"] == "refused unless they hold"


@pytest.mark.deep
def test_a_page_without_end_is_ended(truth: TruthServer, tmp_path: Path) -> None:
    """Its response breaks off at the limit, and the account says so."""
    limits = Limits(whole_seconds=12, load_seconds=4, behave_seconds=2, response_bytes=1 << 20)
    with Studio(profile=truth.profile(), limits=limits) as short:
        dripping = short.capture(order(truth.url("/drip?100000")), tmp_path / "a").account
        large = short.capture(order(truth.url("/big?9000000")), tmp_path / "b").account
    assert dripping.outcome is not Outcome.CAPTURED
    assert dripping.counted.truncated == 1
    assert "truncated" in large.lacking
    assert large.counted.truncated
