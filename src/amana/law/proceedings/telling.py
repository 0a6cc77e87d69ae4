"""Sentences about proceedings, in both languages, from the templates of `data/sentences.json`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from amana.core import prepared
from amana.law.label import Label
from amana.law.proceedings.models import StepKind, content
from amana.records import Step

SEPARATOR = Label(en="; ", ar="؛ ")


def say(sentence: str, **slots: Label | str) -> Label:
    """Return a sentence of the list with its slots filled; a label is put in by language."""
    return fill(_sentences()[sentence], **slots)


def fill(template: Label, **slots: Label | str) -> Label:
    """Return a template with its slots filled."""
    return Label(en=_put(template.en, slots, "en"), ar=_put(template.ar, slots, "ar"))


def joined(parts: Iterable[Label], between: Label = SEPARATOR) -> Label:
    """Return labels one after the other."""
    listed = tuple(parts)
    return Label(
        en=between.en.join(each.en for each in listed),
        ar=between.ar.join(each.ar for each in listed),
    )


def plain(text: str) -> Label:
    """Return what a person wrote, which stands the same in both languages."""
    return Label(en=text, ar=text)


def name_of(name: str, name_ar: str) -> Label:
    """Return a name in both languages; where there is no Arabic one, the other stands."""
    return Label(en=name, ar=name_ar or name)


def provision(text: str) -> Label:
    """Return a provision as people write it: `rs:58(1)(a)` is "Article 58(1)(a)"."""
    if text.startswith("rs:"):
        return say("article", number=text.removeprefix("rs:"))
    return plain(text)


def told_step(step: Step, kind: StepKind | None, day: str, *, dated: bool) -> Label:
    """Return a step as a sentence: when, what, by whom, on whose word, with which vote."""
    undated = say("undated-day", date=day) if day else say("undertaking-undated")
    when: Label | str = (step.date or day) if dated else undated
    parts = [say("step", date=when, label=kind.label if kind else plain(step.step))]
    for slot, value in (("by", step.by), ("said_by", step.said_by), ("vote", step.vote)):
        if value:
            parts.append(say(f"step-{slot.removesuffix('_by')}", **{slot: value}))
    if kind is not None and kind.provisions:
        listed = joined(provision(each) for each in kind.provisions)
        parts.append(say("step-provisions", provisions=listed))
    return joined(parts, plain(""))


def _put(template: str, slots: dict[str, Label | str], language: str) -> str:
    # One pass over the template: what people wrote is put in as it is, braces and all.
    parts = template.split("{")
    told = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        value = slots.get(name, "")
        told += [value if isinstance(value, str) else getattr(value, language), rest]
    return "".join(told)


@cache
def _sentences() -> dict[str, Label]:
    return msgspec.json.decode(content("sentences.json"), type=prepared(dict[str, Label]))
