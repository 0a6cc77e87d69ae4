"""Identifiers of provisions: `rs:8(2)(b)(iv)`, from any way in which people write them.

`identified` takes a text that is one citation, `identified_all` finds citations in running text.
What an identifier may have after the provision:

- `-4`: the fourth of the crimes into which the Elements of Crimes divide it;
- `/co`: a form of a mode of liability, `rs:25(3)(a)/co`;
- `#2`, `#2a`: an element, and an alternative of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

import msgspec

from amana.core import UsageError
from amana.law.nearest import nearest
from amana.law.statute.citation_labels import is_label
from amana.law.statute.citations import Named, read_at, read_first
from amana.law.statute.crimes import crimes
from amana.law.statute.instruments import is_of_another
from amana.law.statute.modes import modes
from amana.law.statute.provisions import nearest_provision, provisions, spelled
from amana.law.statute.wording import Sort, Token, instruments, tokens_of
from amana.text import Folded

_TAIL = re.compile(r"(/[a-z]+(?:-[a-z]+)*)?(#[0-9]{1,2}[a-z]?)?")
_SHOWN = 80
_WAY = "write it like rs:8(2)(b)(iv) or “article 25(3)(a)”"
_CRIMES, _MODES = "`amana law crimes` lists the crimes", "`amana law modes` lists the modes"


class NamedProvision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision that a text names: its identifier, and where (code points, end exclusive)."""

    id: str
    char_start: int
    char_end: int


def identified_all(text: str) -> tuple[NamedProvision, ...]:
    """Return the provisions of the Rome Statute that a running text names, in its order.

    Articles that the text gives to another instrument ("Article 51 of the Charter") are left out,
    and so are those that the Statute does not have. A text that names no instrument is taken to
    speak of the Statute.
    """
    tokens, folded = tokens_of(text)
    written = _written(text, folded)
    found: list[NamedProvision] = []
    at = 0
    while at < len(tokens):
        read = read_at(tokens, at)
        if read is not None and not is_of_another(tokens, at, read.following, written):
            for named in read.named:
                tail, end = _tail(folded.text, named.end)
                if tail and _unknown(_spelled(named, tail)):
                    tail, end = "", named.end
                start, stop = folded.source(named.start, end)
                identifier = _spelled(named, tail)
                found.append(NamedProvision(id=identifier, char_start=start, char_end=stop))
        at = at + 1 if read is None else max(read.following, at + 1)
    return tuple(found)


def identified(text: str) -> str:
    """Return the identifier of the one provision that `text` names.

    Raises:
        UsageError: it names none, several, one of another instrument, or one that the Statute does
            not have; the message then tells the nearest.
    """
    found = identified_each(text)
    if len(found) > 1:
        raise UsageError(
            f"“{_shown(text)}” names several provisions: {', '.join(found)}",
            remedy="give one of them",
        )
    return found[0]


def identified_each(text: str) -> tuple[str, ...]:
    """Return the identifiers that a text names which is one citation, lists and ranges included.

    Raises:
        UsageError: as with `identified`, except that it may name several.
    """
    shown = _shown(text)
    tokens, folded = tokens_of(text)
    at, read = read_first(tokens)
    if read is None:
        raise UsageError(f"“{shown}” names no provision of the Rome Statute", remedy=_WAY)
    if is_of_another(tokens, at, read.following, _written(text, folded)):
        raise UsageError(
            f"“{shown}” names a provision of another instrument",
            remedy="only the Rome Statute is known here; name one of its articles",
        )
    if read.astray:
        raise _no_such(read.astray)
    tail, end = _tail(folded.text, read.named[-1].end)
    rest = [token for token in tokens[read.following :] if token.start >= end]
    if not _may_follow(rest, bare=tokens[at].sort is Sort.NUMBER):
        raise UsageError(f"“{shown}” cannot be read to its end", remedy=_WAY)
    *first, last = read.named
    found = (*(_spelled(named, "") for named in first), _spelled(last, tail))
    if problem := _unknown(found[-1]):
        raise problem
    return found


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _unknown(identifier: str) -> UsageError | None:
    """Return what is wrong with a form of a mode or with an element; None: it is known."""
    above, has_element, _ = identifier.partition("#")
    elements = _elements().get(above)
    if elements is None:
        if "/" in above:
            near = nearest(above, (each.id for each in modes()))
            meant = f"; did you mean {near}?" if near else ""
            return UsageError(f"there is no mode of liability {above}{meant}", remedy=_MODES)
        if has_element:
            parts = ", ".join(
                each for each in _elements() if each.startswith((above + "-", above + "/"))
            )
            remedy = f"its elements stand under {parts}" if parts else _WAY
            return UsageError(f"{above} is no crime or mode: it has no elements", remedy=remedy)
        return None
    if not has_element or identifier in elements:
        return None
    if not elements:
        return UsageError(f"no elements of {above} are known here", remedy=_CRIMES)
    command = "modes" if above in {each.id for each in modes()} else "crimes"
    return UsageError(
        f"there is no element {identifier}; did you mean {nearest(identifier, elements)}?",
        remedy=f"`amana law {command} {above}` lists its elements",
    )


@functools.cache
def _elements() -> Mapping[str, frozenset[str]]:
    """Return the identifiers of elements and alternatives, for each crime and mode."""
    listed = [(each.id, each.elements) for each in crimes()]
    listed += [(each.id, each.elements) for each in modes()]
    return {
        identifier: frozenset(
            one.id for element in elements for one in (element, *element.alternatives)
        )
        for identifier, elements in listed
    }


def _may_follow(rest: Sequence[Token], *, bare: bool) -> bool:
    """Tell whether words may follow a citation; a bare number ("8 people") is followed by none."""
    if rest and rest[0].close and rest[0].sort is not Sort.SIGN:
        return False
    if [each.text for each in rest[:1]] == ["("] and rest[0].close and _like_a_numeral(rest[1:2]):
        return False
    if not bare:
        # A title may follow, "- War crime of …" or "(war crimes)"; a label or letter may not.
        signs = takewhile(lambda token: token.sort in {Sort.SIGN, Sort.PART, Sort.TO}, rest)
        beyond = rest[len(list(signs)) :][:2]
        if len(beyond) > 1 and beyond[0].text == "a" and not beyond[1].close:
            return True  # "- a title"
        marked = bool(rest) and rest[0].text in "([{#/-"
        return not any(
            is_label(token.text) or (marked and len(token.text) == 1) for token in beyond[:1]
        )
    fillers = (Sort.OF, Sort.THE, Sort.SIGN)
    return all(token.sort in fillers or token.text in instruments().own for token in rest)


def _like_a_numeral(tokens: Sequence[Token]) -> bool:
    """Tell whether a token is made of the signs of small roman numerals: "iiii" is none."""
    return bool(tokens) and tokens[0].close and set(tokens[0].text) <= set("ivx")


def _written(text: str, folded: Folded) -> Callable[[Token], str]:
    return lambda token: text[slice(*folded.source(token.start, token.end))]


def _tail(text: str, at: int) -> tuple[str, int]:
    """Return the form of a mode and the element that follow a provision, and their end."""
    found = _TAIL.match(text, at)
    return ("", at) if found is None else (found[0], found.end())


def _spelled(named: Named, tail: str) -> str:
    crime = f"-{named.crime}" if named.crime else ""
    return f"{spelled(named.path)}{crime}{tail}"


def _no_such(labels: Sequence[str]) -> UsageError:
    *above, last = labels
    told = provisions().get(tuple(above))
    if last.startswith("-") and told and told.crimes:
        near: str | None = f"{told.id}-{told.crimes}"
        told_as = f"{told.id}{last}"
    else:
        labels = [label.removeprefix("-") for label in labels]
        near, told_as = nearest_provision(labels), spelled(labels)
    meant = f"; did you mean {near}?" if near else ""
    return UsageError(f"the Rome Statute has no {told_as}{meant}", remedy=_WAY)
