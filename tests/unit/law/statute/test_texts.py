from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import UsageError
from amana.law import OfficialText, read_texts, texts_of, texts_of_elements

HEAD = "id\tlanguage\ttext\tsource\tretrieved"
ROW = "Article 8 (2) (b) (iv)\ten\tLaunching an invented attack.\thttps://texts.example\t2025-03-01"


def table(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def refused(content: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_texts(content)
    assert "nothing of it was loaded" in str(caught.value.remedy)
    return caught.value.message


def test_citations_become_identifiers() -> None:
    assert read_texts(table(ROW)) == (
        OfficialText(
            id="rs:8(2)(b)(iv)",
            language="en",
            text="Launching an invented attack.",
            source="https://texts.example",
            retrieved="2025-03-01",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_spreadsheet_programs_are_read(encoding: str) -> None:
    quoted = '"المادة 8 (2) (ب) (4)"\tar\t"سطر ""أول""\nسطر ثان"\tمصدر\t2025-03-01\r\n\t\t\t\t\r\n'
    content = f"{HEAD}\r\n{quoted}".encode(encoding)
    (text,) = read_texts(content)
    assert text.id == "rs:8(2)(b)(iv)"
    assert text.text == 'سطر "أول"\nسطر ثان'


def test_columns_may_stand_in_any_order() -> None:
    content = b"text\tid\tretrieved\tsource\tlanguage\nWords.\t8bis\t2025-03-01\tS\tfr-CA"
    assert read_texts(content)[0].id == "rs:8bis"


def test_every_wrong_row_is_named_and_nothing_is_loaded() -> None:
    said = refused(
        table(
            ROW,
            ROW.replace("(iv)", "(xxx)"),
            ROW.replace("\ten\t", "\tEnglish!\t"),
            ROW.replace("2025-03-01", "2025-02-30"),
            ROW.replace("Launching an invented attack.", ""),
            ROW,
            ROW + "\tmore",
        )
    )
    assert "row 3: the Rome Statute has no rs:8(2)(b)(xxx); did you mean rs:8(2)(b)(xxix)?" in said
    assert "row 4: “English!” is no language tag" in said
    assert "row 5: “2025-02-30” is no day" in said
    assert "row 6: text missing" in said
    assert "row 7: rs:8(2)(b)(iv) stands in row 2 already" in said
    assert said.endswith("and 1 more")


def test_a_wrong_head_is_told_with_what_was_meant() -> None:
    said = refused(b"id\tlanguage\ttext\tsource\tretreived\n")
    assert "it has no column retrieved" in said
    assert "did you mean retrieved?" in said
    assert "empty" in refused(b"")
    assert "stands twice" in refused(f"{HEAD}\tid\n".encode())


def test_what_is_no_table_is_refused() -> None:
    assert "neither UTF-8 nor UTF-16 (line 2)" in refused(table("\n").rstrip() + b"\n\xff")
    assert "cannot be read in line 2" in refused(table('"open quote'))


def test_the_text_of_a_provision_is_shown_with_each_of_its_crimes_and_forms() -> None:
    texts = read_texts(
        table(
            ROW.replace("8 (2) (b) (iv)", "8(2)(c)(i)"),
            ROW.replace("Article 8 (2) (b) (iv)", "rs:8(2)(c)(i)-4#2"),
            ROW.replace("8 (2) (b) (iv)", "25(3)(a)"),
        )
    )
    assert [each.id for each in texts_of(texts, "rs:8(2)(c)(i)-4")] == ["rs:8(2)(c)(i)"]
    assert [each.id for each in texts_of(texts, "rs:8(2)(c)(i)-4#2")] == ["rs:8(2)(c)(i)-4#2"]
    assert [each.id for each in texts_of(texts, "rs:25(3)(a)/indirect-co")] == ["rs:25(3)(a)"]
    assert texts_of(texts, "rs:8(2)(c)(ii)") == ()


def test_elements_that_are_pending_here_can_be_loaded() -> None:
    row = ROW.replace("Article 8 (2) (b) (iv)", "Article 8 (2) (e) (xix)#2")
    (text,) = read_texts(table(row))
    assert text.id == "rs:8(2)(e)(xix)#2"
    assert texts_of_elements((text,), "rs:8(2)(e)(xix)") == (text,)
    assert texts_of((text,), "rs:8(2)(e)(xix)") == ()
    assert "did you mean rs:8(2)(b)(iv)#5?" in refused(
        table(row.replace("e) (xix)#2", "b) (iv)#9"))
    )
    assert "cannot be read to its end" in refused(table(row.replace("#2", "#x")))


@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    for data in (content, HEAD.encode() + b"\n" + content):
        try:
            read_texts(data)
        except UsageError as error:
            assert error.remedy  # noqa: PT017 - either is right, and a refusal must help
