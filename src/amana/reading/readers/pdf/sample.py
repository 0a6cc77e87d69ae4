"""A PDF of one line of text, made in code: what readers and programs are tried on."""

from __future__ import annotations


def sample_pdf(text: str) -> bytes:
    """Return a PDF (ISO 32000-1) with one page that shows the ASCII `text`, without parentheses."""
    content = f"BT /F 12 Tf 20 100 Td ({text}) Tj ET"
    bodies = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
            "/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out = "%PDF-1.4\n"
    table = "0000000000 65535 f \n"
    for number, body in enumerate(bodies, 1):
        table += f"{len(out):010} 00000 n \n"
        out += f"{number} 0 obj{body}endobj\n"
    size = len(bodies) + 1
    out += f"xref\n0 {size}\n{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n"
    return (out + f"{out.index('xref')}\n%%EOF\n").encode("ascii")
