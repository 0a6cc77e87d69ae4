from __future__ import annotations

import hashlib

import pytest

from amana.reading.charsets import codec
from amana.reading.guess import MODELS, guess, is_utf_8, plausibility

ARABIC = "قالت مصادر محلية إن ثلاثة أشخاص أصيبوا قرب البلدة يوم السبت، ونفى الناطق ذلك."
TEXTS = {
    "windows-1256": ARABIC,
    "iso-8859-6": ARABIC,
    "windows-1252": "Le témoin a déclaré qu'il était à côté de l'école, près du café.",
    "windows-1251": "Свидетели сообщили, что обстрел начался рано утром и длился два часа.",
    "x-mac-arabic": ARABIC.replace("محلية", "محلية عام ٢٠٢٠"),
    "macintosh": "Le témoin a déclaré qu'il était à côté de l'école, près du café.",
    "koi8-r": "Свидетели сообщили, что обстрел начался рано утром и длился два часа.",
    "ibm866": "Свидетели сообщили, что обстрел начался рано утром и длился два часа.",
    "x-mac-cyrillic": "Жители Киева и Москвы сообщили, что обстрел начался рано. Потом я ушёл.",
    "windows-1250": "Svjedoci su rekli da je napad počeo u zoru; žene i djeca bježali su kući.",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_single_byte_encodings_are_told_by_their_letters(encoding: str) -> None:
    found = guess(TEXTS[encoding].encode(codec(encoding)))
    assert found is not None
    assert (found.encoding, found.certain) == (encoding, False)


@pytest.mark.parametrize("name", ["utf-16le", "utf-16be"])
def test_utf_16_without_a_mark(name: str) -> None:
    found = guess(f"{ARABIC} 2020\r\n".encode(codec(name)))
    assert found is not None
    assert (found.encoding, found.certain) == (name, False)


@pytest.mark.parametrize("text", ["plain", "Ω", ARABIC, ""])
def test_utf_8_is_certain(text: str) -> None:
    found = guess(text.encode())
    assert found is not None
    assert (found.encoding, found.certain) == ("utf-8", True)


def test_utf_8_may_end_within_a_character() -> None:
    assert is_utf_8("سلام".encode()[:-1])
    assert not is_utf_8(b"\xd8 end")


def test_one_broken_place_does_not_make_utf_8_something_else() -> None:
    found = guess((ARABIC * 3).encode() + b"\xff" + ARABIC.encode())
    assert found is not None
    assert (found.encoding, found.certain) == ("utf-8", False)


def test_a_mark_decides() -> None:
    found = guess(b"\xff\xfe" + "سلام".encode("utf-16-le"))
    assert found is not None
    assert (found.encoding, found.marked) == ("utf-16le", True)


def test_typographic_signs_alone_are_western() -> None:
    found = guess(b"He said \x93no\x94 \x96 and left.")
    assert found is not None
    assert found.encoding == "windows-1252"


def test_a_stray_byte_in_a_long_text_is_western() -> None:
    found = guess(b"A report of many words without any accent. " * 20 + b"\x8f\xfe")
    assert found is not None
    assert found.encoding == "windows-1252"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        bytes(range(128, 256)) * 500,
        hashlib.shake_256(b"noise").digest(20_000),
        b"\x00\x01\x02" * 100,
        b"text with controls \x01\x02\x03",
    ],
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert guess(data) is None


def test_a_single_control_in_a_long_text_is_forgiven() -> None:
    assert guess(b"words and words " * 100 + b"\x01") is not None
    assert guess(b"words and words " * 100 + b"\x00") is not None


def test_plausibility_sees_kinds_that_do_not_mix() -> None:
    arabic = next(model for model in MODELS if model.encoding == "windows-1256")
    assert plausibility("سلام", arabic) > 2
    assert plausibility("aسb", arabic) == -1
    assert plausibility("plain", arabic) == 1
    assert plausibility("س\x90", arabic) < -5
