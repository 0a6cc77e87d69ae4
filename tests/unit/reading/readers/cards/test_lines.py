from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amana.reading.readers.cards.lines import content_lines, file_encoding


def test_folds_groups_parameters_and_escapes() -> None:
    data = b'item1.TEL;TYPE="cell,home";TYPE=pref:+1 2\r\nNOTE:a\\, b\\nc\r\n  d\r\nno line\r\n'
    tel, note = content_lines(data)
    assert (tel.name, tel.parameters) == ("TEL", {"TYPE": "cell,home,pref"})
    said, place = tel.text("utf-8")
    assert (said, data[place.start : place.end], place.exact) == ("+1 2", b"+1 2", True)
    said, place = note.text("utf-8")
    assert (said, place.exact) == ("a, b\nc d", False)
    assert data[place.start : place.end] == b"a\\, b\\nc\r\n  d"


def test_quoted_printable_and_base64_of_old_cards() -> None:
    data = (
        b"N;CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE:=D3=E1=\r\n=C7=E3\r\n"
        b"PHOTO;BASE64:\r\nYWJj\r\nZGVm\r\n\r\nTEL:1\r\n"
    )
    name, photo, tel = content_lines(data)
    assert name.text("utf-8")[0] == "سلام"
    assert photo.content() == b"abcdef"
    assert tel.raw == b"1"


def test_data_addresses_and_broken_base64() -> None:
    (photo,) = content_lines(b"PHOTO:data:image/png;base64,YWJj\n")
    assert photo.content() == b"abc"
    (broken,) = content_lines(b"PHOTO;ENCODING=b:Y\n")
    assert broken.content() is None
    (plain,) = content_lines(b"PHOTO:http://a.example/b.png\n")
    assert plain.content() is None


def test_encoding_of_a_file() -> None:
    assert file_encoding("NOTE:سلام".encode()) == "utf-8"
    assert file_encoding(b"NOTE:" + "سلام عليكم".encode("cp1256") * 4) == "windows-1256"


@given(st.binary(max_size=300) | st.text(alphabet='AB;=:,\\ \t\r\n"', max_size=200).map(str.encode))
def test_places_lie_within_and_do_not_overlap(data: bytes) -> None:
    last = 0
    for line in content_lines(data):
        said, place = line.text("utf-8")
        assert last <= place.start <= place.end <= len(data)
        last = place.end
        if place.exact:
            assert data[place.start : place.end].decode() == said
