from __future__ import annotations

import json
from typing import TYPE_CHECKING

from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import Inventory, read_inventory
from amana.sharing.ocfl.priors import Priors

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft


def understood(inventory: object) -> Inventory:
    found = read_inventory(json.dumps(inventory).encode(), Findings(), "")
    assert found is not None
    return found


def compared(draft: Draft) -> dict[str, int]:
    findings = Findings()
    priors = Priors(understood(draft.root), findings)
    for name in ("v1", "v2"):
        priors.compare(understood(draft.inventories[name]), name)
    return dict(findings.counts)


def test_earlier_inventories_that_agree_are_passed_over(drafts: type[Draft]) -> None:
    assert compared(drafts(3)) == {}


def test_a_file_that_an_earlier_manifest_forgot(drafts: type[Draft]) -> None:
    draft = drafts(3)
    inventory = draft.inventories["v2"]
    first = next(iter(inventory["manifest"]))
    del inventory["manifest"][first]
    assert compared(draft) == {"E023": 1}


def test_a_version_that_the_newest_does_not_have(drafts: type[Draft]) -> None:
    draft = drafts(3)
    draft.inventories["v2"]["versions"]["v9"] = draft.inventories["v2"]["versions"]["v2"]
    assert compared(draft) == {"E066": 1}


def test_the_content_folder_is_set_from_the_first_version_on(drafts: type[Draft]) -> None:
    late = drafts(3)
    late.inventories["v2"]["contentDirectory"] = "content"
    assert compared(late) == {"E019": 1}
    changed = drafts(3)
    changed.root["contentDirectory"] = "stuff"
    assert compared(changed) == {"E019": 1, "E020": 2}


def test_a_version_of_the_specification_never_follows_a_newer_one(drafts: type[Draft]) -> None:
    draft = drafts(3)
    draft.inventories["v2"]["type"] = "https://ocfl.io/1.0/spec/#inventory"
    assert compared(draft) == {"E103": 1}
