"""What each role finds on its start page. Every number comes through `visible_to`, so it equals the
list that it leads to; every page asks a fixed number of questions, however much there is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from businesses.models import Business, Enrolment, Stage
from ltsa.models import Booking, CallTask, State
from migrants.models import Household, Person
from notices.models import Message
from workspace.cases import case_parts, own_cases_part
from workspace.doubles_part import double_tiles, doubles_part
from workspace.family_watch import watch_tiles
from workspace.leader import leader_parts
from workspace.links import link
from workspace.lives import death_tiles, life_tiles
from workspace.moves import (
    move_tiles,
    moves_part,
    village_changes_part,
    villages_report_part,
)
from workspace.papers import paper_tiles
from workspace.parts import Part, Row, Text, Tile
from workspace.set_up import places_part, to_confirm_part, users_part

#: How many rows a part of a start page shows before it leads to the whole list.
SHOWN = 5
#: What may be begun from here: page, label, icon. Whoever may open the page finds the button.
_ACTIONS = (
    ("person_add", gettext_lazy("Add a person"), "person-plus"),
    ("household_add", gettext_lazy("Add a family"), "house-heart"),
    ("business_add", gettext_lazy("Add a business"), "shop"),
)
_STATUS_KINDS = {
    Person.Status.PROSPECTIVE: "wait",
    Person.Status.ABROAD: "sea",
    Person.Status.RETURNED: "good",
    Person.Status.LOST_CONTACT: "bad",
}
_STATUS_ICONS = {
    Person.Status.PROSPECTIVE: "calendar-plus",
    Person.Status.ABROAD: "airplane",
    Person.Status.RETURNED: "house-heart",
    Person.Status.LOST_CONTACT: "telephone",
}
#: What stands first among the things that need somebody: the six first are seen without a press.
_URGENCY = {"bad": 0, "wait": 1}
_ICONS = {
    Person.Lacking.NIK: "person-vcard",
    Person.Lacking.PHONE: "phone",
    Person.Lacking.CONTRACT: "hourglass-split",
    Person.Lacking.DEPARTURE: "calendar-plus",
    Person.Lacking.CONSENT: "shield-check",
    Person.Lacking.PASSPORT: "person-vcard",
    Person.Lacking.INSURANCE: "shield-check",
    Person.Lacking.GROWN_UP: "person-check",
}
_BOOKING_KINDS = {State.HELD: "info", State.DONE: "good"}
_STAGE_KINDS = {Stage.PROPOSED: "wait", Stage.VERIFIED: "info", Stage.ENROLLED: "good"}


def actions_for(user: User) -> list[dict[str, Text]]:
    """Buttons on top of the page."""
    return [
        {"url": url, "label": label, "icon": icon}
        for name, label, icon in _ACTIONS
        if (url := link(user, name))
    ]


def parts_for(user: User) -> list[Part]:
    """The start page of this user's role, part by part; parts without anything to say left out."""
    parts = _PARTS[Role(user.role)](user)
    return [part for part in parts if part.tiles or part.rows or part.empty]


def _coordinator(user: User) -> list[Part]:
    return [
        _needs(user),
        own_cases_part(user),
        _people(user, _("Your village")),
        _appointments(user),
        _stages(user, _("Businesses")),
    ]


def _mentor(user: User) -> list[Part]:
    return [
        _waiting(user, _("To be visited"), Stage.PROPOSED),
        _stages(user, _("Businesses by stage")),
        _waiting(user, _("Taking part"), Stage.ENROLLED),
    ]


def _desk(user: User) -> list[Part]:
    bookings = Booking.visible_to(user).filter(starts_at__date=timezone.localdate())
    counted = _count_by(bookings, "state")
    waiting = counted.get(State.ARRIVED, 0) + counted.get(State.CALLED, 0)
    ended = sum(counted.get(state, 0) for state in (State.DONE, State.INCOMPLETE))
    coming = bookings.filter(state__in=[State.BOOKED, State.ARRIVED, State.CALLED, State.SERVING])
    to_tell = (
        (Message.visible_to(user).due().by_hand().count(), _("messages to send"), "chat-dots"),
        (CallTask.visible_to(user).open().count(), _("calls to make"), "telephone"),
    )
    desk = link(user, "desk")
    return [
        Part(
            _("Today"),
            url=desk,
            action=_("Open the desk"),
            tiles=[
                Tile(sum(counted.values()), _("appointments"), desk, "calendar-check"),
                Tile(waiting, _("waiting now"), desk, "hourglass-split", "wait" if waiting else ""),
                Tile(ended, _("served"), desk, "check-circle", "good"),
                Tile(counted.get(State.NO_SHOW, 0), _("did not come"), desk, "person-x"),
            ],
        ),
        Part(
            _("Next"),
            rows=[_booking_row(booking, desk) for booking in _with_names(coming)[:SHOWN]],
            empty=_("Nobody is expected any more today."),
        ),
        Part(
            _("To be told"),
            main=False,
            tiles=[
                Tile(number, words, link(user, "message_list"), icon, "wait")
                for number, words, icon in to_tell
                if number
            ],
            empty=_("Nobody is waiting for word from you."),
        ),
    ]


def _case_officer(user: User) -> list[Part]:
    return [
        *case_parts(user),
        Part(_("Deaths"), main=False, tiles=death_tiles(user)),
        _people(user, _("People of your regency"), main=False),
        doubles_part(user),
    ]


def _business_officer(user: User) -> list[Part]:
    return [
        _waiting(user, _("Waiting for your decision"), Stage.VERIFIED),
        _stages(user, _("Businesses by stage")),
        _waiting(user, _("Not visited yet"), Stage.PROPOSED),
    ]


def _official(user: User) -> list[Part]:
    week = timezone.now() + timedelta(days=7)
    coming = Booking.visible_to(user).active().filter(starts_at__range=(timezone.now(), week))
    board = link(user, "dashboard")
    return [
        _people(user, _("Villagers"), url=board, action=_("Open the dashboard")),
        Part(
            _("Families and businesses"),
            tiles=[
                Tile(
                    Household.visible_to(user).together().count(),
                    _("families"),
                    board,
                    "house-heart",
                ),
                Tile(Business.visible_to(user).open().count(), _("businesses"), board, "shop"),
                Tile(coming.count(), _("appointments in the next 7 days"), board, "calendar-check"),
            ],
        ),
        _stages(user, _("Businesses")),
        moves_part(user),
        villages_report_part(user),
        Part(_("Deaths"), tiles=death_tiles(user)),
    ]


def _administrator(user: User) -> list[Part]:
    return [
        users_part(user),
        to_confirm_part(user),
        places_part(user),
        village_changes_part(user),
        moves_part(user),
    ]


# --- parts that several roles share ---------------------------------------------------------------


def _needs(user: User) -> Part:
    """What waits for the coordinator; what is in order is not mentioned."""
    people = Person.visible_to(user)
    proposed = Enrolment.visible_to(user).in_stage(Stage.PROPOSED).count()
    tiles = [
        Tile(number, what.label, link(user, "person_list", lacking=what), icon, "wait")
        for what, icon in _ICONS.items()
        if (number := people.lacking(what).count())
    ]
    tiles += watch_tiles(user)
    if lost := people.with_status(Person.Status.LOST_CONTACT).count():
        url = link(user, "person_list", status=Person.Status.LOST_CONTACT)
        tiles.append(Tile(lost, Person.Status.LOST_CONTACT.label, url, "telephone", "bad"))
    tiles += life_tiles(user)
    tiles += paper_tiles(user)
    tiles += move_tiles(user)
    tiles += double_tiles(user)
    if proposed:
        url = link(user, "business_list", stage=Stage.PROPOSED)
        label = _("businesses waiting for the mentor")
        tiles.append(Tile(proposed, label, url, "shop", "info"))
    tiles.sort(key=lambda tile: _URGENCY.get(tile.kind, 2))
    return Part(_("What needs you"), tiles=tiles, empty=_("Nothing is waiting. Thank you!"))


def _people(user: User, title: str, **more: Any) -> Part:
    counted = _count_by(Person.visible_to(user), "status")
    board = link(user, "dashboard")  # for those who see numbers and no names
    tiles = [
        Tile(
            counted.get(status, 0),
            status.label,
            link(user, "person_list", status=status) or board,
            icon,
            _STATUS_KINDS[status],
        )
        for status, icon in _STATUS_ICONS.items()
    ]
    return Part(title, tiles=tiles, **more)


def _stages(user: User, title: str) -> Part:
    counted = _count_by(Enrolment.visible_to(user), "stage")
    tiles = [
        Tile(
            number,
            stage.label,
            link(user, "business_list", stage=stage),
            kind=_STAGE_KINDS.get(stage, ""),
        )
        for stage in Stage
        if (number := counted.get(stage, 0))
    ]
    return Part(title, tiles=tiles, url=link(user, "business_list"), action=_("All businesses"))


def _waiting(user: User, title: str, stage: Stage) -> Part:
    rows = Enrolment.visible_to(user).in_stage(stage).select_related("business__village")
    return Part(
        title,
        rows=[
            Row(
                enrolment.business.name,
                url=link(user, "business_detail", enrolment.business_id),
                meta=f"{enrolment.business.get_kind_display()} · {enrolment.business.village}",
                icon="shop",
                kind=_STAGE_KINDS.get(stage, ""),
            )
            for enrolment in rows.order_by("pk")[:SHOWN]
        ],
        url=link(user, "business_list", stage=stage),
        action=_("Show all"),
        empty=_("No business is waiting for this step."),
    )


def _appointments(user: User) -> Part:
    coming = Booking.visible_to(user).active().filter(starts_at__gte=timezone.now())
    return Part(
        _("Coming appointments"),
        main=False,
        rows=[_booking_row(booking) for booking in _with_names(coming)[:SHOWN]],
        empty=_("No appointment is booked."),
        url=link(user, "booking_start"),
        action=_("Book"),
    )


# --- rows -----------------------------------------------------------------------------------------


def _with_names(bookings: Any) -> Any:
    return bookings.in_order().prefetch_related("parties__service")


def _booking_row(booking: Booking, url: str = "") -> Row:
    start = timezone.localtime(booking.starts_at)
    parties = list(booking.parties.all())
    return Row(
        ", ".join(party.name for party in parties),
        url=url,
        meta=f"{date_format(start, 'l j F')}, {start:%H.%M} WIB · "
        + ", ".join(dict.fromkeys(party.service.name for party in parties)),
        badge="" if booking.state == State.BOOKED else booking.get_state_display(),
        badge_kind=_BOOKING_KINDS.get(State(booking.state), "wait"),
        icon="calendar-event",
        kind="sea",
    )


def _count_by(rows: Any, field: str) -> dict[str, int]:
    """How many rows for each value of a field."""
    return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))


_PARTS: dict[Role, Callable[[User], list[Part]]] = {
    Role.COORDINATOR: _coordinator,
    Role.MENTOR: _mentor,
    Role.GROUP_LEADER: leader_parts,
    Role.LTSA_OFFICER: _desk,
    Role.CASE_OFFICER: _case_officer,
    Role.BUSINESS_OFFICER: _business_officer,
    Role.OFFICIAL: _official,
    Role.ADMINISTRATOR: _administrator,
}
