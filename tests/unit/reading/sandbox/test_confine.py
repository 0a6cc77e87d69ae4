from __future__ import annotations

import resource

import pytest

from amana.core import UnavailableError
from amana.reading import Limits
from amana.reading.sandbox import confine, kernel
from amana.reading.sandbox.protocol import Launch


def test_without_the_setting_there_is_always_a_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def refuse(*, with_user: bool) -> None:
        asked.append(with_user)
        raise PermissionError

    monkeypatch.setattr(kernel, "leave_namespaces", refuse)
    prepared = confine.prepare(Limits(), forgo=False)
    assert prepared.reader is not None
    assert prepared.program
    assert not prepared.namespaces  # not part of the floor
    assert len(asked) == 1


def test_forgoing_the_sandbox_leaves_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    prepared = confine.prepare(Limits(memory=1 << 30), forgo=True)
    assert confine.confine_nursery(prepared) == ("rlimits",)
    assert confine.confine_worker(prepared, 60) == ()
    assert bounds[resource.RLIMIT_CPU] == (60, 61)
    assert bounds[resource.RLIMIT_AS][0] <= 1 << 30
    assert bounds[resource.RLIMIT_CORE] == (0, 0)
    assert not prepared.program


def test_a_launcher_has_the_limits_of_its_launch(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    monkeypatch.setattr(confine, "step_down", lambda **_: [])
    prepared = confine.prepare(Limits(), forgo=True)
    confine.confine_launcher(prepared, Launch(command=(), seconds=7, memory=1 << 28))
    assert bounds[resource.RLIMIT_AS][0] <= 1 << 28
    assert bounds[resource.RLIMIT_CPU][0] == 7
    assert bounds[resource.RLIMIT_FSIZE] == (0, 0)
    assert resource.RLIMIT_NPROC not in bounds


def test_a_layer_of_the_floor_that_is_refused_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    prepared = confine.prepare(Limits(), forgo=True)
    monkeypatch.setattr(kernel, "die_with_parent", lambda: None)

    class Refusing(kernel.SystemCallFilter):
        def load(self) -> None:
            raise OSError(22, "Invalid argument")

    strict = confine.Confinement(
        limits=prepared.limits, reader=Refusing(b""), program=b"", namespaces=False
    )
    with pytest.raises(UnavailableError, match="system call filter") as raised:
        confine.confine_worker(strict, 60)
    assert raised.value.remedy


def test_a_user_that_cannot_be_left_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: bool) -> list[str]:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(kernel, "leave_namespaces", lambda **_: None)
    monkeypatch.setattr(confine, "step_down", refuse)
    prepared = confine.prepare(Limits(), forgo=False)
    with pytest.raises(UnavailableError, match="'user'"):
        confine.confine_nursery(prepared)
    with pytest.raises(UnavailableError, match="'user'"):
        confine.confine_launcher(prepared, Launch(command=(), seconds=7, memory=1 << 28))
