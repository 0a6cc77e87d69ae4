"""Which encoding of East Asia bytes are in: judged by how many of their signs are frequent ones.

In the right encoding the hundred most frequent signs make up a third of a text and more; in a wrong
one, of thousands of signs, hardly any.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from amana.reading.charsets import REPLACEMENT, codec

_ONE_BROKEN_IN = 50
_FEWEST = 4
_SAMPLE = 1 << 14
_ENOUGH = ((12, 0.5), (24, 0.3), (_SAMPLE, 0.15))
"""How many signs there are, and which share of them has to be frequent."""
_HIGH = re.compile(rb"[\x80-\xff]")

# The order is that of frequency, which many published counts of large corpora agree upon.
_KOREAN = (
    "이다는을의에가고하은로를기한지사도인리자해정시대어서나그들일있수것과부전보원제장만생스주국년상"
    "아라면조선여공화신경동우구성관소비무안위계세방연요문용"
)
_SIMPLIFIED = (
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她"
    "里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老"
    "从动两长报民区部分市军新"
)
_TRADITIONAL = (
    "的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她"
    "裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老"
    "從動兩長報民區部分市軍新"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)))


class Wide(NamedTuple):
    """An encoding, and the signs that are frequent in what is written in it."""

    encoding: str
    frequent: frozenset[str]


WIDE = (
    Wide("shift_jis", frozenset(_KANA)),
    Wide("euc-jp", frozenset(_KANA)),
    Wide("euc-kr", frozenset(_KOREAN)),
    Wide("gb18030", frozenset(_SIMPLIFIED)),
    Wide("big5", frozenset(_TRADITIONAL)),
)


def guess_wide(data: bytes) -> str | None:
    """Return the encoding of East Asia that bytes are in, None when they look like none.

    Rules:

    1. At most one sign in fifty is broken, and there are at least four beyond ASCII.
    2. Of these at least 15 in a hundred are frequent, and more where there are few; the encoding
       with the most wins.
    """
    first = _HIGH.search(data)
    if first is None:
        return None
    line = data.rfind(b"\n", 0, first.start()) + 1  # where a character begins for certain
    sample = data[max(line, first.start() - 64) :][:_SAMPLE]
    whole = len(data) < _SAMPLE
    scores = [(_share(sample, wide, whole=whole), wide.encoding) for wide in WIDE]
    best, name = max(scores, key=lambda row: row[0])  # the first of equals
    return name if best else None


def _share(sample: bytes, wide: Wide, *, whole: bool) -> float:
    """Return which share of the signs beyond ASCII is frequent; 0: too few, or too many broken."""
    decoder = codecs.getincrementaldecoder(codec(wide.encoding))("replace")
    counts = Counter(decoder.decode(sample, final=whole))  # else the end may cut a character
    signs = sum(count for sign, count in counts.items() if sign >= "\x80")
    if signs < _FEWEST or counts[REPLACEMENT] * _ONE_BROKEN_IN > signs:
        return 0.0
    share = sum(counts[sign] for sign in wide.frequent) / signs
    least = next((share for most, share in _ENOUGH if signs < most), _ENOUGH[-1][1])
    return share if share >= least else 0.0
