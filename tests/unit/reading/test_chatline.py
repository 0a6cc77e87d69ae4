from __future__ import annotations

import pytest

from amana.reading.chatline import beginning, is_export

# ruff: noqa: RUF001 - the digits of other scripts are the point here


@pytest.mark.parametrize(
    ("line", "date", "time", "half", "who_and_what"),
    [
        ("31/12/2023, 22:15 - Ada: hello", (31, 12, 2023), (22, 15, None),
         None, ("Ada", "hello")),
        ("12/31/23, 10:15 PM - Ada: hi", (12, 31, 23), (10, 15, None),
         "PM", ("Ada", "hi")),
        ("12/31/23, 10:15\u202fPM - Ada: hi", (12, 31, 23), (10, 15, None),
         "PM", ("Ada", "hi")),
        ("[31.12.23, 22:15:03] Ada: hi", (31, 12, 23), (22, 15, 3),
         None, ("Ada", "hi")),
        ("\u200e[31/12/2023, 22:15:03] Ada: \u200eimage omitted", (31, 12, 2023), (22, 15, 3),
         None, ("Ada", "\u200eimage omitted")),
        ("31.12.23, 22:15 - Ada: hi: there", (31, 12, 23), (22, 15, None),
         None, ("Ada", "hi: there")),
        ("2023-12-31 22:15 - Ada: hi", (2023, 12, 31), (22, 15, None),
         None, ("Ada", "hi")),
        ("31/12/2023 22:15 - Ada created group", (31, 12, 2023), (22, 15, None),
         None, (None, "Ada created group")),
        ("\u200f٣١\u200f/١٢\u200f/٢٠٢٣، ١٠:١٥ م - آدا: سلام", (31, 12, 2023), (10, 15, None),
         "م", ("آدا", "سلام")),
        ("31/12/23, 10:15 p. m. - Ada: hi", (31, 12, 23), (10, 15, None),
         "p. m.", ("Ada", "hi")),
        ("31/12/2023 à 22:15 - Ada: hi", (31, 12, 2023), (22, 15, None),
         None, ("Ada", "hi")),
        ("2023/12/31 下午10:15 - Ada: hi", (2023, 12, 31), (10, 15, None),
         "下午", ("Ada", "hi")),
        ("31/12/2023, 22:15 - Ada:", (31, 12, 2023), (22, 15, None),
         None, ("Ada", "")),
    ],
)  # fmt: skip
def test_beginnings(
    line: str,
    date: tuple[int, int, int],
    time: tuple[int, int, int | None],
    half: str | None,
    who_and_what: tuple[str | None, str],
) -> None:
    found = beginning(line)
    assert found is not None
    assert (found.date, found.time, found.half) == (date, time, half)
    name = line[found.start : found.sender_end] if found.sender_end else None
    assert (name, line[found.said :]) == who_and_what


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "",
        "31/12/2023 - at noon",
        "22:15 - Ada: hi",
        "31/12/2023, 22:75 - Ada: hi",
        "2023-12-31 22:15:03 - INFO: a log",
        "see 31/12/2023, 22:15 - Ada: hi",
    ],
)
def test_lines_that_go_on(line: str) -> None:
    assert beginning(line) is None


def test_an_export_has_a_sender_and_more_than_one_message() -> None:
    assert is_export("1/2/23, 1:11 - Ada: a\n1/2/23, 1:12 - Bo: b\n")
    assert is_export("1/2/23, 1:11 - Ada: a\n")
    assert not is_export("1/2/23, 1:11 - no sender\nand words\n")
    assert not is_export("1/2/23, 1:11 - no: sender\nand words\n")
    assert not is_export("words first\n1/2/23, 1:11 - Ada: a\n1/2/23, 1:12 - Bo: b\n")
    assert not is_export("")
