"""Who is meant by a speaker in Arabic: the one named, an office, one unnamed, or the last one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from amana.analysis.arabic import stems, words_of
from amana.analysis.claims.arabic_shapes import Range
from amana.analysis.claims.arabic_verbs import claim_words
from amana.analysis.names.arabic_lists import word_list
from amana.records import Mention, Role

_ARTICLE = "ال"
_BODIES = frozenset({"ORG", "GPE", "FAC"})
_MEMORY = 6
_ROLES = 60
_BODIES_BEFORE = 200
_CLOSE = 3
_ANONYMOUS = "anon:"


class Who(NamedTuple):
    """Who speaks: key of an entity, whether the text hides the name, the phrase, the gender."""

    entity: str | None
    anonymous: bool
    phrase: str = ""
    feminine: bool | None = None


class Speakers:
    """Who has spoken so far in a frame, and who is named there."""

    def __init__(self, text: str, mentions: Sequence[Mention], roles: Sequence[Role]) -> None:
        self._text = text
        self._mentions = sorted(mentions, key=lambda each: each.span.char_start)
        self._starts = [each.span.char_start for each in self._mentions]
        self._roles = sorted(roles, key=lambda each: each.span.char_start)
        self._role_starts = [each.span.char_start for each in self._roles]
        self._last: list[Who] = []

    def named(self, place: Range, *, feminine: bool | None = None) -> Who:
        """Return who is meant by a phrase in the text."""
        phrase = self._text[slice(*place)]
        words = words_of(self._text, *place)
        first, last = (bisect_left(self._starts, each) for each in place)
        inside = self._mentions[first:last]
        first_word = words[0].folded if words else ""
        entity = self._entity(place, inside) or self._office(first_word, place)
        if entity is None and not inside and len(words) == 1:
            entity = self._short_form(first_word, place)
        unnamed = any(
            stem.folded in claim_words("unnamed")
            for word in words[:2]
            for stem in stems(word.folded)
        )
        return Who(entity, entity is None and unnamed, phrase, feminine)

    def remember(self, who: Who) -> None:
        """Keep who has just spoken."""
        self._last = [*self._last[-_MEMORY:], who]

    def last(self, feminine: bool | None) -> Who | None:
        """Return who spoke last, in the gender of a verb without subject where the verb tells."""
        for who in reversed(self._last):
            if feminine is None or who.feminine is None or who.feminine == feminine:
                return who
        return None

    def relay(self, place: Range) -> str:
        """Return the key of who relays a claim, or the phrase where nobody is named."""
        who = self.named(place)
        return who.entity or _ANONYMOUS + " ".join(who.phrase.split())

    def _entity(self, place: Range, inside: Sequence[Mention]) -> str | None:
        """Return who is named in a phrase: a person, else the body that the phrase is or is of."""
        persons = [each.entity for each in inside if each.type == "PERSON"]
        if persons:
            return "+".join(dict.fromkeys(persons)) if self._is_list(inside) else persons[-1]
        bodies = [each for each in inside if each.type in _BODIES]
        if not bodies:
            return None
        first = bodies[0]
        if first.span.char_start - place[0] <= _CLOSE:
            listed = [each.entity for each in bodies] if self._is_list(bodies) else [first.entity]
            return "+".join(dict.fromkeys(listed))
        before = words_of(self._text, place[0], first.span.char_start)
        office = before[0].folded in claim_words("spokespeople") and before[0].folded.startswith(
            _ARTICLE
        )
        media = before[0].folded in claim_words("media")
        lead = len(before) == 1 and before[0].folded in word_list("organisation leads")
        return first.entity if office or ((media or lead) and first.type == "ORG") else None

    def _is_list(self, inside: Sequence[Mention]) -> bool:
        """Tell whether the names are joined by "and"."""
        gaps = [
            self._text[one.span.char_end : other.span.char_start].strip()
            for one, other in pairwise(inside)
        ]
        return bool(gaps) and all(gap == "و" for gap in gaps)

    def _short_form(self, word: str, place: Range) -> str | None:
        """Return the only body before whose name begins with a noun: "the court", "the agency"."""
        if not word.startswith(_ARTICLE):
            return None
        before = bisect_left(self._starts, place[0])
        found = {
            each.entity
            for each in self._mentions[max(0, before - _BODIES_BEFORE) : before]
            if each.type == "ORG" and _kind(each.canonical) == word.removeprefix(_ARTICLE)
        }
        return found.pop() if len(found) == 1 else None

    def _office(self, word: str, place: Range) -> str | None:
        """Return who was named in a role before that is now called by its title alone."""
        if not word.startswith(_ARTICLE):
            return None
        before = bisect_left(self._role_starts, place[0])
        for role in reversed(self._roles[max(0, before - _ROLES) : before]):
            first = words_of(self._text, role.span.char_start, role.span.char_end)
            if first:
                title = first[0].folded.removeprefix(_ARTICLE)
                if title == word.removeprefix(_ARTICLE):
                    return role.entity
        return None


def _kind(name: str) -> str | None:
    """Return the noun with which a name of several words begins, without its article."""
    words = words_of(name, 0, len(name))
    return words[0].folded.removeprefix(_ARTICLE) if len(words) > 1 else None
