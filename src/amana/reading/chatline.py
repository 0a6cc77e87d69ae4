"""How a message begins in the text that WhatsApp exports.

There is no specification. Android writes `31/12/2023, 22:15 - Name: text`, iOS
`[31/12/2023, 22:15:03] Name: text`, both in the order, digits and words of the telephone's
language, with marks of direction (U+200E, U+200F and the like) anywhere in between.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_M = f"[{MARKS}]*+"
_GAP = f"[ \u00a0\u202f{MARKS}]*+"
_DATE = rf"{_M}(\d{{1,4}}){_M}([./-]){_GAP}(\d{{1,2}}){_M}[./-]{_GAP}(\d{{1,4}})\.?+"
_HALF = r"(?:[aApP]\.?+[ \u00a0\u202f]?+[mM]\.?+|ص|م|ق\.ظ|ب\.ظ|ق\.ظ\.|ب\.ظ\.|上午|下午)"
_TIME = rf"({_HALF})?+{_GAP}(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?+{_GAP}({_HALF})?+{_GAP}"
_BETWEEN = rf"{_M}[,،]?+{_GAP}(?:(?:at|à|às|um|alle)\s)?+"
_ANDROID = re.compile(rf"{_DATE}{_BETWEEN}{_TIME}[-\u2013] ")
_IOS = re.compile(rf"{_M}\[{_DATE}{_BETWEEN}{_TIME}\]{_GAP}")
_SENDER = re.compile(rf"({_M}[^\n:]{{1,200}}+):(?: |{_M}$|{_M}\r?$)")
_LONGEST = 400
_LINES = 200


class Beginning(NamedTuple):
    """The beginning of a message in its line, as offsets into the line.

    `stamp` is what stands there for the moment, as it is written; `date` its three numbers in
    their order; `time` hour, minute and second; `half` the word for the half of the day. The
    sender, where there is one, goes from `start` to `sender_end`, what is said begins at `said`.
    """

    stamp: str
    date: tuple[int, int, int]
    time: tuple[int, int, int | None]
    half: str | None
    start: int
    sender_end: int | None
    said: int


def beginning(line: str) -> Beginning | None:
    """Return how a message begins in this line, or None: it goes on with the one before."""
    head = line[:_LONGEST]
    bracketed = _IOS.match(head)
    found = bracketed or _ANDROID.match(head)
    if found is None or (bracketed is None and found.group(8) is not None):
        return None
    first, _sign, second, third, before, hour, minute, seconds, after = found.groups()
    if int(hour) > 24 or int(minute) > 59:  # noqa: PLR2004 - hours and minutes
        return None
    start = found.end()
    sender = _SENDER.match(head, start)
    end = sender.end(1) if sender else None
    return Beginning(
        stamp=head[: found.end()].strip(" -\u2013[]\u00a0\u202f"),
        date=(int(first), int(second), int(third)),
        time=(int(hour), int(minute), int(seconds) if seconds else None),
        half=before or after,
        start=start,
        sender_end=end,
        said=min(end + 2, len(line)) if end is not None else start,
    )


def is_export(text: str) -> bool:
    """Tell whether text begins as an export: with two messages, one of which has a sender.

    An export of a single message has one line; then it must have its sender.
    """
    lines = [line for line in text.splitlines()[:_LINES] if line.strip()]
    if not lines or beginning(lines[0]) is None:
        return False
    found = [row for row in map(beginning, lines) if row is not None]
    return any(row.sender_end for row in found) and (len(found) > 1 or len(lines) == 1)
