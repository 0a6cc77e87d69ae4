from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.compound.word.fib import read_fib
from amana.reading.readers.compound.word.looks import Look, Looks, read_looks
from amana.reading.readers.intake import BytesContent

Make = Callable[..., bytes]


def test_looks_answer_for_each_byte() -> None:
    looks = Looks([Look(10, 20, hidden=True), Look(30, 40, deleted=True, picture=7)])
    assert looks.at(9) is None
    assert looks.at(10) == Look(10, 20, hidden=True)
    assert looks.at(20) is None
    assert [look.start for look in looks.within(15, 31)] == [10, 30]
    assert [look.start for look in looks.within(20, 30)] == []
    assert looks.pictures() == [7]


def test_pages_of_looks_are_read(word: Make) -> None:
    data = word(
        [("Title\rtext\r", False)],
        hidden=(2054, 2058, 0x083C),
        styles=[(2048, 2054, b"\x01\x00"), (2054, 2059, b"\x00\x00\x16\x24\x01\x17\x24\x01")],
    )
    compound = Compound(BytesContent(data))
    main, table = compound.read("WordDocument") or b"", compound.read("1Table") or b""
    characters, paragraphs = read_looks(read_fib(main), main, table)
    assert characters.at(2054) == Look(2054, 2058, hidden=True)
    assert paragraphs.at(2053) == Look(2048, 2054, style=1)
    assert paragraphs.at(2058) == Look(2054, 2059, in_table=True, row_end=True)
