from __future__ import annotations

import struct
from collections.abc import Callable

from amana.reading.readers.compound.powerpoint.slides import read_presentation

Streams = Callable[..., dict[tuple[str, ...], bytes]]


def test_what_no_list_names_is_not_read(slides: Streams) -> None:
    streams = slides()
    data = streams["PowerPoint Document",]
    (edit,) = struct.unpack_from("<I", streams["Current User",], 16)
    presentation = read_presentation(data, edit)
    first, second = presentation.slides
    assert presentation.whole
    assert [entry.kind for entry in first.outline] == [0]
    assert first.notes is not None
    assert second.notes is None


def test_without_a_directory_every_slide_is_taken(slides: Streams) -> None:
    data = slides()["PowerPoint Document",]
    presentation = read_presentation(data, 5)
    assert not presentation.whole
    assert len([slide for slide in presentation.slides if slide.record]) == 3


def test_damage_is_no_failure(slides: Streams) -> None:
    streams = slides()
    data = streams["PowerPoint Document",]
    (edit,) = struct.unpack_from("<I", streams["Current User",], 16)
    for at in range(0, len(data), 7):
        read_presentation(data[:at] + b"\xff" + data[at + 1 :], edit)
        read_presentation(data[:at], edit)
