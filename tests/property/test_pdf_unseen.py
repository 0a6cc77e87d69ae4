"""Whatever is drawn on a page over whatever text: a possible answer, and every letter is kept."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.pdf import reader
from amana.reading.readers.pdf.sample import sample_pdf
from amana.reading.wire import Budget, ReadOrder

WORDS = ("witness", "7", "a long line of text", ".")
NUMBERS = st.integers(-50, 250)
SHADES = st.sampled_from(["0 g", "1 g", ".5 g", "1 0 0 rg"])


@st.composite
def drawings(draw: st.DrawFn) -> str:
    """Make the content of a page: text, boxes, frames and lines in any order and colour."""
    parts = []
    for _ in range(draw(st.integers(1, 8))):
        a, b, c, d = (draw(NUMBERS) for _ in range(4))
        shade, word = draw(SHADES), draw(st.sampled_from(WORDS))
        parts.append(
            draw(
                st.sampled_from(
                    [
                        f"BT /F 12 Tf {shade} {a} {b} Td ({word}) Tj ET",
                        f"BT /F {abs(c) or 1} Tf 3 Tr {a} {b} Td ({word}) Tj 0 Tr ET",
                        f"{shade} {a} {b} {c} {d} re f",
                        f"{shade} {a} {b} {c} {d} re {b} {a} 9 9 re f*",
                        f"{abs(d) % 30} w {a} {b} m {a} {d} l S",
                        f"q {a} {b} {c} {d} re W n 0 0 200 200 re f Q",
                        f"{c / 50} 0 0 {d / 50} 0 0 cm",
                    ]
                )
            )
        )
    return " ".join(parts)


@settings(max_examples=60)
@given(content=drawings())
def test_text_is_kept_whatever_covers_it(content: str) -> None:
    data = sample_pdf("x").replace(b"BT /F 12 Tf 20 100 Td (x) Tj ET", content.encode("ascii"))
    budget = Budget(text_chars=10_000, runs=1000, pages=9, pixels=1)
    order = ReadOrder(family="pdf", name="", size=len(data), budget=budget)
    answer = reader.read(BytesContent(data), order, Closed())
    refuse_impossible(answer, order)
    told = {notice.code.value: notice.n for notice in answer.notices}
    marked = sum(block.char_end - block.char_start for block in answer.blocks)
    assert told.get("text-covered", 0) + told.get("hidden-text", 0) == marked
