r"""What a commitment commits to: the fields of an entry, each with its own salt.

The leaf of the log holds one hash and nothing else. Behind it stands a list of field commitments,
so that any field can be shown or withheld alone, and erased without breaking a single proof:

    field commitment = HMAC-SHA256(key = salt, message = canonical JSON of [name, value])
    entry commitment = SHA-256("amana payload v1\n" + each field commitment in hex + "\n")
    leaf             = canonical JSON of {"c": entry commitment in hex, "v": 1}

Format: docs/reference/formats/custody.md. Pure functions; randomness is handed in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from amana.core import JSON, CustodyError, canonical, prepared
from amana.records import Entry, Field

VERSION = 1
SALT_SIZE = 32
_DOMAIN = b"amana payload v1\n"
_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_BEFORE_COMMITMENT = len(b'{"c":"')
_AFTER_COMMITMENT = len(b'"}')
_SALT_AND_END = 2 * SALT_SIZE + len(b'"]')


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """A field whose name, value and salt were erased; only its commitment remains."""

    commitment: str


Slot = Field | Erased


class _Slots(msgspec.Struct, frozen=True):
    """The slots of a payload line as they are spelled there."""

    f: tuple[msgspec.Raw, ...]


_SLOTS = msgspec.json.Decoder(prepared(_Slots))


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of entry `index` in committed order, as they are stored."""

    index: int
    slots: tuple[Slot, ...]

    def entry(self) -> Entry:
        """Return the fields that are still there."""
        fields = tuple(slot for slot in self.slots if isinstance(slot, Field))
        return Entry(index=self.index, fields=fields)


def salted(
    values: Iterable[tuple[str, JSON]], random: Callable[[int], bytes] = os.urandom
) -> tuple[Field, ...]:
    """Give each named value a fresh salt of 32 random bytes."""
    pairs = list(values)
    salts = random(SALT_SIZE * len(pairs)).hex()
    width = 2 * SALT_SIZE
    return tuple(
        Field(name=name, value=value, salt=salts[i * width : (i + 1) * width])
        for i, (name, value) in enumerate(pairs)
    )


def message(name: str, value: JSON) -> bytes:
    """Return the bytes that a field commitment authenticates."""
    return canonical([name, value])


def field_commitment(field: Field) -> str:
    """Return the commitment of one field in hexadecimal."""
    return field_commitment_of(field.salt, message(field.name, field.value))


def field_commitment_of(salt: str, msg: bytes) -> str:
    """Return HMAC-SHA256 of `msg` under a salt given in hexadecimal."""
    return hmac.digest(bytes.fromhex(salt), msg, "sha256").hex()


def commitments(slots: Sequence[Slot]) -> list[str]:
    """Return the commitment of every slot in order."""
    return [s.commitment if isinstance(s, Erased) else field_commitment(s) for s in slots]


def stored_commitments(line: bytes) -> list[str]:
    """Return the commitment of every slot of a line that `encode` made or `decode` took.

    A slot is stored as `[name,value,"salt"]`: what its commitment authenticates is the same text
    without the salt, so that nothing needs to be spelled twice.
    """
    found = []
    for slot in _SLOTS.decode(line).f:
        text = bytes(slot)
        if text.startswith(b"{"):
            found.append(text[_BEFORE_COMMITMENT:-_AFTER_COMMITMENT].decode("ascii"))
        else:
            salt = text[-_SALT_AND_END : -len(b'"]')].decode("ascii")
            found.append(field_commitment_of(salt, text[: -_SALT_AND_END - len(b',"')] + b"]"))
    return found


def leaf(field_commitments: Sequence[str]) -> bytes:
    """Return the leaf over a list of field commitments."""
    lines = "".join(f"{commitment}\n" for commitment in field_commitments)
    whole = hashlib.sha256(_DOMAIN + lines.encode("ascii")).hexdigest()
    return f'{{"c":"{whole}","v":{VERSION}}}'.encode()


def seal(payload: Payload) -> tuple[bytes, bytes]:
    """Return the line that stores a payload, and its leaf: each value is spelled only once.

    Raises:
        CustodyError: two fields have one name, so that two readers could take different values.
        ValueError: a value has no canonical form.
    """
    _require_names_once(payload)
    spelled, committed = [], []
    for slot in payload.slots:
        if isinstance(slot, Erased):
            committed.append(slot.commitment)
            spelled.append(b'{"c":"%s"}' % slot.commitment.encode("ascii"))
        else:
            text = message(slot.name, slot.value)
            committed.append(field_commitment_of(slot.salt, text))
            spelled.append(b'%s,"%s"]' % (text[:-1], slot.salt.encode("ascii")))
    line = b'{"f":[%s],"i":%d,"v":%d}\n' % (b",".join(spelled), payload.index, VERSION)
    return line, leaf(committed)


def encode(payload: Payload) -> bytes:
    """Return the line that stores a payload: canonical JSON and a line feed.

    Raises:
        CustodyError: two fields have one name, so that two readers could take different values.
        ValueError: a value has no canonical form.
    """
    _require_names_once(payload)
    slots: list[JSON] = [
        {"c": s.commitment} if isinstance(s, Erased) else [s.name, s.value, s.salt]
        for s in payload.slots
    ]
    return canonical({"f": slots, "i": payload.index, "v": VERSION}) + b"\n"


def _require_names_once(payload: Payload) -> None:
    names = [slot.name for slot in payload.slots if isinstance(slot, Field)]
    if len(set(names)) != len(names):
        raise CustodyError("a payload names a field twice")


def decode(line: bytes) -> Payload:
    """Return the payload that a line stores.

    Rules: canonical JSON of {"f", "i", "v": 1}; each slot is [name, value, salt] with a salt of 64
    lower-case hexadecimal letters, or {"c": commitment}; no name stands twice; encoding it again
    gives the same bytes.

    Raises:
        CustodyError: the line breaks a rule.
    """
    try:
        members = json.loads(line)
        payload = Payload(index=members["i"], slots=tuple(map(_slot, members["f"])))
        same = type(payload.index) is int and encode(payload) == line
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CustodyError("a payload line is not what the format says") from error
    if not same:
        raise CustodyError("a payload line is not in canonical form")
    return payload


def _slot(stored: JSON) -> Slot:
    if isinstance(stored, dict):
        if isinstance(stored["c"], str) and _HEX64.match(stored["c"]):
            return Erased(commitment=stored["c"])
    elif isinstance(stored, list):
        name, value, salt = stored
        if isinstance(name, str) and isinstance(salt, str) and _HEX64.match(salt):
            return Field(name=name, value=value, salt=salt)
    raise ValueError("not a slot")
