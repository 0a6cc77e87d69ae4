"""The reader of web pages."""

from __future__ import annotations

from msgspec import structs

from amana.reading.charsets import REPLACEMENT, import_decoders
from amana.reading.guess import is_utf_8
from amana.reading.notices import Code
from amana.reading.readers.html import elements as el
from amana.reading.readers.html.embedded import hand_out_embedded
from amana.reading.readers.html.facts import Facts
from amana.reading.readers.html.source import Source, find_encoding
from amana.reading.readers.html.stack import Described, Stack, hint_tokens, is_hidden
from amana.reading.readers.html.tokens import END, RAW, START, TEXT, Tokens, attributes_of
from amana.reading.readers.html.writer import Full, Writer
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_BEGINNING = 4096  # in which a browser notes from where it saved a page


class Page:
    """One pass over a page. `reveal` keeps what the page marks as hidden."""

    def __init__(self, source: Source, budget: Budget, *, reveal: bool = False) -> None:
        self._source = source
        self._view = source.view
        self._tokens = Tokens(source.view, source.start)
        self._reveal = reveal
        self._linked_data = False
        self._described: dict[str, Described] = {"": (False, ())}
        self._fresh_pre = False
        self.stack = Stack()
        self.writer = Writer(source, budget)
        self.facts = Facts()
        self.hidden = 0
        self.full: Code | None = None

    @property
    def unclosed(self) -> int:
        """How many characters were dropped behind something that is not closed."""
        return self._tokens.unclosed

    def read(self) -> None:
        """Go through the page until its end or that of the budget."""
        tokens, stack, view = self._tokens, self.stack, self._view
        try:
            for kind, start, end, name in tokens:
                if kind is TEXT:
                    if stack.top.collapses and view[start:end].isspace():
                        self.writer.space()  # most of what stands between tags
                    else:
                        self._text(start, end)
                    continue
                if kind is START:
                    self._start(start, end, name)
                elif kind is END:
                    self._end(name)
                elif kind is RAW:
                    self._raw(start, end, name)
                else:
                    self._text(start, end, references=False)
                tokens.foreign = stack.top.foreign
        except Full as full:
            self.full = full.code

    def _start(self, start: int, end: int, name: str) -> None:
        stack = self.stack
        rule = el.rule(name)
        inside = self._view[start:end]
        described = self._described.get(inside)
        if described is None or rule.telling or name == "body":
            described = self._describe(name, start, end)
            self._described[inside] = described
        if stack.top.foreign:
            if name in el.BREAKOUT:
                stack.leave_foreign()
            else:
                if not inside.endswith("/"):
                    stack.push(rule, described)
                return
        if not stack.make_room(rule):
            return
        if name == "br":
            self._break()
            return
        if rule.apart and not stack.top.hidden:
            self.writer.boundary(rule.apart)
        if not rule.void:
            stack.push(rule, described)
            self._fresh_pre = rule.keeps_space

    def _describe(self, name: str, start: int, end: int) -> Described:
        """Take apart the attributes of a start tag."""
        attributes = attributes_of(self._source.text(start, end))
        if name == "script":
            self._linked_data = "ld+json" in attributes.get("type", "").lower()
        elif name in el.TELLING:
            self.facts.start_tag(name, attributes)
        hides = not self._reveal and is_hidden(attributes)
        return hides, () if name in {"html", "body"} else hint_tokens(attributes)

    def _end(self, name: str) -> None:
        if name == "br":
            self._break()
            return
        rule = el.rule(name)
        self.stack.end(rule)
        if rule.apart and not self.stack.top.hidden:
            self.writer.boundary(rule.apart)

    def _break(self) -> None:
        if not self.stack.top.hidden:
            self.writer.line_break()

    def _raw(self, start: int, end: int, name: str) -> None:
        if name == "title":
            self.facts.title(self._source.text(start, end))
        elif name == "script":
            if self._linked_data:
                self.facts.linked_data(self._source.text(start, end))
        elif name in el.KEEPS_SPACE and end > start:
            self._text(start, end, references=name == "textarea")

    def _text(self, start: int, end: int, *, references: bool = True) -> None:
        element = self.stack.top
        if self._fresh_pre:  # the first line end of a preformatted element does not count
            self._fresh_pre = False
            start += 2 if self._view.startswith("\r\n", start) else self._view[start] in "\r\n"
        if element.hidden:
            self.hidden += _letters(self._source.text(start, end))
            return
        if element.name == "head" and not self._view[start:end].isspace():
            self.stack.make_room(el.rule("body"))
            element = self.stack.top
        if element.keeps_space:
            self.writer.write_preformatted(start, end, element, references=references)
        else:
            self.writer.write(start, end, element, references=references)


def _letters(text: str) -> int:
    return sum(len(word) for word in text.split())


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a web page, and hand out what stands in it as `data:` addresses."""
    data = whole(document)
    answer = read_bytes(data, order.budget)
    told = hand_out_embedded(data, out)
    return structs.replace(answer, notices=(*answer.notices, *told)) if told else answer


def read_bytes(data: bytes, budget: Budget, transport: str | None = None) -> TextAnswer:
    """Read a web page that is in memory; see `find_encoding` for `transport`."""
    if not data:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    encoding, told = find_encoding(data, transport)
    source = Source(data, encoding)
    page = Page(source, budget)
    page.read()
    notices = [Told(told)] if told else []
    if page.hidden > page.writer.length:
        notices.append(Told(Code.HIDDEN_KEPT, page.hidden))
        page = Page(source, budget, reveal=True)
        page.read()
    elif page.hidden:
        notices.append(Told(Code.HIDDEN_LEFT_OUT, page.hidden))
    page.facts.saved_from(data[:_BEGINNING])
    text = page.writer.finish()
    notices += _complaints(page, source, text)
    return TextAnswer(
        text=text,
        encoding=encoding,
        language=page.facts.language,
        runs=tuple(page.writer.runs),
        blocks=tuple(page.writer.blocks),
        metadata=page.facts.all(),
        notices=tuple(notices),
    )


def _complaints(page: Page, source: Source, text: str) -> list[Told]:
    """Return the notices about what went wrong on the way."""
    notices = []
    broken = text.count(REPLACEMENT)
    valid = source.encoding == "utf-8" and is_utf_8(source.data)
    if broken and not valid:
        notices.append(Told(Code.BYTES_UNDECODABLE, broken))
    if page.stack.cut:
        notices.append(Told(Code.NESTING_CUT, page.stack.cut))
    if page.unclosed:
        notices.append(Told(Code.MARKUP_UNCLOSED, page.unclosed))
    if page.full:
        notices.append(Told(page.full, len(text)))
    if not text:
        notices.append(Told(Code.PAGE_WITHOUT_TEXT))
    return notices


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a page of our own and make sure of the result."""
    import_decoders()
    page = (
        '<html lang="en"><head><meta charset="utf-8"><title>A</title>'
        '<script type="application/ld+json">{"headline": "B"}</script></head>'
        "<body><pre>x</pre><table><tr><td>one<td>two &amp; \u0633\u0644\u0627\u0645</table>"
    ).encode()
    budget = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
    if read_bytes(page, budget).text != "x\n\none\ttwo & \u0633\u0644\u0627\u0645":
        raise RuntimeError("the reader of web pages does not read its own sample")
