"""Articles of the two seed texts, exact, and of real pages, by a public benchmark's measure."""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from pathlib import Path

import pytest

from amana.reading.articles import article_text, find_articles
from amana.reading.readers.html.reader import read_bytes
from amana.reading.wire import Budget
from amana.records import Article, Block, Caption, Reading, Recipe, State

SEEDS = {
    "000_55e29585faa66fca.txt": [
        ("Kadhimi, Biden to Meet Soon, Discuss Withdrawal of US Troop", (435, 2519), 13),
        (
            (
                "International Criminal Court\u2019s Chief Prosecutor "
                "Meets with Syrian Leader in Damascus"
            ),
            (3636, 5869),
            10,
        ),
    ],
    "004_f7cce1f3142f11c3.txt": [
        ("US, Iraq Will Hold Strategic Dialogue in April, Says White House", (993, 2447), 7),
        ("ICC Issues Arrest Warrants for Netanyahu, Hamas Officials", (3226, 6096), 13),
    ],
}
CAPTIONS = {
    "Khalid Mohammed/Pool via REUTERS": ("Khalid Mohammed", "Reuters", None, None, False),
    "SANA / AFP": (None, "SANA; AFP", "2025-01-17", "Damascus", False),
    "REUTERS/Thaier Al-Sudani": (
        "Thaier Al-Sudani",
        "Reuters",
        "2020-08-23",
        "north of Baghdad, Iraq",
        True,
    ),
    "AP Photo/Ohad Zwigenberg": ("Ohad Zwigenberg", "AP", "2024-11-18", "Jerusalem", False),
}
LEAST_F1 = 0.96


def reading(text: str) -> Reading:
    return Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
    )


def seed(test_data: Path, name: str) -> str:
    return (test_data / "seeds" / name).read_bytes().decode("utf-8")


def of_caption(caption: Caption) -> tuple[str | None, str | None, str | None, str | None, bool]:
    return (
        caption.photographer,
        caption.agency,
        caption.date,
        caption.place,
        caption.file_photo,
    )


@pytest.mark.parametrize("name", SEEDS)
def test_headlines_bodies_and_paragraphs_of_the_seeds_are_exact(test_data: Path, name: str) -> None:
    text = seed(test_data, name)
    articles = find_articles(reading(text))
    assert [outline(article) for article in articles] == SEEDS[name]
    for article in articles:
        assert article.body is not None
        body = text[article.body.char_start : article.body.char_end]
        assert [each.quote for each in article.paragraphs] == [
            line.strip() for line in body.split("\n") if line.strip()
        ]
        assert article.language == "en"


def outline(article: Article) -> tuple[str | None, tuple[int, int] | None, int]:
    body = article.body
    return (
        article.title.quote if article.title else None,
        (body.char_start, body.char_end) if body else None,
        len(article.paragraphs),
    )


@pytest.mark.parametrize("name", SEEDS)
def test_captions_of_the_seeds_are_told_once_and_read(test_data: Path, name: str) -> None:
    text = seed(test_data, name)
    for article in find_articles(reading(text)):
        [caption] = article.captions
        assert text.index(caption.span.quote) == caption.span.char_start
        assert caption.credit is not None
        assert of_caption(caption) == CAPTIONS[caption.credit]
        left = Counter(each.why for each in article.left_out)
        assert left == {"caption-repeat": 3, "title-repeat": 1, "widget": 1}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize(
    "change",
    [
        ("no control", lambda text: text.replace("TT\n", "")),
        ("other line ends", lambda text: text.replace("\n", "\r\n")),
        ("a final line end", lambda text: text + "\n"),
        ("a control in Arabic", lambda text: text.replace("TT\n", "مشاركة\nحجم الخط\n")),
        ("one gap between all", lambda text: re.sub(r"\n{3,}", "\n\n", text)),
        ("trailing spaces", lambda text: text.replace("\n", "  \n")),
    ],
    ids=lambda change: str(change[0]),
)
def test_seeds_are_found_again_when_the_page_is_printed_otherwise(
    test_data: Path, name: str, change: tuple[str, object]
) -> None:
    assert callable(change[1])
    articles = find_articles(reading(change[1](seed(test_data, name))))
    assert [(told[0], told[2]) for told in map(outline, articles)] == [
        (title, count) for title, _, count in SEEDS[name]
    ]
    assert [len(article.captions) for article in articles] == [1, 1]


@pytest.mark.parametrize("name", SEEDS)
def test_captions_printed_once_are_still_captions(test_data: Path, name: str) -> None:
    kept: list[str] = []
    for line in seed(test_data, name).split("\n"):
        if not (line.strip() and len(line) > 60 and line.strip() in map(str.strip, kept)):
            kept.append(line)
    articles = find_articles(reading("\n".join(kept)))
    assert [(told[0], told[2]) for told in map(outline, articles)] == [
        (title, count) for title, _, count in SEEDS[name]
    ]
    assert [len(article.captions) for article in articles] == [1, 1]


def test_three_articles_in_one_file_are_three(test_data: Path) -> None:
    first, second = (seed(test_data, name) for name in SEEDS)
    text = first + "\n\n\n\n" + second
    titles = [told[0] for told in map(outline, find_articles(reading(text)))]
    assert titles == [title for told in SEEDS.values() for title, _, _ in told]


def test_main_text_of_real_pages(test_data: Path) -> None:
    """F1 over 4-word shingles, precision and recall averaged over pages (see bench/articles.py)."""
    folder = test_data / "html-articles"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    precision, recall = [], []
    for name, told in truth.items():
        page = page_of(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
        said = "\n".join(
            each.quote for article in find_articles(page) for each in article.paragraphs
        )
        true, found = shingles(told["articleBody"]), shingles(said)
        common = (true & found).total()
        if found:
            precision.append(common / found.total())
        recall.append(common / true.total())
    p, r = statistics.mean(precision), statistics.mean(recall)
    assert 2 * p * r / (p + r) >= LEAST_F1


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def page_of(data: bytes) -> Reading:
    budget = Budget(text_chars=1 << 26, runs=1_000_000, pages=1, pixels=1)
    answer = read_bytes(data, budget)
    return Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/html", tool="amana", version="1"),
        state=State.READ,
        media_type="text/html",
        text=answer.text,
        metadata=answer.metadata,
        blocks=tuple(
            Block(
                char_start=row.char_start,
                char_end=row.char_end,
                tag=row.tag,
                within=row.within,
                hints=row.hints,
                link_chars=row.link_chars,
            )
            for row in answer.blocks
        ),
    )


def test_records_of_incidents_keep_names_and_figures(test_data: Path) -> None:
    """A monitor's page is a record: what it says of the dead is text, not furniture."""
    page = (test_data / "incidents" / "airwars-html" / "ispt0008.html").read_bytes()
    source = page_of(page)
    [article] = find_articles(source)
    text = "\n".join(source.text[start:end] for start, end in article_text(article, source))
    assert "26 years old male killed" in text
    assert "Civilians reported killed" in text
    assert "Suspected belligerent" in text
    assert article.published is None
