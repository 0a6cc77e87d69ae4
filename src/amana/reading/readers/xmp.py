"""XMP packets (ISO 16684-1): what cameras and programs write into pictures and PDFs, as RDF/XML."""

from __future__ import annotations

from xml.parsers import expat

from amana.reading.readers.facts import Facts

_LARGEST = 4 << 20
_DEEPEST = 100
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
}
_NORMAL = {
    "xmp:dc:title": "dc:title",
    "xmp:dc:creator": "dc:creator",
    "xmp:dc:description": "dc:description",
    "xmp:dc:rights": "dc:rights",
    "xmp:dc:subject": "dc:subject",
}


class _Walk:
    """Follows the elements of a packet; a property is named by the path of its own elements."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names: list[str | None] = []
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._names) > _DEEPEST:
            raise ValueError("nested too deep")
        own = _short(name)
        self._names.append(own)
        self._text = ""
        for key, value in attributes.items():
            short = _short(key)
            if short and not key.startswith("http://www.w3.org/XML/"):
                self._tell([*self._names, short], value)

    def end(self, name: str) -> None:
        del name
        self._tell(self._names, self._text)
        self._text = ""
        self._names.pop()

    def text(self, text: str) -> None:
        self._text += text

    def _tell(self, names: list[str | None], value: str) -> None:
        path = [name for name in names if name]
        if path:
            key = "xmp:" + ".".join(path[-2:])
            self._facts.add(key, value)
            if len(path) == 1 and key in _NORMAL:
                self._facts.add(_NORMAL[key], value)


def xmp_facts(packet: bytes, facts: Facts) -> None:
    """Add the properties of a packet as `xmp:prefix:name`, up to where it is well-formed."""
    if len(packet) > _LARGEST:
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    walk = _Walk(facts)
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.DefaultHandler = _nothing  # so that entities are not expanded
    try:
        parser.Parse(packet.strip(b"\0 \r\n\t"), True)
    except (expat.ExpatError, ValueError, LookupError):
        return


def _short(name: str) -> str | None:
    """Return `prefix:name`; None for what is RDF's own, and the wrapper around all."""
    space, _, local = name.rpartition(" ")
    if space in {_RDF, "adobe:ns:meta/"}:
        return None
    prefix = _PREFIXES.get(space) or space.rstrip("/#").rpartition("/")[2] or "none"
    return f"{prefix}:{local}"


def _nothing(text: str) -> None:
    del text
