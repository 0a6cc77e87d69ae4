"""The reader of Rich Text Format (RTF 1.9.1)."""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.intake import Closed, Content, GiveUp, Outlet, whole
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.readers.rtf.flow import Flow
from amana.reading.readers.rtf.tokens import cut
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_BEGINNING = b"{\\rt"
_WITHIN = 1024


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read RTF.

    Raises:
        GiveUp: it does not begin as RTF does.
    """
    return read_bytes(whole(document), order.budget, out)


def read_bytes(data: bytes, budget: Budget, out: Outlet) -> TextAnswer:
    """Read RTF that is in memory.

    Raises:
        GiveUp: it does not begin as RTF does.
    """
    if not data:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    start = data[:_WITHIN].find(_BEGINNING)
    if start < 0:
        raise GiveUp(Code.READER_FAILED)
    text, notices = Paragraphs(budget), []
    flow = Flow(text, out)
    try:
        if not cut(data, start, flow):
            notices.append(Told(Code.STRUCTURE_DAMAGED, 1))
        flow.finish()
    except Full as full:
        notices.append(Told(full.code, text.length))
    if flow.hidden:
        notices.append(Told(Code.HIDDEN_TEXT, flow.hidden))
    if flow.removals.count:
        notices.append(Told(Code.DELETED_TEXT, flow.removals.count))
    return text.answer(notices=tuple(notices), metadata=flow.info.pairs(), encoding=flow.encoding)


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a letter of our own and make sure of the result."""
    data = rb"{\rtf1\ansi{\fonttbl{\f1\fcharset178 A;}}\f1 \'d3\'e1\'c7\'e3\par{\f0 a\u8212 -b}}"
    budget = Budget(text_chars=100, runs=10, pages=1, pixels=1)
    if read_bytes(data, budget, Closed()).text != "\u0633\u0644\u0627\u0645\na\u2014b":
        raise RuntimeError("the reader of RTF does not read its own sample")
