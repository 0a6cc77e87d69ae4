"""The pages are connected, and what they point at is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def pages(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md"), root / "samples/README.md"])


def anchor(heading: str) -> str:
    """Return the address that the site gives a heading."""
    plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower())
    return re.sub(r"[\s-]+", "-", plain).strip("-")


def test_every_link_leads_somewhere(root: Path) -> None:
    dead = []
    for page in pages(root):
        text = page.read_text(encoding="utf-8")
        for target in LINK.findall(CODE.sub("", text)):
            if "://" in target or target.startswith("mailto:"):
                continue
            name, _, part = target.partition("#")
            path = (page.parent / name).resolve() if name else page
            if not path.exists():
                dead.append(f"{page.relative_to(root)}: {target}")
            elif part:
                headings = HEADING.findall(path.read_text(encoding="utf-8"))
                if part not in map(anchor, headings):
                    dead.append(f"{page.relative_to(root)}: {target} (no such heading)")
    assert dead == []


def test_pages_of_the_site_point_at_nothing_outside_it(root: Path) -> None:
    docs = root / "docs"
    outside = [
        f"{page.relative_to(root)}: {target}"
        for page in docs.rglob("*.md")
        for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
        if "://" not in target
        and not (page.parent / target.split("#")[0]).resolve().is_relative_to(docs)
    ]
    assert outside == []


@pytest.mark.parametrize("folder", ["how-to", "explanation", "reference", "decisions"])
def test_every_page_is_listed_by_its_index(root: Path, folder: str) -> None:
    index = root / "docs" / folder / "index.md"
    listed = {
        (index.parent / target.split("#")[0]).resolve()
        for target in LINK.findall(index.read_text(encoding="utf-8"))
    }
    missing = [
        str(page.relative_to(root))
        for page in sorted(index.parent.rglob("*.md"))
        if page != index and page not in listed and page.with_name("index.md") not in listed
    ]
    assert missing == []


def test_every_page_has_one_title(root: Path) -> None:
    for page in pages(root):
        text = CODE.sub("", page.read_text(encoding="utf-8"))
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, page


def test_decisions_follow_their_template(root: Path) -> None:
    folder = root / "docs" / "decisions"
    parts = HEADING.findall((folder / "template.md").read_text(encoding="utf-8"))[1:]
    numbers = []
    for page in sorted(folder.glob("[0-9]*.md")):
        text = page.read_text(encoding="utf-8")
        title, *headings = HEADING.findall(text)
        assert headings == parts, page
        assert title.startswith(page.name[:4] + ": "), page
        assert re.search(r"^- Status: (proposed|accepted|replaced by \d{4})$", text, re.MULTILINE)
        assert re.search(r"^- Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
        numbers.append(int(page.name[:4]))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_site_takes_nothing_from_the_internet(root: Path) -> None:
    project = tomllib.loads((root / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert project["theme"]["font"] is False
    assert not {"analytics", "extra_javascript", "extra_css"} & set(project)
