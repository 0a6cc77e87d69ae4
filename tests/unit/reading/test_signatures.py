from __future__ import annotations

import re

from amana.reading.signatures import (
    BRANDS,
    OLE_CLASSES,
    OLE_NAMES,
    OLE_STREAMS,
    RIFF,
    SIGNATURES,
    TEXT_BEGINNINGS,
    TEXT_NAMES,
    TEXT_SIGNATURES,
)


def test_every_row_gives_a_media_type() -> None:
    types = [row[2] for row in SIGNATURES]
    types += [row[1] for row in (*OLE_STREAMS, *TEXT_BEGINNINGS)]
    types += [row[1] for row in (*TEXT_SIGNATURES, *BRANDS)] + list(OLE_CLASSES.values())
    types += [*RIFF.values(), *OLE_NAMES.values(), *TEXT_NAMES.values()]
    for media_type in types:
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media_type), media_type


def test_no_signature_hides_a_longer_one_behind_it() -> None:
    for later, (offset, signature, _) in enumerate(SIGNATURES):
        for earlier_offset, earlier, _ in SIGNATURES[:later]:
            assert not (earlier_offset == offset and signature.startswith(earlier))


def test_endings_are_lower_case_without_dot() -> None:
    assert all(re.fullmatch("[a-z0-9]+", name) for name in (*OLE_NAMES, *TEXT_NAMES))
