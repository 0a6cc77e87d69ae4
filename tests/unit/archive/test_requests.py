from __future__ import annotations

import msgspec

from amana.archive.requests import Acquire, Group, Note
from amana.core import Digests
from amana.records import Actor, EntryType, Form


def test_a_group_survives_the_way_to_the_committer() -> None:
    digests = Digests(sha256="a" * 64, blake3="b" * 64, size=3)
    group = Group(
        actor=Actor(name="N. Aram"),
        requests=(
            Acquire(digests=digests, name={"b64": "/w=="}, path=None, form=Form(source="S")),
            Note(
                kind=EntryType.ACCESSED,
                fields={"items": ["IT-0000-0000"], "deed": None},
                files={"timestamps/3/north.tsr": b"\0\xff"},
            ),
        ),
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(group), type=Group) == group
