"""Find near-duplicates among made-up passages with amana and datasketch, on the same shingles.

    python bench/likeness.py [--peers FOLDER] [--texts N] [--units N …]

`python bench/peers.py FOLDER` installs datasketch. Passages of 60 to 200 words, half in Latin and
half in Arabic letters, drawn with Zipf's law from 20,000 made-up words each; three of ten are
copies of another with 1 to 10 % of the words exchanged, left out or put in. Both tools get the same
prepared shingles of three words, make signatures of 128 numbers, and take for candidates what
shares one of 32 bands; exact Jaccard indexes say what was to be found. Then the way of an archive:
entries with so many units go into a catalogue (SQLite, in a file), and `near` is asked for copies.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from amana.catalogue import open_catalogue
from amana.catalogue.bands import bands_of
from amana.reading.likeness import shingles
from amana.reading.likeness.find import signature
from amana.records import Entry, Field, Likeness, LikenessMethod, Reading, Recipe, State

SEED = 20_140_512
WORDS = 20_000
COPIES = 0.3
ROUNDS = 3
BATCH = 500
ASKED = 200
_LETTERS = ("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
_CUM = list(itertools.accumulate(1 / rank**1.05 for rank in range(1, WORDS + 1)))

Pair = tuple[int, int]
Shingles = frozenset[str]


def say(**figures: object) -> None:
    """Print one line."""
    print(json.dumps(figures), flush=True)


def passages(count: int) -> tuple[list[str], list[int]]:
    """Return passages, and for each of which it is a copy (itself, if of none)."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    spoken = [
        ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(WORDS)]
        for letters in _LETTERS
    ]
    made: list[list[str]] = []
    of: list[int] = []
    tongue: list[int] = []
    for number in range(count):
        if number > 10 and chance.random() < COPIES:  # noqa: PLR2004 - something to copy
            first = of[chance.randrange(number)]
            made.append(_edited(made[first], spoken[tongue[first]], chance))
            of.append(first)
            tongue.append(tongue[first])
        else:
            tongue.append(number % 2)
            length = chance.randint(60, 200)
            made.append(chance.choices(spoken[number % 2], cum_weights=_CUM, k=length))
            of.append(number)
    return [" ".join(words) for words in made], of


def _edited(words: list[str], others: list[str], chance: random.Random) -> list[str]:
    share, edited = chance.uniform(0.01, 0.1), []
    for word in words:
        if chance.random() >= share:
            edited.append(word)
            continue
        deed = chance.randrange(3)  # exchanged, put in before, left out
        edited += [[chance.choice(others)], [chance.choice(others), word], []][deed]
    return edited


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the share of common shingles."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def pairs_of(buckets: Iterable[list[int]]) -> set[Pair]:
    """Return the pairs of those that are in one bucket."""
    return {pair for bucket in buckets for pair in itertools.combinations(sorted(bucket), 2)}


def judged(name: str, found: set[Pair], true: dict[Pair, float], sets: list[Shingles]) -> None:
    """Print how many of the true pairs were found, and how many of those found are like."""
    line: dict[str, object] = {"tool": name, "what": "candidates", "pairs": len(found)}
    for least in (0.8, 0.5):
        wanted = {pair for pair, index in true.items() if index >= least}
        line[f"pairs_{least}"] = len(wanted)
        line[f"recall_{least}"] = round(len(wanted & found) / len(wanted), 4)
    like = sum(jaccard(sets[one], sets[other]) >= 0.5 for one, other in found)  # noqa: PLR2004 - see line
    say(**line, precision=round(like / len(found), 4))


def by_amana(sets: list[Shingles]) -> tuple[float, float, set[Pair], list[bytes]]:
    """Return CPU seconds for signatures and for bands, the candidates, the signatures."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        signatures = [signature(each) for each in sets]
        spent.append(time.process_time() - began)
    began = time.process_time()
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(signatures):
        for key in bands_of(each):
            buckets[key].append(number)
    return min(spent), time.process_time() - began, pairs_of(buckets.values()), signatures


def by_datasketch(python: Path, sets: list[Shingles]) -> tuple[float, float, set[Pair]]:
    """Return CPU seconds for signatures and for the index, and the candidates."""
    given = "".join(json.dumps(sorted(each)) + "\n" for each in sets)
    script = Path(__file__).with_name("likeness_peer.py")
    done = subprocess.run(
        [python, script], input=given, stdout=subprocess.PIPE, text=True, check=True,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    told = json.loads(done.stdout)
    return told["signatures"], told["index"], {(one, other) for one, other in told["pairs"]}


def entries(signatures: Iterable[bytes]) -> Iterator[tuple[list[Entry], dict[str, bytes]]]:
    """Yield entries of the log by which units come in, with the derivatives that they name."""
    index = 0
    for some in _batched(signatures):
        made: list[Entry] = []
        stored: dict[str, bytes] = {}
        results: dict[str, object] = {"type": "derived", "recipes": {}}
        for each in some:
            ref = f"IT-{index}"
            original = hashlib.sha256(ref.encode()).hexdigest()
            made.append(
                _entry(
                    index,
                    type="acquired",
                    item=ref,
                    digests={"sha256": original, "blake3": "b3", "size": 1},
                    name=f"{ref}.txt",
                    path=f"/{ref}.txt",
                    source=None,
                    restrictions=[],
                )
            )
            key = hashlib.sha256(original.encode()).hexdigest()
            results[f"result {ref}"] = {
                "state": "read",
                "media_type": "text/plain",
                "key": key,
                "reading": _stored(stored, _reading(original, key)),
                "facts": _stored(stored, _fact(original, key, each)),
            }
            index += 1
        made.append(_entry(index, **results))
        index += 1
        yield made, stored


def _batched(given: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    waiting = iter(given)
    while some := tuple(itertools.islice(waiting, BATCH)):
        yield some


def _entry(index: int, **values: object) -> Entry:
    named = {"at": {"time": "2026-11-21T18:00:00.000000Z", "clock": "fixed"}, **values}
    fields = tuple(Field(name=n, value=v, salt="0" * 64) for n, v in named.items())  # type: ignore[arg-type]  # values of JSON
    return Entry(index=index, fields=fields)


def _stored(stored: dict[str, bytes], value: Reading | Likeness) -> str:
    line = msgspec.json.encode(value) + b"\n"
    digest = hashlib.sha256(line).hexdigest()
    stored[digest] = line
    return digest


def _reading(original: str, key: str) -> Reading:
    recipe = Recipe(step="reading/text", tool="amana", version="1")
    return Reading(
        original=original,
        key=key,
        recipe=recipe,
        state=State.READ,
        media_type="text/plain",
        text="",
    )


def _fact(original: str, key: str, each: bytes) -> Likeness:
    return Likeness(
        id=hashlib.sha256(key.encode()).hexdigest(),
        original=original,
        reading=key,
        recipe="r",
        method=LikenessMethod.MINHASH,
        shingles=100,
        signature=each,
    )


def in_catalogue(units: int, signatures: list[bytes]) -> dict[str, object]:
    """Take units in and ask for what is near; others are filled up with noise."""
    noise = (hashlib.shake_256(b"%d" % n).digest(512) for n in range(units - len(signatures)))
    given = itertools.chain(signatures[:units], noise)
    spent, clock = 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        catalogue = open_catalogue(f"sqlite:///{folder}/catalogue.db")
        catalogue.clear()
        for made, stored in entries(given):
            before, began = time.process_time(), time.perf_counter()
            catalogue.apply(made, stored.__getitem__)
            spent += time.process_time() - before
            clock += time.perf_counter() - began
        rows = catalogue.likenesses()
        marks = [row.mark for row in itertools.islice(rows.texts(), ASKED)]
        taken = []
        for mark in marks:
            began = time.perf_counter()
            rows.near(mark, 50)
            taken.append(1000 * (time.perf_counter() - began))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        catalogue.close()
    taken.sort()
    return {
        "what": "catalogue",
        "units": units,
        "units_per_cpu_second": round(units / spent),
        "rows_per_cpu_second": round(33 * units / spent),
        "wall_units_per_second": round(units / clock),
        "mb": round(size / 1e6),
        "near_p50_ms": round(statistics.median(taken), 2),
        "near_p99_ms": round(taken[int(0.99 * len(taken))], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", type=Path, default=os.environ.get("AMANA_BENCH_PEERS"))
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--units", type=int, nargs="*", default=[10_000, 100_000])
    chosen = parser.parse_args()
    texts, of = passages(chosen.texts)
    began = time.process_time()
    sets = [shingles(text) for text in texts]
    prepared = len(texts) / (time.process_time() - began)
    families: defaultdict[int, list[int]] = defaultdict(list)
    for number, first in enumerate(of):
        families[first].append(number)
    spent, banded, found, signatures = by_amana(sets)
    summary: dict[str, object] = {"texts": len(texts)}
    summary["shingles_prepared_per_cpu_second"] = round(prepared)
    summary["signatures_per_cpu_second"] = round(len(sets) / spent)
    summary["bands_per_cpu_second"] = round(len(sets) / banded)
    python = Path(chosen.peers or "") / "datasketch" / "bin" / "python"
    theirs: set[Pair] = set()
    if python.exists():
        peer, index, theirs = by_datasketch(python.absolute(), sets)
        summary["datasketch_signatures_per_cpu_second"] = round(len(sets) / peer)
        summary["cpu_ratio_datasketch_to_amana_signatures"] = round(peer / spent, 2)
        summary["cpu_ratio_datasketch_to_amana_with_candidates"] = round(
            (peer + index) / (spent + banded), 2
        )
    else:
        say(tool="datasketch", missing="not installed here, not measured")
    everything = pairs_of(families.values()) | found | theirs
    true = {pair: jaccard(sets[pair[0]], sets[pair[1]]) for pair in everything}
    judged("amana", found, true, sets)
    if theirs:
        judged("datasketch", theirs, true, sets)
    for units in chosen.units:
        told = in_catalogue(units, signatures)
        say(**told)
        summary[f"near_p50_ms_of_{units}"] = told["near_p50_ms"]
        summary[f"units_in_per_cpu_second_of_{units}"] = told["units_per_cpu_second"]
    say(**summary)


if __name__ == "__main__":
    main()
