"""The reader of compound files: looks what streams there are, and reads what they make up.

What is not known here is listed, and its streams become items of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.embedded import hand_out_storage, is_wrapped
from amana.reading.readers.compound.excel.reader import BARE, STREAMS, read_bare, read_excel
from amana.reading.readers.compound.locked.reader import PACKAGE, open_sample, read_locked
from amana.reading.readers.compound.outlook.bag import PROPERTIES
from amana.reading.readers.compound.outlook.reader import read_outlook
from amana.reading.readers.compound.powerpoint.reader import STREAM, read_powerpoint
from amana.reading.readers.compound.properties import metadata
from amana.reading.readers.compound.streams import MAGIC, Compound
from amana.reading.readers.compound.word.reader import read_word
from amana.reading.readers.intake import Content, GiveUp, Outlet, whole
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

Read = Callable[[Compound, ReadOrder, Outlet], TextAnswer]

_KINDS: tuple[tuple[str, Read], ...] = (
    (PACKAGE, read_locked),
    (PROPERTIES, read_outlook),
    ("WordDocument", read_word),
    *((name, read_excel) for name in STREAMS),
    (STREAM, read_powerpoint),
)
_OLDER = (b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe")
"""How documents of Word 1 and 2 begin, and of Write; they are no compound files."""

_ENCRYPTED = ("\tDRMContent", "\tDRMEncryptedContent")


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a compound file by what it holds.

    Raises:
        GiveUp: it is damaged beyond reading, or needs a password.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    start = document.at(0, len(MAGIC))
    if start[:2] in BARE:
        return read_bare(whole(document), order)
    if start[:2] in _OLDER:
        raise GiveUp(Code.NO_READER)
    compound, counted = Compound(document), Counted(out)
    answer = _reader(compound)(compound, order, counted)
    notices = list(answer.notices)
    if compound.damaged and all(told.code is not Code.STRUCTURE_DAMAGED for told in notices):
        notices.append(Told(Code.STRUCTURE_DAMAGED, compound.damaged))
    if counted.number and not answer.text:
        notices.insert(0, Told(Code.ONLY_EMBEDDED, counted.number))
    elif not answer.text and any(told.code is Code.STRUCTURE_DAMAGED for told in notices):
        raise GiveUp(Code.CONTAINER_BROKEN)  # that nothing is left does not mean that nothing was
    return structs.replace(answer, notices=tuple(notices))


class Counted:
    """An outlet that counts what it takes out."""

    def __init__(self, out: Outlet) -> None:
        self._out = out
        self.number = 0

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `Outlet.child`."""
        taken = self._out.child(row, pieces)
        self.number += taken
        return taken


def _reader(compound: Compound) -> Read:
    if any(compound.has(name) for name in _ENCRYPTED):
        raise GiveUp(Code.ENCRYPTED)
    for name, reader in _KINDS:
        if compound.has(name):
            return reader
    return _list_streams


def _list_streams(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """List the streams of a compound file that nothing more is known of, and hand them out.

    Where it is but the wrapping of an embedded file, that file is what is inside.
    """
    streams = compound.below()
    if is_wrapped(streams):
        hand_out_storage(streams, "", out, compound.class_of())
        return TextAnswer(text="", metadata=tuple(metadata(compound)))
    text, notices = Paragraphs(order.budget), [Told(Code.STREAMS_ONLY)]
    try:
        for entry in compound.entries:
            path = "/".join(entry.path)
            text.put("".join(letter for letter in path if letter.isprintable()))
            text.end("li")
            data = compound.read(*entry.path)
            if data:
                row = ChildRow(path=path.encode("utf-8", "replace"), derivation=Derivation.DECODED)
                out.child(row, [data])
    except Full as full:
        notices.append(Told(full.code, text.length))
    return text.answer(notices=tuple(notices), metadata=tuple(metadata(compound)))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what opens the files."""
    names = ("cryptography", "olefile", "python-calamine")
    return tuple((name, version(name)) for name in names)


def warm() -> None:
    """Read a file of our own and make sure of the result."""
    open_sample()
    data = compound_file({("a", "b"): b"one", ("c",): b"two" * 2000})
    must_read(read, "compound", data, "a/b\nc")
