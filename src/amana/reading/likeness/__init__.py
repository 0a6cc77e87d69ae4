"""The likeness step: a short signature of each text and picture by which copies find each other.

For an investigator: reprints of one story, and the same picture in other sizes, are found, so that
ten copies are not counted as ten sources.
For an engineer: MinHash signatures of word shingles and PDQ hashes as facts; bands to find
candidates; exact measures to judge them; groups.
"""

from __future__ import annotations

from amana.reading.likeness.find import PDQ_RECIPE, RECIPE, find_likeness
from amana.reading.likeness.groups import Groups
from amana.reading.likeness.measures import (
    DISTANCE,
    Kinship,
    distance,
    kinship,
)
from amana.reading.likeness.shingles import shingles, text_of

__all__ = [
    "DISTANCE",
    "PDQ_RECIPE",
    "RECIPE",
    "Groups",
    "Kinship",
    "distance",
    "find_likeness",
    "kinship",
    "shingles",
    "text_of",
]
