"""What robots.txt says of an address: RFC 9309.

A capture of one page is made for evidence and does not obey it; what it said is recorded. Pure.

Rules (RFC 9309):
  1. Of all groups, those that name our product token count, joined; if none does, those of `*`
     (section 2.2.1).
  2. Of their rules, the one with the longest path that fits decides; of an allow and a disallow of
     one length, the allow (2.2.2). Without any that fits, the address is allowed.
  3. `*` in a path stands for anything, `$` at its end for the end (2.2.3); escapes and letters
     outside ASCII are compared in one spelling.
  4. A site that has no such file (4xx) allows everything (2.3.1.3); one whose server fails (5xx)
     allows nothing (2.3.1.4). Without any answer there is no verdict.
  5. What follows the first 500 KiB is not read (2.5).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from amana.acquire.capture.accounts import Robots

PRODUCT = "amana"
"""The product token by which a robots.txt would name this program."""

MOST_BYTES = 500 << 10
_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})|([^!-~]|[%*$])")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_OK, _CLIENT, _SERVER = 2, 4, 5


class Rule(NamedTuple):
    """One line that allows or disallows: the path in one spelling, and the line as it stands."""

    allow: bool
    path: bytes
    line: str


def address_of(url: str) -> str:
    """Return where the robots.txt for an address lies."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}/robots.txt"


def robots(
    url: str, *, at: str, status: int | None, content: bytes, product: str = PRODUCT
) -> Robots:
    """Return what the robots.txt found at `at` says of `url`."""
    if status is None:
        return Robots(url=at)
    kind = status // 100
    if kind == _CLIENT:
        return Robots(url=at, status=status, allowed=True)
    if kind == _SERVER:
        return Robots(url=at, status=status, allowed=False)
    if kind != _OK:
        return Robots(url=at, status=status)
    allowed, rule = verdict(content, url, product)
    return Robots(url=at, status=status, allowed=allowed, rule=rule)


def verdict(content: bytes, url: str, product: str = PRODUCT) -> tuple[bool, str | None]:
    """Return whether a robots.txt allows an address, and the line that decided."""
    parts = urlsplit(url)
    asked = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = _spelled(asked.encode("utf-8", "surrogatepass"), literal=True)
    if path == b"/robots.txt":
        return True, None
    fitting = [rule for rule in _rules(content, product.lower()) if _fits(rule.path, path)]
    if not fitting:
        return True, None
    best = max(fitting, key=lambda rule: (len(rule.path), rule.allow))
    return best.allow, best.line


def _rules(content: bytes, product: str) -> list[Rule]:
    """Return the rules of the groups for us, or of those for everybody."""
    groups: dict[str, list[Rule]] = {}
    named: list[str] = []
    in_rules = False
    for line in _lines(content):
        key, _, value = line.partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            named = [*(() if in_rules else named), _agent(value)]
            in_rules = False
            groups.setdefault(named[-1], [])
        elif key in ("allow", "disallow"):
            in_rules = True
            if value:
                path = _spelled(value.encode("utf-8", "surrogatepass"), literal=False)
                rule = Rule(key == "allow", path, line)
                for agent in named:
                    groups[agent].append(rule)
    return groups.get(product, groups.get("*", []))


def _lines(content: bytes) -> list[str]:
    text = content[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return [line.partition("#")[0].strip() for line in re.split(r"\r\n|\r|\n", text)]


def _agent(value: str) -> str:
    """Return a product token in small letters; what follows it, such as a version, is left out."""
    if value.startswith("*"):
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _spelled(path: bytes, *, literal: bool) -> bytes:
    """Return a path in one spelling (section 2.2.2): letters plain, everything odd as %XX.

    In the path of an address `*` and `$` are `literal`, and stand as %2A and %24, as a rule that
    means them has to write them.
    """

    def one(found: re.Match[bytes]) -> bytes:
        if found[1]:
            octet = int(found[1], 16)
            return bytes([octet]) if octet in _UNRESERVED else b"%%%02X" % octet
        if found[2] in b"*$%" and (not literal or found[2] == b"%"):
            return found[2]
        return b"%%%02X" % found[2][0]

    return _ESCAPE.sub(one, path)


def _fits(pattern: bytes, path: bytes) -> bool:
    """Tell whether a rule fits, in one pass: each stretch between `*` at its first place."""
    anchored = pattern.endswith(b"$")
    first, *others = pattern.removesuffix(b"$").split(b"*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not anchored or at == len(path)
    for stretch in others[:-1] if anchored else others:
        found = path.find(stretch, at)
        if found < 0:
            return False
        at = found + len(stretch)
    return not anchored or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= at)
