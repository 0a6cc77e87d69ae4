from __future__ import annotations

from pathlib import Path

import pytest

from amana.sharing.ocfl.declarations import DeclarationCodes, declared
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.tree import open_tree

CODES = DeclarationCodes(
    none="E069", several="E076", tag="E078", value="E079", version="E077", text="E080"
)


@pytest.mark.parametrize(
    ("files", "spec", "codes"),
    [
        ({"0=ocfl_1.1": "ocfl_1.1\n"}, "1.1", set()),
        ({"0=ocfl_1.0": "ocfl_1.0\n", "letter": ""}, "1.0", set()),
        ({}, None, {"E069"}),
        ({"0=ocfl_1.0": "ocfl_1.0\n", "0=ocfl_1.1": "ocfl_1.1\n"}, "1.1", {"E076"}),
        ({"1=ocfl_1.1": "ocfl_1.1\n"}, None, {"E069", "E078"}),
        ({"0=bagit": ""}, None, {"E069", "E079"}),
        ({"0=ocfl_3.0": ""}, None, {"E069", "E077"}),
        ({"0=ocfl_1.1": "ocfl_1.1"}, "1.1", {"E080"}),
        ({"0=ocfl_1.1": "ocfl_1.1\n" * 9}, "1.1", {"E080"}),
    ],
)
def test_each_rule_for_declarations(
    tmp_path: Path, files: dict[str, str], spec: str | None, codes: set[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    findings = Findings()
    with open_tree(tmp_path) as tree:
        found = declared(tree, tree.list(), "ocfl_", findings, CODES)
    assert found.spec == spec
    assert found.files == {name for name in files if "=" in name}
    assert set(findings.counts) == codes
