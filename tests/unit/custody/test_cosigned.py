from __future__ import annotations

import pytest
from tests.unit.custody.test_witnessed import COSIGNERS, TRUSTED
from tests.unit.custody.test_witnessing import NOW

from amana.core import JSON, CustodyError
from amana.custody import Checkpoint, Signer, digests_of_files, salted
from amana.custody.cosigned import CosignedCheck
from amana.custody.note import Note, encode_note
from amana.records import Entry

STATE = Checkpoint(origin="example.org/log", size=3, root=bytes(range(32)))


def cosigned(signer: Signer, state: Checkpoint = STATE) -> bytes:
    own = signer.sign(state.text())
    more = tuple(c.cosign(state.text(), NOW) for c in COSIGNERS)
    return encode_note(Note(text=own.text, signatures=(*own.signatures, *more)))


def details(data: bytes | None, *, trusted: bool = True, root: bytes = STATE.root) -> list[str]:
    def read(path: str) -> bytes:
        if data is None:
            raise CustodyError(f"custody/{path} is missing")
        return data

    check = CosignedCheck(read, lambda _: root)
    trust: list[tuple[str, JSON]] = [
        ("type", "witness-trusted"),
        ("name", "w.example"),
        ("keys", list(TRUSTED.keys)),
        ("trusted", trusted),
    ]
    check.note(Entry(index=0, fields=salted(trust)))
    files: JSON = digests_of_files({"witnesses/3/ab12cd34": b""})
    brought: list[tuple[str, JSON]] = [
        ("type", "witnessed"),
        ("name", "w.example"),
        ("files", files),
    ]
    check.note(Entry(index=4, fields=salted(brought)))
    return [problem.detail for problem in check.problems()]


def test_what_a_trusted_witness_signed_is_right(signer: Signer) -> None:
    assert details(cosigned(signer)) == []


def test_each_flaw_is_named(signer: Signer) -> None:
    whole = cosigned(signer)
    assert details(None) == ["custody/witnesses/3/ab12cd34 is missing"]
    assert details(whole, trusted=False) == ["is cosigned by no key that was trusted then"]
    assert details(whole, root=bytes(32)) == ["is about a checkpoint that is not of this log"]
    flipped = whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:]
    assert len(details(flipped)) == 1
    own = encode_note(signer.sign(STATE.text()))
    assert details(own) == ["is cosigned by no key that was trusted then"]


@pytest.mark.parametrize("kind", ["checked", "witnessed"])
def test_where_entries_are_in_doubt_nothing_is_said(kind: str) -> None:
    check = CosignedCheck(lambda _: b"", lambda _: b"")
    files = digests_of_files({"witnesses/3/ab12cd34": b""})
    check.note(Entry(index=4, fields=salted([("type", kind), ("files", files)])))
    check.doubt(4)
    assert list(check.problems()) == []
    assert not check.may_hold("witnesses/3/ab12cd34")
