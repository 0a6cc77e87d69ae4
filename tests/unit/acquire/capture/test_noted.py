"""What is noted while a capture is made is read again as it was written."""

from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture.accounts import Wanted
from amana.acquire.capture.noted import Begun, Collector, Defect, Shown


@pytest.mark.parametrize(
    "noted",
    [
        Begun(wanted=Wanted(url="https://news.example/"), began="", profile="plain"),
        Shown(ended="", title="خبر", path=("https://news.example/",)),
        Collector(salt="00" * 32, network=(msgspec.Raw(b'{"port":1}'),)),
        Defect(kind="place", number=3),
    ],
)
def test_it_is_read_as_it_was_written(noted: msgspec.Struct) -> None:
    written = msgspec.json.encode(noted)
    assert msgspec.json.encode(msgspec.json.decode(written, type=type(noted))) == written
