"""What the tests of office readers share: an outlet, orders, and Word originals of few parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from amana.reading import Outcome
from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent, Content, Outlet
from amana.reading.readers.office.sample import LINKS, WORD, packed, related
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer

NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{LINKS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


class Taken:
    """An outlet that keeps everything."""

    def __init__(self) -> None:
        self.children: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.children.append((row, b"".join(pieces)))
        return True


@pytest.fixture
def taken() -> Taken:
    """An outlet that keeps everything."""
    return Taken()


Reader = Callable[[Content, ReadOrder, Outlet], TextAnswer]


def budget(**narrowed: int) -> Budget:
    limits = {"text_chars": 1_000_000, "runs": 100_000, "pages": 1000, "pixels": 1}
    return Budget(**(limits | narrowed))


@pytest.fixture
def answer() -> Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]:
    """Read bytes with a reader, hold the answer against what is possible, return what came."""

    def read_with(
        read: Reader, data: bytes, **narrowed: int
    ) -> tuple[TextAnswer, list[tuple[ChildRow, bytes]]]:
        taken = Taken()
        order = ReadOrder(family="any", name="any", size=len(data), budget=budget(**narrowed))
        found = read(BytesContent(data), order, taken)
        refuse_impossible(found, order)
        return found, taken.children

    return read_with


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a Word original: its body, and other parts by name with the relations to them."""

    def make(body: str, /, **others: str) -> bytes:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": related(officeDocument="word/document.xml"),
            "word/document.xml": wrapped("document", f"<w:body>{body}</w:body>"),
        }
        targets = {}
        for kind, content in others.items():
            ending = "html" if kind.startswith("aFChunk") else "xml"
            targets[kind] = f"{kind}.{ending}"
            parts[f"word/{kind}.{ending}"] = content
        parts["word/_rels/document.xml.rels"] = related(**targets)
        return packed(parts)

    return make


def wrapped(root: str, content: str) -> str:
    """Return a part of Word."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


@pytest.fixture
def part() -> Callable[[str, str], str]:
    """Make a part of Word: the name of its root, and its content."""
    return wrapped


@pytest.fixture
def through_pool(read: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Read bytes in the real pool, as a file of a name."""
    return read
