"""A time-stamp authority in memory: for tests, ours and our users'.

It signs real RFC 3161 tokens with keys of its own, at whatever time it is told to believe in.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, tsp  # type: ignore[import-untyped]  # has no stubs
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_SHA256 = {"algorithm": "sha256"}
_POLICY = "1.2.3.4.1"


class MemoryAuthority:
    """An `Authority` with a root of its own. `now` tells it the time.

    Its certificate is valid for `days`, from the day before the one on which it is made.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        name: str = "North",
        days: int = 365,
    ) -> None:
        self._now = now
        self._numbers = itertools.count(1)
        self._root_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        begins = now() - timedelta(days=1)
        self.root = self._root(name, begins)
        self.certificate = self._certificate(name, begins, begins + timedelta(days=days))

    @property
    def roots(self) -> bytes:
        """The certificate to trust, in PEM."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def ask(self, query: bytes) -> bytes:
        """See `Authority.ask`."""
        asked = tsp.TimeStampReq.load(query, strict=True)
        stated = tsp.TSTInfo(self._statement(asked)).dump()
        response: bytes = tsp.TimeStampResp(
            {"status": {"status": "granted"}, "time_stamp_token": self._signed(stated)}
        ).dump()
        return response

    def _statement(self, asked: tsp.TimeStampReq) -> dict[str, object]:
        """Return what a token states (RFC 3161 section 2.4.2, TSTInfo)."""
        return {
            "version": "v1",
            "policy": _POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": next(self._numbers),
            "gen_time": self._now().replace(microsecond=0),
            "accuracy": {"seconds": 1},
            "nonce": asked["nonce"],
        }

    def _attributes(self, stated: bytes) -> list[dict[str, object]]:
        """Return what is signed: what is stated, and by whom."""
        digest = hashlib.sha256(self._der(self.certificate)).digest()
        named = tsp.SigningCertificateV2({"certs": [{"cert_hash": digest}]})
        return [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(stated).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]

    def _carried(self) -> list[x509.Certificate]:
        """Return the certificates that a token carries."""
        return [self.certificate]

    def _signed(self, stated: bytes) -> cms.ContentInfo:
        attributes = cms.CMSAttributes(self._attributes(stated))
        signature = self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        signer = cms.SignerInfo({
            "version": "v1",
            "sid": cms.SignerIdentifier(
                name="issuer_and_serial_number",
                value={
                    "issuer": asn1_x509.Name.load(self.certificate.issuer.public_bytes()),
                    "serial_number": self.certificate.serial_number,
                },
            ),
            "digest_algorithm": _SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signature,
        })  # fmt: skip
        carried = [asn1_x509.Certificate.load(self._der(each)) for each in self._carried()]
        signed = cms.SignedData({
            "version": "v3",
            "digest_algorithms": [algos.DigestAlgorithm(_SHA256)],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(stated),
            },
            "certificates": carried,
            "signer_infos": [signer],
        })  # fmt: skip
        return cms.ContentInfo({"content_type": "signed_data", "content": signed})

    def _root(self, name: str, begins: datetime) -> x509.Certificate:
        own = _name(f"{name} Root")
        made = self._about(own, own, self._root_key, begins, begins + timedelta(days=20_000))
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return made.sign(self._root_key, hashes.SHA256())

    def _certificate(self, name: str, begins: datetime, ends: datetime) -> x509.Certificate:
        made = self._about(_name(name), self.root.subject, self._key, begins, ends)
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        return made.add_extension(use, critical=True).sign(self._root_key, hashes.SHA256())

    @staticmethod
    def _about(
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        begins: datetime,
        ends: datetime,
    ) -> x509.CertificateBuilder:
        identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(identity, critical=False)
        )

    @staticmethod
    def _der(certificate: x509.Certificate) -> bytes:
        return certificate.public_bytes(serialization.Encoding.DER)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
