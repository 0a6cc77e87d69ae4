"""Numbers of a sheet as people see them (ECMA-376 part 1, 18.8.30 and 18.8.31).

Rules:

1. A number that is a date or a time by its format is written in ISO 8601: how it is displayed
   depends on where it is opened, and `03/04/2024` could be two days.
2. Formats of digits, separators, per cent signs and fixed text are carried out.
3. Under any other format (fractions, exponents, colours by condition) the stored number stands.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd",
    15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm-dd", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd")  # fmt: skip
_TOKENS = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<sign>.)|_.|\*.|\[(?P<square>[^\]]*)\]|(?P<other>.)', re.DOTALL
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MONEY = re.compile(r"\$([^-\]]*)(?:-.*)?")
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.[0#?]*)?|\.[0#?]+")
_DATE_LETTERS = frozenset("yYdDhHsS")
_FIRST = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - sheets state no zone
_LEAP_BUG = 60
_LAST_DAY = 2_958_466
_MOST_DECIMALS = 30
_LONGEST = 400
_GENERAL_DIGITS = 15
_WIDEST_WHOLE = 21


def built_in(number_format: int) -> str:
    """Return the code of a format that has only a number; none for `General`."""
    return _BUILT_IN.get(number_format, "")


def shown(stored: str, code: str, *, from_1904: bool) -> str:
    """Return a stored number as its format shows it; what is no number stays as it is."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or len(stored) > _LONGEST or abs(value.adjusted()) > _LONGEST:
        return stored
    sections = _sections(code)
    wanted = 1 if value < 0 else 2 if value == 0 else 0  # positive; negative; zero
    own = wanted if wanted < len(sections) else 0
    pieces = _taken_apart(sections[own])
    kinds = "".join(text for text, fixed in pieces if not fixed)
    if _is_date(kinds):
        return _date(value, kinds, from_1904=from_1904) or _general(value)
    plain = kinds.strip() in {"", "@", "General"} and not any(fixed for _, fixed in pieces)
    if plain or value.adjusted() > _WIDEST_WHOLE:
        return _general(value)
    return _carried_out(value, pieces, negative=own == 1) or _general(value)


def _sections(code: str) -> list[str]:
    sections, quoted, begun = [], False, 0
    for at, letter in enumerate(code):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted and code[at - 1 : at] != "\\":
            sections.append(code[begun:at])
            begun = at + 1
    return [*sections, code[begun:]]


def _taken_apart(section: str) -> list[tuple[str, bool]]:
    """Return the pieces of a section: each with whether it is fixed text."""
    pieces: list[tuple[str, bool]] = []
    for match in _TOKENS.finditer(section):
        if match["text"] is not None:
            pieces.append((match["text"], True))
        elif match["sign"] is not None:
            pieces.append((match["sign"], True))
        elif match["square"] is not None:
            money = _MONEY.fullmatch(match["square"])
            if money:
                pieces.append((money[1], True))
            elif _ELAPSED.fullmatch(match["square"]):
                pieces.append((f"[{match['square'][0].lower()}]", False))
        elif match["other"] is not None:
            pieces.append((match["other"], False))
    return pieces


def _is_date(kinds: str) -> bool:
    if "General" in kinds:
        return False
    if any(sign in kinds for sign in "0#?"):
        return "." in kinds and any(letter in "hHsS" for letter in kinds)
    return "[" in kinds or any(letter in _DATE_LETTERS or letter in "mM" for letter in kinds)


def _date(value: Decimal, kinds: str, *, from_1904: bool) -> str | None:
    lower = kinds.lower().replace("am/pm", "").replace("a/p", "")
    has_time = "h" in lower or "s" in lower
    has_day = "y" in lower or "d" in lower or not has_time
    if not 0 <= value < _LAST_DAY:
        return None
    if "[" in lower or (has_time and not has_day and value >= 1):
        return _elapsed(value)
    days = value
    if not from_1904 and value < _LEAP_BUG:  # 1900 is no leap year, but for Excel it is
        days += 1
    moment = _FIRST[from_1904] + timedelta(seconds=round(float(days) * 86_400))
    time = f"{moment:%H:%M:%S}" if "s" in lower else f"{moment:%H:%M}"
    if not has_day:
        return time
    day = f"{moment.year:04d}-{moment:%m-%d}"
    return f"{day} {time}" if has_time else day


def _elapsed(value: Decimal) -> str:
    seconds = round(float(value) * 86_400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _general(value: Decimal) -> str:
    """Return a number with the digits that a sheet keeps: 15, without those of the binary form."""
    if value == value.to_integral_value() and value.adjusted() < _WIDEST_WHOLE:
        return str(int(value))
    return f"{float(value):.{_GENERAL_DIGITS}g}"


def _carried_out(value: Decimal, pieces: list[tuple[str, bool]], *, negative: bool) -> str | None:
    """Return the number in a format of digits; None when the format holds anything else."""
    pattern, text, before = "", ["", ""], True
    for piece, fixed in pieces:
        if fixed or piece in " -+()/:$%":
            text[not before] += piece
        elif piece in "0#?.,":
            if not before and text[1]:
                return None
            pattern += piece
            before = False
        else:
            return None
    if not pattern:
        return None if not text[0] else text[0]
    if not _DIGITS.fullmatch(pattern.rstrip(",")):
        return None
    percents = sum(piece == "%" for piece, fixed in pieces if not fixed)
    scaled = value * Decimal(100) ** percents
    scaled /= Decimal(1000) ** (len(pattern) - len(pattern.rstrip(",")))
    digits = _digits(abs(scaled), pattern.rstrip(","))
    sign = "-" if value < 0 and not negative and digits.strip("0.,") else ""
    return f"{sign}{text[0]}{digits}{text[1]}"


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, part = pattern.partition(".")
    part = part[:_MOST_DECIMALS]
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    least = whole.count("0")
    left = left.lstrip("0").zfill(least)
    if "," in whole:
        left = f"{int(left):,}".zfill(least) if left else left
    while right and part[len(right) - 1] != "0" and right.endswith("0"):
        right = right[:-1]
    return left + ("." + right if right else "")
