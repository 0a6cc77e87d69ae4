"""The index of a recording as CDXJ: which record answers which address at what moment.

Lines as cdxj-indexer writes them for WACZ (`indexes/index.cdx`): key, moment of 14 digits, and what
is known of the record as JSON; sorted by their bytes. A request with a body is found under its
canonical address (`posted`). Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from amana.acquire.capture.posted import posted
from amana.acquire.capture.rereading import Found
from amana.acquire.capture.surt import surt

_INDEXED = frozenset({"response", "revisit", "resource", "metadata"})
_FIELDS = "application/warc-fields"
_WITH_BODY = frozenset({"POST", "PUT"})
_END_OF_TYPE = re.compile(r"[;\s]")


def index(found: Sequence[Found], filename: str) -> bytes:
    """Return the index of a file of records."""
    requests = {each.concurrent: each for each in found if each.kind == "request"}
    lines = {
        line
        for each in found
        if each.kind in _INDEXED and each.url and not each.content_type.startswith(_FIELDS)
        for line in _lines(each, requests.get(each.record), filename)
    }
    return b"".join(sorted(lines))


def _lines(found: Found, request: Found | None, filename: str) -> Iterator[bytes]:
    http = found.content_type.replace(" ", "").lower().startswith("application/http")
    media_type = found.media_type if http else found.content_type
    members: dict[str, str] = {"url": found.url}
    if mime := _END_OF_TYPE.split(media_type, maxsplit=1)[0].strip():
        members["mime"] = mime
    if found.status is not None:
        members["status"] = str(found.status)
    members |= {
        "digest": f"sha256:{found.payload}",
        "length": str(found.length),
        "offset": str(found.offset),
        "filename": filename,
    }
    url = found.url
    if request is not None and request.method in _WITH_BODY:
        sent = posted(url, request.method, request.media_type, request.body)
        url = sent.url
        members |= {"requestBody": sent.query, "method": request.method}
    yield f"{surt(url)} {moment(found.date)} {json.dumps(members)}\n".encode()


def moment(date: str) -> str:
    """Return a moment of RFC 3339 as 14 digits, to the second: `20240307091200`."""
    return re.sub(r"\D", "", date)[:14].ljust(14, "0")
