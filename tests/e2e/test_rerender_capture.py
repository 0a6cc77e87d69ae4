"""A capture of ours made visible again, when the site is gone: what was there then is there now."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture.accounts import Wanted
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.shooting import Order
from amana.reading.rerender import Answered, How, rerender

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def test_a_capture_is_shown_from_its_bundle_alone(truth: TruthServer, tmp_path: Path) -> None:
    order = Order(wanted=Wanted(url=truth.url("/page/1", tls=True)), collector="Sana")
    limits = Limits(whole_seconds=60, behave_seconds=5)
    (tmp_path / "shown").mkdir()
    with Studio(profile=truth.profile(), limits=limits) as studio:
        bundle = studio.capture(order, tmp_path / "taken").bundle
    answers: list[Answered] = []
    with bundle.open("rb") as file:
        size = bundle.stat().st_size
        made = rerender(file.fileno(), size, tmp_path / "shown", on_answer=answers.append)
    with zipfile.ZipFile(bundle) as members:
        then = members.read("evidence/text.txt").decode()
    missing = [each.url for each in answers if each.how is How.MISSING]
    assert (made.status, made.lacking) == (200, ())
    assert (tmp_path / "shown" / "text.txt").read_text("utf-8") == then
    assert all(url.endswith("/favicon.ico") for url in missing), missing
