"""An icon that is not in the sprite is simply not there: no error would tell."""

import re

from django.conf import settings

ROOT = settings.BASE_DIR


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    listed = (ROOT / "frontend.mjs").read_text()
    known = set(re.search(r"const ICONS = `([^`]+)`", listed)[1].split())  # type: ignore[index]
    missing = []
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        names = re.findall(r'components/icon\.html" with name="([\w-]+)"', text)
        names += re.findall(r'\b(?:icon|badge_icon|mark)="([\w-]+)"', text)
        missing += [f"{template.name}: {name}" for name in names if name not in known]
    assert not missing
