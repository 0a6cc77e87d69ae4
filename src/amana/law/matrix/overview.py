"""The matrix at a glance: a line for each element, with how many links it has by effect.

The figures count links and are no measure of anything; every effect has its column, also where it
is empty throughout.
"""

from __future__ import annotations

from collections.abc import Iterator

from amana.law.matrix.markup import (
    EMPTY,
    Markup,
    Wording,
    code,
    figure,
    joined,
    link,
    tag,
)
from amana.law.matrix.page_rows import Printing, anchor
from amana.law.matrix.shapes import Matrix, Part, Row
from amana.records import Effect

COLUMNS = (Effect.SUPPORTS, Effect.UNDERMINES, Effect.EXPLAINS_OTHERWISE, Effect.NEUTRAL)


def overview(matrix: Matrix, words: Wording, printing: Printing) -> Markup:
    """Return the table of all elements."""
    say = words.say
    heads = [tag("th", say("overview.element"), scope="col")]
    heads += [tag("th", say(f"links.{effect}"), scope="col", class_="count") for effect in COLUMNS]
    heads.append(tag("th", say("overview.state"), scope="col"))
    bodies = joined((_part(part, words, printing) for part in matrix.parts), "\n")
    caption = tag("caption", say("overview.caption"))
    table = tag("table", joined((caption, tag("thead", tag("tr", joined(heads))), bodies), "\n"))
    inside = (
        tag("h2", say("overview.heading"), id="overview"),
        tag("p", say("overview.remark"), class_="remark"),
        table,
    )
    return tag("section", joined(inside, "\n"), class_="overview", aria_labelledby="overview")


def _part(part: Part, words: Wording, printing: Printing) -> Markup:
    name = tag(
        "th",
        words.say(f"section.{part.section}"),
        scope="rowgroup",
        colspan=str(len(COLUMNS) + 2),
    )
    lines = (line for row in part.rows for line in _lines(row, words, printing))
    return tag("tbody", joined((tag("tr", name), *lines), "\n"))


def _lines(row: Row, words: Wording, printing: Printing, depth: int = 0) -> Iterator[Markup]:
    """Yield the line of an element, then those of its alternatives."""
    say = words.say
    name = link(f"#{anchor(row.element)}", code(row.element))
    either = tag("em", say("or")) if depth else EMPTY
    what = joined((part for part in (either, name, words.label(row.label)) if part), " ")
    counts = dict.fromkeys(COLUMNS, 0)
    for each in row.links:
        counts[each.effect] += 1
    cells = [tag("th", what, scope="row", class_="alternative" if depth else "element")]
    cells += [
        tag(
            "td",
            figure(number) if number else Markup("&ndash;"),
            class_=f"count {effect}",
            data_label=words.phrases[f"links.{effect}"],
        )
        for effect, number in counts.items()
    ]
    state = tag("span", say(f"status.{row.status}"), class_=f"mark {row.status}")
    cells.append(tag("td", joined((state, printing.notices(row.notices)))))
    yield tag("tr", joined(cells))
    for below in row.alternatives:
        yield from _lines(below, words, printing, depth + 1)
