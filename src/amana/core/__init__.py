"""Ground on which everything stands: names, digests, time, errors.

For an investigator: how things are named and how bytes are identified.
For an engineer: pure helpers without any state; imports nothing of amana.
"""

from __future__ import annotations

from amana.core.canonical import JSON, canonical
from amana.core.clock import (
    Clock,
    FixedClock,
    ManualTimer,
    SystemClock,
    SystemTimer,
    Timer,
    stamp,
)
from amana.core.digests import (
    CHUNK,
    Digests,
    Hasher,
    Readable,
    digest_stream,
    is_sha256,
    sha256_hex,
)
from amana.core.errors import (
    AccessDenied,
    AmanaError,
    ArchiveBusy,
    CustodyError,
    ForeignFolder,
    IntegrityError,
    ItemErased,
    LogFork,
    NotFound,
    PurposeRequired,
    StorageFull,
    TokenRefused,
    UnavailableError,
    UnreadableError,
    UsageError,
    WrongInput,
)
from amana.core.ids import (
    new_reference,
    new_watch_name,
    parse_reference,
    parse_watch_name,
    uuid7,
)
from amana.core.names import RawName, raw_name, spoken
from amana.core.shapes import prepared

__all__ = [
    "CHUNK",
    "JSON",
    "AccessDenied",
    "AmanaError",
    "ArchiveBusy",
    "Clock",
    "CustodyError",
    "Digests",
    "FixedClock",
    "ForeignFolder",
    "Hasher",
    "IntegrityError",
    "ItemErased",
    "LogFork",
    "ManualTimer",
    "NotFound",
    "PurposeRequired",
    "RawName",
    "Readable",
    "StorageFull",
    "SystemClock",
    "SystemTimer",
    "Timer",
    "TokenRefused",
    "UnavailableError",
    "UnreadableError",
    "UsageError",
    "WrongInput",
    "canonical",
    "digest_stream",
    "is_sha256",
    "new_reference",
    "new_watch_name",
    "parse_reference",
    "parse_watch_name",
    "prepared",
    "raw_name",
    "sha256_hex",
    "spoken",
    "stamp",
    "uuid7",
]
