from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import tsp  # type: ignore[import-untyped]  # has no stubs
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import example, given
from hypothesis import strategies as st

from amana.core import AmanaError, TokenRefused, UsageError
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.timestamps import Timestamp, oddities, parse_roots, verify_token
from amana.custody.tokens import make_query

NOTE = b"a checkpoint\n"
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def noon() -> datetime:
    return NOW


class Liar(MemoryAuthority):
    """An authority that does one thing wrong."""

    def __init__(self, now: Callable[[], datetime] = noon, **wrong: object) -> None:
        self.wrong = wrong
        self.use: tuple[list[x509.ObjectIdentifier], bool] | None = None
        super().__init__(now)

    def _statement(self, asked: tsp.TimeStampReq) -> dict[str, object]:
        return {**super()._statement(asked), **self.wrong}


def ask(authority: MemoryAuthority, trusted: bytes | None = None) -> Timestamp:
    query = make_query(NOTE)
    return verify_token(authority.ask(query), NOTE, parse_roots(trusted or authority.roots), query)


def test_a_token_states_when_and_who() -> None:
    found = ask(MemoryAuthority(noon, days=10))
    assert (found.time, found.accuracy, found.signer) == (NOW, 1_000_000, "CN=North")
    assert found.certificate_ends == NOW + timedelta(days=9)
    assert (found.serial, found.algorithm) == (1, "sha256")


def test_a_wrong_nonce_is_refused() -> None:
    for nonce in (7, None):
        with pytest.raises(TokenRefused, match="answers another query") as caught:
            ask(Liar(nonce=nonce))
        assert "ask again" in (caught.value.remedy or "")


def test_a_wrong_imprint_is_refused() -> None:
    def imprint(algorithm: str, data: bytes) -> dict[str, object]:
        digest = hashlib.new(algorithm, data).digest()
        return {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}

    with pytest.raises(TokenRefused, match="over other bytes than this checkpoint"):
        ask(Liar(message_imprint=imprint("sha256", NOTE + b" ")))
    for weak in ("sha1", "md5"):
        with pytest.raises(TokenRefused, match=f"rests on {weak}, which is too weak"):
            ask(Liar(message_imprint=imprint(weak, NOTE)))
    assert ask(Liar(message_imprint=imprint("sha512", NOTE))).algorithm == "sha512"


def test_an_unknown_root_is_refused() -> None:
    with pytest.raises(TokenRefused, match="not signed by an authority that is trusted") as caught:
        ask(MemoryAuthority(noon), MemoryAuthority(noon, name="South").roots)
    assert "local issuer" in caught.value.message
    assert "compare the root certificate" in (caught.value.remedy or "")


def test_a_token_is_not_its_own_root() -> None:
    class SelfSigned(MemoryAuthority):
        def _certificate(self, name: str, begins: datetime, ends: datetime) -> x509.Certificate:
            own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
            made = self._about(own, own, self._key, begins, ends)
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            return made.add_extension(use, critical=True).sign(self._key, hashes.SHA256())

    with pytest.raises(TokenRefused, match="not signed by an authority that is trusted"):
        ask(SelfSigned(noon), MemoryAuthority(noon).roots)


def test_injected_certificates_count_for_nothing() -> None:
    class Injecting(MemoryAuthority):
        def _carried(self) -> list[x509.Certificate]:
            other = MemoryAuthority(noon)
            return [other.certificate, other.root, *super()._carried()]

    assert ask(Injecting(noon)).signer == "CN=North"
    with pytest.raises(TokenRefused, match="not signed by an authority that is trusted"):
        ask(Injecting(noon), MemoryAuthority(noon).roots)


def test_a_missing_certificate_can_be_given_with_the_root() -> None:
    class Bare(MemoryAuthority):
        def _carried(self) -> list[x509.Certificate]:
            return []

    bare = Bare(noon)
    with pytest.raises(TokenRefused, match="certificate of the one who signed is not in the token"):
        ask(bare)
    assert ask(bare, bare.roots + bare.certificate.public_bytes(Encoding.PEM)).time == NOW


def test_another_certificate_of_the_same_name_is_refused() -> None:
    """The signed attributes name one certificate; issuer and number alone could be had twice."""

    class Named(MemoryAuthority):
        def _attributes(self, stated: bytes) -> list[dict[str, object]]:
            kept = super()._attributes(stated)[:2]
            if self.named is None:
                return kept
            named = tsp.SigningCertificateV2({"certs": [{"cert_hash": self.named}]})
            return [*kept, {"type": "signing_certificate_v2", "values": [named]}]

        named: bytes | None = None

    authority = Named(noon)
    with pytest.raises(TokenRefused, match="does not name the signer's certificate"):
        ask(authority)
    authority.named = bytes(32)
    with pytest.raises(TokenRefused, match="names another certificate"):
        ask(authority)


@pytest.mark.parametrize(
    ("use", "critical"),
    [([ExtendedKeyUsageOID.CODE_SIGNING], True), ([ExtendedKeyUsageOID.TIME_STAMPING], False),
     ([ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING], True), ([], True)],
)  # fmt: skip
def test_a_certificate_for_anything_else_is_refused(
    use: list[x509.ObjectIdentifier], critical: bool
) -> None:
    class Other(MemoryAuthority):
        def _certificate(self, name: str, begins: datetime, ends: datetime) -> x509.Certificate:
            own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
            made = self._about(own, self.root.subject, self._key, begins, ends)
            if use:
                made = made.add_extension(x509.ExtendedKeyUsage(use), critical=critical)
            return made.sign(self._root_key, hashes.SHA256())

    with pytest.raises(TokenRefused, match="is not one for time-stamping"):
        ask(Other(noon))


@pytest.mark.parametrize("days", [-2, 40])
def test_a_certificate_that_was_not_valid_then_is_refused(days: int) -> None:
    times = [NOW, NOW + timedelta(days=days)]
    authority = MemoryAuthority(lambda: times[0], days=30)
    times.reverse()
    with pytest.raises(TokenRefused, match=r"was not valid at 20.*which the token states"):
        ask(authority)


@given(place=st.integers(0, 4000), bit=st.integers(0, 7))
@example(place=185, bit=0)  # a certificate of version 4
@example(place=231, bit=1)  # an issuer that is none
def test_a_changed_token_shows_nothing_else(place: int, bit: int) -> None:
    """Whatever is flipped: the token is refused, or says what it said."""
    data = RESPONSE[: (at := place % len(RESPONSE))] + bytes([RESPONSE[at] ^ 1 << bit])
    data += RESPONSE[at + 1 :]
    try:
        found = verify_token(data, NOTE, ROOTS, QUERY)
    except TokenRefused:
        return
    assert found == SAID


AUTHORITY = MemoryAuthority(noon)
ROOTS = parse_roots(AUTHORITY.roots)
QUERY = make_query(NOTE)
RESPONSE = AUTHORITY.ask(QUERY)
SAID = verify_token(RESPONSE, NOTE, ROOTS, QUERY)


def test_a_long_answer_is_not_even_read() -> None:
    with pytest.raises(TokenRefused, match="too long"):
        verify_token(bytes((1 << 20) + 1), NOTE, ROOTS, None)


def test_roots_are_certificates_with_a_root_among_them() -> None:
    assert len(parse_roots(AUTHORITY.roots * 2)) == 2
    for pem in (b"", b"x", AUTHORITY.roots[:200]):
        with pytest.raises(UsageError, match="no certificates in PEM"):
            parse_roots(pem)
    with pytest.raises(UsageError, match="no root certificate"):
        parse_roots(AUTHORITY.certificate.public_bytes(Encoding.PEM))
    assert issubclass(TokenRefused, AmanaError)


def found_at(hours: float, accuracy: int = 0) -> Timestamp:
    return Timestamp(
        time=NOW + timedelta(hours=hours), accuracy=accuracy, serial=1, algorithm="sha256",
        signer="CN=South", certificate_ends=NOW + timedelta(days=9),
    )  # fmt: skip


def test_times_that_cannot_be_right_are_told() -> None:
    def odd(at: Timestamp, *bound: Timestamp, claimed: float = -1) -> str:
        then = NOW + timedelta(hours=claimed)
        return "; ".join(oddities(at, bound=bound, claimed=then, now=NOW))

    assert odd(found_at(0), found_at(-1)) == ""
    assert "later than this machine's clock" in odd(found_at(0.1))
    assert odd(found_at(0.08)) == odd(found_at(0.1, accuracy=120_000_000)) == ""
    assert "before an earlier one" in odd(found_at(-0.9), found_at(-0.5))
    assert odd(found_at(-0.9), found_at(-0.85)) == ""
    assert odd(found_at(-0.9), found_at(-0.5, accuracy=3600_000_000)) == ""
    assert "before the log's own time" in odd(found_at(-2))
    assert odd(found_at(-2), found_at(1)).count(";") == 1
