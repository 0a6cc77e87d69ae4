from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING

from amana.interface.cli.groups import CHECKS, ERASURES, EXPORTS, LAW, WATCHES, group

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

BELOW = [
    (above, *row)
    for above, rows in (
        ("check", CHECKS),
        ("erase", ERASURES),
        ("export", EXPORTS),
        ("law", LAW),
        ("watch", WATCHES),
    )
    for row in rows
]


def test_each_command_below_another_explains_itself(amana: Amana) -> None:
    for above, name, target, line in BELOW:
        module, _, function = target.partition(":")
        loaded = getattr(importlib.import_module(f"amana.interface.cli.{module}"), function)
        assert (inspect.getdoc(loaded) or "").split("\n", 1)[0] == line
        said = amana(above, name, "--help")
        assert said.status == 0
        assert said.out.startswith(f"Usage: amana {above} {name}")


def test_check_alone_still_checks_the_archive(amana: Amana) -> None:
    assert amana("check", "--projections").status == 0
    assert amana("check", "everything").status == 2


def test_a_group_does_what_it_does_alone_without_a_word_below_it() -> None:
    done: list[str] = []
    made = group("gather", (), alone=lambda: done.append("alone"))
    made([], exit_on_error=False, result_action="return_none")
    assert done == ["alone"]
