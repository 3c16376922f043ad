# ruff: noqa: E402  (Django is set up before its models are imported)
"""Complete bookings over HTTP, against those of django-appointment in the same run.

    python bench/booking_http.py [--clients N] [--seconds N] [--alone]

Both products run under gunicorn with the same workers and threads, the same versions of Django and
of the driver, on the same PostgreSQL, and take turns. django-appointment is installed from the
package index into an environment of its own that goes when the benchmark ends. Clients follow the
forms as a browser without JavaScript does, every redirect too:

- here: services, papers (all ticked), who comes, hours, ticket: 8 requests;
- django-appointment: 7 requests. Two things are left out in its favour: it cannot be used without
  JavaScript, so the times, which a script would ask for, are known to the client; and its e-mails
  go nowhere (the code in them is read from its database).

Then all clients want the one last place at once, in both. At last the POST that books is measured
alone, against one raw statement in an empty Django view. Compare ratios inside one run only.
"""

import argparse
import datetime as dt
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_http_{os.getpid()}"

import django

django.setup()

import psycopg2
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench._browser import Answer, Browser, Page
from bench._raw import TABLES
from ltsa.actions import make_slots
from ltsa.actions.catalogue import load_services
from ltsa.invariants import broken
from ltsa.models import Booking, OpeningHours, Pool, Service, Slot
from ltsa.models.bookings import new_code
from tests import server
from tests.factories import OfficeFactory
from villages.areas import load_areas
from villages.models import Office, Regency

PEER = "django-appointment==3.12.0"
ROOT = Path(__file__).parent.parent
#: Both servers.
WORKERS, THREADS = 2, 4
#: Counters of our desk, so that nobody in the run finds a full calendar.
COUNTERS = 400
numbers = itertools.count(1)


class Failed(Exception):
    """A step that did not answer as it should."""


def expect(page: Page, status: int, step: str) -> Page:
    if page.status != status:
        raise Failed(f"{step}: {page.status} {page.address}\n{page.text[:3000]}")
    return page


# --- here ----------------------------------------------------------------------------------------


@dataclass
class Here:
    """Our product."""

    port: int
    name: str = "Kampung Migran"

    def browser(self) -> tuple[Browser, int]:
        number = next(numbers)
        address = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
        return Browser(self.port, address), number

    def walk_to_hours(self, browser: Browser, number: int) -> Page:
        """Everything before the hours."""
        start = expect(browser.get("services", "/ltsa/janji/"), 200, "services")
        papers_url = start.find(r'href="(/ltsa/janji/berkas/[^"]+)"')[0]
        papers = expect(browser.get("papers", papers_url), 200, "papers")
        sent = browser.post("papers, sent", papers_url, {**papers.hidden(), "ready": "all"})
        people_url = expect(sent, 302, "papers, sent").address
        people = expect(browser.get("who comes", people_url), 200, "who comes")
        answers = {
            **people.hidden(),
            "booked_by_role": "self",
            "contact_name": f"Warga {number}",
            "contact_phone": f"0812{number:08d}",
            "village": people.find(r'<option value="(\d+)"')[number % 100],
            "name_1": f"Warga {number}",
            "nik_1": f"351099520588{number % 9999 + 1:04d}",
            "born_on_1": "",
            "relation_1": "self",
        }
        sent = browser.post("who comes, sent", people_url, answers)
        hours_url = expect(sent, 302, "who comes, sent").address
        hours = expect(browser.get("hours", hours_url), 200, "hours")
        return Page(hours.status, hours_url, hours.text)

    def take(self, browser: Browser, hours: Page, starts_at: str = "") -> bool:
        """Books an hour, any that is shown if none is named; False when it is just taken."""
        fields = hours.hidden()
        shown = hours.find(r'name="starts_at" value="([^"]+)"')
        fields["starts_at"] = starts_at or random.choice(shown)
        sent = browser.post("hours, sent", hours.address, fields)
        if sent.status == 409:
            return False
        ticket_url = expect(sent, 302, "hours, sent").address
        expect(browser.get("ticket", ticket_url), 200, "ticket")
        return True

    def whole(self) -> list[Answer]:
        browser, number = self.browser()
        if not self.take(browser, self.walk_to_hours(browser, number)):
            raise Failed("no place although there are plenty")
        browser.close()
        return browser.answers

    def last_place(self) -> Callable[[], Callable[[], bool]]:
        """Leaves one place in one slot; gives what prepares a family for it."""
        slot = Slot.objects.filter(used_total=0).order_by("-starts_at").first()
        assert slot
        Slot.objects.filter(pk=slot.pk).update(
            cap_online=1, cap_total=1, plan_online=1, plan_total=1
        )
        moment = f"{timezone.localtime(slot.starts_at):%Y-%m-%dT%H:%M}"
        self.raced = slot.pk

        def prepare() -> Callable[[], bool]:
            browser, number = self.browser()
            hours = self.walk_to_hours(browser, number)
            return lambda: self.take(browser, hours, moment)

        return prepare

    def sold_in_race(self) -> int:
        return Booking.unscoped.filter(allocations__slot=self.raced).count()

    def oversold(self) -> int:
        """Seats above the capacity of their slot, recounted from the rows."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(sum(greatest(n - cap_online, 0)), 0) FROM ltsa_slot JOIN (SELECT "
                "slot_id, sum(seats) AS n FROM ltsa_allocation GROUP BY 1) a ON slot_id = id"
            )
            return int(cursor.fetchone()[0])


def open_office() -> tuple[Office, Pool]:
    """Banyuwangi's villages, the catalogue's services, six weeks of slots."""
    load_areas(regencies=["35.10"])
    office = OfficeFactory(regency=Regency.objects.get(code="35.10"))
    load_services(office=office)
    pool = Pool.objects.get(office=office)
    OpeningHours.objects.filter(pool=pool).update(counters=COUNTERS, online_counters=COUNTERS)
    today = timezone.localdate()
    make_slots(pool=pool, first_day=today, last_day=today + dt.timedelta(days=42))
    call_command("createcachetable", "config_cache", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("VACUUM ANALYZE")
    return office, pool


@contextmanager
def here() -> Iterator[Here]:
    with tempfile.TemporaryDirectory() as folder:
        static, database = Path(folder), connection.settings_dict["NAME"]
        server.collect_static(static, database=database)
        with server.running(
            database=database,
            static=static,
            urls="bench._urls",
            workers=WORKERS,
            threads=THREADS,
            settings="bench._served",
            application="bench._wsgi",
        ) as port:
            yield Here(port)


# --- django-appointment --------------------------------------------------------------------------


class There:
    """django-appointment."""

    name = "django-appointment"

    def __init__(self, port: int, service: str, database: str) -> None:
        self.port, self.service = port, service
        self.places = itertools.count()
        self.rows = psycopg2.connect(**_reach(database))
        self.rows.autocommit = True

    def ask(self, sql: str, *values: object) -> str:
        with self.rows.cursor() as cursor:
            cursor.execute(sql, values)
            return str(cursor.fetchone()[0])

    def next_place(self) -> tuple[dt.date, int]:
        """Another half hour for each: nobody is in anybody's way."""
        days, half_hour = divmod(next(self.places), 19)
        return timezone.localdate() + dt.timedelta(days=days + 1), half_hour

    def walk_to_code(self, browser: Browser, place: tuple[dt.date, int]) -> tuple[Page, str]:
        """Everything before the last form."""
        number = next(numbers)
        first = f"/appointment/request/{self.service}/"
        request = expect(browser.get("date and time", first), 200, "date and time")
        day, half_hour = place
        begin = dt.datetime(2000, 1, 1, 9) + dt.timedelta(minutes=30 * half_hour)
        sent = browser.post(
            "date and time, sent",
            "/appointment/request-submit/",
            {
                **request.hidden(),
                "date": f"{day}",
                "start_time": f"{begin:%H:%M}",
                "end_time": f"{begin + dt.timedelta(minutes=30):%H:%M}",
                "service": self.service,
                "staff_member": "1",
            },
        )
        details_url = expect(sent, 302, "date and time, sent").address
        details = expect(browser.get("details", details_url), 200, "details")
        email = f"warga{number}@example.org"
        sent = browser.post(
            "details, sent",
            details_url,
            {
                **details.hidden(),
                "name": f"Warga {number}",
                "email": email,
                "phone_0": "ID",
                "phone_1": f"812{number:08d}",
                "address": "Kedunggebang",
                "additional_info": "-",
                "payment_type": "full",
            },
        )
        code_url = expect(sent, 302, "details, sent").address
        page = expect(browser.get("code", code_url), 200, "code")
        sql = (
            "SELECT code FROM appointment_emailverificationcode c JOIN auth_user u "
            "ON u.id = c.user_id WHERE u.email = %s"
        )
        return Page(page.status, code_url, page.text), self.ask(sql, email)

    def take(self, browser: Browser, page: Page, code: str) -> bool:
        sent = browser.post("code, sent", page.address, {**page.hidden(), "code": code})
        if sent.status != 302:
            return False
        expect(browser.get("thank you", sent.address), 200, "thank you")
        return True

    def whole(self) -> list[Answer]:
        browser = Browser(self.port)
        if not self.take(browser, *self.walk_to_code(browser, self.next_place())):
            raise Failed("django-appointment did not book")
        browser.close()
        return browser.answers

    def last_place(self) -> Callable[[], Callable[[], bool]]:
        """It has one place at a time; gives what prepares a family for the same one."""
        self.raced = place = self.next_place()

        def prepare() -> Callable[[], bool]:
            browser = Browser(self.port)
            page, code = self.walk_to_code(browser, place)
            return lambda: self.take(browser, page, code)

        return prepare

    def sold_in_race(self) -> int:
        day, half_hour = self.raced
        begin = dt.datetime(2000, 1, 1, 9) + dt.timedelta(minutes=30 * half_hour)
        sql = (
            "SELECT count(*) FROM appointment_appointment a JOIN appointment_appointmentrequest r "
            "ON r.id = a.appointment_request_id WHERE r.date = %s AND r.start_time = %s"
        )
        return int(self.ask(sql, day, begin.time()))

    def oversold(self) -> int:
        sql = (
            "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM appointment_appointment"
            " a JOIN appointment_appointmentrequest r ON r.id = a.appointment_request_id "
            "GROUP BY r.date, r.start_time) x"
        )
        return int(self.ask(sql))


def _reach(database: str) -> dict[str, Any]:
    """How to reach a database of our own server."""
    ours = connection.settings_dict
    reach = {
        "dbname": database,
        "user": ours["USER"],
        "password": ours["PASSWORD"],
        "host": ours["HOST"],
        "port": str(ours["PORT"] or ""),
    }
    return {name: value for name, value in reach.items() if value}


@contextmanager
def there() -> Iterator[There]:
    """Raises CalledProcessError when it cannot be installed."""
    database = f"bench_peer_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        same = [f"{name}=={version(name)}" for name in ("django", "gunicorn", "psycopg2-binary")]
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, PEER, *same], check=True, stderr=subprocess.DEVNULL)
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{database}"')
        reach = _reach(database)
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "bench.peer.settings",
            "PEER_NAME": database,
            **{
                f"PEER_{key.upper()}": reach.get(key, "")
                for key in ("user", "password", "host", "port")
            },
        }
        try:
            said = subprocess.run(
                [python, "-m", "bench.peer.set_up"],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            with server.gunicorn(
                "bench.peer.wsgi", environment, workers=WORKERS, threads=THREADS, python=python
            ) as port:
                site = There(port, said.stdout.split()[-1], database)
                yield site
                site.rows.close()
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


# --- measuring -----------------------------------------------------------------------------------


@dataclass
class Run:
    """`bookings`: seconds of each complete one."""

    bookings: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    took: float = 0

    @property
    def rate(self) -> float:
        return len(self.bookings) / self.took

    @property
    def work(self) -> float:
        """Milliseconds of the server's processor for one booking."""
        return sum(answer.work for answer in self.answers) / len(self.bookings) * 1000

    def p95(self) -> float:
        """Milliseconds, of single requests."""
        return statistics.quantiles([one.seconds for one in self.answers], n=20)[-1] * 1000

    def p95_whole(self) -> float:
        return statistics.quantiles(self.bookings, n=20)[-1] * 1000


def at_once(works: list[Callable[[], object]]) -> list[object]:
    """Run each in a thread of its own; what they gave back. Raises what one of them raised."""
    results: list[object] = [None] * len(works)
    errors: list[BaseException] = []

    def run(index: int) -> None:
        try:
            results[index] = works[index]()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def book_for(site: Here | There, run: Run, *, clients: int, seconds: float) -> None:
    """`clients` book one visit after the other until the time is over."""
    began = time.perf_counter()

    def client() -> None:
        while time.perf_counter() - began < seconds:
            start = time.perf_counter()
            answers = site.whole()
            run.bookings.append(time.perf_counter() - start)
            run.answers += answers

    at_once([client] * clients)
    run.took += time.perf_counter() - began


def race(site: Here | There, clients: int) -> int:
    """All clients want one place at once; how many got it."""
    prepare = site.last_place()
    ready = [prepare() for _client in range(clients)]
    at_once(list(ready))
    return site.sold_in_race()


# --- the POST alone ------------------------------------------------------------------------------

Press = Callable[[], object]


def posts(site: Here, count: int) -> list[Press]:
    """So many families, each before the last button."""

    def one() -> Press:
        browser, number = site.browser()
        hours = site.walk_to_hours(browser, number)
        fields = hours.hidden()
        fields["starts_at"] = random.choice(hours.find(r'name="starts_at" value="([^"]+)"'))
        return lambda: expect(browser.post("post", hours.address, fields), 302, "post")

    return [one() for _number in range(count)]


def raw_posts(site: Here, statement: str, count: int) -> list[Press]:
    """The same number of raw statements, each over a connection and with values of its own."""
    slots = list(Slot.objects.values_list("pk", flat=True))[:-40]
    office, service = Office.objects.get(), Service.objects.bookable().first()
    assert service

    def one() -> Press:
        browser, number = site.browser()
        values = {
            "key": str(uuid.uuid4()),
            "office": str(office.pk),
            "code": new_code(),
            "phone": f"+6281{number:09d}",
            "slot": str(random.choice(slots)),
            "person": uuid.uuid4().hex * 2,
            "service": str(service.pk),
        }
        url = f"/bench/raw/{statement}/"
        browser.get("warm", "/bench/empty/")
        return lambda: expect(browser.post("raw", url, values), 200, statement)

    return [one() for _number in range(count)]


def presses_a_second(presses: list[Press], clients: int) -> float:
    shares = [presses[client::clients] for client in range(clients)]

    def press(share: list[Press]) -> None:
        for one in share:
            one()

    began = time.perf_counter()
    at_once([lambda share=share: press(share) for share in shares])  # type: ignore[misc]
    return len(presses) / (time.perf_counter() - began)


def post_alone(site: Here, clients: int, count: int, rounds: int = 2) -> None:
    """Prints presses a second of the last button and of the raw statements."""
    kinds: dict[str, Callable[[], list[Press]]] = {
        "POST that books": lambda: posts(site, count),
        "insert and update, raw": lambda: raw_posts(site, "two-rows", count),
        "all rows of a booking, raw": lambda: raw_posts(site, "all-rows", count),
    }
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    for _round in range(rounds):
        for name, prepare in kinds.items():
            rates[name].append(presses_a_second(prepare(), clients))
    medians = {name: statistics.median(values) for name, values in rates.items()}
    print(f"\nthe POST alone, {clients} clients")
    for name, rate in medians.items():
        print(f"{name:<28}{rate:8.1f}/s   the POST: {medians['POST that books'] / rate:5.2f} x")


# --- what is printed -----------------------------------------------------------------------------


def print_steps(site: Here | There, run: Run) -> None:
    """The server's own work (processor, without the database's) for each request."""
    print(f"\n{site.name}: the server's work for each request, median")
    steps: dict[str, list[Answer]] = {}
    for answer in run.answers:
        steps.setdefault(answer.step, []).append(answer)
    for step, answers in steps.items():
        work = statistics.median(one.work for one in answers) * 1000
        seconds = statistics.median(one.seconds for one in answers) * 1000
        print(f"  {step:<22}{work:7.2f} ms{seconds:9.1f} ms for the client")


def compare(sites: list[Here | There], clients: int, seconds: float) -> None:
    runs = [Run() for _site in sites]
    for site in sites:
        book_for(site, Run(), clients=clients, seconds=2)  # warm up
    for _round in range(3):
        for site, run in zip(sites, runs, strict=True):
            book_for(site, run, clients=clients, seconds=seconds / 3)
    print(f"{clients} clients at once, {WORKERS} workers with {THREADS} threads")
    for site, run in zip(sites, runs, strict=True):
        requests = len(run.answers) / len(run.bookings)
        print(
            f"{site.name:<20}{run.rate:7.1f} bookings/s of {requests:.0f} requests,"
            f" p95 of a request {run.p95():.0f} ms, of a whole booking {run.p95_whole():.0f} ms,"
            f" {run.work:.1f} ms work each, {site.oversold()} oversold"
        )
    if len(runs) > 1:
        print(f"ours / theirs: {runs[0].rate / runs[1].rate:.2f} x as many bookings a second")
    for site, run in zip(sites, runs, strict=True):
        print_steps(site, run)
    print(f"\n{clients} clients, one last place")
    for site in sites:
        sold = race(site, clients)
        print(f"{site.name:<20}sold {sold} of 1, {site.oversold()} oversold in all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=15, help="for each product")
    parser.add_argument("--posts", type=int, default=160)
    parser.add_argument("--alone", action="store_true", help="without django-appointment")
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    wrong: list[str] = ["not run"]
    try:
        open_office()
        with here() as ours:
            try:
                if options.alone:
                    compare([ours], options.clients, options.seconds)
                else:
                    with there() as theirs:
                        compare([ours, theirs], options.clients, options.seconds)
            except subprocess.CalledProcessError as error:
                print(f"django-appointment could not be set up, so ours alone: {error}")
                compare([ours], options.clients, options.seconds)
            wrong = [str(one) for one in broken()]
            print(f"\n{len(wrong)} rules broken here")
            post_alone(ours, options.clients, options.posts)
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
