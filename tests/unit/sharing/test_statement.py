from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import msgspec
import pytest

from amana.sharing.statement import FIELDS, Confirmed, Told, Vouched, statement
from amana.sharing.wording import wording
from amana.text import (
    PRINTED_LANGUAGES,
    Blanks,
    Kind,
    Line,
    Pairs,
    Paragraph,
    Points,
    Sheet,
    Table,
    sheet_page,
)

MakeTold = Callable[..., Told]


def text(line: Line) -> str:
    return "".join(run.text for run in line)


def words_of(sheet: Sheet) -> str:
    """Return everything that a sheet says."""
    lines = [sheet.title, text(sheet.subtitle), text(sheet.opening), text(sheet.foot)]
    for section in sheet.sections:
        lines.append(section.heading)
        for part in section.parts:
            match part:
                case Paragraph(line=line):
                    lines.append(text(line))
                case Pairs(rows=rows):
                    lines += [f"{name}: {text(line)}" for name, line in rows]
                case Table(rows=cells):
                    lines += [" | ".join(map(text, row)) for row in cells]
                case Points(lines=points):
                    lines += map(text, points)
                case Blanks(rows=blanks):
                    lines += [name for name, _ in blanks]
    return "\n".join(lines)


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_it_says_what_the_item_is(told: MakeTold, language: str) -> None:
    given = told()
    said = words_of(statement(given, language))
    for needed in (
        given.row.ref, given.row.sha256, given.row.blake3, str(given.row.size), given.vkey,
        given.fingerprint, given.checkpoint.origin, given.checkpoint.root.hex(), given.archive,
        given.software,
        "2026-11-21 18:30:00 UTC", "text/plain",
    ):  # fmt: skip
        assert needed in said


def test_it_says_how_it_was_taken_in_and_what_is_withheld(told: MakeTold) -> None:
    said = words_of(statement(told(), "en"))
    assert "Entry\u00a00 of the custody log states:" in said
    assert "\nTime: 2026-11-21 18:00:00 UTC (clock: fixed)\nMethod: handover\n" in said
    assert (
        "Withheld from this statement: who took it in, collector, source, name of the file, place "
        "of the file, purpose, consent of the source, conditions of use."
    ) in said


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_nothing_that_is_withheld_is_said(
    told: MakeTold, canaries: dict[str, str], language: str
) -> None:
    said = words_of(statement(told(), language))
    assert [name for name, canary in canaries.items() if canary in said] == []


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_what_is_released_is_said_and_nothing_else(
    told: MakeTold, canaries: dict[str, str], language: str
) -> None:
    for name, canary in canaries.items():
        said = words_of(statement(told(name), language))
        assert [other for other, each in canaries.items() if each in said] == [name], canary


def test_everything_released_withholds_nothing(told: MakeTold) -> None:
    given = told(*FIELDS)
    said = words_of(statement(given, "en"))
    assert "Withheld" not in said
    assert "Conditions of use: confidential, under embargo until 2027-01-31" in said
    assert "Taken in by: canary-actor" in said
    assert "| canary-actor" in said, "who did it stands in a column of its own"


def test_what_was_not_stated_is_said_so(told: MakeTold) -> None:
    said = words_of(statement(told("consent", "purpose", consent=None, purpose=None), "en"))
    assert "\nPurpose: not stated\nConsent of the source: not stated\n" in said
    said = words_of(statement(told("restrictions", restrictions=[]), "en"))
    assert "\nConditions of use: none\n" in said


def test_a_clock_that_ran_backward_is_said(told: MakeTold) -> None:
    at = {"clock": "system", "time": "2026-11-21T17:00:00.000000Z", "backward": True}
    assert "showed an earlier time than before" in words_of(statement(told(at=at), "en"))


def test_names_that_are_no_text_are_told_as_far_as_they_are(told: MakeTold) -> None:
    said = words_of(statement(told("name", name={"b64": "Y2Fu/2FyeQ=="}), "en"))
    assert "Name of the file: can\ufffdary" in said


def test_the_last_check_is_told_with_its_result(told: MakeTold) -> None:
    none = "No check in the log has read the bytes of this item since it was taken in."
    assert none in words_of(statement(told(checks=()), "en"))
    last = "this item is entry\u00a02 of 2026-11-21 18:10:00 UTC. "
    cases = {
        "It found them unchanged.": told(checks=(0, 0)),
        "It found problems that name this item.": told(checks=(0, 1), touched=True),
        "It found more problems than its entry lists;": told(checks=(0, 3)),
    }
    for result, given in cases.items():
        assert last + result in words_of(statement(given, "en"))
    assert last + "It found them unchanged." in words_of(statement(told(checks=(0, 1)), "en"))


def test_what_is_not_identified_is_said(told: MakeTold) -> None:
    given = told()
    bare = msgspec.structs.replace(given, row=msgspec.structs.replace(given.row, media_type=None))
    assert "Kind of content: not identified yet" in words_of(statement(bare, "en"))


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_it_says_what_it_does_not_show_and_asks_for_a_signature(
    told: MakeTold, language: str
) -> None:
    sheet, words = statement(told(), language), wording(language)
    said = words_of(sheet)
    for name in ("limits.author", "limits.earlier", "limits.truth", "limits.clock", "check.key",
                 "sign.hearsay", "sign.unaltered", "log.unanchored"):  # fmt: skip
        assert words.word(name) in said
    blanks = sheet.sections[-1].parts[-1]
    assert isinstance(blanks, Blanks)
    assert [name for name, _ in blanks.rows if name] == [
        words.word(f"sign.{name}") for name in ("name", "function", "place", "signature")
    ]


def test_our_own_words_hold_nothing_from_outside(told: MakeTold) -> None:
    """What comes from outside stands in runs of its own, which each form shields."""
    sheet = statement(told(*FIELDS, archive="<b>{ref}</b>"), "en")
    own = "".join(run.text for run in sheet.subtitle if run.kind is Kind.WORDS)
    assert own == "Item  in the archive “”"


def test_time_stamps_and_witnesses_are_told_as_what_they_are(told: MakeTold) -> None:
    stamp = Confirmed(
        authority="north", signer="CN=North", time="2026-11-21T18:20:00.000000Z", size=9, entry=9,
        odd=False,
    )  # fmt: skip
    witness = Vouched(witness="w.example", time="2026-11-21T18:25:00.000000Z", size=8, entry=12)
    odd = msgspec.structs.replace(stamp, odd=True)
    given = msgspec.structs.replace(told(), confirmed=(stamp, odd), witnessed=(witness,))
    said = words_of(statement(given, "en"))
    sentence = (
        "According to the time-stamp authority north (CN=North), the first 9 entries of the log "
        "existed by 2026-11-21 18:20:00 UTC, and with them the entry in section\u00a02."
    )
    assert f"\n{sentence}\n" in said
    assert f"\n{sentence} What is odd about that time is stated in entry\u00a09.\n" in said
    assert (
        "\nThe witness w.example signed the first 8 entries of the log by 2026-11-21 18:25:00 UTC "
        "of its own clock, and with them the entry in section\u00a02. Its signature came with "
        "entry\u00a012.\n"
    ) in said
    assert wording("en").word("log.unanchored") not in said


HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "</bdi></style><style>*{display:none}",
    "&lt;b&gt; &amp; {ref} <!-- ",
    "a\u202egpj\u2069\nTime: never\x00\x1b[2J",
    "javascript:alert(1) url(http://example.org/x)",
)


class Reading(HTMLParser):
    """What a browser makes of a page: its tags, its attributes, its text outside of styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= set(attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def page(given: Told, language: str = "en") -> bytes:
    return sheet_page(statement(given, language))


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_it_is_one_page_that_needs_nothing(told: MakeTold, language: str) -> None:
    written = page(told(*FIELDS), language)
    read = Reading(written)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "form", "a"} & set(read.tags)
    assert not re.search(rb"https?:|//[a-z]|url\(|@import|\bon\w+=", written)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("content", policy) in read.attributes
    assert {("lang", language), ("charset", "utf-8")} <= read.attributes
    assert ("dir", "rtl" if language == "ar" else "ltr") in read.attributes


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_from_outside_is_markup(told: MakeTold, hostile: str) -> None:
    calm = Reading(page(told(*FIELDS, archive="x", name="x", source="x", method="x")))
    given = told(*FIELDS, archive=hostile, name=hostile, source=hostile, method=hostile)
    read = Reading(page(given))
    assert read.tags == calm.tags
    assert read.attributes == calm.attributes
    assert "\nTime: never" not in read.text
    assert not {"\u202e", "\u2069", "\x00", "\x1b"} & set(read.text)


def test_what_is_in_another_script_stands_in_a_direction_of_its_own(told: MakeTold) -> None:
    written = page(told("source", source="S <1>"), "ar").decode()
    assert "<dd><bdi>S &lt;1&gt;</bdi></dd>" in written
    assert re.search(r'<dd><bdi dir="ltr"><code>[0-9a-f]{64}</code></bdi></dd>', written)


def test_a_reader_that_hears_the_page_finds_its_way(told: MakeTold) -> None:
    read = Reading(page(told()))
    assert read.tags.count("h1") == 1
    assert read.tags.count("h2") == 8
    assert {"main", "header", "footer", "caption", "thead", "title"} <= set(read.tags)
    assert ("scope", "col") in read.attributes


def test_the_same_statement_is_the_same_page(told: MakeTold) -> None:
    given = told()
    assert page(given) == page(given)
