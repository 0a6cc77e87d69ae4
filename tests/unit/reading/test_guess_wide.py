from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.charsets import codec
from amana.reading.guess_wide import guess_wide

Read = Callable[..., Outcome]

# ruff: noqa: RUF001 - the commas of East Asia are meant
JAPANESE = "目撃者によると、攻撃は早朝に始まり、二時間続いた。住民は音を聞いたと話している。"
TEXTS = {
    "gb18030": "目击者说，袭击发生在清晨，持续了两个小时。当地居民表示，他们听到了爆炸声。",
    "big5": "目擊者說，襲擊發生在清晨，持續了兩個小時。當地居民表示，他們聽到了爆炸聲。",
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "euc-kr": "목격자들은 공격이 이른 아침에 시작되어 두 시간 동안 계속되었다고 말했다.",
}
OTHERS = (
    ("windows-1256", "قالت مصادر محلية إن ثلاثة أشخاص أصيبوا قرب البلدة يوم السبت"),
    ("iso-8859-6", "قالت مصادر"),
    ("windows-1251", "Свидетели сообщили, что обстрел начался рано утром."),
    ("windows-1252", "Le témoin a déclaré qu'il était à côté de l'école."),
    ("utf-8", "plain"),
)


@pytest.mark.parametrize("encoding", TEXTS)
def test_encodings_of_east_asia_are_told_by_their_frequent_signs(encoding: str) -> None:
    assert guess_wide(TEXTS[encoding].encode(codec(encoding))) == encoding


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_sign_that_the_end_of_what_is_looked_at_cuts_breaks_nothing(encoding: str) -> None:
    long = ("a line in ASCII\n" + TEXTS[encoding] + "\n").encode(codec(encoding)) * 400
    assert {guess_wide(long[:end]) for end in range(20_000, 20_004)} == {encoding}


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_what_is_in_another_encoding_is_none_of_them(encoding: str, text: str) -> None:
    assert guess_wide(text.encode(codec(encoding))) is None


def test_noise_is_none_of_them() -> None:
    assert guess_wide(hashlib.shake_256(b"noise").digest(20_000)) is None


def test_such_a_text_is_read_and_leads_back_to_its_bytes(read: Read) -> None:
    data = f"notes\r\n{TEXTS['gb18030']}\r\n".encode("gb18030")
    reading = read(data, "notes.txt").reading
    assert reading is not None
    assert (reading.text, reading.encoding) == (data.decode("gb18030"), "gb18030")
    assert [warning.code for warning in reading.warnings] == ["encoding-guessed"]
