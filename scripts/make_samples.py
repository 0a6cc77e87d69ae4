"""Make the sample inputs that no text editor can write: PDFs, pictures, mails, archives.

For an engineer: prints `samples/sources/*.html` with Chromium, so the Arabic in the PDF is really
shaped, and puts dates of our choice into everything that would otherwise carry today's. With the
same Chromium, fonts (DejaVu, Noto Naskh Arabic) and qpdf, which locks one, the output is the same.

    .venv/bin/python scripts/make_samples.py
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

import sample_packages
from playwright.sync_api import Page, sync_playwright

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOURCES = SAMPLES / "sources"
INPUTS = SAMPLES / "inputs"

PRINTED = {
    "field-report": ("D:20240402160000+00'00'", INPUTS / "monitor" / "field-report.pdf"),
    "appeal-letter": ("D:20240521080000+00'00'", INPUTS / "monitor" / "appeal-letter.pdf"),
}
COUNSEL = INPUTS / "counsel"
TAKEN = "2024:09:30 07:41:12"  # the form of EXIF 2.32, DateTimeOriginal
CROSSED = "2024:04:20 02:07:31"
PASSWORDS = SAMPLES / "passwords.txt"
MINUTES = ("minutes", "D:20240502180000+00'00'")
DAMAGED_SHARE = 0.6  # of the report's bytes: the cross-reference table and the trailer are lost

LETTER = """\
To whoever reads this at the Monitor,

I worked at the port until the summer. I took the attached picture on 30 September from the deck of
the pilot boat. I was told by a guard, whom I will not name, that men are kept behind the
second door and that the lights are on all night. I have not been inside and cannot say more.

Please do not answer to this address after Friday. Do not give my name to anybody.

R.
"""
HANDOVER = """\
Dear colleagues,

attached, as agreed by telephone, is what the keeper of the bridge gave me for the inquiry: his
statement, typed by my office and corrected by hand since, and the picture from his telephone.

He has agreed that both are kept. Please ask me before anybody calls him.

L. Haddar
Counsel for the families of Ras al-Ghadir
"""
LOGO = bytes.fromhex("47494638396101000100800000333333ffffff2c00000000010001000002024401003b")


class Place(NamedTuple):
    """Where a picture was taken: degrees, minutes and seconds south and west."""

    south: tuple[int, int, int]
    west: tuple[int, int, int]


BRIDGE = Place((31, 12, 40), (15, 24, 5))  # in the open sea: the valley is invented


def main() -> None:
    """Write every made input."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 480, "height": 320})
        minutes = printed(page, *MINUTES)
        for name, (date, target) in PRINTED.items():
            target.write_bytes(printed(page, name, date))
        photo = with_exif(photograph(page, "quay"), TAKEN)
        bridge = with_exif(photograph(page, "bridge"), CROSSED, BRIDGE)
        page.set_viewport_size({"width": 1240, "height": 1000})
        scan = photograph(page, "order")
        browser.close()
    for name, content in counsel(scan, bridge, minutes).items():
        (COUNSEL / name).write_bytes(content)
    (INPUTS / "tip" / "quay.jpg").write_bytes(photo)
    (INPUTS / "tip" / "tip.eml").write_bytes(letter(photo))
    whole = PRINTED["field-report"][1].read_bytes()
    cut = int(len(whole) * DAMAGED_SHARE)
    (INPUTS / "monitor" / "field-report-damaged.pdf").write_bytes(whole[:cut])


def counsel(scan: bytes, bridge: bytes, minutes: bytes) -> dict[str, bytes]:
    """Return what a lawyer hands over, by name."""
    papers = {"statement.docx": sample_packages.statement(), "bridge.jpg": bridge}
    return {
        "order.jpg": scan,
        "handover.eml": handover(sample_packages.archive(papers)),
        "minutes.pdf": locked(minutes, PASSWORDS.read_text(encoding="utf-8").strip()),
        "deliveries.xlsx": sample_packages.workbook(),
        "photos.zip": sample_packages.bomb(),
        "valley-post.mhtml": saved((SOURCES / "valley-post.html").read_text(encoding="utf-8")),
    }


def printed(page: Page, name: str, date: str) -> bytes:
    """Return `sources/<name>.html` as a PDF that says it was made at `date`."""
    page.goto((SOURCES / f"{name}.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=False)
    stamp = re.compile(rb"D:\d{14}[+-]\d\d'\d\d'")
    return stamp.sub(date.encode("ascii"), pdf)  # same length: the cross-reference table holds


def locked(pdf: bytes, password: str) -> bytes:
    """Return a PDF that opens with `password` (128-bit AES, ISO 32000-1 section 7.6).

    What is otherwise drawn by lot, the start of each cipher and the identifier, is fixed.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain, shut = Path(folder) / "plain.pdf", Path(folder) / "shut.pdf"
        plain.write_bytes(pdf)
        words = ["--encrypt", password, password, "128", "--use-aes=y", "--"]
        fixed = ["qpdf", "--allow-weak-crypto", "--static-id", "--static-aes-iv"]
        subprocess.run([*fixed, *words, plain, shut], check=True)
        return shut.read_bytes()


def photograph(page: Page, name: str) -> bytes:
    """Return `sources/<name>.html`, as it is drawn, as a JPEG."""
    page.goto((SOURCES / f"{name}.html").as_uri())
    return page.screenshot(type="jpeg", quality=70)


def with_exif(jpeg: bytes, taken: str, place: Place | None = None) -> bytes:
    """Return `jpeg` with an EXIF segment that holds the camera's name, `taken` and `place`.

    TIFF little-endian (EXIF 2.32 section 4.6): directory 0 with Model (0x0110) and pointers to
    the EXIF directory (0x8769), which holds DateTimeOriginal (0x9003), and to the GPS directory
    (0x8825). Type 2 is ASCII with a closing zero byte, type 4 a 32-bit number.
    """
    model, date = b"Sampler One\0", taken.encode("ascii") + b"\0"
    directory_at = 8 + 2 + (3 if place else 2) * 12 + 4
    model_at = directory_at + 2 + 12 + 4
    gps_at = model_at + len(model) + len(date)
    pointers = [(0x8769, directory_at)] + ([(0x8825, gps_at)] if place else [])
    tiff = b"II*\0" + struct.pack("<I", 8)
    tiff += struct.pack("<H", 1 + len(pointers))
    tiff += struct.pack("<HHII", 0x0110, 2, len(model), model_at)
    tiff += b"".join(struct.pack("<HHII", tag, 4, 1, at) for tag, at in pointers) + bytes(4)
    tiff += struct.pack("<H", 1)
    tiff += struct.pack("<HHII", 0x9003, 2, len(date), model_at + len(model)) + struct.pack("<I", 0)
    tiff += model + date + (gps(place, gps_at) if place else b"")
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def gps(place: Place, at: int) -> bytes:
    """Return a GPS directory that begins at `at` (EXIF 2.32 section 4.6.6).

    GPSLatitudeRef (1), GPSLatitude (2), GPSLongitudeRef (3), GPSLongitude (4); an angle is three
    fractions (type 5).
    """
    angles_at = at + 2 + 4 * 12 + 4
    directory = struct.pack("<H", 4)
    directory += struct.pack("<HHI4s", 1, 2, 2, b"S") + struct.pack("<HHII", 2, 5, 3, angles_at)
    directory += struct.pack("<HHI4s", 3, 2, 2, b"W") + struct.pack(
        "<HHII", 4, 5, 3, angles_at + 24
    )
    fractions = [number for angle in place for part in angle for number in (part, 1)]
    return directory + bytes(4) + struct.pack("<12I", *fractions)


def letter(photo: bytes) -> bytes:
    """Return an e-mail (RFC 5322) with `photo` attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "pilot boat <r@mail.example>"
    message["To"] = "Valley Monitor <tips@monitor.example>"
    message["Subject"] = "lights at the old terminal"
    message["Date"] = "Tue, 01 Oct 2024 22:14:05 +0200"
    message["Message-ID"] = "<20241001221405.1@mail.example>"
    message.set_content(LETTER)
    message.add_attachment(photo, maintype="image", subtype="jpeg", filename="quay.jpg")
    message.set_boundary("part-of-the-sample-letter")
    return message.as_bytes()


def handover(papers: bytes) -> bytes:
    """Return an e-mail with an archive attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "L. Haddar <l.haddar@counsel.example>"
    message["To"] = "Inquiry 12/2026 <inquiry@monitor.example>"
    message["Subject"] = "the bridge at Ras al-Ghadir"
    message["Date"] = "Mon, 06 May 2024 11:02:44 +0200"
    message["Message-ID"] = "<20240506110244.7@counsel.example>"
    message.set_content(HANDOVER)
    message.add_attachment(papers, maintype="application", subtype="zip", filename="papers.zip")
    message.set_boundary("part-of-the-sample-handover")
    return message.as_bytes()


def saved(page: str) -> bytes:
    """Return a web page with its logo, saved as one file as browsers do (MHTML, RFC 2557)."""
    address = "https://post.example/valley/market"
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = address
    message["Subject"] = "At least 14 dead in shelling of Tell al-Zanbaq market | The Valley Post"
    message["Date"] = "Sun, 10 Mar 2024 08:15:00 -0000"
    message.make_related()
    message.set_param("type", "text/html")
    for content, kind, where in (
        (page.encode(), ("text", "html"), address),
        (LOGO, ("image", "gif"), "https://post.example/valley/logo.gif"),
    ):
        message.add_related(content, *kind, cte="base64", headers=[f"Content-Location: {where}"])
    message.set_boundary("part-of-the-sample-page")
    return message.as_bytes()


if __name__ == "__main__":
    main()
