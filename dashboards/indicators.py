"""What officials are shown: one function a table, each with its definition and source.

Every function takes querysets that are scoped already (`Person.visible_to(user)`), and asks one
query; so page and spreadsheet cannot disagree, and nobody else's rows can be counted.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDay
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from businesses.models import Business, Stage
from businesses.models.businesses import BusinessQuerySet
from dashboards.areas import Area
from dashboards.months import Month
from dashboards.tables import Row, Table
from ltsa.models import Booking
from ltsa.models.bookings import State
from migrants.models import Person
from migrants.models.journeys import JourneyQuerySet
from migrants.models.people import PersonQuerySet

Status = Person.Status


def count_by(rows: QuerySet, *by: str) -> Counter[Any]:
    """{(value, …): number of rows}, in one query."""
    counts = rows.order_by().values_list(*by).annotate(number=Count("pk"))
    return Counter({tuple(row[:-1]): row[-1] for row in counts})


def register_source() -> str:
    return _("Village register, kept by the village coordinators")


def people_by_status(people: PersonQuerySet) -> Table:
    counts = count_by(people, "status", "sex")
    sexes = (Person.Sex.FEMALE, Person.Sex.MALE)
    return Table(
        key="status",
        title=_("People by status"),
        first=_("Status"),
        columns=tuple(str(sex.label) for sex in sexes),
        rows=tuple(
            Row(str(status.label), tuple(counts[status, sex] for sex in sexes)) for status in Status
        ),
        unit=_("people"),
        definition=_(
            "Everybody in the register, once, by home village. The status follows from the"
            " journeys; home leave is not a return. “Stays in the village” are members of the"
            " family."
        ),
        source=register_source(),
    )


#: Columns of the table by country: who is where, of those who have left at least once.
_HOME = (Status.RETURNED, Status.PROSPECTIVE)


def _where(status: str) -> int:
    return 0 if status == Status.ABROAD else 1 if status in _HOME else 2


def people_by_country(journeys: JourneyQuerySet) -> Table:
    counts = count_by(journeys.last_begun(), "country", "person__status")
    numbers: dict[str, list[int]] = {}
    for (country, status), number in counts.items():
        numbers.setdefault(country, [0, 0, 0])[_where(status)] += number
    by_size = sorted(numbers.items(), key=lambda item: (-sum(item[1]), item[0]))
    return Table(
        key="country",
        title=_("People by country"),
        first=_("Country"),
        columns=(_("Abroad"), _("Home again"), _("Other")),
        rows=tuple(Row(str(countries.name(code)), tuple(row)) for code, row in by_size),
        unit=_("people"),
        definition=_(
            "People who have left for work at least once, by the country of the present or, after"
            " the return, the latest journey. “Home again” includes those who plan to leave anew;"
            " “Other” are contact lost, settled abroad and deceased."
        ),
        source=register_source(),
    )


#: Columns of the table by place, each a group of statuses. Who only stayed is not in it.
_MIGRANTS = (
    (Status.PROSPECTIVE,),
    (Status.ABROAD,),
    (Status.RETURNED,),
    (Status.LOST_CONTACT, Status.SETTLED, Status.DECEASED),
)


def people_by_place(people: PersonQuerySet, area: Area) -> Table:
    """The parts of the area with their workers: all of today, and former ones that still hold
    somebody."""
    counts = count_by(people.migrants(), f"village__{area.part_lookup}", "status")
    rows = []
    for place in area.parts:
        numbers = tuple(sum(counts[place.pk, status] for status in group) for group in _MIGRANTS)
        if sum(numbers) or place.valid_to is None:
            rows.append(Row(place.name, numbers, place.digits))
    return Table(
        key="place",
        title=_by_place_title(area),
        first=_("Place"),
        columns=(
            _("Want to go"),
            _("Abroad"),
            _("Returned"),
            _("Other"),
        ),
        rows=tuple(rows),
        unit=_("workers"),
        definition=_(
            "Workers before, during and after work abroad, by home village; without members of the"
            " family who stayed. “Other” are contact lost, settled abroad and deceased. A zero can"
            " also mean that the village has entered nothing yet."
        ),
        source=register_source(),
        drill=area.part_parameter,
    )


def _by_place_title(area: Area) -> str:
    titles = {"kabupaten": _("Workers by regency"), "kecamatan": _("Workers by district")}
    return titles.get(area.part_parameter, _("Workers by village"))


def businesses_by_stage(businesses: BusinessQuerySet) -> Table:
    counts = count_by(businesses.with_stage(), "stage")
    outside = Row(_("Not in the programme"), (counts[None,] + counts["",],))
    return Table(
        key="stage",
        title=_("Businesses by stage"),
        first=_("Stage"),
        columns=(_("Businesses"),),
        rows=(outside, *(Row(str(stage.label), (counts[stage,],)) for stage in Stage)),
        unit=_("businesses"),
        definition=_(
            "Open businesses of migrant families, once each, by the stage of their latest enrolment"
            " in a programme such as UMKM Naik Kelas."
        ),
        source=_("Entered by coordinators; stages moved by mentors and business officers"),
    )


#: Columns of the table by kind, each a group of stages.
_STAGE_GROUPS: tuple[tuple[str | None, ...], ...] = (
    (None, ""),
    (Stage.PROPOSED, Stage.VERIFIED),
    (Stage.ENROLLED,),
    (Stage.GRADUATED,),
    (Stage.REJECTED, Stage.LEFT),
)


def businesses_by_kind(businesses: BusinessQuerySet) -> Table:
    counts = count_by(businesses.with_stage(), "kind", "stage")
    rows = [
        Row(str(kind.label), tuple(sum(counts[kind, s] for s in group) for group in _STAGE_GROUPS))
        for kind in Business.Kind
    ]
    return Table(
        key="kind",
        title=_("Businesses by kind"),
        first=_("Kind"),
        columns=(
            _("Outside"),
            _("Being checked"),
            _("Taking part"),
            _("Moved up"),
            _("Ended"),
        ),
        rows=tuple(row for row in rows if row.is_counted),
        unit=_("businesses"),
        definition=_(
            "The same businesses by what they make or sell. “Outside” are not in the programme,"
            " “ended” were not accepted or left."
        ),
        source=_("Entered by coordinators; stages moved by mentors and business officers"),
    )


#: Kept times that nobody confirmed are no appointments.
_NEVER_BOOKED = (State.HELD, State.EXPIRED)
APPOINTMENT_STATES = tuple(state for state in State if state not in _NEVER_BOOKED)


def appointments_in(bookings: QuerySet[Booking], month: Month) -> QuerySet[Booking]:
    """Appointments whose time lies in the month."""
    first, last = month.span
    return bookings.filter(starts_at__gte=first, starts_at__lt=last, state__in=APPOINTMENT_STATES)


def appointments_by_state(bookings: QuerySet[Booking], month: Month) -> Table:
    counts = count_by(appointments_in(bookings, month), "state")
    return Table(
        key="state",
        title=_("Appointments by state"),
        first=_("State"),
        columns=(_("Appointments"),),
        rows=tuple(Row(str(s.label).capitalize(), (counts[s,],)) for s in APPOINTMENT_STATES),
        unit=_("appointments"),
        definition=_(
            "Visits to the LTSA in this month, also those without appointment who walked in. Times"
            " that were kept but never confirmed are not counted."
        ),
        source=_("Appointment book of the LTSA"),
        period=str(month),
    )


#: Columns of the table by day, each a group of states.
_VISITS = (
    (State.DONE, State.INCOMPLETE),
    (State.BOOKED, State.ARRIVED, State.CALLED, State.SERVING),
    (State.NO_SHOW,),
    (State.CANCELLED, State.DISPLACED),
)


def appointments_by_day(bookings: QuerySet[Booking], month: Month) -> Table:
    counted = appointments_in(bookings, month).annotate(on_day=TruncDay("starts_at"))
    counts = count_by(counted, "on_day", "state")
    days = sorted({day for day, _state in counts})
    return Table(
        key="day",
        title=_("Appointments by day"),
        first=_("Day"),
        columns=(_("Served"), _("Expected or waiting"), _("Did not come"), _("Cancelled")),
        rows=tuple(
            Row(
                date_format(day, "j F"),
                tuple(sum(counts[day, state] for state in group) for group in _VISITS),
            )
            for day in days
        ),
        unit=_("appointments"),
        definition=_(
            "Days with at least one appointment. “Served” includes visits that ended because papers"
            " were missing; “cancelled” also those that the office cancelled."
        ),
        source=_("Appointment book of the LTSA"),
        period=str(month),
        chart="column",
    )
