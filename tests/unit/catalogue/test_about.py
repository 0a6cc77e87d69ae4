from __future__ import annotations

from tests.unit.catalogue.conftest import entry

from amana.catalogue import item_of_field, items_of
from amana.core import JSON


def test_an_entry_is_about_what_its_fields_name() -> None:
    assert items_of(entry(0, item="IT-1")) == ["IT-1"]
    assert items_of(entry(0, items=["IT-1", "IT-2", "IT-1"])) == ["IT-1", "IT-2"]
    names = ("result IT-3", "observations IT-3", "observations IT-4.1", "recipes")
    fields: dict[str, JSON] = {name: {} for name in names}
    assert items_of(entry(0, **fields)) == ["IT-3", "IT-4.1"]
    assert items_of(entry(0)) == []


def test_a_field_may_be_about_one_item() -> None:
    assert item_of_field("result IT-1.2") == "IT-1.2"
    assert item_of_field("observations IT-1") == "IT-1"
    assert item_of_field("rerendering IT-1.2") == "IT-1.2"
    assert item_of_field("recipes") is None
