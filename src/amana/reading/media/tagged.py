"""What exiftool(1) prints as JSON: every tag that it knows, by the group where it stands."""

from __future__ import annotations

import re

import msgspec

from amana.core import prepared
from amana.reading.readers.facts import Facts

_OF_THE_FILE = ("SourceFile", "ExifTool:", "System:", "File:")
_MOST = 200
_MOMENT = "ASF:CreationDate"
_STATED = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?(Z?)")

_Value = str | int | float | bool | list[str | int | float | bool] | None


def add_tagged(printed: bytes, facts: Facts) -> None:
    """Add what exiftool printed as `exiftool:Group:Tag`, without what is said of the file."""
    try:
        found = msgspec.json.decode(printed, type=prepared(list[dict[str, _Value]]))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    tags = found[0] if found else {}
    for key in sorted(tags)[:_MOST]:
        value = tags[key]
        if not key.startswith(_OF_THE_FILE):
            shown = " ".join(map(str, value)) if isinstance(value, list) else value
            facts.add(f"exiftool:{key}", "" if shown is None else shown)
    stated = _STATED.fullmatch(str(tags.get(_MOMENT, "")))
    if stated and facts.first("dcterms:created") is None:  # of which ffprobe tells nothing
        facts.add("dcterms:created", "{}-{}-{}T{}{}".format(*stated.groups()))
        facts.add("dcterms:created.basis", f"exiftool:{_MOMENT}")
