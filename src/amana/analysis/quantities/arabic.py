"""Arabic quantities: the noun after a number, duals, and a noun with "واحد"."""

# ruff: noqa: E501, RUF001 - patterns read as one line; Arabic letters are meant

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from amana.analysis.amounts import Amount, Form, Line
from amana.analysis.amounts.words import bounds_of, either
from amana.analysis.quantities.counted import PEOPLE, SHARE, Counted
from amana.analysis.quantities.leaving_out import Extent, is_bare_year
from amana.analysis.quantities.lexicon import arabic
from amana.analysis.quantities.phrases import Around
from amana.analysis.time.lexicon import arabic as times

_WORD = re.compile(r" (?P<word>[^\W\d_]+)")
_OF = re.compile(r" من(?= )")
_OF_THEM = re.compile(r" (?:منهم|منهن|منها)(?!\w)")
_NISBA = ("يا", "ي", "يه", "يين", "يات", "يون", "اخرين", "اخر", "اخرون", "اخري")
_CURRENCY_AFTER = re.compile(r" ?(?P<sign>[$€£])")
_SIGNS = {"$": "dollars", "€": "euros", "£": "pounds"}
_HARM_REACH = 30


def counted(around: Around, amount: Amount) -> Counted | None:
    """Return an amount with what it counts, None where it counts nothing."""
    line, taken, before = around.line, around.taken, around.before
    text = line.text
    if sign := _CURRENCY_AFTER.match(text, amount.end):
        unit = _SIGNS[sign["sign"]]
        return _made(line, amount, sign.end(), unit, None)
    if them := _OF_THEM.match(text, amount.end):
        unit = SHARE if amount.form is Form.SHARE else before.unit if before else PEOPLE
        found = _made(line, amount, them.end(), unit, None)
        return _part_of(found, before)
    of = _OF.match(text, amount.end)
    if of is not None and (
        amount.value is None or amount.form is Form.SHARE or _is_people(line, of.end())
    ):
        return _with_noun(line, amount, of.end(), taken)
    if (
        of is None
        and amount.bound == "exact"
        and is_bare_year(text, amount)
        and not _is_people(line, amount.end)
    ):
        return None
    return _with_noun(line, amount, amount.end, taken) or _alone(line, amount)


def _part_of(found: Counted, before: Counted | None) -> Counted:
    what = before.what if before else found.what
    return msgspec.structs.replace(found, what=what, part=before is not None)


def _made(line: Line, amount: Amount, end: int, unit: str, noun: Extent | None) -> Counted:
    what = line.quoted(*noun) if noun else ("" if unit == SHARE else unit)
    return Counted(amount.start, end, amount.value, amount.value_max, amount.bound, unit, what)


def _is_people(line: Line, at: int) -> bool:
    word = _WORD.match(line.text, at)
    return word is not None and word["word"] in arabic().people


def _with_noun(line: Line, amount: Amount, at: int, taken: Sequence[Extent]) -> Counted | None:
    text = line.text
    word = _WORD.match(text, at)
    said = line.quoted(amount.number, amount.end)
    definite = amount.value is None and said.startswith("ال") and at == amount.end
    percent = amount.form is Form.SHARE and text[amount.number].isdigit() and at == amount.end
    if definite or percent:
        word = None  # "العشرات", "8%": what they count follows "من" only
    if word is None or word["word"] in arabic().stops or _inside(word.start("word"), taken):
        return _made(line, amount, amount.end, SHARE, None) if amount.form is Form.SHARE else None
    noun = word["word"]
    if noun.removeprefix("ال") in times().units or noun in times().duals:
        return None  # a duration: the step `time` has it
    if _is_conjoined(noun):
        return None
    end = _with_adjective(line, noun, word.end(), taken, share=amount.form is Form.SHARE)
    printed = line.quoted(word.start("word"), word.end())
    unit = SHARE if amount.form is Form.SHARE else unit_of(noun, printed)
    return _made(line, amount, end, unit, (word.start("word"), end))


def _with_adjective(
    line: Line, noun: str, end: int, taken: Sequence[Extent], *, share: bool
) -> int:
    """Return where a noun ends with the adjective or the second noun that belongs to it."""
    more = _WORD.match(line.text, end)
    if more is None or _inside(more.start("word"), taken):
        return end
    word = more["word"]
    if word in arabic().stops or _is_conjoined(word):
        return end
    belongs = word.endswith(_NISBA)
    if share:  # "سكان القطاع", "المباني السكنية"
        belongs = word.startswith("ال") or not noun.startswith("ال")
    return more.end() if belongs else end


def _is_conjoined(word: str) -> bool:
    """Tell a word that begins with "and": it opens another phrase."""
    return word.startswith("و") and word not in arabic().waw


def _inside(at: int, taken: Sequence[Extent]) -> bool:
    return any(start <= at < end for start, end in taken)


def unit_of(noun: str, printed: str) -> str:
    """Return the unit of a counted noun: `people`, a known one, or the noun as it is printed."""
    words = arabic()
    if noun in words.people or noun.removeprefix("ال") in words.people:
        return PEOPLE
    return words.units.get(noun) or words.units.get(noun.removeprefix("ال")) or printed


@cache
def _harm() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)[وفبل]?(?P<harm>{either(arabic().harm)})(?: [^\W\d_]+){{0,3}} ?[بل]?\Z"
    )


_TOLL = re.compile(
    r"(?<!\w)(?P<span>(?P<passed>تجاوز|تجاوزت|يتجاوز|فاق|فاقت|تخطي|تخطت)? ?[وب]?(?:عدد|حصيله) (?P<noun>[^\W\d_]+))(?: [^\W\d_]+){0,3} (?:الي )?\Z"
)
_ENTRY = re.compile(r"(?:^|[.؛،;,:\n] ?)(?P<label>[^\W\d_][^.؛،;,:\n\d]{3,50}): ?\Z")
_TOLL_REACH = 60


def _counts_people(word: str) -> bool:
    words = arabic().people
    return word in words or word.removeprefix("ال") in words or word in arabic().harm


def _alone(line: Line, amount: Amount) -> Counted | None:
    """Return a number without a noun after a word of harm or a toll: "مقتل 40"."""
    following = _WORD.match(line.text, amount.end)
    open_ = amount.form is not Form.VAGUE and not _is_closed(following)
    if amount.form is Form.SHARE or open_:
        return None
    low = max(0, amount.start - _TOLL_REACH)
    toll = _TOLL.search(line.text[low : amount.start])
    if toll is not None:
        unit = unit_of(toll["noun"], PEOPLE)
        noun = low + toll.start("noun"), low + toll.end("noun")
        made = _made(line, amount, amount.end, unit, noun)
        if toll["passed"] and made.bound == "exact":
            return msgspec.structs.replace(made, start=low + toll.start("span"), bound="more than")
        return made
    entry = _ENTRY.search(line.text[low : amount.start])
    if entry is not None and any(_counts_people(word) for word in entry["label"].split()):
        noun = low + entry.start("label"), low + entry.end("label")
        return _made(line, amount, amount.end, PEOPLE, noun)
    lead = line.text[max(0, amount.start - _HARM_REACH) : amount.start]
    return _made(line, amount, amount.end, PEOPLE, None) if _harm().search(lead) else None


def _is_closed(following: re.Match[str] | None) -> bool:
    """Tell whether the word after a number is no noun that it could count."""
    if following is None:
        return True
    word = following["word"]
    return word in arabic().stops or _is_conjoined(word)


@cache
def _dual() -> re.Pattern[str]:
    said = either(bounds_of("ar", "before"))
    return re.compile(
        rf"(?<!\w)[وفبلك]?(?P<span>(?:(?P<bound>{said}) )?(?P<noun>{either(arabic().duals)}))(?!\w)"
    )


@cache
def _single() -> re.Pattern[str]:
    singular = either(word for word in arabic().people | set(arabic().units))
    return re.compile(
        rf"(?<!\w)[وفبلك]?(?P<span>(?P<noun>{singular}) (?:[^\W\d_]+ي[اه]? )?واحد[اه]?)(?!\w)"
    )


def by_form(line: Line) -> Iterator[Counted]:
    """Yield duals ("قتيلان") and nouns with "one" ("قتيل واحد")."""
    for match in _dual().finditer(line.text):
        bound = bounds_of("ar", "before").get(match["bound"] or "", "exact")
        unit = arabic().duals[match["noun"]]
        what = line.quoted(match.start("noun"), match.end("noun"))
        yield Counted(match.start("span"), match.end("span"), 2.0, None, bound, unit, what)
    for match in _single().finditer(line.text):
        what = line.quoted(match.start("noun"), match.end("noun"))
        yield Counted(
            match.start("span"),
            match.end("span"),
            1.0,
            None,
            "exact",
            unit_of(match["noun"], what),
            what,
        )
