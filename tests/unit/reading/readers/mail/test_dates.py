from __future__ import annotations

import pytest

from amana.reading.readers.mail.dates import edtf, edtf_utc
from amana.text import valid_edtf


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0300", "2026-03-02T10:00:00+03:00"),
        ("2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00Z"),
        ("2 Mar 2026 10:00:00 GMT", "2026-03-02T10:00:00Z"),
        ("2 Mar 2026 10:00:00", "2026-03-02T10:00:00"),
        ("Tue, 10 Apr 2001 11:52:00 -0700 (PDT)", "2001-04-10T11:52:00-07:00"),
        ("Fri Mar 10 2006 13:40:00 GMT+0100", "2006-03-10T13:40:00+01:00"),
        ("Mon, 2 Mar 26 10:00 EST", "2026-03-02T10:00:00-05:00"),
    ],
)
def test_dates_keep_their_zone(written: str, read: str) -> None:
    assert edtf(written) == read
    assert valid_edtf(read)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "32 Foo 2026",
        "Mon, 2 Mar 2026 99:00:00",
        "2 Mar 2026 1:1:1 +9999",
        "0" * 999,
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert edtf(written) is None
    assert edtf_utc(written) is None


def test_in_utc() -> None:
    assert edtf_utc("Mon, 2 Mar 2026 01:00:00 +0300") == "2026-03-01T22:00:00Z"
    assert edtf_utc("Mon, 2 Mar 2026 01:00:00") == "2026-03-02T01:00:00"
    assert edtf_utc("31 Dec 9999 23:00:00 -0300") is None
