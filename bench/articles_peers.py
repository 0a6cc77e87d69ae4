"""What the peers do in bench/articles.py, run by the Python in which they are installed.

Paths of compressed pages come in. Of each engine one line comes out: the CPU seconds of the fastest
round from bytes to text, and the texts.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3
Extract = Callable[[bytes], str]


def trafilatura(*, fast: bool) -> Extract:
    """Return the main text by trafilatura, comments left out."""
    engine = importlib.import_module("trafilatura")
    return lambda page: engine.extract(page, fast=fast, include_comments=False) or ""


def readability() -> Extract:
    """Return the main text by readability-lxml."""
    engine = importlib.import_module("readability")
    html = importlib.import_module("lxml.html")

    def extract(page: bytes) -> str:
        summary = engine.Document(page.decode("utf-8", "replace")).summary()
        return str(html.fromstring(summary).text_content())

    return extract


def resiliparse() -> Extract:
    """Return the main text by resiliparse."""
    engine = importlib.import_module("resiliparse.extract.html2text")
    parse = importlib.import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes

    def extract(page: bytes) -> str:
        tree = parse(page, "utf-8")
        return str(engine.extract_plain_text(tree, main_content=True, alt_texts=False))

    return extract


def main() -> None:
    """Measure and print."""
    pages = [gzip.decompress(Path(line.strip()).read_bytes()) for line in sys.stdin]
    engines = {
        "trafilatura": trafilatura(fast=False),
        "trafilatura_fast": trafilatura(fast=True),
        "resiliparse": resiliparse(),
        "readability_lxml": readability(),
    }
    for name, extract in engines.items():
        extract(pages[0])
        spent = []
        for _ in range(ROUNDS):
            began = time.process_time()
            texts = [extract(page) for page in pages]
            spent.append(time.process_time() - began)
        print(json.dumps({"engine": name, "cpu": min(spent), "texts": texts}))


if __name__ == "__main__":
    main()
