from __future__ import annotations

from amana.reading.articles import find_articles
from amana.reading.articles.lines import cut_lines
from amana.reading.articles.sheets import running_lines
from amana.records import Reading, Recipe, State

PROSE = "The office kept a list of the missing and read it aloud on the first day of each month {}."


def sheets(*texts: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, ranges = "", []
    for each in texts:
        ranges.append((len(text), len(text) + len(each)))
        text += each + "\n\n"
    return text, tuple(ranges)


def running(*texts: str) -> list[str]:
    text, ranges = sheets(*texts)
    return [line.text for line in running_lines(cut_lines(text), ranges)]


def sheet(number: int, *, head: str = "Valley Monitor: Yearly Report") -> str:
    body = "\n".join(PROSE.format(number * 10 + line) for line in range(8))
    return f"{head}\n\n{body}\n\n- {number} -"


def test_a_line_at_the_edge_of_most_sheets_runs() -> None:
    found = running(*(sheet(number) for number in range(1, 5)))
    assert found.count("Valley Monitor: Yearly Report") == 4


def test_page_numbers_run_in_every_form() -> None:
    assert "- 2 -" in running(sheet(1), sheet(2))
    for printed in ("Page 2 of 9", "12", "صفحة ٣", "iv", "3 / 10"):
        assert printed in running(sheet(1), f"{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n\n{printed}")


def test_what_stands_on_few_sheets_is_text() -> None:
    found = running(sheet(1, head="One"), sheet(2, head="Two"), sheet(3, head="Two"), sheet(4))
    assert "Two" not in found


def test_a_line_amid_the_text_does_not_run() -> None:
    again = "The gates were shut."
    page = "\n".join([PROSE.format(1)] * 4 + [again] + [PROSE.format(2)] * 4)
    assert again not in running(*[page] * 4)


def test_one_sheet_repeats_nothing() -> None:
    assert running("12\n\nShort text.") == []


def test_running_lines_leave_the_article_and_stay_in_the_text() -> None:
    text, ranges = sheets(*(sheet(number) for number in range(1, 5)))
    reading = Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/pdf", tool="amana", version="1"),
        state=State.READ,
        media_type="application/pdf",
        text=text,
        pages=ranges,
    )
    [article] = find_articles(reading)
    left = [each.span.quote for each in article.left_out if each.why == "boilerplate"]
    assert left.count("Valley Monitor: Yearly Report") == 4
    assert "- 3 -" in left
    assert not any("Yearly Report" in each.quote for each in article.paragraphs)
