from __future__ import annotations

import pytest

from amana.archive import Archive
from amana.core import UsageError
from amana.interface.http import capture_asking
from amana.interface.http.capture_asking import (
    AskedForm,
    AskedPages,
    examined,
    form_asked,
    planned,
    require_warned,
)
from amana.records import RestrictionKind, Risk

LIST = "url;risk;every\nhttps://a.example/;high;6h\nhttps://b.example/;;\nftp://c.example/;;\n"


def test_a_row_says_what_it_says_and_the_rest_is_as_for_all(bare: Archive) -> None:
    asked = AskedPages(pages=LIST, risk="low", every="1d", form=AskedForm(source="S-1"))
    first, second, third = map(planned, examined(bare, asked))
    assert (first.url, first.risk, first.every) == ("https://a.example/", Risk.HIGH, 6 * 3600)
    assert (second.line, second.risk, second.every) == (3, Risk.LOW, 86_400)
    assert (first.source, first.wrong) == ("S-1", None)
    assert third.wrong is not None
    assert "ftp" in third.wrong
    assert third.risk is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("risk", "soon"), ("every", "sometimes"), ("profile", "nowhere"), ("pages", " \n ")],
)
def test_what_is_wrong_for_all_rows_is_an_error(bare: Archive, field: str, value: str) -> None:
    asked: dict[str, str] = {"pages": "https://a.example/"} | {field: value}
    with pytest.raises(UsageError):
        examined(bare, AskedPages(**asked))  # type: ignore[arg-type]  # texts by name


def test_a_list_without_end_is_refused(bare: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_asking, "_MOST_LETTERS", 3)
    with pytest.raises(UsageError, match="too long"):
        examined(bare, AskedPages(pages="https://a.example/"))


def test_the_form_is_tested_and_blank_fields_are_none() -> None:
    form = form_asked(AskedForm(source="", purpose="inquiry", restrictions=("confidential",)))
    assert (form.source, form.purpose) == (None, "inquiry")
    assert form.restrictions[0].kind is RestrictionKind.CONFIDENTIAL
    with pytest.raises(UsageError):
        form_asked(AskedForm(restrictions=("secret",)))


def test_nothing_is_asked_for_before_the_warning_was_read() -> None:
    require_warned(warned=True)
    with pytest.raises(UsageError, match="have read"):
        require_warned(warned=False)
