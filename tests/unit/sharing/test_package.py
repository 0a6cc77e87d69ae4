from __future__ import annotations

import pytest

from amana.sharing.package import EXTENSIONS, Leaving, plain_name, received_name


def leaving(media_type: str | None = None, name: str | None = None) -> Leaving:
    return Leaving(
        ref="IT-7F3K-Q2M9", sha256="0" * 64, size=1, media_type=media_type,
        entry_sha256="1" * 64, name=name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("media_type", "name"),
    [("application/pdf", "IT-7F3K-Q2M9.pdf"), ("text/plain", "IT-7F3K-Q2M9.txt"),
     ("application/x-odd", "IT-7F3K-Q2M9.bin"), (None, "IT-7F3K-Q2M9.bin")],
)  # fmt: skip
def test_a_plain_name_says_the_reference_and_the_kind(media_type: str | None, name: str) -> None:
    assert plain_name(leaving(media_type, "letter of Qandil.pdf")) == name


def test_extensions_are_short_words() -> None:
    assert all(each.isascii() and each.isalnum() and each.islower() for each in EXTENSIONS.values())


@pytest.mark.parametrize("name", ["letter.pdf", "رسالة.txt", "a b%\n", "..x"])
def test_a_released_name_is_used_as_it_is(name: str) -> None:
    assert received_name(leaving(name=name)) == name


@pytest.mark.parametrize("name", [None, "", ".", "..", "../x", "a/b", "a\0b", "a\ufffd", "x" * 256])
def test_what_cannot_be_the_name_of_a_file_is_not_used(name: str | None) -> None:
    assert received_name(leaving(name=name)) is None
