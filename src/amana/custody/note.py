"""Signed notes and verifier keys: how they are spelled (C2SP signed-note)."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Protocol

import msgspec

from amana.core import CustodyError

ED25519 = 0x01
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")
"""Every control character but the line feed."""

_KEY_ID = 4


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature line of a note: key name, key id and the signature bytes."""

    name: str
    key_id: bytes
    value: bytes


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A text (ending in a line feed) and the signature lines below it."""

    text: str
    signatures: tuple[Signature, ...]


def encode_note(note: Note) -> bytes:
    """Return the bytes of a note."""
    return (note.text + "\n" + "".join(map(spell_signature, note.signatures))).encode()


def spell_signature(signature: Signature) -> str:
    """Return the line of a signature, with its line feed."""
    value = base64.b64encode(signature.key_id + signature.value).decode()
    return f"\u2014 {signature.name} {value}\n"


def decode_note(data: bytes) -> Note:
    """Return the note that `data` holds.

    Rules (C2SP signed-note, Format): valid UTF-8; no control characters but line feeds; text and
    signatures parted by the last empty line; at least one signature, each of a proper name and of
    more than a key id; base64 in its one spelling.

    Raises:
        CustodyError: `data` is not a note.
    """
    try:
        whole = data.decode("utf-8")
        cut = whole.rindex("\n\n") + 1
        lines = whole[cut + 1 :].split("\n")
        signatures = tuple(_signature(line) for line in lines[:-1])
        note = Note(text=whole[:cut], signatures=signatures)
    except ValueError as error:
        raise CustodyError("this is not a signed note") from error
    if CONTROLS.search(whole) or lines[-1] or not signatures or encode_note(note) != data:
        raise CustodyError("this is not a signed note")
    return note


def _signature(line: str) -> Signature:
    dash, name, encoded = line.split(" ")
    value = base64.b64decode(encoded, validate=True)
    if dash != "\u2014" or not is_key_name(name) or len(value) <= _KEY_ID:
        raise ValueError(line)
    return Signature(name=name, key_id=value[:_KEY_ID], value=value[_KEY_ID:])


def is_key_name(name: str) -> bool:
    """Tell whether `name` can name a key: not empty, without spaces, controls and plus signs."""
    return bool(name) and not any(c.isspace() or c < " " or c == "+" for c in name)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the first four bytes of SHA-256(name || LF || kind || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_KEY_ID]


class VerifierKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a verifier key (vkey) states: the name of the key, its type, the public key."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Return what a vkey `name+hex(id)+base64(type || key)` states (Verifier keys).

        Raises:
            CustodyError: it is malformed, or its key id does not fit its key.
        """
        try:
            name, identity, encoded = text.split("+", 2)
            material = base64.b64decode(encoded, validate=True)
            key = cls(name=name, kind=material[0], public=material[1:])
        except (ValueError, IndexError) as error:
            raise CustodyError("this is not a verifier key") from error
        if not is_key_name(name) or key.key_id.hex() != identity or key.text() != text:
            raise CustodyError("the key id of this verifier key does not fit its key")
        return key

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before a signature of this key."""
        return key_id(self.name, self.kind, self.public)

    def text(self) -> str:
        """Return the verifier key as text."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"

    def own(self, note: Note) -> tuple[bytes, ...]:
        """Return the values of the signatures in `note` that claim to be of this key."""
        return tuple(
            s.value for s in note.signatures if s.name == self.name and s.key_id == self.key_id
        )


class NoteVerifier(Protocol):
    """A trusted key, or several that all have to sign, under one name."""

    @property
    def name(self) -> str:
        """The name of the key."""
        ...

    def verify(self, note: Note) -> object:
        """Check that the note is signed by what this trusts.

        Raises:
            CustodyError: a signature is missing or wrong.
        """
        ...
