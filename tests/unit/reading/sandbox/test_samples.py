from __future__ import annotations

import io
import wave

from PIL import Image

from amana.reading.sandbox import samples


def test_the_picture_is_one() -> None:
    with Image.open(io.BytesIO(samples.picture())) as image:
        image.load()
        assert image.mode == "L"
        assert sorted({value for _count, value in image.getcolors() or ()}) == [0, 255]


def test_the_sound_is_one() -> None:
    with wave.open(io.BytesIO(samples.sound())) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getnframes()) == (1, 8000, 800)


def test_the_pdf_is_one() -> None:
    assert samples.PDF.startswith(b"%PDF-")
