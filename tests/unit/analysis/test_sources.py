from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from amana.analysis.registry import STEPS
from amana.analysis.sources import SHARED, digest_of_code
from amana.analysis.steps import Step

ROOMS = {step.name: step.observe.__module__.rpartition(".")[0] for step in STEPS}


def test_other_rooms_are_another_digest() -> None:
    digests = {digest_of_code((room,)) for room in ROOMS.values()}
    assert len(digests) == len(STEPS)
    assert all(len(digest) == 64 for digest in digests)
    assert digest_of_code((ROOMS["time"], *SHARED)) == digest_of_code((ROOMS["time"],))


def test_a_step_of_somebody_else_may_stand_in_one_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heron_steps.py").write_text("WORDS = ()\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert digest_of_code(("heron_steps",)) != digest_of_code(())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_uses_nothing_that_its_recipe_does_not_know(step: Step) -> None:
    """Its own room, what all share, rooms whose words it takes, and the steps that it needs."""
    known = {*SHARED, *step.data, *(ROOMS[each] for each in _needed(step.name))}
    used = {module.rpartition(".")[0] for module in _modules_used(step.observe.__module__)}
    assert used - known <= {ROOMS[step.name]}
    assert ROOMS[step.name] in used


def _needed(name: str) -> set[str]:
    step = next(each for each in STEPS if each.name == name)
    return set(step.needs).union(*(_needed(each) for each in step.needs))


def _modules_used(start: str) -> set[str]:
    """Return a module and all that it imports of analysis and text, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if name in found or path is None or path.name == "__init__.py":
            continue
        found.add(name)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SHARED):
                waiting += [str(node.module), *(f"{node.module}.{a.name}" for a in node.names)]
    return found


def _path(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # a name inside of a module
        return None
    return Path(spec.origin) if spec and spec.origin else None
