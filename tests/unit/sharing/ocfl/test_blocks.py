from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from amana.sharing.ocfl.blocks import is_rfc3339
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import read_inventory

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft

Spoil = Callable[["Draft", str], object]
OTHER = "0" * 128


def block(key: str, value: object) -> Spoil:
    return lambda draft, _: draft.block.update({key: value})


def manifest(value: object) -> Spoil:
    return lambda draft, digest: draft.root["manifest"].update({digest: value})


def fixity(value: object) -> Spoil:
    return lambda draft, _: draft.root.update(fixity=value)


SPOILED: dict[str, tuple[Spoil, set[str]]] = {
    "no array of content paths": (manifest("v1/content/v1.txt"), {"E092"}),
    "an empty array": (manifest([]), {"E092"}),
    "a path is a number": (manifest([1]), {"E092"}),
    "a path stands twice": (manifest(["v1/content/a", "v1/content/a"]), {"E101"}),
    "a path is a folder of another": (manifest(["v1/content/a", "v1/content/a/b"]), {"E101"}),
    "paths that differ in case": (manifest(["v1/content/a", "v1/content/A"]), {"N001"}),
    "a path outside": (manifest(["v1/content/../../x"]), {"E099"}),
    "an absolute path": (manifest(["/etc/passwd"]), {"E100"}),
    "a path of no version": (manifest(["content/a"]), {"E042"}),
    "a path of a version spelled otherwise": (manifest(["v01/content/a"]), {"E042", "E014"}),
    "a path beside the content": (manifest(["v1/a"]), {"E042"}),
    "a digest that is none": (
        lambda d, _: d.root["manifest"].update({"xyz": ["v1/content/x"]}), {"E031", "E107"},
    ),
    "a digest in two cases": (
        lambda d, digest: d.root["manifest"].update({digest.upper(): ["v1/content/x"]}), {"E096"},
    ),
    "a digest that no version uses": (
        lambda d, _: d.root["manifest"].update({OTHER: ["v1/content/x"]}), {"E107"},
    ),
    "created is a number": (block("created", 7), {"E049"}),
    "created without a zone": (block("created", "2026-11-21T18:00:00"), {"E049"}),
    "no created": (lambda d, _: d.block.pop("created"), {"E048"}),
    "no state": (lambda d, _: d.block.pop("state"), {"E048", "E107"}),
    "no message, no user": (lambda d, _: (d.block.pop("message"), d.block.pop("user")), {"W007"}),
    "message is a list": (block("message", []), {"E094"}),
    "user is text": (block("user", "Sama Haddad"), {"E054"}),
    "user without a name": (block("user", {"address": "mailto:a@example.org"}), {"E054"}),
    "user without an address": (block("user", {"name": "Sama Haddad"}), {"W008"}),
    "user with a street": (block("user", {"name": "S", "address": "Harbour 1"}), {"W009"}),
    "user with a number": (block("user", {"name": "S", "address": 7}), {"E054"}),
    "user with more": (block("user", {"name": "S", "address": "a:b", "age": 7}), {"E102"}),
    "a key of nobody": (block("colour", "red"), {"E102"}),
    "state is a list": (block("state", []), {"E050", "E107"}),
    "state of another digest": (block("state", {OTHER: ["a"]}), {"E050", "E107"}),
    "state in another case": (
        lambda d, digest: d.block.update(state={digest.upper(): ["v1.txt"]}), {"E050"},
    ),
    "state without an array": (
        lambda d, digest: d.block.update(state={digest: "v1.txt"}), {"E050", "E107"},
    ),
    "a logical path is a number": (
        lambda d, digest: d.block.update(state={digest: [1, "a"]}), {"E051"},
    ),
    "a logical path stands twice": (
        lambda d, digest: d.block.update(state={digest: ["a", "a"]}), {"E095"},
    ),
    "a logical path is a folder of another": (
        lambda d, digest: d.block.update(state={digest: ["a", "a/b"]}), {"E095"},
    ),
    "a logical path outside": (
        lambda d, digest: d.block.update(state={digest: ["../a", "/b", "c"]}), {"E052", "E053"},
    ),
    "fixity by an algorithm of nobody": (fixity({"sha3": {}}), {"E056"}),
    "fixity that is a list": (fixity({"md5": []}), {"E057"}),
    "fixity with a digest that is none": (fixity({"md5": {"x": []}}), {"E057"}),
    "fixity without an array": (fixity({"md5": {"0" * 32: "v1/content/v1.txt"}}), {"E057"}),
    "fixity of a file of nobody": (fixity({"md5": {"0" * 32: ["v1/content/x"]}}), {"E057"}),
    "fixity of a path outside": (fixity({"md5": {"0" * 32: ["../x"]}}), {"E099"}),
    "fixity of a number": (fixity({"md5": {"0" * 32: [7]}}), {"E057"}),
    "fixity in two cases": (fixity({"md5": {"a" * 32: [], "A" * 32: []}}), {"E097"}),
    "fixity by size": (fixity({"size": {"16": ["v1/content/v1.txt"]}}), set()),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_each_fault_of_a_block_has_its_code(draft: Draft, what: str) -> None:
    spoil, expected = SPOILED[what]
    spoil(draft, next(iter(draft.root["manifest"])))
    assert codes(json.dumps(draft.root)) == expected


def codes(text: str) -> set[str]:
    findings = Findings()
    assert read_inventory(text.encode(), findings, "inventory.json", spec="1.1") is not None
    return set(findings.counts)


@pytest.mark.parametrize(
    ("where", "code"), [("manifest", "E096"), ("state", "E050"), ("md5", "E097")]
)
def test_a_digest_that_stands_twice_in_the_same_letters(
    draft: Draft, where: str, code: str
) -> None:
    draft.root["fixity"] = {"md5": {"0" * 32: ["v1/content/v1.txt"]}}
    text = json.dumps(draft.root)
    start = text.index("{", text.index(f'"{where}"')) + 1
    member = text[start : text.index("]", start) + 1]
    assert codes(f"{text[:start]}{member}, {text[start:]}") == {code}


def test_a_key_of_a_version_or_of_a_user_that_stands_twice(draft: Draft) -> None:
    text = json.dumps(draft.root)
    assert codes(text.replace('"message"', '"message": "", "message"')) == {"E033"}
    assert codes(text.replace('"name"', '"name": "", "name"')) == {"E033"}


def read_fixity(draft: Draft, value: dict[str, Any]) -> object:
    draft.root["fixity"] = value
    found = read_inventory(json.dumps(draft.root).encode(), Findings(), "")
    return found and found.fixity


def test_fixity_is_understood_file_by_file(draft: Draft) -> None:
    stated = {"md5": {"A" * 32: ["v1/content/v1.txt"]}, "size": {"16": ["v1/content/v1.txt"]}}
    assert read_fixity(draft, stated) == {
        "v1/content/v1.txt": {"md5": ("a" * 32,), "size": ("16",)}
    }


@pytest.mark.parametrize(
    ("text", "right"),
    [("2026-11-21T18:00:00Z", True), ("2026-11-21t18:00:00.123456789z", True),
     ("2026-11-21T18:00:60+03:00", True), ("2026-11-21T18:00:00-23:59", True),
     ("2026-11-21 18:00:00Z", False), ("2026-11-21T18:00Z", False), ("2026-11-21", False),
     ("2026-02-30T18:00:00Z", False), ("2026-11-21T24:00:00Z", False),
     ("2026-11-21T18:00:61Z", False), ("2026-11-21T18:00:00+24:00", False),
     ("2026-11-21T18:00:00", False), ("\u0662026-11-21T18:00:00Z", False),
     ("2026-11-21T18:00:00Z\n", False)],
)  # fmt: skip
def test_dates_are_those_of_rfc_3339(text: str, right: bool) -> None:
    assert is_rfc3339(text) is right
