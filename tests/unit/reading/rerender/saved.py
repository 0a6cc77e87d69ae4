"""Archives of web pages, made record by record for the tests."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from itertools import count
from pathlib import Path

from amana.reading.readers.intake import BytesContent, Content
from amana.reading.rerender.index import Index
from amana.reading.rerender.walking import Walk

DATE = "2024-05-06T07:08:09Z"
_numbers = count(1)


def record(kind: str, block: bytes, **fields: str) -> bytes:
    """A WARC record; `_` in names of fields stands for `-`."""
    named = {"warc_type": kind, "warc_date": DATE, **fields}
    named.setdefault("warc_record_id", f"<urn:uuid:{next(_numbers):032}>")
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    head = "\r\n".join(["WARC/1.1", *lines, f"Content-Length: {len(block)}"])
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(body: bytes, *heads: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *heads, "", ""]).encode() + body


def response(
    url: str,
    body: bytes | str,
    *heads: str,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    **fields: str,
) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    message = http(content, f"Content-Type: {kind}", *heads, status=status)
    fields.setdefault("content_type", "application/http; msgtype=response")
    return record("response", message, warc_target_uri=url, **fields)


def request(url: str, method: str = "GET", body: bytes = b"", **fields: str) -> bytes:
    message = f"{method} / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    kind = "application/http; msgtype=request"
    return record("request", message, warc_target_uri=url, content_type=kind, **fields)


def revisit(url: str, *, status: str = "304 Not Modified", **fields: str) -> bytes:
    kind = "application/http; msgtype=response"
    return record(
        "revisit", http(b"", status=status), warc_target_uri=url, content_type=kind, **fields
    )


def arc(url: str, body: bytes) -> bytes:
    block = http(body, "Content-Type: text/html")
    version = b"1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n"
    first = b"filedesc://x.arc 0.0.0.0 20140216050221 text/plain %d\n%s\n" % (len(version), version)
    return (
        first + f"{url} 192.0.2.1 20140216050221 text/html {len(block)}\n".encode() + block + b"\n"
    )


def members(*records: bytes) -> bytes:
    """A .warc.gz, one record to a member."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def wacz(
    *warcs: bytes,
    pages: list[dict[str, str]] | None = None,
    how: int = zipfile.ZIP_STORED,
    **about: str,
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, each in enumerate(warcs):
            archive.writestr(f"archive/data-{number}.warc.gz", each, how)
        if pages is not None:
            lines = [{"format": "json-pages-1.0", "id": "pages"}, *pages]
            archive.writestr("pages/pages.jsonl", "".join(json.dumps(x) + "\n" for x in lines))
        archive.writestr("datapackage.json", json.dumps({"resources": [], **about}))
    return file.getvalue()


def content(data: bytes) -> Content:
    return BytesContent(data)


def index_of(*warcs: bytes) -> Index:
    return Index(Walk(tuple(map(content, warcs))).held())


def on_disk(folder: Path, data: bytes) -> Path:
    path = folder / "archive"
    path.write_bytes(data)
    return path


def zstd(body: bytes) -> bytes:
    """A frame of one raw block (RFC 8878 section 3.1.1): 256 to 65,000 bytes."""
    size = (len(body) - 256).to_bytes(2, "little")
    return b"\x28\xb5\x2f\xfd\x60" + size + (len(body) << 3 | 1).to_bytes(3, "little") + body
