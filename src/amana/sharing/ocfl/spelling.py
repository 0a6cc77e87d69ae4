"""Spelling what an object of one version says of itself (OCFL 1.1 sections 3.2, 3.5, 3.6). Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from amana.sharing.ocfl.inventory import CONTENT_FOLDER, INVENTORY

SPEC = "1.1"
ALGORITHM = "sha512"
FIXITY = ("blake2b-512", "sha256")
"""Beside sha512: the identity of an original in the custody log, and an unrelated function."""

VERSION = "v1"
OBJECT_DECLARATION = (f"0=ocfl_object_{SPEC}", f"ocfl_object_{SPEC}\n".encode())
ROOT_DECLARATION = (f"0=ocfl_{SPEC}", f"ocfl_{SPEC}\n".encode())


class About(NamedTuple):
    """What is said about the one version of an object: when, why, and by whom it was made.

    `created` is RFC 3339 with seconds; `user` a name and a URI.
    """

    identity: str
    created: str
    message: str
    user: tuple[str, str]


def spell_inventory(
    about: About, files: Mapping[str, Mapping[str, str]], also: Mapping[str, str]
) -> bytes:
    """Return the inventory of an object of one version.

    `files` are the digests of each file by its logical path, which is also its path in the content
    folder; `also` are further logical paths, and the file that each of them stands for.
    """
    blocks: dict[str, dict[str, list[str]]] = {name: {} for name in (ALGORITHM, *FIXITY)}
    state: dict[str, list[str]] = {}
    for path, digests in sorted(files.items()):
        for name, block in blocks.items():
            block.setdefault(digests[name], []).append(f"{VERSION}/{CONTENT_FOLDER}/{path}")
        state.setdefault(digests[ALGORITHM], []).append(path)
    for path, same in sorted(also.items()):
        state[files[same][ALGORITHM]].append(path)
    name, address = about.user
    inventory = {
        "digestAlgorithm": ALGORITHM,
        "fixity": {name: blocks[name] for name in FIXITY},
        "head": VERSION,
        "id": about.identity,
        "manifest": blocks[ALGORITHM],
        "type": f"https://ocfl.io/{SPEC}/spec/#inventory",
        "versions": {
            VERSION: {
                "created": about.created,
                "message": about.message,
                "state": state,
                "user": {"address": address, "name": name},
            }
        },
    }
    return spell(inventory)


def spell(value: object) -> bytes:
    """Return JSON that people can read, the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def sidecar(inventory: bytes) -> tuple[str, bytes]:
    """Return name and bytes of the file that states the digest of an inventory.

    Two spaces, so that `sha512sum -c` reads it as well.
    """
    digest = hashlib.new(ALGORITHM, inventory).hexdigest()
    return f"{INVENTORY}.{ALGORITHM}", f"{digest}  {INVENTORY}\n".encode()
