from __future__ import annotations

import msgspec
import pytest

from amana.law import Label


def test_a_label_has_both_languages() -> None:
    assert msgspec.json.decode(b'{"en":"step","ar":"\xd8\xae\xd8\xb7\xd9\x88\xd8\xa9"}', type=Label)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"en":"step"}', type=Label)
