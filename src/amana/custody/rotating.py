"""Finishing a change of keys whose entry is committed, at once or after a crash.

Steps of a change, each durable before the next; a crash after any of them is made good by whoever
opens the log for writing next:
  1. New keys are made and lie beside the old ones; from now on both sign every checkpoint.
  2. The entry `key-rotated` names old and new keys. This is the change. Without it, the new keys
     are destroyed.
  3. The rotation, the proof of that entry, is published; then `log.vkey` is replaced.
  4. The new private keys take the place of the old ones, and sign alone from now on.
"""

from __future__ import annotations

from amana.core import CustodyError
from amana.custody.checkpoint import verify_checkpoint
from amana.custody.log import LogReader
from amana.custody.logkeys import VKEY_PATH, Verifier
from amana.custody.payload import Payload
from amana.custody.ports import LogStorage
from amana.custody.rotation import rotation_path, spell_rotation
from amana.custody.segments import SEGMENT
from amana.records import EntryType


def settle(storage: LogStorage, new: Verifier) -> bool:
    """Publish what a committed change to the keys `new` brings; tell whether there is one.

    The log is open for writing, and nobody else writes meanwhile.

    Raises:
        CustodyError: the log is damaged where the proof comes from.
    """
    try:
        size = verify_checkpoint(storage.read("checkpoint"), new).size
    except CustodyError:
        return False  # they have not signed a thing
    reader = LogReader(storage, new)
    latest = reader.payloads(max(0, size - SEGMENT), size)
    entry = next((payload for payload in latest if _changes_to(payload, new)), None)
    if entry is None:
        return False
    files = {VKEY_PATH: new.file()}
    path = rotation_path(entry.index)
    if path not in set(storage.paths()):
        note = reader.checkpoint_note()
        files[path] = spell_rotation(entry, reader.inclusion(entry.index, size), note)
    storage.stage(size, files)
    storage.publish(size)
    return True


def _changes_to(payload: Payload, new: Verifier) -> bool:
    entry = payload.entry()
    return entry.get("type") == EntryType.ROTATED and entry.get("new") == list(new.vkeys())
