"""The examples of the extensions 0003 and 0004."""

from __future__ import annotations

import json

import pytest

from amana.sharing.ocfl.layouts import FLAT, HASHED, HASHED_WITH_ID, Layout, read_layout

HORRIBLE = "..hor/rib:le-$id"


@pytest.mark.parametrize(
    ("layout", "identity", "place"),
    [
        (Layout(), "object-01",
         "3c0/ff4/240/3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"),
        (Layout(), HORRIBLE,
         "487/326/d8c/487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d"),
        (Layout(digest_algorithm="md5", tuple_size=2, number_of_tuples=15, short_object_root=True),
         "object-01", "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/4e"),
        (Layout(digest_algorithm="md5", tuple_size=2, number_of_tuples=15, short_object_root=True),
         HORRIBLE, "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/e0"),
        (Layout(tuple_size=0, number_of_tuples=0), "object-01",
         "3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"),
        (Layout(extension_name=HASHED_WITH_ID), "object-01", "3c0/ff4/240/object-01"),
        (Layout(extension_name=HASHED_WITH_ID), HORRIBLE, "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
        (Layout(extension_name=HASHED_WITH_ID, tuple_size=0, number_of_tuples=0),
         "..Hor/rib:l\u00e8-$id", "%2e%2eHor%2frib%3al%c3%a8-%24id"),
        (Layout(extension_name=HASHED_WITH_ID), "abcdefghij" * 26,
         "55b/432/806/" + "abcdefghij" * 10
         + "-55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359"),
        (Layout(extension_name=FLAT), "object-01", "object-01"),
    ],
)  # fmt: skip
def test_objects_lie_where_the_extension_says(layout: Layout, identity: str, place: str) -> None:
    assert layout.place(identity) == place


@pytest.mark.parametrize(
    ("layout", "identity"),
    [
        (Layout(extension_name=FLAT), "../../etc"),
        (Layout(extension_name=FLAT), ".."),
        (Layout(tuple_size=32, number_of_tuples=32), "x"),
        (Layout(tuple_size=0, number_of_tuples=3), "x"),
    ],
)
def test_what_has_no_place(layout: Layout, identity: str) -> None:
    with pytest.raises(ValueError, match=r"name|tuples"):
        layout.place(identity)


@pytest.mark.parametrize("name", [FLAT, HASHED, HASHED_WITH_ID])
def test_parameters_are_spelled_as_they_are_read(name: str) -> None:
    layout = Layout(extension_name=name)
    assert read_layout(name, json.dumps(layout.parameters()).encode()) == layout


def test_parameters_are_read_and_held_against_their_bounds() -> None:
    assert read_layout(HASHED, None) == Layout()
    assert read_layout(HASHED_WITH_ID, None).extension_name == HASHED_WITH_ID
    stated = b'{"extensionName": "%s", "tupleSize": 2}' % HASHED.encode()
    assert read_layout(HASHED, stated) == Layout(tuple_size=2)


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("0011-direct-clean-path-layout", b"{}"),
        (HASHED, b"["),
        (HASHED, b'{"tupleSize": 33}'),
        (HASHED, b'{"tupleSize": "3"}'),
        (HASHED, b'{"extensionName": "%s"}' % FLAT.encode()),
        (HASHED, b'{"digestAlgorithm": "crc"}'),
    ],
)
def test_a_layout_that_cannot_be_used(name: str, config: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_layout(name, config)
