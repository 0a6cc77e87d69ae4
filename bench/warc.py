"""Read a generated WARC file with amana, FastWARC and warcio, on the same bytes in the same run.

    python bench/warc.py [RECORDS]

Prints JSON lines: records and megabytes (without compression) for each CPU second, then the ratios.
`walk` is finding the records and taking their blocks, which is what the peers do; `read` is what
amana does with an original: it also undoes HTTP, checks both digests, writes the list of records
and hands out every payload. Everything is in memory, one thread, the better of two runs.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import random
import time
from collections.abc import Callable, Iterable

from fastwarc.warc import ArchiveIterator as FastWarc
from warcio.archiveiterator import (  # type: ignore[import-untyped]  # no stubs
    ArchiveIterator as Warcio,
)

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.warc.reader import read
from amana.reading.readers.warc.records import records
from amana.reading.wire import Budget, ChildRow, ReadOrder

SEED = 20_140_512
_WORDS = ("harbour", "ميناء", "witness", "شاهد", "the", "في", "of", "من", "shelling", "قصف")
_BUDGET = Budget(text_chars=1 << 26, runs=1_000_000, pages=1, pixels=1)


class Dropped:
    """An outlet that takes everything and keeps nothing."""

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """Take a child."""
        del row
        for _ in pieces:
            pass
        return True


def generated(count: int) -> list[bytes]:
    """Return records, three of four text, one noise; about 31 kB each, the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    made = []
    for number in range(count):
        noise = number % 4 == 0
        text = " ".join(chance.choices(_WORDS, k=4500)).encode()
        body = chance.randbytes(31_000) if noise else text
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (
            len(body),
            body,
        )
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
            f"WARC-Block-Digest: {_digest(block)}\r\nWARC-Payload-Digest: {_digest(body)}\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        made.append(head.encode() + block + b"\r\n\r\n")
    return made


def _digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def by_amana(data: bytes) -> int:
    """Find the records and take their blocks."""
    gaps: list[int] = []
    count = 0
    for one in records(BytesContent(data), lambda start, end: gaps.append(end - start)):
        for _ in one.block():
            pass
        count += 1
    return count


def by_amana_whole(data: bytes) -> int:
    """Read as an original is read."""
    order = ReadOrder(family="warc", name="", size=len(data), budget=_BUDGET)
    return int(dict(read(BytesContent(data), order, Dropped()).metadata)["warc:records"])


def by_fastwarc(data: bytes) -> int:
    """Find the records and take their blocks."""
    count = 0
    for one in FastWarc(io.BytesIO(data), parse_http=False):
        one.reader.read()
        count += 1
    return count


def by_warcio(data: bytes) -> int:
    """Find the records and take their blocks."""
    count = 0
    for one in Warcio(io.BytesIO(data), no_record_parse=True):
        one.raw_stream.read()
        count += 1
    return count


READERS: dict[str, Callable[[bytes], int]] = {
    "amana walk": by_amana,
    "amana read": by_amana_whole,
    "fastwarc": by_fastwarc,
    "warcio": by_warcio,
}


def seconds(reader: Callable[[bytes], int], data: bytes, expected: int) -> float:
    """Return the CPU seconds of the better of two runs."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        found = reader(data)
        taken.append(time.process_time() - begun)
        if found != expected:
            raise SystemExit(f"{found} records found, {expected} were written")
    return min(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Read a WARC file with amana and its peers.")
    parser.add_argument("records", type=int, nargs="?", default=2000)
    count = parser.parse_args().records
    made = generated(count)
    size = sum(map(len, made))
    summary: dict[str, object] = {"records": count, "bytes": size}
    for kind, data in (
        ("warc", b"".join(made)),
        ("warc.gz", b"".join(gzip.compress(one, 6) for one in made)),
    ):
        took = {name: seconds(reader, data, count) for name, reader in READERS.items()}
        for name, cpu in took.items():
            line = {"file": kind, "reader": name, "records_a_second": round(count / cpu)}
            print(json.dumps(line | {"mb_a_second": round(size / cpu / 1e6)}))
            summary[f"{kind} {name}: records a CPU second"] = round(count / cpu)
        for peer in ("fastwarc", "warcio"):
            for ours in ("amana walk", "amana read"):
                ratio = round(took[peer] / took[ours], 2)
                print(json.dumps({"file": kind, "ratio": f"{ours} / {peer}", "times": ratio}))
                summary[f"{kind}: {ours} / {peer}"] = ratio
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
