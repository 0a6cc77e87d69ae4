"""Records as other programs read them, also when the disk is full in the middle of one."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest
from tests.truth.reading import block_of, fields_of, members

from amana.acquire.capture.accounts import Truncated
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.warc import Block, Placed, Warc
from amana.acquire.capture.warc import fields_of as warc_fields

AT = "2026-03-01T08:00:00.000000Z"


def spooled(folder: Path, data: bytes) -> Spool:
    spool = Spool(folder)
    spool.write(data)
    return spool


def block(folder: Path, data: bytes, **more: object) -> Block:
    return Block(
        kind="resource", at=AT, content_type="text/plain", url="urn:x:1",
        spool=spooled(folder, data), **more,  # type: ignore[arg-type]  # a test knows its fields
    )  # fmt: skip


def test_each_record_is_a_member_that_stands_alone(tmp_path: Path) -> None:
    async def run() -> list[Placed]:
        warc = Warc(tmp_path / "a.warc.gz")
        blocks = (
            block(tmp_path, b"short", identifier="<urn:uuid:1>", truncated=Truncated.TIME),
            block(tmp_path, os.urandom(1 << 21), level=1),
        )
        placed = await warc.place(*blocks)
        await warc.close()
        for each in blocks:
            each.spool.close()
        return placed

    first, second = asyncio.run(run())
    data = (tmp_path / "a.warc.gz").read_bytes()
    (one,) = members(data[first.offset : first.offset + first.length])
    assert second.offset == first.length
    assert second.offset + second.length == len(data)
    assert one.startswith(b"WARC/1.1\r\nWARC-Type: resource\r\n")
    assert fields_of(one) == {
        "WARC-Type": ["resource"],
        "WARC-Record-ID": ["<urn:uuid:1>"],
        "WARC-Date": [AT],
        "WARC-Target-URI": ["urn:x:1"],
        "WARC-Truncated": ["time"],
        "WARC-Block-Digest": [
            "sha256:f9b0078b5df596d2ea19010c001bbd009e651de2c57e8fb7e355f31eb9d3f739"
        ],
        "Content-Type": ["text/plain"],
        "Content-Length": ["5"],
    }
    assert block_of(one) == b"short"


def test_a_record_that_does_not_fit_on_the_disk_leaves_the_others_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def full(descriptor: int, data: memoryview) -> int:
        write(descriptor, bytes(data[:100]))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def run() -> None:
        warc = Warc(tmp_path / "a.warc.gz")
        await warc.place(block(tmp_path, b"first"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(OSError, match="No space"):
                await warc.place(block(tmp_path, os.urandom(5_000)))
        await warc.place(block(tmp_path, b"third"))
        await warc.close()

    asyncio.run(run())
    found = members((tmp_path / "a.warc.gz").read_bytes())
    assert [block_of(raw) for raw in found] == [b"first", b"third"]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"earlier")
    with pytest.raises(FileExistsError):
        Warc(tmp_path / "a.warc.gz")


def test_what_comes_after_the_end_is_written_nowhere(tmp_path: Path) -> None:
    async def run() -> None:
        warc = Warc(tmp_path / "a.warc.gz")
        await warc.close()
        with pytest.raises(OSError, match="Bad file descriptor"):
            await warc.place(block(tmp_path, b"late"))

    asyncio.run(run())
    assert (tmp_path / "a.warc.gz").read_bytes() == b""


def test_fields_of_the_first_record() -> None:
    assert warc_fields([("software", "x"), ("format", "y")]) == b"software: x\r\nformat: y\r\n"
