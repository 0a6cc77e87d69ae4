"""Claims against PolNeAR: attributions in American news, 84 articles that no rule was written for.

A relation counts as found when its cue overlaps one that was annotated; with its source when that
overlaps, too, or neither has one; with its content when both contents share half of what either
covers. Where several people annotated an article, the first counts. PolNeAR also counts beliefs and
intentions, and never one attribution inside of another: so claims inside of claims are left out
here, and the row `facts` shows what the step gives where the model is added for facts (the guide's
narrower notion), `wide` what both find together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from amana.analysis import Tools
from amana.analysis.claims.drafts import Draft
from amana.analysis.claims.english import MODEL, drafts_by_rules
from amana.analysis.claims.lexicon import verbs
from amana.analysis.claims.quotes import quotations
from amana.analysis.claims.tagger import by_model, model_at
from amana.analysis.claims.training import Annotated, Relation, annotated, whole_trees
from amana.analysis.claims.trees import Range
from amana.analysis.claims.union import outermost, united, united_widely
from amana.analysis.parsing import SpacyParser
from evaluate.scoring import Row, Score, accuracy, pair, row

STEP = "claims"
HALF = 0.5
_ENDINGS = (
    ("", ""), ("s", ""), ("ed", ""), ("d", ""), ("ied", "y"), ("ies", "y"), ("ing", ""),
    ("ing", "e"),
)  # fmt: skip
PARTS = ("cue", "cue and source", "cue and content", "cue, source and content")
WITH_MODELS = True
"""Trained models change the result."""


class Found(NamedTuple):
    """A claim as PolNeAR has it: all contents of one cue together."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well claims are found in the development part of PolNeAR."""
    tools = Tools(models=models)
    articles = list(annotated(data / "attribution" / "polnear" / "dev"))
    rows: list[Row] = []
    found = [_drafts(article, tools) for article in articles]
    for name in ("facts", "wide") if MODEL in models else ("rules",):
        matched = [
            _matched(article.relations, _whole(drafts[name]))
            for article, drafts in zip(articles, found, strict=True)
        ]
        for number, part in enumerate(PARTS):
            scores = [each[number] for each in matched]
            rows.append(row(STEP, f"PolNeAR dev, {name}: {part}", scores))
        rows += _by_act(articles, [_whole(drafts[name]) for drafts in found], name)
    return rows


def _drafts(article: Annotated, tools: Tools) -> dict[str, Sequence[Draft]]:
    frame = article.frame
    marks = quotations(frame)
    trees = tools.parsed(frame)
    ruled = drafts_by_rules(frame, trees, marks)
    if MODEL not in tools.models:
        return {"rules": outermost(ruled)}
    model = model_at(tools.models[MODEL])
    facts = united(ruled, by_model(frame, trees, ruled, marks, model))
    trees = whole_trees(frame, SpacyParser())
    ruled = drafts_by_rules(frame, trees, marks)
    tagged = by_model(frame, trees, ruled, marks, model)
    return {"facts": outermost(facts), "wide": united_widely(ruled, tagged)}


def _whole(drafts: Sequence[Draft]) -> list[Found]:
    """Return claims with one cue as one."""
    together: dict[Range, Found] = {}
    for each in drafts:
        if each.content is not None:
            before = together.get(each.cue, Found(each.cue, each.speaker, ()))
            together[each.cue] = before._replace(content=(*before.content, each.content))
    return list(together.values())


def _matched(relations: Sequence[Relation], found: Sequence[Found]) -> list[Score]:
    """Return a score for each of `PARTS`."""
    pairs = pair(relations, found, _likeness)
    likened = [
        (_same_source(relations[g], found[f]), _shared(relations[g], found[f])) for g, f in pairs
    ]
    right = (
        len(pairs),
        sum(source for source, _ in likened),
        sum(content >= HALF for _, content in likened),
        sum(source and content >= HALF for source, content in likened),
    )
    return [Score(n, len(found) - n, len(relations) - n) for n in right]


def _likeness(relation: Relation, found: Found) -> float:
    """Return how well both fit; 0 where their cues are apart."""
    if not _overlap(relation.cue, (found.cue,)):
        return 0.0
    return 1.0 + _same_source(relation, found) + _shared(relation, found)


def _same_source(relation: Relation, found: Found) -> bool:
    if found.source is None or not relation.source:
        return found.source is None and not relation.source
    return _overlap(relation.source, (found.source,))


def _shared(relation: Relation, found: Found) -> float:
    """Return the characters that both contents cover over those that either covers."""
    one = {at for start, end in relation.content for at in range(start, end)}
    other = {at for start, end in found.content for at in range(start, end)}
    return len(one & other) / max(1, len(one | other))


def _overlap(one: Sequence[Range], other: Sequence[Range]) -> bool:
    return any(max(a, c) < min(b, d) for a, b in one for c, d in other)


def _by_act(
    articles: Sequence[Annotated], found: Sequence[Sequence[Found]], name: str
) -> Iterator[Row]:
    """Yield which share of denials and of accusations is found with its source."""
    for act in ("denial", "accusation"):
        scores = []
        for article, claims in zip(articles, found, strict=True):
            wanted = [each for each in article.relations if _act(article, each) == act]
            right = sum(
                any(_likeness(each, claim) and _same_source(each, claim) for claim in claims)
                for each in wanted
            )
            scores.append(Score(right, 0, len(wanted) - right))
        number = sum(score.right + score.missed for score in scores)
        what = f"PolNeAR dev, {name}: {act}s with source (share found)"
        yield accuracy(STEP, what, scores, note=f"{number} in all, by the lexicon")


def _act(article: Annotated, relation: Relation) -> str | None:
    """Return the speech act of an annotated cue, by the first of its words in the lexicon."""
    start, end = relation.cue[0]
    for word in article.frame.text[start:end].lower().split():
        for ending, instead in _ENDINGS:
            report = verbs().get(word.removesuffix(ending) + instead)
            if report is not None and word.endswith(ending):
                return report.act
    return None
