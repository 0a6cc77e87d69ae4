from __future__ import annotations

from importlib import import_module

import pytest

from amana.reading.readers import FAMILIES, Family, family_of


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "pdf"),
        ("text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("text/plain", "text"),
        ("text/csv", "csv"),
        ("application/json", "text"),
        ("application/x-empty", "text"),
        ("image/png", "image"),
        ("image/svg+xml", "svg"),
        ("image/x-unheard-of", None),
        ("application/xml", "xml"),
        ("message/rfc822", "mail"),
        ("application/mbox", "mbox"),
        ("multipart/related", "mhtml"),
    ],
)
def test_which_family_reads_a_media_type(media_type: str, name: str | None) -> None:
    family = family_of(media_type)
    assert (family.name if family else None) == name


def test_an_exact_name_goes_before_a_whole_kind() -> None:
    every = Family(name="every", module="m", version="1", media_types=("text/*",))
    one = Family(name="one", module="m", version="1", media_types=("text/x",))
    assert family_of("text/x", (every, one)) == one
    assert family_of("text/y", (every, one)) == every


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.name))
def test_every_module_offers_what_a_reader_offers(family: Family) -> None:
    module = import_module(family.module)
    module.warm()
    assert all(name and version for name, version in module.libraries())
    assert callable(module.read)
