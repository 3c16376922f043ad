import io
import random
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from publishing.images import FULL_SIZE, encode, scaled, sizes_of
from tests import pictures


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("make", pictures.GOOD.values(), ids=pictures.GOOD)
def test_picture_becomes_webp_of_every_size(make: object) -> None:
    picture = encode(io.BytesIO(make()))  # type: ignore[operator]
    assert list(picture.files) == sizes_of(picture.width, picture.height)
    for size, content in picture.files.items():
        image = opened(content)
        assert image.format == "WEBP"
        assert image.mode == "RGB"
        assert image.size == scaled(picture.width, picture.height, size)
        assert max(image.size) <= size
        assert not getattr(image, "is_animated", False)


@pytest.mark.parametrize(("code", "make"), pictures.BAD.values(), ids=pictures.BAD)
def test_file_that_is_no_good_picture_is_refused(code: str, make: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        encode(io.BytesIO(make()))  # type: ignore[operator]
    assert refusal.value.code == code


def test_metadata_with_the_place_is_gone() -> None:
    sent = pictures.jpeg_of_a_phone()
    assert b"MerekKamera" in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    for content in encode(io.BytesIO(sent)).files.values():
        image = opened(content)
        assert not dict(image.getexif())
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
        for chunk in (b"EXIF", b"XMP ", b"ICCP", b"MerekKamera", b"Komentar rahasia"):
            assert chunk not in content


def test_comment_and_profile_of_other_formats_are_gone() -> None:
    note = PngInfo()
    note.add_text("Comment", "Komentar rahasia")
    sent = pictures.saved(pictures.photo(), "PNG", pnginfo=note, icc_profile=b"x" * 200)
    content = encode(io.BytesIO(sent)).files[FULL_SIZE]
    assert b"rahasia" not in content
    assert b"ICCP" not in content


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_picture_stands_upright(orientation: int, red_at: str) -> None:
    picture = encode(io.BytesIO(pictures.jpeg_of_a_phone(orientation)))
    image = opened(picture.files[FULL_SIZE])
    assert image.size == ((800, 600) if orientation < 5 else (600, 800))
    width, height = image.size
    point = {
        "left": (20, height // 2),
        "right": (width - 20, height // 2),
        "top": (width // 2, 20),
        "bottom": (width // 2, height - 20),
    }[red_at]
    red, _green, blue = image.getpixel(point)  # type: ignore[misc]
    assert red > 200 > 60 > blue


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_metadata_does_not_spoil_the_picture() -> None:
    content = pictures.jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
    assert encode(io.BytesIO(content)).width == 800


def test_first_frame_of_an_animation_is_kept() -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        image = opened(encode(io.BytesIO(pictures.animated(kind))).files[FULL_SIZE])
        red, _green, blue = image.getpixel((30, 20))  # type: ignore[misc]
        assert red > 200 > 60 > blue


def test_what_is_transparent_becomes_white() -> None:
    image = opened(encode(io.BytesIO(pictures.GOOD["transparent PNG"]())).files[FULL_SIZE])
    pixel: Any = image.getpixel((10, 10))
    assert min(pixel) > 250


def test_sixteen_bits_keep_their_brightness() -> None:
    image = opened(encode(io.BytesIO(pictures.GOOD["PNG with 16 bits"]())).files[FULL_SIZE])
    assert image.getpixel((10, 10))[0] == pytest.approx(40_000 / 256, abs=4)  # type: ignore[index]


def test_same_picture_gives_the_same_files() -> None:
    first, second = (encode(io.BytesIO(pictures.jpeg())) for _ in range(2))
    assert first.digest == second.digest
    assert first.files == second.files


def test_small_picture_is_not_enlarged() -> None:
    picture = encode(io.BytesIO(pictures.jpeg(300, 200)))
    assert list(picture.files) == [FULL_SIZE]
    assert (picture.width, picture.height) == (300, 200)


def test_large_picture_is_at_most_1600_pixels_long() -> None:
    picture = encode(io.BytesIO(pictures.jpeg(3000, 4000)))
    assert (picture.width, picture.height) == (1200, 1600)
    assert list(picture.files) == [320, 640, 1280, 1600]


def test_largest_photo_needs_little_memory() -> None:
    """Asked of a process of its own: a test before this one may have used more."""
    script = """
import io, resource, django
django.setup()
from PIL import Image
from publishing.images import encode
from tests import pictures
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
content = pictures.saved(Image.new("L", (10_000, 8_000), 90), "JPEG")
before = peak()
encode(io.BytesIO(content))
print(peak() - before)
"""
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert int(answer.stdout) < 60  # MB; decoded whole it would be 80, in RGB 320


SEEDS = [make() for name, make in pictures.GOOD.items() if "million" not in name]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=300, deadline=None)
@given(seed=st.sampled_from(SEEDS), chance=st.integers(0, 2**32), cut=st.booleans())
def test_mutated_files_are_pictures_or_refused(seed: bytes, chance: int, cut: bool) -> None:
    dice = random.Random(chance)
    content = bytearray(seed)
    for _ in range(dice.choice([1, 2, 5, 30])):
        # Mostly the first bytes: headers are where decoders go wrong.
        reach = dice.choice([40, 700, len(content)])
        content[dice.randrange(min(reach, len(content)))] = dice.randrange(256)
    if cut:
        del content[dice.randrange(len(content)) :]
    try:
        picture = encode(io.BytesIO(bytes(content)))
    except ValidationError:  # any other error fails the test
        return
    assert opened(picture.files[FULL_SIZE]).size == (picture.width, picture.height)


STARTS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\1\0\0WEBPVP8 "]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_any_bytes_are_refused_in_words(content: bytes, start: bytes) -> None:
    with pytest.raises(ValidationError):
        encode(io.BytesIO(start + content))
