from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from amana.core import UsageError
from amana.core.settings import (
    ReplicaPlace,
    Settings,
    describe_settings,
    load_settings,
    spell_settings,
)

GIVEN = Settings(
    name='The "Port" أرشيف',
    origin="amana.example/log",
    capture_profiles=(
        {"name": "tor", "upstream": "socks5h://127.0.0.1:9050", "onion": True, "width": 800},
        {"name": "laboratory", "ports": [80, 8081], "names": {"a.example": "127.0.0.1", "ب": ""}},
    ),
    replicas=(
        ReplicaPlace(name="cellar", path="/mnt/cellar", site="here"),
        ReplicaPlace(name="lawyer", path="/mnt/أ", site="the lawyer's", medium="tape"),
    ),
)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "amana.toml"
    path.write_text(spell_settings(GIVEN), encoding="utf-8")
    return path


def test_what_is_written_is_read_back(stored: Path) -> None:
    assert load_settings(stored, {}) == GIVEN


def test_the_environment_overrides_what_is_written(stored: Path) -> None:
    found = load_settings(stored, {"AMANA_WORKERS": "7", "AMANA_NAME": "other", "WORKERS": "9"})
    assert (found.workers, found.name) == (7, "other")


def test_the_origin_of_the_log_cannot_be_overridden(stored: Path) -> None:
    assert load_settings(stored, {"AMANA_ORIGIN": "elsewhere"}).origin == GIVEN.origin


@pytest.mark.parametrize("value", ["0", "257", "many", ""])
def test_a_value_out_of_range_is_refused(stored: Path, value: str) -> None:
    with pytest.raises(UsageError, match="workers") as caught:
        load_settings(stored, {"AMANA_WORKERS": value})
    assert "settings.md" in (caught.value.remedy or "")


@pytest.mark.parametrize(
    "text", ["", "name = 1", "nonsense", 'name = "a"\norigin = "b"\nworker = 3']
)
def test_a_file_that_is_not_valid_is_refused(stored: Path, text: str) -> None:
    stored.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"the settings in amana\.toml cannot be used"):
        load_settings(stored, {})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"amana\.toml"):
        load_settings(tmp_path / "amana.toml", {})


def test_every_setting_says_what_it_is_for() -> None:
    fields = {field.name for field in msgspec.structs.fields(Settings)}
    assert set(describe_settings()) == fields
    assert all(text.endswith(".") for text in describe_settings().values())
    for name, text in describe_settings().items():
        tables = ("replicas", "capture_profiles")
        told = f"[[{name}]]\nname = " if name in tables else f"{name} = "
        assert f"# {text}\n{told}" in spell_settings(GIVEN)


def test_two_replicas_of_one_name_are_refused(stored: Path) -> None:
    twice = '[[replicas]]\nname = "cellar"\npath = "/b"\nsite = "here"\n'
    stored.write_text(stored.read_text(encoding="utf-8") + twice, encoding="utf-8")
    with pytest.raises(UsageError, match="two replicas have one name"):
        load_settings(stored, {})


@pytest.mark.parametrize("name", ["", "../x", "a b", ".hidden", "x" * 65])
def test_a_replica_has_a_plain_name(stored: Path, name: str) -> None:
    more = f'[[replicas]]\nname = "{name}"\npath = "/b"\nsite = "here"\n'
    stored.write_text(stored.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(UsageError, match="name"):
        load_settings(stored, {})


def test_replicas_stand_in_the_file_only(stored: Path) -> None:
    assert load_settings(stored, {"AMANA_REPLICAS": "[]"}).replicas == GIVEN.replicas
