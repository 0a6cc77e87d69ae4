from __future__ import annotations

import pytest

from amana.core import (
    AccessDenied,
    AmanaError,
    ArchiveBusy,
    CustodyError,
    IntegrityError,
    NotFound,
    PurposeRequired,
    StorageFull,
    UnavailableError,
    UnreadableError,
    UsageError,
)


@pytest.mark.parametrize(
    ("family", "status"),
    [
        (UsageError, 2),
        (NotFound, 3),
        (AccessDenied, 4),
        (IntegrityError, 20),
        (CustodyError, 21),
        (UnreadableError, 30),
        (UnavailableError, 40),
    ],
)
def test_each_family_has_its_exit_status(family: type[AmanaError], status: int) -> None:
    assert family.exit_status == status


@pytest.mark.parametrize(
    ("member", "family"),
    [
        (PurposeRequired, AccessDenied),
        (ArchiveBusy, UnavailableError),
        (StorageFull, UnavailableError),
    ],
)
def test_a_member_exits_as_its_family_but_has_a_code_of_its_own(
    member: type[AmanaError], family: type[AmanaError]
) -> None:
    assert issubclass(member, family)
    assert member.exit_status == family.exit_status
    assert member.code != family.code


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = NotFound("there is no item IT-0000-0000", remedy="see `amana list`", ref="IT-0000-0000")
    assert str(error) == "there is no item IT-0000-0000"
    assert error.context == {"ref": "IT-0000-0000"}
    assert error.problem() == {
        "type": "amana:not-found",
        "title": "There is no such thing in this archive",
        "status": 404,
        "detail": "there is no item IT-0000-0000",
        "remedy": "see `amana list`",
    }


def test_an_error_without_remedy_says_so() -> None:
    assert AmanaError("odd").problem()["remedy"] is None
