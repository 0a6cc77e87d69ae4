from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_an_item_is_shown_whole(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("show", refs["two-articles.txt"])
    assert said.status == 0
    assert said.out == ""
    for told in ("two-articles.txt", "4755 bytes", "The Aldera Courier", "N. Aram", "not stated",
                 "by this machine's clock, entry ", "restrictions  none"):  # fmt: skip
        assert told in said.err
    assert amana("show", refs["two-articles.txt"], "--json").lines[0]["item"]["articles"] == 2
