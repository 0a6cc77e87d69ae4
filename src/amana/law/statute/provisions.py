"""The provisions of the Rome Statute as a tree of labels: what exists, and what is nearest.

A provision is a path of labels, article first: `("8", "2", "b", "iv")` is `rs:8(2)(b)(iv)`. Its
text is not here; `data/provisions.tsv` says only what there is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

import msgspec

Path = tuple[str, ...]
"""The labels of a provision, article first."""

_PART = re.compile(r"([a-z0-9]+)(?:-([a-z0-9]+))?(?:\*(\d+))?(\()?|\)")
_UNLIKE = 1.4  # beyond this distance nothing is worth suggesting
_MISSING, _TOO_MANY = 0.6, 0.7  # a level
_OTHER_ARTICLE = 2.0
_TENS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """A provision: its `path`, the labels directly `below` it, and into how many crimes it falls.

    `crimes` is 0 unless the Elements of Crimes divide it: `rs:8(2)(c)(i)` holds four.
    """

    path: Path
    below: Path = ()
    crimes: int = 0

    @property
    def id(self) -> str:
        """Its identifier, like `rs:8(2)(b)(iv)`."""
        return spelled(self.path)


def spelled(path: Sequence[str]) -> str:
    """Return the identifier of a path of labels."""
    return f"rs:{path[0]}" + "".join(f"({label})" for label in path[1:])


def roman(number: int) -> str:
    """Return a number from 1 to 39 as small roman numerals."""
    letters = ""
    for value, sign in _TENS:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


ROMANS = {roman(number): number for number in range(1, 40)}


@functools.cache
def provisions() -> Mapping[Path, Provision]:
    """Return every provision by its path; the path `()` has the articles below it."""
    text = files("amana.law.statute").joinpath("data", "provisions.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] not in {"", "#"}]
    found: dict[Path, Provision] = {}
    for article, *rest in rows:
        found |= _article(article, rest[0] if rest else "")
    articles = tuple(article for article, *_ in rows)
    return {(): Provision(path=(), below=articles), **found}


def _article(article: str, told: str) -> dict[Path, Provision]:
    below: dict[Path, list[str]] = {(article,): []}
    crimes: dict[Path, int] = {}
    here: Path = (article,)
    for part in _PART.finditer(told):
        if part[0] == ")":
            here = here[:-1]
            continue
        labels = list(_labels(part[1], part[2], roman_here=here[-1].isalpha()))
        below[here] += labels
        for label in labels:
            below[(*here, label)] = []
            crimes[(*here, label)] = int(part[3] or 0)
        if part[4]:
            here = (*here, labels[-1])
    return {
        path: Provision(path=path, below=tuple(labels), crimes=crimes.get(path, 0))
        for path, labels in below.items()
    }


def _labels(first: str, last: str | None, *, roman_here: bool) -> Iterator[str]:
    if last is None:
        yield first
    elif first.isdigit():
        yield from map(str, range(int(first), int(last) + 1))
    elif roman_here:
        numerals = list(ROMANS)
        yield from numerals[numerals.index(first) : numerals.index(last) + 1]
    else:
        yield from map(chr, range(ord(first), ord(last) + 1))


def nearest_provision(labels: Sequence[str]) -> str | None:
    """Return the identifier of the provision that is most like `labels`, None where none is.

    A level that is missing or too many, and a label close to one that exists, are what people get
    wrong; another article is not: `8(b)(iv)` is near `8(2)(b)(iv)`, and `147` is near nothing.
    """
    near: list[tuple[float, int, str]] = []
    for path in provisions():
        if path and labels and _unlike_article(labels[0], path[0]) < _UNLIKE:
            far = round(_distance(tuple(labels), path), 3)
            near.append((far, -len(set(labels) & set(path)), spelled(path)))
    best = min(near, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] < _UNLIKE else None


def _distance(labels: Path, path: Path) -> float:
    """Return the weighted edit distance of two paths; the article stands against the article."""
    row = [0.0, *(_OTHER_ARTICLE + at for at in range(len(path)))]
    for at, label in enumerate(labels):
        above, row = row, [_OTHER_ARTICLE + at]
        for to, other in enumerate(path):
            alike = _unlike_article(label, other) if at == to == 0 else _unlike(label, other)
            edge = _OTHER_ARTICLE if 0 in {at, to} and at != to else 0.0
            row.append(min(above[to] + alike + edge, above[to + 1] + _TOO_MANY, row[to] + _MISSING))
    return row[-1]


def _unlike_article(label: str, other: str) -> float:
    """Return how unlike two articles are: `15` and `15bis` are somewhat, others are not at all."""
    if label == other:
        return 0.0
    return _MISSING if label.rstrip("abeirst") == other.rstrip("abeirst") else _OTHER_ARTICLE


def _unlike(label: str, other: str) -> float:
    """Return how unlike two labels are: 0 if equal, more with every label that lies between."""
    if label == other:
        return 0.0
    places, others = _places(label), _places(other)
    far = min((abs(places[kind] - others[kind]) for kind in places.keys() & others), default=99)
    return min(1.0, 0.45 + 0.05 * far)


@functools.cache
def _places(label: str) -> Mapping[str, int]:
    """Return which place a label takes as a number, as a letter and as a roman numeral."""
    found: dict[str, int] = {}
    if digits := re.match(r"\d{1,4}", label):
        found["number"] = found["roman"] = int(digits[0])
    if label in ROMANS:
        found["roman"] = ROMANS[label]
    if len(label) == 1 and label.isalpha():
        found["letter"] = ord(label)
    return found
