"""A mailbox from the moment it is added until a word of what was attached to a mail is found."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from amana.archive import Archive, init_archive
from amana.core import sha256_hex
from amana.records import Derivation, Form

WITNESS = b"The convoy left Karsana at dawn.\n"


def mail(number: int) -> EmailMessage:
    """Return a mail with a subject beyond ASCII and a short text."""
    message = EmailMessage()
    message["From"] = f"Writer {number} <writer{number}@example.org>"
    message["To"] = "desk@example.org"
    message["Date"] = f"Mon, 2 Mar 2026 1{number}:00:00 +0300"
    message["Subject"] = f"Report {number} \u062a\u0642\u0631\u064a\u0631"
    message.set_content(f"Report {number}: the bridge at Dolmar was hit.\n")
    return message


def mailbox() -> bytes:
    """Return a mailbox of two mails, the second with an archive and a mail attached."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("witness.txt", WITNESS)
    second = mail(2)
    second.add_attachment(
        packed.getvalue(), maintype="application", subtype="zip", filename="evidence.zip"
    )
    forwarded = EmailMessage()
    forwarded["From"], forwarded["To"], forwarded["Subject"] = "a@x", "b@x", "Forwarded"
    forwarded.set_content("The quarry holds the ledger.\n")
    second.add_attachment(forwarded)
    line = b"From writer@example.org Mon Mar  2 10:00:00 2026\n"
    return b"".join(line + each.as_bytes() + b"\n" for each in (mail(1), second))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that holds the mailbox."""
    folder = tmp_path_factory.mktemp("mailbox")
    (folder / "inbox.mbox").write_bytes(mailbox())
    archive = init_archive(folder / "archive", actor="nadia")
    archive.add([folder / "inbox.mbox"], Form(source="The desk"))
    return archive


def names(archive: Archive, inside: str) -> list[tuple[str, str, str]]:
    """Return name, state and kind of what is inside an item."""
    rows = [row.item for row in archive.list(inside=inside)[1] if row.item]
    return [(row.name or "", str(row.state), row.media_type or "") for row in rows]


def test_from_mailbox_to_the_word_in_an_attachment(archive: Archive) -> None:
    (root,) = archive.list()[1]
    assert names(archive, root.ref) == [
        ("1", "read", "message/rfc822"),
        ("2", "read", "message/rfc822"),
    ]
    second = f"{root.ref}.2"
    assert names(archive, second) == [
        ("evidence.zip", "read", "application/zip"),
        ("3", "read", "message/rfc822"),
    ]
    assert names(archive, f"{second}.1") == [("witness.txt", "read", "text/plain")]
    for word, ref in (("Karsana", f"{second}.1.1"), ("ledger", f"{second}.2")):
        assert [hit.item for hit in archive.search(word).results.hits] == [ref]
    assert {hit.item for hit in archive.search("Dolmar").results.hits} == {f"{root.ref}.1", second}
    shown = {row.item.name: row.item for row in archive.list(inside=second)[1] if row.item}
    assert shown["3"].derivation == Derivation.SLICE
    assert shown["evidence.zip"].derivation == Derivation.DECODED
    (witness,) = [row.item for row in archive.list(inside=f"{second}.1")[1]]
    assert witness is not None
    assert witness.sha256 == sha256_hex(WITNESS)
    assert archive.check().ok
