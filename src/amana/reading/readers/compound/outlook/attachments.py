"""What is attached to a mail: files, mails inside, embedded objects ([MS-OXMSG] section 2.2.2)."""

from __future__ import annotations

from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.embedded import hand_out_storage
from amana.reading.readers.compound.outlook.bag import PROPERTIES, Bag
from amana.reading.readers.compound.streams import Compound, Path
from amana.reading.readers.intake import Outlet
from amana.reading.wire import ChildRow
from amana.records import Derivation

BEGINNING = "__attach_version1.0_"
_HEAD = 8
_CONTENT, _METHOD = 0x3701, 0x3705
_NAMES, _MEDIA_TYPE, _MODIFIED = (0x3707, 0x3704, 0x3001), 0x370E, 0x3008
_STORAGE = "__substg1.0_3701000D"
_MAIL = 5
_NAMED = "__nameid_version1.0"
_INNER_HEAD, _MISSING = 24, bytes(8)
_LONGEST = 200


def hand_out_attachments(compound: Compound, encoding: str, out: Outlet) -> int:
    """Hand out what is attached; return how many things are damaged or not there."""
    damaged = number = 0
    for storage in sorted(compound.children()):
        if not storage.startswith(BEGINNING):
            continue
        number += 1
        streams = compound.right_below(storage)
        bag = Bag(streams, _HEAD, encoding)
        name = bag.plain(*_NAMES).encode("utf-8", "replace")
        path = b"attachments/%d/" % number + name if name else b"attachments/%d" % number
        inside = compound.below(storage, _STORAGE)
        content = bag.bytes(_CONTENT)
        if inside and bag.number(_METHOD) == _MAIL:
            named = {(_NAMED, *rest): data for rest, data in compound.below(_NAMED).items()}
            mail = compound_file(_whole(inside) | named)
            row = ChildRow(path=path + b".msg", derivation=Derivation.SYNTHESISED)
            out.child(row, [mail])
        elif inside:
            hand_out_storage(inside, path.decode("utf-8", "replace"), out)
        elif content:
            out.child(_row(path, bag), [content[1]])
        else:
            damaged += 1
    return damaged


def _row(path: bytes, bag: Bag) -> ChildRow:
    declared = bag.plain(_MEDIA_TYPE)[:_LONGEST]
    return ChildRow(
        path=path,
        derivation=Derivation.DECODED,
        declared=declared or None,
        modified=bag.time(_MODIFIED),
    )


def _whole(inside: dict[Path, bytes]) -> dict[Path, bytes]:
    """Return the streams of a mail inside as those of one that stands alone.

    The table of its properties has eight bytes less before it ([MS-OXMSG] section 2.4.1).
    """
    table = inside.get((PROPERTIES,), b"")
    return inside | {(PROPERTIES,): table[:_INNER_HEAD] + _MISSING + table[_INNER_HEAD:]}
