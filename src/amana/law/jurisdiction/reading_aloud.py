"""An answer as lines that a lawyer can read aloud, in English or Arabic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.law.jurisdiction.answers import Told, ToldContested, ToldReason, ToldStep
from amana.law.jurisdiction.citing import cited
from amana.law.jurisdiction.sentences import sentence
from amana.law.jurisdiction.weighing import Result


def read_aloud(answer: Told, language: str = "en") -> Iterator[str]:
    """Return the answer line by line: the result, the chain, and what is left to people."""
    known = _said("head-as-of", language, day=answer.question.as_of)
    yield f"{_said(f'head-result-{answer.result}', language)} ({known})."
    yield from _reasons("head-bases", answer.bases, language)
    yield from _reasons("head-obstacles", answer.obstacles, language)
    if answer.unknowns:
        yield from ("", _said("head-unknowns", language))
        yield from (f"  {each}" for each in answer.unknowns)
    yield from _steps("head-steps", answer.steps, language)
    if answer.contested:
        yield from ("", _said("head-contested", language))
        yield from (_disputed(each, answer.result, language) for each in answer.contested)
    yield from _steps("head-conditions", answer.conditions, language)
    yield from ("", _said("head-reserve", language))


def spelled(provision: str, language: str = "en") -> str:
    """Return how a provision is cited: `rs:15bis(4)` is Article 15 bis(4), `rpe:162` Rule 162."""
    label = cited(provision)
    return label.ar if language == "ar" else label.en


def _said(key: str, language: str, **words: str) -> str:
    label = sentence(key, tuple(sorted(words.items())))
    return label.ar if language == "ar" else label.en


def _reasons(head: str, found: Sequence[ToldReason], language: str) -> Iterator[str]:
    if found:
        yield from ("", _said(head, language))
    for each in found:
        yield f"  {spelled(each.provision, language)}: {each.fact}"


def _steps(head: str, found: Sequence[ToldStep], language: str) -> Iterator[str]:
    yield from ("", _said(head, language))
    for number, each in enumerate(found, 1):
        outcome = _said(f"outcome-{each.outcome}", language)
        yield f"  {number}. {spelled(each.provision, language)} [{outcome}] {each.fact}"
        yield f"     {_said('head-source', language, source=each.source)}"


def _disputed(each: ToldContested, result: Result, language: str) -> str:
    line = f"  {spelled(each.provision, language)}: {each.point}"
    if each.otherwise is None:
        return line
    if each.otherwise == result:
        return f"{line} ({_said('head-otherwise-same', language)})"
    other = _said(f"head-result-{each.otherwise}", language)
    return f"{line} ({_said('head-otherwise', language, result=other)})"
