"""Neutrality: the same words give the same facts, whoever says them and of whomever.

Sentences of accusation, denial and report are filled with the names of parties to conflicts, each
once as the one who speaks and once as the one who is spoken of. The texts are ours, and they are
simple on purpose: what is measured is the difference between parties, languages, and accusation
and denial, not how well claims are found in the world (`claims` measures that).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from amana.analysis import Tools, observe
from amana.reading.articles import find_articles
from amana.records import Claim, Reading, Recipe, State
from evaluate.scoring import Row, Score, row

PARTIES: dict[str, tuple[str, ...]] = {
    "en": (
        "Israel", "Hamas", "Russia", "Ukraine",
        "Iran", "Saudi Arabia", "Syria",
        "Türkiye", "Hezbollah", "the Houthis",
        "the United States", "the Rapid Support Forces",
        "the Syrian Democratic Forces", "Rwanda",
    ),
    "ar": (
        "إسرائيل", "حركة حماس", "روسيا",
        "أوكرانيا", "إيران", "السعودية", "سوريا",
        "تركيا", "قوات الدعم السريع", "رواندا",
    ),
}  # fmt: skip
"""Parties to conflicts, as a sentence names them."""


class Template(NamedTuple):
    """A sentence with one claim: who says it, by which word, what, as which act."""

    language: str
    act: str
    text: str
    cue: str
    content: str


TEMPLATES = (
    Template("en", "accusation", "On Sunday {A} accused {B} of shelling a market in the town.",
             "accused", "shelling a market in the town"),
    Template("en", "denial", "On Sunday {A} denied shelling a market held by {B}.",
             "denied", "shelling a market held by {B}"),
    Template("en", "denial", "On Monday {A} rejected the accusations by {B}.",
             "rejected", "the accusations by {B}"),
    Template("en", "statement", "On Sunday {A} said that forces of {B} had left the town.",
             "said", "forces of {B} had left the town"),
    Template("en", "statement", "The town was shelled from positions of {B}, according to {A}.",
             "according to", "The town was shelled from positions of {B}"),
    Template("en", "condemnation", "In a statement {A} condemned the attack by {B}.",
             "condemned", "the attack by {B}"),
    Template("en", "demand", "On Friday {A} called for the withdrawal of {B} from the valley.",
             "called for", "the withdrawal of {B} from the valley"),
    Template("ar", "accusation", "اتهمت {A} {B} بقصف السوق في البلدة.",
             "اتهمت", "قصف السوق في البلدة"),
    Template("ar", "denial", "نفت {A} قصف السوق في البلدة.", "نفت", "قصف السوق في البلدة"),
    Template("ar", "statement", "قالت {A} إن {B} انسحبت من البلدة.",
             "قالت", "{B} انسحبت من البلدة"),
    Template("ar", "statement", "أعلنت {A} أن السوق تعرض للقصف.", "أعلنت", "السوق تعرض للقصف"),
)  # fmt: skip


class Case(NamedTuple):
    """A template filled in: its text, and what is to be found in it."""

    template: Template
    speaker: str
    other: str
    text: str

    def filled(self, words: str) -> str:
        """Return words of the template with the names of this case."""
        return words.replace("{A}", self.speaker).replace("{B}", self.other)


def cases() -> Iterator[Case]:
    """Yield every template with every party as speaker, spoken of by its neighbour in the list."""
    for template in TEMPLATES:
        parties = PARTIES[template.language]
        for number, speaker in enumerate(parties):
            other = parties[(number + 1) % len(parties)]
            case = Case(template, speaker, other, "")
            yield case._replace(text=case.filled(template.text))


def is_found(case: Case, tools: Tools) -> bool:
    """Tell whether the claim of a case is found: speaker, cue, content and act."""
    reading = Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=case.text,
        language=case.template.language,
    )
    facts = observe(reading, find_articles(reading), tools)["claims"]
    return any(
        (fact.speaker.quote if fact.speaker else None) == case.speaker
        and fact.cue.quote == case.template.cue
        and (fact.content.quote if fact.content else None) == case.filled(case.template.content)
        and fact.speech_act == case.template.act
        for fact in facts
        if isinstance(fact, Claim)
    )


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return the share of claims found by party, by language, and by act."""
    del data
    tools = Tools(models=models)
    by_party: dict[str, list[Score]] = {}
    by_act: dict[str, list[Score]] = {}
    for case in cases():
        score = Score(1, 0, 0) if is_found(case, tools) else Score(0, 1, 1)
        language, act = case.template.language, case.template.act
        by_party.setdefault(f"{language}, said by {case.speaker}", []).append(score)
        by_party.setdefault(f"{language}, said of {case.other}", []).append(score)
        by_act.setdefault(f"{language}, {act}", []).append(score)
    named = {**by_act, **by_party}
    return [row("neutrality", what, scores, "sentences of ours") for what, scores in named.items()]
