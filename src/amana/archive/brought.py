"""Files that people bring: what a file must be before the log is held against it.

That somebody named the wrong file, or that it was damaged on the way, is no alarm. Only what shows
by itself that it comes from this log can contradict it.
"""

from __future__ import annotations

from amana.archive.parts import Parts
from amana.core import CustodyError, WrongInput
from amana.custody import Extension, decode_note, parse_checkpoint

_AGAIN = "get it again, byte for byte: editors and mail programs change files"


def require_own(parts: Parts, data: bytes, what: str, remedy: str) -> None:
    """Make sure that this log signed a checkpoint that somebody brought, with keys now or before.

    `what` names the file in sentences; `remedy` says where the right one comes from.

    Raises:
        WrongInput: it is no checkpoint, is of another log, or was changed after the log signed it.
        CustodyError: others signed it in the name of this log.
    """
    try:
        note = decode_note(data)
        named = parse_checkpoint(note.text).origin
    except CustodyError as error:
        raise WrongInput(f"{what} is no signed checkpoint", remedy=remedy) from error
    origin = parts.history.now().origin
    if named != origin:
        raise WrongInput(
            f"{what} is of another log: {named}; the log here is {origin}",
            remedy="see that it is the right file, and the right archive (--archive)",
        )
    try:
        parts.history.signed_once(data)
    except CustodyError as error:
        by = {line.key_id for line in note.signatures if line.name == origin}
        raise _unsigned(parts, by, what, error) from error


def _unsigned(
    parts: Parts, by: set[bytes], what: str, why: CustodyError
) -> WrongInput | CustodyError:
    """Return what to say of a checkpoint that names this log and is not rightly signed by it.

    `by` are the ids of the keys that claim to have signed it in the name of the log.
    """
    if not by:
        return WrongInput(f"{what} is not signed by the log", remedy=_AGAIN)
    if not by.isdisjoint(_key_ids(parts)):
        said = f"{what} was changed after the log signed it: {why.message}"
        return WrongInput(said, remedy=_AGAIN)
    return CustodyError(
        f"{what} is signed in the name of this log, by keys that it has and had not",
        remedy="keep that file and this archive as they are, and find out who signed it: one of "
        "the two is not what it says",
    )


def _key_ids(parts: Parts) -> set[bytes]:
    keys = (parts.verifier, *parts.history.older_keys())
    return {id_ for each in keys for id_ in (each.ed25519.key_id, each.mldsa.key.key_id)}


def extension_of(parts: Parts, note: bytes) -> Extension:
    """Prove that the log extends a checkpoint that somebody kept.

    Raises:
        WrongInput: it is no checkpoint of this log.
        CustodyError: the log does not extend it, or others signed it in the name of this log.
    """
    require_own(
        parts,
        note,
        "the checkpoint that was kept",
        "it is what `amana checkpoint` wrote to standard output, the first lines of it up to "
        "the signatures",
    )
    return parts.history.extends(note)
