"""The samples hold the hard cases that their README promises."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path


def test_every_input_is_described_and_every_described_input_is_there(
    root: Path, samples: Path
) -> None:
    page = (root / "samples" / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE))
    assert described == {path.name for path in samples.rglob("*") if path.is_file()}


def test_the_saved_page_repeats_its_furniture_as_scraped_pages_do(samples: Path) -> None:
    text = (samples / "press" / "two-articles.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines.count("TT") == 2
    assert text.count("\u202f") == 2
    assert not text.endswith("\n")
    titles = [line for line in lines if lines.count(line) == 2 and line and line != "TT"]
    captions = [line for line in lines if f"  {line}" in lines]
    assert len(set(titles) - set(captions) - {f"  {line}" for line in captions}) == 2
    assert len(set(captions)) == 2
    assert any(line.startswith("FILE PHOTO: ") for line in captions)


def test_the_pages_carry_what_is_no_article(samples: Path) -> None:
    english = (samples / "press" / "ferry-terminal.html").read_text(encoding="utf-8")
    for part in ("cookie", "<nav", "Advertisement", "Related", "<figcaption>", "comments"):
        assert part in english
    arabic = (samples / "press" / "marsa-al-nour.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in arabic
    assert re.search("[\u064b-\u0652]", arabic), "vowel marks"
    assert set("\u0623\u0625\u0622\u0627\u0624\u0626\u0649\u0629") <= set(arabic), "hamza variants"
    assert "\u0648\u0643\u0627\u0644\u0629" in re.findall("<figcaption>(.*?)<", arabic)[0], "agency"


def test_two_prints_of_one_story_disagree_on_the_toll(samples: Path) -> None:
    first = (samples / "press" / "market-coastwire.html").read_text(encoding="utf-8")
    second = (samples / "press" / "market-reprint.txt").read_text(encoding="utf-8")
    assert "killing at least 14 people" in first
    assert "killing 17 people" in second
    shared = "The roof came down on the bread sellers"
    assert shared in first
    assert shared in second


def test_the_damaged_report_is_the_start_of_the_whole_one(samples: Path) -> None:
    whole = (samples / "monitor" / "field-report.pdf").read_bytes()
    damaged = (samples / "monitor" / "field-report-damaged.pdf").read_bytes()
    assert whole.startswith(damaged)
    assert b"startxref" in whole
    assert b"startxref" not in damaged
    assert b"trailer" not in damaged


def test_the_letter_carries_the_picture_that_was_also_sent_alone(samples: Path) -> None:
    letter = email.message_from_bytes(
        (samples / "tip" / "tip.eml").read_bytes(), policy=email.policy.default
    )
    [attached] = letter.iter_attachments()
    picture = (samples / "tip" / "quay.jpg").read_bytes()
    assert attached.get_content() == picture
    assert b"Exif\0\0" in picture[:32]
    assert b"2024:09:30 07:41:12\0" in picture
