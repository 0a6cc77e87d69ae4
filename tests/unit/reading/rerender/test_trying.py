from __future__ import annotations

import pytest

from amana.acquire.capture.authority import Authority
from amana.reading.rerender import trying


def test_the_sample_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    tls = Authority().context("archive")
    trying.try_everything(tls)
    monkeypatch.setattr(trying, "_BODY", b"something else")
    with pytest.raises(RuntimeError):
        trying.try_everything(tls)
