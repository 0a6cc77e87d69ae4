"""What is embedded in a compound file as a storage: other documents, and packaged files.

A file in a package ([MS-OLEDS] section 2.3.6) and the stream of a program that keeps a file as it
is are decoded; a document that is itself a storage is put together as a compound file again.
"""

from __future__ import annotations

from collections.abc import Mapping

from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.streams import Compound, Path
from amana.reading.readers.intake import Outlet
from amana.reading.readers.packaged import unpack
from amana.reading.wire import ChildRow
from amana.records import Derivation

NATIVE = "\x01Ole10Native"
_AS_IT_IS = frozenset({"package", "contents", "embeddedodf"})
_NOT_CONTENT = frozenset({"\x01Ole", "\x01CompObj", "\x03ObjInfo", "\x03EPRINT", "\x02OlePres000"})


def embedded(compound: Compound, out: Outlet, *pool: str) -> int:
    """Hand out what is embedded below a storage; return how many things are damaged."""
    return sum(embedded_one(compound, out, *pool, name) for name in compound.children(*pool))


def embedded_one(compound: Compound, out: Outlet, *path: str) -> int:
    """Hand out what is embedded as one storage; return 1 when it is damaged."""
    before = compound.damaged
    streams = compound.below(*path)
    hand_out_storage(streams, "/".join(path), out, compound.class_of(*path))
    return int(compound.damaged > before)


def is_wrapped(streams: Mapping[Path, bytes]) -> bool:
    """Tell whether a storage is nothing but the wrapping of a file."""
    inner = [stream for stream in streams if stream[0] not in _NOT_CONTENT]
    return len(inner) == 1 and (inner[0] == (NATIVE,) or inner[0][0].lower() in _AS_IT_IS)


def hand_out_storage(
    streams: Mapping[Path, bytes], path: str, out: Outlet, class_id: str = ""
) -> None:
    """Hand out what a storage holds, under its path or under the name that is written in it."""
    native = streams.get((NATIVE,))
    if native is not None:
        packaged = unpack(native)
        names = [path.encode(), packaged.name] if packaged.name else [path.encode() or b"native"]
        own = b"/".join(filter(None, names))
        out.child(ChildRow(path=own, derivation=Derivation.DECODED), [packaged.data])
        return
    for stream, data in sorted(streams.items()):
        if stream[0].lower() in _AS_IT_IS and data:
            own = "/".join(filter(None, (path, *stream))).encode("utf-8", "replace")
            out.child(ChildRow(path=own, derivation=Derivation.DECODED), [data])
            return
    if any(stream[0] not in _NOT_CONTENT for stream in streams):
        row = ChildRow(path=path.encode("utf-8", "replace"), derivation=Derivation.SYNTHESISED)
        out.child(row, [compound_file(streams, class_id)])
