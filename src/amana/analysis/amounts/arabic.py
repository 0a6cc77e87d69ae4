"""Numbers in Arabic text in its one spelling: digits, number words, duals of numbers, shares."""

# ruff: noqa: E501, RUF001 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from amana.analysis.amounts.words import either, number_words

Found = tuple[int, int, float | None, str]

_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(
    r"(?<![A-Za-z\d_#])(?<!\w[.:/٫])(?<!\d[,٬])(?<![^\W\d]-)"
    r"(?P<digits>\d{1,3}(?:[,٬]\d{3}){1,5}|\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,3}(?:\.\d{3}){1,4}(?!\d)"
    r"|\d{1,12}(?:[.,٫]\d{1,6})?)(?![.,:/٬٫]?\d)"
)
_CLITIC_NUMERAL = re.compile(r"(?<![^\W_])[وبلف](?=\d)")
_PERCENT = re.compile(r" ?[%٪]| (?:في|ب)? ?ال(?:ميه|مايه)(?!\w)")
_AND_A_HALF = re.compile(r" ونصف(?: المليون| المليار| الف)?(?!\w)")
_CLITICS = "وفبلك"
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_TANWIN = "\u064b"


def find_numbers(text: str, quoted: Callable[[int, int], str]) -> Iterator[Found]:
    """Yield the numbers of a line. `quoted` gives a run as it is printed."""
    yield from _vague_ones(text)
    yield from _shares(text)
    words = list(_WORD.finditer(text))
    starts = {each.start(): place for place, each in enumerate(words)}
    for match in _NUMERAL.finditer(_unglued(text)):
        start, end, product = _scaled(text, match, words, starts)
        yield _with_percent(text, start, end, product, "digits")
    place = 0
    while place < len(words):
        count, value, start = _run(text, words, place, quoted)
        if count and value is not None:
            end = words[place + count - 1].end()
            yield _with_percent(text, start, end, value, "words")
        place += max(1, count)


def _unglued(text: str) -> str:
    """Return the text with a space for each letter that is written on to a numeral ("و50")."""
    return _CLITIC_NUMERAL.sub(" ", text)


def _with_percent(text: str, start: int, end: int, value: float, form: str) -> Found:
    half = _AND_A_HALF.match(text, end)
    if half:
        scale = max(
            (each for each in number_words("ar").scales.values() if each <= value), default=1
        )
        return start, half.end(), value + scale / 2, form
    percent = _PERCENT.match(text, end)
    if percent:
        return start, percent.end(), round(value / _HUNDRED, 12), "share"
    return start, end, value, form


def _scaled(
    text: str, match: re.Match[str], words: Sequence[re.Match[str]], starts: dict[int, int]
) -> tuple[int, int, float]:
    """Return where a numeral and its scale word stand, and their product."""
    digits, end = match["digits"], match.end()
    following = starts.get(end + 1) if text[end : end + 1] == " " else None
    scale = None
    if following is not None:
        scale = number_words("ar").scales.get(words[following].group())
    grouped = re.fullmatch(r"\d{1,3}(?:[,٬ .]\d{3})+", digits) is not None
    if grouped and not (scale and "." in digits):
        value = float(re.sub(r"\D", "", digits))
    else:
        value = float(re.sub(r"[,٫]", ".", digits))
    if scale is None or following is None:
        return match.start(), end, value
    return match.start(), words[following].end(), value * scale


def _meaning(word: str) -> tuple[float | None, float | None, int]:
    """Return the value or the scale of a word, and how many letters are written on before it."""
    known = number_words("ar")
    for cut in range(min(3, len(word))):
        if cut and word[cut - 1] not in _CLITICS:
            break
        bare = word[cut:]
        if bare in known.scales and bare not in known.values:
            return None, known.scales[bare], cut
        if bare in known.values:
            return known.values[bare], known.scales.get(bare), cut
    return None, None, 0


def _run(
    text: str, words: Sequence[re.Match[str]], first: int, quoted: Callable[[int, int], str]
) -> tuple[int, float | None, int]:
    """Return how many words from `first` on make one number, its value, and where it starts."""
    value, scale, cut = _meaning(words[first].group())
    if value is None and scale is None:
        return 0, None, 0
    start = words[first].start() + cut
    if value is not None and scale is not None:  # "ألفا": two thousand, or one with tanwin
        value = scale if _TANWIN in quoted(words[first].start(), words[first].end()) else value
        scale = None
    sums = _Sum()
    sums.add(value, scale)
    place = first + 1
    while place < len(words) and text[words[place - 1].end() : words[place].start()] == " ":
        value, scale, cut = _meaning(words[place].group())
        linked = words[place].group()[:cut]
        if linked not in {"", "و"} or not sums.takes(value, scale, linked=bool(linked)):
            break
        sums.add(None if scale and value and not linked else value, scale)
        place += 1
    if (
        place == first + 1
        and words[first].group()[cut_of(words[first].group()) :] in _ALONE_NO_NUMBER
    ):
        return 1, None, 0
    return place - first, sums.total + sums.current, start


def cut_of(word: str) -> int:
    """Return how many letters are written on before a number word."""
    return _meaning(word)[2]


_ALONE_NO_NUMBER = frozenset(
    {"احد", "احدي", "واحد", "واحدا", "واحده", "اثنا", "اثني", "اثنتا", "اثنتي"}
)
"""Words that count only together with others, or after their noun."""


class _Sum:
    """The number that words have said so far: `current` waits for a scale."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current = 0.0
        self._last = 0.0

    def takes(self, value: float | None, scale: float | None, *, linked: bool) -> bool:
        """Tell whether the next word goes on with the number."""
        if value is None and scale is None:
            return False
        if linked:  # "خمسة وعشرون", "مئة وخمسون", "ألف ومئتان"
            size = value if value is not None else scale or 0.0
            if self._last < _TEN:
                return (
                    value is not None
                    and value >= 2 * _TEN
                    and value % _TEN == 0
                    and size < _HUNDRED
                )
            return size < self._last
        if scale is not None:  # "ثلاثة آلاف", "مئتي ألف"
            return self.current > 0 and scale > self._last
        return value == _TEN and 0 < self._last < _TEN  # "خمسة عشر"

    def add(self, value: float | None, scale: float | None) -> None:
        """Add a word."""
        if value is not None:
            if value >= _THOUSAND:
                self.total += value
            else:
                self.current += value
            self._last = value
        elif scale == _HUNDRED:
            self.current = max(1.0, self.current) * _HUNDRED
            self._last = _HUNDRED
        elif scale is not None:
            self.total += max(1.0, self.current) * scale
            self.current = 0.0
            self._last = scale


@cache
def _vague_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:[{_CLITICS}]{{0,2}})(?P<vague>{either(number_words('ar').vague)})(?!\w)"
    )


def _vague_ones(text: str) -> Iterator[Found]:
    for match in _vague_pattern().finditer(text):
        yield match.start("vague"), match.end(), None, "vague"


@cache
def _share_pattern() -> re.Pattern[str]:
    parts = either(number_words("ar").parts)
    return re.compile(rf"(?<!\w)[{_CLITICS}]{{0,2}}(?P<share>{parts})(?= [^\W\d_])")


def _shares(text: str) -> Iterator[Found]:
    parts = number_words("ar").parts
    for match in _share_pattern().finditer(text):
        million = re.match(r" (مليون|مليار|الف)(?!\w)", text[match.end() : match.end() + 9])
        if million:
            scale = number_words("ar").scales[million[1]]
            yield (
                match.start("share"),
                match.end() + million.end(),
                parts[match["share"]] * scale,
                "words",
            )
        else:
            yield match.start("share"), match.end(), parts[match["share"]], "share"
