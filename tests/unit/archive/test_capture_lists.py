from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive.capture_lists import MOST_ROWS, read_list
from amana.archive.wanted_pages import METHOD
from amana.core import UsageError
from amana.records import Form, RestrictionKind, Risk

FORM = Form(purpose="the case", collector="N. Aram")


def check_url(text: str) -> str:
    if not text.startswith("http"):
        raise UsageError(f"{text!r} is not the address of a web page")
    return text.strip()


def read(folder: Path, content: str | bytes, form: Form = FORM) -> list[tuple[str, str | None]]:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(page.url, page.form.source) for page in read_list(path, form, check_url)]


def test_lines_of_addresses_are_a_list(tmp_path: Path) -> None:
    text = "# first\nhttp://a.example/1,2\r\n\n  http://b.example/ \n"
    assert read(tmp_path, text) == [("http://a.example/1,2", None), ("http://b.example/", None)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_spreadsheet_saved_as_text_is_a_list(tmp_path: Path, mark: str, coding: str) -> None:
    rows = (("Source", "URL"), ("“Umm Nour”; a witness", "http://a.example/?q=1,2;3"))
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    assert read(tmp_path, text.encode(coding)) == [
        ("http://a.example/?q=1,2;3", "“Umm Nour”; a witness")
    ]


def test_headings_may_be_arabic(tmp_path: Path) -> None:
    text = "sep=;\nالرابط;المصدر;الخطر;كل\nhttp://a.example/;شاهد;وشيك;6س\n"  # noqa: RUF001 - Arabic
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    (page,) = read_list(path, FORM, check_url)
    assert (page.form.source, page.risk, page.every) == ("شاهد", Risk.IMMINENT, 21_600)


def test_a_row_says_what_is_known_and_the_command_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "url,purpose,restrictions,risk,note,every,consent\n"
        "http://a.example/,other,confidential; embargo:2027-01-31,high,the quay,1d,spoken\n"
        "\n"
        "http://b.example/,,,,,,\n"
    )
    one, other = read_list(path, FORM, check_url)
    assert (one.form.purpose, one.form.collector, one.form.consent) == (
        "other", "N. Aram", "spoken"
    )  # fmt: skip
    assert [each.kind for each in one.form.restrictions] == [
        RestrictionKind.CONFIDENTIAL,
        RestrictionKind.EMBARGO,
    ]
    assert (one.risk, one.note, one.every, one.line) == (Risk.HIGH, "the quay", 86_400, 2)
    assert (other.form.purpose, other.risk, other.every) == ("the case", Risk.NORMAL, None)
    assert (other.line, other.form.method) == (4, METHOD)


def test_every_wrong_row_is_named_before_anything_is_captured(tmp_path: Path) -> None:
    text = (
        "url,every,risk,restrictions\n"
        "ftp://a.example/,,,\n"
        "http://a.example/,often,,\n"
        "http://b.example/,,dire,\n"
        "http://c.example/,,,secret\n"
        "http://d.example/,,,\n"
        "http://d.example/,,,\n"
        "http://e.example/,,,,more\n"
    )
    with pytest.raises(UsageError, match="6 of its rows") as caught:
        read(tmp_path, text)
    for told in ("line 2: 'ftp", "line 3: 'often'", "line 4: 'dire'", "line 5: 'secret'",
                 "line 7: http://d.example/ stands in line 6", "line 8: more cells"):  # fmt: skip
        assert told in caught.value.message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds no addresses"),
        (b"url\n", "holds no addresses"),
        (b"# nothing\n", "holds no addresses"),
        (b"http://a.example/\xff\xfe", "is not UTF-8"),
        (b"url,colour\nhttp://a.example/,red\n", "no column is called 'colour'"),
        (b"url,url\nhttp://a.example/,b\n", "url has two columns"),
        (b"name,source\nx,y\n", "2 of its rows"),
        (b"http://a.example/\n" * (MOST_ROWS + 1), "10000 are taken"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        read(tmp_path, content)


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_list(tmp_path / "none.csv", FORM, check_url)
