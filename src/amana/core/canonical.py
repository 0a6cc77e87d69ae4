"""One byte string for one value: canonical JSON (RFC 8785, restricted).

Commitments, keys and ids are hashes of this form, so two programs must never disagree about it.
Restriction: no floating-point numbers, integers below 2**53, object keys in ASCII; within it the
output equals RFC 8785 (a test compares it with an independent implementation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

MAX_INTEGER = 2**53 - 1

type_error = "canonical JSON holds null, booleans, integers, strings, lists and objects only"

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]

_ENCODER = msgspec.json.Encoder(order="sorted")
_PLAIN = frozenset({str, bool, type(None)})


def canonical(value: JSON) -> bytes:
    """Return the canonical UTF-8 bytes of `value`.

    Raises:
        ValueError: a float, an integer of 2**53 or more, a key outside ASCII, or a string that
            is not valid Unicode (a lone surrogate).
    """
    _admit(value)
    return _ENCODER.encode(value)


def _admit(value: JSON) -> None:
    """Refuse whatever would not have exactly one canonical form."""
    if type(value) in _PLAIN:
        return
    if isinstance(value, (list, tuple)):
        for member in value:
            if type(member) not in _PLAIN:  # most are: a call for each would double the cost
                _admit(member)
    elif isinstance(value, str):
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            msg = f"integer {value} is beyond 2**53 - 1"
            raise ValueError(msg)
    elif isinstance(value, dict):
        for key, member in value.items():
            _admit_key(key)
            _admit(member)
    else:
        raise ValueError(type_error)  # noqa: TRY004 - one exception type for every refusal


def _admit_key(key: object) -> None:
    if not isinstance(key, str) or not key.isascii():
        msg = f"object key {key!r} is not an ASCII string"
        raise ValueError(msg)
