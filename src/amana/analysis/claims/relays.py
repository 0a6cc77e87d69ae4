"""Media that relay what is said: `told Reuters`, `in an interview with …`, `carried by …`."""

from __future__ import annotations

from amana.analysis.claims import complements as of
from amana.analysis.claims import trees as t
from amana.analysis.claims.lexicon import words
from amana.analysis.parsing import Parsed

_TALKS = frozenset({"interview", "remark", "comment", "statement"})


def media(tree: Parsed, verb: int) -> tuple[t.Range, ...]:
    """Return the media that relay what was told to them: `told Reuters`, `an interview with …`."""
    found = []
    for number in tree.children[verb]:
        word = tree.words[number]
        at: int | None = None
        if word.dep in {"dobj", "dative"}:
            at = number
        elif word.dep == "prep" and word.text.lower() in {"in", "to", "on", "by"}:
            at = t.child(tree, number, "pobj")
            if at is not None and tree.words[at].lemma.lower() in _TALKS:
                inner = t.child_word(tree, at, "prep", "with", "to", "by", "on")
                at = t.child(tree, inner, "pobj") if inner is not None else None
            elif at is not None and tree.words[at].lemma.lower() == "statement":
                carried = t.child(tree, at, "acl")
                at = of.agent(tree, carried) if carried is not None else None
        run = t.chars(tree, t.noun_phrase(tree, at)) if at is not None else None
        if at is not None and run is not None and _is_media(tree, at):
            found.append(run)
    return tuple(found[:1])


def _is_media(tree: Parsed, head: int) -> bool:
    low, high = t.noun_phrase(tree, head)
    phrase = " ".join(word.text.lower() for word in tree.words[low:high])
    plain = phrase.removeprefix("the ").replace(" - ", "-")
    named = tree.words[head].pos == "PROPN"
    return plain in words().media or (named and bool(set(plain.split()) & words().media_nouns))
