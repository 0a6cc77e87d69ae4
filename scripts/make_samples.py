"""Make the sample inputs that no text editor can write: PDFs, a photograph, an e-mail.

For an engineer: prints `samples/sources/*.html` with Chromium, so the Arabic in the PDF is really
shaped, and puts dates of our choice into everything that would otherwise carry today's. With the
same Chromium and the same fonts (DejaVu, Noto Naskh Arabic) the output is the same.

    .venv/bin/python scripts/make_samples.py
"""

from __future__ import annotations

import re
import struct
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOURCES = SAMPLES / "sources"
INPUTS = SAMPLES / "inputs"

PRINTED = {
    "field-report": ("D:20240402160000+00'00'", INPUTS / "monitor" / "field-report.pdf"),
    "appeal-letter": ("D:20240521080000+00'00'", INPUTS / "monitor" / "appeal-letter.pdf"),
}
TAKEN = "2024:09:30 07:41:12"  # the form of EXIF 2.32, DateTimeOriginal
DAMAGED_SHARE = 0.6  # of the report's bytes: the cross-reference table and the trailer are lost

LETTER = """\
To whoever reads this at the Monitor,

I worked at the port until the summer. I took the attached picture on 30 September from the deck of
the pilot boat. I was told by a guard, whom I will not name, that men are kept behind the
second door and that the lights are on all night. I have not been inside and cannot say more.

Please do not answer to this address after Friday. Do not give my name to anybody.

R.
"""


def main() -> None:
    """Write every made input."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 480, "height": 320})
        for name, (date, target) in PRINTED.items():
            target.write_bytes(printed(page, name, date))
        photo = with_exif(photograph(page), TAKEN)
        browser.close()
    (INPUTS / "tip" / "quay.jpg").write_bytes(photo)
    (INPUTS / "tip" / "tip.eml").write_bytes(letter(photo))
    whole = PRINTED["field-report"][1].read_bytes()
    cut = int(len(whole) * DAMAGED_SHARE)
    (INPUTS / "monitor" / "field-report-damaged.pdf").write_bytes(whole[:cut])


def printed(page: Page, name: str, date: str) -> bytes:
    """Return `sources/<name>.html` as a PDF that says it was made at `date`."""
    page.goto((SOURCES / f"{name}.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=False)
    stamp = re.compile(rb"D:\d{14}[+-]\d\d'\d\d'")
    return stamp.sub(date.encode("ascii"), pdf)  # same length: the cross-reference table holds


def photograph(page: Page) -> bytes:
    """Return the drawn quay as a JPEG."""
    page.goto((SOURCES / "quay.html").as_uri())
    return page.screenshot(type="jpeg", quality=70)


def with_exif(jpeg: bytes, taken: str) -> bytes:
    """Return `jpeg` with an EXIF segment that holds the camera's name and `taken`.

    TIFF little-endian (EXIF 2.32 section 4.6): directory 0 with Model (0x0110) and a pointer to
    the EXIF directory (0x8769), which holds DateTimeOriginal (0x9003). Type 2 is ASCII with a
    closing zero byte, type 4 a 32-bit number.
    """
    model, date = b"Sampler One\0", taken.encode("ascii") + b"\0"
    directory_at = 8 + 2 + 2 * 12 + 4
    model_at = directory_at + 2 + 12 + 4
    tiff = b"II*\0" + struct.pack("<I", 8)
    tiff += struct.pack("<H", 2)
    tiff += struct.pack("<HHII", 0x0110, 2, len(model), model_at)
    tiff += struct.pack("<HHII", 0x8769, 4, 1, directory_at) + struct.pack("<I", 0)
    tiff += struct.pack("<H", 1)
    tiff += struct.pack("<HHII", 0x9003, 2, len(date), model_at + len(model)) + struct.pack("<I", 0)
    tiff += model + date
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


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


if __name__ == "__main__":
    main()
