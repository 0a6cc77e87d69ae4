from __future__ import annotations

from pathlib import Path

import pytest

from amana.sharing.bagit.declaration import Declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.metadata import Metadata, read_metadata
from amana.sharing.bagit.rules import Findings


def read(folder: Path, text: str, version: str = "1.0") -> tuple[Metadata, list[str]]:
    declaration = Declaration(version=version, encoding="UTF-8")
    (folder / declaration.info_name).write_text(text)
    findings = Findings()
    metadata = read_metadata(BagFolder(folder), declaration, findings)
    return metadata, [f"{found.level.value} {found.code}" for found in findings.kept]


def test_elements_keep_their_order_and_are_unfolded(tmp_path: Path) -> None:
    text = "B: one\nA: two\n   and more\n\tand: more\nB: three\nContact-Phone:\n"
    metadata, told = read(tmp_path, text)
    assert metadata.elements == (
        ("B", "one"), ("A", "two and more and: more"), ("B", "three"), ("Contact-Phone", ""),
    )  # fmt: skip
    assert told == []


@pytest.mark.parametrize("line", ["no colon", "A : x", "A:x", ": x"])
def test_lines_are_strict_in_1_0(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, line + "\n")[1] == ["error info-line"]


def test_older_bags_may_have_whitespace(tmp_path: Path) -> None:
    metadata, told = read(tmp_path, "A : x\nB   :   y\nno colon\n", "0.97")
    assert metadata.elements == (("A", "x"), ("B", "y"))
    assert told == ["warning info-line"]


@pytest.mark.parametrize(
    ("text", "oxum", "told"),
    [
        ("Payload-Oxum: 12.3\n", (12, 3), []),
        ("PAYLOAD-OXUM: 12.3\n", (12, 3), []),
        ("Payload-Oxum: 12\n", None, ["error oxum-form"]),
        ("Payload-Oxum: -1.3\n", None, ["error oxum-form"]),
        (f"Payload-Oxum: {'9' * 4400}.1\n", None, ["error oxum-form"]),
        ("Payload-Oxum: 1.1\nPayload-Oxum: 1.1\n", (1, 1), ["error oxum-repeated"]),
    ],
)
def test_the_size_of_the_payload(
    tmp_path: Path, text: str, oxum: tuple[int, int] | None, told: list[str]
) -> None:
    metadata, found = read(tmp_path, text)
    assert (metadata.oxum, found) == (oxum, told)


def test_without_the_file_there_is_none(tmp_path: Path) -> None:
    declaration = Declaration(version="1.0", encoding="UTF-8")
    assert read_metadata(BagFolder(tmp_path), declaration, Findings()) == Metadata()
