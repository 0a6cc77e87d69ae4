"""What a request sent in its body, as a part of an address: how replay tells two POSTs apart.

Request Body Canonicalization of the Webrecorder specifications: `__wb_method=POST` and the body as
a query are put behind the address before its key is made. Pure.
"""

from __future__ import annotations

import base64
import json
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple
from urllib.parse import unquote_plus, urlencode

LONGEST_QUERY = 4096
_DEEPEST = 64


class Posted(NamedTuple):
    """An address with the method and the body behind it, and the body as a query."""

    url: str
    query: str


def posted(url: str, method: str, media_type: str, body: bytes) -> Posted:
    """Return the address under which a request with a body is looked up."""
    query = _query(media_type.strip().lower(), media_type, body)[:LONGEST_QUERY]
    behind = f"__wb_method={method}" + (f"&{query}" if query else "")
    return Posted(url + ("&" if "?" in url else "?") + behind, query)


def _query(kind: str, media_type: str, body: bytes) -> str:
    if kind.startswith("application/x-www-form-urlencoded"):
        try:
            return unquote_plus(body.decode("utf-8"))
        except UnicodeDecodeError:
            return _opaque(body)
    if kind.startswith("multipart/"):
        return _form(media_type, body)
    if kind.startswith("application/json"):
        return _members(body) or ""
    if kind.startswith("text/plain"):
        members = _members(body)
        return _opaque(body) if members is None else members
    return _opaque(body)


def _opaque(body: bytes) -> str:
    return "__wb_post_data=" + base64.b64encode(body).decode("ascii")


def _form(media_type: str, body: bytes) -> str:
    """Return the fields of a form (RFC 7578), what was uploaded in them included."""
    head = b"Content-Type: " + media_type.encode("latin-1", "replace") + b"\r\n\r\n"
    parsed = BytesParser(policy=HTTP).parsebytes(head + body)
    parts = parsed.get_payload() if parsed.is_multipart() else None
    if not isinstance(parts, list):
        return _opaque(body)
    pairs = [_field(part) for part in parts if isinstance(part, Message)]
    return urlencode([pair for pair in pairs if pair[0]])


def _field(part: Message) -> tuple[str, bytes]:
    name = part.get_param("name", "", header="content-disposition")
    content = part.get_payload(decode=True)
    return str(name), content if isinstance(content, bytes) else b""


def _members(body: bytes) -> str | None:
    """Return the plain members of JSON, or of several lines of it; None where it is none."""
    try:
        try:
            values = [json.loads(body)]
        except ValueError:
            if b"\n" not in body:
                return None
            values = [json.loads(line) for line in body.split(b"\n")]
        found: dict[str, str] = {}
        for value in values:
            _gather(value, "", found, 0)
    except (ValueError, RecursionError):
        return None
    return urlencode(found)


def _gather(value: object, name: str, found: dict[str, str], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for inner, member in value.items():
            _gather(member, inner, found, depth + 1)
    elif isinstance(value, list):
        for member in value:
            _gather(member, name, found, depth + 1)
    elif name:
        found[_free(name, found)] = str(value)


def _free(name: str, found: dict[str, str]) -> str:
    """Return the name, or the next numbered one where it is taken: `a`, `a.2_`, `a.3_`."""
    if name not in found:
        return name
    number = 2
    while f"{name}.{number}_" in found:
        number += 1
    return f"{name}.{number}_"
