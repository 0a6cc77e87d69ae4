"""The codes of OCFL: what each of them says, and in which version of the specification it stands.

The codes and their sentences are data (`data/codes.json`, from the specification), and so are the
names of registered extensions. Codes of our own begin with A (an error: something could not be
judged) or N (a note); they stand for what the specification has no code for.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from amana.core import prepared

SPECS = ("1.0", "1.1")
NEWEST = SPECS[-1]

_IN_1_0 = {
    "E103": "E038",  # no version of the specification before an older one
    "E104": "E046",  # names of version directories
    "E105": "E046",
    "E106": "E041",  # the manifest is an object
    "E108": "E017",  # the content directory is a child of the version directory
    "E110": "E037",  # one id for all versions
    "E111": "E056",  # the fixity block is an object
    "E112": "E086",  # extensions of a storage root
    "W016": "W013",
}
"""What version 1.0 says under another code; ours for what it says under none are left out there."""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code: the versions of the specification that have it (none: ours) and its sentence."""

    versions: tuple[str, ...]
    says: str


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    date: str
    codes: dict[str, Code]


class _Extensions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    date: str
    registered: tuple[str, ...]


def _data(name: str) -> bytes:
    return (resources.files("amana.sharing.ocfl") / "data" / name).read_bytes()


@cache
def codes() -> dict[str, Code]:
    """Return every code by its name."""
    return msgspec.json.decode(_data("codes.json"), type=prepared(_Codes)).codes


@cache
def registered_extensions() -> frozenset[str]:
    """Return the names of the extensions that are registered."""
    return frozenset(
        msgspec.json.decode(_data("extensions.json"), type=prepared(_Extensions)).registered
    )


def code_in(code: str, spec: str) -> str | None:
    """Return the code under which version `spec` of the specification says it, None: it does not.

    Raises:
        KeyError: there is no such code.
    """
    versions = codes()[code].versions
    if not versions or spec in versions:
        return code
    return _IN_1_0.get(code) if spec == SPECS[0] else None


def is_error(code: str) -> bool:
    """Tell whether something with this code is not valid (or could not be judged)."""
    return code[0] in "EA"
