"""Whether an English sentence tells that something happened, or only speaks of it.

What is denied, feared, threatened, planned, forbidden, asked or imagined is no incident; nor are
attacks in general. What is alleged is: whoever alleges it is its source.
"""

from __future__ import annotations

from amana.analysis.incidents.english_triggers import Found
from amana.analysis.incidents.scheme import English, english
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    children,
    is_noun,
    is_verb,
    lemma,
    objects,
    passive,
    prepositional,
)

_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "in case"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"}
)
_NONE = frozenset({"no", "neither", "nor", "never", "without", "any"})


def happened(tree: Parsed, found: Found) -> bool:
    """Tell whether the sentence says that it happened."""
    if tree.words[-1].text.endswith("?") or _asks(tree):
        return False
    if found.trigger.noun:
        return noun_happened(tree, found.head)
    return verb_happened(tree, found.head)


def _asks(tree: Parsed) -> bool:
    return any(word.text == "?" for word in tree.words[-2:])


def _denied(tree: Parsed, number: int) -> bool:
    """Tell whether a word is negated ("not only" is not)."""
    for each in tree.children[number]:
        word = tree.words[each]
        small = word.text.lower()
        if word.dep == "neg" or (small in _NONE and word.dep in {"det", "advmod", "preconj"}):
            after = tree.words[each + 1].text.lower() if each + 1 < len(tree.words) else ""
            return after not in {"only", "just", "merely", "least"}
    return False


def verb_happened(tree: Parsed, verb: int) -> bool:
    """Tell whether a sentence says that what a verb of it says happened."""
    words = english()
    here = verb
    for _ in range(len(tree.words)):
        word = tree.words[here]
        if _denied(tree, here) or _unreal_form(tree, here, words):
            return False
        if word.head == here:
            return True
        if word.dep == "conj" and not children(tree, here, "nsubj", "nsubjpass"):
            here = word.head
            if not is_verb(tree.words[here]):
                return _noun_chain(tree, here, words)
            continue
        if word.dep in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "prep", "relcl"}:
            return not _commanded(tree, word.head) and _under(tree, here, words)
        return True
    return True


def _unreal_form(tree: Parsed, verb: int, words: English) -> bool:
    """Tell whether the form of a verb says that it did not happen, or not yet."""
    helpers = [tree.words[each] for each in tree.children[verb] if tree.words[each].dep == "aux"]
    marks = {tree.words[each].text.lower() for each in children(tree, verb, "mark", "advmod")}
    if marks & _CONDITIONS:
        return True
    if any(lemma(each) in words.modals or each.tag == "MD" for each in helpers):
        return True
    if tree.words[verb].tag == "VB" and not helpers:
        return not _do_support(tree, verb)  # a command, or a bare infinitive
    return False


def _commanded(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb is a command ("report that ...")."""
    word = tree.words[verb]
    if word.tag not in {"VB", "VBP"} or children(tree, verb, "aux", "nsubj"):
        return False
    return word.head == verb or (word.dep == "conj" and _commanded(tree, word.head))


def _do_support(tree: Parsed, verb: int) -> bool:
    word = tree.words[verb]
    return word.dep in {"ccomp", "conj", "ROOT"} and bool(children(tree, verb, "nsubj"))


def _under(tree: Parsed, verb: int, words: English) -> bool:
    """Tell whether what a verb depends on leaves it a fact."""
    word = tree.words[verb]
    governor = lemma(tree.words[word.head])
    helpers = children(tree, verb, "aux")
    infinitive = any(tree.words[each].tag == "TO" for each in helpers)
    if infinitive and not any(lemma(tree.words[each]) == "have" for each in helpers):
        return _infinitive_happened(tree, verb, words)
    if word.dep == "advcl" and not infinitive:
        return _clause_happened(tree, verb)
    if word.dep in {"pcomp", "prep"}:
        return _gerund_happened(tree, verb, words)
    if word.dep in {"xcomp", "acl"} and word.tag == "VBG":
        return governor not in words.averting | words.hypothetical
    return True


def _infinitive_happened(tree: Parsed, verb: int, words: English) -> bool:
    """Tell whether "to attack" leaves it a fact: "went on to", "is said to"."""
    word = tree.words[verb]
    its = lemma(tree.words[word.head])
    if its in words.implicative:
        return not _governor_unreal(tree, word.head)
    return its in words.entailing and passive(tree, word.head) and word.dep == "xcomp"


def _clause_happened(tree: Parsed, verb: int) -> bool:
    """Tell whether a clause of a sentence ("after ...", "killing ...") leaves it a fact."""
    marks = {tree.words[each].text.lower() for each in children(tree, verb, "mark")}
    if marks & _CONDITIONS:
        return False
    if tree.words[verb].tag == "VBG" and not marks:
        return not _governor_unreal(tree, tree.words[verb].head)
    return True


def _governor_unreal(tree: Parsed, number: int) -> bool:
    return is_verb(tree.words[number]) and not verb_happened(tree, number)


def _gerund_happened(tree: Parsed, verb: int, words: English) -> bool:
    """Tell whether "of killing", "for shelling", "before attacking" leave it a fact."""
    for each in above(tree, verb):
        word = tree.words[each]
        if word.dep in {"prep", "pcomp", "agent"} or word.tag == "IN":
            if word.text.lower() in {"without", "against", "instead", "before", "from"}:
                return word.text.lower() == "before"
            continue
        if lemma(word) in words.averting | words.hypothetical:
            return False
        if is_noun(word):
            return lemma(word) not in words.hypothetical_nouns
        return not _governor_unreal(tree, each)
    return True


def noun_happened(tree: Parsed, noun: int) -> bool:
    """Tell whether a sentence says that what a noun of it names happened."""
    words = english()
    for each in tree.children[noun]:
        word = tree.words[each]
        if (
            word.dep in {"amod", "compound", "nmod", "det"}
            and each < noun
            and (lemma(word) in words.unreal_adjectives - words.separate)
        ):
            return False
        if word.dep == "amod" and lemma(word) == "further" and not _definite(tree, noun):
            return False
    return not _denied(tree, noun) and _noun_chain(tree, noun, words)


def _noun_chain(tree: Parsed, noun: int, words: English) -> bool:
    """Tell whether what stands above a noun leaves its event a fact."""
    definite = _definite(tree, noun)
    way = noun
    for each in above(tree, noun):
        word, below = tree.words[each], tree.words[way]
        small = word.text.lower()
        if below.dep in {"relcl", "advcl", "ccomp"}:
            return True
        if word.dep == "prep" or word.tag in {"IN", "TO"}:
            if small in _NONE or (small in {"against", "without"} and not definite):
                return False
            way = each
            continue
        if is_noun(word):
            if (
                lemma(word) in words.hypothetical_nouns
                and below.dep in {"prep", "acl", "conj"}
                and (
                    not definite or lemma(word) in {"threat", "risk", "prevention", "plan", "plot"}
                )
            ):
                return False
            way = each
            continue
        if is_verb(word):
            return _verb_leaves(tree, each, way, definite, words)
        way = each
    return True


def _verb_leaves(tree: Parsed, verb: int, way: int, definite: bool, words: English) -> bool:
    """Tell whether the verb of the clause leaves the event of a noun in it a fact."""
    below = tree.words[way]
    governs = below.dep in {"dobj", "prep", "xcomp", "nsubjpass", "obj", "agent"}
    its = lemma(tree.words[verb])
    if governs and its in words.averting and (below.dep != "prep" or not definite):
        return False
    if definite:
        light = its in words.light_verbs and below.dep in {"dobj", "nsubjpass"}
        return not (light and not verb_happened(tree, verb))
    if below.dep == "prep" and below.text.lower() in {"after", "since", "following", "during"}:
        return True
    if governs and its in words.hypothetical and below.text.lower() not in {"after", "in"}:
        return its in {"support", "debate", "discuss", "mean", "see"} and definite
    return verb_happened(tree, verb)


def _definite(tree: Parsed, noun: int) -> bool:
    return any(
        tree.words[each].dep == "poss" or tree.words[each].text.lower() in _DEFINITE
        for each in tree.children[noun]
        if each < noun
    )


def definite(tree: Parsed, found: Found) -> bool:
    """Tell whether a noun takes its event for known ("the attack", "its war")."""
    return found.trigger.noun and _definite(tree, found.head)


def particular(tree: Parsed, found: Found) -> bool:
    """Tell whether a noun speaks of one or several counted events, and not of events at large."""
    if not found.trigger.noun:
        return not _habitual(tree, found.head)
    noun = found.head
    if _definite(tree, noun) or _counted(tree, noun):
        return True
    for each in above(tree, noun):
        if is_verb(tree.words[each]):
            return _in_a_report(tree, noun, each)
        if lemma(tree.words[each]) in english().several_nouns:
            return True
    return bool(_placed(tree, noun)) and _past(tree)


def _counted(tree: Parsed, noun: int) -> bool:
    """Tell whether a noun is counted, or has a name or one who did it with it."""
    for each in tree.children[noun]:
        word = tree.words[each]
        if word.dep == "nummod" or (each < noun and word.text.lower() in english().counting):
            return True
        named = each and word.text[:1].isupper() and word.dep in {"amod", "compound", "nmod"}
        if each < noun and named:
            return True
    return any(tree.words[each].text.lower() == "by" for each in children(tree, noun, "prep"))


def _in_a_report(tree: Parsed, noun: int, verb: int) -> bool:
    """Tell whether the verb of its clause reports a noun's event as one that took place."""
    words, word = english(), tree.words[verb]
    its = lemma(word)
    past = word.tag in {"VBD", "VBN"} or bool(children(tree, verb, "aux", "auxpass"))
    if its in words.light_verbs | words.link_verbs | words.occur_verbs:
        return past or word.tag == "VBG"
    harmed = its in words.harm["killed"] | words.harm["injured"] | words.suffering
    return past and (harmed or bool(_placed(tree, noun)))


def _placed(tree: Parsed, noun: int) -> list[int]:
    return prepositional(tree, noun, "in", "on", "at", "near", "against", "outside")


def _past(tree: Parsed) -> bool:
    root = tree.root()
    return root is not None and tree.words[root].tag in {"VBD", "VBN", "NN", "NNS", "NNP"}


def _habitual(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb in the plain present speaks of what is done in general."""
    word = tree.words[verb]
    if word.tag not in {"VBP", "VBZ"} or children(tree, verb, "aux"):
        return False
    doer = children(tree, verb, "nsubj")
    named = [each for each in doer if tree.words[each].tag in {"NNP", "NNPS"}]
    return (not named and not objects(tree, verb)) or any(
        tree.words[each].tag == "NNS"
        and not children(tree, each, "det", "nummod", "amod", "compound")
        for each in doer
    )
