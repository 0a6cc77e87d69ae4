"""A recording read again, torn at any byte."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from amana.acquire.capture.rereading import block, reread

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def test_every_record_is_found_with_its_place(scene: Scene) -> None:
    path = scene.write() / "data.warc.gz"
    found = reread(path).found
    assert [each.kind for each in found] == ["warcinfo", *["response", "request"] * 3]
    for each in found:
        alone = gzip.decompress(bytes(scene.data)[each.offset : each.offset + each.length])
        assert alone.endswith(b"".join(block(path, each)) + b"\r\n\r\n")
        assert each.wrong == ()
    first, post = found[1], found[4]
    assert (first.status, first.media_type) == (200, "text/html; charset=utf-8")
    assert (post.method, post.body) == ("POST", b"q=wadi+")


def test_the_tail_of_a_torn_file_is_no_record(scene: Scene) -> None:
    path = scene.write() / "data.warc.gz"
    ends = {each.offset + each.length for each in reread(path).found} | {0}
    whole = bytes(scene.data)
    for size in range(0, len(whole) + 1, 11):
        path.write_bytes(whole[:size])
        recording = reread(path)
        assert recording.end == max(end for end in ends if end <= size)
        assert recording.torn == (recording.end < size)


def test_a_changed_bit_is_noticed(scene: Scene) -> None:
    path = scene.write() / "data.warc.gz"
    whole = bytes(scene.data)
    before = reread(path)
    for place in range(10, len(whole), 29):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        path.write_bytes(changed)
        after = reread(path)
        assert [each.sha256 for each in after.found] != [each.sha256 for each in before.found] or (
            after.torn or _only_the_packing(whole, changed, after.found == before.found)
        )


def _only_the_packing(whole: bytes, changed: bytearray, same: bool) -> bool:
    """Tell whether what was changed is no part of what was packed, such as a time in its head."""
    return same and gzip.decompress(whole) == gzip.decompress(bytes(changed))


def test_a_block_digest_that_lies_is_told(scene: Scene, tmp_path: Path) -> None:
    plain = gzip.decompress(bytes(scene.data[: len(scene.data)]))
    record = plain[: plain.index(b"WARC/1.1", 10)]
    path = tmp_path / "lie.warc.gz"
    at = record.index(b"sha256:") + 7
    path.write_bytes(gzip.compress(record[:at] + b"0" * 64 + record[at + 64 :]))
    assert reread(path).found[0].wrong == ("block-digest",)


def test_something_else_is_no_recording(tmp_path: Path) -> None:
    for content in (b"", b"no gzip", gzip.compress(b"no record"), gzip.compress(b"WARC/1.1\r\n")):
        path = tmp_path / "odd.warc.gz"
        path.write_bytes(content)
        assert reread(path).found == ()


def test_a_record_larger_than_any_buffer_is_streamed(scene: Scene) -> None:
    body = bytes(5_000_000)
    scene.exchange("https://news.example/big", b"HTTP/1.1 200 OK\r\n\r\n" + body)
    path = scene.write() / "data.warc.gz"
    big = reread(path).found[-2]
    assert big.size == len(body) + 19
    assert sum(map(len, block(path, big))) == big.size
