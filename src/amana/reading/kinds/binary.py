"""Kinds that one signature does not tell: what stands further in is looked at as well."""

from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.intake import Content
from amana.reading.signatures import BRANDS, RIFF

_TAR_BLOCK = 512
_TAR_SUM = slice(148, 156)
_TAR_MAGIC = slice(257, 263)
_WORD = 4
_SYNC = 0x7FF
_ADTS = (2, 3)
_NO_RATES = (0, 15)
_NO_FREQUENCY = 3
_PACKET = 188
_DBF_HEADER = 65
_DBF_LINK = 264  # Visual FoxPro has a path of 263 bytes behind the end of the fields
_MONTHS = range(1, 13)
_DAYS = range(1, 32)
_ISO_VOLUME = 32769
_MAX_TABLES = 64
_ZLIB_CHECK = 31
_ZLIB_METHOD = 8
_ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_DATABASES = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb\xe5")
_FAT_BINARY_MAX = 30
_OIDS = (
    (bytes.fromhex("060b2a864886f70d010910011f"), "application/timestamped-data"),
    (bytes.fromhex("06092a864886f70d0107"), "application/pkcs7-mime"),
)
_BERKELEY = (
    b"\x62\x31\x05\x00",
    b"\x61\x15\x06\x00",
    b"\x00\x05\x31\x62",
    b"\x00\x06\x15\x61",
)


def structured(head: bytes, document: Content, ending: str) -> str | None:
    """Return the media type that the structure of the first bytes tells, or None."""
    for rule in _RULES:
        found = rule(head, ending)
        if found is not None:
            return found
    if document.at(_ISO_VOLUME, 5) == b"CD001":  # ECMA-119 section 8.1.2
        return "application/x-iso9660-image"
    if document.size >= _TAR_BLOCK and document.at(document.size - _TAR_BLOCK, 4) == b"koly":
        return "application/x-apple-diskimage"
    return None


def _riff(head: bytes, ending: str) -> str | None:
    del ending
    return RIFF.get(head[8:12]) if head.startswith((b"RIFF", b"RF64")) else None


def _form(head: bytes, ending: str) -> str | None:
    del ending
    return "audio/aiff" if head.startswith(b"FORM") and head[8:11] == b"AIF" else None


def _boxes(head: bytes, ending: str) -> str | None:
    """Tell ISO base media files (ISO/IEC 14496-12 section 4.3) by their brands."""
    if head[4:8] in {b"moov", b"mdat", b"wide", b"pnot"}:
        return "video/quicktime"
    if head[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    for brand in brands:
        for sign, media_type in BRANDS:
            if brand.startswith(sign):
                return media_type
    return "audio/mp4" if ending in {"m4a", "m4b"} else "video/mp4"


def _matroska(head: bytes, ending: str) -> str | None:
    """Tell WebM from Matroska by the document type (RFC 8794 section 11.2.6)."""
    if not head.startswith(b"\x1aE\xdf\xa3"):
        return None
    if b"B\x82\x84webm" in head[:128]:
        return "audio/webm" if ending == "weba" else "video/webm"
    return "audio/x-matroska" if ending == "mka" else "video/x-matroska"


def _ogg(head: bytes, ending: str) -> str | None:
    del ending
    if not head.startswith(b"OggS"):
        return None
    first = head[28:64]
    if first.startswith(b"OpusHead"):
        return "audio/opus"
    return "video/ogg" if first.startswith(b"\x80theora") else "audio/ogg"


def _asf(head: bytes, ending: str) -> str | None:
    if not head.startswith(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"):
        return None
    if _ASF_VIDEO in head:
        return "video/x-ms-wmv"
    return "video/x-ms-asf" if ending == "asf" else "audio/x-ms-wma"


def _mpeg_sound(head: bytes, ending: str) -> str | None:
    """Tell the frame header of MPEG sound (ISO/IEC 11172-3 section 2.4.1.3, ADTS: 13818-7)."""
    del ending
    word = int.from_bytes(head[:4], "big")
    if len(head) < _WORD or word >> 21 != _SYNC:
        return None
    version, layer = word >> 19 & 3, word >> 17 & 3
    if not layer:
        return "audio/aac" if version in _ADTS else None
    rate, frequency = word >> 12 & 15, word >> 10 & 3
    possible = version != 1 and rate not in _NO_RATES and frequency != _NO_FREQUENCY
    return "audio/mpeg" if possible else None


def _mpeg_stream(head: bytes, ending: str) -> str | None:
    """Tell transport streams: packets of 188 bytes begin with G (ISO/IEC 13818-1 2.4.3.2)."""
    del ending
    packets = [head[at : at + 1] for at in range(0, 4 * _PACKET, _PACKET)]
    return "video/mp2t" if packets == [b"G"] * 4 else None


def _tape(head: bytes, ending: str) -> str | None:
    """Tell a tape archive by its magic, or by the sum of its first header (older than POSIX.1)."""
    del ending
    block = head[:_TAR_BLOCK]
    if block[_TAR_MAGIC] in {b"ustar\0", b"ustar "}:
        return "application/x-tar"
    stated = block[_TAR_SUM].strip(b" \0")
    if len(block) < _TAR_BLOCK or not block[0] or not stated or stated.strip(b"01234567"):
        return None
    with_spaces = block[:148] + b" " * 8 + block[156:]
    plain = sum(with_spaces)
    signed = plain - 256 * sum(byte >> 7 for byte in with_spaces)  # as some old programs do
    return "application/x-tar" if int(stated, 8) in {plain, signed} else None


def _table(head: bytes, ending: str) -> str | None:
    """Tell dBASE: type, date, and the 0x0D that ends the header of fields."""
    del ending
    if len(head) <= _DBF_HEADER or head[0] not in _DATABASES:
        return None
    length = int.from_bytes(head[8:10], "little")
    dated = head[2] in _MONTHS and head[3] in _DAYS
    ends = {head[length - 1 : length], head[max(0, length - _DBF_LINK) :][:1]}
    fields = _DBF_HEADER <= length < len(head) and b"\r" in ends
    return "application/vnd.dbf" if dated and fields else None


def _typeface(head: bytes, ending: str) -> str | None:
    """Tell TrueType: few tables, and the first has a name of letters (OpenType: Table Record)."""
    del ending
    name = head[12:16]
    named = len(name) == _WORD and name.isascii() and name.decode("ascii").isprintable()
    few = 0 < int.from_bytes(head[4:6], "big") <= _MAX_TABLES
    return "font/ttf" if head.startswith((b"\0\1\0\0", b"true")) and named and few else None


def _apple_program(head: bytes, ending: str) -> str | None:
    """Tell a universal program from a Java class, which has the same beginning."""
    del ending
    if not head.startswith(b"\xca\xfe\xba\xbe"):
        return None
    few = int.from_bytes(head[4:8], "big") <= _FAT_BINARY_MAX
    return "application/x-mach-binary" if few else "application/java-vm"


def _signed(head: bytes, ending: str) -> str | None:
    """Tell cryptographic messages by the object identifier of their content (RFC 5652)."""
    if not head.startswith((b"\x30\x80", b"\x30\x81", b"\x30\x82", b"\x30\x83", b"\x30\x84")):
        return None
    for identifier, media_type in _OIDS:
        if identifier in head[2:24]:
            signature = ending == "p7s" and media_type == "application/pkcs7-mime"
            return "application/pkcs7-signature" if signature else media_type
    return "application/pkix-cert" if ending in {"cer", "crt"} else None


def _bitmap(head: bytes, ending: str) -> str | None:
    del ending
    known = int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 64, 108, 124}
    return "image/bmp" if head.startswith(b"BM") and known else None


def _drawing(head: bytes, ending: str) -> str | None:
    del ending
    return "image/emf" if head.startswith(b"\1\0\0\0") and head[40:44] == b" EMF" else None


def _greymap(head: bytes, ending: str) -> str | None:
    del ending
    if head[:1] != b"P" or head[1:2] not in b"123456" or head[2:3] not in b"\n\r\t ":
        return None
    if not head[3:4] or head[3:4] not in b"#0123456789 \n":
        return None
    return "image/x-portable-" + ("bitmap", "graymap", "pixmap")[(head[1] - 0x31) % 3]


def _berkeley(head: bytes, ending: str) -> str | None:
    del ending
    return "application/x-berkeley-db" if head[12:16] in _BERKELEY else None


def _openpgp(head: bytes, ending: str) -> str | None:
    """Tell an encrypted OpenPGP message by its first packet (RFC 9580 sections 4.2 and 5.1)."""
    by_key = (
        (head[:1] == b"\x84" and head[2:3] in {b"\3", b"\6"})
        or (head[:1] == b"\x85" and head[3:4] in {b"\3", b"\6"})
        or (head[:1] == b"\xc1" and head[2:3] in {b"\3", b"\6"})
    )
    by_password = head[:3] in {b"\x8c\x0d\4", b"\xc3\x0d\4"}
    known = by_password or (by_key and ending in {"gpg", "pgp", "asc", ""})
    return "application/pgp-encrypted" if known else None


def _library(head: bytes, ending: str) -> str | None:
    """Tell MARC by what is fixed in its leader (ISO 2709 section 4.2)."""
    del ending
    fixed = head[:5].isdigit() and head[10:12] == b"22" and head[12:17].isdigit()
    return "application/marc" if fixed and head[20:22] == b"45" else None


def _deflated(head: bytes, ending: str) -> str | None:
    """Tell zlib streams (RFC 1950 section 2.2); the sign is weak, so the name must agree."""
    weak = head[:1] == b"\x78" and int.from_bytes(head[:2], "big") % _ZLIB_CHECK == 0
    return "application/zlib" if weak and ending.startswith("z") else None


def _lzma(head: bytes, ending: str) -> str | None:
    weak = head.startswith(b"\x5d\0\0") and ending in {"lzma", "tlz"}
    return "application/x-lzma" if weak else None


_RULES: tuple[Callable[[bytes, str], str | None], ...] = (
    *(_riff, _form, _boxes, _matroska, _ogg, _asf, _tape, _table, _typeface, _apple_program),
    *(
        _signed,
        _bitmap,
        _drawing,
        _greymap,
        _berkeley,
        _library,
        _openpgp,
        _mpeg_sound,
        _mpeg_stream,
    ),
    *(_deflated, _lzma),
)
