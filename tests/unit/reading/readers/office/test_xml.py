from __future__ import annotations

import pytest

from amana.reading.charsets import REPLACEMENT
from amana.reading.readers.office.sample import WORD
from amana.reading.readers.office.xml import DEEPEST, Attributes, Rules, Walk, ignore, skip

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def texts(data: bytes, piece: int = 1 << 16) -> tuple[list[tuple[str, int, int, bool]], Walk]:
    found: list[tuple[str, int, int, bool]] = []
    walk = Walk(Rules({}, {}, lambda *row: found.append(row)))
    walk.run(data[at : at + piece] for at in range(0, len(data), piece))
    return found, walk


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-1"])
@pytest.mark.parametrize("piece", [7, 1 << 16])
def test_every_text_leads_to_its_bytes(encoding: str, piece: int) -> None:
    words = "one \u0633\u0644\u0627\u0645" if encoding != "iso-8859-1" else "one \u00e9t\u00e9"
    data = f'<?xml version="1.0" encoding="{encoding}"?><a><b>{words}</b> x</a>'.encode(encoding)
    found, walk = texts(data, piece)
    assert "".join(text for text, *_ in found) == words + " x"
    for text, start, end, exact in found:
        assert exact
        name = walk.encoding.replace("utf-16le", "utf-16-le").replace("windows-", "cp")
        assert data[start:end].decode(name) == text


def test_references_and_line_ends_are_pieces_that_are_not_exact() -> None:
    data = b"<a>x &amp; y\r\nz<!-- c -->w<![CDATA[<]]></a>"
    found, _ = texts(data)
    assert [(text, exact) for text, _, _, exact in found] == [
        ("x ", True), ("&", False), (" y", True), ("\n", False), ("z", True), ("w", True),
        ("<", True),
    ]  # fmt: skip
    assert all(data[start:end].decode() == text for text, start, end, exact in found if exact)


def test_both_generations_have_the_same_names() -> None:
    for uri in (WORD, STRICT):
        seen: list[Attributes] = []
        rules = Rules({"w:p": seen.append}, {}, ignore, frozenset())
        Walk(rules).run([f'<p xmlns="{uri}" xmlns:q="{uri}" q:val="1" r="2"/>'.encode()])
        assert seen == [{"w:val": "1", "r": "2"}]


def test_what_is_passed_over_says_nothing_and_what_follows_does() -> None:
    found: list[str] = []
    ended: list[None] = []
    rules = Rules(
        {"b": skip}, {"b": lambda: ended.append(None)}, lambda text, *_: found.append(text)
    )
    Walk(rules).run([b"<a>1<b>2<b>3</b></b>4<b/>5</a>"])
    assert (found, ended) == (["1", "4", "5"], [])


@pytest.mark.parametrize(
    "declared",
    ['"lol"', '"&x;&x;"', 'SYSTEM "file:///etc/hostname"', 'PUBLIC "p" "http://h.invalid"'],
)
def test_entities_are_not_put_in(declared: str) -> None:
    data = f'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY e {declared}>]><a>1&e;2</a>'.encode()
    found, walk = texts(data)
    assert "".join(text for text, *_ in found) == f"1{REPLACEMENT}2"
    assert walk.entities == 1
    assert not walk.damaged


def test_expansion_in_attributes_has_its_end() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE a [<!ENTITY e0 "{"z" * 100}">{lines}]><a b="&e9;"/>'.encode()
    _, walk = texts(data)
    assert walk.damaged


def test_a_torn_part_is_read_as_far_as_it_goes() -> None:
    found, walk = texts(b"<a><b>one</b><b>two</c>")
    assert [text for text, *_ in found] == ["one", "two"]
    assert walk.damaged
    assert texts(b"")[1].damaged


def test_what_is_nested_too_deep_is_passed_over() -> None:
    deep = DEEPEST + 5
    found, walk = texts(b"<a>" * deep + b"x" + b"</a>" * deep)
    assert (found, walk.nested) == ([], 1)


@pytest.mark.parametrize("label", ["UTF-D", "gb18030", "utf-7", "idna", "rot13", "\u0661", ""])
def test_an_encoding_that_is_not_known_is_taken_for_utf_8(label: str) -> None:
    found, _ = texts(f'<?xml version="1.0" encoding="{label}"?><a>\u0633</a>'.encode())
    assert [text for text, *_ in found] in (["\u0633"], [])


def test_a_tag_has_its_range() -> None:
    data = b'<a><b c="1"/></a>'
    ranges = []
    walk = Walk(Rules({"b": lambda _: ranges.append((walk.at, *walk.tag()))}, {}, ignore, None))
    walk.run([data])
    assert ranges == [(3, 3, data.index(b"</a>"))]


class Counting:
    """A parser that counts how often bytes are put into it."""

    def __init__(self, parser: object) -> None:
        self._parser = parser
        self.calls = 0

    def Parse(self, data: bytes, last: bool) -> None:  # noqa: N802 - the name that expat has
        self.calls += 1
        self._parser.Parse(data, last)  # type: ignore[attr-defined]  # expat's

    def __getattr__(self, name: str) -> object:
        return getattr(self._parser, name)


@pytest.mark.parametrize(
    ("start", "end"), [(b"<a b='", b"'/>"), (b"<!--", b"--><a/>"), (b"<?p ", b"?><a/>")]
)
def test_what_does_not_end_is_not_looked_at_again_for_each_piece(start: bytes, end: bytes) -> None:
    walk = Walk(Rules({}, {}, ignore))
    counting = Counting(walk._parser)
    walk._parser = counting  # type: ignore[assignment]  # like a parser
    walk.run(iter([start, *[b"x" * 1000] * 1000, end]))
    assert not walk.damaged
    assert counting.calls < 20


def test_small_elements_come_piece_by_piece() -> None:
    heard: list[str] = []
    rules = Rules({}, {}, lambda text, *_: heard.append(text))
    walk = Walk(rules)
    walk.run(iter([b"<a>one", b"<b/>two", b"</a>"]))
    assert "".join(heard) == "onetwo"
