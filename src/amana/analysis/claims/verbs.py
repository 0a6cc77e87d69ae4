"""Claims by their reporting verbs: who speaks, and which complement carries what is said.

Rules, in the order in which they are tried for a verb of the lexicon:

1. `quoted N as noting that …`: the one who is quoted speaks, the one who quotes relays.
2. A clause to the right is what is said; so is a question (`asked whether …`).
3. Where the verb and its speaker close a sentence after a comma, all before them is what is said.
4. Complements of the verb by its entry: object, infinitive, gerund, preposition, `as`.
5. In the passive the agent speaks; without one nobody is named (`have been accused of …`).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.analysis.claims import complements as of
from amana.analysis.claims import trees as t
from amana.analysis.claims.drafts import Draft
from amana.analysis.claims.lexicon import Report, phrasal, units, verbs, words
from amana.analysis.claims.relays import media
from amana.analysis.claims.said import Said
from amana.analysis.claims.speaking import can_speak, holds_sentence
from amana.analysis.parsing import Parsed

_UNSAID = frozenset({"will", "may", "might", "could", "should", "must", "shall", "'ll"})
_REPORTS_ON = frozenset({
    "continue", "go", "begin", "start", "appear", "seem", "proceed", "hasten", "keep", "use",
    "refuse", "decline", "fail", "stop", "dare", "come",
})  # fmt: skip
_NAMING = frozenset({
    "for", "of", "from", "to", "without", "before", "about", "on", "despite", "than", "against",
})  # fmt: skip
_PLAIN = Report("", "statement", None, frozenset(), frozenset())
_ARGUES = frozenset({"argue", "contend", "maintain", "assert", "insist"})
_ISSUES = frozenset({
    "submit", "file", "issue", "publish", "release", "send", "write", "sign", "present", "lodge",
    "adopt", "pass", "make", "give", "deliver", "post", "circulate", "hand", "read", "prepare",
    "launch", "bring", "approve", "draft", "produce", "distribute", "leave", "run", "hold", "carry",
})  # fmt: skip
_REACH = 7
"""How many words behind a verb its particle may stand: `agreed with the envoys on`."""
_REFUSES = frozenset({"refuse", "decline", "fail", "stop"})
_LEAVES_OPEN = frozenset(
    {"confirm", "acknowledge", "say", "admit", "comment", "disclose", "reveal"}
)


def by_verbs(tree: Parsed, sentence: int) -> Iterator[Draft]:
    """Yield the claims of a sentence that verbs report.

    `refused to confirm N` is one claim, that of `confirm`.
    """
    found = list(_all(tree, sentence))
    told = {each.verb for each in found}
    for each in found:
        to = t.child(tree, each.verb, "xcomp")
        if each.report.lemma not in _REFUSES or to not in told:
            yield each


def _all(tree: Parsed, sentence: int) -> Iterator[Draft]:
    for number in range(len(tree.words)):
        if not t.is_verb(tree, number) or tree.words[number].dep in {"amod", "aux", "auxpass"}:
            continue
        for report, parts in _entries(tree, number):
            draft = _claim(tree, sentence, number, report, parts)
            if draft is not None:
                yield draft
                break


def _entries(tree: Parsed, verb: int) -> Iterator[tuple[Report, tuple[int, ...]]]:
    """Yield what the lexicon has for a verb, with the words that belong to it, longest first."""
    lemma = tree.words[verb].lemma.lower()
    thing = t.child(tree, verb, "dobj")
    if thing is not None:
        unit = units().get((lemma, tree.words[thing].lemma.lower()))
        if unit is not None:
            yield unit, (thing,)
    for particle, report in phrasal().get(lemma, {}).items():
        for number in range(verb + 1, min(verb + _REACH, len(tree.words))):
            word = tree.words[number]
            if word.text.lower() == particle and verb in {word.head, _marked(tree, number)}:
                yield report, (number,)
    plain = verbs().get(lemma)
    if plain is not None and "wide" not in plain.flags:
        yield plain, ()


def _marked(tree: Parsed, number: int) -> int | None:
    """Return the verb on which a clause hangs that a word marks: `called for N to be …`."""
    word = tree.words[number]
    return tree.words[word.head].head if word.dep == "mark" else None


def _claim(
    tree: Parsed, sentence: int, verb: int, report: Report, parts: tuple[int, ...]
) -> Draft | None:
    if _only_possible(tree, verb) or _unfinished(tree, verb):
        return None
    if "chain" in report.takes:
        return _chain(tree, sentence, verb)
    if t.passive(tree, verb):
        return _passive(tree, sentence, verb, report)
    return _active(tree, sentence, verb, report, parts)


def _active(
    tree: Parsed, sentence: int, verb: int, report: Report, parts: tuple[int, ...]
) -> Draft | None:
    head = t.understood_subject(tree, verb)
    if head is not None and t.below(tree, verb, head) and not _modifies(tree, verb):
        return None
    said = of.active(tree, verb, report, parts, head)
    if said is None:
        return None
    head = _speaker(tree, verb, head, strict=not said.clause, report=report)
    head = _issuer(tree, verb, head) if head is not None else None
    if head is None or _own_mind(tree, head, report) or holds_sentence(tree, head):
        return None
    return _draft(tree, sentence, verb, report, head=head, said=said, parts=parts)


def _issuer(tree: Parsed, verb: int, head: int) -> int:
    """Return who speaks by a paper: its owner, or who issued it (`submitted briefs arguing …`)."""
    if tree.words[head].lemma.lower() not in words().papers or tree.words[verb].tag != "VBG":
        return head
    owner = t.child(tree, head, "poss")
    if owner is not None:
        return owner
    word = tree.words[head]
    issued = tree.words[word.head].lemma.lower() in _ISSUES
    if word.dep == "dobj" and word.head != head and issued:
        issuer = t.understood_subject(tree, word.head)
        if issuer is not None and can_speak(tree, issuer, strict=True, report=_PLAIN):
            return issuer
    return head


def _own_mind(tree: Parsed, head: int, report: Report) -> bool:
    """Tell whether one who is quoted only softens his own words: `I think …`."""
    return "hedge" in report.flags and tree.words[head].text.lower() in {"i", "we", "you"}


def _modifies(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb stands in a clause that hangs on its speaker: `officials who say`."""
    at = verb
    while tree.words[at].dep in {"conj", "xcomp"} and tree.words[at].head != at:
        at = tree.words[at].head
    return tree.words[at].dep in {"relcl", "acl"}


def _draft(
    tree: Parsed,
    sentence: int,
    verb: int,
    report: Report,
    *,
    head: int | None,
    said: Said,
    parts: tuple[int, ...] = (),
) -> Draft:
    numbers = sorted({verb, *parts, *said.lead})
    joined = numbers[-1] - numbers[0] <= len(numbers) + 2
    cue = (numbers[0], numbers[-1] + 1) if joined else (verb, verb + 1)
    negated = t.negation(tree, verb) is not None or _refused(tree, verb)
    return Draft(
        sentence=sentence,
        verb=verb,
        report=report,
        cue=(tree.words[cue[0]].start, tree.words[cue[1] - 1].end),
        speaker=t.chars(tree, t.noun_phrase(tree, head)) if head is not None else None,
        head=head,
        content=t.chars(tree, said.content) if said.content else None,
        target=t.chars(tree, said.target) if said.target else None,
        act=_act(tree, verb, report, said, head, negated=negated),
        negated=negated,
        implicit=head is None,
        via=media(tree, verb),
        note=said.note,
    )


def _act(
    tree: Parsed, verb: int, report: Report, said: Said, head: int | None, *, negated: bool
) -> str:
    lemma = tree.words[verb].lemma.lower()
    if negated and lemma in _LEAVES_OPEN:
        return "non-confirmation"
    thing = tree.words[said.object].lemma.lower() if said.object is not None else ""
    if report.lemma == "reject" and thing in words().denied_nouns:
        return "denial"
    joined = tree.words[tree.words[verb].head]
    if lemma in _ARGUES and tree.words[verb].dep == "conj" and joined.lemma in verbs():
        return "challenge" if verbs()[joined.lemma].act == "challenge" else report.act
    if report.act == "finding" and head is not None:
        named = tree.words[head]
        if named.pos != "PROPN" and named.lemma.lower() not in words().finders:
            return "statement"
    return report.act


def _only_possible(tree: Parsed, verb: int) -> bool:
    """Tell whether the text does not say that it was said: `will say`, `to announce`."""
    governed = _infinitive_of(tree, verb)
    if governed is not None:
        return governed < 0 or tree.words[governed].lemma.lower() not in _REPORTS_ON
    if t.negation(tree, verb) is not None:
        return False
    for each in tree.children[verb]:
        word = tree.words[each]
        if word.dep == "aux" and word.text.lower() in _UNSAID:
            return True
        if word.dep == "mark" and word.text.lower() in {"if", "unless", "whether"}:
            return True
    return False


def _unfinished(tree: Parsed, verb: int) -> bool:
    """Tell whether a gerund only names what could be said: `a call for admitting that …`.

    A gerund that is joined to a verb in a tense is one that the tree has misplaced.
    """
    word = tree.words[verb]
    if word.tag == "VBG" and word.dep == "conj" and t.child(tree, verb, "aux", "nsubj") is None:
        joined = tree.words[word.head]
        if joined.tag in {"VBD", "VBZ", "VBP"} and joined.lemma.lower() not in verbs():
            return True
    if word.tag == "VBG" and word.dep == "advcl" and tree.words[max(0, verb - 1)].dep == "cc":
        return True
    at = verb
    while tree.words[at].dep == "conj" and tree.words[at].head != at:
        at = tree.words[at].head
    word = tree.words[at]
    return word.dep in {"pcomp", "pobj"} and tree.words[word.head].text.lower() in _NAMING


def _infinitive_of(tree: Parsed, verb: int) -> int | None:
    """Return the verb that governs an infinitive, -1 where none does, None for other forms."""
    at = verb
    while tree.words[at].dep == "conj" and t.is_verb(tree, tree.words[at].head):
        if t.child_word(tree, at, "aux", "to") is not None:
            break
        at = tree.words[at].head
    if t.child_word(tree, at, "aux", "to") is None or tree.words[at].tag != "VB":
        return None
    word = tree.words[at]
    return word.head if word.dep == "xcomp" and word.head != at else -1


def _refused(tree: Parsed, verb: int) -> bool:
    governed = _infinitive_of(tree, verb)
    if governed is None or governed < 0:
        return False
    return tree.words[governed].lemma.lower() in _REFUSES or t.negation(tree, governed) is not None


def _speaker(
    tree: Parsed, verb: int, head: int | None, *, strict: bool, report: Report
) -> int | None:
    """Return the head of the speaker; where the subject cannot speak, one further up that can."""
    at = verb
    for _ in range(4):
        if head is None:
            return None
        if can_speak(tree, head, strict=strict or at != verb, report=report):
            return head
        word = tree.words[verb]
        if word.tag not in {"VBG", "VBN"} and (word.dep != "conj" or t.subject(tree, verb)):
            return None
        at = _next_clause(tree, at)
        if at < 0:
            return None
        head = t.understood_subject(tree, at)
    return None


def _next_clause(tree: Parsed, verb: int) -> int:
    """Return the next verb above the one that gave its subject to a participle, -1 if none."""
    at = verb
    while t.subject(tree, at) is None or at == verb:
        above = tree.words[at].head
        if above == at:
            return -1
        at = above
        if t.is_verb(tree, at) and t.subject(tree, at) is not None:
            break
    above = tree.words[at].head
    while above != tree.words[above].head and not t.is_verb(tree, above):
        above = tree.words[above].head
    return above if above != at and t.is_verb(tree, above) else -1


def _chain(tree: Parsed, sentence: int, verb: int) -> Draft | None:
    """Return the claim of the one who is quoted: `quoted N as noting that …`."""
    inner = of.relayed(tree, verb)
    if inner is None:
        return None
    is_passive = t.passive(tree, verb)
    quoted = t.understood_subject(tree, verb) if is_passive else t.child(tree, verb, "dobj")
    relay = of.agent(tree, verb) if is_passive else t.understood_subject(tree, verb)
    entry = verbs().get(tree.words[inner].lemma.lower())
    if quoted is None or entry is None:
        return None
    said = of.active(tree, inner, entry, (), quoted)
    if said is None:
        return None
    draft = _draft(tree, sentence, inner, entry, head=quoted, said=said)
    via = t.chars(tree, t.noun_phrase(tree, relay)) if relay is not None else None
    return msgspec.structs.replace(draft, via=(via,) if via else ())


def _passive(tree: Parsed, sentence: int, verb: int, report: Report) -> Draft | None:
    about = t.understood_subject(tree, verb)
    speaker = of.agent(tree, verb)
    if speaker is None and "passive" not in report.takes:
        return None
    if speaker is not None and not can_speak(tree, speaker, strict=True, report=report):
        return None
    said = of.passive(tree, verb, report, about, named=speaker is not None)
    if said is None:
        return None
    return _draft(tree, sentence, verb, report, head=speaker, said=said)
