from __future__ import annotations

import pytest

from amana.reading.articles.captions import is_likely_caption, is_surely_caption, read_caption
from amana.text import Offsets

FILE_PHOTO = (
    "FILE PHOTO: A woman walks past burned stalls in the market of Tell al-Zanbaq, March 12, 2024. "
    "COASTWIRE/Mirela Stoan"
)


def test_a_caption_says_who_took_the_picture_when_and_where() -> None:
    caption = read_caption(Offsets(FILE_PHOTO).span(0, len(FILE_PHOTO)))
    assert caption.credit == "COASTWIRE/Mirela Stoan"
    assert caption.photographer == "Mirela Stoan"
    assert caption.date == "2024-03-12"
    assert caption.place == "Tell al-Zanbaq"
    assert caption.file_photo


def test_what_a_caption_does_not_say_stays_unknown() -> None:
    text = "Boats on the river. (Anders Kvile/Pool via REUTERS)"
    caption = read_caption(Offsets(text).span(0, len(text)))
    assert (caption.date, caption.place, caption.file_photo) == (None, None, False)
    assert (caption.photographer, caption.agency) == ("Anders Kvile", "Reuters")


@pytest.mark.parametrize(
    ("text", "surely", "likely"),
    [
        (FILE_PHOTO, True, True),
        ("Crowd in Port Aldera. REUTERS/Mirela Stoan", True, True),
        ("The talks went on (Reuters)", False, True),
        ("He said that nothing had been decided.", False, False),
    ],
)
def test_a_credit_tells_a_caption_from_a_paragraph(text: str, surely: bool, likely: bool) -> None:
    assert is_surely_caption(text) is surely
    assert is_likely_caption(text) is likely
