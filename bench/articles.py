"""Find the articles of real news pages with amana and with named peers, in the same run.

    python bench/articles.py [--data FOLDER] [--peers FOLDER] [--half even|odd|all] [--worst N]

`python bench/peers.py FOLDER` installs the peers: trafilatura (as it is, and in its fast setting),
resiliparse, readability-lxml. Prints JSON lines: for each engine F1, precision, recall and pages
per CPU second of the whole way from the bytes of a page to the text of its article, then ratios.
The pages and their texts are those of scrapinghub/article-extraction-benchmark; the measure is its
own: shingles of four words, precision and recall averaged over pages, F1 of these two averages.
The rules of amana were developed on the pages of even index only, so `odd` is the honest half.

The way of amana is reading (every character with its place in the bytes, blocks, metadata) and
finding; here both run in this process like the peers: what a confined process costs besides is
measured by bench/sandbox.py. `--worst` names the pages on which most is missed or too much.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from amana.reading import ReadingPool, assemble
from amana.reading.articles import find_articles
from amana.reading.readers.html.reader import read, warm
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.wire import Budget, ReadOrder
from amana.records import Reading

ROUNDS = 3
SHINGLE = 4
_WORD = re.compile(r"\w+")

Shingles = Counter[tuple[str, ...]]


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


def readings_of(pages: list[bytes]) -> tuple[list[Reading], float]:
    """Return the readings of the pages, and the CPU seconds of the faster of two rounds."""
    order = ReadOrder(
        family="html",
        name="page.html",
        size=0,
        media_type="text/html",
        budget=Budget(text_chars=1 << 26, runs=1_000_000, pages=1, pixels=1),
    )
    with ReadingPool(1) as pool:
        step = pool.step_for("text/html")
    if step is None:
        sys.exit("there is no reader of HTML")
    warm()
    spent = []
    for _ in range(ROUNDS - 1):
        began = time.process_time()
        found = []
        for page in pages:
            answer = read(BytesContent(page), replace(order, size=len(page)), Closed())
            digest = hashlib.sha256(page).hexdigest()
            outcome = assemble.read(answer, digest, "text/html", step, ())
            if outcome.reading is None:
                sys.exit(f"a page could not be read: {outcome.reason}")
            found.append(outcome.reading)
        spent.append(time.process_time() - began)
    return found, min(spent)


def body(reading: Reading) -> str:
    """Return the paragraphs of all articles of a reading."""
    return "\n".join(
        part.quote for article in find_articles(reading) for part in article.paragraphs
    )


def by_amana(pages: list[bytes], true: list[str]) -> tuple[dict[str, object], list[str]]:
    """Measure both steps; return what is printed, and the texts."""
    readings, reading = readings_of(pages)
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        texts = [body(each) for each in readings]
        spent.append(time.process_time() - began)
    row = told("amana", texts, true, reading + min(spent))
    row["read_ms"] = round(1000 * reading / len(pages), 1)
    row["find_ms"] = round(1000 * min(spent) / len(pages), 1)
    return row, texts


def by_peers(
    python: Path, folder: Path, true: list[str], keys: list[str]
) -> list[dict[str, object]]:
    """Have the peers measured by the Python in which they are installed."""
    script = Path(__file__).with_name("articles_peers.py")
    paths = "\n".join(str(folder / "html" / f"{key}.html.gz") for key in keys)
    done = subprocess.run(
        [python, script],
        input=paths,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    rows = map(json.loads, done.stdout.splitlines())
    return [told(row["engine"], row["texts"], true, row["cpu"]) for row in rows]


def told(name: str, texts: list[str], true: list[str], spent: float) -> dict[str, object]:
    """Return what is printed of an engine."""
    rate = {"pages_per_cpu_second": round(len(true) / spent, 1)}
    return {
        "engine": name,
        "pages": len(true),
        **score(list(zip(true, texts, strict=True))),
        **rate,
    }


def worst(keys: list[str], true: list[str], texts: list[str], number: int) -> None:
    """Name the pages with the lowest F1, and the first words that were missed or too many."""
    rows = []
    for key, wanted, found in zip(keys, true, texts, strict=True):
        right, got = shingles(wanted), shingles(found)
        common = (right & got).total()
        f1 = 2 * common / max(1, right.total() + got.total())
        missed = " ".join(next(iter(right - got), ()))
        surplus = " ".join(next(iter(got - right), ()))
        rows.append((f1, key, right.total(), got.total(), common, missed, surplus))
    for f1, key, wants, has, common, missed, surplus in sorted(rows)[:number]:
        print(
            f"{f1:.3f} {key[:12]} wanted {wants}, found {has}, common {common}; "
            f"missed: {missed!r}; too much: {surplus!r}",
            file=sys.stderr,
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    default = os.environ.get("AMANA_TEST_DATA", str(Path(__file__).parents[2] / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--peers", type=Path, default=os.environ.get("AMANA_BENCH_PEERS"))
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--worst", type=int, default=0)
    chosen = parser.parse_args()
    folder = chosen.data / "html-articles"
    if not folder.is_dir():
        sys.exit(f"there are no pages in {folder}: say where with --data or AMANA_TEST_DATA")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    every = sorted(truth)
    keys = {"even": every[0::2], "odd": every[1::2], "all": every}[chosen.half]
    pages = [gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in keys]
    true = [truth[key]["articleBody"] for key in keys]
    own, texts = by_amana(pages, true)
    rows = [own]
    python = Path(chosen.peers or "") / "articles" / "bin" / "python"
    if python.exists():
        rows += by_peers(python.absolute(), folder, true, keys)
    else:
        print(json.dumps({"engine": "peers", "missing": "not installed here, not measured"}))
    for row in rows:
        print(json.dumps(row))
    summary: dict[str, object] = {"pages": len(pages), "bytes": sum(map(len, pages))}
    if chosen.half == "all":
        for name, at in (("even", 0), ("odd", 1)):
            summary[f"amana_f1_{name}"] = score(list(zip(true, texts, strict=True))[at::2])["f1"]
    for row in rows:
        summary[f"{row['engine']}_f1"] = row["f1"]
        summary[f"{row['engine']}_pages_per_cpu_second"] = row["pages_per_cpu_second"]
    print(json.dumps(summary))
    worst(keys, true, texts, chosen.worst)


if __name__ == "__main__":
    main()
