"""Claims that no verb reports: `according to N`, nouns (`N's claim that …`), headlines (`N: …`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amana.analysis.claims import trees as t
from amana.analysis.claims.drafts import Draft
from amana.analysis.claims.lexicon import Report, nouns, verbs, words
from amana.analysis.claims.speaking import can_speak
from amana.analysis.frame import Frame, Zone
from amana.analysis.parsing import Parsed

_SOURCE = Report("according to", "statement", None, frozenset(), frozenset())
_HEAD = re.compile(r"\s*([^:\n]{2,60}?)\s*:\s+(?=[\w\"'])")
_TAIL = re.compile(
    r"[,\-\u2013\u2014]\s*(Says?|Said|Claims?|Reports?|Warns?|Adds?)\s+([^,:\n]{2,60})$",
    re.IGNORECASE,
)
_NO_SPEAKERS = frozenset({
    "exclusive", "video", "watch", "live", "opinion", "analysis", "breaking", "update", "report",
    "explainer", "profile", "interview", "photos", "photo", "file photo", "in pictures", "factbox",
    "timeline", "editorial", "review", "podcast", "special report", "poll", "study", "read more",
    "related", "note", "warning", "correction",
})  # fmt: skip
_LONGEST_SPEAKER = 7


def by_phrases(tree: Parsed, sentence: int) -> Iterator[Draft]:
    """Yield the claims of a sentence by `according to` and by nouns."""
    for number, word in enumerate(tree.words):
        lemma = word.text.lower()
        if lemma == "according":
            draft = _according(tree, sentence, number)
            if draft is not None:
                yield draft
        elif word.pos == "NOUN" and word.lemma.lower() in nouns():
            draft = _noun(tree, sentence, number, nouns()[word.lemma.lower()])
            if draft is not None:
                yield draft


def _according(tree: Parsed, sentence: int, number: int) -> Draft | None:
    after = number + 1
    if after >= len(tree.words) or tree.words[after].text.lower() != "to":
        return None
    head = t.child(tree, after, "pobj")
    if head is None or head < after or not can_speak(tree, head, strict=False, report=_SOURCE):
        return None
    speaker = t.noun_phrase(tree, head)
    if number <= 1 or not "".join(w.text for w in tree.words[:number] if w.text.isalnum()):
        content = (speaker[1], len(tree.words))
        while content[0] < len(tree.words) and tree.words[content[0]].text != ",":
            content = (content[0] + 1, content[1])
    else:
        content = (0, number)
    return Draft(
        sentence=sentence,
        verb=number,
        report=_SOURCE,
        cue=(tree.words[number].start, tree.words[after].end),
        speaker=t.chars(tree, speaker),
        head=head,
        content=t.chars(tree, content),
        act="statement",
    )


def _noun(tree: Parsed, sentence: int, number: int, report: Report) -> Draft | None:
    said = _complement(tree, number, report)
    if said is None:
        return None
    head = _owner(tree, number)
    if head is None and not (said[1] and report.act in {"accusation", "statement"}):
        return None
    if head is not None and not can_speak(tree, head, strict=True, report=report):
        return None
    if head is not None and not said[1] and tree.words[head].tag == "PRP$":
        return None
    lead = said[0] if said[0] - number == 1 and not said[1] else number
    return Draft(
        sentence=sentence,
        verb=number,
        report=report,
        cue=(tree.words[number].start, tree.words[lead].end),
        speaker=t.chars(tree, t.noun_phrase(tree, head)) if head is not None else None,
        head=head,
        content=t.chars(tree, said[2]),
        act=report.act,
        implicit=head is None,
    )


def _complement(tree: Parsed, number: int, report: Report) -> tuple[int, bool, t.Range] | None:
    """Return what leads on from a noun, whether that is a clause, and the words of the content."""
    for each in tree.children[number]:
        word = tree.words[each]
        if each < number:
            continue
        mark = t.child_word(tree, each, "mark", "that")
        if "that" in report.takes and mark is not None and word.dep in {"acl", "ccomp", "relcl"}:
            return mark, True, (mark + 1, t.reach(tree, each)[1])
        name = word.text.lower()
        if word.dep == "prep" and (name if name != "to" else "to-np") in report.takes:
            return each, False, (each + 1, t.reach(tree, each)[1])
        if word.dep == "acl" and "to" in report.takes:
            to = t.child_word(tree, each, "aux", "to")
            if to is not None:
                return to, False, (to, t.reach(tree, each)[1])
    return None


def _owner(tree: Parsed, number: int) -> int | None:
    """Return whose word a noun is: `Norland's claim`, `claims by Norland`."""
    owner = t.child(tree, number, "poss")
    if owner is not None:
        return owner
    for each in tree.children[number]:
        word = tree.words[each]
        if word.dep == "prep" and word.text.lower() in {"by", "from"}:
            return t.child(tree, each, "pobj")
    return None


def by_headline(frame: Frame, sentence: int, tree: Parsed) -> Iterator[Draft]:
    """Yield the claim of a title that names its speaker at an end: `N: …`, `…, Says N`."""
    place = frame.sentences[sentence]
    if frame.zone(place) != Zone.TITLE:
        return
    text = frame.text[place.start : place.end]
    tail = _TAIL.search(text)
    if tail is not None:
        report = verbs()[_lemma(tail.group(1))]
        runs = (tail.span(1), tail.span(2), (0, tail.start()))
        yield _headline(tree, sentence, report, runs)
        return
    head = _HEAD.match(text)
    if head is not None and _names_a_speaker(head.group(1)):
        colon = text.index(":", head.end(1))
        runs = ((colon, colon + 1), head.span(1), (head.end(), len(text)))
        yield _headline(tree, sentence, _SOURCE, runs)


def _lemma(verb: str) -> str:
    low = verb.lower()
    return {"said": "say"}.get(low, low.removesuffix("s"))


def _headline(
    tree: Parsed, sentence: int, report: Report, parts: tuple[t.Range, t.Range, t.Range]
) -> Draft:
    """Return the claim of a title from its cue, speaker and content, as offsets into the title."""
    runs = [(tree.start + start, tree.start + end) for start, end in parts]
    inside = [n for n, w in enumerate(tree.words) if runs[1][0] <= w.start and w.end <= runs[1][1]]
    verb = next((n for n, w in enumerate(tree.words) if w.start >= runs[0][0]), 0)
    return Draft(
        sentence=sentence, verb=verb, report=report, cue=runs[0], speaker=runs[1],
        head=inside[-1] if inside else None, content=runs[2], act=report.act,
    )  # fmt: skip


def _names_a_speaker(head: str) -> bool:
    low = head.lower()
    if low in _NO_SPEAKERS or low.split()[0] in _NO_SPEAKERS or any(c.isdigit() for c in head):
        return False
    parts = head.split()
    last = parts[-1].lower()
    known = last in words().bodies or last.removesuffix("s") in words().people
    return len(parts) <= _LONGEST_SPEAKER and (
        known or all(p[0].isupper() for p in (parts[0], parts[-1]))
    )
