from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from amana.reading.readers import learned
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.wire import ReadOrder

WARM = """
import os
from amana.reading.readers import learned
learned.warm()
print(len(os.listdir("/proc/self/task")))
"""


def test_its_runtime_starts_no_thread_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """The runtime would otherwise keep an identifier and statistics in the home folder."""
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", WARM], env=env, capture_output=True, check=True)
    assert done.stdout == b"1\n"
    assert list(tmp_path.iterdir()) == []


def test_it_speaks_only_when_it_is_sure(order: Callable[..., ReadOrder]) -> None:
    script = b"#!/usr/bin/env python3\nimport sys\n\n\ndef main():\n    print(sys.argv)\n" * 9
    said = learned.read(BytesContent(script), order(script), Closed())
    assert said.opinions == (("magika", "text/x-python"),)
    nothing = bytes(range(256)) * 20
    assert learned.read(BytesContent(nothing), order(nothing), Closed()).opinions == ()
    assert [name for name, _version in learned.libraries()] == ["magika", "onnxruntime"]
