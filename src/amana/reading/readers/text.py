"""Plain text: the reading's text is the decoded original, unchanged, and every offset is exact.

Line ends stay as they are; a byte order mark stays as U+FEFF. Bytes that are not valid in the
encoding become U+FFFD, each place a run of its own, so that offsets around it stay exact.
"""

from __future__ import annotations

import codecs

from amana.reading.charsets import (
    REPLACEMENT,
    byte_length,
    codec,
    decode,
    import_decoders,
    is_single_byte,
)
from amana.reading.guess import MODELS, OLDER, guess
from amana.reading.guess_wide import WIDE
from amana.reading.notices import Code
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.wire import Budget, ReadOrder, Run, TextAnswer, Told

STRIDE = 1 << 14
"""Code points in a run: what has to be measured again to find one offset."""

SAMPLED = (
    *("utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"),
    *(wide.encoding for wide in WIDE),
    *(model.encoding for model in (*MODELS, *(row[0] for row in OLDER))),
)
_ONE_BROKEN_IN = 4
_MAX_BYTES_OF_CHARACTER = 4


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read plain text in whatever encoding it is. Nothing is inside it."""
    del out
    return read_bytes(whole(document), order.budget)


def read_bytes(data: bytes, budget: Budget) -> TextAnswer:
    """Read plain text that is in memory."""
    if not data:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    found = guess(data)
    if found is None:
        return TextAnswer(text="", notices=(Told(Code.NOT_TEXT),))
    notices = [] if found.certain else [Told(Code.ENCODING_GUESSED)]
    text, runs, broken = mapped(data, found.encoding, budget)
    if broken * _ONE_BROKEN_IN > len(text):
        return TextAnswer(text="", notices=(Told(Code.NOT_TEXT),))
    if broken:
        notices.append(Told(Code.BYTES_UNDECODABLE, broken))
    if runs[-1].byte_end < len(data):
        notices.append(Told(Code.TEXT_CUT, len(text)))
    if not text.strip("\ufeff \t\r\n\f\v"):
        notices.append(Told(Code.BLANK))
        text, runs = "", []
    return TextAnswer(text=text, encoding=found.encoding, runs=tuple(runs), notices=tuple(notices))


def mapped(data: bytes, encoding: str, budget: Budget) -> tuple[str, list[Run], int]:
    """Return the text of `data`, its map, and in how many places the bytes are not valid."""
    data = data[: budget.text_chars * _MAX_BYTES_OF_CHARACTER]
    if is_single_byte(encoding):
        text = decode(data[: budget.text_chars], encoding)
        return text, _strided(text, 0, 0, encoding)[: budget.runs], text.count(REPLACEMENT)
    text, broken = _decode_and_note(data, codec(encoding))
    runs: list[Run] = []
    char = byte = 0
    for start, end in [*broken, (len(data), len(data))]:
        good = decode(data[byte:start], encoding)
        runs += _strided(good, char, byte, encoding)
        char += len(good)
        if end > start:
            runs.append(Run(char, char + 1, start, end, exact=False))
            char += 1
        byte = end
    return _cut(text, runs, budget, encoding), runs, len(broken)


def _decode_and_note(data: bytes, name: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with U+FFFD for what is not valid, and the byte ranges of what is not."""
    broken: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        broken.append((error.start, error.end))
        return REPLACEMENT, error.end

    # One pass with a handler: an exception for each place would copy all bytes each time.
    codecs.register_error("amana-note", note)
    return codecs.decode(data, name, "amana-note"), broken


def _strided(text: str, char: int, byte: int, encoding: str) -> list[Run]:
    """Return exact runs of at most `STRIDE` code points over `text`, which begins there."""
    runs = []
    for at in range(0, len(text), STRIDE):
        piece = text[at : at + STRIDE]
        width = byte_length(piece, encoding)
        runs.append(Run(char + at, char + at + len(piece), byte, byte + width, exact=True))
        byte += width
    return runs


def _cut(text: str, runs: list[Run], budget: Budget, encoding: str) -> str:
    """Shorten text and map to the budget; return the text that is left."""
    del runs[budget.runs :]
    while runs and runs[-1].char_end > budget.text_chars:
        last = runs.pop()
        if last.char_start < budget.text_chars and last.exact:
            kept = text[last.char_start : budget.text_chars]
            runs += _strided(kept, last.char_start, last.byte_start, encoding)
    return text[: runs[-1].char_end] if runs else ""


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python's codecs decides the result."""
    return ()


def warm() -> None:
    """Decode a word in every encoding that can be guessed."""
    import_decoders()
    word = "\u0633\u0644\u0627\u0645 salut \u043c\u0438\u0440 \u017eena \u00e9"
    for name in SAMPLED:
        bytes_of_word = word.encode(codec(name), "ignore")
        mapped(bytes_of_word, name, Budget(text_chars=100, runs=10, pages=1, pixels=1))
        guess(bytes_of_word)
