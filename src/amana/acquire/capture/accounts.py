"""What is told of a capture: the shapes of the lines and of the account in its bundle, and names.

Moments are UTC texts of RFC 3339 with microseconds; addresses of pages are written as the browser
sent them; digests are SHA-256, 64 hexadecimal letters. docs/reference/formats/capture.md says what
each field means to a reader of the bundle.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

COLLECTOR_MEMBER = "evidence/collector"
"""The part that tells of the collector: JSON, listed nowhere but by its digest in the account."""

PICTURE = re.compile(r"picture-(?:(?:before|after)(?:-[2-8])?|frame-[0-9]{3})\.png")
"""What pictures of a page are called; those of a tall one are numbered from top to bottom."""


class Outcome(StrEnum):
    """What became of the page that was asked for."""

    CAPTURED = "captured"
    IN_PART = "captured-in-part"  # it is there; something of it is cut or missing
    GONE = "gone"  # 404, 410
    NO_SUCH_HOST = "no-such-host"
    UNREACHABLE = "unreachable"  # no connection, no answer, no certificate that holds when asked
    REFUSED = "refused-by-site"  # 401, 402, 403, 407, 429, 451 and 5xx
    FAILED = "failed"  # our side: browser or recorder ended


class Purpose(StrEnum):
    """For what something was asked."""

    PAGE = "page"  # by the browser
    ROBOTS = "robots"  # by the recorder: robots.txt of the site


class Resolver(StrEnum):
    """Who found the address of a host."""

    SYSTEM = "system"  # the name servers of this machine
    REMOTE = "remote"  # the upstream proxy; which address it took is not known
    GIVEN = "given"  # it stood in the request or in the profile


class Verdict(StrEnum):
    """Whether the certificate that a server showed holds, by the authorities of this machine."""

    HOLDS = "holds"
    EXPIRED = "expired"
    NOT_YET = "not-yet-valid"
    OTHER_HOST = "other-host"
    SELF_SIGNED = "self-signed"
    UNKNOWN_AUTHORITY = "unknown-authority"
    BROKEN = "broken"  # anything else; `why` has the words of the library


class Framing(StrEnum):
    """How the end of a body was marked (RFC 9112 section 6.3)."""

    NONE = "none"
    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"
    UPGRADE = "upgrade"


class Truncated(StrEnum):
    """Why a response breaks off: WARC-Truncated (ISO 28500:2017 section 5.13)."""

    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"
    UNSPECIFIED = "unspecified"


class Refusal(StrEnum):
    """Why the recorder let a request go nowhere."""

    NOT_PUBLIC = "address-not-public"
    PORT = "port"
    ONION = "onion-without-a-way"
    NO_HOST = "no-such-host"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    MALFORMED = "malformed"  # no request that can be passed on without changing it
    LIMIT = "limit"  # of requests, bytes, time or room on the disk
    NOISE = "browser-noise"  # asked by the browser itself, for no page


class Digested(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as they went over the wire: head, body and framing."""

    sha256: str
    bytes: int


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered: the address that was dialled, out of those that the name led to.

    With an upstream proxy `address` and `answers` are empty: it alone knows them.
    """

    address: str
    port: int
    resolver: Resolver
    answers: tuple[str, ...] = ()


class Tls(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed on this connection; `chain` are digests of certificates, the server's first.

    `why` are the words of the library where the verdict is not `holds`.
    """

    version: str
    cipher: str
    verdict: Verdict
    chain: tuple[str, ...] = ()
    alpn: str | None = None
    why: str | None = None


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request and its response, recorded on the connection on which they went.

    `number` counts from 1 in the order in which requests came; `record` is the identifier of the
    WARC record of the response, `offset` and `length` its bytes in data.warc.gz. `oddities` name
    what is legal and rare, or broken, in the framing. `error` says why there is no response, or
    not all of it.
    """

    number: int
    connection: int
    purpose: Purpose
    url: str
    method: str
    began: str
    ended: str
    request: Digested
    response: Digested | None = None
    status: int | None = None
    framing: Framing | None = None
    peer: Peer | None = None
    tls: Tls | None = None
    oddities: tuple[str, ...] = ()
    truncated: Truncated | None = None
    error: str | None = None
    record: str | None = None
    offset: int | None = None
    length: int | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A request that went nowhere; `said` is the reason in words."""

    url: str
    method: str
    at: str
    why: Refusal
    said: str


class Lookup(msgspec.Struct, frozen=True, kw_only=True):
    """One question to the name servers and every public address that they answered with.

    Others may be of the collector's own network, and stand in the part that tells of it.
    """

    name: str
    at: str
    answers: tuple[str, ...] = ()
    error: str | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a WebSocket (RFC 6455), in the order in which it passed.

    `connection` is the number of its exchange; `text` for text, `base64` for anything else.
    """

    connection: int
    at: str
    sent: bool
    kind: str
    bytes: int
    text: str | None = None
    base64: str | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request as the browser tells it: the second witness beside the recorder."""

    url: str
    method: str
    at: str
    kind: str  # Network.ResourceType of the DevTools protocol
    frame: str | None = None
    initiator: str | None = None
    status: int | None = None
    from_cache: bool = False
    from_worker: bool = False
    redirected_from: str | None = None
    error: str | None = None


class Disagreement(StrEnum):
    """Where the browser's log and the recording do not say the same, and what explains it."""

    ONLY_BROWSER = "only-the-browser"  # unexplained: it tells of a request that is not recorded
    ONLY_RECORDER = "only-the-recorder"  # unexplained: the browser does not tell of it
    STATUS = "status"  # both tell of it, with another status
    CACHED = "from-the-cache"
    WORKER = "made-by-a-service-worker"
    BLOCKED = "blocked-by-the-browser"
    REFUSED = "refused-by-the-recorder"
    PREFLIGHT = "preflight"
    AFTER = "after-the-capture"
    RANGE = "part-of-a-medium"
    TWICE = "told-twice"  # by two parts of the browser, say a frame and its page


UNEXPLAINED = frozenset(
    {Disagreement.ONLY_BROWSER, Disagreement.ONLY_RECORDER, Disagreement.STATUS}
)
"""Disagreements that nothing in the two logs explains."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One request about which the two witnesses differ; `number` is its exchange, if any."""

    kind: Disagreement
    url: str
    method: str
    number: int | None = None
    said: str = ""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Something done to the page: `what` is a code, `said` what it met, `count` how often."""

    at: str
    what: str
    said: str = ""
    count: int = 1


class Robots(msgspec.Struct, frozen=True, kw_only=True):
    """What robots.txt says of the address; recorded, and for a single page not obeyed.

    `allowed` is None where there is no verdict; `rule` is the line that decided.
    """

    url: str
    status: int | None = None
    allowed: bool | None = None
    rule: str | None = None


class Software(msgspec.Struct, frozen=True, kw_only=True):
    """A program that took part, with its version and, where it is one file, its digest."""

    name: str
    version: str
    sha256: str | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for, by the one who captures."""

    url: str
    purpose: str | None = None
    authority: str | None = None
    restrictions: tuple[str, ...] = ()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How much was recorded, and how much is wrong or missing."""

    exchanges: int = 0
    bytes: int = 0
    refused: int = 0
    truncated: int = 0
    failed: int = 0
    explained: int = 0
    unexplained: int = 0


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The account of one capture: evidence/capture.json.

    `path` are the addresses from the one asked for to the one that was shown. `lacking` are codes
    of what this capture does not have. `collector` is the digest of evidence/collector.json, which
    may have been withheld.
    """

    wanted: Wanted
    outcome: Outcome
    began: str
    ended: str
    profile: str
    shown: str | None = None
    status: int | None = None
    title: str | None = None
    path: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    counted: Counted = Counted()
    robots: Robots | None = None
    software: tuple[Software, ...] = ()
    options: dict[str, str] = {}
    clock: str = ""
    collector: str | None = None
    version: int = 1


class CaptureProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a capture is: the last step, how many requests have ended, and their bytes."""

    url: str
    step: str
    requests: int = 0
    bytes: int = 0


OnProgress = Callable[[CaptureProgress], None]


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """A capture that was made: its account, and where its bundle lies."""

    account: Account
    bundle: Path
