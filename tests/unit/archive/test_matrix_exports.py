from __future__ import annotations

import pytest

from amana.archive import Archive
from amana.archive.matrix_exports import FORMS, enter_export, require_form
from amana.core import UsageError


def test_forms_are_known() -> None:
    for form in FORMS:
        require_form(form)
    with pytest.raises(UsageError, match="no form 'pdf'") as caught:
        require_form("pdf")
    assert "json, csv, html" in str(caught.value.remedy)


@pytest.mark.parametrize(("number", "entries"), [(0, 1), (1, 1), (1000, 1), (1001, 2)])
def test_a_matrix_that_cites_many_items_has_several_entries(
    archive: Archive, number: int, entries: int
) -> None:
    before = archive.checkpoint().size
    items = [f"IT-{each}" for each in range(number)]
    assert enter_export(archive._parts, "charge-1", "csv", items) == before
    assert archive.checkpoint().size == before + entries
