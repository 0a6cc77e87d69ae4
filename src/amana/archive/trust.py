"""What lies below `custody/witnesses`: who is trusted, and what they signed.

witnesses/trusted/<n>.json     the witnesses that are trusted since the n-th decision
witnesses/<size>/<key id>      the checkpoint of that size, cosigned by the witness of that key
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from amana.archive.guarding import Guard, Reach
from amana.core import CustodyError, prepared
from amana.custody import History, LogStorage, TrustedWitness, WitnessLine

_COSIGNED = re.compile(r"witnesses/([0-9]+)/([0-9a-f]{8})")
_TRUSTED = re.compile(r"witnesses/trusted/([0-9]+)\.json")
_PATIENCE = 5.0

Copied = Callable[[], Iterable[tuple[str, bytes]]]
"""Yields the checkpoints of replicas, each with the name of the replica."""


def reach(witness: TrustedWitness) -> WitnessLine | None:
    """Return the way to a witness over the network, if it has an address."""
    if witness.url is None:
        return None
    from amana.custody.backends.witness_http import HTTPWitness  # noqa: PLC0415 - only where asked

    return HTTPWitness(witness.url, _PATIENCE)


def next_trust(storage: LogStorage) -> str:
    """Return the path of the next list of trusted witnesses."""
    numbers = [int(m[1]) for path in storage.paths() if (m := _TRUSTED.fullmatch(path))]
    return f"witnesses/trusted/{max(numbers, default=0) + 1}.json"


def stored_trust(storage: LogStorage) -> tuple[TrustedWitness, ...]:
    """Return the witnesses that the newest list below custody/witnesses names.

    Raises:
        CustodyError: the list is damaged.
    """
    found = [(int(m[1]), p) for p in storage.paths() if (m := _TRUSTED.fullmatch(p))]
    if not found:
        return ()
    _, path = max(found)
    try:
        return msgspec.json.decode(storage.read(path), type=prepared(tuple[TrustedWitness, ...]))
    except msgspec.MsgspecError as error:
        raise CustodyError(f"custody/{path} is damaged", remedy="run `amana check`") from error


def stored_cosigned(storage: LogStorage) -> Iterator[tuple[int, str, str]]:
    """Yield size, key id and path of every stored cosigned checkpoint."""
    for path in storage.paths():
        if match := _COSIGNED.fullmatch(path):
            yield int(match[1]), match[2], path


def newest_cosigned(storage: LogStorage) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the newest cosigned checkpoint of each key."""
    newest: dict[str, tuple[int, str]] = {}
    for size, key_id, path in stored_cosigned(storage):
        newest[key_id] = max(newest.get(key_id, (-1, "")), (size, path))
    for _, path in newest.values():
        yield path, storage.read(path)


def watch(history: History, storage: LogStorage, copied: Copied, lead: Reach) -> Guard:
    """Return what stands before the first commit to the log in `storage`."""
    return Guard(
        history, lambda: newest_cosigned(storage), copied, lambda: stored_trust(storage), lead
    )
