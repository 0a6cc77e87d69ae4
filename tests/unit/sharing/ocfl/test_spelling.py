from __future__ import annotations

import hashlib
import json

from amana.sharing.ocfl.digests import Tally
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import read_inventory
from amana.sharing.ocfl.spelling import ALGORITHM, FIXITY, About, sidecar, spell, spell_inventory

ABOUT = About("urn:example:one", "2026-11-21T18:00:00Z", "Exported", ("archive", "amana:x"))


def digests(data: bytes) -> dict[str, str]:
    tally = Tally((ALGORITHM, *FIXITY))
    tally.update(data)
    return tally.digests()


def test_an_inventory_of_ours_breaks_no_rule_and_says_what_it_should() -> None:
    files = {"original": digests(b"x"), "proof/a": digests(b"y"), "proof/b": digests(b"y")}
    data = spell_inventory(ABOUT, files, {"proof/original": "original"})
    findings = Findings()
    found = read_inventory(data, findings, "inventory.json", spec="1.1", head="v1")
    assert findings.kept == []
    assert found is not None
    assert found.versions["v1"].state == {
        "original": files["original"]["sha512"],
        "proof/original": files["original"]["sha512"],
        "proof/a": files["proof/a"]["sha512"],
        "proof/b": files["proof/a"]["sha512"],
    }
    assert found.fixity["v1/content/original"] == {
        "sha256": (hashlib.sha256(b"x").hexdigest(),),
        "blake2b-512": (hashlib.blake2b(b"x").hexdigest(),),
    }


def test_the_same_object_is_spelled_alike() -> None:
    one, two = {"b": digests(b"1"), "a": digests(b"2")}, {"a": digests(b"2"), "b": digests(b"1")}
    assert spell_inventory(ABOUT, one, {}) == spell_inventory(ABOUT, two, {})
    assert spell({"b": "\u0642", "a": 1}) == b'{\n  "a": 1,\n  "b": "\xd9\x82"\n}\n'


def test_the_sidecar_can_be_checked_with_sha512sum() -> None:
    data = json.dumps({}).encode()
    assert sidecar(data) == (
        "inventory.json.sha512", f"{hashlib.sha512(data).hexdigest()}  inventory.json\n".encode(),
    )  # fmt: skip
