from __future__ import annotations

from amana.reading.readers.rtf.letters import Letters


class Sink:
    def __init__(self) -> None:
        self.found: list[tuple[str, int, int, bool]] = []

    def put(self, text: str, start: int, end: int, exact: bool) -> None:
        self.found.append((text, start, end, exact))


def made() -> tuple[Letters, Sink]:
    sink = Sink()
    return Letters(sink.put), sink


def test_escapes_that_follow_each_other_are_decoded_together() -> None:
    letters, sink = made()
    letters.escaped(b"\x94", 0, 4, "shift_jis")
    letters.escaped(b"\x4e", 4, 8, "shift_jis")
    letters.plain(b"ok", 8, 10, "shift_jis")
    assert sink.found == [("年", 0, 8, False), ("ok", 8, 10, True)]


def test_a_character_may_be_split_between_an_escape_and_a_plain_byte() -> None:
    letters, sink = made()
    letters.escaped(b"\x94", 0, 4, "shift_jis")
    letters.plain(b"Nx", 4, 6, "shift_jis")
    assert sink.found == [("年", 0, 5, False), ("x", 5, 6, True)]


def test_what_older_programs_show_instead_is_passed_over() -> None:
    letters, sink = made()
    letters.unit(1587, 0, 6, 1)
    letters.plain(b"?s", 6, 8, "windows-1252")
    letters.unit(1587, 8, 14, 2)
    letters.escaped(b"\xd3", 14, 18, "windows-1256")
    assert letters.passes_over()
    assert not letters.passes_over()
    letters.flush()
    assert sink.found == [("س", 0, 6, False), ("s", 7, 8, True), ("س", 8, 14, False)]


def test_two_units_make_one_letter_and_a_lone_one_none() -> None:
    letters, sink = made()
    letters.unit(-10180, 0, 8, 0)
    letters.unit(-8435, 8, 15, 0)
    letters.unit(-10180, 15, 23, 0)
    letters.unit(65, 23, 27, 0)
    letters.unit(0xDC00, 27, 30, 0)
    assert [text for text, *_ in sink.found] == ["\U0001f30d", "�", "A", "�"]


def test_plain_bytes_of_another_font_are_not_exact() -> None:
    letters, sink = made()
    letters.plain(b"\xd3", 0, 1, "windows-1256")
    letters.encoding = "windows-1256"
    letters.plain(b"\xd3", 1, 2, "windows-1256")
    assert [exact for *_, exact in sink.found] == [False, True]


def test_of_escapes_together_the_first_are_passed_over() -> None:
    letters, sink = made()
    letters.unit(1587, 0, 6, 2)
    letters.escaped(b"??\xd3\xe1", 6, 22, "windows-1256")
    letters.flush()
    assert sink.found == [("\u0633", 0, 6, False), ("\u0633\u0644", 14, 22, False)]


def test_escapes_on_lines_of_their_own_stay_together() -> None:
    letters, sink = made()
    for n in range(3):
        letters.escaped(b"\xd3", 5 * n, 5 * n + 4, "windows-1256")
    letters.flush()
    assert sink.found == [("\u0633" * 3, 0, 14, False)]
