"""The command that finds copies: `alike`."""

from __future__ import annotations

from amana.archive import Alike, Copy
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.plain import count, one_line


def alike(ref: str | None = None, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Find copies of an item, or stories printed several times.

    Texts are compared by their runs of three words, pictures by their looks. Copies of one story
    are one source, however many there are.

    Parameters
    ----------
    ref
        What is like this item; without it, all texts that are one story.
    """
    if ref is None:
        _origins(purpose, common)
        return
    with common.open() as archive:
        likes = archive.kinships.of(ref, purpose=purpose)
    if common.json:
        write_json(likes)
        return
    if likes.alike:
        table(("item", "how alike", "published", "title"), list(map(_cells, likes.alike)))
    elif not likes.compared:
        say(f"{likes.ref} has nothing to compare: too little text, and no picture that is read.")
    else:
        say(f"Nothing here is like {likes.ref}.")
    if likes.not_compared:
        said = count(likes.not_compared, "restricted item")
        say(f"{said} not compared: say what for with --purpose.")


def _origins(purpose: str | None, common: Common) -> None:
    number = 0
    with common.open() as archive:
        for number, origin in enumerate(archive.kinships.origins(purpose=purpose), start=1):
            if common.json:
                write_json(origin)
                continue
            say(f"Story {number}: {count(len(origin.copies), 'copy')}, one source")
            table(("item", "published", "from", "title"), list(map(_copy, origin.copies)))
    if not number and not common.json:
        say("No text here is a reprint of another.")


def _cells(other: Alike) -> tuple[str, ...]:
    return (
        _named(other.ref, other.article),
        _measure(other),
        other.published or "",
        one_line(other.title or ""),
    )


def _copy(copy: Copy) -> tuple[str, ...]:
    named = _named(copy.ref, copy.article)
    return named, copy.published or "", copy.source or "", one_line(copy.title or "")


def _named(ref: str, article: int | None) -> str:
    return ref if article is None else f"{ref} #{article}"


def _measure(other: Alike) -> str:
    """Return how alike two are, as a person says it."""
    if other.distance is not None:
        return f"same picture, {other.distance} of 256 bits differ"
    share = f"{other.contained or 0:.0%} of the shorter text is in the longer one"
    return f"one story: {share}" if other.one_origin else share
