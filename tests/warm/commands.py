"""A process that has the whole command line loaded and forks a child for each command.

The start of `amana` costs a second of loading. Tests that go through pages of commands would spend
most of their time there, and learn nothing from it. A child runs the entry point of the real
program to the end of the interpreter; exit status, output, an uncaught exception, a signal that
ends it and signals that are sent to it are those of the child.

What this leaves out, and other tests try with processes of their own (tests/e2e/test_cli.py):

- the start of the program, and that a command loads all that it needs by itself;
- an interpreter that is set up by PYTHON* variables, or for another encoding than UTF-8
  (PYTHONUNBUFFERED is heeded);
- the order of sets, which is one for all commands of a test process;
- descriptors beyond 2, limits of resources, and a terminal that controls the command.

Usage: commands.py FOLDER NURSERY: the folder gets an executable `amana`, which ends when the
standard input of this process does. NURSERY is the program that opens documents (nurseries.py).
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from forking import become, serve  # type: ignore[import-not-found]  # beside this

import amana.interface.cli as commands
from amana.reading.sandbox import keeper


def load() -> None:
    """Load what commands load, but for what serves."""
    for module in pkgutil.iter_modules(commands.__path__):
        if not module.name.startswith("serving"):
            importlib.import_module(f"{commands.__name__}.{module.name}")
    keeper.NURSERY = (sys.argv[2],)


if __name__ == "__main__":
    command = serve(Path(sys.argv[1]) / "amana", load)
    if command is not None:
        become(command)
        commands.main()
