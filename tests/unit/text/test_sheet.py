from __future__ import annotations

from amana.text import Kind, code, figure, value


def test_each_kind_of_run_is_made_legible() -> None:
    runs = [value("a\n"), figure("a\n"), code("a\n")]
    assert {run.text for run in runs} == {"a[U+000A]"}
    assert [run.kind for run in runs] == [Kind.VALUE, Kind.FIGURE, Kind.CODE]
    assert figure(12).text == "12"
