from __future__ import annotations

from collections.abc import Callable

from amana.reading.articles.sections import drafts_of_page
from amana.records import Reading

ONE = (
    "The council said on Monday that the bridge would be closed for a year, because its piers had "
    "been damaged by the flood of last winter, which was the worst in living memory."
)
TWO = (
    "Doctors at the district hospital said that they had treated thirty people after the shells "
    "fell, and that most of them were traders who had come early to open their stalls."
)


def test_two_articles_with_headings_of_their_own(page: Callable[..., Reading]) -> None:
    blocks = []
    for number, (title, prose) in enumerate(
        (
            ("Bridge Over Aldera Closed for a Year", ONE),
            ("Hospital Treats Thirty After Shelling", TWO),
        )
    ):
        inside, hints = ("main", "article"), (f"post-{number}",)
        blocks.append(("h2", title, inside, hints))
        blocks += [("p", f"{prose} {n}", inside, hints) for n in ("One.", "Two.", "Three.")]
    assert 1 <= len(drafts_of_page(page(*blocks))) <= 2


def test_one_article_gives_one_draft(story: Reading) -> None:
    assert len(drafts_of_page(story)) == 1
