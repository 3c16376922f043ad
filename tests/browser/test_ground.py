from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import UserFactory

pytestmark = pytest.mark.browser


def test_stranger_is_sent_to_the_sign_in_page(page: Page) -> None:
    page.goto("/akun/")
    assert "/masuk/" in page.url
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_sign_in_helper_opens_a_staff_page(page: Page, sign_in: Callable[..., None]) -> None:
    sign_in(page, UserFactory(coordinator=True))
    page.goto("/akun/")
    assert "/masuk/" not in page.url
