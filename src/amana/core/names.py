"""Names as file systems, archives and mails spell them: bytes that need not be any text."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from amana.core.canonical import JSON

RawName = str | dict[str, str]
"""A name as whoever gave it spells it; bytes that are no UTF-8 stand in base64: {"b64": …}."""


def raw_name(name: bytes) -> RawName:
    """Return a name for an entry or a reading: as text where it is UTF-8, else in base64."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(name).decode("ascii")}


def spoken(name: JSON) -> str | None:
    """Return a name or path as people can read it; raw bytes are shown with replacement marks."""
    if isinstance(name, Mapping):
        try:
            raw = base64.b64decode(str(name.get("b64", "")), validate=True)
        except binascii.Error:
            return None
        return raw.decode("utf-8", "replace")
    return name if isinstance(name, str) else None
