"""What is noted in the folder of a capture while it is made, besides what the witnesses write.

Each is one JSON file, written whole: what was wanted stands there before the first request goes
out, so that a crash at any later moment leaves a folder that can be told of.
"""

from __future__ import annotations

import msgspec

from amana.acquire.capture.accounts import Software, Wanted

BEGUN = "begun.json"
SHOWN = "shown.json"
COLLECTOR = "collector.json"
NETWORK = "collector-network.jsonl"


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """What was wanted, when and with what: written before anything is asked for.

    `clock` says in words where the times come from.
    """

    wanted: Wanted
    began: str
    profile: str
    options: dict[str, str] = {}
    software: tuple[Software, ...] = ()
    clock: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: written when the page was let go.

    `path` leads from the address that was asked for to the one that was shown. `until` is when
    the browser's log ended; `lacking` are codes of what could not be made. Where something else
    than the end of the page ended it, `lacking` says what.
    """

    ended: str
    url: str | None = None
    title: str | None = None
    path: tuple[str, ...] = ()
    until: str | None = None
    lacking: tuple[str, ...] = ()


class Collector(msgspec.Struct, frozen=True, kw_only=True):
    """What tells of who captured, and from where; it may be withheld from a copy of the bundle.

    `salt` are 32 random bytes in hexadecimal: the digest of this file stands in what is not
    withheld, and shows nothing that could be guessed. `egress` are the addresses of the collector
    that sites see, as the profile states them; nobody is asked for them. `host` are facts of the
    machine. `network` are lines that the recorder wrote: of each connection its own end, the name
    servers that were asked, and their answers that are not public.
    """

    salt: str
    collector: str | None = None
    egress: tuple[str, ...] = ()
    host: dict[str, str] = {}
    network: tuple[msgspec.Raw, ...] = ()
    version: int = 1


class Defect(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the folder of a capture that is not as it says: evidence/defects.jsonl.

    `number` is the exchange that it is about, `name` a file or record.
    """

    kind: str
    number: int | None = None
    name: str = ""
    said: str = ""
