import signal
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.snapshot import snapshot_world
from tests.world import World

# A suite started in the background inherits an ignored Ctrl-C, and so would every program that a
# test starts and stops by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits counted in one test must not stop the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    """Four villages with people in them and one user of every role; see tests/world.py."""
    return snapshot_world()


@pytest.fixture
def client() -> Client:
    """A stranger's browser, with real CSRF checks switched on where a test asks for them."""
    return Client()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """`signed_in(user)` is that user's browser."""

    def sign_in(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return sign_in


@pytest.fixture
def queries_do_not_grow() -> Callable[[Callable[[], object], Callable[[], object]], None]:
    """`queries_do_not_grow(look, add_rows)`: looking again after more rows asks as many queries."""

    def check(look: Callable[[], object], add_rows: Callable[[], object]) -> None:
        look()  # fills caches of content types and the like
        with CaptureQueriesContext(connection) as before:
            look()
        add_rows()
        with CaptureQueriesContext(connection) as after:
            look()
        asked = "\n".join(query["sql"][:200] for query in after.captured_queries)
        assert len(after) <= len(before), f"{len(before)} queries became {len(after)}:\n{asked}"

    return check
