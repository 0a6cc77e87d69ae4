from __future__ import annotations

from collections.abc import Iterator

import pytest

from amana.core import (
    UsageError,
    new_reference,
    new_watch_name,
    parse_reference,
    parse_watch_name,
    uuid7,
)
from amana.core.ids import ALPHABET, check_letter


def counting(values: Iterator[int]) -> str:
    return new_reference(lambda _: next(values))


def test_a_reference_is_prefix_and_seven_letters_and_a_check_letter() -> None:
    reference = counting(iter(range(1, 8)))
    assert reference == f"IT-1234-567{check_letter('1234567')}"


def test_the_alphabet_has_no_letters_that_look_like_digits_or_spell_words() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_new_references_are_read_back() -> None:
    for _ in range(200):
        reference = new_reference()
        assert parse_reference(reference) == reference


@pytest.mark.parametrize(
    "spelling",
    ["{r}", " {r}\n", "{r_lower}", "{bare}", "{letters}", "it{letters_lower}"],
)
def test_people_may_write_it_as_they_like(spelling: str) -> None:
    reference = counting(iter([1, 0, 10, 11, 31, 0, 1]))
    bare = reference.removeprefix("IT-")
    letters = bare.replace("-", "")
    written = spelling.format(
        r=reference, r_lower=reference.lower(), bare=bare, letters=letters,
        letters_lower=letters.lower(),
    )  # fmt: skip
    assert parse_reference(written) == reference


def test_letters_that_look_alike_are_read_as_digits() -> None:
    reference = counting(iter([0, 0, 1, 1, 0, 1, 0]))
    body = reference[3:]
    assert parse_reference("IT-" + body.replace("0", "O").replace("1", "L")) == reference
    assert parse_reference("IT-" + body.replace("0", "o").replace("1", "i")) == reference


def test_children_keep_their_numbers() -> None:
    reference = new_reference()
    assert parse_reference(f"{reference.lower()}.1.12") == f"{reference}.1.12"


@pytest.mark.parametrize("text", ["", "IT", "IT-7F3K", "IT-7F3K-Q2M9X", "7F3KQ2MU", "IT-ÄÄÄÄ-ÄÄÄÄ"])
def test_what_is_no_reference_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError, match="is not an item reference") as caught:
        parse_reference(text)
    assert caught.value.remedy is not None
    assert "amana list" in caught.value.remedy


@pytest.mark.parametrize("suffix", [".0", ".01", ".", ".a", ".1."])
def test_a_child_number_counts_from_one(suffix: str) -> None:
    with pytest.raises(UsageError, match="is not an item reference"):
        parse_reference(new_reference() + suffix)


def test_a_wrong_check_letter_is_named() -> None:
    reference = new_reference()
    other = ALPHABET[(ALPHABET.index(reference[-1]) + 1) % 32]
    with pytest.raises(UsageError, match="check letter"):
        parse_reference(reference[:-1] + other)


def test_a_uuid_has_version_and_variant_of_rfc_9562() -> None:
    value = uuid7()
    assert value.version == 7
    assert value.variant == "specified in RFC 4122"


def test_the_time_of_rfc_9562_appendix_a6_leads_the_uuid() -> None:
    assert str(uuid7(0x017F22E279B0)).startswith("017f22e2-79b0-7")


def test_uuids_of_later_milliseconds_sort_later() -> None:
    values = [uuid7(milliseconds) for milliseconds in (0, 1, 10**6, 2**47)]
    assert values == sorted(values)


def test_watches_are_called_like_items_and_are_told_apart() -> None:
    name = new_watch_name(lambda _: 7)
    assert name.startswith("WA-7777-777")
    for spelling in (name, name.lower(), name.removeprefix("WA-"), name.replace("-", "")):
        assert parse_watch_name(spelling) == name
    with pytest.raises(UsageError, match="is not the name of a watch"):
        parse_watch_name(f"{name}.1")
    with pytest.raises(UsageError, match="check letter"):
        parse_watch_name("WA-7778-7770")
    with pytest.raises(UsageError, match="is not an item reference"):
        parse_reference(name)
