"""Whether a test failed, for fixtures that then keep a picture of what it saw."""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed."""
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def failed(request: pytest.FixtureRequest) -> Callable[[], bool]:
    """Return a function that tells, once the test has ended, whether it failed."""
    return lambda: request.node.stash.get(FAILED, False)
