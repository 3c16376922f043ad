"""The cache that counts tries (sign-in, codes of families): kept in the database, shared by all
processes."""

import base64
import pickle
import random
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone

#: At how many of all beginnings the size of the table is looked at.
_LOOK_ROUND = 0.01


class CountingCache(DatabaseCache):
    """Django's own, but it counts as a limit has to be counted: two at the same moment are two, and
    a count lasts as long as it was said when it began. Django's reads, adds and writes (of forty
    at once it counted fifteen), and a count that was raised ended after five minutes."""

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Begin a count; False when there is one that has not ended. One statement: Django's asks
        four times, and counts the whole table each time."""
        until = self.get_backend_timeout(timeout)
        if until is None:  # for ever: not a count
            return bool(super().add(key, value, timeout, version))
        name = self.make_and_validate_key(key, version=version)
        model: Any = self.cache_model_class
        using = router.db_for_write(model)
        table = connections[using].ops.quote_name(self._table)  # type: ignore[attr-defined]
        text = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        with connections[using].cursor() as cursor:
            if random.random() < _LOOK_ROUND:  # noqa: S311  (not a secret)
                self._keep_small(using, cursor, table)
            cursor.execute(
                f"INSERT INTO {table} AS old (cache_key, value, expires) "  # noqa: S608
                "VALUES (%s, %s, to_timestamp(%s)) ON CONFLICT (cache_key) DO UPDATE "
                "SET value = EXCLUDED.value, expires = EXCLUDED.expires WHERE old.expires < %s",
                [name, text, int(until), timezone.now()],
            )
            return bool(cursor.rowcount)

    def _keep_small(self, using: str, cursor: Any, table: str) -> None:
        """Make room as Django does, when there is more than MAX_ENTRIES."""
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        number = cursor.fetchone()[0]
        if number > self._max_entries:
            self._cull(using, cursor, timezone.now(), number)  # type: ignore[attr-defined]

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The count after raising it. ValueError when there is none."""
        name = self.make_and_validate_key(key, version=version)
        model: Any = self.cache_model_class
        using = router.db_for_write(model)
        table = connections[using].ops.quote_name(self._table)  # type: ignore[attr-defined]
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(
                f"SELECT value FROM {table} WHERE cache_key = %s AND expires > %s FOR UPDATE",  # noqa: S608
                [name, timezone.now()],
            )
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"There is no count of {key!r}.")
            count: int = pickle.loads(base64.b64decode(row[0])) + delta  # noqa: S301  # our own row
            value = base64.b64encode(pickle.dumps(count, self.pickle_protocol)).decode("ascii")
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [value, name],
            )
        return count

    def forget_expired(self) -> int:
        """Delete what no longer counts; how many rows."""
        model: Any = self.cache_model_class
        using = router.db_for_write(model)
        table = connections[using].ops.quote_name(self._table)  # type: ignore[attr-defined]
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608
            return int(cursor.rowcount)


def forget_ended() -> int:
    """Delete counts and sessions that have ended: sessions hold names and drafts of families. How
    many of both."""
    default = caches["default"]
    counts = default.forget_expired() if isinstance(default, CountingCache) else 0
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    ended = store.get_model_class().objects.filter(expire_date__lt=timezone.now()).delete()[0]
    return counts + int(ended)
