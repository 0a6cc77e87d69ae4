"""JSON as OCFL needs it: UTF-8, no name twice, nothing that a path could hide behind (RFC 8259).

A name that stands twice would let two programs read two different inventories out of the same
bytes. Objects remember such names, so that each block can be judged by its own code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

_LONE = ("\\ud", "\\uD")


class Members(dict[str, object]):
    """A JSON object; `repeated` are the names that stood in it more than once."""

    repeated: tuple[str, ...] = ()


class NotStrict(ValueError):
    """Bytes are no JSON that everybody reads alike."""


def _members(pairs: Sequence[tuple[str, object]]) -> Members:
    members = Members(pairs)
    if len(members) != len(pairs):
        times = Counter(name for name, _ in pairs)
        members.repeated = tuple(name for name, count in times.items() if count > 1)
    return members


def _refuse(constant: str) -> NoReturn:
    raise NotStrict(f"{constant} is no value of JSON")


def parse(data: bytes) -> object:
    """Return the value in `data`; each object in it is a `Members`.

    Raises:
        NotStrict: it is not UTF-8, no JSON, nested too deep, or holds half a character.
    """
    try:
        text = data.decode("utf-8")
        value: object = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse)
        if any(mark in text for mark in _LONE):
            # Half a surrogate pair could pose as a byte of a name that is no UTF-8.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except NotStrict:
        raise
    except RecursionError as error:
        raise NotStrict("it is nested too deep") from error
    except ValueError as error:
        raise NotStrict(str(error)) from error
    return value
