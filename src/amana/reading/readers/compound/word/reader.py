"""The reader of Word documents ([MS-DOC])."""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.compound.embedded import embedded
from amana.reading.readers.compound.pictures import found_at, found_in_store, hand_out_pictures
from amana.reading.readers.compound.properties import metadata
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.compound.word.fib import read_fib, read_names
from amana.reading.readers.compound.word.flow import MAIN, Flow
from amana.reading.readers.compound.word.looks import read_looks
from amana.reading.readers.compound.word.pieces import Piece, read_pieces
from amana.reading.readers.intake import GiveUp, Outlet
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.wire import ReadOrder, TextAnswer, Told

_POOL = "ObjectPool"


def read_word(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a Word document.

    Raises:
        GiveUp: its header is lost, or it needs a password.
    """
    main = compound.read(MAIN) or b""
    fib = read_fib(main)
    if fib.encrypted:
        raise GiveUp(Code.ENCRYPTED)
    table = main if fib.table == MAIN else compound.read(fib.table) or b""
    pieces = read_pieces(fib, main, table)
    characters, paragraphs = read_looks(fib, main, table)
    flow, text, notices = Flow(fib, main, characters, paragraphs), Paragraphs(order.budget), []
    try:
        flow.write(pieces, text)
        flow.removals.write(text, read_names(table[fib.revisers.start :][: fib.revisers.size]))
    except Full as full:
        notices.append(Told(full.code, text.length))
    if _missing(pieces, sum(fib.counts)):
        notices.append(Told(Code.STRUCTURE_DAMAGED, 1))
    if flow.hidden:
        notices.append(Told(Code.HIDDEN_TEXT, flow.hidden))
    if flow.removals.count:
        notices.append(Told(Code.DELETED_TEXT, flow.removals.count))
    store = table[fib.drawings.start :][: fib.drawings.size]
    lost = hand_out_pictures(
        (
            *found_at(compound.read("Data") or b"", characters.pictures()),
            *found_in_store(store, main),
        ),
        out,
    )
    lost += embedded(compound, out, _POOL)
    notices += [Told(Code.CHILDREN_DAMAGED, lost)] if lost else []
    links = [("doc:link", link) for link in flow.links]
    return text.answer(notices=tuple(notices), metadata=(*metadata(compound), *links))


def _missing(pieces: list[Piece], characters: int) -> bool:
    """Tell whether the bytes of some of the characters are not there."""
    return sum(piece.end - piece.first for piece in pieces) < characters
