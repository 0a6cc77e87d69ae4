"""When an article was published: by the metadata of its page, or by a line of its text."""

from __future__ import annotations

from amana.records import Published
from amana.text import find_dates, valid_edtf

_SAID = (
    "article:published_time",
    "jsonld:datePublished",
    "meta:datepublished",
    "meta:pubdate",
    "meta:publishdate",
    "meta:publish-date",
    "meta:parsely-pub-date",
    "meta:sailthru.date",
    "meta:citation_publication_date",
    "meta:dc.date",
    "meta:dcterms.date",
    "meta:dcterms.created",
    "jsonld:dateCreated",
    "meta:date",
    "time:datetime",
)
_FIRST_YEAR = "1600"  # no newspaper is older
_DAY = len("2024-10-22")


def published_by(metadata: tuple[tuple[str, str], ...]) -> Published | None:
    """Return the day of publication that the metadata state; the day printed, without its time.

    The day is that of the offset which the page states: it is the day its readers saw.
    """
    for name in _SAID:
        for key, value in metadata:
            if key == name:
                day = _day(value)
                if day is not None:
                    return Published(edtf=day, basis="metadata")
    return None


def published_in(text: str) -> Published | None:
    """Return the first date of a line that names the date of publication."""
    for found in find_dates(text):
        if "/" not in found.edtf:
            return Published(edtf=found.edtf[:_DAY], basis="text")
    return None


def _day(value: str) -> str | None:
    value = value.strip()
    if value < _FIRST_YEAR and value[:4].isdigit():
        return None  # "0001-01-01" and the like stand for an empty field
    if len(value) >= _DAY and valid_edtf(value[:_DAY]) and not value[_DAY : _DAY + 1].isdigit():
        return value[:_DAY]
    found = [date.edtf[:_DAY] for date in find_dates(value) if len(date.edtf) >= _DAY]
    return found[0] if found and "/" not in found[0] else None
