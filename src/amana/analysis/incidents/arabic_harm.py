"""How many were killed, hurt, taken or displaced, as an Arabic sentence says."""

from __future__ import annotations

from collections.abc import Sequence

from amana.analysis.incidents.arabic_words import ArabicWord
from amana.analysis.incidents.event import Harm, Run
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.numbers import Number, bounded, digits, in_words
from amana.analysis.incidents.scheme import arabic

_AFTER = 7
_ACCUSATIVE = "\u0627"
_BOUND_WORDS = 4


def harms(words: Sequence[ArabicWord], known: Known) -> list[tuple[Harm, int]]:
    """Return the harms that a sentence states, each with the number of the word that says so."""
    found: list[tuple[Harm, int]] = []
    taken: set[int] = set()
    for number, word in enumerate(words):
        kind = kind_of(word)
        if kind is None or number in taken:
            continue
        counted = _counted(words, number, known)
        if counted is None:
            continue
        value, run, last = counted
        taken.update(range(number + 1, last + 1))
        if not any(each.kind == kind and each.run == run for each, _ in found):
            found.append(
                (
                    Harm(
                        kind,
                        run,
                        value.value,
                        value.value_max,
                        value.bound,
                        None,
                        _named(run, value, known),
                    ),
                    number,
                )
            )
    return found


def kind_of(word: ArabicWord) -> str | None:
    """Return which harm a word names, None if none."""
    return next((kind for kind, group in arabic().harm.items() if word.among(group)), None)


def _named(run: Run, value: Number, known: Known) -> frozenset[str]:
    if value.bound != "named":
        return frozenset()
    return frozenset(each.entity for each in known.mentions_in(run) if each.type == "PERSON")


def _counted(words: Sequence[ArabicWord], at: int, known: Known) -> tuple[Number, Run, int] | None:
    """Return the number that goes with a word of harm: behind it, or before "قتيلا"."""
    groups = arabic()
    before = _number_ending(words, at - 1)
    if before is not None and (
        words[at].text.endswith(_ACCUSATIVE) or words[at].among(groups.people)
    ):
        first, value = before
        bound = bounded(
            " ".join(word.text for word in words[max(0, first - _BOUND_WORDS) : first]),
            groups.bounds,
        )
        return Number(value, None, bound), (words[first].start, words[at].end), at
    for here in range(at + 1, min(len(words), at + 1 + _AFTER)):
        word = words[here]
        if kind_of(word) is not None and not word.among(groups.people):
            return None
        if word.text in {"،", "."}:
            return None
        found = _number_starting(words, here)
        if found is not None:
            last, number = found
            bound = number.bound
            if bound == "exact":
                bound = bounded(
                    " ".join(one.text for one in words[max(0, here - _BOUND_WORDS) : here]),
                    groups.bounds,
                )
            if last + 1 < len(words) and words[last + 1].among(groups.people):
                last += 1
            after = " ".join(one.text for one in words[last + 1 : last + 3])
            if bound == "exact":
                bound = next(
                    (its for said, its in groups.bounds_after.items() if after.startswith(said)),
                    bound,
                )
            return (
                Number(number.value, number.value_max, bound),
                (words[here].start, words[last].end),
                last,
            )
        single = _single(words, here, at, known)
        if single is not None:
            return single
    return None


def _single(
    words: Sequence[ArabicWord], here: int, at: int, known: Known
) -> tuple[Number, Run, int] | None:
    groups, word = arabic(), words[here]
    for form in word.forms:
        if form in groups.duals:
            return Number(float(groups.duals[form])), (word.start, word.end), here
        if form in groups.vague:
            last = here + 1 if here + 1 < len(words) and not words[here + 1].mark else here
            return Number(None, None, "multiple"), (word.start, words[last].end), last
    if word.among({"اخرين", "اخرون"}):
        return Number(None, None, "multiple"), (word.start, word.end), here
    if here == at + 1 and word.text in groups.singles:
        return Number(1.0), (word.start, word.end), here
    named = known.mention((word.start, word.end))
    if named is not None and named.type == "PERSON" and here <= at + _AFTER // 2:
        last = here
        while last + 1 < len(words) and words[last + 1].start < named.span.char_end:
            last += 1
        return Number(1.0, None, "named"), (words[here].start, words[last].end), last
    return None


def _value(word: ArabicWord) -> float | None:
    value = digits(word.text)
    if value is not None:
        return value
    return next(
        (float(arabic().numbers[form]) for form in word.forms if form in arabic().numbers), None
    )


def _number_starting(words: Sequence[ArabicWord], first: int) -> tuple[int, Number] | None:
    """Return the last word of the number that begins at a word, and the number."""
    if _value(words[first]) is None:
        return None
    last = first
    while last + 1 < len(words) and _continues(words, last):
        last += 1
    said = [_plain(word) for word in words[first : last + 1]]
    value = in_words(said, *_units())
    if value is None:
        return None
    if last + 2 < len(words) and words[last + 1].text in {"-", "الي"}:
        high = _value(words[last + 2])
        if high is not None and high > value:
            return last + 2, Number(value, high, "between")
    return last, Number(value)


def _continues(words: Sequence[ArabicWord], last: int) -> bool:
    """Tell whether the next word goes on with the number: "خمسة وعشرون", "ثلاثة آلاف"."""
    after = words[last + 1]
    value = _value(after)
    if value is None:
        return False
    joined = (
        after.text.startswith("و")
        and after.text not in arabic().numbers
        and not after.text[1:2].isdigit()
    )
    return joined or (value >= 100 and value in {100.0, 1000.0, 1_000_000.0})  # noqa: PLR2004 - hundred, thousand


def _plain(word: ArabicWord) -> str:
    return next((form for form in word.forms if form in arabic().numbers), word.text)


def _units() -> tuple[dict[str, int], dict[str, int]]:
    numbers = arabic().numbers
    multiples = {word: value for word, value in numbers.items() if value in {1000, 1_000_000}}
    return {word: value for word, value in numbers.items() if word not in multiples}, multiples


def _number_ending(words: Sequence[ArabicWord], last: int) -> tuple[int, float] | None:
    """Return the first word of the number that ends at a word, and its value."""
    for first in range(max(0, last - 3), last + 1):
        found = _number_starting(words, first)
        if found is not None and found[0] == last and found[1].value is not None:
            return first, found[1].value
    return None
