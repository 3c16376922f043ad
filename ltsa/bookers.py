"""Who books very often: phones, helpers and devices, for the office to look through."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.phone import local_phone
from ltsa.models import BookerDecision, Booking, State

#: Of these days the office sees the numbers.
DAYS = 7
#: In addresses: by what a booker is known → the booking's column.
COLUMNS = {"nomor": "contact_phone", "penolong": "booked_by", "perangkat": "device"}
#: The same in a decision.
SUBJECTS = {"nomor": "phone", "penolong": "helper", "perangkat": "device"}


@dataclass(frozen=True)
class Booker:
    """`kind`: one of COLUMNS; `subject`: the phone, the helper's id, or the device's hash.
    `booking`: id of her latest booking, which stands for her in addresses."""

    kind: str
    subject: Any
    label: str
    booking: int
    bookings: int
    cancelled: int
    people: int
    phones: int

    @property
    def share(self) -> int:
        """Cancelled, in per cent."""
        return round(100 * self.cancelled / self.bookings) if self.bookings else 0


def recent(bookings: Any) -> Any:
    """Those made online in the last days; offers that the office made itself left out."""
    since = timezone.now() - dt.timedelta(days=DAYS)
    return bookings.filter(
        created_at__gte=since, channel__in=Booking.ONLINE_CHANNELS, replaces=None
    ).order_by()


def frequent(bookings: Any, *, least: int) -> list[Booker]:
    """Everybody with `least` or more of these bookings, most first."""
    found: list[Booker] = []
    for kind, column in COLUMNS.items():
        rows = _counted(recent(bookings), kind, column).filter(number__gte=least)
        found += _named(kind, rows)
    return sorted(found, key=lambda one: (-one.bookings, one.kind, one.label))


def one(bookings: Any, *, kind: str, booking: Booking) -> Booker:
    """The numbers of whoever made this booking, however many they are."""
    column = COLUMNS[kind]
    subject = subject_of(kind, booking)
    rows = _counted(recent(bookings), kind, column).filter(**{column: subject})
    made = _named(kind, rows)
    return made[0] if made else Booker(kind, subject, _label(kind, subject), booking.pk, 0, 0, 0, 0)


def subject_of(kind: str, booking: Booking) -> Any:
    """The phone, the helper's id or the device of a booking; "" or None when it has none."""
    return {
        "nomor": booking.contact_phone,
        "penolong": booking.booked_by_id,
        "perangkat": booking.device,
    }[kind]


def _counted(rows: Any, kind: str, column: str) -> Any:
    nobody: Any = None if kind == "penolong" else ""
    rows = rows.exclude(**{column: nobody})
    if kind == "nomor":  # a helper's bookings count for the helper
        rows = rows.filter(booked_by=None)
    return rows.values(column).annotate(
        latest=Max("pk"),
        number=Count("pk", distinct=True),
        ended=Count("pk", distinct=True, filter=Q(state=State.CANCELLED)),
        people=Count("parties__person_key", distinct=True),
        phones=Count("contact_phone", distinct=True),
    )


def _named(kind: str, rows: Iterable[dict[str, Any]]) -> list[Booker]:
    rows = list(rows)
    column = COLUMNS[kind]
    names = {}
    if kind == "penolong":
        names = {
            user.pk: str(user) for user in User.objects.filter(pk__in=[row[column] for row in rows])
        }
    return [
        Booker(
            kind,
            row[column],
            names.get(row[column]) or _label(kind, row[column]),
            row["latest"],
            row["number"],
            row["ended"],
            row["people"],
            row["phones"],
        )
        for row in rows
    ]


def _label(kind: str, subject: Any) -> str:
    if kind == "nomor":
        return local_phone(subject)
    if kind == "perangkat":
        return _("Device %(number)s") % {"number": subject[:6]}
    return str(User.objects.filter(pk=subject).first() or "")


def decided(decisions: Any) -> dict[tuple[str, Any], BookerDecision]:
    """Decisions in force, by kind and subject."""
    found = {}
    for decision in decisions.in_force().select_related("helper", "by"):
        for kind, column in SUBJECTS.items():
            subject = getattr(decision, f"{column}_id" if kind == "penolong" else column)
            if subject:
                found[kind, subject] = decision
    return found
