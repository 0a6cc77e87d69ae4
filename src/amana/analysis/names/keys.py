"""Keys of entities within one original: what is named, in small letters and hyphens.

The key of a well-known name is that of its entry in the gazetteer, in every language, so that
"العراق" and "Iraq" are both `iraq`. The key of any other is made of its fullest name.
"""

from __future__ import annotations

import re
import unicodedata

_GAP = re.compile(r"[^\w]+")


def key_of(name: str) -> str:
    """Return the key of a name: letters and digits in small letters, joined by hyphens.

    Marks of Latin letters are left out; letters of other scripts stay as they are.
    """
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("\u2019", ""))
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return _GAP.sub("-", plain.casefold()).strip("-_") or "name"
