"""Public web archives made visible again: every WACZ, and WARC and ARC files of many makers.

What is expected of a file is its main page and words of its text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.core import NotFound
from amana.reading.rerender import Rerendered, pages, require_page, rerender

pytestmark = pytest.mark.browser

QUICK = {
    "py-wacz/valid_example_1.wacz": ("http://www.example.com/", "Example Domain"),
    "warcio/example.arc.gz": ("http://example.com/", "Example Domain"),
}
EXAMPLE = "http://example.com/"
QUERY = "http://example.com?example=1"
DEEP = {
    "py-wacz/example-collection-with-lists.warc": "https://example.com/",
    "py-wacz/example-collection.warc": "http://www.example.com/",
    "py-wacz/example-iana.warc": "https://example.com/",
    "py-wacz/example-resource.warc.gz": "https://example.com/index.html",
    "py-wacz/invalid_signed_example_1.wacz": "https://example.com/",
    "py-wacz/valid_example_2.wacz": "http://www.example.com/",
    "py-wacz/valid_signed_example_1.wacz": "https://example.com/",
    "pywb/waczs/valid_example_1.wacz": "http://www.example.com/",
    "pywb/warcs/dupes.warc.gz": "http://example.com",
    "pywb/warcs/example-url-agnostic-orig.warc.gz": "http://example.iana.org/",
    "pywb/warcs/example-wget-1-14.warc.gz": EXAMPLE,
    "pywb/warcs/example-wpull.warc.gz": EXAMPLE,
    "pywb/warcs/example.arc": EXAMPLE,
    "pywb/warcs/example.arc.gz": EXAMPLE,
    "pywb/warcs/example.warc": QUERY,
    "pywb/warcs/example.warc.gz": QUERY,
    "pywb/warcs/example2.warc.gz": EXAMPLE,
    "pywb/warcs/iana.warc.gz": "http://www.iana.org/",
    "warcio/example-bad-non-chunked.warc.gz": EXAMPLE,
    "warcio/example-bad.warc.gz.bad": QUERY,
    "warcio/example-iana.org-chunked.warc": "http://www.iana.org/",
    "warcio/example-resource.warc.gz": EXAMPLE,
    "warcio/example-trunc.warc": EXAMPLE,
    "warcio/example-wget-bad-target-uri.warc.gz": EXAMPLE,
    "warcio/example-wrong-chunks.warc.gz": EXAMPLE,
    "warcio/example.warc": EXAMPLE,
}
"""Files and their main page; each holds a page of IANA or its example."""

WITHOUT = (
    "iipc/hello-world.warc",
    "py-wacz/invalid_example_1.wacz",
    "pywb/waczs/invalid_example_1.wacz",
    "pywb/warcs/example-url-agnostic-revisit.warc.gz",
    "pywb/warcs/post-test.warc.gz",
)
"""Files that hold no page, or nothing at all."""


def shown(path: Path, into: Path) -> Rerendered:
    with path.open("rb") as file:
        return rerender(file.fileno(), path.stat().st_size, into)


@pytest.mark.parametrize("name", QUICK)
def test_a_public_archive_is_made_visible(name: str, test_data: Path, tmp_path: Path) -> None:
    url, word = QUICK[name]
    made = shown(test_data / "warc" / name, tmp_path)
    assert (made.page.url, made.status, made.lacking) == (url, 200, ())
    assert word in (tmp_path / "text.txt").read_text("utf-8")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.deep
@pytest.mark.parametrize("name", DEEP)
def test_every_public_archive_is_made_visible(name: str, test_data: Path, tmp_path: Path) -> None:
    made = shown(test_data / "warc" / name, tmp_path)
    assert (made.page.url, made.status) == (DEEP[name], 200)
    text = (tmp_path / "text.txt").read_text("utf-8")
    assert "Example Domain" in text or "Internet Assigned Numbers Authority" in text


@pytest.mark.parametrize("name", WITHOUT)
def test_archives_without_a_page_say_so(name: str, test_data: Path) -> None:
    path = test_data / "warc" / name
    with path.open("rb") as file:
        found = pages(file.fileno(), path.stat().st_size)
    assert found.chosen is None
    with pytest.raises(NotFound, match="no page"):
        require_page(found, None)
