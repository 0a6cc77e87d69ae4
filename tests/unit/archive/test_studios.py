from __future__ import annotations

import pytest

from amana.acquire.capture import Profile
from amana.archive.studios import check_url
from amana.core import UsageError


@pytest.mark.parametrize(
    "text", ["", "a.example", "ftp://a.example/", "file:///etc/passwd", "http://127.0.0.1/"]
)
def test_what_is_no_page_of_the_web_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        check_url(text, Profile())


def test_an_address_has_one_spelling() -> None:
    assert check_url(" HTTPS://A.example ", Profile()) == "https://a.example/"
    laboratory = Profile(name="lab", allow=("127.0.0.0/8",))
    assert check_url("http://127.0.0.1/", laboratory) == "http://127.0.0.1/"
