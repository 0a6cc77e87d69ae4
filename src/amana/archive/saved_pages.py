"""Web pages that a browser saved as a page and a folder of what it shows, which came in together.

They are told apart by their names alone, each time anew: nothing is entered.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.catalogue import Catalogue, ItemRow

PAGES = ("text/html", "application/xhtml+xml")

_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".HTML", ".HTM")
_FOLDERS = (
    *("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_file"),
    *("_bestanden", "-filer", "_dosyalar", "_ملفات", "_soubory", "_pliki", "_bylos", "_tiedostot"),
)
"""How browsers and word processors name the folder, by their language."""


class SavedPage(msgspec.Struct, frozen=True, kw_only=True):
    """The pages that an item belongs to, or how many files belong to it, if it is such a page.

    There are several pages where the same name was saved more than once from the same source.
    """

    pages: tuple[str, ...] = ()
    files: int = 0


def saved_page(catalogue: Catalogue, row: ItemRow) -> SavedPage:
    """Return which saved page an item belongs to, or what belongs to it.

    Rules:
      1. `X_files/…` and `X.html` belong together where both were found inside the same item, or in
         the same folder and from the same source. The folder may have any name that browsers give.
      2. The page is one by its bytes, not by its name only.
    """
    places = [row.path] if row.parent else [o.path for o in catalogue.occurrences(row.ref)]
    paths = [path for path in places if path]
    beside = catalogue.companions()
    if row.media_type in PAGES:
        folders = sorted({folder for path in paths for folder in folders_of(path)})
        files = sum(beside.below(row, folder) for folder in folders)
        if files:
            return SavedPage(files=files)
    wanted = sorted({page for path in paths for page in pages_of(path)})
    pages = beside.at(row, wanted, PAGES) if wanted else []
    return SavedPage(pages=tuple(pages))


def folders_of(page: str) -> Iterator[str]:
    """Yield the paths of the folders, `/` at the end, that may belong to a page at this path."""
    for ending in _ENDINGS:
        stem = page.removesuffix(ending)
        if stem != page and not stem.endswith("/"):
            yield from (f"{stem}{folder}/" for folder in _FOLDERS)


def pages_of(path: str) -> Iterator[str]:
    """Yield the paths of the pages that what is at this path may belong to, nearest first."""
    folder = path.rpartition("/")[0]
    while folder:
        for ending in _FOLDERS:
            stem = folder.removesuffix(ending)
            if stem != folder and stem and not stem.endswith("/"):
                yield from (stem + name for name in _ENDINGS)
        folder = folder.rpartition("/")[0]
