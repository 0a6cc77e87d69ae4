"""Where the objects of a storage root lie: the layouts of extensions 0002, 0003 and 0004.

A layout is a pure function from the id of an object to its place. The writer uses 0003: people can
find an object by its id, and because all but letters and digits is percent-encoded, no id, whatever
it holds, can lead out of the storage root.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec

from amana.core import prepared
from amana.sharing.ocfl.digests import Tally, is_known

FLAT = "0002-flat-direct-storage-layout"
HASHED_WITH_ID = "0003-hash-and-id-n-tuple-storage-layout"
HASHED = "0004-hashed-n-tuple-storage-layout"
KNOWN = (FLAT, HASHED_WITH_ID, HASHED)

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_LONGEST_NAME = 100

Small = Annotated[int, msgspec.Meta(ge=0, le=32)]


class Layout(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A layout with its parameters, as `config.json` of its extension spells them."""

    extension_name: str = HASHED
    digest_algorithm: str = "sha256"
    tuple_size: Small = 3
    number_of_tuples: Small = 3
    short_object_root: bool = False

    def parameters(self) -> dict[str, str | int | bool]:
        """Return what the `config.json` of this layout holds."""
        stated: dict[str, str | int | bool] = {"extensionName": self.extension_name}
        if self.extension_name != FLAT:
            stated["digestAlgorithm"] = self.digest_algorithm
            stated["tupleSize"] = self.tuple_size
            stated["numberOfTuples"] = self.number_of_tuples
        if self.extension_name == HASHED:
            stated["shortObjectRoot"] = self.short_object_root
        return stated

    def place(self, identity: str) -> str:
        """Return the path of the object with this id, relative to the storage root.

        Raises:
            ValueError: the layout has no place for it.
        """
        if self.extension_name == FLAT:
            if "/" in identity or identity in {"", ".", ".."}:
                raise ValueError(f"{identity!r} is no name of a folder")
            return identity
        digest = _digest(identity, self.digest_algorithm)
        cut = self.tuple_size * self.number_of_tuples
        if cut > len(digest) or bool(self.tuple_size) != bool(self.number_of_tuples):
            raise ValueError("the tuples do not fit the digest")
        parts = [digest[i : i + self.tuple_size] for i in range(0, cut, self.tuple_size or 1)]
        if self.extension_name == HASHED_WITH_ID:
            return "/".join([*parts, _encapsulated(identity, digest)])
        return "/".join([*parts, digest[cut:] if self.short_object_root else digest])


def read_layout(name: str, config: bytes | None) -> Layout:
    """Return the layout `name` with the parameters in `config` (None: those by default).

    Raises:
        ValueError: the layout is not one that is known, or its parameters are not in order.
    """
    if name not in KNOWN:
        raise ValueError(f"{name} is no layout that amana knows")
    # What msgspec raises is a ValueError.
    layout = msgspec.json.decode(config or b"{}", type=prepared(Layout))
    stated = layout if config is not None else Layout(extension_name=name)
    if stated.extension_name != name:
        raise ValueError(f"its config.json is that of {stated.extension_name}")
    if not is_known(stated.digest_algorithm):
        raise ValueError(f"{stated.digest_algorithm} is no digest algorithm that is known")
    return stated


def _digest(identity: str, algorithm: str) -> str:
    if algorithm == "sha256":
        return hashlib.sha256(identity.encode()).hexdigest()
    tally = Tally([algorithm])
    tally.update(identity.encode())
    return tally.digests()[algorithm]


def _encapsulated(identity: str, digest: str) -> str:
    """Return the id as the name of a folder (extension 0003, "Encapsulation Directory")."""
    name = "".join(
        letter if letter in _SAFE else "".join(f"%{byte:02x}" for byte in letter.encode())
        for letter in identity
    )
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}-{digest}"
