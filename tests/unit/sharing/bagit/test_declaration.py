from __future__ import annotations

import pytest

from amana.sharing.bagit.declaration import Declaration, is_charset, parse_declaration
from amana.sharing.bagit.rules import Findings, Verdict

RIGHT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def parse(text: str) -> tuple[Declaration | None, list[str], Verdict]:
    findings = Findings()
    found = parse_declaration(text.encode(), findings)
    return found, [each.code for each in findings.kept], findings.verdict()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_two_lines_with_any_line_end_are_right(end: str, last: bool) -> None:
    text = RIGHT.replace("\n", end)
    found, told, _ = parse(text if last else text.removesuffix(end))
    assert (found, told) == (Declaration(version="1.0", encoding="UTF-8"), [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "declaration-form"),
        ("BagIt-Version: 1.0\n", "declaration-form"),
        (RIGHT + "\n", "declaration-form"),
        (RIGHT + "More: yes\n", "declaration-form"),
        ("\n" + RIGHT, "declaration-form"),
        ("".join(reversed(RIGHT.splitlines(keepends=True))), "declaration-form"),
        (RIGHT.replace("1.0", ".97"), "declaration-form"),
        (RIGHT.replace("1.0", "1"), "declaration-form"),
        (RIGHT.replace("1.0", "2.0"), "version-unknown"),
        (RIGHT.replace("UTF-8", "klingon"), "encoding-unknown"),
        (RIGHT.replace("UTF-8", "zlib"), "encoding-unknown"),
        (RIGHT.replace("UTF-8", "idna"), "encoding-unknown"),
        (RIGHT + " " * 5000, "declaration-form"),
    ],
)
def test_anything_else_is_not(text: str, code: str) -> None:
    found, told, verdict = parse(text)
    assert found is None
    assert told == [code]
    assert verdict is Verdict.INVALID


@pytest.mark.parametrize(
    "text",
    [
        RIGHT.replace("Version:", "Version :"),
        RIGHT.replace(": ", ":  "),
        RIGHT.replace(": ", ":\t"),
        RIGHT.replace("1.0", "1.0 "),
        RIGHT.replace("UTF-8", "UTF-8 "),
    ],
)
def test_whitespace_is_an_error_in_1_0_and_a_warning_before(text: str) -> None:
    _, told, verdict = parse(text)
    assert (told, verdict) == (["declaration-form"], Verdict.INVALID)
    found, told, verdict = parse(text.replace("1.0", "0.97"))
    assert found is not None
    assert (told, verdict) == (["declaration-form"], Verdict.WITH_WARNINGS)


def test_a_byte_order_mark_is_an_error_but_the_rest_is_read() -> None:
    found, told, _ = parse("\ufeff" + RIGHT)
    assert found is not None
    assert told == ["declaration-bom"]


def test_metadata_was_called_otherwise_before_0_96() -> None:
    assert Declaration(version="0.95", encoding="UTF-8").info_name == "package-info.txt"
    assert Declaration(version="0.96", encoding="UTF-8").info_name == "bag-info.txt"


@pytest.mark.parametrize("name", ["UTF-8", "utf-16", "ISO-8859-1", "windows-1256", "US-ASCII"])
def test_registered_encodings_are_known(name: str) -> None:
    assert is_charset(name)
