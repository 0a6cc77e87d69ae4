"""The statement for a court: complete, in both languages, and nobody's words do anything in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from amana.acquire.capture.accounts import (
    Account,
    Counted,
    Digested,
    Exchange,
    Outcome,
    Peer,
    Purpose,
    Resolver,
    Robots,
    Software,
    Tls,
    Verdict,
    Wanted,
)
from amana.acquire.capture.packing import Member
from amana.acquire.capture.page import Lack
from amana.acquire.capture.shooting import SAME
from amana.acquire.capture.statement import Told, statement, wording
from amana.core import UsageError
from amana.text import PRINTED_LANGUAGES

AT = "2024-03-07T09:12:33.123456Z"
BYTES = Digested(sha256="0" * 64, bytes=1)
HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "</bdi></style><style>*{display:none}",
    "a\u202egpj\u2069\nTime: never\x00\x1b[2J",
    "javascript:alert(1) url(http://example.org/x)",
    "x" * 1_000_000,
)


class Reading(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.text += data


def exchange(url: str, verdict: Verdict | None, address: str | None = "192.0.2.7") -> Exchange:
    tls = Tls(version="TLSv1.3", cipher="c", verdict=verdict) if verdict else None
    peer = (
        Peer(address=address, port=443, resolver=Resolver.SYSTEM) if address is not None else None
    )
    return Exchange(
        number=1,
        connection=1,
        purpose=Purpose.PAGE,
        url=url,
        method="GET",
        began=AT,
        ended=AT,
        request=BYTES,
        peer=peer,
        tls=tls,
    )


def told(words: str = "x", **about: object) -> Told:
    account = Account(
        wanted=Wanted(url=words, purpose=words, authority=words, restrictions=(words,)),
        outcome=Outcome.CAPTURED,
        began=AT,
        ended=AT,
        profile=words,
        shown=words,
        status=200,
        title=words,
        path=(words, words),
        counted=Counted(exchanges=4, bytes=99),
        robots=Robots(url=words, status=200, allowed=False, rule=words),
        software=(Software(name=words, version="1"),),
        options={words: words},
        clock=words,
        collector="c" * 64,
    )
    given = {name: value for name, value in about.items() if name in Account.__struct_fields__}
    rest = {name: value for name, value in about.items() if name not in given}
    stated = Told(
        account=msgspec.structs.replace(account, **given),
        exchanges=(exchange(f"https://{words}/", Verdict.EXPIRED),),
        members=(Member(path="archive/data.warc.gz", sha256="d" * 64, bytes=1),),
        software="amana 0.1.0",
        collector="evidence/collector",
    )
    return msgspec.structs.replace(stated, **rest)


def said(given: Told, language: str = "en") -> str:
    return Reading(statement(given, language)).text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_it_is_one_page_that_needs_nothing(language: str) -> None:
    written = statement(told(), language)
    read = Reading(written)
    assert not {"script", "link", "img", "iframe", "form", "a"} & set(read.tags)
    assert not re.search(
        rb"https?:|//[a-z]|url\(|@import|\bon\w+=", written.replace(b"https://x", b"")
    )
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in read.attributes
    assert ("dir", "rtl" if language == "ar" else "ltr") in read.attributes
    assert read.tags.count("h2") == 9


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_words_of_a_page_do_anything(hostile: str) -> None:
    calm, read = Reading(statement(told(), "en")), Reading(statement(told(hostile), "en"))
    assert set(read.tags) == set(calm.tags)
    assert read.attributes == calm.attributes
    assert "\nTime: never" not in read.text
    assert not {"\u202e", "\u2069", "\x00", "\x1b"} & set(read.text)
    assert len(read.text) < len(calm.text) + 20_000


def test_every_language_says_the_same_things() -> None:
    english = wording("en").phrases
    for language in PRINTED_LANGUAGES:
        phrases = wording(language).phrases
        assert phrases.keys() == english.keys()
        for name, phrase in phrases.items():
            places = sorted(re.findall(r"\{(\w+)\}", phrase))
            assert places == sorted(re.findall(r"\{(\w+)\}", english[name])), name


def test_arabic_is_arabic() -> None:
    words = wording("ar").phrases
    silent = {name for name, phrase in words.items() if not re.search("[\u0621-\u064a]", phrase)}
    assert silent == {"comma"}


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_code_lists_have_their_words(language: str) -> None:
    words = wording(language)
    assert all(words.has(f"outcome.{outcome}") for outcome in Outcome)
    assert all(words.has(f"verdict.{verdict}") for verdict in Verdict)


def test_an_expired_certificate_is_told_with_its_host() -> None:
    assert re.search(r"x\s*192\.0\.2\.7\s*has expired\s*1", said(told()))


def test_whoever_did_not_answer_is_no_server_with_an_address() -> None:
    given = (exchange("http://a.example/", None, None), exchange("https://b.example/", None, ""))
    text = said(told(exchanges=given))
    assert "no answer" in text
    assert "known to the proxy only" in text
    assert "No server was reached" in said(told(exchanges=()))


def test_long_lists_are_cut_and_say_so() -> None:
    given = tuple(exchange(f"https://h{n}.example/", Verdict.HOLDS) for n in range(100))
    text = said(told(exchanges=given))
    assert "There are 40 more. All of them stand in evidence/exchanges.jsonl." in text


def test_what_is_missing_is_said() -> None:
    text = said(
        told(
            lacking=("data-torn", "picture-after-2-torn", "recorder-ended", "odd", "defects"),
            counted=Counted(truncated=3, failed=2, unexplained=4),
            outcome=Outcome.IN_PART,
            defects=7,
            seen=5,
        )
    )
    for expected in (
        "captured in part",
        "evidence/data-tail.bin",
        "lost: picture-after-2-torn",
        "The recorder ended",
        "marked: odd",
        "before their end: 3",
        "no response: 2",
        "with no explanation: 4",
        "recorded bytes: 7",
        "declared as its own: 5",
    ):
        assert expected in text
    assert "knows of nothing that is missing" in said(told())


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_said(outcome: Outcome) -> None:
    given = told(outcome=outcome, shown=None, status=None, title=None, robots=None, collector=None)
    text = said(given)
    assert wording("en").word(f"outcome.{outcome}").replace("\u00a0", " ") in text
    assert "nothing was shown" in text


@pytest.mark.parametrize(
    ("allowed", "rule", "expected"),
    [(True, None, "allows"), (True, "r", "by the line r"), (False, None, "not to ask"),
     (None, None, "no verdict")],
)  # fmt: skip
def test_robots_are_said(allowed: bool | None, rule: str | None, expected: str) -> None:
    assert expected in said(told(robots=Robots(url="x", allowed=allowed, rule=rule)))


def test_an_odd_address_has_no_host() -> None:
    assert "Statement" in said(told(exchanges=(exchange("http://[::1", None),)))


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        statement(told(), "fr")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whatever_a_page_may_lack_has_words(language: str) -> None:
    words = wording(language)
    lacking = {SAME.get(each, each) for each in Lack}
    assert {each for each in lacking if not words.has(f"lacking.{each}")} == set()
