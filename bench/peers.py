"""Install the named peers of the benches, each where it can be removed again.

    python bench/peers.py FOLDER

Peers are never dependencies of amana: each Python package gets an environment of its own below
FOLDER, outside the project, and Apache Tika's server is a jar that the client of Maven fetches.
They come from the registries that pip and mvn are set up for. The benches of reading, articles and
likeness then find them with `--peers FOLDER` or in the variable AMANA_BENCH_PEERS.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

TIKA = "org.apache.tika:tika-server-standard:3.3.2"
PACKAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "kreuzberg": (("kreuzberg==4.10.4",),),
    # Without what would send sounds or addresses to a service on the network.
    "markitdown": (("markitdown[docx,outlook,pdf,pptx,xls,xlsx]==0.1.8",),),
    "datasketch": (("datasketch==2.0.0",),),
    # readability-lxml asks for an extra of lxml that lxml has no more: its needs are named here.
    "articles": (
        ("trafilatura", "lxml_html_clean", "resiliparse", "chardet", "cssselect"),
        ("--no-deps", "readability-lxml"),
    ),
}


def install(folder: Path) -> None:
    """Install every peer that is not there yet."""
    for name, steps in PACKAGES.items():
        home = folder / name
        if home.exists():
            continue
        venv.create(home, with_pip=True)
        for words in steps:
            subprocess.run([home / "bin" / "pip", "--quiet", "install", *words], check=True)
    jars = folder / "tika"
    if not jars.exists():
        copy = ["mvn", "-q", "dependency:copy", f"-Dartifact={TIKA}", f"-DoutputDirectory={jars}"]
        subprocess.run(copy, check=True)


if __name__ == "__main__":
    install(Path(sys.argv[1]).resolve())
