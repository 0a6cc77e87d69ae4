"""Measure everything and write docs/explanation/benchmarks.md from what was measured.

    python bench/publish.py            write the page from the results that are stored
    python bench/publish.py run        measure all first (an hour on a quiet machine)
    python bench/publish.py run NAME…  measure these first, keep the other results
    … run NAME -- WORDS                with other words behind the script than usual

Peers (borg, restic, …) are found on the PATH, or, those of reading, articles and likeness, where
`bench/peers.py` put them and AMANA_BENCH_PEERS says. A result is what a script printed, with the
machine and its load before it began, in bench/results/NAME.json. The page shows nothing that no
script printed.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

BENCH = Path(__file__).resolve().parent
RESULTS = BENCH / "results"
PAGE = BENCH.parent / "docs" / "explanation" / "benchmarks.md"
HEAD = """# Benchmarks

Every figure here was printed by a script in `bench/`, which runs amana and the named peers on the
same input, on the same disk, in one run. Ratios travel between machines; seconds do not. The table
of each script is its last line; what it printed before stands below it, word for word.
"""
KEEP_QUIET = 0.5
"""A load per core above this is said beside the result: its seconds are then not to be trusted."""


class Bench(NamedTuple):
    """One script with its arguments, what it measures, and what is aimed at."""

    name: str
    words: tuple[str, ...]
    title: str
    goal: str


BENCHES = (
    Bench(
        "preserve-mixed",
        ("preserve.py", "mixed"),
        "Preserve a mixed tree of 2 GB: durable, logged, checkpointed",
        "wall at most 1.15 of `cp -r` and sync; CPU at most 0.7 of borg, 0.35 of restic",
    ),
    Bench(
        "preserve-small",
        ("preserve.py", "small"),
        "Preserve 10,000 small files",
        "at least 5,000 items a second",
    ),
    Bench(
        "check",
        ("check.py",),
        "Check everything",
        "at least 1.2 GB/s of one core, warm; memory flat in the number of items",
    ),
    Bench(
        "log",
        ("log.py",),
        "A log of 1,000,000 entries",
        "it is never what limits taking in: more entries a second than items",
    ),
    Bench(
        "replicas",
        ("replicas.py",),
        "Bring a replica up to date, and audit it",
        "no more than what hashing the bytes and making them durable takes",
    ),
    Bench(
        "packages-ocfl",
        ("packages_ocfl.py",),
        "Write and check OCFL storage roots",
        "no more CPU than ocfl-py, with every object durable",
    ),
    Bench(
        "packages",
        ("packages.py",),
        "Check and write BagIt packages",
        "memory flat from 1,000 to 100,000 files; less CPU than bagit to check",
    ),
    Bench(
        "search",
        ("search.py",),
        "Index and query passages, Arabic and English",
        "15,000 passages a second of one core; half of the queries within 1 ms, 99 % within 10 ms",
    ),
    Bench(
        "reading",
        ("reading.py",),
        "Read real files of many formats: sandboxed, with maps, metadata and what is inside",
        "correct on more files than each peer; three times the files a second of Tika, not fewer "
        "than kreuzberg",
    ),
    Bench(
        "sandbox",
        ("sandbox.py",),
        "What the sandbox costs",
        "a few milliseconds a document, which no reader has to justify",
    ),
    Bench(
        "warc",
        ("warc.py",),
        "Read a web archive",
        "as many records a second as warcio, both digests checked",
    ),
    Bench(
        "ocr",
        ("ocr.py",),
        "Recognise the text of pages that are pictures",
        "fewer wrong characters than plain tesseract on every kind of page, in at most three times "
        "its time",
    ),
    Bench(
        "articles",
        ("articles.py",),
        "Article text from HTML",
        "F1 of 0.970 at 250 pages a second of one core",
    ),
    Bench(
        "analysis",
        ("analysis.py",),
        "Analyse news: names, claims, incidents and the rest, with their spans",
        "three times the texts a second of spaCy's full pipeline alone",
    ),
    Bench(
        "jurisdiction",
        ("jurisdiction.py",),
        "Answer questions of jurisdiction, with every step explained",
        "10,000 answers a second of one core",
    ),
    Bench(
        "capture",
        ("capture.py",),
        "Capture web pages, whole bundles",
        "every response byte for byte; recorder at most 0.15 of the CPU; 40 pages a minute",
    ),
    Bench(
        "likeness",
        ("likeness.py",),
        "Find near-duplicates",
        "50,000 signatures a second of one core; recall of 0.99 at a Jaccard index of 0.8",
    ),
)


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a script printed, how it was called, when, on which machine with which load."""

    words: tuple[str, ...]
    day: str
    machine: str
    load_per_core: float
    lines: list[dict[str, Any]]


def machine() -> str:
    """Return the processor, what of it hashing uses, the cores, system and Python."""
    known = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in known if "model name" in line), "")
    flags = next((line.partition(":")[2].split() for line in known if "flags" in line), [])
    sha = "with SHA instructions" if "sha_ni" in flags else "without SHA instructions"
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores of {model} {sha}, {platform.system()}, {python}"


def run(bench: Bench, others: list[str]) -> Result:
    """Run a script and return what it printed; it may print other things than JSON, too."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    words = (bench.words[0], *(others or bench.words[1:]))
    command = [sys.executable, str(BENCH / words[0]), *words[1:]]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    today = datetime.now(UTC).date().isoformat()
    return Result(
        words=words, day=today, machine=machine(), load_per_core=round(load, 2), lines=lines
    )


def section(bench: Bench, result: Result) -> str:
    """Return the part of the page about one script."""
    command = f"python bench/{' '.join(result.words)}"
    said = f"Aimed at: {bench.goal}.\n\n`{command}`, {result.day}, {result.machine}"
    if result.load_per_core > KEEP_QUIET:
        said += f", under load ({result.load_per_core} a core before it began)"
    rows = [f"| {name} | {_shown(value)} |" for name, value in result.lines[-1].items()]
    table = "\n".join(["| | |", "|---|---|", *rows])
    before = "\n".join(json.dumps(line, ensure_ascii=False) for line in result.lines[:-1])
    parts = [f"## {bench.title}", f"{said}.", table]
    return "\n\n".join(parts + ([f"```json\n{before}\n```"] if before else []))


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def page() -> str:
    """Return the page from the stored results."""
    parts = [HEAD.rstrip()]
    for bench in BENCHES:
        stored = RESULTS / f"{bench.name}.json"
        if stored.exists():
            parts.append(section(bench, msgspec.json.decode(stored.read_bytes(), type=Result)))
        else:
            parts.append(f"## {bench.title}\n\nAimed at: {bench.goal}. Not measured yet.")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure if asked to, then write the page."""
    asked = sys.argv[1:]
    cut = asked.index("--") if "--" in asked else len(asked)
    words, others = asked[:cut], asked[cut + 1 :]
    if words[:1] == ["run"]:
        RESULTS.mkdir(exist_ok=True)
        for bench in BENCHES:
            if not words[1:] or bench.name in words[1:]:
                print(f"== {bench.name}", flush=True)
                result = msgspec.json.format(msgspec.json.encode(run(bench, others)), indent=1)
                (RESULTS / f"{bench.name}.json").write_bytes(result + b"\n")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
