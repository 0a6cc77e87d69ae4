from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.outlook.attachments import hand_out_attachments
from amana.reading.readers.compound.reader import read
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent, Outlet
from amana.reading.wire import ChildRow, ReadOrder
from amana.records import Derivation

Streams = Callable[..., dict[tuple[str, ...], bytes]]
Rows = Callable[[], list[ChildRow]]
Named = Callable[[], dict[bytes, bytes]]
FIRST, SECOND = "__attach_version1.0_#00000000", "__attach_version1.0_#00000001"
INNER = "__substg1.0_3701000D"


def test_files_and_mails_inside(
    mail: Streams, taken: Outlet, rows: Rows, named: Named, order: Callable[..., ReadOrder]
) -> None:
    streams = mail({0x3707: "map.png", 0x370E: "image/png"}, storage=(FIRST,), head=8)
    streams[FIRST, "__substg1.0_37010102"] = b"\x89PNG"
    streams |= mail({0x3001: "Report"}, storage=(SECOND,), head=8, x3705=5)
    streams |= mail(
        {0x0037: "Inside", 0x1000: "Body."}, storage=(SECOND, INNER), head=24, x3FFD=1252
    )
    streams |= mail({}, storage=("__attach_version1.0_#00000002",), head=8)
    compound = Compound(BytesContent(compound_file(streams)))
    assert hand_out_attachments(compound, "windows-1252", taken) == 1
    first, second = rows()
    assert (first.path, first.derivation) == (b"attachments/1/map.png", Derivation.DECODED)
    assert first.declared == "image/png"
    assert (second.path, second.derivation) == (
        b"attachments/2/Report.msg",
        Derivation.SYNTHESISED,
    )
    inside = named()[second.path]
    assert read(BytesContent(inside), order(inside), taken).text == "Subject: Inside\nBody."
