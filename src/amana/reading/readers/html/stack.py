"""The stack of open elements: which element a piece of text is in.

It follows the tree construction rules (HTML standard, section 13.2.6) that decide what text belongs
to: implied end tags, scopes, formatting elements that end inside a block, tables, SVG and MathML.
Deviations, none of which loses text: text that stands in a table outside of its cells keeps its
place in the source instead of moving before the table, and formatting elements that were cut off
by the end of a block are not opened again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from amana.reading.readers.html import elements as el

MAX_DEPTH = 512
_FOREIGN_ROOTS = frozenset({"svg", "math"})
_LIST_ITEMS = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_MAX_HINTS = 48
_MAX_WITHIN = 16
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


Described = tuple[bool, tuple[str, ...]]
"""What the attributes of a start tag say: whether it hides its content, and its hints."""


class Element:
    """An open element, with what holds for the text inside of it.

    It depends on its parent and its start tag alone and is never changed: equal start tags in the
    same parent give the same `Element` (`child`). `described` and `foreign` are its own; `hidden`,
    `link`, `within`, `hints`, `keeps_space` and `block` (the innermost block) include its parents'.
    `collapses`: white space in it is worth one space.
    """

    __slots__ = (
        "_children",
        "block",
        "collapses",
        "described",
        "foreign",
        "hidden",
        "hints",
        "keeps_space",
        "link",
        "name",
        "rule",
        "within",
    )

    def __init__(self, rule: el.Rule, described: Described, parent: Element | None) -> None:
        self.rule = rule
        self.name = name = rule.name
        self.described = described
        self._children: dict[tuple[str, Described], Element] = {}
        if parent is None:
            self.block = self
            self.within: tuple[str, ...] = ()
            self.hints: tuple[str, ...] = ()
            self.hidden = self.link = self.keeps_space = self.foreign = False
            self.collapses = True
            return
        root = name in _FOREIGN_ROOTS
        self.foreign = root or (parent.foreign and name not in el.INTEGRATION)
        not_shown = el.NOT_SHOWN_FOREIGN if parent.foreign or root else el.NOT_SHOWN
        hides, tokens = described
        self.hidden = parent.hidden or hides or name in not_shown
        self.block = self if rule.apart and not self.foreign else parent.block
        self.keeps_space = rule.keeps_space or parent.keeps_space
        self.collapses = not self.keeps_space and not self.hidden
        self.link = name == "a" or parent.link
        self.within = (*parent.within, parent.name) if parent.rule.within else parent.within
        self.within = self.within[-_MAX_WITHIN:]
        hints = parent.hints
        if tokens:
            hints = (*hints, *[token for token in tokens if token not in hints])[-_MAX_HINTS:]
        self.hints = hints

    def child(self, rule: el.Rule, described: Described) -> Element:
        """Return the element that a start tag opens inside this one."""
        key = (rule.name, described)
        found = self._children.get(key)
        if found is None:
            found = self._children[key] = Element(rule, described, self)
        return found


_NOTHING: Described = (False, ())


class Stack:
    """The open elements, outermost first. `top` is the innermost one.

    `cut` counts the elements that lay too deep to be kept.
    """

    def __init__(self) -> None:
        self.top = Element(el.rule("html"), _NOTHING, None)
        self._open = [self.top]
        self._count: defaultdict[str, int] = defaultdict(int)
        self._beyond = 0
        self.cut = 0

    def push(self, rule: el.Rule, described: Described) -> None:
        """Open an element inside the innermost one, unless that lies too deep."""
        if len(self._open) >= MAX_DEPTH:
            self._beyond += 1
            self.cut += 1
            return
        self.top = element = self.top.child(rule, described)
        self._open.append(element)
        self._count[rule.name] += 1

    def _pop_to(self, index: int) -> None:
        opened = self._open
        while len(opened) > index:
            self._count[opened.pop().name] -= 1
        self.top = opened[-1]

    def _find(self, names: Collection[str], bounds: Collection[str] = ()) -> int:
        """Return the index of the innermost element of these names inside the bounds, or 0."""
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name in names:
                return index
            if name in bounds:
                return 0
        return 0

    def _close(self, name: str, bounds: Collection[str] = ()) -> None:
        """Close the innermost element of this name inside the bounds with all that is in it."""
        if not self._count[name]:
            return
        if self.top.name == name:
            self._pop_to(len(self._open) - 1)
            return
        index = self._find((name,), bounds)
        if index:
            self._pop_to(index)

    def make_room(self, rule: el.Rule) -> bool:
        """Close what the start tag of an element closes; tell whether the tag counts at all.

        Section 13.2.6.4.7 ("in body") and 13.2.6.4.9 to 13.2.6.4.15 (tables).
        """
        if rule.outside_head and self._count["head"]:
            self._close("head")
        if rule.closes_p:
            if rule.name in _LIST_ITEMS:
                self._close_list_item(_LIST_ITEMS[rule.name])
            if self._count["p"]:
                self._close("p", el.BUTTON_SCOPE)
        return not rule.particular or self._make_particular_room(rule.name)

    def _make_particular_room(self, name: str) -> bool:
        if name in el.TABLE_PARTS:
            return self._make_room_in_table(name)
        if name in el.HEADINGS:
            if self.top.name in el.HEADINGS:
                self._pop_to(len(self._open) - 1)
        elif name == "a":
            self._end_formatting("a")
        elif name == "button":
            self._close("button", el.SCOPE)
        elif name == "form":
            return not self._count["form"]
        elif name in {"html", "body", "head"}:
            self._pop_to(1)
            return name != "html"
        else:  # option, optgroup
            self._close("option", el.SPECIAL)
        return True

    def _close_list_item(self, names: tuple[str, ...]) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name in names:
                self._pop_to(index)
                return
            if name in el.SPECIAL and name not in {"address", "div", "p"}:
                return

    def _make_room_in_table(self, name: str) -> bool:
        if not self._find(("table", "template")):
            return False
        if name in {"td", "th"}:
            keep: tuple[str, ...] = ("tr", "table", "template")
        elif name == "tr":
            keep = ("tbody", "thead", "tfoot", "table", "template")
        else:
            keep = ("table", "template")
        self._pop_to(self._find(keep) + 1)
        return True

    def end(self, rule: el.Rule) -> None:
        """Carry out an end tag."""
        name = rule.name
        if self._beyond:
            self._beyond -= 1
        elif self.top.name == name and len(self._open) > 1:
            if name != "body":
                self._pop_to(len(self._open) - 1)
        elif rule.formatting:
            self._end_formatting(name)
        elif name in el.HEADINGS:
            index = self._find(el.HEADINGS, el.SCOPE)
            if index:
                self._pop_to(index)
        elif self._count[name] and name not in {"html", "body"}:
            self._close(name, _END_BOUNDS.get(name) or _other_bounds(name))

    def _end_formatting(self, name: str) -> None:
        """End a formatting element; blocks opened inside of it stay open without it.

        What the adoption agency algorithm does (13.2.6.4.7), as far as it decides about text.
        """
        if not self._count[name]:
            return
        index = self._find((name,), el.SCOPE)
        if not index:
            return
        opened = self._open
        if not any(element.rule.special for element in opened[index + 1 :]):
            self._pop_to(index)
            return
        self._count[name] -= 1
        del opened[index]
        for at in range(index, len(opened)):
            opened[at] = opened[at - 1].child(opened[at].rule, opened[at].described)
        self.top = opened[-1]

    def leave_foreign(self) -> None:
        """Close SVG or MathML up to where HTML is allowed again."""
        while self.top.foreign:
            self._pop_to(len(self._open) - 1)


_END_BOUNDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(el.ENDED_IN_SCOPE, el.SCOPE),
    **dict.fromkeys((*el.TABLE_PARTS, "table"), el.TABLE_SCOPE),
    "p": el.BUTTON_SCOPE,
    "li": el.LIST_SCOPE,
    **dict.fromkeys(("template", "select", "head", "noscript", "svg", "math"), frozenset({"html"})),
}
"""How far up the element of an end tag is looked for; for other names up to a special element."""


def _other_bounds(name: str) -> frozenset[str]:
    return el.SPECIAL if name not in el.SPECIAL else el.SPECIAL - {name}


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Tell whether a start tag says that its element is not shown (or not read aloud)."""
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or ("style" in attributes and _HIDING.search(attributes["style"]) is not None)
    )


def hint_tokens(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words by which an element describes itself: class, id, role, itemprop."""
    said = [attributes[key] for key in ("class", "id", "role", "itemprop") if key in attributes]
    if not said:
        return ()
    return tuple(dict.fromkeys(token[:100] for token in " ".join(said).lower().split()))
