from __future__ import annotations

import re
from pathlib import Path

from amana.acquire.capture import frames
from amana.acquire.capture.steps import Stage, Step

DATA = Path(frames.__file__).parent / "data"


def test_whatever_behaviours_tell_is_a_step() -> None:
    source = (DATA / "behaviours.js").read_text("utf-8")
    told = re.findall(r"done\(([^,)]+)", source)
    codes = {code for each in told for code in re.findall(r'"([a-z-]+)"', each)}
    codes.remove("reject")  # is compared with
    assert len(codes) == 7
    assert codes <= {*Step}


def test_no_code_is_a_step_and_a_stage() -> None:
    assert not {*map(str, Step)} & {*map(str, Stage)}


def test_the_format_names_every_step(root: Path) -> None:
    page = (root / "docs" / "reference" / "formats" / "capture.md").read_text("utf-8")
    [row] = [line for line in page.splitlines() if line.startswith("| `what` was done to a page")]
    assert re.findall(r"`([a-z-]+)`", row)[1:] == list(Step)
