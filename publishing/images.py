"""Uploaded pictures become WebP files of known sizes, without metadata.

Whatever arrives is decoded and drawn anew, so a kept file holds pixels only: no place of taking
(GPS), no camera, no embedded thumbnail, no script. Hostile files cost a bounded amount of memory
and time: the header's size is judged before any pixel is decoded, JPEGs are decoded small, and one
picture at a time per process.
"""

import hashlib
import io
import threading
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, UnidentifiedImageError

#: Longest side in pixels of the largest kept file, and of the smaller ones beside it.
FULL_SIZE = 1600
SMALLER_SIZES = (320, 640, 1280)
QUALITY = 75

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: Phones take JPEGs of 50 and 64 million pixels; they are decoded at a half to an eighth.
MAX_JPEG_PIXELS = 80_000_000
#: The other formats can only be decoded whole, at up to 16 bytes a pixel.
MAX_OTHER_PIXELS = 20_000_000
#: A progressive JPEG has about 10 scans. Each costs a pass over the whole picture.
MAX_JPEG_SCANS = 40

_NOT_A_PICTURE = ValidationError(
    _("This file is not a picture. Choose a photo (JPEG, PNG or WebP)."), code="not_a_picture"
)
_BROKEN = ValidationError(
    _("This picture is damaged or incomplete. Choose another one, or take the photo again."),
    code="broken_picture",
)
_TOO_MANY_PIXELS = ValidationError(
    _("This picture is too large to open. Take the photo again with your phone."),
    code="too_many_pixels",
)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept. `files` maps a size (see `sizes_of`) to a whole WebP file."""

    files: dict[int, bytes]
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.files[FULL_SIZE]).hexdigest()


def sizes_of(width: int, height: int) -> list[int]:
    """Sizes in which a picture is kept, smallest first; none is larger than the picture itself.

    The last is always FULL_SIZE, the name of the largest file, also when that is smaller.
    """
    return [size for size in SMALLER_SIZES if size < max(width, height)] + [FULL_SIZE]


def scaled(width: int, height: int, size: int) -> tuple[int, int]:
    """Width and height when the longest side is at most `size` pixels."""
    ratio = min(1.0, size / max(width, height))
    return max(1, round(width * ratio)), max(1, round(height * ratio))


def encode(file: IO[bytes]) -> Picture:
    """The picture in `file`, drawn anew. Raises ValidationError with words for whoever sent it."""
    with _one_at_a_time:
        try:
            image = _decode(file)
            full = scaled(*image.size, FULL_SIZE)
            files = {size: _webp(image, scaled(*image.size, size)) for size in sizes_of(*full)}
        except ValidationError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _TOO_MANY_PIXELS from error
        except UnidentifiedImageError as error:
            raise _NOT_A_PICTURE from error
        except Exception as error:  # decoders raise whatever they stumble on in a hostile file
            raise _BROKEN from error
    return Picture(files, *full)


def _decode(file: IO[bytes]) -> Image.Image:
    """First frame, upright, RGB, not much larger than needed."""
    file.seek(0)
    with Image.open(file, formats=FORMATS) as source:
        is_jpeg = source.format in ("JPEG", "MPO")  # MPO: a JPEG with further pictures behind it
        if source.width * source.height > (MAX_JPEG_PIXELS if is_jpeg else MAX_OTHER_PIXELS):
            raise _TOO_MANY_PIXELS
        if is_jpeg:
            _refuse_many_scans(file)
            source.draft("RGB", scaled(*source.size, FULL_SIZE))
        orientation = _orientation(source)
        image = _rgb(source)
    image.thumbnail((FULL_SIZE, FULL_SIZE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _refuse_many_scans(file: IO[bytes]) -> None:
    here = file.tell()
    file.seek(0)
    scans = file.read().count(b"\xff\xda")
    file.seek(here)
    if scans > MAX_JPEG_SCANS:
        raise _BROKEN


def _orientation(source: Image.Image) -> int:
    """How the camera was held (EXIF 1-8). Broken metadata means: as it is."""
    try:
        return int(source.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # the metadata parser raises many kinds of errors; the picture may be fine
        return 1


def _rgb(frame: Image.Image) -> Image.Image:
    """The frame in RGB; what is transparent becomes white; 16 bits a channel become 8."""
    if frame.mode.startswith("I"):
        high_bytes = frame.convert("I").point(lambda value: value / 256)
        return high_bytes.convert("L").convert("RGB")
    if not frame.has_transparency_data:
        return frame.convert("RGB")
    frame = frame.convert("RGBA")
    paper = Image.new("RGB", frame.size, "white")
    paper.paste(frame, mask=frame.getchannel("A"))
    return paper


def _webp(image: Image.Image, size: tuple[int, int]) -> bytes:
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    target = io.BytesIO()
    image.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return target.getvalue()
