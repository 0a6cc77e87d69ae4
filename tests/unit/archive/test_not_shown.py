from __future__ import annotations

from amana.archive import Shown, does_not_show

SHOWN = Shown(
    authority="north", size=2, time="2026-11-21T18:00:00.000000Z", accuracy=0, signer="CN=North",
    serial="1", certificate_ends="2027-11-21T18:00:00.000000Z", odd=(), entry=2,
)  # fmt: skip


def test_a_check_never_shows_who_and_whether_it_is_true() -> None:
    for times in ((), (SHOWN,)):
        who, true, _ = does_not_show(times)
        assert who.startswith("who made an original")
        assert true.startswith("whether what an original says is true")


def test_a_time_stamp_changes_what_is_said_of_time() -> None:
    assert does_not_show(())[2].startswith("when something existed")
    assert "not how long before" in does_not_show((SHOWN,))[2]
