from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.reading.readers.sqlite.conftest import Make


from amana.reading.readers.facts import Facts
from amana.reading.readers.sqlite.header import header_of, tell, without_log


def test_what_a_header_says(database: Make) -> None:
    data = database(
        "PRAGMA encoding='UTF-16be'", "PRAGMA user_version=7",
        "PRAGMA application_id=0x47504b47", "CREATE TABLE t (a)",
    )  # fmt: skip
    header = header_of(data[:100], len(data))
    assert header is not None
    assert (header.page_size, header.pages, header.encoding) == (512, 2, "utf-16be")
    facts = Facts()
    tell(header, facts)
    assert facts.first("sqlite:application-id") == "GPKG"
    assert facts.first("sqlite:user-version") == "7"
    assert (facts.first("sqlite:written-by") or "").startswith("SQLite 3.")


def test_a_number_of_pages_that_is_out_of_date_is_not_believed(database: Make) -> None:
    data = bytearray(database("CREATE TABLE t (a)"))
    data[28:32] = b"\0\0\0\x63"
    data[92:96] = b"\0\0\0\0"  # valid for another count of changes
    header = header_of(bytes(data[:100]), len(data))
    assert header is not None
    assert header.pages == 2


def test_a_log_is_told_and_taken_out_of_the_copy(database: Make) -> None:
    data = bytearray(database("CREATE TABLE t (a)"))
    data[18:20] = b"\x02\x02"
    header = header_of(bytes(data[:100]), len(data))
    assert header is not None
    assert header.logged
    without_log(data)
    assert data[18:20] == b"\x01\x01"


def test_no_header() -> None:
    assert header_of(b"SQLite format 3\0", 16) is None
    assert header_of(b"SQLite format 3\0" + b"\x03\x00" + bytes(82), 100) is None
