"""What the rules of jurisdiction answer, and how it is told in one language.

An answer carries each sentence in both languages; `told` makes the plain one of the command line.
The members of a told answer are fixed: `question`, `result`, `bases`, `obstacles`, `unknowns`,
`contested`, `conditions` and `steps` of `provision`, `fact`, `source` and `outcome`.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from amana.law.jurisdiction.questions import Question
from amana.law.jurisdiction.weighing import Result
from amana.law.label import Label


class Outcome(StrEnum):
    """What a step or condition comes to."""

    MET = "met"
    NOT_MET = "not-met"
    UNDETERMINED = "undetermined"
    NOT_NEEDED = "not-needed"
    NOTED = "noted"
    OPEN = "open"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the chain: the provision, the fact, where it stands, and what it comes to.

    `key` names the sentence in `data/sentences.json`, `state` the State that it is about.
    """

    key: str
    provision: str
    fact: Label
    source: Label
    outcome: Outcome
    state: str | None = None


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """A disputed point. `otherwise`: the result in the reading that the rules do not apply."""

    key: str
    provision: str
    fact: Label
    source: Label
    otherwise: Result | None = None


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """Something open on which the result depends: `on` is its word, `about` what it is about."""

    on: str
    fact: Label
    about: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say to a question.

    `bases` are what the Court could act on, `obstacles` what stands or may stand against it,
    `conditions` what else must be so before it acts (nothing of that changes `result`).
    """

    question: Question
    result: Result
    bases: tuple[Step, ...]
    obstacles: tuple[Step, ...]
    unknowns: tuple[Unknown, ...]
    contested: tuple[Contested, ...]
    conditions: tuple[Step, ...]
    steps: tuple[Step, ...]


class ToldStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step or condition in one language."""

    provision: str
    fact: str
    source: str
    outcome: Outcome


class ToldReason(msgspec.Struct, frozen=True, kw_only=True):
    """A basis or obstacle in one language, and the State that it is about."""

    provision: str
    state: str | None
    fact: str
    source: str


class ToldContested(msgspec.Struct, frozen=True, kw_only=True):
    """A disputed point in one language, and what the result would be in the other reading."""

    provision: str
    point: str
    source: str
    otherwise: Result | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in one language."""

    question: Question
    result: Result
    bases: tuple[ToldReason, ...]
    obstacles: tuple[ToldReason, ...]
    unknowns: tuple[str, ...]
    contested: tuple[ToldContested, ...]
    conditions: tuple[ToldStep, ...]
    steps: tuple[ToldStep, ...]


def told(answer: Answer, language: str = "en") -> Told:
    """Return an answer in one language, `en` or `ar`."""

    def in_words(label: Label) -> str:
        return label.ar if language == "ar" else label.en

    def step(each: Step) -> ToldStep:
        return ToldStep(
            provision=each.provision,
            fact=in_words(each.fact),
            source=in_words(each.source),
            outcome=each.outcome,
        )

    def reason(each: Step) -> ToldReason:
        return ToldReason(
            provision=each.provision,
            state=each.state,
            fact=in_words(each.fact),
            source=in_words(each.source),
        )

    return Told(
        question=answer.question,
        result=answer.result,
        bases=tuple([reason(each) for each in answer.bases]),
        obstacles=tuple([reason(each) for each in answer.obstacles]),
        unknowns=tuple([in_words(each.fact) for each in answer.unknowns]),
        contested=tuple(
            [
                ToldContested(
                    provision=each.provision,
                    point=in_words(each.fact),
                    source=in_words(each.source),
                    otherwise=each.otherwise,
                )
                for each in answer.contested
            ]
        ),
        conditions=tuple([step(each) for each in answer.conditions]),
        steps=tuple([step(each) for each in answer.steps]),
    )
