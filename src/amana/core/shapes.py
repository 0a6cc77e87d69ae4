"""Types that data is held against, made ready one at a time.

The decoders of msgspec take a record's type apart at its first use and remember the result on the
type. While that is under way another thread finds the unfinished result, and the process ends with
a memory fault (seen with 0.22: `StructInfo_Convert` stores what it fills before it has filled it,
and runs Python code, so other threads too, for every record within the record). Whoever decodes
therefore passes the type through `prepared`.
"""

from __future__ import annotations

import threading
from typing import TypeVar

import msgspec

_Shape = TypeVar("_Shape")

_ready: set[object] = set()
_preparing = threading.RLock()


def prepared(shape: _Shape) -> _Shape:
    """Return `shape`, a type that msgspec can decode to, ready for use by any thread.

    Raises:
        TypeError: msgspec cannot decode to `shape`.
    """
    if shape not in _ready:
        with _preparing:
            msgspec.msgpack.Decoder(shape)
            _ready.add(shape)
    return shape
