"""The inside of a page as it stands: markup, text and links of every frame of every site.

Everything is asked in a world of its own beside the page's: there its scripts have changed nothing.
What documents shadow by naming elements (`<img name="body">`) is read by way of prototypes.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from amana.acquire.capture import told
from amana.acquire.capture.devtools import Session, Unanswered
from amana.acquire.capture.tab import Tab
from amana.core import prepared

FOLDER, LIST, TEXT = "frames", "frames.json", "text.txt"

MOST_FRAMES = 200
"""How many frames of a page are taken."""

_WORLD = "amana"
_PATIENCE = 30.0
_READ = """(() => {
    const get = (type, name, of) =>
        Object.getOwnPropertyDescriptor(type.prototype, name).get.call(of);
    const root = get(Document, "documentElement", document);
    const body = get(Document, "body", document) || root;
    const text = body instanceof HTMLElement ? get(HTMLElement, "innerText", body)
        : root ? get(Node, "textContent", root) : "";
    const texts = [text], roots = [document];
    for (let at = 0; at < roots.length && roots.length < 1000; at++) {
        const type = at ? DocumentFragment : Document;
        for (const each of type.prototype.querySelectorAll.call(roots[at], "*")) {
            const inner = get(Element, "shadowRoot", each);
            if (inner) roots.push(inner);
        }
        if (at) for (const each of get(DocumentFragment, "children", roots[at]))
            if (each instanceof HTMLElement) texts.push(get(HTMLElement, "innerText", each));
    }
    const links = new Set();
    for (const each of Document.prototype.querySelectorAll.call(document, "a[href], area[href]")) {
        if (links.size >= 20000) break;
        const type = each instanceof HTMLAnchorElement ? HTMLAnchorElement
            : each instanceof HTMLAreaElement ? HTMLAreaElement : null;
        if (type) links.add(get(type, "href", each));
    }
    return {
        title: String(get(Document, "title", document)).slice(0, 10000),
        text: texts.filter(each => each).join("\\n\\n").slice(0, 1 << 25),
        links: [...links].filter(each => /^https?:/.test(each)),
    };
})()"""


Shape = TypeVar("Shape")


class Inside(msgspec.Struct):
    """What a frame says for itself."""

    title: str = ""
    text: str = ""
    links: list[str] = []


class TakenFrame(msgspec.Struct, frozen=True, kw_only=True):
    """One frame, as frames.json tells it; `file` is None where its markup could not be had."""

    frame: str
    url: str
    parent: str | None = None
    name: str = ""
    title: str = ""
    file: str | None = None
    sha256: str | None = None
    bytes: int = 0
    links: tuple[str, ...] = ()


async def frames_of(tab: Tab, most: int = MOST_FRAMES) -> list[tuple[Session, told.Frame]]:
    """Return the frames of a tab with the session that leads into each, the page itself first."""
    found: dict[str, tuple[Session, told.Frame]] = {}
    sessions = [each for each, kind in tab.sessions.values() if kind in ("page", "iframe")]
    for session in sessions:
        try:
            tree = (await session.ask("Page.getFrameTree", told.Frames, _PATIENCE)).tree
        except Unanswered:
            if session is tab.main:
                raise
            continue  # a frame that ended meanwhile
        look = [tree]
        while look and len(found) < most:
            each = look.pop(0)
            found.setdefault(each.frame.id, (session, each.frame))
            look.extend(each.children)
    return list(found.values())


async def world_in(session: Session, frame: str) -> int:
    """Make a world of our own in a frame; returns its context. Raises Unanswered."""
    made = await session.ask(
        "Page.createIsolatedWorld", told.World, _PATIENCE, frameId=frame, worldName=_WORLD
    )
    return made.context


async def evaluate(
    session: Session, context: int, script: str, within: float, **options: object
) -> told.Thing:
    """Run `script` in a context.

    Raises:
        Unanswered: there is no answer, or the script failed.
    """
    answer = await session.ask(
        "Runtime.evaluate",
        told.Evaluated,
        within,
        expression=script,
        contextId=context,
        **options,
    )
    if answer.trouble:
        said = answer.trouble.exception.description if answer.trouble.exception else None
        raise Unanswered(said or answer.trouble.text)
    return answer.result


def value_of(thing: told.Thing, shape: type[Shape]) -> Shape:
    """Return the value of an answer that was asked for by value. Raises Unanswered."""
    try:
        return msgspec.json.decode(thing.value, type=prepared(shape), strict=False)
    except msgspec.DecodeError as error:
        raise Unanswered(f"the page tells something else: {error}") from None


async def take_frames(tab: Tab, folder: Path) -> bool:
    """Write markup and text of all frames into `folder`; returns whether it is all of them.

    Raises:
        Unanswered: not even the page itself answers.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    there = await frames_of(tab, MOST_FRAMES + 1)
    taken, texts, whole = [], [], len(there) <= MOST_FRAMES
    for number, (session, frame) in enumerate(there[:MOST_FRAMES]):
        inside, html = Inside(), None
        try:
            inside, html = await _look(session, frame.id)
        except Unanswered:
            if session is tab.main and frame.parent is None:
                raise
            whole = False
        texts.append(inside.text)
        taken.append(_keep(folder, number, frame, inside, html))
    (folder / LIST).write_bytes(msgspec.json.encode(taken))
    (folder / TEXT).write_text("\n\n".join(text for text in texts if text), "utf-8", "replace")
    return whole


def taken_frames(folder: Path) -> list[TakenFrame]:
    """Return the frames that `take_frames` wrote into `folder`, in their order."""
    try:
        listed = (folder / LIST).read_bytes()
    except FileNotFoundError:
        return []
    return msgspec.json.decode(listed, type=prepared(list[TakenFrame]))


async def _look(session: Session, frame: str) -> tuple[Inside, str]:
    context = await world_in(session, frame)
    document = await evaluate(session, context, "document", _PATIENCE)
    markup = await session.ask(
        "DOM.getOuterHTML", told.Markup, _PATIENCE, objectId=document.object, includeShadowDOM=True
    )
    said = await evaluate(session, context, _READ, _PATIENCE, returnByValue=True)
    return value_of(said, Inside), markup.html


def _keep(
    folder: Path, number: int, frame: told.Frame, inside: Inside, html: str | None
) -> TakenFrame:
    told_of = TakenFrame(
        frame=frame.id,
        url=frame.url + frame.fragment,
        parent=frame.parent,
        name=frame.name,
        title=inside.title,
        links=tuple(inside.links),
    )
    if html is None:
        return told_of
    content = html.encode("utf-8", "replace")
    file = f"{FOLDER}/{number:03}.html"
    (folder / file).write_bytes(content)
    return msgspec.structs.replace(
        told_of, file=file, sha256=sha256(content).hexdigest(), bytes=len(content)
    )
