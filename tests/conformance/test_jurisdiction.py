"""Answers about jurisdiction that were worked out by hand from the Statute."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from amana.law.jurisdiction import Answer, Question, Result, jurisdiction

TODAY = "2026-11-01"


class Vector(msgspec.Struct, frozen=True):
    """One row of jurisdiction.tsv."""

    name: str
    crime: str
    places: str
    nationalities: str
    when: str
    as_of: str
    more: str
    result: str
    bases: str
    depends: str
    why: str

    @property
    def question(self) -> Question:
        more = dict(each.split("=") for each in self.more.split())
        return Question(
            crime=self.crime,
            places=codes(self.places, self.name),
            nationalities=codes(self.nationalities, self.name),
            when=None if self.when == "-" else self.when,
            as_of=TODAY if self.as_of == "-" else self.as_of,
            registered=codes(more.get("registered", "-"), self.name),
            aggressor=more.get("aggressor"),
            mandated={"yes": True, "no": False}.get(more.get("mandated", "")),
            born=more.get("born"),
        )


def codes(cell: str, name: str) -> tuple[str, ...] | None:
    if cell == "-":
        return None
    if cell == "none":
        return ()
    return (cell,) if name.endswith("by-name") else tuple(cell.split())


def vectors() -> list[Vector]:
    lines = (Path(__file__).parent / "jurisdiction.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Vector(*row) for row in rows[1:]]


def bases_of(answer: Answer) -> str:
    told = [f"{each.provision.removeprefix('rs:')} {each.state or '-'}" for each in answer.bases]
    return ";".join(told) or "-"


def test_there_are_many_vectors_and_each_says_why() -> None:
    rows = vectors()
    assert len(rows) >= 80
    assert len({row.name for row in rows}) == len(rows)
    assert all(len(row.why) > 5 for row in rows)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
def test_answer_is_that_of_the_statute(vector: Vector) -> None:
    answer = jurisdiction(vector.question)
    assert (answer.result, bases_of(answer)) == (vector.result, vector.bases), vector.why
    depends = " ".join(each.on for each in answer.unknowns) or "-"
    assert depends == vector.depends, vector.why
    assert (answer.result is Result.UNDETERMINED) == bool(answer.unknowns)
