from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import official_texts_of
from amana.core import UsageError

TABLE = "id\tlanguage\ttext\tsource\tretrieved\n8bis\ten\tInvented words.\tsource\t2025-03-01\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "texts.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_given_table_goes_before_the_setting(tmp_path: Path, table: Path) -> None:
    settings = 'name = "a"\norigin = "o"\nlaw_texts = "missing.tsv"\n'
    (tmp_path / "amana.toml").write_text(settings, encoding="utf-8")
    assert [each.id for each in official_texts_of(tmp_path, table)] == ["rs:8bis"]
    with pytest.raises(UsageError, match=r"missing\.tsv cannot be read") as caught:
        official_texts_of(tmp_path)
    assert "law_texts" in str(caught.value.remedy)


def test_the_setting_begins_at_the_folder_of_the_archive(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "amana.toml").write_text('name = "a"\norigin = "o"\n', encoding="utf-8")
    assert official_texts_of(tmp_path) == ()
    monkeypatch.setenv("AMANA_LAW_TEXTS", table.name)
    assert len(official_texts_of(tmp_path)) == 1


def test_without_an_archive_there_are_none(tmp_path: Path) -> None:
    assert official_texts_of(tmp_path) == ()


def test_what_is_wrong_is_told_with_the_name_of_the_table(tmp_path: Path, table: Path) -> None:
    table.write_text(TABLE.replace("8bis", "147"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"texts\.tsv: row 2: the Rome Statute has no rs:147"):
        official_texts_of(tmp_path, table)
