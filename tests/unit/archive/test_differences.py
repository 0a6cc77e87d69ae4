from __future__ import annotations

import msgspec
import pytest

from amana.archive.differences import (
    Became,
    Difference,
    TextChange,
    compare,
    differ,
    hide,
    same,
)
from amana.core import Digests
from amana.records import Child, Derivation, Reading, Recipe, State
from amana.records import Warning as Notice

RECIPE = Recipe(step="reading/text", tool="amana", version="1")


def child(path: str) -> Child:
    return Child(
        n=1,
        path=path,
        derivation=Derivation.DECODED,
        digests=Digests(sha256=path * 2, blake3="", size=1),
    )


def reading(text: str = "one\ntwo\n", *, codes: tuple[str, ...] = (), inside: str = "") -> Reading:
    return Reading(
        original="0" * 64,
        key=f"key of {text}",
        recipe=RECIPE,
        state=State.READ,
        media_type="text/plain",
        text=text,
        warnings=tuple(Notice(code=code, detail="…") for code in codes),
        children=tuple(map(child, inside)),
    )


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("one\ntwo\n", "one\ntwo\n", TextChange()),
        ("", "one\n", TextChange(characters_added=4, lines_added=1)),
        ("one\ntwo\nthree\n", "one\nthree\n", TextChange(characters_removed=4, lines_removed=1)),
        (
            "one\ntwo\nthree\n", "one\ntow\nthree\n",
            TextChange(characters_added=1, characters_removed=1, lines_added=1, lines_removed=1),
        ),
        ("a\n" * 9, "a\n" * 10, TextChange(characters_added=2, lines_added=1)),
    ],
)  # fmt: skip
def test_lines_and_characters_are_counted(before: str, after: str, change: TextChange) -> None:
    assert compare(before, after) == change


def test_very_long_texts_are_counted_without_their_order() -> None:
    lines = [f"line {number}\n" for number in range(5000)]
    before, after = "".join(lines), "".join([*reversed(lines), "more\n"])
    assert compare(before, after) == TextChange(characters_added=5, lines_added=1)
    assert compare("x" * 9000, "y" * 9000).characters_added == 9000


def test_notices_and_things_inside_are_told_by_name() -> None:
    start = Difference(ref="IT-A", became=Became.CHANGED)
    earlier = reading(codes=("blank", "text-cut"), inside="abb")
    now = reading(codes=("text-cut", "map-cut"), inside="bc")
    told = differ(start, earlier, now)
    assert (told.found, told.found_paths, told.gone, told.gone_paths) == (1, ("c",), 2, ("a", "b"))
    assert (told.notices_added, told.notices_gone) == (("map-cut",), ("blank",))
    assert (told.text, told.earlier, told.now) == (None, earlier.key, now.key)


def test_a_first_reading_has_no_change_of_text() -> None:
    told = differ(Difference(ref="IT-A", became=Became.READ), None, reading(inside="a"))
    assert (told.text, told.earlier, told.found_paths) == (None, None, ("a",))
    assert differ(told, reading(), None) == told


def test_the_protection_makes_no_difference_and_everything_else_does() -> None:
    one = reading()
    other = msgspec.structs.replace(
        one, recipe=msgspec.structs.replace(RECIPE, environment=("seccomp",))
    )
    assert same(one, other)
    assert not same(one, msgspec.structs.replace(one, language="ar"))


def test_of_what_may_not_be_seen_only_the_reference_is_told() -> None:
    told = hide(Difference(ref="IT-A", became=Became.CHANGED, name="letter", found=3))
    assert told == Difference(ref="IT-A", became=Became.CHANGED, hidden=True)
