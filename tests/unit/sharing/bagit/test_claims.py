from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from amana.sharing.bagit.claims import MOST_MISSING, open_claims

if TYPE_CHECKING:
    from tests.unit.sharing.bagit.conftest import MakeBag


def test_what_a_bag_says_of_its_files(make_bag: MakeBag) -> None:
    bag = make_bag({"a": b"1", "b": b"2"})
    md5 = hashlib.md5(b"1", usedforsecurity=False).hexdigest()
    (bag / "manifest-md5.txt").write_text(f"{md5.upper()}  data/a\n")
    claims = open_claims(os.fsencode(bag))
    assert claims is not None
    with claims:
        assert claims.name == "bag"
        assert claims.of(b"data/a") == (
            ("md5", md5),
            ("sha512", hashlib.sha512(b"1").hexdigest()),
        )
        assert dict(claims.of(b"bagit.txt")).keys() == {"sha512"}
        assert claims.of(b"data/c") == ()
        assert claims.must_be_listed(b"data/c")
        assert not claims.must_be_listed(b"notes.txt")
        assert (claims.missing, claims.missing_paths) == (0, ())


def test_missing_files_are_counted_and_the_first_named(make_bag: MakeBag) -> None:
    bag = make_bag({f"{number:03}": b"" for number in range(MOST_MISSING + 5)})
    for path in (bag / "data").iterdir():
        path.unlink()
    claims = open_claims(os.fsencode(bag))
    assert claims is not None
    with claims:
        assert claims.missing == MOST_MISSING + 5
        assert claims.missing_paths[:2] == ("data/000", "data/001")
        assert len(claims.missing_paths) == MOST_MISSING


def test_a_file_under_another_spelling_is_there(make_bag: MakeBag) -> None:
    bag = make_bag({"Núñez": b"1"})
    (bag / "data/Núñez").rename(bag / "data/Nu\u0301n\u0303ez")
    claims = open_claims(os.fsencode(bag))
    assert claims is not None
    with claims:
        assert claims.missing == 0
        assert claims.of("data/Nu\u0301n\u0303ez".encode())


def test_a_folder_without_a_proper_declaration_is_no_bag(tmp_path: Path) -> None:
    (tmp_path / "bagit.txt").write_text("BagIt\n")
    assert open_claims(os.fsencode(tmp_path)) is None
