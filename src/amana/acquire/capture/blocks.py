"""Which records an exchange becomes: response and request, and what came around them."""

from __future__ import annotations

from amana.acquire.capture.accounts import Truncated
from amana.acquire.capture.dialing import Dialled
from amana.acquire.capture.framing import ResponseFraming
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.warc import FAST, REQUEST, RESPONSE, THOROUGH, Block

BYTES = "application/octet-stream"
_TEXTS = (
    b"text/",
    b"application/json",
    b"application/javascript",
    b"application/xml",
    b"image/svg",
)

Fields = tuple[tuple[str, str], ...]


def wire_fields(line: Dialled, framing: ResponseFraming) -> Fields:
    """Return who answered, and in what they spoke.

    WARC-Protocol and WARC-Cipher-Suite are extensions that the IIPC keeps.
    """
    fields = []
    if line.peer.address:
        fields.append(("WARC-IP-Address", line.peer.address))
    fields.append(("WARC-Protocol", f"http/{framing.version.decode()}"))
    if line.tls is not None:
        fields.append(("WARC-Protocol", line.tls.version.lower().replace("v", "/")))
        fields.append(("WARC-Cipher-Suite", line.tls.cipher))
    return tuple(fields)


def request_block(
    url: str,
    at: str,
    spool: Spool,
    partner: str | None,
    *,
    identifier: str,
    fields: Fields,
) -> Block:
    """Return the record of a request; `partner` is that of its response, if there was one."""
    concurrent = (("WARC-Concurrent-To", partner),) if partner else ()
    return Block(
        kind="request",
        at=at,
        content_type=REQUEST,
        spool=spool,
        url=url,
        identifier=identifier,
        payload=True,
        fields=(*concurrent, *fields),
    )


def response_block(
    url: str,
    at: str,
    spool: Spool,
    framing: ResponseFraming,
    *,
    identifier: str,
    fields: Fields,
    truncated: Truncated | None,
) -> Block:
    """Return the record of a response.

    One without a status line (as in HTTP/0.9) is content alone: a resource.
    """
    headed = framing.status is not None
    return Block(
        kind="response" if headed else "resource",
        at=at,
        content_type=RESPONSE if headed else BYTES,
        spool=spool,
        url=url,
        identifier=identifier,
        fields=fields,
        truncated=truncated,
        payload=headed,
        level=THOROUGH if _packs_well(framing) else FAST,
    )


def _packs_well(framing: ResponseFraming) -> bool:
    """Whether it is text that nobody packed yet: all else gains next to nothing."""
    head = framing.head
    if head is None or head.all(b"content-encoding"):
        return False
    return any(value.lower().startswith(_TEXTS) for value in head.all(b"content-type"))


def raw_block(name: str, at: str, spool: Spool, partner: str) -> Block:
    """Return a record of bytes that went over the wire beside the record `partner`."""
    return Block(
        kind="resource",
        at=at,
        content_type=BYTES,
        spool=spool,
        url=f"urn:amana:{name}",
        fields=(("WARC-Concurrent-To", partner),),
        level=FAST,
    )
