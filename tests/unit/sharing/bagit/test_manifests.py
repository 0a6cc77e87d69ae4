from __future__ import annotations

from pathlib import Path

import pytest

from amana.sharing.bagit.declaration import Declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.ledger import Ledger
from amana.sharing.bagit.manifests import Lister, Manifest, find_manifests
from amana.sharing.bagit.rules import Findings

STRICT = Declaration(version="1.0", encoding="UTF-8")
OLD = Declaration(version="0.97", encoding="UTF-8")
MD5 = Manifest(b"manifest-md5.txt", "md5", is_payload=True)
TAGS = Manifest(b"tagmanifest-md5.txt", "md5", is_payload=False)
SUM = "d41d8cd98f00b204e9800998ecf8427e"


def listed(
    folder: Path, text: str, manifest: Manifest = MD5, declaration: Declaration = STRICT
) -> tuple[list[bytes], list[str]]:
    (folder / manifest.name.decode()).write_text(text)
    findings = Findings()
    with Ledger() as ledger:
        lister = Lister(BagFolder(folder), declaration, ledger, findings)
        for _ in lister.manifest(0, manifest, 1000):
            pass
        ledger.sort()
        paths = [absent.path for absent in ledger.absent()]
    return paths, [f"{found.level.value} {found.code}" for found in findings.kept]


@pytest.mark.parametrize(
    "line",
    [
        f"{SUM} data/x",
        f"{SUM}  data/x",
        f"{SUM.upper()}\tdata/x",
        f"{SUM} \t data/x",
        f"{SUM} data/x\r",
    ],
)
def test_right_lines(tmp_path: Path, line: str) -> None:
    assert listed(tmp_path, line + "\n") == ([b"data/x"], [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{SUM}data/x", "manifest-line"),
        (f"{SUM[:-1]} data/x", "manifest-line"),
        (f"{SUM}00 data/x", "manifest-line"),
        (f"{SUM}", "manifest-line"),
        ("data/x", "manifest-line"),
        (f" {SUM} data/x", "manifest-line"),
        (f"{SUM} bag-info.txt", "listed-not-payload"),
        (f"{SUM} Data/x", "listed-not-payload"),
        (f"{SUM} data", "listed-folder"),
        (f"{SUM} data/", "listed-folder"),
        (f"{SUM} data/../../x", "listed-outside"),
        (f"{SUM} /data/x", "listed-outside"),
    ],
)
def test_wrong_lines_are_named_and_lead_nowhere(tmp_path: Path, line: str, code: str) -> None:
    assert listed(tmp_path, line + "\n") == ([], [f"error {code}"])


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        (f"{SUM} *data/x", b"data/x", "md5sum-form"),
        (f"\\{SUM}  data/a\\\\b\\nc", b"data/a\\b\nc", "md5sum-form"),
        (f"{SUM} ./data/x", b"data/x", "name-not-plain"),
        (f"\n{SUM} data/x", b"data/x", "text-blank-line"),
    ],
)
def test_what_is_understood_though_it_should_not_be_so(
    tmp_path: Path, line: str, path: bytes, code: str
) -> None:
    assert listed(tmp_path, line + "\n") == ([path], [f"warning {code}"])


def test_a_tag_manifest_lists_tag_files(tmp_path: Path) -> None:
    text = f"{SUM} bag-info.txt\n{SUM} proofs/x.txt\n"
    assert listed(tmp_path, text, TAGS) == ([b"bag-info.txt", b"proofs/x.txt"], [])
    for line, code in (("data/x", "tag-lists-payload"),
                       ("tagmanifest-md5.txt", "tag-lists-tag-manifest")):  # fmt: skip
        assert listed(tmp_path, f"{SUM} {line}\n", TAGS)[1] == [f"error {code}"]
        assert listed(tmp_path, f"{SUM} {line}\n", TAGS, OLD)[1] == [f"warning {code}"]


def test_a_list_is_not_read_beyond_what_can_be_there(tmp_path: Path) -> None:
    text = "".join(f"{SUM} data/{number}\n" for number in range(5000))
    paths, told = listed(tmp_path, text)
    assert len(paths) == 2000
    assert told == ["error manifest-too-long"]


def test_manifests_are_those_of_known_algorithms(tmp_path: Path) -> None:
    for name in ("manifest-md5.txt", "tagmanifest-sha256.txt", "manifest-SHA-512.txt",
                 "manifest-crc32.txt"):  # fmt: skip
        (tmp_path / name).write_text("")
    for declaration, level in ((STRICT, "error"), (OLD, "warning")):
        findings = Findings()
        found = find_manifests(BagFolder(tmp_path), declaration, findings)
        assert [(each.algorithm, each.is_payload) for each in found] == [
            ("sha512", True),
            ("md5", True),
            ("sha256", False),
        ]
        assert [f"{each.level.value} {each.code} {each.path}" for each in findings.kept] == [
            f"{level} algorithm-name manifest-SHA-512.txt",
            "error algorithm-unknown manifest-crc32.txt",
        ]


@pytest.mark.parametrize(
    ("line", "paths", "codes"),
    [
        ("https://example.org/x 12 data/x", [b"data/x"], []),
        ("https://example.org/x - data/x y", [b"data/x y"], []),
        ("https://example.org/x 99999999999999999999999 data/x", [b"data/x"], []),
        ("example.org/x - data/x", [], ["fetch-line"]),
        ("https://example.org/x data/x", [], ["fetch-line"]),
        ("https://example.org/x -1 data/x", [], ["fetch-line"]),
        ("https://example.org/x - bag-info.txt", [], ["fetch-not-payload"]),
        ("https://example.org/x - ~/x", [], ["listed-outside"]),
    ],
)
def test_what_is_to_be_fetched(
    tmp_path: Path, line: str, paths: list[bytes], codes: list[str]
) -> None:
    (tmp_path / "fetch.txt").write_text(line + "\n")
    findings = Findings()
    with Ledger() as ledger:
        for _ in Lister(BagFolder(tmp_path), STRICT, ledger, findings).fetch(10):
            pass
        ledger.sort()
        assert list(ledger.unlisted_fetches(1, every=True)) == paths
    assert [each.code for each in findings.kept] == codes
