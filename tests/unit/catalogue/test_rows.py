"""Rows are values: they cannot be changed, and equal ones are equal."""

from __future__ import annotations

import pytest

from amana.catalogue import FactRow, Line


def test_a_row_cannot_be_changed() -> None:
    row = FactRow(id="1", kind="article", line="{}")
    with pytest.raises(AttributeError):
        row.line = ""  # type: ignore[misc]  # that it cannot be set is what is tested
    assert row == FactRow(id="1", kind="article", line="{}")


def test_lines_are_ordered_by_their_place() -> None:
    assert Line((0, "b"), "x") < Line((1, "a"), "a")
    assert min(Line((0, 10), "x"), Line((0, 9), "y")).text == "y"
