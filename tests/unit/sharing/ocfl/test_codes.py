from __future__ import annotations

import re

from amana.sharing.ocfl import codes
from amana.sharing.ocfl.codes import SPECS, code_in, is_error, registered_extensions


def test_every_code_of_the_specification_is_there_with_its_sentence() -> None:
    known = codes()
    numbers = {name for name, code in known.items() if code.versions}
    assert len([name for name in numbers if name[0] == "E"]) == 110
    assert len([name for name in numbers if name[0] == "W"]) == 15
    assert all(re.fullmatch("[EWAN][0-9]{3}", name) for name in known)
    assert all(code.says for code in known.values())
    assert {version for code in known.values() for version in code.versions} == set(SPECS)


def test_a_code_is_told_as_its_version_of_the_specification_has_it() -> None:
    assert code_in("E110", "1.1") == "E110"
    assert code_in("E110", "1.0") == "E037"
    assert code_in("E107", "1.0") is None  # 1.0 does not forbid it
    assert code_in("A001", "1.0") == "A001"


def test_each_stand_in_is_a_code_of_version_1_0() -> None:
    for name in codes():
        other = code_in(name, "1.0")
        assert other is None or not codes()[other].versions or "1.0" in codes()[other].versions


def test_errors_are_those_of_the_specification_and_what_was_not_judged() -> None:
    assert [is_error(name) for name in ("E001", "A001", "W001", "N001")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_extensions_are_known_by_their_registered_names() -> None:
    assert "0004-hashed-n-tuple-storage-layout" in registered_extensions()
    assert "initial" in registered_extensions()
