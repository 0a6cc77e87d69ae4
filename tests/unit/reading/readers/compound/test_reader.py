from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.reader import libraries, read, warm
from amana.reading.readers.intake import BytesContent, GiveUp, Outlet
from amana.reading.wire import ReadOrder, Told

Make = Callable[..., bytes]
Ordering = Callable[..., ReadOrder]
Read = Callable[..., Outcome]
Named = Callable[[], dict[bytes, bytes]]


def test_what_is_not_known_is_listed_and_taken_out(
    taken: Outlet, order: Ordering, named: Named
) -> None:
    data = compound_file({("\x01Odd",): b"one", ("Store", "Inner"): b"two", ("Void",): b""})
    answer = read(BytesContent(data), order(data), taken)
    assert answer.text == "Odd\nStore/Inner\nVoid"
    assert answer.notices == (Told(Code.STREAMS_ONLY),)
    assert named() == {b"\x01Odd": b"one", b"Store/Inner": b"two"}


def test_a_package_whose_lock_is_not_described_stays_locked(taken: Outlet, order: Ordering) -> None:
    data = compound_file({("EncryptedPackage",): b"x" * 99, ("EncryptionInfo",): b"\4\0\4\0"})
    with pytest.raises(GiveUp) as gave_up:
        read(BytesContent(data), order(data), taken)
    assert gave_up.value.code is Code.CONTAINER_LOCKED


def test_nothing_is_told(taken: Outlet, order: Ordering) -> None:
    assert read(BytesContent(b""), order(), taken).notices == (Told(Code.EMPTY_FILE),)


def test_the_recipe_names_what_opens_the_file() -> None:
    assert "olefile" in [name for name, _ in libraries()]
    warm()


def test_through_the_sandbox(read: Read, word: Make) -> None:
    outcome = read(word([("A report.\r", False)]), "report.doc")
    assert outcome.reading is not None
    assert outcome.reading.text == "A report."
    assert outcome.reading.segments[0].exact


def test_the_wrapping_of_an_embedded_file_is_undone(
    taken: Outlet, order: Ordering, named: Named
) -> None:
    label = b"\x02\0plan.txt\0C:\\plan.txt\0\0\0\3\0"
    native = label + b"\x05\0\0\0temp\0" + b"\x04\0\0\0body"
    stream = len(native).to_bytes(4, "little") + native
    data = compound_file({("\x01CompObj",): b"x", ("\x01Ole10Native",): stream})
    answer = read(BytesContent(data), order(data), taken)
    assert answer.notices == (Told(Code.ONLY_EMBEDDED, 1),)
    assert named() == {b"plan.txt": b"body"}
