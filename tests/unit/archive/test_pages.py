from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive
from amana.core import UsageError
from amana.records import Form

SAMPLE = Path(__file__).parents[3] / "samples" / "inputs" / "monitor" / "field-report.pdf"


def test_pages_have_sizes_and_pictures(archive: Archive) -> None:
    archive.add([SAMPLE], Form(), read=False)
    ref = archive.list()[1][0].ref
    sizes = archive.page_sizes(ref)
    assert len(sizes) == 2
    assert all(width > 100_000 and height > 100_000 for width, height in sizes)
    assert archive.page_picture(ref, 1).startswith(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UsageError):
        archive.page_picture(ref, 0)
