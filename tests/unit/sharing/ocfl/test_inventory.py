from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import Inventory, is_uri, read_inventory

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft

Spoil = Callable[[dict[str, Any]], object]


def read(inventory: object, **wanted: str) -> tuple[set[str], Inventory | None]:
    findings = Findings()
    data = inventory if isinstance(inventory, bytes) else json.dumps(inventory).encode()
    found = read_inventory(data, findings, "inventory.json", **wanted)
    return set(findings.counts), found


def test_an_inventory_in_order_is_understood(draft: Draft) -> None:
    codes, found = read(draft.root, spec="1.1", head="v1")
    assert codes == set()
    assert found is not None
    assert (found.id, found.head, found.algorithm) == ("urn:example:one", "v1", "sha512")
    assert found.manifest == {"v1/content/v1.txt": next(iter(draft.root["manifest"]))}
    assert found.versions["v1"].state == {"v1.txt": next(iter(draft.root["manifest"]))}


SPOILED: dict[str, tuple[Spoil, set[str]]] = {
    "no id": (lambda i: i.pop("id"), {"E036"}),
    "no type": (lambda i: i.pop("type"), {"E036"}),
    "no algorithm": (lambda i: i.pop("digestAlgorithm"), {"E036"}),
    "no head": (lambda i: i.pop("head"), {"E036"}),
    "no manifest": (lambda i: i.pop("manifest"), {"E041", "E050"}),
    "no versions": (lambda i: i.pop("versions"), {"E041", "E043", "E107", "E042"}),
    "id is a number": (lambda i: i.update(id=7), {"E037"}),
    "id is empty": (lambda i: i.update(id=""), {"E037"}),
    "id is no URI": (lambda i: i.update(id="box 7"), {"W005"}),
    "type of another version": (
        lambda i: i.update(type="https://ocfl.io/1.0/spec/#inventory"), {"E038"},
    ),
    "type of the future": (
        lambda i: i.update(type="https://ocfl.io/2.0/spec/#inventory"), {"E038"},
    ),
    "type is a list": (lambda i: i.update(type=[]), {"E038"}),
    "md5 addresses content": (lambda i: i.update(digestAlgorithm="md5"), {"E025", "E033"}),
    "algorithm is a list": (lambda i: i.update(digestAlgorithm=["sha512"]), {"E025"}),
    "head of another version": (lambda i: i.update(head="v2"), {"E040"}),
    "head is null": (lambda i: i.update(head=None), {"E040"}),
    "a key of nobody": (lambda i: i.update(colour="red"), {"E102"}),
    "content folder with a slash": (lambda i: i.update(contentDirectory="a/b"), {"E017"}),
    "content folder above": (lambda i: i.update(contentDirectory=".."), {"E018"}),
    "content folder is empty": (lambda i: i.update(contentDirectory=""), {"E108"}),
    "content folder is another": (lambda i: i.update(contentDirectory="stuff"), {"E042"}),
    "manifest is a list": (lambda i: i.update(manifest=[]), {"E106", "E050"}),
    "versions is a list": (lambda i: i.update(versions=[]), {"E045", "E107", "E042"}),
    "versions is empty": (lambda i: i.update(versions={}), {"E008", "E107", "E042"}),
    "a version is text": (lambda i: i["versions"].update(v1="x"), {"E047", "E107"}),
    "fixity is a list": (lambda i: i.update(fixity=[]), {"E111"}),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_each_fault_of_an_inventory_has_its_code(draft: Draft, what: str) -> None:
    spoil, expected = SPOILED[what]
    spoil(draft.root)
    codes, found = read(draft.root, spec="1.1")
    assert codes == expected
    assert found is not None


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'"x"', b"{", b"\xff{}"])
def test_what_is_no_inventory_at_all(data: bytes) -> None:
    assert read(data) == ({"E033"}, None)


def test_a_key_that_stands_twice_is_an_error(draft: Draft) -> None:
    text = json.dumps(draft.root).encode().replace(b'"head": "v1"', b'"head": "v9", "head": "v1"')
    assert read(text)[0] == {"E033"}


def test_the_directory_that_it_lies_in_is_its_newest_version(draft: Draft) -> None:
    assert read(draft.root, head="v2")[0] == {"E040"}


def test_a_version_of_the_specification_says_it_in_its_own_codes(drafts: type[Draft]) -> None:
    old = drafts(1, "1.0").root
    old["manifest"]["0" * 128] = ["v1/content/unused"]
    assert read(old)[0] == set()  # 1.0 lets a manifest list what no version uses
    assert read({**old, "fixity": []})[0] == {"E056"}


@pytest.mark.parametrize(
    ("text", "uri"),
    [("urn:uuid:1", True), ("ark:123/abc", True), ("https://example.org/a?b#c", True),
     ("mailto:a@example.org", True), ("box 7", False), ("nothing", False), ("1a:b", False),
     ("a:", False), ("urn:a b", False), ("urn:\u0645", False)],
)  # fmt: skip
def test_what_a_uri_looks_like(text: str, uri: bool) -> None:
    assert is_uri(text) is uri
