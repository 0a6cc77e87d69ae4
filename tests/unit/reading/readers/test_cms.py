"""What is signed comes out as it is; who signed it is told, and nothing is judged."""

from __future__ import annotations

from base64 import encodebytes
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms as asn1  # type: ignore[import-untyped]  # has no stubs
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reading.readers.conftest import Open, Taken

from amana.reading import Outcome
from amana.reading.believing import refuse_impossible
from amana.reading.readers import cms
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.wire import Budget, ReadOrder
from amana.records import Derivation, State

Read = Callable[..., Outcome]

LETTER = b"The convoy left at nine.\r\n"
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "N. Aram")])
START = datetime(2026, 5, 1, tzinfo=UTC)


def signed(*options: pkcs7.PKCS7Options, content: bytes = LETTER) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateBuilder(NAME, NAME, key.public_key(), 0xA17)
    builder = builder.not_valid_before(START).not_valid_after(START + timedelta(days=9))
    made = builder.sign(key, hashes.SHA256())
    message = pkcs7.PKCS7SignatureBuilder().set_data(content)
    message = message.add_signer(made, key, hashes.SHA256())
    return message.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def in_pieces(data: bytes) -> bytes:
    """Return a message with its content in two pieces of open lengths, as programs stream it."""
    whole = asn1.ContentInfo.load(data)["content"]
    half = len(LETTER) // 2
    pieces = b"".join(b"\x04%c" % len(part) + part for part in (LETTER[:half], LETTER[half:]))
    held = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + pieces
    rest = whole["certificates"].dump() + whole["signer_infos"].dump()
    body = whole["version"].dump() + whole["digest_algorithms"].dump() + held + bytes(6) + rest
    start = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80"
    return bytes(start + body + bytes(6))


@pytest.mark.parametrize("armour", ["PKCS7", "CMS", ""])
def test_in_base64_it_is_the_same(armour: str, read: Read) -> None:
    body = encodebytes(signed())
    if armour:
        body = b"-----BEGIN %s-----\n%s-----END %s-----\n" % (
            armour.encode(), body, armour.encode()
        )  # fmt: skip
    outcome = read(body, "letter.txt.p7m")
    assert outcome.media_type == "application/pkcs7-mime"
    (child,) = outcome.children
    assert (child.path, child.derivation, child.digests.size) == (
        "letter.txt",
        Derivation.DECODED,
        len(LETTER),
    )


@pytest.mark.parametrize("data", [b"words and no base64!", b"d29yZHM=", b"-----BEGIN CMS-----\n"])
def test_what_is_no_message_in_base64_is_given_up(data: bytes, opened: Open) -> None:
    with pytest.raises(GiveUp):
        opened(cms.read, data, "a.p7m")


def test_what_is_signed_is_a_slice_and_its_signer_is_told(opened: Open) -> None:
    found = opened(cms.read, signed(), "letter.txt.p7m")
    (child,) = found.children
    assert child.data == LETTER
    assert child.row.derivation is Derivation.SLICE
    assert child.row.path == b"letter.txt"
    told = dict(found.answer.metadata)
    assert told["cms:signer"] == "Common Name: N. Aram"
    assert told["cms:signer-serial"] == "a17"
    assert told["cms:signing-time"].endswith("Z")
    assert [each.code for each in found.answer.notices] == ["signature-unjudged"]


def test_what_stands_there_in_pieces_is_put_together(opened: Open) -> None:
    found = opened(cms.read, in_pieces(signed()), "smime.p7m")
    assert found.contents() == [LETTER]
    assert found.children[0].row.derivation is Derivation.DECODED
    assert dict(found.answer.metadata)["cms:signer"] == "Common Name: N. Aram"


def test_mail_that_is_signed_is_declared_as_mail(opened: Open) -> None:
    mail = b"Content-Type: text/plain\r\n\r\nThe convoy left at nine.\r\n"
    found = opened(cms.read, signed(content=mail), "smime.p7m")
    assert found.children[0].row.declared == "message/rfc822"


def test_a_signature_alone_is_no_silence(read: Callable[..., Outcome]) -> None:
    outcome = read(signed(pkcs7.PKCS7Options.DetachedSignature), "smime.p7s")
    assert outcome.state is State.READ_EMPTY
    assert "stands elsewhere" in str(outcome.reason)
    assert outcome.children == ()
    assert outcome.reading is not None
    assert dict(outcome.reading.metadata)["cms:signer"] == "Common Name: N. Aram"


def test_what_is_encrypted_is_told(opened: Open, read: Callable[..., Outcome]) -> None:
    locked = bytes.fromhex("30810f06092a864886f70d010703a0023000")
    assert [each.code for each in opened(cms.read, locked).answer.notices] == ["encrypted-to-key"]
    outcome = read(locked, "smime.p7m")
    assert outcome.state is State.ENCRYPTED
    assert not outcome.locked, "no password opens it"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x30\x80", signed()[:60], b"\x30\x03\x02\x01\x05"],
    ids=["no bytes", "no end", "cut off", "a number"],
)
def test_what_is_no_message_is_told(opened: Open, data: bytes) -> None:
    with pytest.raises(GiveUp):
        opened(cms.read, data)


@pytest.mark.parametrize(
    ("name", "inside"),
    [("a.pdf.p7m", "a.pdf"), ("smime.p7m", "smime"), (".p7m", ".p7m"), ("a", "a"), ("", "content")],
)
def test_names_lose_the_ending_of_the_wrapping(name: str, inside: str) -> None:
    assert cms.name_inside(name) == inside


SIGNED = signed()


@given(st.integers(0, len(SIGNED) - 1), st.binary(min_size=1, max_size=6))
def test_damage_ends_cleanly(at: int, put: bytes) -> None:
    data = SIGNED[:at] + put + SIGNED[at + len(put) :]
    budget = Budget(text_chars=1000, runs=10, pages=1, pixels=1)
    order = ReadOrder(family="cms", name="a.p7m", size=len(data), budget=budget)
    out = Taken(data)
    try:
        answer = cms.read(BytesContent(data), order, out)
    except GiveUp:
        return
    refuse_impossible(answer, order)
