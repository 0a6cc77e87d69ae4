"""The command line. Commands are loaded only when they are called."""

from __future__ import annotations

from amana.interface.cli.app import main

__all__ = ["main"]
