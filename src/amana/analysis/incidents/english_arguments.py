"""Who is said to have done it, to whom, with what, where and when: an English sentence's answer.

What the sentence does not say stays open; above all, no actor is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable

from amana.analysis.incidents.english_triggers import Found, persons
from amana.analysis.incidents.event import Run, overlap
from amana.analysis.incidents.known import Known, run_of
from amana.analysis.incidents.scheme import english
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    agent,
    children,
    coordinated,
    is_noun,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
    reach,
    subject,
)

_VICTIM_NOUNS = frozenset({"killing", "murder", "assassination", "slaying", "abduction", "kidnapping", "execution",
                           "disappearance", "torture", "rape", "arrest", "detention", "death", "beheading",
                           "deportation", "expulsion", "displacement", "siege", "recruitment", "demolition"})  # fmt: skip
_FARTHEST = 9
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "EX", "PRP$"})
_WHERE_TOGETHER = frozenset({"of", "on", "in", "at", "from", "between"})


def actor(tree: Parsed, found: Found, known: Known) -> Run | None:
    """Return who is said to have done it, as printed; None where that is not said."""
    if not found.trigger.noun:
        doer = agent(tree, found.head) if passive(tree, found.head) else subject(tree, found.head)
        if found.trigger.type in {"missing persons", "explosion", "killing in detention"} or (
            lemma(tree.words[found.head]) in {"die", "flee", "go", "vanish", "disappear"}
        ):
            return None
        return _who(tree, doer, known)
    return (
        _before(tree, found, known)
        or _by(tree, found, known)
        or _through(tree, found, known)
    )


def _who(tree: Parsed, number: int | None, known: Known) -> Run | None:
    """Return the phrase of a possible actor: not an event, weapon, pronoun or thing."""
    if number is None:
        return None
    words, word = english(), tree.words[number]
    if word.tag in _PRONOUNS and word.text.lower() not in {"he", "she", "they", "it", "we", "i"}:
        return None
    if word.tag == "CD" or lemma(word) in words.generic_nouns or not (is_noun(word) or word.tag == "PRP"):
        return None
    if any(lemma(word) in each for each in words.weapons.values()) and lemma(word) not in words.forces:
        return _owner(tree, number, known)
    if word.tag == "PRP":
        return (word.start, word.end)
    return noun_phrase(tree, number)


def _owner(tree: Parsed, number: int, known: Known) -> Run | None:
    """Return whose a weapon is ("Norland's missiles", "Norlander rockets")."""
    for each in children(tree, number, "poss", "amod", "compound", "nmod"):
        word = tree.words[each]
        if word.text[:1].isupper() and (known.is_party((word.start, word.end)) or word.dep in {"poss", "amod"}):
            return _modifier(tree, each)
    return None


def _modifier(tree: Parsed, number: int) -> Run:
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
            if lemma(tree.words[found.head]) in _VICTIM_NOUNS or lemma(word) in {"today", "yesterday", "week"}:
                continue
            if found.trigger.type == "armed conflict" and not word.tag == "PRP$":
                continue
            if known.is_place(run) and not known.is_country(run) and known.places:
                continue
            if word.tag == "PRP$":
                doer = _through(tree, found, known)
                return doer or (word.start, word.end)
            return noun_phrase(tree, each)
        if word.text[:1].isupper() and _acts(tree, each, known):
            return _modifier(tree, each)
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
    return word.tag.startswith("JJ") or word.text.isupper() and len(word.text) > 1


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
            its = lemma(word)
            light = its in words.light_verbs and below.dep in {"dobj", "prep", "nsubjpass", "prt", "obj"}
            blamed = its in {"accuse", "blame", "suspect"} and below.text.lower() in {"of", "for"}
            if blamed:
                done = objects(tree, each) or children(tree, each, "nsubjpass")
                return _who(tree, done[0], known) if done else None
            if light and below.dep == "prep" and below.text.lower() not in {"in", "out", "on"}:
                return None
            if not light:
                return None
            doer = agent(tree, each) if below.dep == "nsubjpass" else subject(tree, each)
            if doer is None and word.dep == "acl" and is_noun(tree.words[word.head]):
                doer = word.head
            return _who(tree, doer, known)
        if lemma(word) == "responsible":
            doer = subject(tree, word.head) if is_verb(tree.words[word.head]) else None
            if doer is None and is_noun(tree.words[word.head]):
                doer = word.head
            return _who(tree, doer, known)
        if is_noun(word) and lemma(word) not in {"series", "wave", "number", "string", "spate", "involvement"}:
            if below.dep != "conj":
                return None
        way = each
    return None


def targets(tree: Parsed, found: Found, known: Known) -> list[Run]:
    """Return whom or what it is said to have been done to, as printed, without names of places."""
    head = found.head
    if not found.trigger.noun:
        done = objects(tree, head)
        if not done and passive(tree, head):
            doer = subject(tree, head)
            done = [] if doer is None else coordinated(tree, doer)
        if not done:
            done = prepositional(tree, head, "at", "on", "against", "into")
        return _phrases(tree, done, known)
    done = prepositional(tree, head, "on", "against", "at", "targeting")
    own = {lemma(tree.words[each]) for each in range(found.first, found.last + 1)}
    if own & (_VICTIM_NOUNS | {"shelling", "bombing", "bombardment", "invasion", "destruction", "demolition"}):
        done += prepositional(tree, head, "of")
    for each in children(tree, head, "acl", "relcl"):
        if lemma(tree.words[each]) in english().link_verbs and not passive(tree, each):
            done += [one for one in objects(tree, each) if not persons(tree, one) or
                     lemma(tree.words[each]) in {"target", "hit", "strike"}]  # fmt: skip
        if lemma(tree.words[each]) == "use":
            done += prepositional(tree, each, "against", "on")
    up = tree.words[head]
    governor = tree.words[up.head]
    if up.dep == "nsubj" and lemma(governor) in {"target", "hit", "strike", "destroy", "damage", "level"}:
        done += objects(tree, up.head)
    if up.dep in {"dobj", "nsubjpass"} and lemma(governor) in english().light_verbs:
        done += prepositional(tree, up.head, "on", "against")
    return _phrases(tree, done, known)


def _phrases(tree: Parsed, numbers: Iterable[int], known: Known) -> list[Run]:
    runs: list[Run] = []
    for each in numbers:
        word = tree.words[each]
        run = noun_phrase(tree, each)
        dated = any(overlap(run_of(time), run) for time in known.times_in((tree.start, tree.end)))
        numeral = word.tag == "CD" and not children(tree, each, "nsubj")
        if dated or numeral or word.tag in _PRONOUNS or (word.tag == "NNP" and known.is_place(run)):
            continue
        if _looks_like_a_day(word.text) or run in runs:
            continue
        runs.append(run)
    return runs


def _looks_like_a_day(text: str) -> bool:
    return text.rstrip(".") in _DAYS


_DAYS = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb",
    "Aug", "Sept", "Oct", "Nov", "Dec",
})  # fmt: skip


def weapons(tree: Parsed, found: Found) -> list[tuple[Run, str]]:
    """Return the means that are said to have been used, each with the type that follows from it."""
    words, made = english(), []
    head = found.head
    near = [each for each in children(tree, head, "amod", "compound", "nmod") if each < head]
    near += prepositional(tree, head, "with", "using", "by", "from", "in", "involving")
    for each in children(tree, head, "acl", "advcl", "prep"):
        if lemma(tree.words[each]) in {"use", "using", "fire", "drop", "involve", "involving"}:
            near += objects(tree, each) + [one for one in children(tree, each, "pobj")]
    if not found.trigger.noun:
        doer = agent(tree, head) if passive(tree, head) else subject(tree, head)
        near += [] if doer is None else [doer]
    for each in dict.fromkeys(one for number in near for one in coordinated(tree, number)):
        if each == head or found.first <= each <= found.last:
            continue
        kind = _means(tree, each)
        if kind is not None:
            run = noun_phrase(tree, each) if tree.words[each].dep not in {"amod", "compound", "nmod"} else (
                tree.words[each].start, tree.words[each].end
            )
            made.append((run, kind))
    del words
    return made


def _means(tree: Parsed, number: int) -> str | None:
    """Return the type of incident that a means makes, "" for one that makes none, None if no means."""
    word = tree.words[number]
    before = " ".join(
        lemma(tree.words[each]) for each in children(tree, number, "compound", "amod") if each < number
    )
    phrase = f"{before} {lemma(word)}".strip()
    best: tuple[int, str] | None = None
    for kind, means in english().weapons.items():
        for each in means:
            if (phrase == each or phrase.endswith(" " + each) or each in phrase.split()) and (
                best is None or len(each) > best[0]
            ):
                best = (len(each), kind)
    return best[1] if best else None


def where(tree: Parsed, found: Found, known: Known) -> list[Run]:
    """Return the phrases that say where it happened, each as far as it locates."""
    runs: list[Run] = []
    for number, word in enumerate(tree.words):
        if word.dep not in {"prep", "advmod"} and word.tag != "IN":
            continue
        if word.text.lower() not in english().place_prepositions or not _belongs(tree, number, found):
            continue
        for inner in children(tree, number, "pobj"):
            run = _located(tree, number, inner, known)
            if run and not any(overlap(run, each) for each in runs):
                runs.append(run)
    for each in tree.children[found.head]:
        word = tree.words[each]
        run = (word.start, word.end)
        if found.trigger.noun and each < found.first and word.dep in {"compound", "nmod", "poss"} and (
            known.is_place(run) and not known.is_country(run) or
            word.dep == "poss" and found.trigger.type == "armed conflict" and known.is_place(run)
        ):
            runs.append(_modifier(tree, each))
    if not found.trigger.noun:
        runs += [
            noun_phrase(tree, each)
            for each in _hit_places(tree, found)
            if known.is_place(noun_phrase(tree, each))
        ]
    elif found.trigger.type in {"shelling", "bombardment", "bombing", "siege", "incursion"}:
        runs += [noun_phrase(tree, each) for each in prepositional(tree, found.head, "of")
                 if known.is_place(noun_phrase(tree, each))]  # fmt: skip
    return list(dict.fromkeys(runs))


def _hit_places(tree: Parsed, found: Found) -> list[int]:
    done = objects(tree, found.head)
    if not done and passive(tree, found.head):
        doer = subject(tree, found.head)
        done = [] if doer is None else coordinated(tree, doer)
    return [each for each in done if tree.words[each].tag == "NNP"]


def _belongs(tree: Parsed, number: int, found: Found) -> bool:
    """Tell whether a phrase belongs to the clause of a trigger, and not to who reports it."""
    clause = _clause(tree, found.head)
    for step, each in enumerate(above(tree, number)):
        if each == found.head or each == clause:
            return True
        word = tree.words[each]
        if step > _FARTHEST or word.dep in {"ccomp", "parataxis"} or (
            word.dep in {"relcl", "acl", "advcl"} and lemma(word) not in english().link_verbs
            and lemma(word) not in english().light_verbs
        ):
            return False
    return False


def _clause(tree: Parsed, number: int) -> int:
    """Return the verb of the clause of a trigger, unless it only reports."""
    if is_verb(tree.words[number]):
        return number
    words = english()
    for each in above(tree, number):
        word = tree.words[each]
        if is_verb(word):
            acts = words.light_verbs | words.link_verbs | words.occur_verbs
            harms = {verb for verbs in words.harm.values() for verb in verbs}
            return each if lemma(word) in acts | harms or lemma(word) == "be" else number
        if word.dep in {"relcl", "ccomp"}:
            break
    return number


def _located(tree: Parsed, preposition: int, noun: int, known: Known) -> Run | None:
    """Return the fullest phrase that locates, if the noun is one of a place."""
    words, word = english(), tree.words[noun]
    run = _with_more(tree, noun)
    if any(overlap(run_of(time), (word.start, word.end)) for time in known.times_in((tree.start, tree.end))):
        return None
    proper = word.tag in {"NNP", "NNPS"}
    person = known.mention((word.start, word.end))
    placed = known.is_place(run) or lemma(word) in words.place_nouns | words.directions
    if proper and person is None and not _looks_like_a_day(word.text):
        placed = placed or tree.words[preposition].text.lower() in words.bare_prepositions | {"near", "outside"}
    if not placed or (person is not None and person.type in {"PERSON", "NORP"}):
        return None
    small = tree.words[preposition].text.lower()
    if small in {"on", "against"} and not (proper or lemma(word) in {"side", "road", "highway", "street", "border",
                                                                    "coast", "outskirts", "bank", "square"}):  # fmt: skip
        return None
    if small in words.bare_prepositions:
        return run
    first = preposition
    while first and tree.words[first - 1].head == preposition and tree.words[first - 1].dep in {"advmod", "npadvmod"}:
        first -= 1
    return tree.words[first].start, run[1]


def _with_more(tree: Parsed, noun: int) -> Run:
    """Return a noun phrase with what locates it further ("the port on the northern side")."""
    start, end = noun_phrase(tree, noun)
    for each in children(tree, noun, "prep", "appos"):
        word = tree.words[each]
        if word.dep == "prep" and word.text.lower() in _WHERE_TOGETHER and each > noun:
            inner = [one for one in children(tree, each, "pobj") if is_noun(tree.words[one])]
            if inner and not _looks_like_a_day(tree.words[inner[0]].text) and (
                tree.words[inner[0]].tag != "CD" and lemma(tree.words[inner[0]]) not in {"year", "month", "week"}
            ):
                end = max(end, _with_more(tree, inner[0])[1])
    return start, end


def when(tree: Parsed, found: Found, known: Known) -> tuple[Run, str | None] | None:
    """Return the date of it with its value: the one in its own clause, nearest to it."""
    best: tuple[int, Run, str | None] | None = None
    for each in known.times_in((tree.start, tree.end)):
        run = run_of(each)
        numbers = [n for n, word in enumerate(tree.words) if overlap((word.start, word.end), run)]
        if not numbers:
            continue
        top = min(numbers, key=lambda n: len(list(above(tree, n))))
        far = _distance(tree, top, found)
        if far is not None and (best is None or far < best[0]):
            best = (far, run, each.edtf)
    return (best[1], best[2]) if best else None


def _distance(tree: Parsed, number: int, found: Found) -> int | None:
    """Return how far a date is from a trigger in the tree; None where it dates something else."""
    words = english()
    reporting = {"say", "report", "tell", "announce", "add", "state", "affirm", "accuse", "condemn", "declare",
                 "confirm", "describe", "meet", "visit", "issue", "vote", "rule", "warn", "urge"}  # fmt: skip
    path = [found.head, *above(tree, found.head)]
    for step, each in enumerate([number, *above(tree, number)]):
        if each in path:
            place = path.index(each)
            between = path[1 : place + 1]
            if any(is_verb(tree.words[one]) and lemma(tree.words[one]) in reporting for one in between):
                return None
            if any(tree.words[one].dep in {"ccomp", "relcl"} for one in path[:place]):
                return None
            return step + place
        word = tree.words[each]
        if word.dep in {"ccomp", "advcl"} or word.dep in {"relcl", "acl"} and (
            lemma(word) not in words.link_verbs | words.light_verbs
        ):
            return None
    return None


def clause_reach(tree: Parsed, number: int) -> Run:
    """Return where the clause of a word begins and ends in the text."""
    return reach(tree, tree.subtree(_clause(tree, number)))
