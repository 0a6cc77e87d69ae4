from __future__ import annotations

from amana.reading.readers.pdf.letters import text_of
from amana.reading.readers.pdf.native import Pdf
from amana.reading.readers.pdf.sample import sample_pdf


def test_the_sample_is_a_pdf_that_shows_its_text() -> None:
    pdf = Pdf(sample_pdf("amana"))
    assert pdf.page_count == 1
    with pdf.page(0) as page:
        assert page is not None
        with text_of(page) as text:
            assert text.all() == "amana"
