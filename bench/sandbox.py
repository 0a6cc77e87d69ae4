"""What the sandbox costs: for a tiny document, and for a program, with it and without.

    python bench/sandbox.py [--items N]

Prints JSON lines. `start`: seconds until the readers are loaded and proved. `spawn`: milliseconds
until a worker that nobody made ready beforehand waits for its order. `item`: milliseconds of wall
and of CPU (of the pool, the nursery and the workers together) for a document of six bytes, one
after the other, where the sandbox is in force, where it is forgone, and where the reader is called
in this process. `program`: milliseconds of wall of `pdftotext` below bubblewrap, and without. The
last line has all of it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

from amana.reading import Limits, ReadingPool
from amana.reading.readers import text
from amana.reading.readers.catalogue import FAMILIES
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.protocol import Setup
from amana.reading.sandbox.running import Programs
from amana.reading.sandbox.samples import PDF
from amana.reading.wire import Budget, ReadOrder

DATA = b"words\n"
PDFTOTEXT = ("-q", "-", "-")


_SUMMARY: dict[str, object] = {}


def told(**figures: object) -> None:
    """Print one line, and keep its figures for the last one."""
    print(json.dumps(figures), flush=True)
    named = [str(value) for value in figures.values() if isinstance(value, str)]
    if figures.get("unconfined"):
        named.append("unconfined")
    for name, value in figures.items():
        if isinstance(value, float):
            _SUMMARY["_".join([*named, name]).replace(" ", "_")] = value


def milliseconds(seconds: float, items: int) -> float:
    """Return milliseconds for one of so many items."""
    return round(1000 * seconds / items, 2)


def used_by(pid: int) -> float:
    """Return the CPU seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def items(number: int, *, unconfined: bool) -> None:
    """Read a tiny document so many times through a pool."""
    document = os.memfd_create("document")
    os.write(document, DATA)
    began = time.perf_counter()
    with ReadingPool(1, unconfined=unconfined) as pool:
        told(what="start", unconfined=unconfined, seconds=round(time.perf_counter() - began, 2))
        process = pool._nurseries.common._process  # noqa: SLF001 - to measure it
        if process is None:
            raise SystemExit("the pool has no nursery")

        def read() -> None:
            pool.read(document, original="ab" * 32, name="a.txt", size=len(DATA))

        read()
        began, before = time.perf_counter(), time.process_time() + used_by(process.pid)
        for _ in range(number):
            read()
        wall = time.perf_counter() - began
        cpu = time.process_time() + used_by(process.pid) - before
    way = "unconfined" if unconfined else "confined"
    told(what="item", way=way, wall_ms=milliseconds(wall, number), cpu_ms=milliseconds(cpu, number))
    os.close(document)


def in_this_process(number: int) -> None:
    """Read the same without a process for each."""
    budget = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
    order = ReadOrder(family="text", name="a.txt", size=len(DATA), budget=budget)
    began = time.perf_counter()
    for _ in range(number):
        text.read(BytesContent(DATA), order, Closed())
    wall = time.perf_counter() - began
    told(what="item", way="in this process", wall_ms=milliseconds(wall, number))


def spawning(number: int) -> None:
    """Have workers that nobody made ready."""
    keeper = Keeper(Setup(limits=Limits(), families=FAMILIES, unconfined=False), spare=0)
    keeper.start()
    seconds = 0.0
    for _ in range(number):
        began = time.perf_counter()
        with keeper.worker(60):
            seconds += time.perf_counter() - began
    keeper.stop()
    told(what="spawn", wall_ms=milliseconds(seconds, number))


def programs(number: int) -> None:
    """Run a program below bubblewrap, and without."""
    keeper = Keeper(Setup(limits=Limits(), families=(), unconfined=False), spare=0)
    keeper.start()
    below = Programs(keeper, Limits(), forgone=False)
    if below.standing("pdftotext").version is None:
        told(absent="pdftotext")
    else:
        below.run("pdftotext", PDFTOTEXT, PDF)
        began = time.perf_counter()
        for _ in range(number):
            below.run("pdftotext", PDFTOTEXT, PDF)
        told(
            what="program",
            way="confined",
            wall_ms=milliseconds(time.perf_counter() - began, number),
        )
        began = time.perf_counter()
        for _ in range(number):
            subprocess.run(["pdftotext", *PDFTOTEXT], input=PDF, stdout=subprocess.PIPE, check=True)  # noqa: S607 - what a shell would find
        told(what="program", way="bare", wall_ms=milliseconds(time.perf_counter() - began, number))
    keeper.stop()


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=500)
    number = parser.parse_args().items
    items(number, unconfined=False)
    items(number, unconfined=True)
    in_this_process(number)
    spawning(number)
    programs(max(1, number // 10))
    print(json.dumps(_SUMMARY))


if __name__ == "__main__":
    main()
