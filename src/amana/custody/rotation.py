"""New keys for a log: how somebody who trusts the old ones comes to trust the new ones.

That the keys were changed is an entry of the log. The checkpoint that first covers it is signed by
old and new keys. A rotation is a tlog-proof of that entry in that checkpoint; its `extra` line
holds the entry. The signatures alone would prove nothing: anybody can put signatures of their own
below a checkpoint. What counts is that the old keys signed a log which names the new ones.
Format: docs/reference/formats/custody.md. Pure functions.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence

import msgspec

from amana.core import CustodyError, canonical, prepared
from amana.custody.checkpoint import Checkpoint, verify_checkpoint
from amana.custody.logkeys import Verifier
from amana.custody.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from amana.custody.payload import Payload, field_commitment, leaf
from amana.custody.proof import disclose, tlog_proof
from amana.records import EntryType, Field

SHOWN = ("type", "old", "new")
_PATH = re.compile(r"rotations/(0|[1-9][0-9]{0,17})\.tlog-proof")
_WRONG = "this is no change of keys in the form of a tlog-proof"


class Rotation(msgspec.Struct, frozen=True, kw_only=True):
    """A change of keys that holds: by which entry, in which checkpoint, to which keys."""

    index: int
    checkpoint: Checkpoint
    new: Verifier


def rotation_path(index: int) -> str:
    """Return the path below custody/ of the rotation of entry `index`."""
    return f"rotations/{index}.tlog-proof"


def rotation_index(path: str) -> int | None:
    """Return the entry whose rotation stands at `path`, or None where it is no such path."""
    match = _PATH.fullmatch(path)
    return int(match[1]) if match else None


def spell_rotation(payload: Payload, path: Sequence[bytes], checkpoint_note: bytes) -> bytes:
    """Return the rotation of an entry from its inclusion path and the checkpoint of that path."""
    shown = disclose(payload, SHOWN).json()
    return tlog_proof(payload.index, path, checkpoint_note, extra=shown)


def verify_rotation(data: bytes, trusted: Verifier) -> Rotation:
    """Check a change of keys by the keys that were in force before it.

    Rules:
      1. It is a tlog-proof with an `extra` line, in its one spelling.
      2. `extra` is the disclosure of an entry that shows `type`, `old` and `new`, each fitting its
         commitment; the type is `key-rotated`.
      3. `old` are the trusted keys.
      4. The checkpoint is signed by the old keys and by those in `new`.
      5. From the leaf of the entry the path leads to the root.

    Raises:
        CustodyError: a rule is broken.
    """
    index, extra, path, note = _parts(data)
    fields, leaf_bytes = _shown(extra)
    if fields["type"] != EntryType.ROTATED:
        raise CustodyError("the entry of this proof is no change of keys")
    if fields["old"] != list(trusted.vkeys()):
        raise CustodyError("these keys were not replaced by this change of keys")
    new = Verifier.parse("\n".join(_vkeys(fields["new"])))
    state = verify_checkpoint(note, trusted)
    verify_checkpoint(note, new)
    verify_inclusion(leaf_hash(leaf_bytes), index, state.size, path, state.root)
    return Rotation(index=index, checkpoint=state, new=new)


def follow(pinned: Verifier, rotations: Iterable[bytes]) -> tuple[Verifier, tuple[Rotation, ...]]:
    """Return the keys that somebody who trusts `pinned` may trust now, and the steps to them.

    `rotations` are in the order of the log; those before the pinned keys are passed over.

    Raises:
        CustodyError: a step from the trusted keys is wrong.
    """
    trusted, steps = pinned, []
    for data in rotations:
        if _old_keys(data) == list(trusted.vkeys()):
            step = verify_rotation(data, trusted)
            trusted = step.new
            steps.append(step)
    return trusted, tuple(steps)


def replaced_keys(data: bytes) -> Verifier:
    """Return the keys that a rotation says were replaced. Nothing of it has been checked.

    Raises:
        CustodyError: it is no rotation.
    """
    return Verifier.parse("\n".join(_vkeys(_old_keys(data))))


def _vkeys(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(vkey, str) for vkey in value):
        raise CustodyError(_WRONG)
    return value


def _old_keys(data: bytes) -> object:
    return _shown(_parts(data)[1])[0]["old"]


def _parts(data: bytes) -> tuple[int, bytes, list[bytes], bytes]:
    """Return index, extra data, inclusion path and checkpoint of a tlog-proof (rule 1)."""
    head, _, note = data.partition(b"\n\n")
    try:
        _, extra, number, *lines = head.decode("ascii").split("\n")
        parts = (
            int(number.removeprefix("index ")),
            base64.b64decode(extra.removeprefix("extra "), validate=True),
            [base64.b64decode(line, validate=True) for line in lines],
            note,
        )
    except ValueError as error:
        raise CustodyError(_WRONG) from error
    index, shown, path, _ = parts
    spelled = index >= 0 and tlog_proof(index, path, note, extra=shown) == data
    if not spelled or any(len(node) != HASH_SIZE for node in path):
        raise CustodyError(_WRONG)
    return parts


class _Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    commitment: str
    message: str | None = None
    salt: str | None = None


class _Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    leaf: str
    slots: list[_Slot]
    withheld: list[str]


def _shown(extra: bytes) -> tuple[dict[str, object], bytes]:
    """Return the fields that a disclosure shows, and its leaf (rule 2)."""
    try:
        shown = msgspec.json.decode(extra, type=prepared(_Shown))
        plain = msgspec.json.decode(extra)
        fields: dict[str, object] = {}
        for slot in shown.slots:
            if slot.message is None or slot.salt is None:
                continue
            name, value = msgspec.json.decode(slot.message)
            field = Field(name=name, value=value, salt=slot.salt)
            if field_commitment(field) != slot.commitment or name in fields:
                raise CustodyError("a field of the change of keys does not fit its commitment")
            fields[name] = value
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise CustodyError(_WRONG) from error
    leaf_bytes = leaf([slot.commitment for slot in shown.slots])
    if canonical(plain) != extra or shown.leaf.encode() != leaf_bytes or set(fields) != set(SHOWN):
        raise CustodyError(_WRONG)
    return fields, leaf_bytes
