"""docs/reference/settings.md says of each setting what the program says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from amana.core.settings import Settings, describe_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_lists_every_setting_as_it_is(root: Path) -> None:
    page = (root / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `")
    ]
    standards = {
        field.name: "set by `init`" if field.required else str(field.default)
        for field in msgspec.structs.fields(Settings)
    }
    told = {name.strip("`"): (standard, purpose) for name, standard, purpose in cells}
    assert told == {
        name: (standards[name], purpose) for name, purpose in describe_settings().items()
    }
