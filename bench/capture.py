"""Captures of whole bundles: pages a minute, and what the recorder costs beside the browser.

    python bench/capture.py [--pages N] [--tabs 1,2,4]

The pages come from the server of the tests (tests/truth), in a process of its own on loopback: an
Arabic news page with a frame of another host, a video, a style sheet in Brotli, a script that asks
and posts, a service worker and a lazy picture, about twenty requests. A bundle is all of it:
pictures before and after, PDF, MHTML, frames, text, reconciliation, statements.

Prints JSON lines. `pages`, for each number of tabs: pages a minute, seconds to the end of the first
capture, in which recorder and browser start, CPU seconds of a page by process (recorder, browser
with its walls, amana), and the recorder's share. `responses`: how many were recorded, and how many
of these are, byte for byte, what the server sent. The last line has all of it. Randomised framings
are held against the server by `pytest tests/conformance/test_capture_framings.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec

from amana.acquire.capture.accounts import Exchange, Purpose, Wanted
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.shooting import Order

TESTS = Path(__file__).resolve().parent.parent / "tests"
TICKS = os.sysconf("SC_CLK_TCK")
_SUMMARY: dict[str, object] = {}


class Served(msgspec.Struct, frozen=True):
    """The server of the tests, in another process: how it is reached."""

    url: str
    profile: Profile


def told(what: str, *, of: str = "", **figures: object) -> None:
    """Print one line, and keep its figures for the last one."""
    print(json.dumps({"what": what, **({"of": of} if of else {}), **figures}), flush=True)
    for name, value in figures.items():
        _SUMMARY["_".join(filter(None, (what, of, name))).replace(" ", "_")] = value


def serve(folder: Path) -> None:
    """Serve until standard input ends; then print what was sent, a digest for each response."""
    package = ModuleType("tests")  # packages that are installed bring a `tests` of their own
    package.__path__ = [str(TESTS)]
    sys.modules["tests"] = package
    from tests.truth.server import TruthServer  # noqa: PLC0415 - can be found from here on
    from tests.truth.site import add_site  # noqa: PLC0415 - as above

    with TruthServer(folder) as truth:
        add_site(truth)
        print(msgspec.json.encode(Served(truth.url("", tls=True), truth.profile())).decode())
        sys.stdout.flush()
        sys.stdin.read()
        print(json.dumps([one.sha256 for one in truth.sent if one.whole]))


@contextmanager
def server(folder: Path) -> Iterator[tuple[Served, list[str]]]:
    """Have the server; when it ends, the list has the digest of every response it sent whole."""
    command = [sys.executable, __file__, "--serve", str(folder)]
    digests: list[str] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdout is None or process.stdin is None:
            raise SystemExit("the server has no pipes")
        try:
            yield msgspec.json.decode(process.stdout.readline(), type=Served), digests
        finally:
            process.stdin.close()
            digests += json.loads(process.stdout.read() or b"[]")


class Process(NamedTuple):
    """A process: its parent, its command line, and its CPU seconds, ended children included."""

    parent: int
    line: str
    seconds: float


def used(pid: int) -> Process:
    """Return what a process is and has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    numbers = fields.rpartition(")")[2].split()
    line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return Process(int(numbers[1]), line, sum(int(each) for each in numbers[11:15]) / TICKS)


def started_as(pid: int, known: dict[int, Process]) -> str:
    """Return the command line that we started and that led to a process; empty: none did."""
    while pid in known and known[pid].parent != os.getpid():
        pid = known[pid].parent
    return known[pid].line if pid in known else ""


def by_kind() -> dict[str, float]:
    """Return the CPU seconds of everything below this process: recorder, browser and its walls."""
    known: dict[int, Process] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                known[int(entry.name)] = used(int(entry.name))
            except (OSError, ValueError):
                continue
    found = {"recorder": 0.0, "browser": 0.0}
    for pid, process in known.items():
        line = started_as(pid, known)
        if line and "--serve" not in line:
            kind = "recorder" if "recorder_process" in line else "browser"
            found[kind] += process.seconds
    return found


def pages(site: Served, folder: Path, tabs: int, number: int) -> list[Path]:
    """Capture so many pages with so many tabs; returns the folders."""
    folders = [folder / f"{tabs}-{n}" for n in range(number)]
    with Studio(tabs=tabs, profile=site.profile, limits=Limits(free_bytes=1)) as studio:

        def take(n: int) -> None:
            order = Order(wanted=Wanted(url=f"{site.url}/page/{tabs}{n}"))
            studio.capture(order, folders[n])

        began = time.perf_counter()
        studio.capture(Order(wanted=Wanted(url=f"{site.url}/page/0")), folder / f"{tabs}-first")
        first = time.perf_counter() - began
        before, own = by_kind(), time.process_time()
        began = time.perf_counter()
        with ThreadPoolExecutor(tabs) as pool:
            list(pool.map(take, range(number)))
        wall = time.perf_counter() - began
        after, own = by_kind(), time.process_time() - own
    recorder = (after["recorder"] - before["recorder"]) / number
    browser = (after["browser"] - before["browser"]) / number
    amana = own / number
    told(
        "pages",
        of=f"{tabs} tabs" if tabs > 1 else "1 tab",
        per_minute=round(60 * number / wall, 1),
        seconds_of_the_first=round(first, 2),
        cpu_recorder=round(recorder, 3),
        cpu_browser=round(browser, 3),
        cpu_amana=round(amana, 3),
        recorder_share=round(recorder / (recorder + browser + amana), 3),
    )
    return folders


def identical(folders: list[Path], sent: list[str]) -> None:
    """Hold what was recorded against what the server says it sent."""
    known = set(sent)
    recorded = [
        msgspec.json.decode(line, type=Exchange)
        for folder in folders
        for line in (folder / "exchanges.jsonl").read_bytes().splitlines()
    ]
    whole = [one for one in recorded if one.response and not one.truncated]
    fits = sum(one.response is not None and one.response.sha256 in known for one in whole)
    robots = sum(one.purpose is Purpose.ROBOTS for one in whole)
    told("responses", recorded=len(whole), byte_identical=fits, robots=robots)


def main() -> None:
    """Measure everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--tabs", default="1,2,4")
    parser.add_argument("--serve", type=Path)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "truth").mkdir()
        folders: list[Path] = []
        with server(folder / "truth") as (site, sent):
            for tabs in map(int, arguments.tabs.split(",")):
                folders += pages(site, folder, tabs, arguments.pages)
        identical(folders, sent)
    print(json.dumps(_SUMMARY))


if __name__ == "__main__":
    main()
