"""The truth server as fixtures; tests/conftest.py hands them to every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TruthServer]:
    """A web server on loopback that knows what it sent; its site is tests/truth/site.py."""
    from tests.truth.server import TruthServer  # noqa: PLC0415 - only tests of capture load it
    from tests.truth.site import add_site  # noqa: PLC0415 - only tests of capture load it

    with TruthServer(tmp_path_factory.mktemp("truth")) as server:
        add_site(server)
        yield server


@pytest.fixture
def desk(truth: TruthServer, tmp_path: Path) -> Desk:
    """Records in this process whatever a test does with a socket."""
    from tests.truth.desk import Desk  # noqa: PLC0415 - only tests of capture load it

    return Desk(tmp_path, truth)
