from __future__ import annotations

from amana.reading.articles.lines import cut_lines
from amana.reading.articles.sheets import running_lines


def sheets_of(pages: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, places = "", []
    for page in pages:
        places.append((len(text), len(text) + len(page)))
        text += page + "\n"
    return text, tuple(places)


def test_what_stands_on_every_sheet_runs() -> None:
    pages = [
        f"Valley Monitor\n\nFinding {n} of the team.\n\nMore of it.\n\nPage {n} of 4"
        for n in range(1, 5)
    ]
    text, places = sheets_of(pages)
    running = [line.text for line in running_lines(cut_lines(text), places)]
    assert running.count("Valley Monitor") == 4
    assert [line for line in running if line.startswith("Page")] == [
        f"Page {n} of 4" for n in range(1, 5)
    ]


def test_one_sheet_repeats_nothing() -> None:
    text, places = sheets_of(["Valley Monitor\n\nA finding.\n\n1"])
    assert running_lines(cut_lines(text), places) == []
