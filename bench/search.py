"""Index and query passages with amana and with SQLite FTS5, on the same input in the same run.

    python bench/search.py [PASSAGES] [--folder FOLDER]

Prints JSON lines: one for each engine and work, then the ratios. The passages are synthetic: two
of three English, one Arabic, 30 to 120 words each, words by Zipf's law, Arabic ones with particles
and here and there a vowel sign. FTS5 is the SQLite of the Python that runs this; it is given
folded text, for by itself it cuts Arabic words at their vowel signs. It has no light stems, no
ranking of spellings, no facets (these are counted by a join), and its quotations are its own.
CPU seconds count all threads of the process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from amana.search import IndexedText, Piece, Query, SearchIndex, open_index
from amana.text import fold

BATCH = 5_000
VOCABULARY = 30_000
ZIPF = 1.05
REPEATS = 200
LIMIT = 10
SEED = 20_140_512

_ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإ"
_LATIN_LETTERS = "etaoinshrdlucmfwypvbgk"
_PARTICLES = ("",) * 10 + ("ال",) * 6 + ("و", "وال", "ب", "بال", "ل", "لل")
_KINDS = ("text/html", "application/pdf", "text/plain")


def passages(count: int) -> Iterator[IndexedText]:
    """Yield `count` synthetic passages, the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    arabic, english = vocabularies()
    weights = list(itertools.accumulate((n + 1) ** -ZIPF for n in range(VOCABULARY)))
    for number in range(count):
        language = "ar" if number % 3 == 0 else "en"
        words = chance.choices(
            arabic if language == "ar" else english,
            cum_weights=weights,
            k=chance.randint(30, 120),
        )
        if language == "ar":
            words = [chance.choice(_PARTICLES) + word for word in words]
            if chance.random() < 0.3:  # noqa: PLR2004 - three texts of ten carry a vowel sign
                words[0] = "\u064e".join(words[0])
        yield IndexedText(
            key=f"IT-{number:08}#0",
            item=f"IT-{number:08}",
            original=f"{number:064x}",
            reading=f"{number:064x}",
            article=0,
            title=" ".join(words[:6]),
            pieces=(Piece(char_start=0, text=" ".join(words) + "."),),
            language=language,
            media_type=_KINDS[number % 3],
            acl="restricted" if number % 20 == 0 else "open",
            published=f"{2011 + number % 12}",
        )


def vocabularies() -> tuple[list[str], list[str]]:
    """Return the words of both languages, the most frequent first."""
    chance = random.Random(SEED + 1)  # noqa: S311 - no secret
    return (
        ["".join(chance.choices(_ARABIC_LETTERS, k=chance.randint(3, 7)))
         for _ in range(VOCABULARY)],
        ["".join(chance.choices(_LATIN_LETTERS, k=chance.randint(2, 10)))
         for _ in range(VOCABULARY)],
    )  # fmt: skip


def questions() -> dict[str, list[str]]:
    """Return the queries by kind of work."""
    arabic, english = vocabularies()
    medium = list(zip(arabic[200:240], english[200:240], strict=True))
    return {
        "frequent word": [*english[:10], *arabic[:10]],
        "medium word": [word for pair in medium for word in pair],
        "both of two": [f"{english[n]} {english[40 + n]}" for n in range(20)],
        "phrase of two": [f'"{english[n]} {english[n + 1]}"' for n in range(10)]
        + [f'"{arabic[n]} {arabic[n + 1]}"' for n in range(10)],
        "beginning": [f"{word[:4]}*" for pair in medium[:20] for word in pair],
    }


class Fts5:
    """SQLite FTS5 over folded text, its filter and facets by join."""

    def __init__(self, path: Path) -> None:
        """Make the tables."""
        self._base = sqlite3.connect(path)
        self._base.executescript(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE passage (id INTEGER PRIMARY KEY, acl TEXT, language TEXT,
                                  media_type TEXT, year TEXT, body TEXT);
            CREATE VIRTUAL TABLE found USING fts5(body, content='passage', content_rowid='id',
                prefix='4', tokenize="unicode61 categories 'L* N* Co Mn'");
            """
        )

    def add(self, documents: list[IndexedText]) -> None:
        """Insert one batch and commit it."""
        rows = [
            (int(d.item[3:]), d.acl, d.language, d.media_type, d.published,
             fold(d.pieces[0].text).text)
            for d in documents
        ]  # fmt: skip
        with self._base:
            self._base.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._base.executemany(
                "INSERT INTO found (rowid, body) VALUES (?, ?)", [(r[0], r[5]) for r in rows]
            )

    def search(self, text: str, *, facets: bool) -> int:
        """Return how many hits the page has, after ten quotations and the facets."""
        question = fold(text).text
        page = self._base.execute(
            "SELECT snippet(found, 0, '[', ']', '', 40) FROM found JOIN passage ON id = found.rowid"
            " WHERE found MATCH ? AND acl IN ('open') ORDER BY bm25(found) LIMIT ?",
            (question, LIMIT),
        ).fetchall()
        for facet in ("language", "media_type", "year") if facets else ():
            self._base.execute(
                f"SELECT {facet}, count(*) FROM found JOIN passage ON id = found.rowid"  # noqa: S608 - our own names
                " WHERE found MATCH ? AND acl IN ('open') GROUP BY 1",
                (question,),
            ).fetchall()
        return len(page)

    def close(self) -> None:
        """Close the file."""
        self._base.close()


@contextmanager
def timed(told: dict[str, float]) -> Iterator[None]:
    """Note wall and CPU seconds of a block."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    told["wall_s"] = round(time.perf_counter() - wall, 3)
    told["cpu_s"] = round(time.process_time() - cpu, 3)


def fill(name: str, add: Callable[[list[IndexedText]], None], given: list[IndexedText]) -> float:
    """Index everything in batches, print the speed, return passages per CPU second."""
    told: dict[str, float] = {}
    with timed(told):
        for start in range(0, len(given), BATCH):
            add(given[start : start + BATCH])
    speed = len(given) / told["cpu_s"]
    megabytes = sum(len(d.pieces[0].text.encode()) for d in given) / 1e6
    tell(
        engine=name,
        work="index",
        passages=len(given),
        **told,
        passages_per_cpu_s=round(speed),
        passages_per_wall_s=round(len(given) / told["wall_s"]),
        mb_per_cpu_s=round(megabytes / told["cpu_s"], 1),
    )
    return speed


def ask(name: str, work: str, search: Callable[[str], int], texts: list[str]) -> float:
    """Ask every text several times, print the percentiles, return the median in milliseconds."""
    search(texts[0])
    took = []
    for turn in range(REPEATS):
        text = texts[turn % len(texts)]
        start = time.perf_counter()
        search(text)
        took.append(1000 * (time.perf_counter() - start))
    p50, p99 = statistics.median(took), statistics.quantiles(took, n=100)[98]
    tell(engine=name, work=work, queries=REPEATS, p50_ms=round(p50, 3), p99_ms=round(p99, 3))
    return p50


def tell(**told: str | float) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run everything and print it."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("passages", type=int, nargs="?", default=100_000)
    options.add_argument("--folder", type=Path, help="where to work; a temporary folder if absent")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(dir=chosen.folder))
    documents = list(passages(chosen.passages))
    try:
        compare(documents, folder)
    finally:
        shutil.rmtree(folder)


def compare(documents: list[IndexedText], folder: Path) -> None:
    """Run both engines on `documents`."""
    index: SearchIndex = open_index(folder / "tantivy")
    peer = Fts5(folder / "fts5.db")

    def add(batch: list[IndexedText]) -> None:
        index.add(batch)
        index.commit(1)

    ours, theirs = fill("amana", add, documents), fill("fts5", peer.add, documents)
    index.close()
    index = open_index(folder / "tantivy")
    tell(work="index", size_amana_mb=_megabytes(folder / "tantivy"),
         size_fts5_mb=round((folder / "fts5.db").stat().st_size / 1e6, 1))  # fmt: skip
    tell(work="index", ratio_amana_to_fts5=round(ours / theirs, 2))
    acl = frozenset({"open"})
    for work, texts in questions().items():
        mine = ask("amana", work, lambda text: len(
            index.search(Query(text=text, acl=acl, limit=LIMIT)).hits), texts)  # fmt: skip
        bare = ask("fts5", work, lambda text: peer.search(text, facets=False), texts)
        full = ask("fts5 with facets", work, lambda text: peer.search(text, facets=True), texts)
        tell(work=work, times_faster_than_fts5=round(bare / mine, 2),
             times_faster_than_fts5_with_facets=round(full / mine, 2))  # fmt: skip
    index.close()
    peer.close()


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6, 1)


if __name__ == "__main__":
    main()
