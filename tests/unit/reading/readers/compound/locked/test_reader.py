from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.reading import Allowance, Digesting, ReadingPool
from amana.reading.notices import Code
from amana.reading.readers.compound.locked.reader import open_sample
from amana.reading.readers.compound.reader import read
from amana.reading.readers.intake import GiveUp
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.compound.locked.conftest import Lock
    from tests.unit.reading.readers.conftest import Open

PACKAGE = b"PK\x03\x04" + b"a package " * 1000


def test_a_locked_package_is_one_child(opened: Open, lock_agile: Lock) -> None:
    data = lock_agile(PACKAGE, "tamarind")
    found = opened(read, data, "plan.docx", passwords=("wrong", "tamarind"))
    assert found.contents() == [PACKAGE]
    assert found.names() == [b"plan.docx"]
    assert found.children[0].row.derivation is Derivation.DECODED
    assert found.answer.notices == (Told(Code.ONLY_EMBEDDED, 1),)
    assert found.answer.metadata == (("ooxml:encryption", "agile, AES-256, sha512"),)


def test_the_password_that_asks_nobody_is_tried(opened: Open, lock_standard: Lock) -> None:
    found = opened(read, lock_standard(PACKAGE, "VelvetSweatshop"), "locked.tmp")
    assert found.contents() == [PACKAGE]
    assert found.names() == [b"unlocked"]
    assert found.answer.metadata == (("ooxml:encryption", "standard, AES-128, sha1"),)


def test_a_package_that_was_changed_is_told(opened: Open, lock_agile: Lock) -> None:
    found = opened(read, lock_agile(PACKAGE, "x", broken=True), passwords=("x",))
    assert Told(Code.DIGESTS_WRONG, 1) in found.answer.notices
    assert len(found.contents()[0]) == len(PACKAGE)


@pytest.mark.parametrize(("passwords", "code"), [((), Code.ENCRYPTED), (("x",), Code.ENCRYPTED)])
def test_without_its_password_it_is_encrypted(
    opened: Open, lock_agile: Lock, passwords: tuple[str, ...], code: Code
) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, lock_agile(PACKAGE, "tamarind"), passwords=passwords)
    assert raised.value.code is code


def test_a_lock_of_another_kind_is_told(opened: Open, lock_standard: Lock) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, lock_standard(PACKAGE, "x", cipher=0x6801), passwords=("x",))
    assert raised.value.code is Code.CONTAINER_LOCKED


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("testEXCEL_protected_passtika.xlsx", "tika"),
        ("casing/protected_normal_case.docx", "password"),
    ],
)
def test_real_files_are_opened_in_the_pool(
    pool: ReadingPool, test_data: Path, name: str, password: str
) -> None:
    folder = "tika-parsers/tika-parsers-standard/tika-parsers-standard-modules"
    inside = "tika-parser-microsoft-module/src/test/resources/test-documents"
    data = (test_data / "files" / "apache-tika" / folder / inside / name).read_bytes()
    fd = os.memfd_create("locked")
    os.write(fd, data)
    for given, state in ((("wrong",), State.ENCRYPTED), (("wrong", password), State.READ_EMPTY)):
        outcome = pool.read(
            fd, original=sha256(data).hexdigest(), name=Path(name).name, size=len(data),
            passwords=given, taker=Digesting(), allowance=Allowance(),
        )  # fmt: skip
        assert outcome.state is state
        assert len(outcome.children) == (state is State.READ_EMPTY)
    os.close(fd)


def test_the_sample_of_the_standard() -> None:
    open_sample()
