"""Whom the words of a speaker mean: an entity of the text, or nobody who is named.

Rules, in this order:

1. A name in the phrase: the one that holds its head, the person in apposition, the body that the
   head belongs to (`the Ministry's spokesman`), the holder of an office (`Mansur's office`).
   Several speakers that are joined are joined by `+`.
2. A pronoun: inside of a quotation `I` and `we` are who is quoted; `he` and `she` the person who
   spoke or was subject last; `it` and `they` the body.
3. A noun with `the`: the person of that role, the body of that kind that was named last.
4. Otherwise nobody: null. A description of people without any name is anonymous.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from amana.analysis.claims import trees as t
from amana.analysis.claims.drafts import Draft, within
from amana.analysis.claims.lexicon import words
from amana.analysis.frame import Frame
from amana.analysis.parsing import Parsed
from amana.records import Mention, Observed, Role

_PERSONAL = frozenset({"he", "she"})
_FIRST = frozenset({"i", "we", "me", "us"})
_BODY_TYPES = frozenset({"ORG", "GPE", "NORP"})
_LOOKS_BACK = 3_000
"""How far back a pronoun or a definite noun may point, in characters."""

_REMEMBERED = 400
"""So many mentions before a place are looked at."""

_SPEAKING_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_LONGEST_ROLE = 3
_SAME_KIND = {
    "court": "tribunal", "tribunal": "court", "organization": "organisation",
    "organisation": "organization", "centre": "center", "center": "centre",
}  # fmt: skip
_WORD = re.compile(r"\w+")


class Spoken(NamedTuple):
    """Who spoke: the words for him, the entity if it is known, and whether nobody is named."""

    run: t.Range
    entity: str | None
    anonymous: bool


class Speakers:
    """Resolves speakers of one frame against its names."""

    def __init__(self, frame: Frame, names: Sequence[Observed]) -> None:
        self._frame = frame
        self._mentions = sorted(
            (each for each in names if isinstance(each, Mention)),
            key=lambda each: each.span.char_start,
        )
        self._starts = [each.span.char_start for each in self._mentions]
        self._sentences = [each.start for each in frame.sentences]
        self._people = {each.entity for each in self._mentions if each.type == "PERSON"}
        self._roles = sorted(
            (each for each in names if isinstance(each, Role) and each.entity),
            key=lambda each: each.span.char_start,
        )
        self._offices = self._printed_offices()

    def _printed_offices(self) -> dict[str, str]:
        """Return who holds each office as printed: `Norland's envoy to Estra`, of one holder."""
        holders: dict[str, set[str]] = defaultdict(set)
        for each in self._roles:
            printed = self._frame.text[each.span.char_start : each.span.char_end].lower()
            if each.entity and each.of and not printed.startswith(("a ", "an ")):
                holders[printed].add(each.entity)
        return {printed: next(iter(who)) for printed, who in holders.items() if len(who) == 1}

    def resolve(
        self, draft: Draft, tree: Parsed, spoken: Sequence[Spoken], outer: str | None
    ) -> tuple[str | None, bool]:
        """Return the entity that speaks, and whether the speaker stays anonymous.

        Args:
            draft: the claim.
            tree: its sentence.
            spoken: who spoke before in the text, in text order.
            outer: the entity in whose quotation the claim stands.
        """
        if draft.speaker is None:
            return None, True
        phrase = self._frame.text[slice(*draft.speaker)].lower()
        if draft.head is None or draft.head >= len(tree.words):
            return (outer if phrase in _FIRST else self._named(draft.speaker)), False
        head = tree.words[draft.head]
        if phrase in _FIRST:
            return outer, False
        if head.pos == "PRON" or head.tag == "PRP":
            points = head.tag in {"WP", "WDT"}  # "who": nobody by itself
            return (None, False) if points else self._pronoun(head.text.lower(), draft, spoken)
        named = self._joined(tree, draft.head, draft.speaker)
        if named is not None:
            return named, False
        return self._described(phrase, head.lemma.lower(), draft.speaker[0])

    def entity_at(self, run: t.Range) -> str | None:
        """Return the entity of a phrase of names: the last person in it, else the last name."""
        return self._named(run)

    def _inside(self, run: t.Range) -> list[Mention]:
        low, high = bisect_left(self._starts, run[0]), bisect_left(self._starts, run[1])
        return [m for m in self._mentions[low:high] if m.span.char_end <= run[1]]

    def _before(self, at: int) -> Iterator[Mention]:
        """Yield the mentions that end before a place, the last first, not all of a long text."""
        number = bisect_left(self._starts, at)
        found = (self._mentions[n] for n in range(number - 1, -1, -1))
        return (m for m in islice(found, _REMEMBERED) if m.span.char_end <= at)

    def _named(self, run: t.Range) -> str | None:
        inside = self._inside(run)
        people = [m for m in inside if m.type == "PERSON"]
        chosen = people or [m for m in inside if m.type in _BODY_TYPES]
        return chosen[-1].entity if chosen else None

    def _joined(self, tree: Parsed, head: int, run: t.Range) -> str | None:
        """Return the entities of the heads of a phrase, joined where there are several."""
        heads = [head]
        for each in heads:
            conjoined = [c for c in tree.children[each] if tree.words[c].dep == "conj"]
            heads += [c for c in conjoined if c not in heads]
        found = [self._of_head(tree, each, run) for each in heads]
        known = list(dict.fromkeys(each for each in found if each))
        return "+".join(known) if known else None

    def _described(self, phrase: str, lemma: str, at: int) -> tuple[str | None, bool]:
        """Return whom a description without a name means: a role, a kind of body, or nobody."""
        longer = self._by_short_form(phrase, at)
        if longer is not None:
            return longer, False
        if lemma not in words().people:
            return self._by_kind(phrase, lemma, at), False
        role = phrase.removeprefix("the ")
        short = role != phrase and len(role.split()) <= _LONGEST_ROLE
        entity = self._by_role(role, at) if short else self._offices.get(phrase)
        return entity, entity is None

    def _of_head(self, tree: Parsed, head: int, run: t.Range) -> str | None:
        word = tree.words[head]
        here = (word.start, word.end)
        holding = self._holding(here, run)
        if holding is not None:
            return holding.entity
        for each in tree.children[head]:
            below = tree.words[each]
            if below.dep in {"appos", "compound", "nmod"}:
                named = self._holding((below.start, below.end), run)
                if named is not None and (named.type == "PERSON" or below.dep == "appos"):
                    return named.entity
        return self._office(tree, head, run)

    def _office(self, tree: Parsed, head: int, run: t.Range) -> str | None:
        """Return the body for which somebody without a name speaks, or the holder of an office."""
        lemma = tree.words[head].lemma.lower()
        speaks_for = lemma in words().spokespeople
        if not (speaks_for or lemma in words().bodies or lemma in words().papers):
            return None
        types = {"PERSON", "ORG", "GPE"} if speaks_for else {"PERSON", "ORG"}
        for each in tree.children[head]:
            below = tree.words[each]
            number: int | None = each
            if below.dep == "prep" and below.text.lower() in {"of", "for", "by", "from"}:
                number = t.child(tree, each, "pobj")
            elif below.dep not in {"poss", "compound", "nmod"}:
                number = None
            if number is None:
                continue
            named = self._holding((tree.words[number].start, tree.words[number].end), run)
            if named is not None and named.type in types:
                return named.entity
        return None

    def _holding(self, word: t.Range, run: t.Range) -> Mention | None:
        number = bisect_right(self._starts, word[0])
        for mention in self._mentions[max(0, number - 2) : number]:
            span = mention.span
            if within(word, (span.char_start, span.char_end)) and span.char_start < run[1]:
                return mention if mention.type in _SPEAKING_TYPES else None
        return None

    def _pronoun(
        self, word: str, draft: Draft, spoken: Sequence[Spoken]
    ) -> tuple[str | None, bool]:
        """Return whom a pronoun means: not somebody who is only named in what is said.

        Who spoke last without a name is meant, too: then nobody is named.
        """
        assert draft.speaker is not None  # noqa: S101 - there is a pronoun
        at, personal = draft.speaker[0], word in _PERSONAL
        said = draft.content or (0, 0)
        if personal and (near := self._subject_before(at, draft.sentence, said)):
            return near, False
        for each in reversed(spoken):
            if at - each.run[0] > _LOOKS_BACK:
                break
            if each.run[1] > at or within(each.run, said):
                continue
            if word == "they":
                return (None if self._is_person(each.entity) else each.entity), each.anonymous
            if each.anonymous and personal:
                return None, True
            if each.entity and self._is_person(each.entity) == personal:
                return each.entity, False
        types = {"PERSON"} if personal else {"ORG", "GPE"} if word == "it" else set[str]()
        return self._last(min(at, said[0] or at), types), False

    def _subject_before(self, at: int, sentence: int, said: t.Range) -> str | None:
        """Return the person who is named first before a pronoun in its own sentence."""
        start = self._frame.sentences[sentence].start
        near = (m for m in self._inside((start, at)) if m.type == "PERSON")
        outside = (m for m in near if not within((m.span.char_start, m.span.char_end), said))
        return next((m.entity for m in outside), None)

    def _is_person(self, entity: str | None) -> bool:
        return entity in self._people

    def _last(self, at: int, types: set[str]) -> str | None:
        """Return the entity named last before a place; of one sentence, the one named first."""
        last = next((m for m in self._before(at) if m.type in types), None)
        if last is None or at - last.span.char_end > _LOOKS_BACK:
            return None
        number = bisect_right(self._sentences, last.span.char_start) - 1
        start = self._sentences[max(0, number)]
        near = [m for m in self._before(at) if m.type in types and m.span.char_start >= start]
        return near[-1].entity

    def _by_role(self, role: str, at: int) -> str | None:
        """Return the person who holds a role in this text: `the premier`."""
        wanted = words().same_role.get(role, role)
        number = bisect_left(self._roles, at, key=lambda each: each.span.char_start)
        for each in reversed(self._roles[max(0, number - _REMEMBERED) : number]):
            if _same_role(each.role, wanted):
                return each.entity
        for mention in (m for m in self._before(at) if m.type == "PERSON"):
            start = mention.span.char_start
            near = self._frame.text[max(0, start - 60) : start].lower().rstrip()
            if near.endswith((wanted, role)):
                return mention.entity
            after = self._frame.text[mention.span.char_end : mention.span.char_end + 60].lower()
            if after.startswith((f", the {wanted}", f", {wanted}")):
                return mention.entity
        return self._by_later_role(wanted, number)

    def _by_later_role(self, wanted: str, number: int) -> str | None:
        """Return the only one who is said to hold a role further down: "the prosecutor" first."""
        later = self._roles[number : number + _REMEMBERED]
        holders = {each.entity for each in later if _same_role(each.role, wanted)}
        former = any(each.former for each in later if _same_role(each.role, wanted))
        return holders.pop() if len(holders) == 1 and not former else None

    def _by_short_form(self, phrase: str, at: int) -> str | None:
        """Return the only body before whose name ends with a phrase: `the Monitor`."""
        parts = _WORD.findall(phrase)
        if len(parts) < 2 or parts[0] != "the":  # noqa: PLR2004 - an article and a name
            return None
        ends = parts[1:]
        found = {
            mention.entity
            for mention in self._before(at)
            if mention.type == "ORG" and _ends(_WORD.findall(mention.canonical.lower()), ends)
        }
        return found.pop() if len(found) == 1 else None

    def _by_kind(self, phrase: str, lemma: str, at: int) -> str | None:
        """Return the body of a kind that was named last: `the court`, `the ministry`."""
        if not phrase.startswith(("the ", "this ", "its ", "that ")) or lemma not in words().bodies:
            return None
        parts = set(_WORD.findall(phrase)) - {"the", "this", "its", "that"}
        return self._of_kind(lemma, parts, at) or self._only_other(lemma, parts, at)

    def _only_other(self, lemma: str, parts: set[str], at: int) -> str | None:
        """Return the only body before that has another word for its kind: `the court`."""
        other = _SAME_KIND.get(lemma)
        if other is None or len(parts) > 1:
            return None
        found = {
            mention.entity
            for mention in self._before(at)
            if mention.type == "ORG" and other in _WORD.findall(mention.canonical.lower())
        }
        return found.pop() if len(found) == 1 else None

    def _of_kind(self, lemma: str, parts: set[str], at: int) -> str | None:
        for mention in self._before(at):
            if mention.type not in {"ORG", "GPE"}:
                continue
            if lemma in _WORD.findall(mention.canonical.lower()) and (
                len(parts) == 1 or parts <= set(_WORD.findall(mention.canonical.lower()))
            ):
                return mention.entity
        return None


def _ends(name: list[str], ends: list[str]) -> bool:
    """Tell whether a longer name ends with words, or does so before "of", "for" or "in"."""
    if len(name) <= len(ends):
        return False
    link = next((n for n, word in enumerate(name) if word in {"of", "for", "in", "on"}), len(name))
    return ends in (name[-len(ends) :], name[max(0, link - len(ends)) : link])


def _same_role(role: str, wanted: str) -> bool:
    low = role.lower()
    return low == wanted or low.endswith(" " + wanted) or (wanted == "spokes" and wanted in low)
