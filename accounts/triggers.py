"""Making many rows in one transaction without waiting for the triggers' own errors.

Before each row the functions of pgtrigger and pghistory read a setting. While it is missing they
raise and catch an error, which costs more and more the longer a transaction is: 50,000 people took
170 seconds, and take 15 with these settings. Every trigger does its work all the same.
"""

from django.db import connection


def ignore_no_trigger() -> None:
    """Until the end of this transaction the list of triggers to ignore is there, and empty."""
    _set("pgtrigger.ignore", "{}")


def name_source(source: str) -> None:
    """Until the end of this transaction history says where changes come from, also those of
    statements that `pghistory.context` does not see, such as COPY."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gen_random_uuid()::text")
        _set("pghistory.context_id", cursor.fetchone()[0])
    _set("pghistory.context_metadata", f'{{"source": "{source}"}}')


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
