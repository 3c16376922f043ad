"""Many made-up people at once, by COPY: for measuring, never for a database that is in use.

Rows are what the forms would write: NIK and family card number encrypted and hashed, names with
their search keys, journeys, families. Triggers stay on, so statuses and history are real too.
"""

import io
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.encryption import encrypt, keyed_hash
from accounts.triggers import ignore_no_trigger, name_source
from migrants.models import Household, HouseholdMembership, Journey, Person
from migrants.names import name_key
from villages.models import Village
from workspace.demo.names import Names
from workspace.demo.world import HOME_PHONE, NIK_PREFIX

#: People are between 4 and 58 years old; a prime step scatters birthdays over these days.
_DAYS, _STEP = 20_000, 7_919
_FAMILY = 3
_COUNTRIES = ("HK", "HK", "HK", "TW", "TW", "SG", "MY", "SA", "KR", "JP")
_HAMLETS = ("Krajan", "Sidomulyo", "Sumberagung", "Tanjungrejo")
#: Of 100 families: worker back, away, planning; in the rest nobody has been abroad.
_BACK, _AWAY, _PLANNING = 45, 75, 83

Value = str | int | date | bool | None


class Table:
    """Rows of one model on their way into the database; columns not named get their defaults."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self.model, self.columns = model, columns
        self.defaults: dict[str, Value] = {
            str(field.column): _empty(field)
            for field in model._meta.concrete_fields
            if not (field.column in columns or field.null or field.primary_key)
            and not field.has_db_default()
        }
        self.lines = io.StringIO()

    def add(self, *values: Value) -> None:
        row = [*values, *self.defaults.values()]
        self.lines.write("\t".join(map(_text, row)) + "\n")

    def copy(self) -> None:
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = [*self.columns, *self.defaults]
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        self.lines.seek(0)
        with connection.cursor() as cursor:
            # Triggers keep their plans: those made for empty tables read whole tables later.
            cursor.execute("DISCARD PLANS")
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", self.lines)
            cursor.execute(f"ANALYZE {table}")


def _empty(field: models.Field) -> Value:
    """What a form leaves in a field that nobody filled in."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now().isoformat()
    default = field.get_default()
    return "" if default is None else default


def _text(value: Value) -> str:
    return "\\N" if value is None else str(value)


class Crowd:
    """Writes `persons` people into villages, evenly, in families of three."""

    def __init__(self, random: Random, villages: list[int], *, persons: int) -> None:
        self.random, self.villages = random, villages
        self.names = Names(random, reuse=True)
        self.today = timezone.localdate()
        self.person_ids = _next_ids(Person, persons)
        self.household_ids = _next_ids(Household, persons // _FAMILY + 1)
        self.people = Table(
            Person,
            *("id", "village_id", "name", "name_key", "nik", "nik_hash", "sex", "born_on"),
            *("phone", "hamlet", "rt", "rw"),
        )
        self.households = Table(Household, "id", "village_id", "kk_number", "kk_hash", "hamlet")
        self.memberships = Table(
            HouseholdMembership, "household_id", "person_id", "relationship", "receives_remittances"
        )
        self.journeys = Table(
            Journey,
            *("person_id", "country", "sector", "documentation", "planned_on", "departed_on"),
            *("contract_ends_on", "returned_on", "return_kind"),
        )

    def write(self) -> None:
        for number, person in enumerate(self.person_ids):
            self._add(number, person)
        for table in (self.people, self.households, self.memberships, self.journeys):
            table.copy()

    def _add(self, number: int, person: int) -> None:
        family, place = divmod(number, _FAMILY)
        village = self.villages[family % len(self.villages)]
        hamlet = _HAMLETS[family % len(_HAMLETS)]
        household = self.household_ids[family]
        sex = "F" if place == 0 else "M" if place == 1 else self.random.choice("FM")
        nik, born_on = self._nik(person, sex)
        name = self.names.draw(sex, born_on.year)
        kin = ("wife", "head", "child")[place]
        if place == 0:
            card = f"{NIK_PREFIX}{household:010}"
            self.households.add(household, village, encrypt(card), keyed_hash(card), hamlet)
            self._travel(person)
        self.people.add(
            *(person, village, name, name_key(name), encrypt(nik), keyed_hash(nik), sex, born_on),
            *(f"{HOME_PHONE}{person % 10**8:08}", hamlet, f"{family % 9 + 1:03}", "001"),
        )
        self.memberships.add(household, person, kin, place == 1)

    def _nik(self, person: int, sex: str) -> tuple[str, date]:
        """A NIK that nobody else here has: the serial counts down each time the days are used up
        (the demo's count up)."""
        rounds, day = divmod(person, _DAYS)
        born_on = self.today - timedelta(days=1_500 + day * _STEP % _DAYS)
        digits = f"{born_on.day + (40 if sex == 'F' else 0):02}{born_on:%m%y}"
        return f"{NIK_PREFIX}{digits}{9_999 - rounds:04}", born_on

    def _travel(self, person: int) -> None:
        roll = self.random.randrange(100)
        if roll >= _PLANNING:
            return
        departed = self.today - timedelta(days=self.random.randint(30, 4_000))
        planned = returned = None
        if roll < _BACK:
            returned = departed + (self.today - departed) * self.random.random()
        elif roll >= _AWAY:
            planned = self.today + timedelta(days=self.random.randint(10, 200))
        self.journeys.add(
            *(person, self.random.choice(_COUNTRIES), Journey.Sector.DOMESTIC, "procedural"),
            *(planned, None if planned else departed),
            *(None if planned else departed + timedelta(days=730), returned),
            Journey.ReturnKind.CONTRACT_ENDED if returned else "",
        )


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def make_crowd(*, persons: int, villages: Iterable[Village]) -> None:
    """Add `persons` people, evenly over `villages`, all or none."""
    ids = [village.pk for village in villages]
    with transaction.atomic():
        ignore_no_trigger()
        name_source("seed_scale")
        Crowd(Random(persons), ids, persons=persons).write()  # noqa: S311
