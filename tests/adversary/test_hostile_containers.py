"""Archives that were made to do harm, each read in the real pool."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.taking import Allowance
from amana.records import State

MIB = 1 << 20

ReadAs = Callable[[bytes, str], Outcome]


@pytest.fixture(scope="module")
def read_as() -> Iterator[ReadAs]:
    """Read bytes as a file of a name; at most 100 children of 64 MiB together may come out."""
    allowance = Allowance(children=100, child_bytes=64 * MIB)
    with ReadingPool(1, Limits(cpu_seconds=30, wall_seconds=90, memory=512 * MIB)) as pool:

        def read(data: bytes, name: str) -> Outcome:
            fd = os.memfd_create("hostile")
            try:
                os.write(fd, data)
                digest = sha256(data).hexdigest()
                size = len(data)
                return pool.read(fd, original=digest, name=name, size=size, allowance=allowance)
            finally:
                os.close(fd)

        yield read


@pytest.fixture(scope="module")
def hostile(test_data: Path) -> Path:
    return test_data / "files" / "hostile"


def codes(outcome: Outcome) -> set[str]:
    assert outcome.reading is not None, outcome.reason
    return {told.code for told in outcome.reading.warnings}


def test_a_gigabyte_in_one_member_is_not_taken_beyond_the_budget(
    read_as: ReadAs, hostile: Path
) -> None:
    outcome = read_as((hostile / "flat1g.zip").read_bytes(), "flat1g.zip")
    assert outcome.state is State.PARTLY_READ
    assert (outcome.children, codes(outcome)) == ((), {"children-refused"})


@pytest.mark.parametrize("name", ["nested42.zip", "droste.zip"])
def test_archives_in_archives_are_opened_one_layer_at_a_time(
    read_as: ReadAs, hostile: Path, name: str
) -> None:
    outcome = read_as((hostile / name).read_bytes(), name)
    assert outcome.state in {State.READ, State.PARTLY_READ}
    assert 0 < len(outcome.children) <= 100


def test_a_stream_that_holds_itself_is_one_child(read_as: ReadAs, hostile: Path) -> None:
    data = (hostile / "quine.gz").read_bytes()
    (child,) = read_as(data, "quine.gz").children
    assert child.digests.sha256 == sha256(data).hexdigest()


def test_names_that_lead_out_are_names(read_as: ReadAs, hostile: Path) -> None:
    outcome = read_as((hostile / "slip.tar").read_bytes(), "slip.tar")
    assert outcome.reading is not None
    assert any("../" in line for line in outcome.reading.text.splitlines())
    assert any("→" in line or "device" in line for line in outcome.reading.text.splitlines())
    for child in outcome.children:
        assert child.start is not None


def test_zeros_without_end_are_not_taken_beyond_the_budget(read_as: ReadAs) -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MIB)
    data = b"".join(deflate.compress(zeros) for _ in range(80)) + deflate.flush()
    outcome = read_as(data, "zeros.gz")
    assert (outcome.children, codes(outcome)) == ((), {"children-refused"})


def test_a_record_that_inflates_without_end(read_as: ReadAs) -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MIB)
    body = b"".join(deflate.compress(zeros) for _ in range(80)) + deflate.flush()
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    data = head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    outcome = read_as(data + data, "bomb.warc")
    assert (outcome.children, codes(outcome)) == ((), {"children-refused"})
    assert outcome.reading is not None
    assert len(outcome.reading.text.splitlines()) == 2
