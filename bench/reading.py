"""Read real files of many formats with amana and with named peers, on the same files in one run.

    python bench/reading.py [--data FOLDER] [--peers FOLDER] [--rounds N] [--tools NAMES]

`python bench/peers.py FOLDER` installs the peers. Each tool is one process that reads one file
after the other, text recognition off; amana reads in its sandbox, with maps, metadata, digests and
all that is inside, Tika is a server that is warm (twice through all files before it is timed), by
`/tika` (text) and by `/rmeta` (text, metadata, what is inside), kreuzberg and markitdown are called
as libraries. Rounds take turns; medians count.

The judge is the same for all and compares words, not marks, so that Markdown costs nobody a point.
`agreed`: of the files of `expected-words.jsonl`, those with 90 % of the words that at least two
independent families of readers found (a consensus: it cannot tell who is right alone). Of the lines
that people wrote who looked at files (`tests/conformance/expected`): `seen` has every phrase, in
the text or in the metadata; `ordered` has them in the order of a reader; `clean` has nothing that
must not be there; `children` names what is inside. What is inside counts as text of its file.

CPU is that of all processes of a tool. `together` is the same over those files alone that every
tool reads by the words agreed on: nobody gains there by giving up early.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SETS = ("apache-tika", "ingest-file", "kreuzberg", "markitdown")
TOOLS = ("amana", "tika", "tika-rmeta", "kreuzberg", "markitdown")
ENOUGH = 0.9
WARM_UP = {"tika": 2, "tika-rmeta": 2}
_TICK = os.sysconf("SC_CLK_TCK")
_LABEL = re.compile(r"^(date|from|to|cc|bcc|subject) ")

Found = dict[str, Any]


class Process:
    """A tool at work."""

    def __init__(self, tool: str, peers: Path | None) -> None:
        own = peers / tool / "bin" / "python" if peers else None
        python = str(own) if own and own.exists() else sys.executable
        environment = dict(os.environ) | {"AMANA_BENCH_PEERS": str(peers)}
        if own and own.exists():
            environment.pop("PYTHONPATH", None)
        self._process = subprocess.Popen(
            [python, str(HERE / "reading_tools.py"), tool],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        if self._answer() != "ready":
            raise SystemExit(f"{tool} does not start")
        self.peak = 0

    def read(self, paths: list[Path], keep: Path | None = None) -> tuple[float, float]:
        """Have files read; return seconds on the clock and of CPU."""
        before = sum(_cpu(pid) for pid in self._tree())
        self._say({"paths": [str(path) for path in paths], "keep": str(keep) if keep else None})
        wall = json.loads(self._answer())["wall"]
        return wall, sum(_cpu(pid) for pid in self._tree()) - before

    def watched(self, paths: list[Path], keep: Path) -> list[Found]:
        """Have files read, untimed, while the memory of its processes is looked at."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,))
        watch.start()
        self.read(paths, keep)
        over.set()
        watch.join()
        return [json.loads(line) for line in keep.read_text("utf-8", "surrogatepass").splitlines()]

    def stop(self) -> None:
        """End it."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(0.2):
            self.peak = max(self.peak, sum(_pss(pid) for pid in self._tree()))

    def _tree(self) -> list[int]:
        found, waiting = [], [self._process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            tasks = Path(f"/proc/{pid}/task")
            try:
                children = [(task / "children").read_text("ascii") for task in tasks.iterdir()]
            except OSError:
                continue
            waiting += [int(each) for line in children for each in line.split()]
        return found

    def _say(self, order: dict[str, object]) -> None:
        if self._process.stdin is None:
            raise SystemExit
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise SystemExit("a tool has ended")
        return line.strip()


def _cpu(pid: int) -> float:
    """Return the CPU seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def _pss(pid: int) -> int:
    """Return the resident memory of a process in KiB; what is shared is shared out."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def flat(text: str) -> str:
    """Return the words of a text, in small letters, one space before and after each."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower().replace("_", " "))
    return f" {' '.join(words)} "


def held(phrase: str, text: str) -> bool:
    """Tell whether a phrase is in a flat text; the label of a mail's header is no part of it."""
    return f" {_LABEL.sub('', flat(phrase).strip())} " in text


def agreed(found: Found, words: list[str]) -> bool:
    """Tell whether a text holds most of the words that are agreed on."""
    text = unicodedata.normalize("NFC", found.get("text", "")).lower()
    have = set(re.findall(r"[^\W\d_]{2,}", text))
    return len(have & set(words)) / len(words) >= ENOUGH


def judged(found: Found, line: dict[str, Any]) -> dict[str, bool]:
    """Hold what was found against what a person saw."""
    text, told = flat(found.get("text", "")), flat("\n".join(found.get("metadata", [])))
    inside = line.get("inside", {}).values()
    order = list(line.get("in_order", ()))
    words = [word for each in (line, *inside) for word in each.get("words", ())]
    words += order + [phrase for each in inside for phrase in each.get("in_order", ())]
    at, ordered = 0, True
    for phrase in order:
        place = text.find(f" {_LABEL.sub('', flat(phrase).strip())} ", at)
        ordered, at = ordered and place >= 0, max(at, place)
    answers = {
        "seen": all(held(word, text) or held(word, told) for word in words),
        "clean": bool(text.strip())
        and not any(held(each, text) for each in line.get("absent", ())),
    }
    answers |= {"ordered": ordered} if order else {}
    if line.get("children"):
        answers["children"] = sorted(found.get("children", ())) == sorted(line["children"])
    return answers


def expected(files: Path) -> dict[Path, dict[str, Any]]:
    """Return the lines that people wrote about files of the sets."""
    folder = HERE.parent / "tests" / "conformance" / "expected"
    lines = [
        json.loads(line)
        for family in sorted(folder.glob("*.jsonl"))
        if family.stem != "ocr"
        for line in family.read_text("utf-8").splitlines()
    ]
    return {files / line["file"]: line for line in lines if line["file"].startswith(SETS)}


def scores(found: dict[Path, Found], words: dict[Path, list[str]], files: Path) -> Found:
    """Return how many files a tool read, by each measure, as `right of all`."""
    rows = [judged(found[path], line) for path, line in expected(files).items()]
    by_eye = {
        name: f"{sum(row[name] for row in rows if name in row)} of "
        f"{sum(name in row for row in rows)}"
        for name in ("seen", "ordered", "clean", "children")
    }
    return {
        "without_error": sum("error" not in each for each in found.values()),
        "with_text": sum(bool(each.get("text", "").strip()) for each in found.values()),
        "agreed": f"{sum(agreed(found[path], words[path]) for path in words)} of {len(words)}",
        **by_eye,
    }


def timed(tools: dict[str, Process], paths: list[Path], rounds: int, what: str) -> dict[str, float]:
    """Read in turns; print medians; return the CPU seconds of each tool."""
    size = sum(path.stat().st_size for path in paths)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in tools}
    for _ in range(rounds):
        for name, tool in tools.items():
            taken[name].append(tool.read(paths))
    result = {}
    for name, rows in taken.items():
        wall, cpu = (statistics.median(column) for column in zip(*rows, strict=True))
        result[name] = cpu
        say(
            tool=name,
            what=what,
            files=len(paths),
            wall=round(wall, 2),
            cpu=round(cpu, 2),
            files_per_second=round(len(paths) / wall, 1),
            files_per_cpu_second=round(len(paths) / cpu, 1),
            mb_per_cpu_second=round(size / cpu / 1e6, 2),
        )
    return result


def say(**figures: object) -> None:
    """Print one line."""
    print(json.dumps(figures), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    default = os.environ.get("AMANA_TEST_DATA", str(HERE.parents[1] / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--peers", type=Path, default=os.environ.get("AMANA_BENCH_PEERS"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--misses", action="store_true", help="name the files that amana misses")
    chosen = parser.parse_args()
    files = chosen.data.resolve() / "files"
    paths = sorted(path for name in SETS for path in (files / name).rglob("*") if path.is_file())
    if not paths:
        sys.exit(f"there are no files in {files}: say where with --data or AMANA_TEST_DATA")
    peers = Path(chosen.peers).resolve() if chosen.peers else None
    tools: dict[str, Process] = {}
    for name in chosen.tools.split(","):
        if name != "amana" and not (peers and (peers / name.partition("-")[0]).exists()):
            say(tool=name, missing="not installed here, not measured")
        else:
            tools[name] = Process(name, peers)
    agreement = (files / "expected-words.jsonl").read_text("utf-8").splitlines()
    words = {files / row["path"]: row["words"] for row in map(json.loads, agreement)}
    together, told = set(words), {}
    with tempfile.TemporaryDirectory() as folder:
        for name, tool in tools.items():
            for _ in range(WARM_UP.get(name, 1) - 1):
                tool.read(paths)
            rows = tool.watched(paths, Path(folder) / name)
            found = dict(zip(paths, rows, strict=True))
            together &= {path for path in words if agreed(found[path], words[path])}
            told[name] = scores(found, words, files)
            say(tool=name, **told[name], peak_mb=round(tool.peak / 1024))
            if chosen.misses and name == "amana":
                missed(found, words, files)
    load = round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)
    began = time.perf_counter()
    whole = timed(tools, paths, chosen.rounds, "all")
    alike = timed(tools, sorted(together), chosen.rounds, "together")
    for tool in tools.values():
        tool.stop()
    ratios: dict[str, object] = {"files": len(paths), "bytes": sum(p.stat().st_size for p in paths)}
    ratios |= {f"{name}_agreed": told[name]["agreed"] for name in tools}
    ratios |= {f"{name}_seen": told[name]["seen"] for name in tools}
    for name in tools:
        if name != "amana" and "amana" in tools:
            ratios[f"cpu_ratio_{name}_to_amana"] = round(whole[name] / whole["amana"], 2)
            ratios[f"cpu_ratio_{name}_to_amana_together"] = round(alike[name] / alike["amana"], 2)
    say(**ratios, load_per_core=load, minutes=round((time.perf_counter() - began) / 60, 1))


def missed(found: dict[Path, Found], words: dict[Path, list[str]], files: Path) -> None:
    """Name the files that are not read as they should be."""
    for path, each in words.items():
        if not agreed(found[path], each):
            print(f"agreed: {path.relative_to(files)}", file=sys.stderr)
    for path, line in expected(files).items():
        wrong = [name for name, right in judged(found[path], line).items() if not right]
        if wrong:
            print(f"{' '.join(wrong)}: {path.relative_to(files)}", file=sys.stderr)


if __name__ == "__main__":
    main()
