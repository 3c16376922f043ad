"""PostgreSQL ends at once (immediate shutdown) while four families at a time book: whoever was told
a code has it afterwards, whoever was not sends again and has one booking, not two."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from config.embedded import Server
from config.embedded.server import NAME, PORT

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("embedded")]

FAMILIES = 32
BOOK = """
import django, json, sys, threading, time, uuid
django.setup()
from django.db import DatabaseError, IntegrityError, InterfaceError, connection
from ltsa.invariants import broken
from ltsa.models import Booking
from notices.models import Message
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_booking, make_day

service = ServiceFactory(pool=PoolFactory())
slots = make_day(service.steps.get().pool, slots=8, places=FAMILIES // 8)
lost = []

def book(numbers):
    for number in numbers:
        key = uuid.uuid4()
        while True:
            try:
                booking = make_booking(slots[number % 8], service, number, submit_key=key)
            except IntegrityError:
                raise
            except (DatabaseError, InterfaceError):
                lost.append(number)
                connection.close()
                time.sleep(0.1)
            else:
                sys.stdout.write(f"{number} {booking.code}\\n")
                sys.stdout.flush()
                break
    connection.close()

threads = [threading.Thread(target=book, args=(range(n, FAMILIES, 4),)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
connection.close()  # the one from before
codes = dict(Booking.unscoped.values_list("contact_name", "code"))
print(json.dumps({"codes": codes, "messages": Message.unscoped.count(), "broken": broken(),
                  "bookings": Booking.unscoped.count(), "lost": lost}))
"""


@pytest.fixture
def own_server(db: None) -> Iterator[Server]:
    """A server of the test's own with the tables of the test's database, empty."""
    folder = Path(tempfile.mkdtemp(prefix="km-", dir="/tmp"))
    server = Server(folder / "var")
    server.place.var.mkdir(exist_ok=True)
    try:
        server.start()
        _copy_tables(server)
        yield server
    finally:
        server.remove()
        shutil.rmtree(folder)


def _copy_tables(server: Server) -> None:
    there = connection.settings_dict
    tables = subprocess.run(
        [
            *(server.programs / "pg_dump", "--schema-only", "--no-owner", "--no-comments"),
            *("-h", there["HOST"], "-p", str(there["PORT"] or PORT), "-U", there["USER"]),
            there["NAME"],
        ],
        env={**os.environ, "PGPASSWORD": there["PASSWORD"] or ""},
        stdout=subprocess.PIPE,
        check=True,
    )
    command = ("-XAtq", "-v", "ON_ERROR_STOP=1", "-h", server.place.socket, "-U", NAME, "-d", NAME)
    subprocess.run(
        [server.programs / "psql", *command],
        input=tables.stdout,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def test_no_accepted_booking_is_lost_when_the_database_ends_at_once(own_server: Server) -> None:
    families = subprocess.Popen(
        [sys.executable, "-c", BOOK.replace("FAMILIES", str(FAMILIES))],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"postgres://{NAME}@{quote(str(own_server.place.socket), safe='')}"
            f":{PORT}/{NAME}",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert families.stdout
    told: dict[str, str] = {}
    try:
        while len(told) < FAMILIES:
            number, code = families.stdout.readline().split()
            told[f"Warga {number}"] = code
            if len(told) == FAMILIES // 4:
                postmaster = own_server.postmaster()
                assert postmaster
                postmaster.send_signal(signal.SIGQUIT)
                postmaster.wait(timeout=30)
                own_server.start()
        end = json.loads(families.stdout.readline())
    finally:
        families.kill()
        families.communicate()

    assert end["lost"], "nobody was in the middle of booking"
    assert end["codes"] == told
    assert end["bookings"] == end["messages"] == FAMILIES
    assert end["broken"] == []
