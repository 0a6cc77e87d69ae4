"""The text of one part of a mail: decoded, in whatever encoding it really is."""

from __future__ import annotations

from typing import NamedTuple

from amana.reading.charsets import WIDE, by_mark, codec
from amana.reading.guess import guess, is_utf_8
from amana.reading.notices import MEANING, Code, Effect
from amana.reading.readers.html import reader as html
from amana.reading.readers.mail.choosing import PAGE, kind_of
from amana.reading.readers.mail.parts import Part
from amana.reading.readers.mail.transfer import IDENTITY, Decoder, is_known
from amana.reading.readers.mail.words import STATEFUL, decoded, encoding_of
from amana.reading.readers.text import mapped
from amana.reading.wire import Budget, Run, TextAnswer, Told

_OF_THE_WEB = "windows-1252"


class Body(NamedTuple):
    """The bytes of a part, decoded; `at` is where they stand, None when they had to be decoded."""

    content: bytes
    at: int | None
    damaged: bool


def body_of(data: bytes, part: Part) -> Body:
    """Return the bytes of a part."""
    if part.transfer in IDENTITY or not is_known(part.transfer):
        return Body(data[part.body : part.end], part.body, damaged=not is_known(part.transfer))
    decoder = Decoder(data, part.body, part.end, part.transfer)
    return Body(decoder.whole(), None, damaged=decoder.damaged > 0)


def read_body(part: Part, body: Body, budget: Budget) -> TextAnswer:
    """Read the text of a part, as a page or as plain text."""
    label = part.parameters.get("charset", b"").decode("ascii", "replace")
    declared = encoding_of(label) if label else None
    if kind_of(part) == PAGE:
        return _page(body.content, budget, declared)
    return _plain(body.content, budget, declared)


def _page(content: bytes, budget: Budget, declared: str | None) -> TextAnswer:
    if declared not in STATEFUL:
        return html.read_bytes(content, budget, declared)
    # Its markup cannot be searched for in bytes that mean one thing here and another there.
    found = html.read_bytes(decoded(content, declared).encode("utf-8"), budget, "utf-8")
    return TextAnswer(
        text=found.text,
        encoding=declared,
        language=found.language,
        runs=_one_run(found.text, content),
        blocks=found.blocks,
        metadata=found.metadata,
        notices=found.notices,
    )


def _one_run(text: str, content: bytes) -> tuple[Run, ...]:
    return (Run(0, len(text), 0, len(content), exact=False),) if text and content else ()


def _plain(content: bytes, budget: Budget, declared: str | None) -> TextAnswer:
    if not content.strip() or not budget.text_chars or not budget.runs:
        return TextAnswer(text="", encoding=declared)
    encoding, told = encoding_of_text(content, declared)
    notices = [Told(told)] if told else []
    if encoding in STATEFUL:
        text = decoded(content, encoding)
        cut = text[: budget.text_chars]
        notices += [Told(Code.TEXT_CUT, len(cut))] if len(cut) < len(text) else []
        runs, broken = list(_one_run(cut, content)), cut.count("\ufffd")
        text = cut
    else:
        text, runs, broken = mapped(content, encoding, budget)
        if runs and runs[-1].byte_end < len(content):
            notices.append(Told(Code.TEXT_CUT, len(text)))
    if broken:
        notices.append(Told(Code.BYTES_UNDECODABLE, broken))
    return TextAnswer(text=text, encoding=encoding, runs=tuple(runs), notices=tuple(notices))


def encoding_of_text(content: bytes, declared: str | None) -> tuple[str, Code | None]:
    """Return the encoding of a text, and what is to be told about how it was found.

    Rules, first match wins:

    1. A byte order mark.
    2. The one that is declared, when the bytes do not contradict it: they do when they are UTF-8
       beyond ASCII and it says otherwise, and when they are not valid in it and look like another.
    3. What the bytes look like; windows-1252 when they look like no text.
    """
    marked = by_mark(content)
    if marked is not None:
        return marked, None
    found = guess(content)
    seen = found.encoding if found else _OF_THE_WEB
    if declared is None:
        return seen, None if found and found.certain else Code.ENCODING_GUESSED
    if declared in STATEFUL or content.isascii():
        return ("utf-8", Code.ENCODING_CONFLICT) if declared in WIDE else (declared, None)
    if declared == "utf-8":
        wrong = seen != "utf-8" and not is_utf_8(content)
    else:
        wrong = is_utf_8(content) or not _is_valid(content, declared)
    return (seen, Code.ENCODING_CONFLICT) if wrong else (declared, None)


def _is_valid(content: bytes, encoding: str) -> bool:
    if encoding == _OF_THE_WEB:
        return True
    try:
        content.decode(codec(encoding))
    except UnicodeDecodeError:
        return False
    return True


def told(notices: tuple[Told, ...]) -> list[Told]:
    """Return what a body has to say; that it is empty, or cut, is told about the whole mail."""
    return [
        notice
        for notice in notices
        if MEANING[notice.code].effect is not Effect.EMPTY and not is_cut(notice)
    ]


def is_cut(notice: Told) -> bool:
    """Tell whether a notice says that a text was cut short."""
    return notice.code in {Code.TEXT_CUT, Code.MAP_CUT}
