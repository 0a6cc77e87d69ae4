"""A log of many entries: appending, proving, checking, opening after a crash.

    python bench/log.py [ENTRIES] [--group N] [--folder FOLDER]

Prints JSON lines. Entries have the fields of an acquisition and are appended in groups, durably, as
the committer does. Opening is what a process pays that finds a log with a commit that came to
nothing behind it.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from amana.custody import LogCheck, LogReader, LogWriter, Signer, salted
from amana.custody.backends import PosixLog
from amana.custody.payload import Payload, encode

ENTRIES = 1_000_000
PROOFS = 1_000
FIELDS = (
    ("type", "acquired"), ("item", "IT-7F3K-Q2M9"), ("name", "letter.txt"), ("path", "in/letter"),
    ("digests", {"sha256": "ab" * 32, "blake3": "cd" * 32, "size": 4096}), ("source", "S-0001"),
)  # fmt: skip


def told(what: str, seconds: float, number: int) -> None:
    """Print how long something took."""
    line = {"what": what, "seconds": round(seconds, 3), "per_second": round(number / seconds)}
    print(json.dumps(line), flush=True)


def timed(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=int, nargs="?", default=ENTRIES)
    parser.add_argument("--group", type=int, default=4096)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    signer = Signer.generate("example.org/log")
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        root = Path(name)
        storage = PosixLog(root / "custody", root / "work")
        writer = LogWriter.create(storage, signer, "0")
        (root / "custody" / "log.vkey").write_text(f"{signer.verifier.vkey()}\n")

        def append() -> None:
            for start in range(0, asked.entries, asked.group):
                count = min(asked.group, asked.entries - start)
                writer.append([salted(FIELDS) for _ in range(count)], lambda: "0")

        told("append", timed(append), asked.entries)
        reader, chance = LogReader(storage, signer.verifier), random.Random(7)  # noqa: S311 - no secret
        proofs = [
            timed(lambda: reader.prove(chance.randrange(asked.entries))) for _ in range(PROOFS)
        ]
        middle = statistics.median(proofs)
        print(json.dumps({"what": "prove", "median_ms": round(middle * 1e3, 2)}), flush=True)
        late = [encode(Payload(index=asked.entries, slots=salted(FIELDS)))]
        storage.append_payloads(asked.entries, late)
        print(json.dumps({
            "what": "open after a crash",
            "ms": round(timed(lambda: LogWriter.recover(storage, signer)) * 1e3, 1),
        }), flush=True)  # fmt: skip
        check = LogCheck(storage, signer.verifier, lambda _: None)
        check.signature()
        told("check", timed(lambda: list(check.run())), asked.entries)
        if check.problems:
            raise SystemExit(str(check.problems[:3]))


if __name__ == "__main__":
    main()
