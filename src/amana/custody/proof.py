"""What leaves to show that an entry was recorded: a tlog-proof and its disclosed fields.

Sensitive fields are withheld: of them only the commitment leaves, from which nothing can be
guessed, because its salt stays. Format: docs/reference/formats/proof.md.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence

import msgspec

from amana.core import UsageError, canonical
from amana.custody.payload import Payload, commitments, leaf, message
from amana.records import Field


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as it leaves: which fields are shown, which are withheld, and the leaf bytes."""

    released: tuple[Field, ...]
    withheld: tuple[str, ...]
    slots: tuple[tuple[str, str | None, bytes | None], ...]
    leaf: bytes

    def json(self) -> bytes:
        """Return the disclosure as stored in a bundle.

        Each slot is {"commitment"} or {"commitment", "salt", "message"}; the message is the
        canonical JSON of [name, value] as a string, to be hashed as its UTF-8 bytes.
        """
        slots = [
            {"commitment": c}
            if salt is None or msg is None
            else {"commitment": c, "message": msg.decode(), "salt": salt}
            for c, salt, msg in self.slots
        ]
        leaf_text = self.leaf.decode()
        return canonical({"leaf": leaf_text, "slots": slots, "withheld": list(self.withheld)})


def disclose(payload: Payload, release: Collection[str]) -> Disclosure:
    """Return the entry with the fields named in `release` shown and all others withheld.

    Raises:
        UsageError: the entry has no field of a name in `release`.
    """
    fields = [slot for slot in payload.slots if isinstance(slot, Field)]
    unknown = sorted(set(release) - {field.name for field in fields})
    if unknown:
        raise UsageError(
            f"this entry has no field {', '.join(unknown)}",
            remedy=f"its fields are: {', '.join(field.name for field in fields)}",
        )
    every = commitments(payload.slots)
    slots: list[tuple[str, str | None, bytes | None]] = []
    for commitment, slot in zip(every, payload.slots, strict=True):
        shown = isinstance(slot, Field) and slot.name in release
        if shown and isinstance(slot, Field):
            slots.append((commitment, slot.salt, message(slot.name, slot.value)))
        else:
            slots.append((commitment, None, None))
    return Disclosure(
        released=tuple(field for field in fields if field.name in release),
        withheld=tuple(field.name for field in fields if field.name not in release),
        slots=tuple(slots),
        leaf=leaf(every),
    )


def tlog_proof(
    index: int, path: Sequence[bytes], checkpoint_note: bytes, extra: bytes | None = None
) -> bytes:
    """Return the proof of entry `index` as text (C2SP tlog-proof, Format)."""
    lines = ["c2sp.org/tlog-proof@v1"]
    lines += [] if extra is None else [f"extra {base64.b64encode(extra).decode()}"]
    lines += [f"index {index}"]
    lines += [base64.b64encode(node).decode() for node in path]
    return ("\n".join(lines) + "\n\n").encode() + checkpoint_note
