"""A small drawing board for the demo's product pictures: soft shapes, light from the upper left."""

import io
from collections.abc import Sequence
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

#: Size of a finished picture; it is drawn twice as large and made smaller for smooth edges.
WIDTH, HEIGHT = 1200, 900
_SCALE = 2
#: The part of the board that is shown: left, top, right, bottom.
_FRAME = (80, 130, 1106.7, 900)

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` in `one`, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, (255, 250, 235), share)


def darker(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, (60, 25, 10), share)


class Canvas:
    """Coordinates are pixels of the finished picture."""

    def __init__(self, wall: Colour, table: Colour, *, edge: int = 470) -> None:
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), wall)
        self._draw = ImageDraw.Draw(self.image)
        self._light(wall)
        self.box(0, edge, WIDTH, HEIGHT, table)
        self.box(0, edge, WIDTH, edge + 10, darker(table, 0.12))

    def _light(self, wall: Colour) -> None:
        """A window's light on the wall."""
        for step in range(6):
            radius = 620 - step * 95
            self.ellipse(250, 150, radius, radius * 0.8, lighter(wall, 0.07 * (step + 1)))

    def png(self) -> io.BytesIO:
        """The finished picture as a file."""
        target = io.BytesIO()
        left, top, right, bottom = (value * _SCALE for value in _FRAME)
        finished = self.image.resize(
            (WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=(left, top, right, bottom)
        )
        finished.save(target, "PNG", compress_level=1)
        target.seek(0)
        return target

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        *,
        round_by: float = 0,
    ) -> None:
        edges = [value * _SCALE for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(edges, round_by * _SCALE, fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        edges = [value * _SCALE for value in (x - rx, y - ry, x + rx, y + ry)]
        self._draw.ellipse(edges, fill=colour)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, colour)

    def blob(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, *, turn: float = 0.0
    ) -> None:
        """An ellipse turned by `turn` radians."""
        steps = [2 * pi * step / 48 for step in range(48)]
        points = [
            (
                x + rx * cos(a) * cos(turn) - ry * sin(a) * sin(turn),
                y + rx * cos(a) * sin(turn) + ry * sin(a) * cos(turn),
            )
            for a in steps
        ]
        self.polygon(points, colour)

    def ball(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A rounded thing: shaded below, lit from the upper left."""
        self.ellipse(x, y, rx, ry, darker(colour, 0.28))
        self.ellipse(x - rx * 0.03, y - ry * 0.07, rx * 0.96, ry * 0.92, colour)
        self.ellipse(x - rx * 0.14, y - ry * 0.2, rx * 0.72, ry * 0.66, lighter(colour, 0.14))
        self.ellipse(x - rx * 0.3, y - ry * 0.4, rx * 0.3, ry * 0.22, lighter(colour, 0.42))

    def shadow(self, x: float, y: float, rx: float, ry: float, *, depth: int = 70) -> None:
        """A soft shadow on the table."""
        margin = 40
        left, top = round(x - rx - margin), round(y - ry - margin)
        width, height = round(2 * (rx + margin)), round(2 * (ry + margin))
        mask = Image.new("L", (width // 2, height // 2), 0)
        edges = [value / 2 for value in (margin, margin, width - margin, height - margin)]
        ImageDraw.Draw(mask).ellipse(edges, fill=depth)
        soft = mask.filter(ImageFilter.GaussianBlur(7)).resize((width * _SCALE, height * _SCALE))
        self.image.paste((50, 24, 10), (left * _SCALE, top * _SCALE), soft)

    def plate(self, x: float, y: float, rx: float, colour: Colour) -> None:
        ry = rx * 0.34
        self.shadow(x, y + ry * 0.45, rx * 1.02, ry * 1.05)
        self.ellipse(x, y + 10, rx, ry, darker(colour, 0.2))
        self.ellipse(x, y, rx, ry, colour)
        self.ellipse(x, y + 2, rx * 0.8, ry * 0.78, darker(colour, 0.07))
        self.ellipse(x, y + 7, rx * 0.78, ry * 0.76, lighter(colour, 0.3))
