"""A matrix as one page that prints well: no scripts, nothing from elsewhere, in English or Arabic.

Whatever comes from outside is escaped and stands in its own direction (`markup`). What the page is
and is not comes first; what undermines or explains otherwise has a part of its own, always.
"""

from __future__ import annotations

from importlib.resources import files

from amana.law.matrix.edition import Edition
from amana.law.matrix.markup import (
    EMPTY,
    Markup,
    Wording,
    code,
    figure,
    joined,
    link,
    plain,
    tag,
    told,
    wording,
)
from amana.law.matrix.overview import overview
from amana.law.matrix.page_rows import Printing
from amana.law.matrix.shapes import Charged, Linked, Matrix, Named, Part
from amana.text import printed_page

_POINTS = ("shows", "not_guilt", "linked", "against", "integrity")
_APART = "\u2066{}\u2069"  # in a style sheet no element can keep the direction of words apart


def as_html(matrix: Matrix, edition: Edition, *, language: str = "en") -> bytes:
    """Return the whole page, in UTF-8.

    Raises:
        UsageError: there are no words of this language.
    """
    words = wording(language)
    printing = Printing(words, edition)
    sections = (
        _head(matrix.charge, words),
        _what_it_is(edition, words),
        _charge(matrix, words, printing),
        overview(matrix, words, printing),
        _against(matrix, words, printing),
        *(_part(part, matrix, words, printing) for part in matrix.parts),
        _elsewhere(matrix, words, printing),
    )
    day, key = figure(edition.day), code(matrix.charge.stated.key)
    foot = words.say("foot", key=key, day=day, entries=figure(edition.entries))
    return printed_page(
        language=words.language,
        direction=words.direction,
        title=joined((words.say("title"), plain(matrix.charge.stated.key)), ": "),
        style=_style(matrix, edition, words),
        main=joined((each for each in sections if each), "\n"),
        foot=tag("p", foot),
    )


def _style(matrix: Matrix, edition: Edition, words: Wording) -> str:
    """Return the style, with what is printed at the head and foot of each page."""
    css = files("amana.law.matrix").joinpath("data", "matrix.css").read_text(encoding="utf-8")
    key, day = (_APART.format(each) for each in (matrix.charge.stated.key, edition.day))
    head = words.phrases["page_head"].format(key=key, day=day)
    foot = words.phrases["page_foot"]
    side, other = ("right", "left") if words.direction == "rtl" else ("left", "right")
    pages = r'"\2066 " counter(page) " / " counter(pages) "\2069 "'
    margins = (
        f"@top-{side} {{ content: {_css_words(head)}; }}",
        f"@bottom-{side} {{ content: {_css_words(foot)}; }}",
        f"@bottom-{other} {{ content: {pages}; }}",
    )
    return f"{css}@page {{ {' '.join(margins)} }}\n"


def _css_words(text: str) -> str:
    """Return words as a string of a style sheet: every letter that is not plain as its number."""
    plain = " .,:;·"
    return '"' + "".join(c if c.isalnum() or c in plain else f"\\{ord(c):x} " for c in text) + '"'


def _head(charge: Charged, words: Wording) -> Markup:
    say = words.say
    name = told(charge.name) if charge.name else words.label(charge.crime_label)
    return tag(
        "header",
        joined(
            (
                tag("p", joined((say("title"), say("of", key=code(charge.stated.key))), " · ")),
                tag("h1", name),
                tag("p", _crime(charge, words), class_="subtitle"),
            ),
            "\n",
        ),
    )


def _crime(charge: Charged, words: Wording) -> Markup:
    crime = joined((code(charge.crime), words.label(charge.crime_label)), " ")
    mode = joined((code(charge.mode), words.label(charge.mode_label)), " ")
    return joined((crime, mode), " · ")


def _what_it_is(edition: Edition, words: Wording) -> Markup:
    say = words.say
    entries, day = figure(edition.entries), figure(edition.day)
    points = [say(f"is.{name}") for name in _POINTS]
    points.append(say("is.as_of", day=day, entries=entries, archive=told(edition.archive)))
    if edition.root is not None:
        points.append(say("is.root", root=code(edition.root)))
    if edition.withheld is None:
        points.append(say("is.seen"))
    else:
        points.append(say("is.withheld", count=figure(edition.withheld)))
    lines = joined((tag("li", each) for each in points), "\n")
    inside = joined((tag("h2", say("is.heading"), id="is"), tag("ul", lines)), "\n")
    return tag("section", inside, class_="is", aria_labelledby="is")


def _charge(matrix: Matrix, words: Wording, printing: Printing) -> Markup:
    say, charge = words.say, matrix.charge
    crime = joined((code(charge.crime), words.label(charge.crime_label)), " ")
    mode = joined((code(charge.mode), words.label(charge.mode_label)), " ")
    period = figure(charge.period) if charge.period else say("not_told")
    states = words.listed(map(code, charge.states)) if charge.states else say("not_told")
    rows = [
        ("name", told(charge.name) if charge.name else say("not_told")),
        ("crime", crime),
        ("mode", mode),
        ("person", _person(charge.person, words, printing)),
        ("situation", _name(charge.situation, words)),
        ("period", period if charge.period_told else say("charge.of_incidents", value=period)),
        ("states", states if charge.states_told else say("charge.of_incidents", value=states)),
        ("place", told(charge.place) if charge.place else say("not_told")),
        ("incidents", _incidents(charge, words, printing)),
        ("why", told(charge.stated.reason)),
        ("entered", printing.line(charge.stated)),
    ]
    if charge.earlier:
        lines = (tag("li", printing.line(each)) for each in charge.earlier)
        rows.append(("earlier", tag("ul", joined(lines))))
    pairs = (
        joined((tag("dt", say(f"charge.{name}")), tag("dd", value)), "\n") for name, value in rows
    )
    inside = (
        tag("h2", say("charge.heading"), id="charge"),
        printing.notices(matrix.notices),
        tag("dl", joined(pairs, "\n")),
        printing.passages(charge.stated.passages),
    )
    return tag("section", joined(inside, "\n"), aria_labelledby="charge")


def _name(named: Named, words: Wording) -> Markup:
    """Return a name in the language of the page, with the other one, and the key."""
    if named.stated is None:
        return words.say("charge.gone", key=code(named.key))
    names = [named.name, named.name_ar]
    ordered = names[::-1] if words.language == "ar" else names
    shown = [told(name) for name in dict.fromkeys(ordered) if name]
    return joined((joined(shown, " · "), Markup(f"({code(named.key)})")), " ")


def _person(person: Named, words: Wording, printing: Printing) -> Markup:
    parts = [_name(person, words)]
    parts += [words.say("charge.of", body=told(body)) for body in person.actors]
    if person.date:
        parts.append(words.say("charge.born", date=figure(person.date)))
    lines = [words.listed(parts)]
    if person.stated is not None:
        lines.append(printing.passages(person.stated.passages))
    return joined(lines)


def _incidents(charge: Charged, words: Wording, printing: Printing) -> Markup:
    lines = (tag("li", _incident(each, words, printing)) for each in charge.incidents)
    return tag("ul", joined(lines, "\n"), class_="incidents")


def _incident(incident: Named, words: Wording, printing: Printing) -> Markup:
    parts = [_name(incident, words)]
    if incident.date:
        parts.append(figure(incident.date))
    if incident.place:
        parts.append(told(incident.place))
    parts += [code(state) for state in incident.states]
    if incident.actors:
        actors = words.listed(map(told, incident.actors))
        parts.append(words.say("charge.actors", actors=actors))
    line = words.listed(parts)
    if incident.stated is None:
        return line
    stated = tag("p", printing.line(incident.stated), class_="stated")
    return joined((line, stated, printing.passages(incident.stated.passages)))


def _against(matrix: Matrix, words: Wording, printing: Printing) -> Markup:
    """Return all that undermines or explains otherwise, each leading to its element."""
    say, found = words.say, matrix.against()
    lines = [tag("li", _brief(each, words, printing)) for each in found]
    listed = tag("ol", joined(lines, "\n")) if lines else tag("p", say("against.none"))
    once = [tag("li", _brief(each, words, printing)) for each in matrix.once_against()]
    past = (tag("h3", say("links.earlier")), tag("ol", joined(once, "\n"))) if once else ()
    inside = (
        tag("h2", say("against.heading"), id="against"),
        tag("p", say("against.remark"), class_="remark"),
        listed,
        *past,
    )
    return tag("section", joined(inside, "\n"), class_="contra", aria_labelledby="against")


def _brief(entered: Linked, words: Wording, printing: Printing) -> Markup:
    effect = tag("strong", words.say(f"effect.{entered.effect}"))
    place = link(f"#entry-{entered.stated.number}", code(entered.element))
    reason = tag("p", told(entered.stated.reason), class_="reason")
    stated = tag("p", printing.line(entered.stated), class_="stated")
    passages = printing.passages(entered.passages)
    state = printing.history(entered.stated)
    return joined((joined((effect, place, state), " "), reason, stated, passages))


def _part(part: Part, matrix: Matrix, words: Wording, printing: Printing) -> Markup:
    name = f"part-{part.section}"
    situation = code(matrix.charge.situation.key)
    remark = words.say(f"section_remark.{part.section}", situation=situation)
    rows = (printing.row(row) for row in part.rows)
    inside = (
        tag("h2", words.say(f"section.{part.section}"), id=name),
        tag("p", remark, class_="remark"),
        *rows,
    )
    return tag("section", joined(inside, "\n"), class_="part", aria_labelledby=name)


def _elsewhere(matrix: Matrix, words: Wording, printing: Printing) -> Markup:
    """Return what fits none of the rows; nothing, where all fits."""
    say = words.say
    lines = [
        tag("li", joined((say("links.on", element=code(each.element)), printing.past(each)), " "))
        for each in matrix.elsewhere
    ]
    lines += [
        tag("li", joined((code(each.element), printing.past_assessment(each)), " "))
        for each in matrix.elsewhere_assessments
    ]
    if not lines:
        return EMPTY
    inside = (
        tag("h2", say(f"section.{_ELSEWHERE}"), id=_ELSEWHERE),
        tag("p", say(f"section_remark.{_ELSEWHERE}"), class_="remark"),
        tag("ul", joined(lines, "\n"), class_="earlier"),
    )
    return tag("section", joined(inside, "\n"), aria_labelledby=_ELSEWHERE)


_ELSEWHERE = "elsewhere"
