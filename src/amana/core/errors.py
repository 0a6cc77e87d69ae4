"""What went wrong and what to do about it: the families of errors that amana raises.

Every error carries a message (what happened), a remedy (what to do) and a stable `code`. The
command line turns the family into an exit status, the HTTP interface into a problem document
(RFC 9457). `docs/reference/errors.md` lists each class; a test compares the two.
"""

from __future__ import annotations

from typing import ClassVar


class AmanaError(Exception):
    """Base of every error that amana raises on purpose."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, remedy: str | None = None, **context: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.context = context

    def problem(self) -> dict[str, str | int | None]:
        """Return the error as the members of an RFC 9457 problem document."""
        return {
            "type": f"amana:{self.code}",
            "title": (type(self).__doc__ or "").split("\n", 1)[0].rstrip("."),
            "status": self.http_status,
            "detail": self.message,
            "remedy": self.remedy,
        }


class UsageError(AmanaError):
    """The request cannot be understood or carried out as it was made."""

    code = "usage"
    exit_status = 2
    http_status = 400


class ForeignFolder(UsageError):
    """The folder of a replica holds something else than a replica of this archive."""

    code = "foreign-folder"


class WrongInput(UsageError):
    """The file that was given is of another kind, of another archive, or was changed on the way."""

    code = "wrong-input"


class NotFound(AmanaError):
    """There is no such thing in this archive."""

    code = "not-found"
    exit_status = 3
    http_status = 404


class ItemErased(NotFound):
    """The item was erased by order; nothing is left of it but that it was here."""

    code = "erased"
    http_status = 410


class AccessDenied(AmanaError):
    """The rules of the archive do not allow this deed on this subject."""

    code = "access-denied"
    exit_status = 4
    http_status = 403


class PurposeRequired(AccessDenied):
    """A restricted item was asked for without saying for what purpose."""

    code = "purpose-required"


class IntegrityError(AmanaError):
    """Preserved bytes are not what they were when they were taken in."""

    code = "integrity"
    exit_status = 20
    http_status = 500


class CustodyError(AmanaError):
    """The custody log contradicts itself, its signature or its payloads."""

    code = "custody"
    exit_status = 21
    http_status = 500


class TokenRefused(CustodyError):
    """A time-stamp token does not show what it was asked to show."""

    code = "token-refused"
    http_status = 422


class LogFork(CustodyError):
    """Two copies of one custody log tell different histories."""

    code = "log-fork"


class UnreadableError(AmanaError):
    """The bytes are preserved, but no text could be read from them."""

    code = "unreadable"
    exit_status = 30
    http_status = 422


class UnavailableError(AmanaError):
    """Something that amana needs is missing, busy or full."""

    code = "unavailable"
    exit_status = 40
    http_status = 503


class ArchiveBusy(UnavailableError):
    """Another process is writing to this archive and does not answer."""

    code = "archive-busy"


class StorageFull(UnavailableError):
    """The disk has no room left, or refused to make a write durable."""

    code = "storage-full"
    http_status = 507
