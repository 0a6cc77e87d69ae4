"""What holds for every text, every page and every PDF line, and over the real material."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from amana.reading import Limits, identify, locate
from amana.reading.assemble import read as assemble
from amana.reading.believing import refuse_impossible
from amana.reading.charsets import codec, decode
from amana.reading.readers import FAMILIES, text
from amana.reading.readers.html import elements as el
from amana.reading.readers.html import reader as html
from amana.reading.readers.html.references import plain
from amana.reading.readers.html.source import Source, find_encoding
from amana.reading.readers.html.stack import is_hidden
from amana.reading.readers.html.tokens import _TAG, end_of_tag
from amana.reading.readers.intake import BytesContent
from amana.reading.readers.pdf.glyphs import SPACE, Glyph, kind_of
from amana.reading.readers.pdf.logical import logical
from amana.reading.steps import step_of
from amana.reading.wire import Budget, ImpossibleAnswer, ReadOrder, TextAnswer, pack, unpack_answer
from amana.records import ByteRange, Reading

BUDGET = Budget(text_chars=10_000_000, runs=1_000_000, pages=1000, pixels=1)
STEP = step_of(FAMILIES[-1], (), Limits(), ())
ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def order(data: bytes) -> ReadOrder:
    return ReadOrder(family="any", name="any", size=len(data), budget=BUDGET)


def reading_of(answer: TextAnswer) -> Reading:
    reading = assemble(answer, "ab" * 32, "text/plain", STEP).reading
    assert reading is not None
    return reading


# Plain text --------------------------------------------------------------------------------------

words = st.text(
    st.sampled_from(ARABIC_LETTERS + "abc éü,.12\n\r\t\U0001f54a€"), min_size=1, max_size=300
).filter(lambda text: not text.isspace())


@given(
    text_=words,
    encoding=st.sampled_from(["utf-8", "utf-16le", "utf-16be", "utf-32le"]),
    data=st.data(),
)
def test_every_passage_of_a_text_leads_to_its_bytes(
    text_: str, encoding: str, data: st.DataObject
) -> None:
    marked = "\ufeff" + text_
    original = marked.encode(codec(encoding))
    reading = reading_of(text.read_bytes(original, order(original).budget))
    assert reading.text == marked
    start = data.draw(st.integers(0, len(marked) - 1))
    end = data.draw(st.integers(start + 1, len(marked)))
    (place,) = locate(reading, start, end)
    assert isinstance(place, ByteRange)
    assert original[place.start : place.end].decode(codec(encoding)) == marked[start:end]


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_possible_answer_as_text(data: bytes) -> None:
    answer = text.read_bytes(data, order(data).budget)
    refuse_impossible(unpack_answer(pack(answer)), order(data))
    for run in answer.runs:
        if run.exact and answer.encoding:
            piece = decode(data[run.byte_start : run.byte_end], answer.encoding)
            assert piece == answer.text[run.char_start : run.char_end]


@given(st.binary(max_size=500), st.sampled_from(["", "a.txt", "a.html", "a.doc", ".x"]))
def test_any_bytes_have_a_media_type(head: bytes, name: str) -> None:
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", identify(BytesContent(head), name))


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_refused(body: bytes) -> None:
    try:
        refuse_impossible(unpack_answer(body), order(b""))
    except ImpossibleAnswer:
        return


# Web pages ---------------------------------------------------------------------------------------

TAGS = [
    *("p", "div", "span", "b", "i", "a", "ul", "li", "table", "tr", "td", "h1", "h2", "section"),
    *("article", "pre", "svg", "math", "mi", "title", "script", "style", "textarea", "select"),
    *("option", "button", "br", "hr", "img", "form", "dl", "dt", "dd", "blockquote", "template"),
    *("noscript", "x-y", "font", "em"),
]
PIECES = st.one_of(
    st.sampled_from(TAGS).map(lambda name: f"<{name}>"),
    st.sampled_from(TAGS).map(lambda name: f"</{name}>"),
    st.sampled_from(
        ["word ", "\n", " ", "ن", "é", "&amp;", "&lt", "&#1587;", "&nbsp;", "&x;", "<", ">"]
    ),
    st.sampled_from(["<!-- c -->", "<!-->", "<!x>", "<?y?>", "</>", "<![CDATA[z]]>", "<p/>"]),
    st.sampled_from(
        ['<a href="x>y">', "<p class='q' id=r>", "<td colspan=2>", "<b x=y/>", "<i =z>"]
    ),
)
pages = st.lists(PIECES, max_size=40).map("".join)


def visible(node: LexborNode) -> Iterator[str]:
    """Yield the text that another parser, with a whole tree, finds visible."""
    waiting = [(node, False)]
    while waiting:
        node, foreign = waiting.pop()
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or ""
            continue
        raw = {"script", "style", "title", "iframe", "noembed", "noframes"}
        if (tag.startswith("-") and tag != "-document") or (tag in raw and not foreign):
            continue
        attributes = {key: value or "" for key, value in (node.attributes or {}).items()}
        hides = el.NOT_SHOWN_FOREIGN if foreign or tag in {"svg", "math"} else el.NOT_SHOWN
        if tag in hides or is_hidden(attributes):
            continue
        within = tag in {"svg", "math"} or (foreign and tag not in el.INTEGRATION)
        waiting += [(child, within) for child in reversed(list(node.iter(include_text=True)))]


def letters_of(page: str) -> Counter[str]:
    root = LexborHTMLParser(page).root
    assert root is not None
    return Counter("".join("".join(visible(root)).split()))


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(pages)
def test_any_page_has_the_visible_letters_that_a_full_parser_finds(page: str) -> None:
    data = ("<!doctype html><body>" + page).encode()
    answer = html.read_bytes(data, order(data).budget)
    refuse_impossible(unpack_answer(pack(answer)), order(data))
    assert Counter("".join(answer.text.split())) == letters_of(data.decode())


@given(pages)
def test_every_run_of_any_page_leads_to_bytes_that_say_the_same(page: str) -> None:
    data = page.encode()
    check_runs(data, html.read_bytes(data, order(data).budget))


@given(st.binary(max_size=1000))
def test_any_bytes_give_a_possible_answer_as_a_page(data: bytes) -> None:
    answer = html.read_bytes(b"<p>" + data, order(b"<p>" + data).budget)
    refuse_impossible(unpack_answer(pack(answer)), order(b"<p>" + data))


@given(st.lists(st.sampled_from(list("ab=/'\" \n<")), max_size=12).map("".join))
def test_both_ways_through_a_tag_agree(inside: str) -> None:
    view = f"<a{inside}>' more \" >"
    short = _TAG.match(view)
    if short is not None:
        assert end_of_tag(view, 0) == short.end()


def check_runs(data: bytes, answer: TextAnswer) -> int:
    """Compare every run with its bytes; return how many there are."""
    for run in answer.runs:
        shown = answer.text[run.char_start : run.char_end]
        piece = decode(data[run.byte_start : run.byte_end], answer.encoding or "utf-8")
        if run.exact:
            assert shown == piece
        else:
            assert shown in {
                plain(piece),
                " ".join(plain(piece).split()),
                re.sub("\r\n?", "\n", piece),
            }
    return len(answer.runs)


def real_pages(test_data: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((test_data / "html-articles" / "html").glob("*.gz")):
        yield path.name, gzip.decompress(path.read_bytes())
    for path in sorted((test_data / "incidents" / "airwars-html").glob("*.html")):
        yield path.name, path.read_bytes()


def test_every_run_of_the_real_pages_leads_to_bytes_that_say_the_same(test_data: Path) -> None:
    count = runs = 0
    for _, data in real_pages(test_data):
        answer = html.read_bytes(data, order(data).budget)
        refuse_impossible(answer, order(data))
        runs += check_runs(data, answer)
        count += 1
    assert count == 145
    assert runs > 40_000


def test_the_real_pages_have_the_text_that_a_full_parser_finds(test_data: Path) -> None:
    different = []
    for name, data in real_pages(test_data):
        answer = html.read_bytes(data, order(data).budget)
        source = Source(data, find_encoding(data)[0])
        root = LexborHTMLParser(source.text(source.start, len(source.view))).root
        assert root is not None
        if "".join(answer.text.split()) != "".join("".join(visible(root)).split()):
            different.append((name, [told.code for told in answer.notices]))
    # Pages that hide more than they show are read whole, on purpose.
    assert [codes for _, codes in different] == [["hidden-kept"], ["hidden-kept"]]


# PDF lines ---------------------------------------------------------------------------------------

rtl_word = st.text(st.sampled_from(ARABIC_LETTERS), min_size=1, max_size=8)
number = st.integers(0, 9999).map(str)


@given(st.lists(st.one_of(rtl_word, rtl_word, number), min_size=1, max_size=8).filter(
    lambda words: any(word[0] in ARABIC_LETTERS for word in words)
))  # fmt: skip
def test_right_to_left_words_and_numbers_survive_being_drawn(words: list[str]) -> None:
    # Between right-to-left words, words follow each other leftwards and numbers keep their digits.
    seen = " ".join(word if word.isdigit() else word[::-1] for word in reversed(words))
    glyphs = [SPACE if letter == " " else Glyph(letter, kind_of(letter)) for letter in seen]
    assert logical(glyphs, on_right_to_left_page=True) == " ".join(words)


# Over everything ---------------------------------------------------------------------------------

DIGEST = """
import gzip, hashlib, sys
from pathlib import Path
from amana.reading.readers import text
from amana.reading.readers.html import reader as html
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.pdf import reader as pdf
from amana.reading.wire import Budget, ReadOrder, pack
folder = Path(sys.argv[1])
budget = Budget(text_chars=10_000_000, runs=1_000_000, pages=1000, pixels=1)
total = hashlib.sha256()
def take(reader, data):
    order = ReadOrder(family="any", name="any", size=len(data), budget=budget)
    total.update(pack(reader.read(BytesContent(data), order, Closed())))
for path in sorted((folder / "html-articles" / "html").glob("*.gz"))[:25]:
    take(html, gzip.decompress(path.read_bytes()))
for path in [folder / "pdf-arabic" / "ar.pdf", *sorted(folder.rglob("kreuzberg/**/te*.pdf"))]:
    take(pdf, path.read_bytes())
for path in sorted(folder.rglob("kreuzberg/**/*.txt")):
    take(text, path.read_bytes())
print(total.hexdigest())
"""


def test_the_same_bytes_give_the_same_reading_whatever_the_hash_seed(test_data: Path) -> None:
    digests = set()
    for seed in ("1", "2", "3"):
        done = subprocess.run(
            [sys.executable, "-c", DIGEST, str(test_data)],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        digests.add(done.stdout)
    assert len(digests) == 1
    assert re.fullmatch("[0-9a-f]{64}\n", digests.pop())
