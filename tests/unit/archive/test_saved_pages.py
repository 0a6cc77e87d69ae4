from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from amana.archive import Archive, SavedPage
from amana.archive.saved_pages import folders_of, pages_of
from amana.records import Form

PAGE = "<html><body><p>A page about the mill of Aldera.</p></body></html>"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/in/story_files/a.png", "/in/story.html"),
        ("/in/story_files/sub/a.png", "/in/story.html"),
        ("/in/Der Bericht-Dateien/a.png", "/in/Der Bericht.htm"),
        ("story.files/a.png", "story.html"),
        ("الخبر_ملفات/a.png", "الخبر.html"),
    ],
)
def test_a_page_and_its_folder_are_told_by_their_names(path: str, page: str) -> None:
    assert page in pages_of(path)
    assert any(path.startswith(folder) for folder in folders_of(page))


@pytest.mark.parametrize("path", ["/in/story/a.png", "_files/a.png", "/in/_files/a.png", "a.png"])
def test_other_folders_belong_to_no_page(path: str) -> None:
    assert list(pages_of(path)) == []


def save(folder: Path) -> None:
    (folder / "story_files").mkdir(parents=True)
    (folder / "story.html").write_text(PAGE)
    (folder / "story_files" / "a.txt").write_text("a\n")
    (folder / "story_files" / "b.txt").write_text("b\n")


def pages(archive: Archive) -> dict[str, SavedPage]:
    found = {}
    for row in archive.list()[1]:
        closer = archive.show(row.ref, closer=True).closer
        assert row.item is not None
        assert closer is not None
        found[f"{row.item.source} {row.item.name}"] = closer.saved_page
    return found


def test_only_what_came_from_one_source_and_folder_belongs_together(
    archive: Archive, tmp_path: Path
) -> None:
    save(tmp_path / "in")
    (tmp_path / "other" / "story_files").mkdir(parents=True)
    (tmp_path / "other" / "story_files" / "c.txt").write_text("c\n")
    archive.add([tmp_path / "in" / "story.html", tmp_path / "other"], Form(source="S-1"))
    archive.add([tmp_path / "in" / "story_files" / "a.txt"], Form(source="S-1"))
    archive.add([tmp_path / "in" / "story_files" / "b.txt"], Form(source="S-2"))
    page = archive.list()[1][0].ref
    assert pages(archive) == {
        "S-1 story.html": SavedPage(files=1),
        "S-1 c.txt": SavedPage(),
        "S-1 a.txt": SavedPage(pages=(page,)),
        "S-2 b.txt": SavedPage(),
    }


def test_a_page_that_is_none_by_its_bytes_has_no_folder(archive: Archive, tmp_path: Path) -> None:
    save(tmp_path / "in")
    (tmp_path / "in" / "story.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    archive.add([tmp_path / "in"])
    assert set(pages(archive).values()) == {SavedPage()}


def test_inside_of_a_container_it_is_the_same(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "saved.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("story.html", PAGE)
        file.writestr("story_files/a.txt", "a\n")
    archive.add([path])
    root = archive.list()[1][0].ref
    closer = archive.show(f"{root}.2", closer=True).closer
    assert closer is not None
    assert closer.saved_page == SavedPage(pages=(f"{root}.1",))
