"""A wheel carries what is built, so that users need no Node and no GeoNames; else none is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = {
    "interface/web/assets/index.html": "the web client is not built: run `make web`",
    "analysis/places/data/gazetteer.sqlite": "the gazetteer is not built: run `make gazetteer`",
}
"""What must lie in the package, and what to say where it does not."""


class RequireBuilt(BuildHookInterface[Any]):
    """Stops the build of a wheel that would show no screens or know no places."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make sure that all was built, unless the install only points at the sources.

        Raises:
            SystemExit: something was not; says how to build it.
        """
        del build_data
        package = Path(self.root, "src", "amana")
        for path, message in BUILT.items():
            if version != "editable" and not (package / path).is_file():
                raise SystemExit(f"{message}, then build the wheel")
