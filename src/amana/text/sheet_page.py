"""A sheet as one HTML page: no scripts, nothing from elsewhere, fit for A4 paper.

Whatever comes from outside is escaped, and stands in an element of its own direction (`bdi`), so
that it changes neither the page nor the order of the words around it.
"""

from __future__ import annotations

from html import escape
from importlib import resources

from amana.text.printed_page import printed_page
from amana.text.sheet import (
    Blanks,
    Kind,
    Line,
    Pairs,
    Paragraph,
    Part,
    Points,
    Section,
    Sheet,
    Table,
)

_FORMS = {
    Kind.WORDS: "{}",
    Kind.VALUE: "<bdi>{}</bdi>",
    Kind.FIGURE: '<bdi dir="ltr">{}</bdi>',
    Kind.CODE: '<bdi dir="ltr"><code>{}</code></bdi>',
}
_MAIN = """\
<header>
<h1>{heading}</h1>
<p class="subtitle">{subtitle}</p>
</header>
<p>{opening}</p>
{sections}"""


def sheet_page(sheet: Sheet) -> bytes:
    """Return the page."""
    style = (resources.files("amana.text") / "data" / "sheet.css").read_text("utf-8")
    main = _MAIN.format(
        heading=escape(sheet.title),
        subtitle=_line(sheet.subtitle),
        opening=_line(sheet.opening),
        sections="\n".join(map(_section, sheet.sections)),
    )
    return printed_page(
        language=sheet.language,
        direction=sheet.direction,
        title=escape(f"{sheet.title}: {''.join(run.text for run in sheet.subtitle)}"),
        style=style,
        main=main,
        foot=f"<p>{_line(sheet.foot)}</p>",
    )


def _section(section: Section) -> str:
    parts = "\n".join(map(_part, section.parts))
    return f"<section>\n<h2>{escape(section.heading)}</h2>\n{parts}\n</section>"


def _part(part: Part) -> str:
    match part:
        case Paragraph(line=line, small=small):
            mark = ' class="remark"' if small else ""
            return f"<p{mark}>{_line(line)}</p>"
        case Pairs(rows=rows):
            cells = (f"<dt>{escape(name)}</dt><dd>{_line(line)}</dd>" for name, line in rows)
            return "<dl>\n" + "\n".join(cells) + "\n</dl>"
        case Table():
            return _table(part)
        case Points(lines=lines, numbered=numbered):
            tag = "ol" if numbered else "ul"
            points = "\n".join(f"<li>{_line(line)}</li>" for line in lines)
            return f"<{tag}>\n{points}\n</{tag}>"
        case Blanks(rows=rows):
            return '<dl class="blanks">\n' + "\n".join(map(_blank, rows)) + "\n</dl>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f"<table>\n<caption>{escape(table.caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _blank(row: tuple[str, int]) -> str:
    name, room = row
    mark = "line tall" if room > 1 else "line"
    return f'<dt>{escape(name)}</dt><dd><span class="{mark}"></span></dd>'


def _line(line: Line) -> str:
    return "".join(_FORMS[run.kind].format(escape(run.text)) for run in line)
