"""The reader of cryptographic messages: what is signed, time-stamped or encrypted.

Cryptographic Message Syntax: RFC 5652; S/MIME: RFC 8551; time-stamped data: RFC 5544. What is
signed is one child. Who signed it is told as it stands there: whether a signature holds, and whose
the key was, is not judged.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator
from datetime import datetime

import asn1crypto  # type: ignore[import-untyped]  # has no stubs
from asn1crypto import cms, core, tsp

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import Line, Listing
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, GiveUp, Outlet, whole
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_ANY_LAYOUT = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError),
    RuntimeError,  # nested too deep
)
"""What asn1crypto raises, while it reads on demand, at bytes that are something else."""

_TIMESTAMPED = "timestamped_data"
_LOCKED = frozenset(
    {"enveloped_data", "encrypted_data", "authenticated_enveloped_data"}
    | {"signed_and_enveloped_data"}
)
_ENDINGS = frozenset({"p7m", "p7s", "p7b", "p7c", "tsd", "cms", "p7"})
_MIME = re.compile(
    rb"(?:\r?\n)?(?:content-type|mime-version|content-transfer-encoding):", re.IGNORECASE
)
_MOST = 50
_SEQUENCE = b"\x30"
_ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 ]{1,30}-----\s*+([A-Za-z0-9+/=\s]++)-----END ")
_SAMPLE = bytes.fromhex(
    "302c06092a864886f70d010702a01f301d0201013100301406092a864886f70d010701a00704056d617263683100"
)


class _Message(core.Sequence):  # type: ignore[misc]  # has no stubs
    """ContentInfo (RFC 5652 section 3), whatever its content is; also EncapsulatedContentInfo.

    The types of asn1crypto take no content that is in pieces, or of open length.
    """

    _fields = [  # noqa: RUF012 - asn1crypto wants a list and writes into it
        ("content_type", cms.ContentType),
        ("content", core.Any, {"explicit": 0, "optional": True}),
    ]


class _Signed(core.Sequence):  # type: ignore[misc]  # has no stubs
    """SignedData (RFC 5652 section 5.1)."""

    _fields = [  # noqa: RUF012 - asn1crypto wants a list and writes into it
        ("version", core.Integer),
        ("digests", cms.DigestAlgorithms),
        ("held", _Message),
        ("certificates", cms.CertificateSet, {"implicit": 0, "optional": True}),
        ("crls", cms.RevocationInfoChoices, {"implicit": 1, "optional": True}),
        ("signers", cms.SignerInfos),
    ]


class _Token(core.Sequence):  # type: ignore[misc]  # has no stubs
    """TimeStampAndCRL (RFC 5544 section 2)."""

    _fields = [  # noqa: RUF012 - asn1crypto wants a list and writes into it
        ("token", _Message),
        ("crl", core.Any, {"optional": True}),
    ]


class _Tokens(core.SequenceOf):  # type: ignore[misc]  # has no stubs
    _child_spec = _Token


class _Stamped(core.Sequence):  # type: ignore[misc]  # has no stubs
    """TimeStampedData (RFC 5544 section 2)."""

    _fields = [  # noqa: RUF012 - asn1crypto wants a list and writes into it
        ("version", core.Integer),
        ("data_uri", core.IA5String, {"optional": True}),
        ("meta_data", tsp.MetaData, {"optional": True}),
        ("content", core.OctetString, {"optional": True}),
        ("tokens", _Tokens, {"implicit": 0, "optional": True}),
        ("record", tsp.EvidenceRecord, {"implicit": 1, "optional": True}),
        ("other", tsp.OtherEvidence, {"implicit": 2, "optional": True}),
    ]


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Hand out what is signed or time-stamped, and tell by whom and when it says that it was.

    Raises:
        GiveUp: it is no such message, or its frame is damaged.
    """
    original = whole(document)
    data = _unarmoured(original)
    facts = Facts()
    try:
        info = _Message.load(data)
        kind = info["content_type"].native
        if kind in _LOCKED:
            _recipients(cms.ContentInfo.load(data), facts)
            return TextAnswer(
                text="", metadata=facts.pairs(), notices=(Told(Code.ENCRYPTED_TO_KEY),)
            )
        if kind not in {"signed_data", _TIMESTAMPED}:
            raise GiveUp(Code.CONTAINER_BROKEN)
        if kind == _TIMESTAMPED:
            held = _stamped(info["content"].parse(_Stamped), facts)
        else:
            held = _signed(info["content"].parse(_Signed), facts)
    except _ANY_LAYOUT:
        raise GiveUp(Code.CONTAINER_BROKEN) from None
    told = (Told(Code.SIGNATURE_UNJUDGED, 1),)
    if held is None:
        alone = (Told(Code.SIGNATURE_ALONE), *told)
        return TextAnswer(text="", metadata=facts.pairs(), notices=alone)
    path = (facts.first("cms:fileName") or name_inside(order.name)).encode("utf-8", "replace")
    out.child(*_child(path, original, held, facts.first("cms:mediaType")))
    listing = Listing(order.budget)
    listing.add(Line(path, 0, 0, encoding="utf-8"))
    return listing.answer(told, facts.pairs())


def _unarmoured(data: bytes) -> bytes:
    """Return the message in its own bytes, where it stands in base64 (RFC 7468), or bare base64.

    Raises:
        GiveUp: it is neither.
    """
    if data.startswith(_SEQUENCE):
        return data
    armour = _ARMOUR.search(data)
    try:
        found = a2b_base64(armour.group(1) if armour else data)
    except ValueError:
        raise GiveUp(Code.CONTAINER_BROKEN) from None
    if not found.startswith(_SEQUENCE):
        raise GiveUp(Code.CONTAINER_BROKEN)
    return found


def _child(
    path: bytes, data: bytes, held: bytes, stated: str | None
) -> tuple[ChildRow, tuple[bytes, ...]]:
    """Return what is signed: a slice, unless it stands there in pieces; mail where it is MIME."""
    declared = "message/rfc822" if _MIME.match(held) else stated
    start = data.find(held) if held else -1
    if start < 0:
        return ChildRow(path=path, derivation=Derivation.DECODED, declared=declared), (held,)
    end = start + len(held)
    row = ChildRow(path=path, derivation=Derivation.SLICE, start=start, end=end, declared=declared)
    return row, ()


def _signed(content: _Signed, facts: Facts) -> bytes | None:
    """Return what is signed, None where it stands elsewhere; tell who says that they signed it."""
    names = dict(_certificates(content))
    for number, signer in enumerate(content["signers"]):
        if number == _MOST:
            break
        _signer(signer, names, facts)
    return _held(content)


def _held(content: _Signed) -> bytes | None:
    """Return the content, put together where it is in pieces (X.690 section 8.7.3)."""
    held = content["held"]["content"]
    return None if isinstance(held, core.Void) else bytes(held.parse(core.OctetString).native)


def _signer(signer: cms.SignerInfo, names: dict[bytes, str], facts: Facts) -> None:
    """Tell one signer: by the certificate that is there, else by what it is called."""
    who = signer["sid"].chosen
    if signer["sid"].name == "issuer_and_serial_number":
        serial = who["serial_number"].native
        facts.add("cms:signer", names.get(_key(who["issuer"].dump(), serial), ""))
        facts.add("cms:signer-serial", f"{serial:x}")
        facts.add("cms:signer-issuer", who["issuer"].human_friendly)
    else:
        facts.add("cms:signer", names.get(bytes(who.native), ""))
        facts.add("cms:signer-key", bytes(who.native).hex())
    facts.add("cms:digest", signer["digest_algorithm"]["algorithm"].native)
    for attribute in signer["signed_attrs"] if signer["signed_attrs"].native else ():
        if attribute["type"].native == "signing_time":
            facts.add("cms:signing-time", _moment(attribute["values"][0].native))


def _certificates(content: _Signed) -> Iterator[tuple[bytes, str]]:
    """Yield what a signer may be called by, and the name that its certificate has."""
    for number, each in enumerate(content["certificates"] or ()):
        if number == _MOST:
            return
        if each.name != "certificate":
            continue
        found = each.chosen
        name = found.subject.human_friendly
        yield _key(found.issuer.dump(), found.serial_number), name
        if found.key_identifier:
            yield bytes(found.key_identifier), name


def _key(issuer: bytes, serial: int) -> bytes:
    return issuer + b"#%d" % serial


def _stamped(content: _Stamped, facts: Facts) -> bytes | None:
    """Return what is time-stamped; tell when its tokens say that it was there."""
    about = content["meta_data"]
    if about.native:
        facts.add("cms:fileName", about["file_name"].native or "")
        facts.add("cms:mediaType", about["media_type"].native or "")
    facts.add("cms:dataUri", content["data_uri"].native or "")
    for moment in _tokens(content["tokens"]):
        facts.add("cms:time-stamp", moment)
    held = content["content"].native
    return None if held is None else bytes(held)


def _tokens(tokens: _Tokens) -> Iterator[str]:
    """Yield the times that tokens state (RFC 3161 section 2.4.2), as far as they can be read."""
    try:
        for number, each in enumerate(tokens):
            if number == _MOST:
                return
            held = _held(each["token"]["content"].parse(_Signed))
            yield _moment(tsp.TSTInfo.load(held)["gen_time"].native)
    except _ANY_LAYOUT:
        return


def _recipients(info: cms.ContentInfo, facts: Facts) -> None:
    """Tell for whom it is encrypted, as far as that stands there."""
    try:
        for number, each in enumerate(info["content"]["recipient_infos"]):
            if number == _MOST:
                break
            if each.name == "ktri" and each.chosen["rid"].name == "issuer_and_serial_number":
                who = each.chosen["rid"].chosen
                facts.add("cms:recipient-issuer", who["issuer"].human_friendly)
                facts.add("cms:recipient-serial", f"{who['serial_number'].native:x}")
    except _ANY_LAYOUT:
        return


def _moment(value: datetime | None) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else ""


def name_inside(name: str) -> str:
    """Return the name of what is in a signed file of that name: without its ending."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return stem if dot and stem and ending.lower() in _ENDINGS else (name or "content")


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what takes the layout apart."""
    return (("asn1crypto", asn1crypto.__version__),)


def warm() -> None:
    """Read a message of our own and make sure of the result."""
    must_read(read, "cms", _SAMPLE, "letter.txt", name="letter.txt.p7m")
