from __future__ import annotations

import pytest

from amana.core import JSON, raw_name, spoken


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("رسالة.txt", "رسالة.txt"),
        ({"b64": "Y2Fm6S50eHQ="}, "caf\ufffd.txt"),
        ({"b64": "not base64!"}, None),
        ({}, ""),
        (None, None),
        (7, None),
    ],
)
def test_a_name_as_people_can_read_it(name: JSON, shown: str | None) -> None:
    assert spoken(name) == shown


@pytest.mark.parametrize("name", [b"letter.txt", "رسالة".encode(), b"caf\xe9.txt", b"\xff/\xfe"])
def test_a_raw_name_keeps_its_bytes(name: bytes) -> None:
    assert spoken(raw_name(name)) == name.decode("utf-8", "replace")
