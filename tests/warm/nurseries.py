"""A process that has the common readers loaded and forks a child for each nursery.

Half of the CPU time that a test of an archive takes would be the loading of readers. A child is a
nursery as the product starts it, in all but that: it confines itself, proves it in a worker of its
own, serves one pool, and ends with its socket. Tests of the sandbox itself start the real program
(fixture `cold_nurseries`), and so do commands that are started as programs.

Usage: nurseries.py FOLDER: it gets an executable `nursery`.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from forking import become, serve  # type: ignore[import-not-found]  # beside this

from amana.reading.readers.catalogue import FAMILIES
from amana.reading.readers.onlookers import OPINIONS
from amana.reading.sandbox import nursery


def load() -> None:
    """Load the readers that live in the common nursery; the others bring large libraries."""
    for family in (*FAMILIES, *OPINIONS):
        if not family.apart:
            importlib.import_module(family.module).warm()


if __name__ == "__main__":
    command = serve(Path(sys.argv[1]) / "nursery", load, further="(int(sys.argv[-1]),)")
    if command is not None:
        become(command)
        known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        sys.path[:0] = [each for each in known if each not in sys.path]  # readers of tests
        sys.argv[1] = str(command.descriptors[-1])
        nursery.main()
