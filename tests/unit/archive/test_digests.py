from __future__ import annotations

from amana.archive.digests import brought_by, digests_of
from amana.core import JSON
from amana.custody import salted
from amana.records import Entry


def inside(derivation: str) -> dict[str, JSON]:
    return {"derivation": derivation, "digests": {"sha256": "c" * 64}}


def test_an_entry_brings_its_digests_and_those_of_its_results() -> None:
    result: dict[str, JSON] = {"state": "read", "reading": "a" * 64, "facts": "b" * 64}
    child: dict[str, JSON] = {"state": "preserved", "inside": inside("decompressed")}
    entry = Entry(
        index=0,
        fields=salted([
            ("digests", {"sha256": "d" * 64}),
            ("result IT-A", result),
            ("result IT-A.1", child),
        ]),
    )  # fmt: skip
    assert digests_of(entry) == ["d" * 64, "a" * 64, "b" * 64, "c" * 64]


def test_a_slice_brings_no_bytes_of_its_own() -> None:
    assert brought_by(inside("slice")) == []
    assert brought_by(inside("decoded")) == ["c" * 64]
    assert brought_by({"derivation": "decoded"}) == brought_by(None) == []
