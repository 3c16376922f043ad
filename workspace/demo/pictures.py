"""Product pictures of the demo, drawn when it is made: nobody's photo, and nothing to download."""

import io
from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from workspace.demo.canvas import Canvas, Colour, darker, lighter

_CREAM, _SAND, _SAGE, _SKY = (246, 230, 203), (236, 214, 178), (214, 222, 196), (206, 224, 222)
_WOOD, _TEAK, _CLOTH = (181, 124, 78), (150, 96, 60), (226, 205, 172)
_CRUST, _GOLD, _CHOCOLATE = (196, 124, 58), (226, 168, 78), (92, 52, 30)
_WHITE, _LEAF, _CHILI = (250, 246, 236), (88, 128, 66), (196, 52, 36)
_BATIK, _TEAL = (48, 60, 92), (36, 110, 112)


def picture(subject: str, random: Random) -> io.BytesIO:
    """A PNG file of one subject, e.g. "bread_loaf"; see SUBJECTS."""
    canvas = SUBJECTS[subject](random)
    return canvas.png()


def _bread_loaf(random: Random) -> Canvas:
    """Roti sisir: a row of soft rolls baked together, on a board."""
    c = Canvas(_CREAM, _WOOD)
    c.shadow(600, 700, 470, 70)
    c.box(130, 610, 1070, 700, darker(_TEAK, 0.1), round_by=26)
    c.box(130, 600, 1070, 680, _TEAK, round_by=26)
    for number in range(6):
        x = 250 + number * 140
        c.box(x - 78, 400, x + 78, 632, darker(_CRUST, 0.2), round_by=70)
        c.box(x - 78, 392, x + 70, 620, _CRUST, round_by=70)
        c.ellipse(x - 8, 448, 58, 48, lighter(_CRUST, 0.2))
        c.ellipse(x - 22, 430, 26, 15, lighter(_CRUST, 0.5))
        c.box(x - 70, 575, x + 62, 622, lighter(_GOLD, 0.35), round_by=20)
        for _ in range(9):
            c.ellipse(x + random.randint(-50, 45), random.randint(410, 500), 4, 2.5, _WHITE)
    return c


def _buns(random: Random) -> Canvas:
    """Roti manis with chocolate, one of them cut open."""
    c = Canvas(_SKY, _CLOTH)
    c.plate(600, 640, 430, _WHITE)
    for x, y in ((380, 560), (600, 520), (820, 560), (490, 640), (720, 645)):
        c.shadow(x, y + 62, 120, 26, depth=60)
        c.ball(x, y, 122, 82, _CRUST)
        for _ in range(16):
            c.ellipse(x + random.randint(-70, 60), y - random.randint(20, 62), 4.5, 3, _WHITE)
    c.ball(250, 745, 120, 80, _CRUST)
    c.ellipse(262, 752, 96, 60, lighter(_GOLD, 0.55))
    c.ellipse(262, 756, 52, 30, _CHOCOLATE)
    c.ellipse(250, 750, 18, 8, lighter(_CHOCOLATE, 0.25))
    return c


def _banana_cake(random: Random) -> Canvas:
    """Bolu pisang in slices."""
    c = Canvas(_SAGE, _WOOD)
    c.plate(600, 660, 450, _WHITE)
    for number in range(5):
        x = 330 + number * 125
        c.shadow(x + 20, 690, 90, 22, depth=50)
        c.box(x - 70, 400, x + 92, 690, darker(_CRUST, 0.35), round_by=46)
        c.box(x - 80, 404, x + 72, 690, lighter(_GOLD, 0.4), round_by=44)
        c.box(x - 80, 640, x + 72, 692, darker(_CRUST, 0.1), round_by=20)
        for _ in range(24):
            crumb = darker(_GOLD, random.uniform(0.05, 0.35))
            size = random.uniform(2, 6)
            c.ellipse(x + random.randint(-62, 52), random.randint(440, 625), size, size, crumb)
        c.ellipse(x - 4, 500, 36, 30, lighter(_GOLD, 0.75))
        for turn in range(3):
            c.ellipse(x - 4 + 10 * cos(turn * 2.1), 500 + 9 * sin(turn * 2.1), 4, 4, _CHOCOLATE)
    return c


def _jar(c: Canvas, x: float, lid: Colour, inside: Callable[[float, float], None]) -> None:
    """A clear jar 300 wide; `inside(x, y)` draws one piece of its content."""
    c.shadow(x, 790, 190, 34)
    c.box(x - 150, 330, x + 150, 800, (228, 232, 226), round_by=46)
    c.box(x - 136, 345, x + 136, 788, (243, 240, 228), round_by=38)
    for row in range(6):
        for column in range(4):
            inside(x - 96 + column * 64 + (row % 2) * 22 - 11, 742 - row * 60)
    c.box(x - 128, 400, x - 110, 740, (255, 255, 252), round_by=9)
    c.box(x - 160, 285, x + 160, 350, darker(lid, 0.2), round_by=22)
    c.box(x - 160, 275, x + 160, 335, lid, round_by=22)
    c.box(x - 140, 288, x + 40, 300, lighter(lid, 0.4), round_by=6)
    c.box(x - 92, 520, x + 92, 650, _WHITE, round_by=14)
    c.box(x - 92, 520, x + 92, 548, lid, round_by=14)
    for width, y in ((120, 575), (84, 600), (100, 622)):
        c.box(x - width / 2, y, x + width / 2, y + 9, (190, 170, 140), round_by=4)


def _pineapple_cookies(random: Random) -> Canvas:
    """Nastar: golden balls with a clove, in a jar and before it."""
    c = Canvas(_CREAM, _WOOD)

    def nastar(x: float, y: float, size: float = 35) -> None:
        c.ball(x, y, size, size * 0.92, _GOLD)
        c.ellipse(x - size * 0.05, y - size * 0.3, size * 0.12, size * 0.18, _CHOCOLATE)

    _jar(c, 420, _TEAL, nastar)
    for x, y in ((700, 770), (800, 740), (905, 765), (755, 830), (865, 825), (985, 815)):
        c.shadow(x, y + 42, 56, 12, depth=60)
        nastar(x, y, 54)
    return c


def _cheese_sticks(random: Random) -> Canvas:
    """Kastengel in a jar and on the table."""
    c = Canvas(_SKY, _TEAK)

    def stick(x: float, y: float, half: float = 38) -> None:
        c.box(x - half, y - half / 2, x + half, y + half / 2, darker(_GOLD, 0.25), round_by=7)
        c.box(x - half, y - half / 2, x + half, y + half / 2.6, _GOLD, round_by=7)
        for _ in range(6):
            spot_x, spot_y = random.uniform(-0.8, 0.8) * half, random.uniform(-0.35, 0.2) * half
            c.ellipse(x + spot_x, y + spot_y, 4, 2.5, lighter(_GOLD, 0.6))

    _jar(c, 780, _CHILI, stick)
    for x, y in ((180, 740), (330, 775), (240, 820), (420, 835), (480, 760)):
        c.shadow(x, y + 34, 84, 12, depth=60)
        stick(x, y, 74)
    return c


def _snow_cookies(random: Random) -> Canvas:
    """Putri salju: crescents under powdered sugar."""
    c = Canvas((222, 200, 190), _CLOTH)
    c.plate(600, 640, 460, _TEAL)

    def crescent(x: float, y: float, turn: float) -> None:
        c.shadow(x, y + 40, 84, 14, depth=50)
        c.line(_arc(x, y + 6, 62, turn), darker(_CREAM, 0.22), 56)
        c.line(_arc(x, y, 62, turn), _WHITE, 52)
        for _ in range(12):
            spot = _arc(x, y, 62, turn)[random.randrange(20)]
            c.ellipse(spot[0] + random.randint(-14, 14), spot[1] + 12, 3, 2, (232, 220, 200))

    rows = ((330, 600), (500, 570), (690, 570), (860, 600), (410, 680), (600, 660), (790, 680))
    for x, y in rows:
        crescent(x, y, random.uniform(2.9, 3.5))
    return c


def _arc(x: float, y: float, radius: float, turn: float) -> list[tuple[float, float]]:
    """21 points on a bit more than a half circle."""
    angles = [turn + pi * 1.05 * step / 20 for step in range(21)]
    return [(x + radius * cos(a), y + radius * 0.8 * sin(a)) for a in angles]


def _rice_crackers(random: Random) -> Canvas:
    """Rengginang: bumpy discs of fried sticky rice."""
    c = Canvas(_SAND, _TEAK)
    c.plate(600, 670, 470, (120, 150, 120))
    for x, y in ((340, 610), (860, 610), (480, 690), (730, 690), (600, 560), (600, 650)):
        c.shadow(x, y + 52, 140, 22, depth=60)
        c.ellipse(x, y + 8, 138, 62, darker(_GOLD, 0.35))
        for _ in range(120):
            angle, reach = random.uniform(0, 2 * pi), random.uniform(0, 1) ** 0.5
            grain = lighter(_GOLD, random.uniform(0, 0.65))
            c.blob(
                x + 126 * reach * cos(angle),
                y + 52 * reach * sin(angle),
                15,
                9,
                grain,
                turn=random.uniform(0, pi),
            )
    return c


def _tempeh_chips(random: Random) -> Canvas:
    """Keripik tempe in a bag of clear film."""
    c = Canvas(_SAGE, _WOOD)
    c.shadow(600, 790, 330, 40)
    c.polygon([(330, 790), (370, 250), (830, 250), (870, 790)], (233, 236, 226))
    for row in range(6):
        for column in range(4):
            x = 420 + column * 115 + (row % 2) * 30 + random.randint(-8, 8)
            y = 745 - row * 66
            chip = darker(_GOLD, random.uniform(0, 0.15))
            c.blob(x, y + 5, 74, 44, darker(chip, 0.3), turn=random.uniform(-0.5, 0.5))
            c.blob(x, y, 72, 41, chip, turn=random.uniform(-0.5, 0.5))
            for _ in range(8):
                spot_x, spot_y = x + random.randint(-46, 46), y + random.randint(-22, 22)
                c.ellipse(spot_x, spot_y, 9, 6, lighter(chip, 0.45))
    c.box(360, 210, 840, 290, _CHILI, round_by=10)
    for hole in range(12):
        c.ellipse(390 + hole * 38, 250, 6, 6, lighter(_CHILI, 0.35))
    c.box(440, 430, 760, 610, _WHITE, round_by=24)
    c.box(440, 430, 760, 480, _LEAF, round_by=24)
    for width, y in ((220, 515), (150, 545), (190, 572)):
        c.box(600 - width / 2, y, 600 + width / 2, y + 12, (180, 160, 130), round_by=6)
    return c


def _rice_puffs(random: Random) -> Canvas:
    """Kerupuk puli: pale wavy crackers in a bamboo basket."""
    c = Canvas(_SAGE, _CLOTH)
    c.shadow(600, 800, 400, 44)
    for x, y in ((420, 500), (600, 450), (780, 500), (500, 560), (700, 560), (600, 530)):
        edge = [
            (
                x + (118 + 9 * sin(7 * a)) * cos(a),
                y + (96 + 9 * sin(6 * a + 1)) * sin(a),
            )
            for a in (2 * pi * step / 60 for step in range(60))
        ]
        c.polygon([(px, py + 9) for px, py in edge], darker(_GOLD, 0.25))
        c.polygon(edge, lighter(_GOLD, 0.62))
        for _ in range(14):
            spot_x, spot_y = x + random.randint(-70, 70), y + random.randint(-60, 50)
            c.ellipse(spot_x, spot_y, random.uniform(4, 10), 5, lighter(_GOLD, 0.35))
    _basket(c, 600, 600, 380, 200, (204, 164, 96))
    return c


def _basket(c: Canvas, x: float, y: float, half: float, height: float, straw: Colour) -> None:
    """A woven wall, wider above."""
    rows, columns = 6, 17
    for row in range(rows):
        reach = half * (1 - 0.22 * row / rows)
        step = 2 * reach / columns
        for column in range(columns):
            left = x - reach + column * step
            shade = straw if (row + column) % 2 else darker(straw, 0.22)
            top = y + row * height / rows
            c.box(left, top, left + step, top + height / rows, shade, round_by=7)
    c.box(x - half - 14, y - 18, x + half + 14, y + 20, darker(straw, 0.1), round_by=18)
    c.box(x - half - 14, y - 18, x + half + 14, y + 6, lighter(straw, 0.2), round_by=12)


def _woven_bag(random: Random) -> Canvas:
    """A bag woven of plastic bands, with a pattern of lozenges."""
    c = Canvas(_SAND, _TEAK)
    c.shadow(600, 815, 330, 40)
    for shift, shade in ((6, darker(_TEAL, 0.35)), (0, _TEAL)):
        handle = [(430, 420), (470, 210), (600, 150), (730, 210), (770, 420)]
        c.line([(x + shift, y) for x, y in handle], shade, 24)
    size = 36
    for row in range(11):
        for column in range(16):
            x = 312 + column * size
            y = 410 + row * size
            distance = abs((column % 8) - 3.5) + abs((row % 8) - 3.5)
            band = _GOLD if 2 <= distance < 4 else (_TEAL if distance >= 4 else _CHILI)
            shade = band if (row + column) % 2 else darker(band, 0.18)
            c.box(x, y, x + size, y + size, shade, round_by=6)
            if (row + column) % 2:
                c.box(x + 4, y + 4, x + size - 10, y + 9, lighter(band, 0.3), round_by=2)
    c.box(300, 388, 900, 424, darker(_TEAL, 0.15), round_by=14)
    c.box(300, 384, 900, 408, _TEAL, round_by=12)
    return c


def _herbal_drinks(random: Random) -> Canvas:
    """Jamu in bottles: turmeric, rice with galangal, betel."""
    c = Canvas(_SAGE, _WOOD)
    for x, drink in ((330, (214, 148, 42)), (600, (222, 186, 130)), (870, (120, 140, 66))):
        c.shadow(x, 800, 130, 30)
        c.box(x - 95, 380, x + 95, 810, darker(drink, 0.2), round_by=44)
        c.box(x - 95, 380, x + 84, 805, drink, round_by=44)
        c.box(x - 40, 270, x + 40, 430, lighter(drink, 0.3), round_by=20)
        c.box(x - 46, 240, x + 46, 300, _WHITE, round_by=14)
        c.box(x - 76, 430, x - 58, 760, lighter(drink, 0.5), round_by=9)
        c.box(x - 78, 540, x + 78, 700, _WHITE, round_by=12)
        c.blob(x, 590, 34, 14, _LEAF, turn=-0.6)
        c.blob(x + 8, 600, 30, 12, lighter(_LEAF, 0.2), turn=0.5)
        for width, y in ((96, 635), (70, 658)):
            c.box(x - width / 2, y, x + width / 2, y + 9, (180, 160, 130), round_by=4)
    for x, y in ((160, 815), (240, 835), (980, 830), (1060, 812)):
        c.blob(x, y + 5, 52, 24, darker(_GOLD, 0.45), turn=0.3)
        c.blob(x, y, 50, 22, darker(_GOLD, 0.15), turn=0.3)
    return c


def _chili_sauce(random: Random) -> Canvas:
    """Sambal in jars, with chillies beside them."""
    c = Canvas(_SKY, _TEAK)
    for x in (380, 720):
        c.shadow(x, 800, 170, 32)
        c.box(x - 150, 420, x + 150, 810, (232, 226, 214), round_by=40)
        c.box(x - 138, 470, x + 138, 800, _CHILI, round_by=34)
        for _ in range(60):
            seed_x, seed_y = x + random.randint(-120, 120), random.randint(490, 780)
            speck = random.choice((_GOLD, darker(_CHILI, 0.35), lighter(_CHILI, 0.2)))
            c.blob(seed_x, seed_y, 6, 4, speck, turn=random.uniform(0, 3))
        c.box(x - 156, 370, x + 156, 440, darker(_GOLD, 0.1), round_by=18)
        c.box(x - 156, 362, x + 156, 424, _GOLD, round_by=18)
        c.box(x - 96, 560, x + 96, 710, _WHITE, round_by=14)
        for width, y in ((130, 600), (90, 630), (110, 660)):
            c.box(x - width / 2, y, x + width / 2, y + 11, (190, 150, 130), round_by=5)
    for x, y, turn in ((960, 800, -0.3), (1040, 770, 0.2), (985, 845, 0.1), (150, 830, 0.25)):
        c.blob(x, y + 4, 82, 15, darker(_CHILI, 0.35), turn=turn)
        c.blob(x, y, 80, 13, _CHILI, turn=turn)
        c.line([(x - 78 * cos(turn), y - 78 * sin(turn)), (x - 104, y - 20)], _LEAF, 9)
    return c


def _batik_cloth(random: Random) -> Canvas:
    """Folded cloth with a curved pattern after the batik of Banyuwangi."""
    c = Canvas(_CREAM, _WOOD)
    c.shadow(600, 815, 420, 40)
    for number, cloth in enumerate((_CHILI, _TEAL, _BATIK)):
        top = 640 - number * 120
        c.box(200, top, 1000, top + 150, darker(cloth, 0.3), round_by=40)
        c.box(200, top, 1000, top + 130, cloth, round_by=40)
        for column in range(8):
            x = 270 + column * 95
            hook = [(x + 30 * cos(a) * a / 5, top + 62 + 26 * sin(a) * a / 5) for a in _TURNS]
            c.line(hook, lighter(cloth, 0.6), 6)
            c.ellipse(x + 40, top + 34, 5, 5, _GOLD)
            c.ellipse(x + 50, top + 96, 4, 4, _GOLD)
    return c


_TURNS = [step * 0.35 for step in range(2, 17)]


def _letter(random: Random) -> Canvas:
    """A sheet of paper with a head, lines that cannot be read, and a stamp."""
    c = Canvas(_SKY, _WOOD)
    c.shadow(600, 800, 330, 40)
    c.box(330, 190, 870, 830, _WHITE, round_by=6)
    c.box(420, 240, 780, 262, _BATIK, round_by=4)
    c.box(370, 285, 830, 290, darker(_SAND, 0.3))
    for row in range(9):
        right = 820 - random.randint(0, 120)
        c.box(380, 340 + row * 34, right, 350 + row * 34, darker(_WHITE, 0.3), round_by=4)
    c.ellipse(720, 730, 70, 70, _TEAL)
    c.ellipse(720, 730, 56, 56, _WHITE)
    return c


SUBJECTS: dict[str, Callable[[Random], Canvas]] = {
    "bread_loaf": _bread_loaf,
    "buns": _buns,
    "banana_cake": _banana_cake,
    "pineapple_cookies": _pineapple_cookies,
    "cheese_sticks": _cheese_sticks,
    "snow_cookies": _snow_cookies,
    "rice_crackers": _rice_crackers,
    "tempeh_chips": _tempeh_chips,
    "rice_puffs": _rice_puffs,
    "woven_bag": _woven_bag,
    "herbal_drinks": _herbal_drinks,
    "chili_sauce": _chili_sauce,
    "batik_cloth": _batik_cloth,
    "letter": _letter,
}
