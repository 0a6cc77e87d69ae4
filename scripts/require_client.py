"""A wheel carries the built client, so that users need no Node; without it no wheel is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RequireClient(BuildHookInterface[Any]):
    """Stops the build of a wheel that would show no screens."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make sure that the client was built, unless the install only points at the sources.

        Raises:
            SystemExit: it was not; says how to build it.
        """
        del build_data
        page = Path(self.root, "src", "amana", "interface", "web", "assets", "index.html")
        if version != "editable" and not page.is_file():
            raise SystemExit("the web client is not built: run `make web`, then build the wheel")
