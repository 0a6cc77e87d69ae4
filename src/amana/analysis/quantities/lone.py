"""English numbers without a noun of their own: what words of harm, tolls and neighbours say."""

from __future__ import annotations

import re
from functools import cache

from amana.analysis.amounts import Amount, Form
from amana.analysis.amounts.words import either
from amana.analysis.quantities.counted import PEOPLE, SHARE, Counted
from amana.analysis.quantities.leaving_out import is_bare_year
from amana.analysis.quantities.lexicon import english
from amana.analysis.quantities.phrases import unit_of

_REACH = 100
_HARM_REACH = 40
_OF_WHOM = r"(?:of whom|of them|of which|including|among them|among whom),? (?:were |was |are )?"
_OF_ALL = r"(?:^|[.;] )Of (?:the|its|all|those) [^.;]{1,60}, "
_PART_BEFORE = re.compile(rf"(?:{_OF_WHOM}|{_OF_ALL})\Z")
_LINKED = re.compile(r"(?:,| and| or|,? (?:while|with)) (?:[a-z]+ )?\Z")
_ANOTHER = re.compile(r"another|a further|an additional", re.IGNORECASE)
_SOMEWHERE = re.compile(r" (?:in|near|at|on|from) (?:the )?[A-Z]")
_MANY = re.compile(
    r" (?:fled|were|are|have|had|remain|remained|died|took|marched|gathered|protested|still|more)\b"
)
_ENTRY = re.compile(r"(?:^|[.;,:\n] ?)(?P<label>[A-Za-z ]{4,60}): ?\Z")
_BARE = frozenset({"number", "figure", "total", "count", "tally", "estimate", "estimates"})
"""Words that announce a number without saying of what."""

_NO_MANY = frozenset({"several", "numerous", "countless"})


def made(
    amount: Amount, end: int, unit: str, what: str, *, part: bool = False, start: int | None = None
) -> Counted:
    """Return an amount with what it counts, from its first bounding word or `start` to `end`."""
    first = amount.start if start is None else start
    return Counted(first, end, amount.value, amount.value_max, amount.bound, unit, what, part)


@cache
def _harmed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    harm = either(english().harm)
    were = "were|was|have been|had been|has been|are|is|being|be|went|have|had"
    return (
        re.compile(rf"(?<!\w)(?P<harm>{harm})(?: (?:and|or) [a-z]+ing)?(?: of)? \Z", re.IGNORECASE),
        re.compile(
            rf" (?:(?:who|that) )?(?:(?:{were}) )?(?:also |still |later |since )?"
            rf"(?P<harm>{harm})(?![\w-])",
            re.IGNORECASE,
        ),
    )


def happened(text: str, start: int, end: int) -> str | None:
    """Return what the words right before or behind say happened to those who are counted."""
    before, behind = _harmed()
    match = before.search(text[max(0, start - _HARM_REACH) : start]) or behind.match(text, end)
    if match is None or text[:start].endswith("by "):
        return None
    return english().harm[match["harm"].lower()]


@cache
def _outcome() -> re.Pattern[str]:
    return re.compile(rf" (?P<word>{either(english().outcomes)})(?![\w-])(?! [a-z]+s\b)")


def outcome(text: str, amount: Amount) -> Counted | None:
    """Return "40 dead", "30 wounded", "12 others"."""
    match = _outcome().match(text, amount.end)
    if match is None:
        return None
    word = match["word"]
    what, harm = PEOPLE, english().harm.get(word)
    if harm is None:
        what, harm = word, happened(text, amount.start, match.end())
    return made(amount, match.end(), PEOPLE, f"{what} {harm}" if harm else what)


@cache
def _toll() -> re.Pattern[str]:
    harm, tolls = either(english().harm), either(english().tolls)
    of = r"(?: of (?:the )?(?P<of>(?:[a-z]+ )?[a-z]+))?"
    between = r"(?:(?!and |or |but |while )[a-z]+ ){0,2}"
    return re.compile(
        rf"(?<!\w)(?:(?P<harm>{harm})|(?P<toll>{tolls}){of}(?: [\w'-]+){{0,9}}) {between}\Z",
        re.IGNORECASE,
    )


def alone(text: str, amount: Amount, before: Counted | None) -> Counted | None:
    """Return a number without a noun where something else says what it counts.

    A toll or word of harm ("surpassed 44,000", "killing 12"), a crowd ("hundreds fled"), or the
    quantity before ("and abducting another 250", "two locations in Syria and one in Iraq").
    """
    if is_bare_year(text, amount) and amount.bound == "exact":
        return None
    lead = text[max(0, amount.start - _REACH) : amount.start]
    what = _announced(text, lead, amount)
    if what is not None:
        return made(amount, amount.end, *what)
    return _shared(text, lead, amount, before) if before and before.unit != SHARE else None


def _announced(text: str, lead: str, amount: Amount) -> tuple[str, str] | None:
    """Return unit and noun of a number that a label, a toll, harm or a crowd announces."""
    entry = _ENTRY.search(lead)
    said = entry_of(entry["label"]) if entry else None
    if said is not None:
        return PEOPLE, said
    if _is_crowd(text, amount):
        harm = happened(text, amount.start, amount.end)
        return PEOPLE, f"{PEOPLE} {harm}" if harm else PEOPLE
    toll = _toll().search(lead)
    return _of_toll(toll) if toll else None


def _shared(text: str, lead: str, amount: Amount, before: Counted) -> Counted | None:
    """Return a number that shares the noun of the quantity before it."""
    part = _PART_BEFORE.search(lead) is not None
    another = _ANOTHER.match(text, amount.start)
    elsewhere = _LINKED.search(lead) and _SOMEWHERE.match(text, amount.end)
    if not (part or another or elsewhere):
        return None
    harm = happened(text, amount.start, amount.end) if before.unit == PEOPLE and another else None
    what = f"{PEOPLE} {harm}" if harm else before.what
    return made(amount, amount.end, before.unit, what, part=part)


def entry_of(label: str) -> str | None:
    """Return what the label of an entry counts: "Civilians reported killed: 5-8"."""
    words = re.findall(r"[a-z]+", label.lower())
    harm = [english().harm[word] for word in words if word in english().harm]
    people = [word for word in words if word in english().people and word not in english().harm]
    if harm:
        return f"{people[0] if people else PEOPLE} {harm[0]}"
    return people[0] if people else None


def _of_toll(toll: re.Match[str]) -> tuple[str, str]:
    """Return unit and noun of a number that a toll or a word of harm announces."""
    if toll["harm"]:
        return PEOPLE, f"people {english().harm[toll['harm'].lower()]}"
    words = toll["of"].split() if toll["of"] else []
    while words and words[-1] in english().stops:
        words.pop()  # "the number of missing at about 30"
    if words:
        return unit_of(words[-1]), " ".join(words)
    said = toll["toll"].lower()
    return PEOPLE, PEOPLE if said in _BARE else said


def _is_crowd(text: str, amount: Amount) -> bool:
    """Tell "hundreds of thousands fled", which names nobody else than people."""
    said = text[amount.number : amount.end].lower()
    crowd = amount.form is Form.VAGUE and said.endswith("s") and said not in _NO_MANY
    return crowd and _MANY.match(text, amount.end) is not None
