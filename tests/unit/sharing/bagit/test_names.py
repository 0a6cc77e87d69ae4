from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.sharing.bagit.names import (
    folded,
    is_system_file,
    is_trouble_on_windows,
    leads_outside,
    normal,
    percent_encoded,
    spelled,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1)


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../x", "data/../../x", "data/..", "~/x", "~root/x", "C:\\x", "c:/x",
     "\\\\server\\x", "\\\\?\\C:\\x", "data\\..\\x", "data/..\\x", "..", "data/a\0b"],
)  # fmt: skip
def test_what_would_leave_the_bag_is_noticed(path: str) -> None:
    assert leads_outside(path)


@pytest.mark.parametrize(
    "path", ["data/x", "data/~x", "data/...", "data/..x", "data/x..", "data/a:b", "data/.hidden"]
)
def test_what_stays_inside_may_have_odd_names(path: str) -> None:
    assert not leads_outside(path)


@pytest.mark.parametrize(
    ("text", "strict", "path"),
    [
        ("data/a%0Ab", True, b"data/a\nb"),
        ("data/a%0d%0ab", False, b"data/a\r\nb"),
        ("data/50%25", True, b"data/50%"),
        ("data/50%25", False, b"data/50%25"),
        ("data/%7Ex", True, b"data/%7Ex"),
        ("data/%2e%2e/x", True, b"data/%2e%2e/x"),
    ],
)
def test_only_what_the_standard_encodes_is_decoded(text: str, strict: bool, path: bytes) -> None:
    found = spelled(text, strict=strict)
    assert found.path == path
    assert found.literal == text.encode()
    assert found.is_plain


@pytest.mark.parametrize("text", ["./data/x", "data//x", "data/./x", ".//data/x"])
def test_parts_that_say_nothing_are_taken_out(text: str) -> None:
    assert spelled(text, strict=True)[::2] == (b"data/x", False)


@given(TEXT)
def test_what_we_spell_we_read(name: str) -> None:
    if name in (".", ".."):
        return
    path = f"data/{name}"
    encoded = percent_encoded(path)
    assert not set("\r\n") & set(encoded)
    assert spelled(encoded, strict=True).path == path.encode()


def test_names_that_differ_in_case_or_normal_form_share_their_fold() -> None:
    composed, apart = "data/Núñez".encode(), unicodedata.normalize("NFD", "data/Núñez").encode()
    assert composed != apart
    assert folded(composed) == folded(apart) == folded("data/NÚÑEZ".encode())
    assert normal(apart) == composed != normal("data/NÚÑEZ".encode())
    assert folded(b"data/\xff") == b"data/\xff"


@pytest.mark.parametrize(
    "path", [b"data/CON", b"data/aux.txt", b"data/a:b", b"data/a?", b"data/x.", b"data/x /y",
             b"data/com1", b"data/a\\b", b"data/a\nb"],
)  # fmt: skip
def test_windows_cannot_hold_some_names(path: bytes) -> None:
    assert is_trouble_on_windows(path)


@pytest.mark.parametrize("path", [b"data/concert", b"data/com10", "data/رسالة.txt".encode()])
def test_windows_can_hold_others(path: bytes) -> None:
    assert not is_trouble_on_windows(path)


def test_files_of_operating_systems_are_known() -> None:
    assert is_system_file(b"data/x/.DS_Store")
    assert is_system_file(b"data/Thumbs.db")
    assert not is_system_file(b"data/thumbs.db.txt")
