from __future__ import annotations

import io
import zipfile

from amana.reading.readers.office.sample import LINKS, packed, related


def test_a_package_is_the_same_each_time_and_in_the_order_given() -> None:
    data = packed({"b": "1", "a": b"2"}, stored=("a",))
    assert data == packed({"b": "1", "a": b"2"}, stored=("a",))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["b", "a"]
        assert archive.getinfo("a").compress_type == zipfile.ZIP_STORED


def test_relations_name_their_kinds() -> None:
    made = related(header1="h.xml")
    assert f'Id="header1" Type="{LINKS}/header" Target="h.xml"' in made
