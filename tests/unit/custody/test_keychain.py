from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.custody.test_rotating import Place

from amana.custody import LogCheck, Signer, Verifier
from amana.custody.keychain import KeyChainCheck
from amana.records import Entry

PROOF = "rotations/1.tlog-proof"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "keys")
    made.rotate()
    made.rotate()
    return made


def named(place: Place) -> list[tuple[str, str]]:
    return [(problem.path, problem.detail) for problem in place.problems()]


def flipped(data: bytes) -> bytes:
    letter = b"B" if data[-90:-89] == b"A" else b"A"  # still base64, of another signature
    return data[:-90] + letter + data[-89:]


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda _: None, "is missing"),
        (flipped, "the signature of example.org/log is wrong"),
        (lambda data: data[:-1], "this is not a signed note"),
    ],
)
def test_a_damaged_step_is_named(
    place: Place, change: Callable[[bytes], bytes | None], detail: str
) -> None:
    changed = change(place.log.files.pop(PROOF))
    if changed is not None:
        place.log.files[PROOF] = changed
    ((path, said),) = named(place)
    assert (path, said[: len(detail)]) == (f"custody/{PROOF}", detail)


def test_the_proof_of_another_step_is_named(place: Place) -> None:
    place.log.files[PROOF] = place.log.files["rotations/2.tlog-proof"]
    assert named(place)[0][0] == f"custody/{PROOF}"


def test_keys_that_no_entry_leads_to_are_named(place: Place) -> None:
    stranger = Signer.generate("example.org/log").verifier
    place.log.files["log.vkey"] = stranger.file()
    check = LogCheck(place.log, stranger, lambda _: None)
    check.signature()
    list(check.run())
    details = [problem.detail for problem in check.problems]
    assert "holds other keys than those that the entries of the log lead to" in details


def test_a_stray_rotation_does_not_belong_to_the_log(place: Place) -> None:
    place.log.files["rotations/7.tlog-proof"] = place.log.files[PROOF]
    assert named(place) == [("custody/rotations/7.tlog-proof", "does not belong to the log")]


def test_entries_that_are_in_doubt_say_nothing(place: Place) -> None:
    verifier = Verifier.parse(place.log.files["log.vkey"].decode())
    check = KeyChainCheck(place.log.read, lambda _: b"", verifier)
    check.note(Entry(index=0, fields=()))
    check.doubt(0)
    assert list(check.problems()) == []
    assert check.may_hold(PROOF)
    assert not check.may_hold("rotations/x")
