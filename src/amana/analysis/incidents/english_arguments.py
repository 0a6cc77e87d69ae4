"""Who is said to have done it, to whom, with what: an English sentence's answer.

What the sentence does not say stays open; above all, no actor is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable

from amana.analysis.incidents.english_triggers import Found, means_of, persons
from amana.analysis.incidents.event import Run, overlap
from amana.analysis.incidents.known import Known, run_of
from amana.analysis.incidents.scheme import english
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    agent,
    children,
    coordinated,
    is_day,
    is_noun,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
    subject,
)

_CARRIED_OUT = frozenset({"dobj", "obj", "prep", "prt", "nsubjpass"})
_WITHOUT_TARGET = frozenset({"explosion", "bombing", "missing persons"})
_LEAVING = frozenset({"flee", "escape"})
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "EX", "PRP$"})
_WHERE_TOGETHER = frozenset({"of", "on", "in", "at", "from", "between"})


def actor(tree: Parsed, found: Found, known: Known) -> Run | None:
    """Return who is said to have done it, as printed; None where that is not said."""
    if not found.trigger.noun:
        doer = _accused(tree, found.head)
        if _suffering(tree, found) is not None:
            return None
        if doer is None:
            passive_ = passive(tree, found.head)
            doer = agent(tree, found.head) if passive_ else subject(tree, found.head)
        if found.trigger.type in {"missing persons", "explosion", "killing in detention"} or (
            lemma(tree.words[found.head]) in {"die", "flee", "go", "vanish", "disappear"}
        ):
            return None
        return _who(tree, doer, known)
    return _before(tree, found, known) or _by(tree, found, known) or _through(tree, found, known)


def _suffering(tree: Parsed, found: Found) -> int | None:
    """Return what a verb was done to where the parser takes it for who did it.

    "The helicopter destroyed near the base" has no object and no helping verb.
    """
    head = found.head
    if found.trigger.noun or lemma(tree.words[head]) not in english().hitting | {"down"}:
        return None
    if objects(tree, head) or passive(tree, head) or tree.words[head].tag not in {"VBN", "VBD"}:
        return None
    if lemma(tree.words[head]) in {"hit", "strike", "target"}:
        return None
    return subject(tree, head)


def _accused(tree: Parsed, verb: int) -> int | None:
    """Return who is accused of doing what a gerund says ("accused the army of torturing")."""
    way = list(above(tree, verb))[:2]
    if tree.words[verb].dep != "pcomp" or len(way) < 2:  # noqa: PLR2004 - the preposition and the verb
        return None
    if lemma(tree.words[way[1]]) not in english().blaming:
        return None
    done = objects(tree, way[1]) or children(tree, way[1], "nsubjpass")
    return done[0] if done else None


def _who(tree: Parsed, number: int | None, known: Known) -> Run | None:
    """Return the phrase of a possible actor: not an event, weapon, pronoun or thing."""
    if number is None:
        return None
    words, word = english(), tree.words[number]
    if word.tag in _PRONOUNS and word.text.lower() not in {"he", "she", "they", "it", "we", "i"}:
        return None
    if (
        word.tag == "CD"
        or lemma(word) in words.generic_nouns
        or not (is_noun(word) or word.tag == "PRP")
    ):
        return None
    if (
        any(lemma(word) in each for each in words.weapons.values())
        and lemma(word) not in words.forces
    ):
        return _owner(tree, number, known)
    if word.tag == "PRP":
        return (word.start, word.end)
    run = noun_phrase(tree, number)
    return None if _locates(tree, run) else run


def _locates(tree: Parsed, run: Run) -> bool:
    """Tell whether a phrase begins as one of place ("Near Kesra, six wells destroyed")."""
    first = next(each for each in tree.words if each.start == run[0])
    return first.text.lower() in english().place_prepositions


def _owner(tree: Parsed, number: int, known: Known) -> Run | None:
    """Return whose a weapon is ("Norland's missiles", "Norlander rockets")."""
    for each in children(tree, number, "poss", "amod", "compound", "nmod"):
        word = tree.words[each]
        if word.text[:1].isupper() and (
            known.is_party((word.start, word.end)) or word.dep in {"poss", "amod"}
        ):
            return modifier(tree, each)
    return None


def modifier(tree: Parsed, number: int) -> Run:
    """Return the phrase of a name before a noun, without its possessive ending."""
    word = tree.words[number]
    if word.dep == "poss":
        return noun_phrase(tree, number)
    left = [each for each in children(tree, number, "compound", "amod") if each < number]
    return tree.words[min([number, *left])].start, word.end


def _before(tree: Parsed, found: Found, known: Known) -> Run | None:
    """Return the actor named before a noun: "Israel's offensive", "the US airstrike"."""
    for each in tree.children[found.head]:
        word = tree.words[each]
        if each >= found.first or word.dep not in {"poss", "amod", "compound", "nmod"}:
            continue
        run = (word.start, word.end)
        if any(overlap(run_of(time), run) for time in known.times_in((tree.start, tree.end))):
            continue
        if word.dep == "poss":
            if lemma(tree.words[found.head]) in english().victim_nouns or lemma(word) in {
                "today",
                "yesterday",
                "week",
            }:
                continue
            if found.trigger.type == "armed conflict" and word.tag != "PRP$":
                continue
            if known.is_place(run) and not known.is_country(run) and known.places:
                continue
            if word.tag == "PRP$":
                doer = _through(tree, found, known)
                return doer or (word.start, word.end)
            return noun_phrase(tree, each)
        if word.text[:1].isupper() and _acts(tree, each, known):
            return modifier(tree, each)
    return None


def _acts(tree: Parsed, number: int, known: Known) -> bool:
    """Tell whether a name before a noun is that of one who acts, and not of a place."""
    word = tree.words[number]
    run = (word.start, word.end)
    if known.is_party(run) or known.is_country(run):
        return True
    mention = known.mention(run)
    if mention is not None:
        return mention.type == "GPE" and (word.text.isupper() or word.tag == "JJ")
    return word.tag.startswith("JJ") or (word.text.isupper() and len(word.text) > 1)


def _by(tree: Parsed, found: Found, known: Known) -> Run | None:
    for each in prepositional(tree, found.head, "by", "from"):
        run = noun_phrase(tree, each)
        small = tree.words[tree.words[each].head].text.lower()
        if small == "by" and not known.times_in(run):
            return _who(tree, each, known)
    for each in children(tree, found.head, "acl"):
        if tree.words[each].tag == "VBN":
            done = agent(tree, each)
            if done is not None:
                return _who(tree, done, known)
    return None


def _through(tree: Parsed, found: Found, known: Known) -> Run | None:
    """Return who launches, wages or is responsible for what a noun names."""
    words, way = english(), found.head
    for each in above(tree, found.head):
        word, below = tree.words[each], tree.words[way]
        if is_verb(word):
            return _who(tree, _launcher(tree, each, way), known)
        if lemma(word) == "responsible":
            governor = tree.words[word.head]
            doer = subject(tree, word.head) if is_verb(governor) else None
            return _who(tree, word.head if doer is None and is_noun(governor) else doer, known)
        if is_noun(word) and lemma(word) not in words.several_nouns and below.dep != "conj":
            return None
        way = each
    return None


def _launcher(tree: Parsed, verb: int, way: int) -> int | None:
    """Return who launches or is accused of what stands below a verb."""
    below, its = tree.words[way], lemma(tree.words[verb])
    if its in english().blaming and below.text.lower() in {"of", "for"}:
        done = objects(tree, verb) or children(tree, verb, "nsubjpass")
        return done[0] if done else None
    if its not in english().light_verbs or below.dep not in _CARRIED_OUT:
        return None
    if below.dep == "prep" and below.text.lower() not in {"in", "out", "on"}:
        return None
    doer = agent(tree, verb) if below.dep == "nsubjpass" else subject(tree, verb)
    word = tree.words[verb]
    return word.head if doer is None and word.dep == "acl" else doer


def targets(tree: Parsed, found: Found, known: Known) -> list[Run]:
    """Return whom or what it is said to have been done to, as printed, without names of places."""
    done = _of_noun(tree, found) if found.trigger.noun else _of_verb(tree, found)
    return _phrases(tree, done, known)


def _of_verb(tree: Parsed, found: Found) -> list[int]:
    head = found.head
    if lemma(tree.words[head]) in _LEAVING:
        return []
    done = [each for each in objects(tree, head) if not found.first <= each <= found.last]
    suffers = _suffering(tree, found)
    if suffers is not None:
        return [suffers]
    if done or (found.trigger.type in _WITHOUT_TARGET and not passive(tree, head)):
        return done
    if passive(tree, head):
        doer = subject(tree, head)
        done = [] if doer is None else coordinated(tree, doer)
    return done or prepositional(tree, head, "at", "on", "against", "into")


def _of_noun(tree: Parsed, found: Found) -> list[int]:
    words, head = english(), found.head
    done = prepositional(tree, head, "on", "against", "targeting")
    own = {lemma(tree.words[each]) for each in range(found.first, found.last + 1)}
    if own & words.done_to_nouns | own & words.victim_nouns:
        done += prepositional(tree, head, "of")
    for each in children(tree, head, "acl", "relcl"):
        done += _of_clause(tree, each)
    up = tree.words[head]
    governor = lemma(tree.words[up.head])
    if up.dep == "nsubj" and governor in words.hitting:
        done += objects(tree, up.head)
    if up.dep in {"dobj", "nsubjpass"} and governor in words.light_verbs:
        done += prepositional(tree, up.head, "on", "against")
    return done


def _of_clause(tree: Parsed, verb: int) -> list[int]:
    """Return the targets in a clause of a noun ("targeting ...", "that hit ...", "using ...")."""
    its = lemma(tree.words[verb])
    if its in english().link_verbs and not passive(tree, verb):
        return [
            each
            for each in objects(tree, verb)
            if its in english().hitting or not persons(tree, each)
        ]
    return prepositional(tree, verb, "against", "on") if its == "use" else []


def _phrases(tree: Parsed, numbers: Iterable[int], known: Known) -> list[Run]:
    runs: list[Run] = []
    for each in numbers:
        word = tree.words[each]
        run = noun_phrase(tree, each)
        dated = any(overlap(run_of(time), run) for time in known.times_in((tree.start, tree.end)))
        numeral = word.tag == "CD" and not children(tree, each, "nsubj")
        if dated or numeral or word.tag in _PRONOUNS or (word.tag == "NNP" and known.is_place(run)):
            continue
        if is_day(word) or run in runs:
            continue
        runs.append(run)
    return runs


def weapons(tree: Parsed, found: Found) -> list[tuple[Run, str]]:
    """Return the means that are said to have been used, each with the type that follows from it."""
    made: list[tuple[Run, str]] = []
    head = found.head
    near = [each for each in children(tree, head, "amod", "compound", "nmod") if each < head]
    near += prepositional(tree, head, "with", "using", "by", "from", "in", "involving")
    for each in children(tree, head, "acl", "advcl", "prep"):
        if lemma(tree.words[each]) in {"use", "using", "fire", "drop", "involve", "involving"}:
            near += objects(tree, each) + children(tree, each, "pobj")
    if not found.trigger.noun:
        doer = agent(tree, head) if passive(tree, head) else subject(tree, head)
        near += [] if doer is None else [doer]
        if lemma(tree.words[head]) in english().weapon_verbs:
            near += objects(tree, head)
    for each in dict.fromkeys(one for number in near for one in coordinated(tree, number)):
        if each == head or (found.trigger.noun and found.first <= each <= found.last):
            continue
        kind = means_of(tree, each)
        if kind is not None:
            run = (
                noun_phrase(tree, each)
                if tree.words[each].dep not in {"amod", "compound", "nmod"}
                else (tree.words[each].start, tree.words[each].end)
            )
            made.append((run, kind))
    return made
