"""What every search index keeps, whatever engine stands behind it."""
# ruff: noqa: RUF001 - Arabic letters, digits and typographic signs are meant

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from amana.search import FacetCount, IndexedText, Piece, Query, Results, SearchIndex, open_index
from amana.text import fold

OPEN = frozenset({"open"})
BOTH = frozenset({"open", "restricted"})

Opener = Callable[[], SearchIndex]


def text(
    key: str,
    *bodies: str,
    title: str | None = None,
    language: str | None = "ar",
    acl: str = "open",
    published: str | None = "2014-05-12",
    media_type: str = "text/html",
) -> IndexedText:
    starts = [sum(len(body) + 2 for body in bodies[:number]) for number in range(len(bodies))]
    return IndexedText(
        key=key,
        item=key.split("#", 1)[0],
        original="0" * 64,
        reading="1" * 64,
        article=0,
        title=title,
        pieces=tuple(
            Piece(char_start=start, text=body) for start, body in zip(starts, bodies, strict=True)
        ),
        language=language,
        media_type=media_type,
        acl=acl,
        published=published,
    )


@pytest.fixture(params=["tantivy", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    opened = open_index(tmp_path / "search" if request.param == "tantivy" else "memory://")
    yield opened
    opened.close()


def keys(index: SearchIndex, question: str, acl: frozenset[str] = OPEN) -> set[str]:
    found = ask(index, question, acl)
    assert found.total == len(found.hits)
    return {hit.key for hit in found.hits}


def ask(index: SearchIndex, question: str, acl: frozenset[str] = OPEN) -> Results:
    return index.search(Query(text=question, acl=acl, limit=1000))


def without_order(found: Results) -> Results:
    """The answer without what the statistics of the engine decide; see `SearchIndex.search`."""
    hits = sorted(
        (msgspec.structs.replace(hit, score=0.0) for hit in found.hits), key=lambda hit: hit.key
    )
    return msgspec.structs.replace(found, hits=tuple(hits))


def fill(index: SearchIndex, *documents: IndexedText) -> None:
    index.add(documents)
    index.commit(1)


# --- what is in the index ---


def test_a_new_index_is_empty(index: SearchIndex) -> None:
    assert (index.count(), index.log_size()) == (0, 0)
    found = ask(index, "")
    assert (found.total, found.hits) == (0, ())
    assert found.facets == (("language", ()), ("media_type", ()), ("year", ()))
    assert index.damaged() == ()


def test_texts_are_there_from_the_commit_on(index: SearchIndex) -> None:
    index.add([text("IT-1#0", "شاهد")])
    assert keys(index, "شاهد") == set()
    assert (index.count(), index.log_size()) == (0, 0)
    index.commit(17)
    assert keys(index, "شاهد") == {"IT-1#0"}
    assert (index.count(), index.log_size()) == (1, 17)


def test_a_commit_without_changes_moves_the_log_size(index: SearchIndex) -> None:
    index.commit(3)
    index.commit(9)
    assert (index.count(), index.log_size()) == (0, 9)


def test_delete_really_deletes(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"), text("IT-1#1", "شاهد"), text("IT-2#0", "شاهد"))
    index.delete_item("IT-1")
    index.commit(2)
    assert keys(index, "شاهد") == {"IT-2#0"}
    assert keys(index, "") == {"IT-2#0"}
    assert index.count() == 1
    assert ask(index, "شاهد").facets[0] == ("language", (FacetCount(value="ar", count=1),))


def test_delete_takes_whole_references_only(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"), text("IT-1.1#0", "شاهد"), text("IT-11#0", "شاهد"))
    index.delete_item("IT-1")
    index.commit(2)
    assert keys(index, "") == {"IT-1.1#0", "IT-11#0"}


def test_delete_takes_what_was_added_just_before(index: SearchIndex) -> None:
    index.add([text("IT-1#0", "شاهد")])
    index.delete_item("IT-1")
    index.add([text("IT-1#1", "شاهد")])
    index.commit(1)
    assert keys(index, "") == {"IT-1#1"}


def test_deleting_what_is_not_there_does_nothing(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"))
    index.delete_item("IT-2")
    index.commit(2)
    assert keys(index, "") == {"IT-1#0"}


def test_the_same_key_again_replaces(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"))
    fill(index, text("IT-1#0", "وثيقة"), text("IT-2#0", "قديم"), text("IT-2#0", "جديد"))
    assert keys(index, "شاهد OR قديم") == set()
    assert keys(index, "وثيقة OR جديد") == {"IT-1#0", "IT-2#0"}
    assert index.count() == 2


def test_clear_forgets_everything_at_once(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"))
    index.add([text("IT-2#0", "شاهد")])
    index.clear()
    assert (index.count(), index.log_size(), keys(index, "")) == (0, 0, set())
    fill(index, text("IT-3#0", "شاهد"))
    assert keys(index, "") == {"IT-3#0"}


def test_hits_carry_what_was_put_in(index: SearchIndex) -> None:
    document = text("IT-1#0", "قال الشاهد", "نعم", title="عنوان", language="ar")
    fill(index, document)
    (hit,) = ask(index, "الشاهد").hits
    assert (hit.key, hit.item, hit.original, hit.reading) == ("IT-1#0", "IT-1", "0" * 64, "1" * 64)
    assert (hit.article, hit.title, hit.language, hit.score) == (0, "عنوان", "ar", 1.0)
    (snippet,) = hit.snippets
    assert (snippet.char_start, snippet.quote, snippet.marks) == (0, "قال الشاهد", ((4, 10),))


def test_halves_of_surrogate_pairs_do_no_harm(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "before \udc80 witness", title="name\udcff.txt"))
    (hit,) = ask(index, "witness").hits
    assert hit.title == "name\ufffd.txt"
    assert hit.snippets[0].quote == "before \ufffd witness"


# --- who may see what ---


def test_hidden_texts_are_in_no_answer(index: SearchIndex) -> None:
    seen = (text("IT-1#0", "شاهد من المدينة"), text("IT-2#0", "شاهد", language="en"))
    hidden = tuple(
        text(f"IT-9#{n}", "شاهد محمي", title="شاهد", acl="restricted", language="fr",
             published="1999", media_type="message/rfc822")
        for n in range(20)
    )  # fmt: skip
    fill(index, *seen)
    questions = [
        "شاهد",
        "",
        "-المدينة",
        '"شاهد محمي"',
        "محم*",
        "lang:fr",
        "title:شاهد",
        "محمي OR شاهد",
    ]
    before = [without_order(ask(index, question)) for question in questions]
    fill(index, *hidden)
    assert [without_order(ask(index, question)) for question in questions] == before
    assert len(keys(index, "شاهد", BOTH)) == 22
    assert keys(index, "محمي", frozenset({"restricted"})) == {document.key for document in hidden}


def test_without_labels_nothing_is_there(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد"))
    for question in ("", "شاهد", "-وثيقة", "lang:ar"):
        found = ask(index, question, frozenset())
        assert (found.total, found.hits) == (0, ())
        assert not any(counts for _, counts in found.facets)
    assert keys(index, "", frozenset({"opened", "ope"})) == set()


def test_labels_are_compared_whole_and_exactly(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شاهد", acl="open team-7"), text("IT-2#0", "شاهد", acl="OPEN"))
    assert keys(index, "") == set()
    assert keys(index, "", frozenset({"open team-7"})) == {"IT-1#0"}


# --- spellings ---

VARIANTS = {
    "vowel marks": ("محكمة", "مَحْكَمَة", "مَحكمةٌ"),
    "tatweel": ("محكمة", "محكمـــة"),
    "ta marbuta": ("محكمة", "محكمه"),
    "alef forms": ("أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"),
    "alef maqsura": ("مستشفى", "مستشفي"),
    "hamza carriers": ("مسؤول", "مسوول"),
    "ya hamza": ("قائد", "قايد"),
    "persian letters": ("كتيبة", "کتیبة"),
    "presentation forms": ("لاجئ", "ﻻجئ"),
    "digits": ("2014", "٢٠١٤", "۲۰۱۴"),
    "thousands": ("44000", "44,000", "٤٤٬٠٠٠", "٤٤٠٠٠"),
    "particles": ("محكمة", "المحكمة", "والمحكمة", "بالمحكمة", "للمحكمة", "كالمحكمة", "فالمحكمة",
                  "بمحكمة", "لمحكمة", "كمحكمة", "ومحكمة", "وبمحكمة", "وللمحكمة"),
    "particle lam before lam": ("لجنة", "اللجنة", "للجنة", "ولجنة", "بلجنة"),
    "leading waw": ("وزارة", "الوزارة", "والوزارة", "بوزارة", "للوزارة"),
    "arabic plural": ("المدنيين", "للمدنيين", "والمدنيون", "مدنيين"),
    "invisible signs": ("محكمة", "\u200fمحكمة\u200e", "مح\u200dكمة"),
    "case": ("Court", "court", "COURT"),
    "diacritics": ("état", "etat", "ÉTAT", "e\u0301tat"),
    "strokes": ("Łódź", "lodz"),
    "plural": ("court", "courts", "court's"),
    "initials": ("UN", "U.N."),
    "apostrophes": ("Sana'a", "Sana’a", "Sanaʾa", "Sanaa"),
    "width": ("UN", "ＵＮ"),
    "provision": ("8(2)(b)", "8 (2) (b)", "٨(٢)(b)"),
}  # fmt: skip


@pytest.mark.parametrize("spellings", VARIANTS.values(), ids=VARIANTS.keys())
def test_any_spelling_finds_all(index: SearchIndex, spellings: tuple[str, ...]) -> None:
    fill(
        index,
        *(text(f"IT-{n}#0", f"قبل {spelling} بعد") for n, spelling in enumerate(spellings)),
        text("IT-other#0", "شيء آخر something else 7"),
    )
    expected = {f"IT-{n}#0" for n in range(len(spellings))}
    for spelling in spellings:
        assert keys(index, spelling) == expected, f"{spelling!r} does not find all"


@pytest.mark.parametrize(
    ("question", "written"),
    [
        pytest.param("attack", "attacked", id="verb-forms"),
        pytest.param("محكمة", "محاكم", id="broken-plurals"),
        pytest.param("Muhammad", "محمد", id="other-script"),
        pytest.param("دم", "ندم", id="inside-a-word"),
        pytest.param("كان", "إن", id="two-letters-behind-a-particle"),
        pytest.param("حلب", "حليب", id="typing-mistakes"),
    ],
)
def test_what_is_not_found(index: SearchIndex, question: str, written: str) -> None:
    fill(index, text("IT-1#0", written))
    assert keys(index, question) == set()


# --- the query language ---

CORPUS = (
    text("A#0", "قصفت القوات المسلحة مدينة حلب يوم الأحد", title="قرار المحكمة", published="2013"),
    text("B#0", "وصلت والقوات المسلحه إلى المدينة", published="2014-02"),
    text("C#0", "القوات الجوية غير المسلحة", published=None),
    text("D#0", "The armed forces shelled the city", title="A report", language="en",
         published="2014", media_type="application/pdf"),
    text("E#0", "Forces of the city, armed", "forces shelled", language="en", published="20XX"),
    text("F#0", "al-Bashir wrote to info@office.example about rule 8(2)(b)(iv)", language=None),
    text("G#0", "北京市的法院", language="zh"),
)  # fmt: skip

QUESTIONS = {
    "": "ABCDEFG",
    "  \t\n": "ABCDEFG",
    "القوات": "ABC",
    "القوات حلب": "A",
    "القوات AND حلب": "A",
    "القوات & حلب": "A",
    "حلب OR المدينة": "AB",
    "حلب | المدينة": "AB",
    "القوات حلب OR الجوية": "AC",
    "القوات (حلب OR الجوية)": "AC",
    "حلب OR forces OR 法院": "ADEG",
    "القوات -حلب": "BC",
    "القوات \u2212حلب": "BC",
    "\u200fالقوات \u200f-حلب": "BC",
    "-القوات": "DEFG",
    "-القوات -forces": "FG",
    '"القوات المسلحة"': "AB",
    "«القوات المسلحة»": "AB",
    "“القوات المسلحة”": "AB",
    '"قوات مسلحه"': "AB",
    '"المسلحة القوات"': "",
    'القوات -"القوات المسلحة"': "C",
    '"armed forces"': "D",
    '"forces armed"': "",
    '"armed force"': "",
    '"city forces"': "",
    '"armed" "forces"': "DE",
    '"force"': "",
    "force": "DE",
    '"forces armed': "",
    '"armed forces': "D",
    "shell*": "DE",
    "Shell*": "DE",
    "مسل*": "ABC",
    "*shelled": "DE",
    "s*": "",
    "title:محكمة": "A",
    "title:report": "D",
    "TITLE:report": "D",
    "عنوان:محكمة": "A",
    'title:"قرار المحكمة"': "A",
    "title: قرار": "A",
    "title:rep*": "D",
    "محكمة": "A",
    "report": "D",
    "-title:report forces": "E",
    "lang:en": "DE",
    "لغة:en": "DE",
    "LANG:EN": "DE",
    "-lang:ar": "DEFG",
    "lang:en OR lang:zh": "DEG",
    "lang:und": "F",
    "forces lang:ar": "",
    "8(2)(b)(iv)": "F",
    "8(2)(b)": "F",
    "8(b)": "",
    "info@office.example": "F",
    "office": "F",
    "Al-Bashir": "F",
    "bashir": "F",
    "法院": "G",
    "京": "G",
    "院法": "",
    "http://office.example": "",
    "time:info": "",
    "؟؟؟": "",
    "OR": "",
    '- * " OR AND': "",
    "OR القوات OR": "ABC",
    "القوات OR -حلب": "BC",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_query_language(index: SearchIndex, question: str) -> None:
    fill(index, *CORPUS)
    assert "".join(sorted(key[0] for key in keys(index, question))) == QUESTIONS[question]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param('"' * 999, id="quotes"),
        pytest.param("-" * 999, id="dashes"),
        pytest.param("*" * 999, id="stars"),
        pytest.param("OR " * 999, id="operators"),
        pytest.param("title:" * 999, id="fields"),
        pytest.param("((((()))))[]{}^~\\/+&|!:", id="signs-of-other-languages"),
        pytest.param("a" * 10_240, id="one-long-word"),
        pytest.param("القوات " * 2_000, id="the-same-word-again"),
        pytest.param(" ".join(f"w{n}" for n in range(3_000)), id="ten-kilobytes-of-words"),
        pytest.param("\x00\x01\x7f\x9f\u2028", id="control-characters"),
        pytest.param("\ud800\udfff القوات", id="surrogates"),
        pytest.param("\u202e\u2066\u200f\ufeff", id="invisible-characters"),
        pytest.param("title:lang:title:x", id="fields-in-fields"),
        pytest.param('-"unclosed', id="excluded-and-unclosed"),
        pytest.param("ـ َ ُ", id="marks-without-letters"),
        pytest.param(".*", id="regular-expression"),
        pytest.param("[a-z]* (a|b)* a{9}* \\w*", id="regular-expressions"),
    ],
)
def test_any_text_is_a_query(index: SearchIndex, question: str) -> None:
    fill(index, *CORPUS)
    found = ask(index, question)
    assert found.interpretation
    assert found.total == len(found.hits)
    assert msgspec.json.encode(found)


def test_filters_restrict_hits_and_facets(index: SearchIndex) -> None:
    fill(index, *CORPUS)
    found = index.search(Query(text="forces", acl=OPEN, media_type="application/pdf"))
    assert [hit.key for hit in found.hits] == ["D#0"]
    assert "application/pdf" in found.interpretation
    found = index.search(Query(text="", acl=OPEN, language="EN"))
    assert {hit.key for hit in found.hits} == {"D#0", "E#0"}
    assert found.facets[0] == ("language", (FacetCount(value="en", count=2),))
    found = index.search(Query(text="", acl=OPEN, language="und"))
    assert [hit.key for hit in found.hits] == ["F#0"]


def test_facets_count_every_answering_text(index: SearchIndex) -> None:
    fill(index, *CORPUS)
    found = index.search(Query(text="", acl=OPEN, limit=1))
    assert found.total == 7
    assert found.facets == (
        (
            "language",
            (
                FacetCount(value="ar", count=3),
                FacetCount(value="en", count=2),
                FacetCount(value="und", count=1),
                FacetCount(value="zh", count=1),
            ),
        ),
        (
            "media_type",
            (FacetCount(value="text/html", count=6), FacetCount(value="application/pdf", count=1)),
        ),
        ("year", (FacetCount(value="2014", count=4), FacetCount(value="2013", count=1))),
    )


# --- order ---


def test_exact_before_folded_before_stem(index: SearchIndex) -> None:
    filler = tuple(text(f"Z-{n}#0", "كلام آخر تماما") for n in range(30))
    fill(
        index,
        text("IT-1#0", "قالت بالمحاكمة أمس"),
        text("IT-2#0", "قالت محاكمه أمس"),
        text("IT-3#0", "قالت محاكمة أمس"),
        *filler,
    )
    found = ask(index, "محاكمة")
    assert [hit.key for hit in found.hits] == ["IT-3#0", "IT-2#0", "IT-1#0"]
    assert found.hits[0].score == 1.0
    assert found.hits[0].score > found.hits[1].score > found.hits[2].score > 0


def test_a_word_in_the_title_counts_more(index: SearchIndex) -> None:
    fill(
        index,
        text("IT-1#0", "The tribunal met on Monday in the old hall", title="Hall opened"),
        text("IT-2#0", "The session was on Monday in the old hall", title="The tribunal"),
        *(text(f"Z-{n}#0", "nothing of the kind", title="Nothing") for n in range(30)),
    )
    assert [hit.key for hit in ask(index, "tribunal").hits] == ["IT-2#0", "IT-1#0"]


@pytest.mark.parametrize("question", ["شاهد", "", "شاه*", "lang:ar", '"شاهد واحد"'])
def test_ties_are_broken_by_key_on_every_page(index: SearchIndex, question: str) -> None:
    count = 130
    for half in (1, 0):  # in two commits and against the order of keys
        fill(
            index,
            *(text(f"IT-7F3K-Q2M9.1.{n:03}#0", "شاهد واحد") for n in range(count) if n % 2 == half),
        )
    expected = [f"IT-7F3K-Q2M9.1.{n:03}#0" for n in range(count)]
    seen: list[str] = []
    for offset in range(0, count + 30, 30):
        page = index.search(Query(text=question, acl=OPEN, limit=30, offset=offset))
        assert page.total == count
        assert all(hit.score == 1.0 for hit in page.hits)
        seen.extend(hit.key for hit in page.hits)
    assert seen == expected


def test_pages_join_without_gap_or_repeat(index: SearchIndex) -> None:
    bodies = ["شاهد " * (n % 7 + 1) + "كلمة " * (n % 5) for n in range(60)]
    fill(index, *(text(f"IT-{n}#0", body) for n, body in enumerate(bodies)))
    whole = [hit.key for hit in ask(index, "شاهد").hits]
    paged = [
        hit.key
        for offset in range(0, 60, 7)
        for hit in index.search(Query(text="شاهد", acl=OPEN, limit=7, offset=offset)).hits
    ]
    assert paged == whole
    assert len(set(whole)) == 60


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-5, 0), (5, 99), (5, -3)])
def test_odd_pages_are_defined(index: SearchIndex, limit: int, offset: int) -> None:
    fill(index, text("IT-1#0", "شاهد"))
    found = index.search(Query(text="شاهد", acl=OPEN, limit=limit, offset=offset))
    assert found.total == 1
    assert len(found.hits) == (1 if limit > 0 and offset <= 0 else 0)


# --- quotations ---


def test_quotations_are_the_text_of_the_reading(index: SearchIndex) -> None:
    around = "مقدمة طويلة. " * 40
    reading = around + "وقالت المَحْكَمَةُ إن ٤٤٬٠٠٠ مدنيٍّ نزحوا. " + around
    document = msgspec.structs.replace(
        text("IT-1#0"), pieces=(Piece(char_start=100, text=reading[100:]),)
    )
    fill(index, document)
    (hit,) = ask(index, 'محكمة 44000 "مدني نزحوا"').hits
    (snippet,) = hit.snippets
    assert reading[snippet.char_start : snippet.char_end] == snippet.quote
    assert [snippet.quote[start:end] for start, end in snippet.marks] == [
        "المَحْكَمَةُ",
        "٤٤٬٠٠٠",
        "مدنيٍّ نزحوا",
    ]
    assert len(snippet.quote) <= 240


def test_a_text_found_by_its_title_is_quoted_from_its_beginning(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "  أول الكلام في النص", title="محكمة"))
    (hit,) = ask(index, "محكمة").hits
    assert [(s.char_start, s.quote, s.marks) for s in hit.snippets] == [
        (2, "أول الكلام في النص", ())
    ]


def test_a_text_without_words_has_no_quotation(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", title="محكمة"), text("IT-2#0", "", title="محكمة"))
    assert [hit.snippets for hit in ask(index, "محكمة").hits] == [(), ()]


def test_the_folded_form_is_never_shown(index: SearchIndex) -> None:
    fill(index, text("IT-1#0", "شَاهِدٌ أَوَّلُ"))
    found = ask(index, "شاهد")
    assert found.hits[0].snippets[0].quote == "شَاهِدٌ أَوَّلُ"
    assert fold(found.hits[0].snippets[0].quote).text == "شاهد اول"


# --- what the page says ---


def promises(page: str) -> Iterator[tuple[str, str | None, str | None]]:
    """The rows of the tables: query, a text that it finds, a text that it does not find."""
    heads: list[str] = []
    for line in page.splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not heads:
            heads = cells
        elif heads[0] == "query" and set(cells[0]) != {"-"}:
            row = dict(zip(heads, cells, strict=True))
            yield row["query"].strip("`"), row.get("finds"), row.get("does not find")


def test_the_page_on_search_keeps_its_word(index: SearchIndex, root: Path) -> None:
    page = (root / "docs" / "reference" / "search.md").read_text(encoding="utf-8")
    rows = list(promises(page))
    assert len(rows) > 25
    fill(
        index,
        *(
            text(f"{kind}-{number}#0", body, acl=f"row {number}")
            for number, (_, found, missed) in enumerate(rows)
            for kind, body in (("found", found), ("missed", missed))
            if body
        ),
    )
    for number, (question, found, _) in enumerate(rows):
        told = keys(index, question, frozenset({f"row {number}"}))
        assert told == ({f"found-{number}#0"} if found else set()), question
