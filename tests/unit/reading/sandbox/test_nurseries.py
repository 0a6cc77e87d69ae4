from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import msgspec
import pytest

from amana.core import UnavailableError
from amana.reading import Limits
from amana.reading.readers import FAMILIES, Family
from amana.reading.sandbox.nurseries import Nurseries
from amana.reading.sandbox.protocol import Setup

pytestmark = pytest.mark.usefixtures("cold_nurseries")

TEXT = tuple(family for family in FAMILIES if family.name == "text")
MODULE = """
def read(document, order, out): ...
def libraries(): return (("msgspec", {version!r}),)
def warm(): pass
"""


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Family:
    """A family apart, whose only large library is one that is always here."""
    (tmp_path / "large_reader.py").write_text(MODULE.format(version=version("msgspec")))
    monkeypatch.syspath_prepend(tmp_path)
    return Family(
        name="large",
        module="large_reader",
        version="1",
        media_types=("application/x-large",),
        apart=True,
        distributions=("msgspec",),
    )


def nurseries(*families: Family) -> Nurseries:
    return Nurseries(Setup(limits=Limits(), families=(*TEXT, *families), unconfined=False), spare=1)


def process_of(both: Nurseries, family: Family) -> object:
    return both.apart[family.name]._keeper._process


def test_a_family_apart_starts_nothing_until_it_is_needed(large: Family) -> None:
    both = nurseries(large)
    try:
        layers = both.start()
        assert layers[-1] == "seccomp"
        assert both.libraries(large) == (("msgspec", version("msgspec")),)
        assert both.of(TEXT[0].name) is both.common
        assert process_of(both, large) is None
        with both.of(large.name).worker(60) as worker:
            assert worker.number > 0
        assert both.of(large.name) is not both.common
        assert process_of(both, large) is not None
    finally:
        both.stop()
    assert process_of(both, large) is None
    assert both.common._process is None
    assert both.programs._process is None  # nobody asked for one


def test_where_no_distribution_tells_the_libraries_its_nursery_does(large: Family) -> None:
    large = msgspec.structs.replace(large, distributions=())
    both = nurseries(large)
    try:
        both.start()
        assert both.libraries(large) == (("msgspec", version("msgspec")),)
        assert process_of(both, large) is not None
        started = both.of(large.name)._process
        assert both.start_apart() == ("large",)
        assert both.of(large.name)._process is started
    finally:
        both.stop()


def test_each_family_apart_has_a_nursery_of_its_own(large: Family) -> None:
    other = msgspec.structs.replace(large, name="other", media_types=("application/x-other",))
    both = nurseries(large, other)
    try:
        both.start()
        assert both.of("large") is not both.of("other")
    finally:
        both.stop()


def test_a_family_apart_must_be_what_its_recipe_says(large: Family, tmp_path: Path) -> None:
    (tmp_path / "large_reader.py").write_text(MODULE.format(version="0.0"))
    both = nurseries(large)
    try:
        both.start()
        with pytest.raises(UnavailableError, match="not the one that is installed"):
            both.of(large.name)
        assert process_of(both, large) is None
    finally:
        both.stop()


def test_a_library_that_is_not_installed_is_an_error_with_a_remedy() -> None:
    missing = Family(
        name="x",
        module="x",
        version="1",
        media_types=(),
        apart=True,
        distributions=("no-such-distribution",),
    )
    both = nurseries(missing)
    try:
        both.start()
        with pytest.raises(UnavailableError, match="no-such-distribution"):
            both.libraries(missing)
    finally:
        both.stop()


def test_before_the_start_nothing_is_known() -> None:
    with pytest.raises(UnavailableError):
        nurseries().libraries(TEXT[0])
