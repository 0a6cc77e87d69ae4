"""Names of version directories (OCFL 1.1 section 3.3): `v1`, `v2`, or `v001`, `v002`. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

_NUMBERED = re.compile(r"v([0-9]{1,18})\Z")


def number_of(name: str) -> int:
    """Return the number of a version directory, 0 where it is no name of one."""
    match = _NUMBERED.match(name)
    return int(match[1]) if match else 0


def in_order(names: Collection[str]) -> list[str]:
    """Return those of `names` that name a version, oldest first."""
    return sorted((name for name in names if number_of(name)), key=lambda n: (number_of(n), n))


def convention(names: Collection[str]) -> int:
    """Return how many digits the names have by the convention of version 1; 0: no padding."""
    firsts = [name for name in in_order(names) if number_of(name) == 1]
    return len(firsts[0]) - 1 if firsts and "v1" not in firsts else 0


def name_faults(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield code and reason for each way in which these names are not those of a whole object."""
    ordered = in_order(names)
    digits = convention(names)
    if digits:
        yield "W001", f"version numbers are padded with zeros, as in {ordered[0]}"
    for name in sorted(set(names) - set(ordered)):
        yield ("E105" if name.startswith("v") else "E104"), f"{name!r} is no name of a version"
    for name in ordered:
        yield from _against(name, digits)
    yield from _gaps([number_of(name) for name in ordered])


def _against(name: str, digits: int) -> Iterator[tuple[str, str]]:
    """Compare one name with the convention."""
    padded = name.startswith("v0")
    if digits and not padded:
        yield "E011", f"{name} does not begin with a zero, as the first version does"
    if padded != bool(digits) or (digits and len(name) - 1 != digits):
        yield "E012", f"{name} is not named as the first version is"
        yield "E013", f"{name} leaves the convention of the versions before it"


def _gaps(numbers: list[int]) -> Iterator[tuple[str, str]]:
    if numbers and numbers[0] != 1:
        yield "E009", f"the first version has the number {numbers[0]}"
    for before, after in pairwise(numbers):
        if after > before + 1:
            yield "E010", f"no version has the number {before + 1}"
        elif after == before:
            yield "E012", f"two versions have the number {after}"
