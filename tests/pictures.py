"""Pictures for tests: good ones, and those that somebody sends by mistake or on purpose."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photo(width: int = 800, height: int = 600) -> Image.Image:
    """Left half red, right half blue, so that a turn can be seen."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def jpeg(width: int = 800, height: int = 600, **options: Any) -> bytes:
    return saved(photo(width, height), "JPEG", **options)


def jpeg_of_a_phone(orientation: int = 1) -> bytes:
    """With the place and the camera in its metadata, as phones write it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "MerekKamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "S",
            ExifTags.GPS.GPSLatitude: (8.0, 29.0, 58.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (114.0, 19.0, 12.0),
        }
    )
    return jpeg(exif=exif, comment=b"Komentar rahasia")


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header announces a huge picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG whose header announces a huge picture."""
    content = bytearray(jpeg(16, 16))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG that repeats its last scan: little to send, long to decode."""
    content = jpeg(progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * scans + content[-2:]


GOOD: dict[str, Callable[[], bytes]] = {
    "JPEG": jpeg,
    "JPEG of a phone": jpeg_of_a_phone,
    "progressive JPEG": lambda: jpeg(progressive=True),
    "grey JPEG": lambda: saved(photo().convert("L"), "JPEG"),
    "CMYK JPEG": lambda: saved(photo().convert("CMYK"), "JPEG"),
    "several pictures in one JPEG": lambda: saved(
        photo(), "MPO", save_all=True, append_images=[photo()]
    ),
    "PNG": lambda: saved(photo(), "PNG"),
    "PNG with 16 bits": lambda: saved(Image.new("I;16", (80, 60), 40_000), "PNG"),
    "PNG with 1 bit": lambda: saved(photo().convert("1"), "PNG"),
    "palette with transparency": lambda: saved(
        photo().convert("P"), "PNG", transparency=bytes([0, 128, 255])
    ),
    "grey with transparency": lambda: saved(photo().convert("LA"), "PNG"),
    "transparent PNG": lambda: saved(Image.new("RGBA", (80, 60), (0, 0, 0, 0)), "PNG"),
    "animated GIF": lambda: animated("GIF"),
    "animated WebP": lambda: animated("WEBP"),
    "animated PNG": lambda: animated("PNG"),
    "WebP": lambda: saved(photo(), "WEBP"),
    "one pixel": lambda: jpeg(1, 1),
    "very flat": lambda: jpeg(8000, 2),
    "50 million pixels": lambda: saved(Image.new("L", (8160, 6120), 90), "JPEG"),
}

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text named .jpg": ("not_a_picture", lambda: b"Ini bukan foto. " * 100),
    "SVG": (
        "not_a_picture",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ),
    "web page": ("not_a_picture", lambda: b"<!doctype html><script>alert(1)</script>"),
    "PDF": ("not_a_picture", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "BMP": ("not_a_picture", lambda: saved(photo(), "BMP")),
    "TIFF": ("not_a_picture", lambda: saved(photo(), "TIFF")),
    "truncated JPEG": ("broken_picture", lambda: jpeg()[:2000]),
    "truncated PNG": ("broken_picture", lambda: saved(photo(), "PNG")[:-30]),
    "truncated WebP": ("broken_picture", lambda: saved(photo(), "WEBP")[:60]),
    "bomb by its header, PNG": ("too_many_pixels", lambda: png_that_claims(60_000, 60_000)),
    "too large PNG": ("too_many_pixels", lambda: png_that_claims(5_000, 5_000)),
    "too large JPEG": ("too_many_pixels", lambda: jpeg_that_claims(10_000, 8_100)),
    "bomb by its header, JPEG": ("too_many_pixels", lambda: jpeg_that_claims(65_000, 65_000)),
    "many scans": ("broken_picture", lambda: jpeg_of_many_scans(1_000)),
}


def upload(content: bytes | None = None, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
