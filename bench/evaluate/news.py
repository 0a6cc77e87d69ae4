"""Unseen news: articles of the public extraction benchmark, annotated by the guide, against all.

The annotations are of one hand, a language model's, and were committed before it looked at what the
steps find. The texts are no part of amana: a file of annotations is named by the key of its article
in the benchmark. Roles and proceedings are not annotated, and not scored. What is missed here is
not printed on purpose: rules that were mended by these texts would need others to be measured on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from evaluate.gold import EXPECTED
from evaluate.scoring import Row
from evaluate.seeds import expected, observed_in, rows

_ANNOTATED = EXPECTED / "news"
_ONLY = 0
"""The number of the article in a text that is one article."""
WITH_MODELS = True
"""Trained models change the result."""


class _Truth(msgspec.Struct):
    body: str = msgspec.field(name="articleBody")


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well the steps do on news that their rules were not written for."""
    return rows(
        "news (unseen)",
        [
            (expected(annotated, text)[_ONLY], observed_in(text, models).get(_ONLY, []))
            for annotated, text in _news(data)
        ],
    )


def _news(data: Path) -> Iterator[tuple[Path, str]]:
    truth = msgspec.json.decode(
        (data / "html-articles" / "ground-truth.json").read_bytes(), type=dict[str, _Truth]
    )
    for annotated in sorted(_ANNOTATED.glob("*.jsonl")):
        yield annotated, truth[annotated.stem].body
