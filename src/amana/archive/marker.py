"""`REPLICA`, the file by which a replica says whose it is and how far it reaches.

Format: docs/reference/formats/replicas.md.
"""

from __future__ import annotations

import re

import msgspec

from amana.core import UsageError, sha256_hex

NAME = "REPLICA"
_SHAPE = re.compile(
    rb"amana replica 1\norigin ([^\s+]+)\nentries (0|[1-9][0-9]{0,17})\nroot ([0-9a-f]{64})\n"
    rb"vault ([0-9a-z.:-]+)\nstate (complete|copying)\nsha256 ([0-9a-f]{64})\n"
)
_FOR_PEOPLE = """
This folder is a replica of an evidence archive: its originals and its custody log as they were at
the number of entries above. It holds no private keys and no custody/head, so that nothing can be
entered here. FORMAT tells how to check it without amana; with amana:

    amana check --archive THIS-FOLDER

Do not add anything here, and do not write into it by hand: `amana replicate` brings it up to date.
"""


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """What a replica says of itself. `complete` is false while it is being brought up to date.

    `entries` and `root` are those of the checkpoint that it reached last, `vault` the state of the
    vault at that moment.
    """

    origin: str
    entries: int
    root: bytes
    vault: str
    complete: bool


def encode_marker(marker: Marker) -> bytes:
    """Return the bytes of a marker: six lines, the SHA-256 over them, and words for people."""
    state = "complete" if marker.complete else "copying"
    body = (
        f"amana replica 1\norigin {marker.origin}\nentries {marker.entries}\n"
        f"root {marker.root.hex()}\nvault {marker.vault}\nstate {state}\n"
    )
    return f"{body}sha256 {sha256_hex(body.encode())}\n{_FOR_PEOPLE}".encode()


def decode_marker(data: bytes) -> Marker:
    """Return the marker that `data` holds; the words for people do not matter.

    Raises:
        UsageError: it is none, or damaged.
    """
    match = _SHAPE.match(data)
    body = data[: data.index(b"sha256 ")] if match else b""
    if match is None or sha256_hex(body).encode() != match[6]:
        raise UsageError(
            f"{NAME} is not the marker of a replica, or damaged",
            remedy="look at what this folder is; a new replica needs an empty folder",
        )
    return Marker(
        origin=match[1].decode("utf-8", "replace"),
        entries=int(match[2]),
        root=bytes.fromhex(match[3].decode()),
        vault=match[4].decode(),
        complete=match[5] == b"complete",
    )
