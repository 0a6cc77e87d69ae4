from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.readers.chats.whatsapp import arrangement, attached

Read = Callable[..., Outcome]

ANDROID = (
    "31/12/2023, 22:15 - Messages are end-to-end encrypted.\n"
    "31/12/2023, 22:16 - Ada: first line\nsecond line\n"
    "1/1/2024, 0:05 - \u200fآدا: IMG-1.jpg (file attached)\r\n"
    "1/1/2024, 0:06 - Bo: <Media omitted>\n"
)


def test_messages_are_blocks_over_the_unchanged_text(read: Read) -> None:
    reading = read(ANDROID.encode(), "chat.txt").reading
    assert reading is not None
    assert reading.media_type == "text/x-whatsapp-export"
    assert reading.text == ANDROID
    assert all(segment.exact for segment in reading.segments)
    said = [(reading.text[b.char_start : b.char_end], b.hints) for b in reading.blocks]
    assert said == [
        ("31/12/2023, 22:15 - Messages are end-to-end encrypted.",
         ("notice", "time:31/12/2023, 22:15", "at:2023-12-31T22:15")),
        ("31/12/2023, 22:16 - Ada: first line\nsecond line",
         ("message", "sender:Ada", "time:31/12/2023, 22:16", "at:2023-12-31T22:16")),
        ("1/1/2024, 0:05 - \u200fآدا: IMG-1.jpg (file attached)",
         ("message", "sender:آدا", "time:1/1/2024, 0:05", "at:2024-01-01T00:05",
          "file:IMG-1.jpg")),
        ("1/1/2024, 0:06 - Bo: <Media omitted>",
         ("message", "sender:Bo", "time:1/1/2024, 0:06", "at:2024-01-01T00:06")),
    ]  # fmt: skip
    facts = dict(reading.metadata)
    assert facts["chat:messages"] == "3"
    assert facts["chat:date-order"] == "day-month-year"
    people = [value for key, value in reading.metadata if key == "chat:participant"]
    assert people == ["Ada", "آدا", "Bo"]


def test_an_order_of_dates_that_is_not_certain_is_not_guessed(read: Read) -> None:
    reading = read(b"[1/2/23, 10:15:03 PM] Ada: a\n[1/2/23, 10:16:03 PM] Bo: b\n", "c.txt").reading
    assert reading is not None
    assert dict(reading.metadata)["chat:date-order"] == "uncertain"
    assert reading.blocks[0].hints == ("message", "sender:Ada", "time:1/2/23, 10:15:03 PM")


def test_half_days(read: Read) -> None:
    text = "٣١/١٢/٢٠٢٣، ١٢:١٥ ص - Ada: a\n٣١/١٢/٢٠٢٣، ١٢:١٥ م - Ada: b\n12/31/23, 1:15 - Ada: c\n"
    reading = read(text.encode(), "c.txt").reading
    assert reading is not None  # both orders occur: nothing is certain
    assert not any("at:" in hint for block in reading.blocks for hint in block.hints)
    reading = read(text.rpartition("12/31")[0].encode(), "c.txt").reading
    assert reading is not None
    moments = [hint for block in reading.blocks for hint in block.hints if hint[:3] == "at:"]
    assert moments == ["at:2023-12-31T00:15", "at:2023-12-31T12:15"]


@pytest.mark.parametrize(
    ("dates", "arranged"),
    [
        ({(2023, 1, 2)}, (0, 1, 2)),
        ({(13, 1, 23)}, (2, 1, 0)),
        ({(1, 13, 23), (2, 2, 23)}, (2, 0, 1)),
        ({(1, 2, 23)}, None),
        ({(13, 1, 23), (1, 13, 23)}, None),
        ({(2023, 1, 2), (1, 2, 2023)}, None),
    ],
)
def test_arrangement(
    dates: set[tuple[int, int, int]], arranged: tuple[int, int, int] | None
) -> None:
    assert arrangement(dates) == arranged


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("\u200e<attached: 00000012-PHOTO-2023.jpg>", "00000012-PHOTO-2023.jpg"),
        ("<مرفق: a.opus>", "a.opus"),
        ("\u200eVID-1.mp4 (ملف مرفق)", "VID-1.mp4"),
        ("<Media omitted>", None),
        ("see (this)", None),
        ("words", None),
    ],
)
def test_names_of_what_is_attached(said: str, name: str | None) -> None:
    assert attached(said) == name


# ruff: noqa: RUF001 - the digits of other scripts are the point here
