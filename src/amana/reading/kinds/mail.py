"""Kinds of mail, by the headers with which it begins (RFC 5322 section 2.2)."""

from __future__ import annotations

import re

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}+):[ \t]?+\S?+.*+")
_HEADERS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "reply-to"}
    | {"delivered-to", "mime-version", "content-type", "x-mailer", "x-priority", "in-reply-to"}
    | {"importance", "x-apparently-to", "bcc", "sender", "status", "x-status", "x-mozilla-status"}
    | {"content-transfer-encoding", "comments", "references"}
)
_TRACE = re.compile(r"Received: (?:from|by) |Return-Path: ?<")  # what the last server writes first
_ENOUGH = 3
_LINES = 60
_SEEN = 4096
_POSTMARK = re.compile(r"From \S{1,200}+.{0,100}?\d{4}")
_SAVED_BY = re.compile(
    r"^(?:snapshot-content-location:|from:\s*+<?saved by)", re.IGNORECASE | re.MULTILINE
)
_RELATED = re.compile(r"^content-type:\s*+multipart/related", re.IGNORECASE | re.MULTILINE)


def kind_of_mail(text: str, ending: str) -> str | None:
    """Return the media type of text that begins like mail, else None.

    Rules, first match wins: the line of a mailbox before the headers (RFC 4155); a page that a
    browser saved as one message (RFC 2557); a message, also behind the number of bytes with which
    Apple Mail begins its files.
    """
    if _POSTMARK.match(text):
        rest = text.partition("\n")[2]
        if count_headers(rest) >= _ENOUGH or (ending == "mbox" and count_headers(rest)):
            return "application/mbox"
    first, _, rest = text.partition("\n")
    if ending == "emlx" and first.strip().isdigit():
        text = rest
    found = count_headers(text)
    named = found and ending in {"eml", "emlx", "mht", "mhtml"}
    if found < _ENOUGH and not (named or _TRACE.match(text)):
        return None
    start = text[:_SEEN]
    saved = _SAVED_BY.search(start) or (ending in {"mht", "mhtml"} and _RELATED.search(start))
    return "multipart/related" if saved else "message/rfc822"


def count_headers(text: str) -> int:
    """Return how many headers that mail has stand at the beginning of text."""
    seen = set()
    for line in text[: _SEEN * 16].splitlines()[:_LINES]:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        seen.add(header.group(1).lower())
    return len(seen & _HEADERS)
