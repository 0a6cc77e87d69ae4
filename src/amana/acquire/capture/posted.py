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
    try:
        parsed = BytesParser(policy=HTTP).parsebytes(head + body)
        parts = parsed.get_payload() if parsed.is_multipart() else None
        if not isinstance(parts, list):
            return _opaque(body)
        pairs = [_field(part) for part in parts if isinstance(part, Message)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return _opaque(body)  # `email` stumbles over some headers that a page may make up
    return urlencode([pair for pair in pairs if pair[0]], errors="replace")


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
        found = _Members()
        for value in values:
            found.gather(value, "", 0)
    except (ValueError, RecursionError):
        return None
    return urlencode(found.told, errors="replace")  # JSON may name half a letter


class _Members:
    """The plain members of JSON values, each under a name of its own."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def gather(self, value: object, name: str, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(value, dict):
            for inner, member in value.items():
                self.gather(member, inner, depth + 1)
        elif isinstance(value, list):
            for member in value:
                self.gather(member, name, depth + 1)
        elif name:
            self.told[self._free(name)] = str(value)

    def _free(self, name: str) -> str:
        """Return the name, or the next numbered one where it is taken: `a`, `a.2_`, `a.3_`."""
        if name not in self.told:
            return name
        number = self._numbers.get(name, 2)
        while f"{name}.{number}_" in self.told:
            number += 1
        self._numbers[name] = number + 1
        return f"{name}.{number}_"
