"""How like two texts or two pictures are: exact, whatever led to comparing them."""

from __future__ import annotations

import msgspec

ALIKE = 0.5
"""From this Jaccard index on, two texts are alike."""

CONTAINED = 0.8
"""When so much of the shorter text is in the longer one, they have one origin: one reprints the
other, or both the same third."""

LEAST_CONTAINED = 40
"""A text of fewer shingles is not said to be contained in another: a slogan is in many."""

DISTANCE = 31
"""Pictures whose hashes differ in at most so many of 256 bits are alike (PDQ, section 8)."""


class Kinship(msgspec.Struct, frozen=True, kw_only=True):
    """How like two texts are, by their shingles.

    `jaccard` is the number of common ones in that of all, `contained` in that of the shorter text.
    """

    jaccard: float
    contained: float
    shorter: int

    @property
    def alike(self) -> bool:
        """Whether the two are worth being shown together."""
        return self.jaccard >= ALIKE or self.one_origin

    @property
    def one_origin(self) -> bool:
        """Whether the shorter text is, but for little, a part of the longer one."""
        return self.contained >= CONTAINED and self.shorter >= LEAST_CONTAINED


def kinship(one: frozenset[str], other: frozenset[str]) -> Kinship:
    """Measure two sets of shingles; an empty one is like nothing."""
    common, shorter = len(one & other), min(len(one), len(other))
    everything = len(one) + len(other) - common
    return Kinship(
        jaccard=common / everything if everything else 0.0,
        contained=common / shorter if shorter else 0.0,
        shorter=shorter,
    )


def distance(one: str, other: str) -> int:
    """Return in how many bits two hashes differ, both in hex and of the same length.

    Raises:
        ValueError: they are of different lengths, or no hex.
    """
    if len(one) != len(other):
        raise ValueError(f"hashes of {len(one)} and {len(other)} digits cannot be compared")
    return (int(one, 16) ^ int(other, 16)).bit_count()
