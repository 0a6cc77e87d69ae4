from __future__ import annotations

import pytest

from amana.reading.readers.mail.choosing import choose, file_name, kind_of, root_of
from amana.reading.readers.mail.parts import split

PLAIN = b"Content-Type: text/plain\n\nplain"
PAGE = b"Content-Type: text/html\n\n<p>page"
PICTURE = b"Content-Type: image/png\nContent-ID: <p@x>\n\nPNG"
FILE = b"Content-Type: text/plain; name=a.txt\n\nfile"
ATTACHED = b"Content-Type: text/plain\nContent-Disposition: attachment\n\nattached"


def multi(kind: str, *parts: bytes, more: str = "") -> bytes:
    mark = f"--{kind}-b".encode()
    lines = [f"Content-Type: multipart/{kind}; boundary={kind}-b{more}\n".encode()]
    for part in parts:
        lines += [mark, part]
    return b"\n".join([*lines, mark + b"--"])


def chosen(data: bytes, *, stub: bool = False) -> list[str]:
    parts = split(data).parts
    return [parts[n].number for n in choose(parts, lambda _plain, _page: stub).bodies]


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        (PLAIN, ["1"]),
        (FILE, ["1"]),
        (ATTACHED, []),
        (PICTURE, []),
        (b"Content-Type: text/x-other\n\ntext", ["1"]),
        (multi("mixed", PLAIN, PICTURE, FILE, ATTACHED, PAGE), ["1", "5"]),
        (multi("alternative", PLAIN, PAGE), ["1"]),
        (multi("alternative", PAGE), ["1"]),
        (multi("alternative", PICTURE), []),
        (multi("alternative", PLAIN, multi("related", PAGE, PICTURE)), ["1"]),
        (multi("alternative", multi("related", PAGE, PICTURE)), ["1.1"]),
        (multi("alternative", multi("mixed", PICTURE, ATTACHED)), []),
        (multi("related", PICTURE, PAGE), []),
        (multi("related", PICTURE, PAGE, more='; start="<p@x>"'), []),
        (multi("signed", multi("mixed", PLAIN, PICTURE), PICTURE), ["1.1"]),
        (multi("encrypted", PICTURE, PICTURE), []),
    ],
)
def test_what_is_text(data: bytes, numbers: list[str]) -> None:
    assert chosen(data) == numbers


def test_a_stub_gives_way_to_the_page() -> None:
    data = multi("alternative", PLAIN, multi("mixed", PAGE, PICTURE))
    assert chosen(data) == ["1"]
    assert chosen(data, stub=True) == ["2.1"]


def test_what_is_encrypted_is_told() -> None:
    parts = split(multi("encrypted", PICTURE, PICTURE)).parts
    assert choose(parts, lambda *_: False).encrypted == (0,)


def test_the_root_of_related_parts() -> None:
    parts = split(multi("related", PAGE, PICTURE, more='; start="<p@x>"')).parts
    assert root_of(parts, parts[0]) == 2
    parts = split(multi("related", PAGE, PICTURE, more="; start=gone")).parts
    assert root_of(parts, parts[0]) == 1


def test_kinds_and_names() -> None:
    assert kind_of(split(b"To: a\n\n").parts[0]) == "text/plain"
    assert kind_of(split(b"Content-Type: application/xhtml+xml\n\n").parts[0]) == "text/html"
    named = split(b"Content-Disposition: inline; filename*=koi8-r''%C1\n\n").parts[0]
    assert file_name(named) == (b"\xc1", b"koi8-r")
