"""A derived copy of a bundle for programs that stumble over legal framings of HTTP.

Programs that show web archives again do not know chunk extensions or trailers (RFC 9112 section
7.1), and show nothing. The copy holds the same responses with their chunks undone and their length
stated instead, the index made anew, and none of the evidence: the bundle stays the original.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from pathlib import Path

import msgspec

from amana.acquire.capture.cdx import index
from amana.acquire.capture.decoding import unchunked
from amana.acquire.capture.packing import Package, pieces_of
from amana.acquire.capture.rereading import Found, block, reread
from amana.core import CHUNK, sha256_hex
from amana.core.durable import storage_errors

_DATA = "data.warc.gz"
_PAGES = "pages/pages.jsonl"
_LARGEST = 64 << 20
_GZIP = 31
_FRAMING = frozenset({b"transfer-encoding", b"trailer", b"content-length"})


def replayable(whole: Path, into: Path) -> None:
    """Write the copy of a bundle.

    Raises:
        UnavailableError, StorageFull: it cannot be written.
    """
    with zipfile.ZipFile(whole) as archive, tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder) / "source.warc.gz", Path(folder) / _DATA
        with storage_errors(into):
            _unpack(archive, source)
            _rewrite(source, data)
        about = msgspec.json.decode(archive.read("datapackage.json"), type=dict[str, object])
        with Package(into, str(about["created"])) as package:
            package.add_file(f"archive/{_DATA}", data, data.stat().st_size)
            package.add("indexes/index.cdx", index(reread(data).found, _DATA))
            package.add(_PAGES, archive.read(_PAGES))
            derived = {
                "description": "Derived for replay; the original is another file.",
                "resources": [
                    {
                        "name": each.path.rpartition("/")[2],
                        "path": each.path,
                        "hash": f"sha256:{each.sha256}",
                        "bytes": each.bytes,
                        "type": "file",
                    }
                    for each in package.members
                ],
            }
            content = msgspec.json.encode(about | derived)
            package.add("datapackage.json", content)
            digest = {"path": "datapackage.json", "hash": f"sha256:{sha256_hex(content)}"}
            package.add("datapackage-digest.json", msgspec.json.encode(digest))


def _unpack(archive: zipfile.ZipFile, into: Path) -> None:
    with archive.open(f"archive/{_DATA}") as opened, into.open("wb") as file:
        while piece := opened.read(CHUNK):
            file.write(piece)


def _rewrite(source: Path, into: Path) -> None:
    """Copy the records of a recording, each member as it is unless its response has chunks."""
    with into.open("wb") as file:
        for each in reread(source).found:
            message = _message(source, each)
            if message is None:
                for piece in pieces_of(source, each.length, start=each.offset):
                    file.write(piece)
            else:
                file.write(_member(each, message))


def _message(source: Path, found: Found) -> bytes | None:
    """Return a response without its chunks; None where it has none, or is too large for that."""
    if found.kind != "response" or found.size > _LARGEST:
        return None
    message = b"".join(block(source, found))
    head, end, body = message.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    named = {line.partition(b":")[0].strip().lower(): line for line in lines[1:]}
    coding = named.get(b"transfer-encoding", b"").lower()
    if not end or b"chunked" not in coding:
        return None
    plain = unchunked(body)
    kept = [line for line in lines[1:] if line.partition(b":")[0].strip().lower() not in _FRAMING]
    head = b"\r\n".join([lines[0], *kept, b"Content-Length: %d" % len(plain)])
    return head + b"\r\n\r\n" + plain


def _member(found: Found, message: bytes) -> bytes:
    """Return a record as a gzip member."""
    lines = (
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: {found.record}",
        f"WARC-Date: {found.date}",
        f"WARC-Target-URI: {found.url}",
        f"WARC-Block-Digest: sha256:{sha256_hex(message)}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(message)}",
    )
    packed = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + message + b"\r\n\r\n"
    return packed.compress(whole) + packed.flush()
