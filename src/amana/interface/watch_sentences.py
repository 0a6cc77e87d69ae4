"""Entries about watched pages as readable sentences, and words for pauses and looks."""

from __future__ import annotations

from collections.abc import Iterator

from amana.archive import Watching
from amana.interface.phrases import because
from amana.records import Entry, Looked, Measures

LOOKS: dict[str, str] = {
    Looked.FIRST: "captured for the first time",
    Looked.UNCHANGED: "unchanged",
    Looked.CHANGED: "it has changed",
    Looked.GONE: "it is gone",
    Looked.BACK: "it is back",
    Looked.FAILED: "nothing can be said of it",
}


def watch_set(entry: Entry) -> str:
    """Say that a page is watched."""
    url, every = entry.get("url"), entry.get("every")
    if url is None:
        return "began to watch a page that is not shown here"
    often = f", every {spell_pause(every)}" if isinstance(every, int) else ""
    return f"began to watch {url}{often} ({entry.get('watch')}, risk {entry.get('risk')})"


def watch_looked(entry: Entry) -> str:
    """Say what a look at it found."""
    watch, item = entry.get("watch"), entry.get("item")
    said = f"looked at the page of {watch or 'a watch that is not shown here'}"
    if told := LOOKS.get(str(entry.get("outcome"))):
        said += f": {told}"
    said += f" ({item})" if item else ""
    compared = entry.get("compared")
    return said + (f", compared with {compared}" if compared else "")


def watch_ended(entry: Entry) -> str:
    """Say that it is watched no more."""
    return f"ended the watch {entry.get('watch') or 'of a page'}" + because(entry)


def spell_pause(seconds: int) -> str:
    """Return a pause as people write it: `6h`, `1d`, `90m`."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def told_of_watches(watching: Watching) -> Iterator[str]:
    """Yield what the status of an archive tells of watched pages and of captures."""
    if watching.pages:
        pages = "1 page is" if watching.pages == 1 else f"{watching.pages} pages are"
        states = {
            "due": watching.due,
            "changed at the last look": watching.changed,
            "gone": watching.gone,
            "about which the last look could say nothing": watching.failed,
        }
        said = [f"{number} {word}" for word, number in states.items() if number]
        yield f"{pages} watched{': ' + ', '.join(said) if said else ''}. `amana watch list`"
    if watching.left:
        several = "1 capture was" if watching.left == 1 else f"{watching.left} captures were"
        yield f"! {several} broken off by a crash; the next capture enters what there is."


def spell_measures(measures: Measures) -> str:
    """Return how two captures differ, in numbers."""
    counted = {
        "added": measures.added,
        "removed": measures.removed,
        "moved": measures.moved,
    }
    said = [f"{number} {word}" for word, number in counted.items() if number]
    parts = [f"paragraphs: {', '.join(said)}"] if said else []
    if measures.clocks:
        parts.append(f"clocks that went on: {measures.clocks}")
    if measures.tiles:
        parts.append(f"{measures.tiles / 10:g} % of the picture")
    if measures.taller:
        parts.append(f"{abs(measures.taller)} pixels {'taller' if measures.taller > 0 else 'less'}")
    parts += ["another address"] if measures.address else []
    parts += ["another title"] if measures.title else []
    return "; ".join(parts)
