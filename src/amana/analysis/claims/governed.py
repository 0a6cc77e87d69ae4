"""Objects and phrases that carry what is said: `condemned N as Z`, `called for Z`."""

from __future__ import annotations

from amana.analysis.claims import clauses
from amana.analysis.claims import trees as t
from amana.analysis.claims.lexicon import Report
from amana.analysis.claims.said import Said
from amana.analysis.parsing import Parsed

_PREPOSITIONS = frozenset({
    "of", "for", "on", "against", "about", "over", "in", "with", "to", "at", "into",
})  # fmt: skip
_EVIDENCE = frozenset({"ground", "evidence", "proof", "indication", "cause", "basis"})
_NEAR = 5
"""Words of a cue that stand so close are one run (`voiced deep concern over`)."""
_FOLLOWS = frozenset({"prep", "dobj", "advcl"})
_FOLLOWS_BY = frozenset({"over", "in", "during", "against", "for", "of", "between", "after"})


def about(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return what a verb says of its object: `condemned N as Z`, `slammed N for Z`, `slammed N`.

    All of that is the content, N is the target.
    """
    if "target" not in report.takes:
        return None
    thing = t.child(tree, verb, "dobj")
    if thing is None:
        return None
    for name in sorted(each.removeprefix("obj:") for each in report.takes if "obj:" in each):
        found = second(tree, verb, name)
        if found is not None:
            low, high = t.reach(tree, thing)
            target = (low, min(high, found[0][0] if found[0] else found[1][0]))
            return Said(content=(low, found[1][1]), target=target, object=thing)
    whole = object_words(tree, thing)
    return Said(content=whole, target=whole, object=thing)


def named_as(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return `described N as Z`, `accused N of Z`, `called N Z`."""
    names = sorted(each.removeprefix("obj:") for each in report.takes if "obj:" in each)
    if not names or "target" in report.takes:
        return None
    thing = t.child(tree, verb, "dobj", "dative")
    for name in names:
        found = second(tree, verb, name)
        if found is None or (thing is None and name != "oprd"):
            continue
        if thing is None:
            return Said(content=found[1])
        low, high = t.reach(tree, thing)
        ends = min(high, found[0][0] if found[0] else found[1][0])
        return Said(content=found[1], target=(low, max(ends, low + 1)), object=thing)
    return _small_clause(tree, verb) if "oprd" in names else None


def _small_clause(tree: Parsed, verb: int) -> Said | None:
    """Return `called N Z` where the tree takes `N Z` for a clause without a verb."""
    clause = t.child(tree, verb, "ccomp")
    if clause is None or t.is_verb(tree, clause) or clause < verb:
        return None
    about = t.child(tree, clause, "nsubj")
    if about is None:
        return None
    high = t.reach(tree, clause)[1]
    return Said(content=(t.reach(tree, about)[1], high), target=t.reach(tree, about), object=about)


def second(tree: Parsed, verb: int, name: str) -> tuple[tuple[int, ...], t.Range] | None:
    """Return the second complement of a verb: the preposition, and the words after it."""
    if name == "oprd":
        found = t.child(tree, verb, "oprd")
        return ((), t.reach(tree, found)) if found is not None else _quoted_name(tree, verb)
    if name == "to":
        return None
    thing = t.child(tree, verb, "dobj")
    for number in range(verb + 1, len(tree.words)):
        word = tree.words[number]
        if word.text.lower() != name or word.dep not in {"prep", "mark", "dative"}:
            continue
        if not (word.head == verb or (thing is not None and t.below(tree, number, thing))):
            continue
        if name != "as" and not (word.head in {verb, thing} or _of_deed(tree, number, thing)):
            continue
        if word.dep == "mark" and t.subject(tree, word.head) is not None:
            continue
        ends = t.reach(tree, number)[1]
        if ends > number + 1:
            return (number,), (number + 1, _whole_phrase(tree, verb, ends))
    return None


def _quoted_name(tree: Parsed, verb: int) -> tuple[tuple[int, ...], t.Range] | None:
    """Return the words in quotation marks of `called N "Z"`, which the tree takes for N's name."""
    thing = t.child(tree, verb, "dobj")
    named = t.child(tree, thing, "appos") if thing is not None else None
    if named is None:
        return None
    low, high = t.reach(tree, named)
    return ((), (low - 1, high)) if tree.words[low - 1].text in {'"', "``"} else None


def _of_deed(tree: Parsed, number: int, thing: int | None) -> bool:
    """Tell whether a preposition leads to a deed, or hangs on the last of several objects."""
    head = tree.words[number].head
    while tree.words[head].dep == "conj" and tree.words[head].head != head:
        head = tree.words[head].head
    return head == thing or t.child(tree, number, "pcomp") is not None


def _whole_phrase(tree: Parsed, verb: int, ends: int) -> int:
    """Return where a complement ends, with phrases right behind it that belong to the verb."""
    while ends < len(tree.words):
        top = ends
        while tree.words[top].head not in {verb, top}:
            top = tree.words[top].head
        word = tree.words[top]
        first, last = t.reach(tree, top)
        if word.head != verb or first < ends or word.dep not in _FOLLOWS:
            return ends
        if word.dep == "prep" and word.text.lower() not in _FOLLOWS_BY:
            return ends
        ends = last
    return ends


def demanded(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return `urged N to do Z`: the content is `N to do Z`, the target N."""
    if "obj:to" not in report.takes:
        return None
    for each in tree.children[verb]:
        word = tree.words[each]
        if each < verb or word.dep not in {"ccomp", "xcomp", "advcl"}:
            continue
        if t.child_word(tree, each, "aux", "to") is None:
            continue
        who = t.subject(tree, each)
        who = who if who is not None else t.child(tree, verb, "dobj", "pobj")
        if who is None or who < verb:
            continue
        target = t.noun_phrase(tree, who)
        return Said(content=(target[0], t.reach(tree, each)[1]), target=target, object=who)
    return None


def whole_object(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return the object of a verb: `denied the strike`, `found grounds to believe …`."""
    thing = t.child(tree, verb, "dobj")
    if thing is None or thing < verb or tree.words[thing].tag in {"WP", "WDT", "PRP"}:
        return None
    if "evidence" in report.takes and tree.words[thing].lemma.lower() in _EVIDENCE:
        return Said(content=(t.reach(tree, thing)[0], t.reach(tree, verb)[1]), object=thing)
    if "np" not in report.takes or "person" in report.flags:
        return None
    low, high = object_words(tree, thing)
    return Said(content=(low, _with_clause(tree, verb, high)), object=thing)


def _with_clause(tree: Parsed, verb: int, high: int) -> int:
    """Return where an object ends, with a clause right behind it that belongs to the verb."""
    for each in tree.children[verb]:
        first, ends = t.reach(tree, each)
        if first == high and tree.words[each].dep == "advcl" and clauses.finite(tree, each):
            return ends
    return high


def object_words(tree: Parsed, thing: int) -> t.Range:
    """Return an object with all that belongs to it."""
    low, high = t.reach(tree, thing)
    return low, clauses.before_comment(tree, low, high)


def prepositional(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return `warned of Z`, `insisted on Z`."""
    for each in tree.children[verb]:
        word = tree.words[each]
        name = word.text.lower()
        if each > verb and word.dep == "prep" and name in _PREPOSITIONS & report.takes:
            low, high = each + 1, t.reach(tree, each)[1]
            if low < high:
                return Said(content=(low, clauses.before_comment(tree, low, high)), lead=(each,))
    return None


def led(tree: Parsed, verb: int, report: Report, part: int) -> Said | None:
    """Return what a verb with its particle or noun governs: `voiced concern over Z`."""
    if tree.words[part].dep in {"dobj", "attr", "oprd"}:
        return _of_unit(tree, verb, report, part)
    if "obj:to" in report.takes:
        return _called_on(tree, verb, part)
    if "that" in report.takes:
        said = clauses.right_clause(tree, verb)
        if said is not None:
            return said
    thing = t.child(tree, verb, "dobj") if tree.words[part].dep == "prt" else None
    if thing is not None:
        return Said(content=object_words(tree, thing), object=thing)
    marks = tree.words[part].dep == "mark"
    low, high = part + 1, t.reach(tree, tree.words[part].head if marks else part)[1]
    for each in tree.children[verb]:
        first, ends = t.reach(tree, each)
        clause = tree.words[each].dep in {"xcomp", "advcl", "ccomp"}
        if clause and first == high and t.infinitive(tree, each):
            high = ends
    return Said(content=(low, clauses.before_comment(tree, low, high))) if low < high else None


def _called_on(tree: Parsed, verb: int, part: int) -> Said | None:
    who = t.child(tree, part, "pobj")
    if who is None:
        return None
    target = t.noun_phrase(tree, who)
    high = t.reach(tree, verb)[1]
    to = next(
        (
            n
            for n in range(target[1], high)
            if tree.words[n].tag == "TO" and tree.words[n].dep == "aux"
        ),
        None,
    )
    if to is None:
        return None
    ends = t.reach(tree, tree.words[to].head)[1]
    return Said(
        content=(target[0], clauses.before_comment(tree, target[0], ends)),
        target=target,
        object=who,
    )


def _of_unit(tree: Parsed, verb: int, report: Report, thing: int) -> Said | None:
    ends = t.reach(tree, verb)[1]
    for number in range(thing + 1, min(ends, thing + 4)):
        word = tree.words[number]
        if word.text.lower() not in report.takes or not (
            t.below(tree, number, verb) and word.dep in {"prep", "mark", "aux", "dative"}
        ):
            continue
        if word.dep == "prep":
            high = t.reach(tree, number)[1]
            content = (number + 1, clauses.before_comment(tree, number + 1, high))
            about = content if report.stance and report.act in {"support", "condemnation"} else None
            near = number - verb <= _NEAR
            lead = tuple(range(verb + 1, number + 1)) if near else (thing, number)
            return (
                Said(content=content, target=about, lead=lead) if content[0] < content[1] else None
            )
        high = t.reach(tree, word.head)[1]
        low = number + 1 if word.dep == "mark" else number
        return Said(content=(low, high), lead=(thing,), clause=word.dep == "mark")
    return None
