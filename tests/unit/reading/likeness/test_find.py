from __future__ import annotations

import struct

import pytest

from amana.reading.articles import find_articles
from amana.reading.likeness import find_likeness, kinship, shingles
from amana.reading.likeness.find import signature
from amana.records import Likeness, LikenessMethod, Reading, Recipe, State

WORDS = [f"word{number}" for number in range(400)]


def reading(text: str, metadata: tuple[tuple[str, str], ...] = ()) -> Reading:
    return Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
        metadata=metadata,
    )


def agreement(one: bytes, other: bytes) -> float:
    pairs = zip(numbers(one), numbers(other), strict=True)
    return sum(left == right for left, right in pairs) / 128


def numbers(signature: bytes) -> tuple[int, ...]:
    return struct.unpack("<128I", signature)


def test_each_article_has_a_signature_of_its_own() -> None:
    found = reading(" ".join(WORDS))
    articles = find_articles(found)
    [likeness] = find_likeness(found, articles)
    assert (likeness.method, likeness.article) == (LikenessMethod.MINHASH, 0)
    assert likeness.shingles == 398
    assert len(likeness.signature) == 512
    [whole] = find_likeness(found, ())
    assert whole.article is None
    assert whole.signature == likeness.signature
    assert whole.id == find_likeness(found, ())[0].id


def test_a_short_text_has_none() -> None:
    assert find_likeness(reading("Seven words are here and no more."), ()) == ()


@pytest.mark.parametrize("changed", [5, 40, 200])
def test_equal_places_estimate_how_much_is_common(changed: int) -> None:
    other = [f"other{n}" if n % (400 // changed) == 0 else word for n, word in enumerate(WORDS)]
    sets = shingles(" ".join(WORDS)), shingles(" ".join(other))
    exact = kinship(*sets).jaccard
    assert abs(agreement(*map(signature, sets)) - exact) < 4 * 0.045


def test_a_signature_is_the_same_on_every_machine() -> None:
    """The numbers are part of the format of facts: another library must give the same."""
    first = struct.unpack("<128I", signature(frozenset({"a b c", "b c d"})))[:3]
    assert first == (3808527033, 3270765033, 2442342945)


def test_a_picture_is_told_by_its_hash() -> None:
    seen = (("pdq:hash", "f0" * 32), ("pdq:quality", "100"))
    [likeness] = find_likeness(reading("", seen), ())
    assert likeness.method is LikenessMethod.PDQ
    assert likeness.signature == bytes.fromhex("f0" * 32)


@pytest.mark.parametrize(
    "metadata",
    [
        (("pdq:hash", "f0" * 32), ("pdq:quality", "49")),
        (("pdq:hash", "f0" * 32),),
        (("pdq:hash", "f0" * 31), ("pdq:quality", "100")),
        (("pdq:hash", "zz" * 32), ("pdq:quality", "100")),
    ],
    ids=["plain", "without quality", "short", "no hash"],
)
def test_a_plain_picture_or_a_wrong_hash_says_nothing(
    metadata: tuple[tuple[str, str], ...],
) -> None:
    found: tuple[Likeness, ...] = find_likeness(reading("", metadata), ())
    assert found == ()
