from __future__ import annotations

from pathlib import Path

import pytest

from amana.core import UsageError
from amana.search import MemoryIndex, open_index
from amana.search.backends.tantivy import TantivyIndex


def test_a_folder_is_opened_by_path_name_or_url(tmp_path: Path) -> None:
    folder = tmp_path / "a folder" / "search"
    for place in (folder, str(folder), f"tantivy://{folder}".replace(" ", "%20")):
        index = open_index(place)
        assert isinstance(index, TantivyIndex)
        index.close()
        assert (folder / "meta.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["a folder"]


def test_memory_has_its_url() -> None:
    assert isinstance(open_index("memory://"), MemoryIndex)


@pytest.mark.parametrize(
    "place", ["opensearch://host:9200/amana", "tantivy://relative/folder", "tantivy://", "x://y"]
)
def test_other_engines_are_told_not_to_be_there(place: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_index(place)
    assert place in raised.value.message
    assert raised.value.remedy is not None
