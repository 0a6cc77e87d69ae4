"""Analysing one reading: what is here already is taken over, only the rest is carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from amana.analysis import Analysts, Code, Failed, Order, Step, sentence
from amana.archive.finishing import named
from amana.archive.parts import Parts
from amana.archive.recipes import Method, Methods
from amana.catalogue import Analysis, FactRow, ObservedRow, ReadingRow, StepResult
from amana.core import JSON, IntegrityError, NotFound, sha256_hex

_DAMAGED = Failed(Code.DAMAGED, sentence(Code.DAMAGED))


class Observations(msgspec.Struct, frozen=True, kw_only=True):
    """How analysing a reading ended, before anything is committed.

    `facts` are new derivatives by their digest, `number` counts all facts that stand now.
    """

    analysis: Analysis
    facts: Mapping[str, bytes] = {}
    recipes: Mapping[str, JSON] = {}
    number: int = 0

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return sum(map(len, self.facts.values()))


class Observing:
    """Has readings analysed; may be used from several threads."""

    def __init__(
        self, parts: Parts, analysts: Analysts, methods: Methods, steps: Sequence[Step]
    ) -> None:
        self._parts = parts
        self._analysts = analysts
        self._methods = methods
        self._needs = {step.name: step.needs for step in steps}

    def observe(self, reading: str) -> Observations:
        """Return what is observed in the reading of this key.

        Raises:
            UnavailableError: no worker can be had.
        """
        catalogue = self._parts.catalogue
        stored = catalogue.reading(reading)
        if stored is None:
            return _failed(reading, self._methods.of(0), _DAMAGED)
        method = self._methods.of(stored.characters)
        keys = method.keys(reading)
        held = catalogue.analyses().stored(keys.values())
        missing = [name for name, key in keys.items() if key not in held]
        facts: Mapping[str, bytes] = {}
        if missing:
            try:
                order = self._order(stored, method, keys, held, missing)
            except (NotFound, IntegrityError):
                return _failed(reading, method, _DAMAGED)
            answer = self._analysts.observe(order)
            if isinstance(answer, Failed):
                return _failed(reading, method, answer)
            facts = answer.facts
        return self._whole(reading, method, keys, held, facts)

    def _order(
        self,
        stored: ReadingRow,
        method: Method,
        keys: Mapping[str, str],
        held: Mapping[str, ObservedRow],
        missing: Sequence[str],
    ) -> Order:
        """Return what is to be carried out.

        Raises:
            NotFound: a derivative is missing.
            IntegrityError: a derivative is damaged.
        """
        needed = {each for name in missing for each in self._needs[name]} - set(missing)
        articles: list[FactRow] = self._parts.catalogue.facts(stored.key, "article")
        return Order(
            reading=self._parts.derivative(stored.derivative),
            articles="\n".join(fact.line for fact in articles).encode(),
            wanted=tuple(missing),
            stored={name: self._facts(held[keys[name]]) for name in sorted(needed)},
            within=method.within,
        )

    def _facts(self, row: ObservedRow) -> bytes:
        return self._parts.derivative(row.derivative) if row.derivative else b""

    def _whole(
        self,
        reading: str,
        method: Method,
        keys: Mapping[str, str],
        held: Mapping[str, ObservedRow],
        facts: Mapping[str, bytes],
    ) -> Observations:
        """Return the result of all steps, those included that were taken over."""
        new = {name: sha256_hex(data) for name, data in facts.items() if data}
        marks = [row.mark for row in held.values()]
        cut = method.within is not None
        return Observations(
            analysis=Analysis(
                reading=reading,
                recipes=method.digest,
                steps={
                    name: StepResult(
                        key=key, facts=held[key].derivative if key in held else new.get(name)
                    )
                    for name, key in keys.items()
                },
                code=Code.IN_PART.value if cut else None,
                reason=sentence(Code.IN_PART, method.within) if cut else None,
            ),
            facts={digest: facts[name] for name, digest in new.items()},
            recipes=dict(named(recipe) for recipe in method.recipes.values()),
            number=sum(data.count(b"\n") for data in facts.values())
            + sum(self._parts.catalogue.analyses().kinds(marks).values()),
        )


def _failed(reading: str, method: Method, why: Failed) -> Observations:
    return Observations(
        analysis=Analysis(
            reading=reading, recipes=method.digest, code=why.code.value, reason=why.reason
        ),
        recipes=dict(named(recipe) for recipe in method.recipes.values()),
    )
