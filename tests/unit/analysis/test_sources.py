from __future__ import annotations

from amana.analysis.registry import STEPS
from amana.analysis.sources import digest_of_code, needed_by


def test_a_step_needs_its_own_modules_and_what_these_import() -> None:
    needed = needed_by("amana.analysis.quantities.observing")
    assert {"amana.analysis.quantities.observing", "amana.analysis.amounts.find",
            "amana.analysis.frame", "amana.analysis.sentences"} <= needed  # fmt: skip
    assert "amana.analysis.registry" not in needed
    assert "amana.analysis.proceedings.english" not in needed


def test_every_step_brings_modules_of_its_own_room() -> None:
    for step in STEPS:
        room = f"amana.analysis.{step.name}."
        own = [name for name in needed_by(step.observe.__module__) if name.startswith(room)]
        assert len(own) > 2, step.name


def test_other_code_is_another_digest() -> None:
    digests = {digest_of_code(step.observe.__module__) for step in STEPS}
    assert len(digests) == len(STEPS)
    assert all(len(digest) == 64 for digest in digests)
