"""What tests of every kind share: where the material lies, and a clock that stands still."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from amana.core import FixedClock

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "house",
    deadline=None,  # no test of ours judges by time
    derandomize="CI" in os.environ,  # a red build shows the same example to everybody
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample inputs, in folders by the source that they came from."""
    return ROOT / "samples" / "inputs"


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The real test material; a test that needs it fails where it is absent."""
    folder = Path(os.environ.get("AMANA_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "SOURCES.md").is_file():
        pytest.fail(
            f"the test material is not in {folder}: put it there, or say where with AMANA_TEST_DATA"
        )
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at a Saturday evening."""
    return FixedClock(datetime(2026, 11, 21, 18, 0, tzinfo=UTC))
