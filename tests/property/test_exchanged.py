"""Chats, cards, calendars, maps and tracks: whatever the bytes, a possible answer comes out."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers import jsonlines
from amana.reading.readers.cards import icalendar, vcard
from amana.reading.readers.chats import telegram, telegram_page, whatsapp
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.places import geojson, tracks
from amana.reading.wire import Budget, ReadOrder, pack, unpack_answer

PIECES = {
    whatsapp: [
        "31/12/23, 22:15 - ",
        "[1/2/23, 1:11:11 PM] ",
        "Ada: ",
        "a\n",
        "\r\n",
        "\u200e",
        "٣",
    ],
    telegram: [
        '{"messages":[',
        '{"text":',
        '"a\\n"',
        ",",
        "]",
        "}",
        '"from":"é"',
        '"date":1',
        "[" * 60,
    ],
    telegram_page: [
        '<div class="message default" id="message1">',
        '<div class="message service" id="message-2">',
        '<div class="from_name">é</div>',
        '<div class="date details" title="01.02.2024 03:04:05 UTC+02:00">03:04</div>',
        '<div class="initials">A</div>',
        "<p>text",
        "</div>",
    ],
    jsonlines: [
        '{"a":',
        '{"b":"é\\ud800"}',
        "[1e9,null]",
        "}",
        ",",
        '"a":2',
        "\n",
        "[" * 60,
        "\ufeff",
    ],
    vcard: [
        "BEGIN:VCARD\n",
        "END:VCARD\n",
        "FN:é\n",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=\n",
        "=A9\n",
        "PHOTO;ENCODING=b:YWJj\n",
        " fold\n",
        "NOTE:a\\, \n",
        "GEO:1;2\n",
    ],
    icalendar: [
        "BEGIN:VEVENT\n",
        "END:VEVENT\n",
        "SUMMARY:é\\n\n",
        " x\n",
        "ATTACH;ENCODING=BASE64:YQ==\n",
        "DTSTART;TZID=A:1\n",
        "GEO:1;2\n",
    ],
    geojson: [
        '{"type":"Feature",',
        '"properties":{',
        '"a":"é\\u0301"',
        "}",
        ",",
        '"coordinates":[',
        "1,2",
        "]",
    ],
    tracks: [
        "<kml>",
        "<Placemark>",
        "<name>",
        "é&lt;b&gt;",
        "</name>",
        "<coordinates>1,2",
        "</coordinates>",
        "<wpt lat='1' lon='2'>",
        "</wpt>",
        "</Placemark>",
        "</kml>",
        "<![CDATA[<b>x</b>]]>",
        "&amp;",
    ],
}


@pytest.mark.parametrize("reader", PIECES, ids=lambda reader: reader.__name__.rsplit(".", 1)[-1])
@settings(max_examples=60)
@given(choice=st.data(), chars=st.sampled_from([20, 10_000]))
def test_any_bytes_give_a_possible_answer(
    reader: ModuleType, choice: st.DataObject, chars: int
) -> None:
    pieces = st.lists(st.sampled_from(PIECES[reader]) | st.text(max_size=4), max_size=30)
    made = pieces.map(lambda found: "".join(found).encode("utf-8", "surrogatepass"))
    data = choice.draw(made | st.binary(max_size=99))
    order = ReadOrder(
        family="any",
        name="a",
        size=len(data),
        budget=Budget(text_chars=chars, runs=50, pages=1, pixels=1),
    )
    answer = reader.read(BytesContent(data), order, Closed())
    refuse_impossible(unpack_answer(pack(answer)), order)
    for run in answer.runs:
        if run.exact and answer.encoding == "utf-8":
            piece = data[run.byte_start : run.byte_end].decode("utf-8")
            assert piece == answer.text[run.char_start : run.char_end]
