"""Evaluate the steps of analysis on text that their rules were not written for.

    python bench/evaluation.py [STEP…] [--data FOLDER] [--models FOLDER] [--missed]

prints precision, recall and F1 with 95 % intervals (bootstrap over texts) of each step, without
trained models and, where FOLDER has some (`make models`), with them. `--missed` prints what is
missed in the seeds instead. `--page` writes docs/explanation/evaluation.md.
"""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Mapping
from pathlib import Path

from evaluate import seeds
from evaluate.scoring import Row, show

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "explanation" / "evaluation.md"
MARK = "<!-- measured -->\n"


def main() -> None:
    """Run what is asked for and print it."""
    arguments = _arguments()
    models = _models(arguments.models)
    if arguments.missed:
        print("\n".join(seeds.missed(arguments.data, {})))
        return
    names = arguments.steps or _evaluations()
    rows: list[Row] = []
    for name in names:
        module = importlib.import_module(f"evaluate.{name}")
        rows += module.run(arguments.data, {})
        if models and getattr(module, "WITH_MODELS", False):
            rows += [
                each._replace(note=f"{each.note}; trained models".strip("; "))
                for each in module.run(arguments.data, models)
            ]
    table = show(rows)
    print(table)
    if arguments.page:
        before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
        PAGE.write_text(f"{before}{MARK}\n{table}\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("steps", nargs="*")
    data = os.environ.get("AMANA_TEST_DATA", str(HERE.parent.parent / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--models", type=Path)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--page", action="store_true")
    return parser.parse_args()


def _evaluations() -> list[str]:
    found = (HERE / "evaluate").glob("*.py")
    return sorted(each.stem for each in found if each.stem not in {"__init__", "scoring", "gold"})


def _models(folder: Path | None) -> Mapping[str, Path]:
    """Return the models in a folder by what they serve: `claims-en.model` serves `claims/en`."""
    if folder is None:
        return {}
    return {each.stem.replace("-", "/", 1): each for each in sorted(folder.glob("*.model"))}


if __name__ == "__main__":
    main()
