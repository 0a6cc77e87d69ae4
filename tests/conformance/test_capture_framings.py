"""What a server sends is what is recorded, and what the browser gets: byte for byte.

Over random framings, legal and broken: the SHA-256 of what the truth server wrote to its socket
against that of the block in data.warc.gz, and against what came out at the browser's end.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest
from fastwarc.warc import ArchiveIterator as FastWarc
from tests.truth.client import Client
from tests.truth.reading import Recorded
from warcio.archiveiterator import ArchiveIterator as Warcio  # type: ignore[import-untyped]  # no stubs
from warcio.bufferedreaders import BufferedReader  # type: ignore[import-untyped]  # no stubs

from amana.acquire.capture.accounts import Exchange, Truncated
from amana.acquire.capture.authority import Authority
from amana.acquire.capture.holding import hold
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.recording import Recording
from amana.acquire.capture.rereading import reread
from amana.acquire.capture.slots import Slot
from amana.reading.readers.intake import BytesContent
from amana.reading.readers.warc.records import records

if TYPE_CHECKING:
    from tests.truth.server import Sent, TruthServer

FORMAT = Path(__file__).parents[2] / "docs" / "reference" / "formats" / "capture.md"
LIMITS = Limits(free_bytes=1, silence_seconds=10, requests=100_000)


async def captured(
    truth: TruthServer, folder: Path, asked: list[tuple[str, str]]
) -> list[list[bytes]]:
    """Ask for addresses, four connections at a time; return what the clients got."""
    recording = Recording(folder, truth.profile(), LIMITS)
    slot = Slot(folder / "s", Authority(), recording, truth.profile())
    await recording.begin()
    await slot.open()
    turn = asyncio.Semaphore(4)

    async def one(method: str, url: str) -> list[bytes]:
        async with turn, Client(folder / "s") as client:
            return await client.get(url, method)

    got = await asyncio.gather(*(one(method, url) for method, url in asked))
    assert await slot.close(30) == 0
    return got


def check(truth: TruthServer, folder: Path, numbers: range) -> None:
    ways = itertools.cycle([False, True])
    asked = [
        ("HEAD" if number % 17 == 0 else "GET", truth.url(f"/framing/{number}", tls=tls))
        for number, tls in zip(numbers, ways, strict=False)
    ]
    got = asyncio.run(captured(truth, folder, asked))
    told = Recorded(folder)
    check_by_others(folder / "data.warc.gz", len(told.members))
    assert hold(told.exchanges, reread(folder / "data.warc.gz").found) == ()
    page = FORMAT.read_text(encoding="utf-8")
    odd = {each.partition("interim-")[0] for one in told.exchanges for each in one.oddities}
    assert {each for each in odd if each and f"`{each.partition('-1.0')[0]}" not in page} == set()
    by_url = {exchange.url: exchange for exchange in told.exchanges}
    assert len(by_url) == len(asked)
    for (method, url), pieces in zip(asked, got, strict=True):
        path = url[url.index("/framing") :]
        sent = truth.last(path)
        assert sent.method == method
        check_one(told, by_url[url], sent, pieces)


class Brotli:
    """What warcio needs to be able to take of any version of brotli."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()
        self.unused_data = b""

    def decompress(self, data: bytes) -> bytes:
        return bytes(self._decompressor.process(data))

    def flush(self) -> bytes:
        return b""


def check_by_others(path: Path, count: int) -> None:
    """Read the file with three readers of others and of our own: all records, all digests."""
    BufferedReader.DECOMPRESSORS["br"] = Brotli
    seen = 0
    with path.open("rb") as file:
        for one in Warcio(file, check_digests=True):
            while one.raw_stream.read(1 << 16):
                pass
            assert one.digest_checker.passed is True, one.digest_checker.problems
            seen += 1
    assert seen == count
    with path.open("rb") as file:
        assert [one.verify_block_digest() for one in FastWarc(file, parse_http=False)] == [
            True
        ] * count
    gaps: list[tuple[int, int]] = []
    ours = records(BytesContent(path.read_bytes()), lambda start, end: gaps.append((start, end)))
    assert (sum(not each.cut for each in ours), gaps) == (count, [])


def check_one(told: Recorded, exchange: Exchange, sent: Sent, got: list[bytes]) -> None:
    *interims, final = got
    assert exchange.response is not None, (sent, exchange)
    block = told.block(exchange)
    where = (sent.path, exchange)
    assert exchange.request.sha256 == sent.request, where
    assert exchange.response.sha256 == hashlib.sha256(block).hexdigest(), where
    if sent.whole or exchange.error is None:
        assert exchange.response.sha256 == sent.sha256, where
    else:  # a reset may overtake what was sent before it, in the kernel of either side
        assert len(block) <= sent.bytes
        assert exchange.truncated is Truncated.DISCONNECT
    assert final == block, where
    assert [hashlib.sha256(each).hexdigest() for each in interims] == sent.interim, where
    kept = [
        hashlib.sha256(each).hexdigest()
        for n in range(1, len(interims) + 1)
        for each in told.named(f"urn:amana:interim:{exchange.number}:{n}")
    ]
    assert kept == sent.interim, where


def test_every_byte_of_random_responses_is_recorded(truth: TruthServer, tmp_path: Path) -> None:
    check(truth, tmp_path, range(150))


@pytest.mark.deep
@pytest.mark.timeout(900)
@pytest.mark.parametrize("start", [1_000, 2_000, 3_000])
def test_every_byte_of_many_random_responses_is_recorded(
    truth: TruthServer, tmp_path: Path, start: int
) -> None:
    check(truth, tmp_path, range(start, start + 500))


@pytest.mark.deep
@pytest.mark.timeout(300)
@pytest.mark.parametrize("tls", [False, True])
def test_a_response_of_a_hundred_megabytes_is_recorded(
    truth: TruthServer, tmp_path: Path, *, tls: bool
) -> None:
    asyncio.run(captured(truth, tmp_path, [("GET", truth.url("/big?100000000", tls=tls))]))
    told = Recorded(tmp_path)
    (exchange,) = told.exchanges
    sent = truth.last("/big?100000000")
    assert exchange.response is not None
    assert (exchange.response.bytes, exchange.response.sha256) == (sent.bytes, sent.sha256)
    assert hashlib.sha256(told.block(exchange)).hexdigest() == sent.sha256
