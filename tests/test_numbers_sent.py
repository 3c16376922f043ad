"""Whatever stands where the key of a row or the number of a page is expected: no error of ours."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.row_keys import row_key
from tests.test_access import LINES, may_reach
from tests.world import World

#: More digits than Python turns into a number; more than the database's keys have; other scripts'.
ODD = ("9" * 5_000, "9" * 30, "-1", "٣٤", "²", "1e5", "0x1F", "\u202e12")
_ASKED = re.compile(r"request\.(?:GET|POST)\.(?:get|getlist)\(\s*\"(\w+)\"")


def names_asked() -> list[str]:
    """Every name that a view asks for by itself, outside a form."""
    files = (path for path in Path(settings.BASE_DIR).glob("*/views/*.py"))
    more = Path(settings.BASE_DIR).glob("*/views.py")
    found = {name for path in [*files, *more] for name in _ASKED.findall(path.read_text("utf-8"))}
    return sorted(found)


def test_key_is_read_only_from_what_can_be_one() -> None:
    assert row_key("12") == 12
    assert [row_key(text) for text in (*ODD, "", None, "1 2", 12)] == [None] * (len(ODD) + 4)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_breaks_on_an_odd_number(method: str, world: World) -> None:
    names = names_asked()
    assert {"orang", "keluarga", "page"} <= set(names)
    broken = []
    for line in LINES:
        role = next((one for one in line.roles if may_reach(line, world, one, world.own)), None)
        if line.roles and role is None:
            continue
        browser = Client(raise_request_exception=False)
        if role:
            browser.force_login(world.users[role])
        for odd in ODD[:2]:
            answer = getattr(browser, method)(line.url(world.own), dict.fromkeys(names, odd))
            if answer.status_code >= 500:
                broken.append(f"{line.name}: {odd[:10]}")
    assert not broken
