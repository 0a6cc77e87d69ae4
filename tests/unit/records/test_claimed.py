from __future__ import annotations

import msgspec

from amana.records import Claimed


def test_what_there_is_nothing_of_takes_no_room() -> None:
    claimed = Claimed(bag="boxes", digests={"md5": "00"}, agrees=True)
    data = msgspec.json.encode(claimed)
    assert data == b'{"bag":"boxes","digests":{"md5":"00"},"agrees":true}'
    assert msgspec.json.decode(data, type=Claimed) == claimed
