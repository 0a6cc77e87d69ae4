from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.odf import content, libraries, read, warm
from amana.reading.readers.office.sample import packed
from amana.reading.wire import ChildRow, TextAnswer, Told
from amana.records import State

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
TEXT = "application/vnd.oasis.opendocument.text"


def test_content_then_objects_then_headers_then_deletions(answer: Answer) -> None:
    info = "<dc:creator>Lina</dc:creator><dc:date>2024</dc:date>"
    gone = f"<text:tracked-changes><text:deletion>{info}<text:p>was not</text:p></text:deletion>"
    frame = '<draw:object xlink:href="./Object 1"/>'
    found, children = answer(
        read,
        packed(
            {
                "content.xml": content(
                    f"{gone}</text:tracked-changes><text:p>one {frame}</text:p>"
                ),
                "Object 1/content.xml": content("<text:p>chart</text:p>"),
                "styles.xml": content(
                    "<text:p>none</text:p><style:header><text:p>head</text:p></style:header>"
                ),
                "meta.xml": content(
                    "<dc:title>T</dc:title><dc:creator>Sami</dc:creator><dc:date>2024-05</dc:date>"
                ),
                "Pictures/a.png": b"png",
            }
        ),
    )
    assert found.text == "one \n\nchart\n\nhead\n\n[del Lina, 2024] was not"
    assert found.blocks[-1].hints == ("deleted",)
    assert found.notices == (Told(Code.DELETED_TEXT, 7),)
    assert found.metadata == (
        ("dc:title", "T"), ("cp:lastModifiedBy", "Sami"), ("dcterms:modified", "2024-05"),
    )  # fmt: skip
    assert [row.path for row, _ in children] == [b"Pictures/a.png"]


def test_encrypted_content_is_told(answer: Answer) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"content.xml": b"\1\2", "META-INF/manifest.xml": manifest}))
    assert gave_up.value.code is Code.CONTAINER_LOCKED


def test_without_its_content_it_is_given_up(answer: Answer) -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"mimetype": TEXT}))
    assert gave_up.value.code is Code.MAIN_PART_MISSING
    assert answer(read, b"")[0].notices == (Told(Code.EMPTY_FILE),)


def test_it_ends_with_its_budget(answer: Answer) -> None:
    data = packed({"content.xml": content("<text:p>one</text:p><text:p>two</text:p>")})
    found, _ = answer(read, data, text_chars=6)
    assert (found.text, found.notices) == ("one", (Told(Code.TEXT_CUT, 3),))


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome]) -> None:
    parts = {"mimetype": TEXT, "content.xml": content("<text:p>in the pool</text:p>")}
    outcome = through_pool(packed(parts, stored=("mimetype",)), "letter.odt")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert outcome.reading.text == "in the pool"


def test_the_recipe_names_what_parses() -> None:
    assert [name for name, _ in libraries()] == ["cryptography", "expat"]
    warm()


def test_openoffice_1_wrote_other_names_for_the_same(answer: Answer) -> None:
    old = "http://openoffice.org/2000/"
    names = "".join(f' xmlns:{name}="{old}{name}"' for name in ("office", "text"))
    body = (
        "<text:ordered-list><text:list-item><text:p>one<text:tab-stop/>two</text:p>"
        "</text:list-item></text:ordered-list><text:p>a<text:footnote><text:footnote-citation>1"
        "</text:footnote-citation><text:footnote-body><text:p>note</text:p></text:footnote-body>"
        "</text:footnote></text:p>"
    )
    dtd = '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD 1.0//EN" "office.dtd">'
    xml = f"{dtd}<office:document-content{names}><office:body>{body}</office:body>"
    found, _ = answer(read, packed({"content.xml": xml + "</office:document-content>"}))
    assert found.text.split() == ["one", "two", "a", "[1]", "note"]
    assert [block.tag for block in found.blocks] == ["li", "p", "p"]
    assert found.notices == ()


def test_hidden_styles_are_told_and_alternative_texts_read(answer: Answer) -> None:
    style = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>open <text:span text:style-name="H">shut</text:span><draw:frame>'
        "<svg:title>A gate</svg:title><svg:desc/></draw:frame> end</text:p>"
    )
    parts = {"content.xml": content(body), "styles.xml": content(style)}
    found, _ = answer(read, packed(parts))
    assert found.text.split() == ["open", "shut", "end", "[alt]", "A", "gate"]
    assert found.notices == (Told(Code.HIDDEN_TEXT, 4),)
    assert found.blocks[-1].hints == ("alternative",)


def test_of_masters_in_use_what_is_no_placeholder_stands_at_the_end(answer: Answer) -> None:
    def master(name: str) -> str:
        shape = f"<draw:text-box><text:p>{name}</text:p></draw:text-box>"
        notes = "<presentation:notes><text:p>notes</text:p></presentation:notes>"
        return f'<style:master-page style:name="{name}">{shape}{notes}</style:master-page>'

    page = '<draw:page draw:master-page-name="used"><text:p>slide</text:p></draw:page>'
    parts = {"content.xml": content(page), "styles.xml": content(master("used") + master("other"))}
    found, _ = answer(read, packed(parts))
    assert found.text.split() == ["slide", "used"]
    assert found.blocks[-1].hints == ("master",)


def test_where_pictures_are_all_they_are_the_reason(answer: Answer) -> None:
    parts: dict[str, str | bytes] = {
        "content.xml": content("<text:p> </text:p>"),
        "Pictures/a.png": b"png",
    }
    found, _ = answer(read, packed(parts))
    assert found.notices == (Told(Code.ONLY_EMBEDDED, 1),)
