from __future__ import annotations

from amana.archive.studios import CaptureProgress


def test_progress_tells_of_which_page() -> None:
    told = CaptureProgress(url="http://a.example/", step="loading")
    assert (told.requests, told.bytes) == (0, 0)
