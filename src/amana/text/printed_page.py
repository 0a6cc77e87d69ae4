"""One page of HTML that prints well and stands alone: no scripts, nothing from elsewhere."""

from __future__ import annotations

_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{main}
</main>
<footer>
{foot}
</footer>
</body>
</html>
"""


def printed_page(
    *, language: str, direction: str, title: str, style: str, main: str, foot: str
) -> bytes:
    """Return the page, in UTF-8. Every part is markup, or a style sheet: it is put in as it is.

    Args:
        language: The language of the page, like `ar`.
        direction: `ltr` or `rtl`.
        title: Escaped words.
        style: The whole style sheet, which ends with a line end.
        main: What the page says, with a heading of the first level.
        foot: What stands below it.
    """
    page = _PAGE.format(
        language=language, direction=direction, title=title, style=style, main=main, foot=foot
    )
    return page.encode()
