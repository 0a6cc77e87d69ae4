# ruff: noqa: RUF001 - Arabic letters are meant
from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from amana.core import UnavailableError
from amana.text import detect_language, direction, language

ARABIC = "وقالت المحكمة إن الشهود وصلوا إلى القاعة صباح يوم الأحد"
ENGLISH = "The witnesses reached the courtroom on Sunday morning, the registry said"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ARABIC, "ar", id="arabic"),
        pytest.param("وَقَالَتِ الْمَحْكَمَةُ إِنَّ الشُّهُودَ", "ar", id="vowelled-arabic"),
        pytest.param("الشهـــود وصـلـوا إلى القـــاعـة", "ar", id="stretched-arabic"),
        pytest.param("دلوقتي احنا مش عارفين هما راحوا فين النهارده", "ar", id="egyptian-is-arabic"),
        pytest.param(ENGLISH, "en", id="english"),
        pytest.param(ENGLISH.upper(), "en", id="capitals"),
        pytest.param(f"https://a.example/ru/новости {ENGLISH}", "en", id="addresses-do-not-count"),
        pytest.param("Les témoins sont arrivés au tribunal dimanche matin", "fr", id="french"),
        pytest.param("شاهدان صبح یکشنبه به دادگاه رسیدند", "fa", id="persian"),
        pytest.param("Свидетели прибыли в суд в воскресенье утром", "ru", id="russian"),
        pytest.param("证人星期日上午到达法庭", "zh", id="chinese"),
        pytest.param("ကုလသမဂ္ဂ အဖွဲ့", "my", id="burmese"),
        pytest.param("\x00 \ud800 \n" + ENGLISH, "en", id="control-characters-and-surrogates"),
        pytest.param("", None, id="empty"),
        pytest.param("Hello", None, id="too-short"),
        pytest.param("نعم", None, id="too-short-arabic"),
        pytest.param("12 345 – 2014/03/12 ٤٤", None, id="digits"),
        pytest.param("https://a.example/the-witnesses-reached-the-court", None, id="address-only"),
        pytest.param("Kxqz Wvvt Bgghj Plmnk Zzrtq", None, id="no-language"),
    ],
)
def test_detect_language(text: str, expected: str | None) -> None:
    assert detect_language(text) == expected


def test_the_same_text_has_the_same_language_every_time() -> None:
    undecided = "شہر پر بمباری hier le tribunal " + ENGLISH
    assert len({detect_language(undecided) for _ in range(20)}) == 1


def test_only_the_beginning_is_looked_at() -> None:
    assert detect_language(ENGLISH * 60 + ARABIC * 1000) == "en"


def test_the_network_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "a language was looked for on the network"
        raise AssertionError(message)

    for door in ("connect", "connect_ex", "bind", "sendto", "__init__"):
        monkeypatch.setattr(socket.socket, door, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert detect_language(ARABIC) == "ar"


def test_a_fresh_process_without_sockets_finds_the_language() -> None:
    program = (
        "import socket, sys\n"
        "class Closed(socket.socket):\n"
        "    def __init__(self, *a, **k): sys.exit('a socket was opened')\n"
        "socket.socket = Closed\n"
        "socket.getaddrinfo = lambda *a, **k: sys.exit('a name was looked up')\n"
        "from amana.text import detect_language\n"
        f"print(detect_language({ENGLISH!r}))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("en\n", "")


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    language._model.cache_clear()
    monkeypatch.setattr(language, "find_spec", lambda _: None)
    with pytest.raises(UnavailableError, match="language model is missing"):
        detect_language(ENGLISH)
    monkeypatch.undo()
    assert detect_language(ENGLISH) == "en"


def test_the_package_does_not_load_the_model_before_it_is_asked() -> None:
    program = "import sys, amana.text; print('fasttext' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param(ENGLISH, "ltr", id="english"),
        pytest.param(ARABIC, "rtl", id="arabic"),
        pytest.param("Aleppo (حلب) is a city", "ltr", id="majority-latin"),
        pytest.param("Reuters: وصل الشهود إلى المحكمة", "rtl", id="latin-name-first"),
        pytest.param("בית המשפט", "rtl", id="hebrew"),
        pytest.param("٢٠١٤ 12", "ltr", id="digits-have-no-direction"),
        pytest.param("", "ltr", id="empty"),
    ],
)
def test_direction(text: str, runs: str) -> None:
    assert direction(text) == runs
