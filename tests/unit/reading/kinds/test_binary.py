from __future__ import annotations

import io
import tarfile

import pytest

from amana.reading.kinds.binary import structured
from amana.reading.readers.intake import BytesContent


def tape(kind: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        archive.addfile(tarfile.TarInfo("a" * 90))
    return out.getvalue()


def old_tape() -> bytes:
    """A header without a magic, as in Version 7 Unix."""
    block = bytearray(b"letter.txt".ljust(512, b"\0"))
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


DBF = bytes([3, 99, 12, 31]) + bytes(4) + (65).to_bytes(2, "little") + bytes(54) + b"\x0d" * 9
FONT = b"\0\1\0\0\0\x0a" + bytes(6) + b"GDEF" + bytes(20)
DER = bytes.fromhex("3082015a06092a864886f70d010703a082")


@pytest.mark.parametrize(
    ("data", "ending", "media_type"),
    [
        (tape(tarfile.USTAR_FORMAT), "", "application/x-tar"),
        (tape(tarfile.GNU_FORMAT), "", "application/x-tar"),
        (tape(tarfile.PAX_FORMAT), "", "application/x-tar"),
        (old_tape(), "", "application/x-tar"),
        (old_tape()[:150] + b"7" + old_tape()[151:], "tar", None),
        (b"RIFF\0\0\0\0WAVEfmt ", "", "audio/wav"),
        (b"RIFF\0\0\0\0AVI LIST", "", "video/x-msvideo"),
        (b"RIFF\0\0\0\0????", "", None),
        (b"FORM\0\0\0\0AIFF", "", "audio/aiff"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0heicmif1", "", "image/heif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0avc1mp41", "", "video/mp4"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0mp42", "", "audio/mp4"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0", "", "video/quicktime"),
        (b"\0\0\0\x18ftyp3gp4\0\0\0\0", "", "video/3gpp"),
        (b"\0\0\0\x18ftypXXXX\0\0\0\0", "m4a", "audio/mp4"),
        (b"\0\0\0\x08wide", "", "video/quicktime"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\x82\x84webm", "", "video/webm"),
        (b"\x1aE\xdf\xa3\xa3B\x82\x88matroska", "", "video/x-matroska"),
        (b"OggS".ljust(28, b"\0") + b"OpusHead", "", "audio/opus"),
        (b"OggS".ljust(28, b"\0") + b"\1vorbis", "", "audio/ogg"),
        (b"OggS".ljust(28, b"\0") + b"\x80theora", "", "video/ogg"),
        (bytes.fromhex("3026b2758e66cf11"), "wma", "audio/x-ms-wma"),
        (bytes.fromhex("3026b2758e66cf11c0ef19bc4d5bcf11a8fd00805f5c442b"), "", "video/x-ms-wmv"),
        (b"\xff\xfb\x90\x64", "", "audio/mpeg"),
        (b"\xff\xfb\xff\xff", "", None),
        (b"\xff\xf1\x50\x80", "", "audio/aac"),
        ((b"G" + bytes(187)) * 4, "", "video/mp2t"),
        (DBF, "", "application/vnd.dbf"),
        (DBF.replace(b"\x0d", b"\0"), "", None),
        (FONT, "", "font/ttf"),
        (b"\xca\xfe\xba\xbe\0\0\0\x02", "", "application/x-mach-binary"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "", "application/java-vm"),
        (DER, "", "application/pkcs7-mime"),
        (DER, "p7s", "application/pkcs7-signature"),
        (b"\x30\x82\x01\x01\x02", "cer", "application/pkix-cert"),
        (b"\x30\x82\x01\x01\x02", "", None),
        (b"\1\0\0\0" + bytes(36) + b" EMF", "", "image/emf"),
        (b"P6\n1 1\n255\n", "", "image/x-portable-pixmap"),
        (b"P1 is a name", "", None),
        (bytes(12) + b"\x62\x31\5\0", "", "application/x-berkeley-db"),
        (b"\x84\x8c\3", "gpg", "application/pgp-encrypted"),
        (b"\x85\1\x0c\3", "jpg", None),
        (b"\x8c\x0d\4\x09", "", "application/pgp-encrypted"),
        (b"\x78\x9c", "zlib", "application/zlib"),
        (b"\x78\x9c", "txt", None),
        (b"\x5d\0\0\x80", "lzma", "application/x-lzma"),
        (b"01448nam a2200169 a 4500", "", "application/marc"),
        (bytes(32769) + b"CD001", "", "application/x-iso9660-image"),
        (bytes(512) + b"koly" + bytes(508), "", "application/x-apple-diskimage"),
        (b"plain words", "", None),
        (b"", "", None),
    ],
)  # fmt: skip
def test_by_structure(data: bytes, ending: str, media_type: str | None) -> None:
    assert structured(data[: 1 << 16], BytesContent(data), ending) == media_type
