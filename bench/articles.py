"""Find the articles of real news pages with amana and with named peers, in the same run.

    python bench/articles.py [--data FOLDER] [--half even|odd|all]

Prints JSON lines: for each engine F1, precision, recall and pages per CPU second, then the ratios.
The pages and their texts are those of scrapinghub/article-extraction-benchmark; the measure is its
own: shingles of four words, precision and recall averaged over pages, F1 of these two averages.
The rules of amana were developed on the pages of even index only, so `odd` is the honest half.

Of amana the articles step is timed; its readings are made before, in confined worker processes. A
peer gets the decoded page and parses it itself, so the ratio of speeds is not one of whole ways.
trafilatura and readability-lxml are measured when they can be imported; that they cannot is said.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from amana.reading import ReadingPool
from amana.reading.articles import find_articles
from amana.records import Reading

ROUNDS = 3
SHINGLE = 4
_WORD = re.compile(r"\w+")

T = TypeVar("T")
Shingles = Counter[tuple[str, ...]]
Extract = Callable[[bytes], str]


def shingles(text: str) -> Shingles:
    """Return how often each run of four words occurs."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[at : at + SHINGLE]) for at in starts)


def score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Return F1, precision and recall of (true text, found text) pairs."""
    precision, recall = [], []
    for true, found in pairs:
        wanted, got = shingles(true), shingles(found)
        common = (wanted & got).total()
        if got:
            precision.append(common / got.total())
        if wanted:
            recall.append(common / wanted.total())
    p, r = statistics.mean(precision), statistics.mean(recall)
    return {"f1": round(2 * p * r / (p + r), 4), "p": round(p, 4), "r": round(r, 4)}


def readings_of(pages: list[bytes]) -> list[Reading]:
    """Return the readings of the pages, each read in a confined worker process."""
    readings = []
    with ReadingPool(1) as pool, tempfile.TemporaryFile() as file:
        for page in pages:
            file.seek(0)
            file.truncate()
            file.write(page)
            file.flush()
            digest = hashlib.sha256(page).hexdigest()
            outcome = pool.read(file.fileno(), original=digest, name="page.html", size=len(page))
            if outcome.reading is None:
                sys.exit(f"a page could not be read: {outcome.reason}")
            readings.append(outcome.reading)
    return readings


def body(reading: Reading) -> str:
    """Return the paragraphs of all articles of a reading."""
    return "\n".join(
        part.quote for article in find_articles(reading) for part in article.paragraphs
    )


def trafilatura_text() -> Extract | None:
    """Return the main text by trafilatura in its fast setting, comments left out."""
    try:
        engine = importlib.import_module("trafilatura")
    except ImportError:
        return None
    return lambda page: engine.extract(_decoded(page), fast=True, include_comments=False) or ""


def readability_text() -> Extract | None:
    """Return the main text by readability-lxml."""
    try:
        engine = importlib.import_module("readability")
        html = importlib.import_module("lxml.html")
    except ImportError:
        return None

    def extract(page: bytes) -> str:
        summary = engine.Document(_decoded(page)).summary()
        return str(html.fromstring(summary).text_content())

    return extract


def _decoded(page: bytes) -> str:
    return page.decode("utf-8", "replace")


def measured(
    name: str, inputs: list[T], extract: Callable[[T], str], true: list[str]
) -> dict[str, object]:
    """Run an engine over all inputs; the fastest round of three counts."""
    seconds = []
    found: list[str] = []
    extract(inputs[0])
    for _ in range(ROUNDS):
        start = time.process_time()
        found = [extract(each) for each in inputs]
        seconds.append(time.process_time() - start)
    rate = round(len(inputs) / min(seconds), 1)
    told = score(list(zip(true, found, strict=True)))
    return {"engine": name, "pages": len(inputs), **told, "pages_per_cpu_second": rate}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    default = os.environ.get("AMANA_TEST_DATA", str(Path(__file__).parents[2] / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    chosen = parser.parse_args()
    folder = chosen.data / "html-articles"
    if not folder.is_dir():
        sys.exit(f"there are no pages in {folder}: say where with --data or AMANA_TEST_DATA")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)
    keys = {"even": keys[0::2], "odd": keys[1::2], "all": keys}[chosen.half]
    pages = [gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in keys]
    true = [truth[key]["articleBody"] for key in keys]
    rows = [measured("amana articles", readings_of(pages), body, true)]
    for name, engine in (
        ("trafilatura", trafilatura_text()),
        ("readability-lxml", readability_text()),
    ):
        if engine is None:
            print(json.dumps({"engine": name, "missing": "not installed here, not measured"}))
        else:
            rows.append(measured(name, pages, engine, true))
    for row in rows:
        print(json.dumps(row))
    for row in rows[1:]:
        ratio = float(str(rows[0]["pages_per_cpu_second"])) / float(
            str(row["pages_per_cpu_second"])
        )
        print(json.dumps({"ratio": f"amana articles / {row['engine']}", "speed": round(ratio, 2)}))


if __name__ == "__main__":
    main()
