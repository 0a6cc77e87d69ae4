"""English quantities: an amount and the noun phrase that it counts."""

from __future__ import annotations

import re

from amana.analysis.amounts import Amount, Form
from amana.analysis.quantities.counted import PEOPLE, SHARE, Counted
from amana.analysis.quantities.leaving_out import is_bare_year
from amana.analysis.quantities.lexicon import english
from amana.analysis.quantities.lone import alone, happened, made, outcome
from amana.analysis.quantities.phrases import (
    BEFORE_NOUN,
    OF_NOUN,
    Around,
    bare,
    is_time,
    noun_at,
    plural,
    unit_of,
)

_HYPHENATED = re.compile(r"[- ](?P<noun>[A-Za-z]+)(?P<more>(?:-[A-Za-z]+){0,2})(?= [A-Za-z])")
_OF = re.compile(r" of(?= )")
_WHOM = re.compile(r" of (?P<whom>(?:whom|which|them)\b|(?:these|those)\b(?! [a-z]))")
_ATTACHED = re.compile(r" ?-?(?P<unit>km|kg|mm|cm|m|ft)(?!\w)")
_CURRENCY = re.compile(r"(?:US)?[$€£₪¥]\Z")
_RATIO_BEFORE = re.compile(
    r"(?<!\w)(?:one|two|three|four|nine|\d) (?:in|out of|of every)(?: every)? \Z", re.IGNORECASE
)
_RATIO_AFTER = re.compile(
    r" (?:in|out of|of every)(?: every)? (?:two|three|four|five|six|eight|ten|\d+)\b(?! [A-Z])"
)
_NO_ONE = re.compile(
    r"(?<!\w)(?:no|any|every|each|this|that|the|which|some|number|day) \Z", re.IGNORECASE
)
_SMALL_WORD = re.compile(r" ([a-z]+)")
_DIGIT = re.compile(r"\d")
_REACH = 24


def counted(around: Around, amount: Amount) -> Counted | None:
    """Return an amount with what it counts, None where it counts nothing."""
    text = around.line.text
    if amount.form is Form.SHARE:
        return _share(around, amount)
    if _is_ratio(text, amount):
        return None
    if text[amount.end : amount.end + 1] == "-":
        return _compound(around, amount)
    measured = _money(text, amount) or _measure(text, amount) or _of_whom(around, amount)
    return measured or _plain(around, amount)


def _is_ratio(text: str, amount: Amount) -> bool:
    """Tell one of the numbers of "one in five children"."""
    lead = text[max(0, amount.number - _REACH) : amount.number]
    return (_RATIO_AFTER.match(text, amount.end) or _RATIO_BEFORE.search(lead)) is not None


def _of_whom(around: Around, amount: Amount) -> Counted | None:
    whom, before = _WHOM.match(around.line.text, amount.end), around.before
    if whom is None or amount.value == 1:
        return None
    if before is None or before.unit == SHARE:
        return made(amount, whom.end(), PEOPLE, whom["whom"])
    return made(amount, whom.end(), before.unit, before.what, part=True)


def _compound(around: Around, amount: Amount) -> Counted | None:
    """Return "13-month conflict", "three-judge panel" with their head noun; ages are none."""
    text = around.line.text
    match = _HYPHENATED.match(text, amount.end)
    if match is None or amount.value is None or match["noun"].lower() == "plus":
        return None
    noun = match["noun"].lower()
    if "old" in match["more"].lower() and not _is_duration(around, amount):
        return None
    head = noun_at(around, match.end() + 1, BEFORE_NOUN)
    if head is None:
        return None
    unit = english().units.get(noun) or plural(noun.rstrip("s") if is_time(noun) else noun)
    unit = PEOPLE if noun == "strong" else unit
    return made(amount, head.end, unit, text[head.start : head.end])


def _is_duration(around: Around, amount: Amount) -> bool:
    """Tell whether a time expression says that this is no age."""
    return any(start <= amount.number < end for start, end in around.durations)


def _money(text: str, amount: Amount) -> Counted | None:
    sign = _CURRENCY.search(text[max(0, amount.number - 3) : amount.number])
    if sign is None:
        return None
    names = english().currencies
    unit = names.get(sign.group()) or names[sign.group()[-1]]
    start = min(amount.start, amount.number - len(sign.group()))
    return made(amount, amount.end, unit, unit, start=start)


def _measure(text: str, amount: Amount) -> Counted | None:
    attached = _ATTACHED.match(text, amount.end)
    unit = english().units.get(attached["unit"]) if attached else None
    return made(amount, attached.end(), unit, unit) if attached and unit else None


def _share(around: Around, amount: Amount) -> Counted | None:
    """Return a share with what it is a share of: "90% of Gaza's population"."""
    text = around.line.text
    whom = _WHOM.match(text, amount.end)
    if whom:
        what = around.before.what if around.before else whom["whom"]
        return made(amount, amount.end, SHARE, what, part=True)
    of = _OF.match(text, amount.end)
    spaced = text[amount.end : amount.end + 1] == " "
    noun = noun_at(around, (of.end() if of else amount.end) + 1, OF_NOUN) if spaced else None
    if noun is None:
        return made(amount, amount.end, SHARE, "")
    what = bare(text[noun.start : noun.end])
    if _DIGIT.search(what) or what.endswith("'s"):  # "85% of Norland's 10 million inhabitants"
        return made(amount, amount.end, SHARE, what)
    people = noun.head.lower() in english().people or " the " in text[amount.end : noun.end]
    if of is None and not people:
        return made(amount, amount.end, SHARE, "")
    return made(amount, noun.end, SHARE, what)


def _plain(around: Around, amount: Amount) -> Counted | None:
    text = around.line.text
    of = _OF.match(text, amount.end)
    if of is not None:
        return _partitive(around, amount, of.end() + 1)
    spaced = text[amount.end : amount.end + 1] == " "
    noun = noun_at(around, amount.end + 1, BEFORE_NOUN) if spaced else None
    suffered = outcome(text, amount)
    if suffered is not None and (noun is None or noun.end <= suffered.end):
        return suffered
    if noun is None:
        return alone(text, amount, around.before)
    year = is_bare_year(text, amount) and noun.head.lower() not in english().people
    if year or _is_pronoun(text, amount) or is_time(noun.head):
        return None  # of durations the step `time` speaks
    unit, what = unit_of(noun.head), text[noun.start : noun.end]
    harm = happened(text, amount.start, noun.end) if unit == PEOPLE else None
    return made(amount, noun.end, unit, f"{what} {harm}" if harm else what)


def _partitive(around: Around, amount: Amount, at: int) -> Counted | None:
    """Return "dozens of people", "several of the officials", "two of the men"."""
    noun = noun_at(around, at, OF_NOUN)
    one = amount.value == 1 and amount.form is Form.WORDS  # "one of the largest"
    if noun is None or one or is_time(noun.head):
        return None
    printed = around.line.text[noun.start : noun.end]
    what = bare(printed)
    if amount.value is not None and printed[0].islower() and what == printed:
        return None  # "17 counts of murder and 4 of torture"
    return made(amount, noun.end, unit_of(noun.head), what)


def _is_pronoun(text: str, amount: Amount) -> bool:
    """Tell "one" that counts nothing: "no one", "one another", "one day"."""
    if amount.value != 1 or amount.form is not Form.WORDS:
        return False
    following = _SMALL_WORD.match(text, amount.end)
    lead = _NO_ONE.search(text[max(0, amount.number - _REACH) : amount.number])
    return lead is not None or (following is not None and following[1] in english().not_one)
