"""Recognise pages whose text is known with amana and with plain tesseract, side by side.

    python bench/ocr.py [VARIANTS]

Each kind of page is drawn by a browser in VARIANTS fonts and sizes (see `ocr_pages.py`), clean, as
a scanner would give it, and small. Prints JSON lines: for each kind and state the share of wrong
characters (edit distance to the text, white space as one space, divided by its length), by amana in
its sandbox and by `tesseract --psm 3` in the same languages, then the means and pages a second. Of
columns in the wrong order every character counts. Each page is read by one after the other, with
one thread; reading to the end, with maps, is in amana's time, and so are its further passes.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import time
from collections import defaultdict
from hashlib import sha256

from ocr_pages import Page, pages

from amana.reading import Limits, ReadingPool

LANGUAGES = "ara+eng+fra"


def wrong(truth: str, found: str) -> float:
    """Return the edit distance by the length of the truth (Myers 1999, over whole numbers)."""
    truth, found = " ".join(truth.split()), " ".join(found.split())
    places: dict[str, int] = defaultdict(int)
    for place, letter in enumerate(truth):
        places[letter] |= 1 << place
    whole, last = (1 << len(truth)) - 1, 1 << (len(truth) - 1)
    up, down, distance = whole, 0, len(truth)
    for letter in found:
        equal = places.get(letter, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        more, less = down | ~(horizontal | up), up & horizontal
        distance += bool(more & last) - bool(less & last)
        more, less = more << 1 | 1, less << 1
        up, down = (less | ~(vertical | more)) & whole, more & vertical & whole
    return distance / len(truth)


def by_amana(pool: ReadingPool, png: bytes) -> str:
    """Read as an original is read."""
    fd = os.memfd_create("page")
    os.write(fd, png)
    try:
        digest = sha256(png).hexdigest()
        reading = pool.read(fd, original=digest, name="page.png", size=len(png)).reading
    finally:
        os.close(fd)
    return reading.text if reading else ""


def by_tesseract(png: bytes) -> str:
    """Run tesseract as it is run by default."""
    done = subprocess.run(
        ["/usr/bin/env", "tesseract", "-", "stdout", "-l", LANGUAGES, "--psm", "3"],
        input=png,
        capture_output=True,
        check=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode()


def measured(pool: ReadingPool, page: Page) -> dict[str, tuple[float, float]]:
    """Return for each reader the share of wrong characters and the seconds it took."""
    file = io.BytesIO()
    page.image.save(file, "PNG")
    png, results = file.getvalue(), {}
    for name, read in (("amana", lambda given: by_amana(pool, given)), ("tesseract", by_tesseract)):
        begun = time.perf_counter()
        text = read(png)
        results[name] = wrong(page.truth, text), time.perf_counter() - begun
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Recognise pages whose text is known.")
    parser.add_argument("variants", type=int, nargs="?", default=1)
    found = defaultdict(list)
    limits = Limits(cpu_seconds=60, wall_seconds=110, ocr=LANGUAGES)
    with ReadingPool(1, limits) as pool:
        pool.programs()
        for page in pages(parser.parse_args().variants):
            found[page.kind, page.state].append(measured(pool, page))
    for (kind, state), results in found.items():
        shares = {name: _mean([each[name][0] for each in results]) for name in results[0]}
        print(json.dumps({"page": kind, "state": state} | shares))
    every = [each for results in found.values() for each in results]
    summary: dict[str, object] = {"pages": len(every)}
    for name in every[0]:
        summary[f"{name}: wrong characters, mean"] = _mean([each[name][0] for each in every])
        seconds = sum(each[name][1] for each in every)
        summary[f"{name}: pages a second"] = round(len(every) / seconds, 2)
    seconds = [sum(each[name][1] for each in every) for name in ("amana", "tesseract")]
    summary["time: amana / tesseract"] = round(seconds[0] / seconds[1], 2)
    print(json.dumps(summary))


def _mean(shares: list[float]) -> float:
    return round(sum(shares) / len(shares), 4)


if __name__ == "__main__":
    main()
