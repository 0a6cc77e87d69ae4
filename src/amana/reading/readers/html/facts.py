"""What a page says about itself: title, author, dates, language, address (metadata)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from amana.reading.readers.html.references import plain

_MAX_VALUE = 1000
_MAX_FACTS = 300
_MAX_SCRIPT = 1 << 20
_MAX_NODES = 2000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")

_SAVED_FROM = re.compile(rb"<!-- saved from url=\((\d{4})\)([^\s<>]{1,2000}) ?-->")
_SINGLE_FILE = re.compile(
    rb"<!--\s{1,9}Page saved with SingleFile\s{1,9}url: ([^\s<>]{1,2000})\s{1,9}"
    rb"saved date: ([^\r\n<>]{1,100})"
)


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


META = _names(
    "author byl byline parsely-author sailthru.author article:author dc.creator dcterms.creator "
    "citation_author twitter:creator og:title og:site_name og:url og:type og:locale "
    "og:description description keywords generator article:published_time "
    "article:modified_time article:section publisher dc.publisher dc.date dcterms.date "
    "dcterms.created date pubdate publishdate publish-date parsely-pub-date sailthru.date "
    "citation_publication_date last-modified datepublished datemodified "
    "og:updated_time"
)
"""Names and properties of `meta` elements that are kept."""

LINKED_DATA = _names(
    "headline name author creator publisher datePublished dateModified dateCreated "
    "articleSection inLanguage url"
)
"""Members of schema.org descriptions (JSON-LD) that are kept."""


class Facts:
    """Collects metadata in the order of the page; equal facts are kept once."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, str], None] = {}
        self.language: str | None = None

    def add(self, key: str, value: str) -> None:
        """Keep a fact, its white space collapsed, unless it is empty or one too many."""
        value = " ".join(value.replace("\0", "").split())[:_MAX_VALUE]
        if value and len(self._facts) < _MAX_FACTS:
            self._facts.setdefault((key, value))

    def all(self) -> tuple[tuple[str, str], ...]:
        """Return the facts."""
        return tuple(self._facts)

    def title(self, text: str) -> None:
        """Take in the content of a `title` element."""
        self.add("title", plain(text))

    def start_tag(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a start tag that may say something about the page."""
        if name == "html":
            self._html(attributes)
        elif name == "meta":
            self._meta(attributes)
        elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.add("link:canonical", plain(attributes.get("href", ""), attribute=True))
        elif name == "time" and "datetime" in attributes:
            self.add("time:datetime", plain(attributes["datetime"], attribute=True))

    def _html(self, attributes: Mapping[str, str]) -> None:
        language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        if self.language is None and _LANGUAGE.fullmatch(language):
            self.language = language.lower()
            self.add("html:lang", language)

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = plain(attributes.get("content", ""), attribute=True)
        for attribute in ("property", "name", "itemprop"):
            name = attributes.get(attribute, "").strip().lower()
            if name in META:
                self.add(name if ":" in name else f"meta:{name}", content)
                return

    def saved_from(self, beginning: bytes) -> None:
        """Take in what a browser noted at the beginning of a page when it saved it.

        Chromium and Internet Explorer: the address with its length; SingleFile: the address and
        the date.
        """
        noted = _SAVED_FROM.search(beginning)
        if noted is not None:
            self.add("dc:source", noted.group(2)[: int(noted.group(1))].decode("utf-8", "replace"))
        single = _SINGLE_FILE.search(beginning)
        if single is not None:
            self.add("dc:source", single.group(1).decode("utf-8", "replace"))
            self.add("html:saved", single.group(2).decode("utf-8", "replace"))

    def linked_data(self, text: str) -> None:
        """Take in a JSON-LD script; one that is broken or too large says nothing."""
        if len(text) > _MAX_SCRIPT:
            return
        try:
            value = msgspec.json.decode(text.strip().removeprefix("<!--").removesuffix("-->"))
        except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError):
            return
        for key, said in _members(value):
            self.add(f"jsonld:{key}", said)


def _members(value: object) -> Iterator[tuple[str, str]]:
    """Yield the kept members of the top descriptions: of lists, graphs and main entities."""
    waiting, seen = [value], 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting[:0] = node[:_MAX_NODES]
        elif isinstance(node, dict):
            kind = node.get("@type")
            if isinstance(kind, str):
                yield "type", kind
            for key in sorted(LINKED_DATA & node.keys()):
                for said in _said(node[key]):
                    yield key, said
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if key in node]


def _said(value: object) -> Iterator[str]:
    """Yield the texts that a member stands for: itself, or the names of the things it holds."""
    for thing in (value if isinstance(value, list) else [value])[:50]:
        said = thing.get("name") if isinstance(thing, dict) else thing
        if isinstance(said, str):
            yield plain(said)
