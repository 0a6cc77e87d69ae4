"""One element on a printed page: what is linked by effect, what is held, what was taken back.

That nothing undermines an element is told in words, never by leaving something out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    quoted,
    tag,
    told,
)
from amana.law.matrix.shapes import (
    Assessed,
    Linked,
    Notice,
    Passage,
    Row,
    Stated,
)
from amana.records import Effect

MINUTE = 16  # characters of 2024-05-21T09:30
FOR = (Effect.SUPPORTS,)
AGAINST = (Effect.UNDERMINES, Effect.EXPLAINS_OTHERWISE)
BESIDE = (Effect.NEUTRAL,)
COLUMNS = ("by", "held", "standard", "why", "at")
"""What is told of an assessment."""


class Printing:
    """Prints rows in the words of one language, with the addresses of one edition."""

    def __init__(self, words: Wording, edition: Edition) -> None:
        self._words = words
        self._edition = edition

    def row(self, row: Row, *, one_of: bool = False) -> Markup:
        """Return an element with everything that was entered for it."""
        say = self._words.say
        heading = tag("h4" if one_of else "h3", self._heading(row))
        parts = [
            heading,
            self._marks(row),
            self._remarks(row),
            self.notices(row.notices),
            self._columns(row),
            self._assessments(row),
            self._earlier(row),
        ]
        if row.alternatives:
            parts.append(tag("p", say("links.alternatives"), class_="or"))
            below = (self.row(each, one_of=True) for each in row.alternatives)
            parts.append(tag("div", joined(below, "\n"), class_="alternatives"))
        inside = joined((part for part in parts if part), "\n")
        return tag("article", inside, class_="row", id=anchor(row.element))

    def notices(self, notices: Sequence[Notice]) -> Markup:
        """Return what is noticed, as a list; nothing, where nothing is."""
        if not notices:
            return EMPTY
        lines = (tag("li", self._notice(each)) for each in notices)
        return tag("ul", joined(lines), class_="notices")

    def entered(self, entered: Linked) -> Markup:
        """Return a link with who made it, why, and every passage that it cites."""
        parts = [self._said(entered.stated)]
        if entered.conclusion is not None:
            parts.append(self._concluded(entered))
        parts.append(self.passages(entered.stated.passages))
        return tag("div", joined(parts), class_="link", id=f"entry-{entered.stated.number}")

    def held(self, assessed: Assessed) -> Markup:
        """Return an assessment as the row of a table."""
        say, stated = self._words.say, assessed.stated
        why = [told(stated.reason)]
        if stated.passages:
            why += [tag("p", say("assessment.passages")), self.passages(stated.passages)]
        when = tag("span", figure(_minute(stated.at)))
        cells = (
            told(stated.by),
            tag("strong", say(f"held.{assessed.held}")),
            self._words.label(assessed.standard_label),
            joined(why),
            joined((say("passage.entry", number=self.number(stated.number)), when), " "),
        )
        labelled = zip(COLUMNS, cells, strict=True)
        return tag(
            "tr",
            joined(
                tag("td", cell, data_label=self._words.phrases[f"assessment.{name}"])
                for name, cell in labelled
            ),
        )

    def history(self, stated: Stated) -> Markup:
        """Return how something stands no more; nothing, where it stands."""
        say = self._words.say
        if stated.withdrawn is not None:
            return say("stated.withdrawn", number=self.number(stated.withdrawn))
        if stated.replaced is not None:
            return say("stated.replaced", number=self.number(stated.replaced))
        return EMPTY

    def number(self, number: int) -> Markup:
        """Return the number of an entry, leading to it."""
        return link(self._edition.of_entry(number), figure(number))

    def line(self, stated: Stated) -> Markup:
        """Return who stated something, and in which entry."""
        return self._words.say(
            "stated.line",
            by=told(stated.by),
            at=figure(_minute(stated.at)),
            number=self.number(stated.number),
        )

    def _heading(self, row: Row) -> Markup:
        return joined((code(row.element), self._words.label(row.label)), " ")

    def _marks(self, row: Row) -> Markup:
        say = self._words.say
        marks = (
            tag("span", say(f"status.{row.status}"), class_=f"mark {row.status}"),
            tag("span", say(f"kind.{row.kind}"), class_="mark"),
            tag("span", say(f"scope.{row.scope}"), class_=f"mark scope-{row.scope}"),
        )
        return tag("p", joined(marks, " "), class_="marks")

    def _remarks(self, row: Row) -> Markup:
        """Return what the element is about, and what footnotes and introductions add to it."""
        lines = [self._words.label(each) for each in row.remarks]
        if row.covers:
            elements = self._words.listed(map(code, row.covers))
            lines.insert(0, self._words.say("links.covers", elements=elements))
        if row.case_law:
            lines.insert(0, self._words.say("links.case-law"))
        return joined(tag("p", each, class_="remark") for each in lines)

    def _notice(self, notice: Notice) -> Markup:
        return self._words.say(
            f"notice.{notice.code}",
            about=self._about(notice),
            number=self.number(notice.number) if notice.number is not None else EMPTY,
            count=figure(notice.count) if notice.count is not None else EMPTY,
        )

    def _about(self, notice: Notice) -> Markup:
        name = self._words.name_of(notice)
        if name != notice.about:
            return plain(name)
        return code(name) if name else EMPTY

    def _columns(self, row: Row) -> Markup:
        """Return what supports beside what does not, and what is neutral below them."""
        if not row.links:
            return self._empty("links.nothing")
        sides = [
            tag("div", self._effects(row.links, FOR), class_="side for"),
            tag("div", self._effects(row.links, AGAINST), class_="side against"),
        ]
        if any(each.effect in BESIDE for each in row.links):
            sides.append(tag("div", self._effects(row.links, BESIDE), class_="side neutral"))
        return tag("div", joined(sides, "\n"), class_="sides")

    def _effects(self, links: Sequence[Linked], effects: Sequence[Effect]) -> Markup:
        return joined((self._effect(links, effect) for effect in effects), "\n")

    def _effect(self, links: Sequence[Linked], effect: Effect) -> Markup:
        say = self._words.say
        own = [self.entered(each) for each in links if each.effect is effect]
        heading = tag("h4", say(f"links.{effect}"), class_="block")
        return joined((heading, *own)) if own else joined((heading, self._empty("links.none")))

    def _empty(self, phrase: str) -> Markup:
        return tag("p", self._words.say(phrase), class_="empty")

    def _said(self, stated: Stated) -> Markup:
        reason = tag("p", told(stated.reason), class_="reason")
        return joined((reason, tag("p", self.line(stated), class_="stated")))

    def _concluded(self, entered: Linked) -> Markup:
        say, key = self._words.say, code(entered.conclusion or "")
        if entered.concluded is None:
            return tag("p", say("conclusion.gone", key=key), class_="empty")
        stated = entered.concluded.stated
        heading = tag("p", joined((say("conclusion.line", key=key), self.history(stated)), " "))
        text = tag("p", told(entered.concluded.text), class_="text")
        parts = (heading, text, self._said(stated), self.passages(stated.passages))
        return tag("div", joined(parts), class_="conclusion")

    def passages(self, passages: Sequence[Passage]) -> Markup:
        """Return cited passages, each with all that leads to it."""
        return joined(map(self._passage, passages), "\n")

    def _passage(self, passage: Passage) -> Markup:
        say = self._words.say
        if passage.gone:
            return tag("p", say("passage.gone", ref=code(passage.item)), class_="gone")
        words = (
            tag("blockquote", quoted(passage.quote), dir="auto")
            if passage.quote
            else self._empty("passage.no_quote")
        )
        source = tag("p", joined(self._source(passage), " · "), class_="cite")
        return tag("figure", joined((words, tag("figcaption", source))), class_="passage")

    def _source(self, passage: Passage) -> Iterator[Markup]:
        """Yield where a passage stands: enough for a stranger to find it again."""
        say = self._words.say
        yield link(self._edition.of_passage(passage), say("passage.item", ref=code(passage.item)))
        if passage.char_start is not None and passage.char_end is not None:
            start, end = figure(passage.char_start), figure(passage.char_end)
            yield say("passage.chars", start=start, end=end)
        if passage.number is not None:
            yield say("passage.entry", number=self.number(passage.number))
        if passage.published:
            yield say("passage.published", date=figure(passage.published))
        if passage.origin not in {passage.item, passage.original}:
            yield say("passage.origin", origin=code(passage.origin))
        if passage.fact:
            yield say("passage.fact", fact=code(passage.fact))
        if passage.original:
            yield say("passage.original", digest=code(passage.original))
        else:
            yield say("passage.no_original")
        if passage.reading:
            yield say("passage.reading", reading=code(passage.reading))

    def _assessments(self, row: Row) -> Markup:
        say = self._words.say
        heading = tag("h4", say("assessment.heading"), class_="block")
        if not row.assessments:
            nobody = self._empty("assessment.none")
            return joined((heading, nobody)) if row.links else nobody
        parts = [heading, self.assessed(row.assessments)]
        if len(row.assessments) > 1:
            parts.append(tag("p", say("assessment.differ"), class_="remark"))
        return joined(parts, "\n")

    def assessed(self, assessments: Sequence[Assessed]) -> Markup:
        """Return assessments as a table."""
        say = self._words.say
        head = joined(tag("th", say(f"assessment.{name}"), scope="col") for name in COLUMNS)
        caption = tag("caption", say("assessment.caption"))
        body = tag("tbody", joined(map(self.held, assessments), "\n"))
        inside = joined((caption, tag("thead", tag("tr", head)), body))
        return tag("table", inside, class_="assessments")

    def _earlier(self, row: Row) -> Markup:
        """Return what was replaced or taken back, by whom and in which entry."""
        lines = [tag("li", self.past(each)) for each in row.earlier]
        lines += [tag("li", self.past_assessment(each)) for each in row.earlier_assessments]
        if not lines:
            return EMPTY
        heading = tag("h4", self._words.say("links.earlier"), class_="block")
        return tag("div", joined((heading, tag("ul", joined(lines)))), class_="earlier")

    def past(self, entered: Linked) -> Markup:
        """Return a link with its effect and what became of it."""
        effect = tag("strong", self._words.say(f"effect.{entered.effect}"))
        state = self.history(entered.stated)
        return joined((effect, state, self.entered(entered)), " ")

    def past_assessment(self, assessed: Assessed) -> Markup:
        """Return an assessment and what became of it."""
        return joined((self.history(assessed.stated), self.assessed([assessed])), " ")


def anchor(element: str) -> str:
    """Return the identifier of an element as that of a place in the page."""
    return "row-" + "".join(c if c.isascii() and c.isalnum() else f".{ord(c):x}." for c in element)


def _minute(at: str) -> str:
    return f"{at[:MINUTE].replace('T', ' ')} UTC"
