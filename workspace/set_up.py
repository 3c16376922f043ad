"""The administrator's parts of the start page: accounts, places, what is to be confirmed, each with
its way into the set-up."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from ltsa.models import Holiday, OpeningHours, Service
from villages.models import District, Office
from workspace.parts import Part, Tile, link


def users_part(user: User) -> Part:
    """Accounts kept by this administrator's regency, and those that see nothing."""
    regency = user.regency_id
    accounts = User.objects.filter(
        Q(regency=regency)
        | Q(district__regency=regency)
        | Q(village__district__regency=regency)
        | Q(office__regency=regency)
        | Q(village=None, district=None, regency=None, province=None, office=None)
    )
    nowhere = Q(village=None, district=None, regency=None, province=None, office=None)
    numbers = accounts.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        off=Count("pk", filter=Q(is_active=False)),
        lost=Count(
            "pk", filter=Q(is_active=True) & (Q(role="") | nowhere & ~Q(role=Role.GROUP_LEADER))
        ),
        coordinators=Count("pk", filter=Q(is_active=True, role=Role.COORDINATOR)),
    )
    url = link("admin:accounts_user_changelist")
    return Part(
        _("Accounts"),
        url=link("admin:accounts_user_add"),
        action=_("Add an account"),
        tiles=[
            Tile(numbers["active"], _("active accounts"), url, "people"),
            Tile(
                numbers["lost"],
                _("without role or territory"),
                url,
                "person-x",
                "bad" if numbers["lost"] else "",
                _("They see nothing."),
            ),
            Tile(numbers["coordinators"], _("coordinators"), url, "person-badge"),
            Tile(numbers["off"], _("switched off"), url, "slash-circle"),
        ],
    )


def places_part(user: User) -> Part:
    """Places of the regency."""
    districts = District.objects.current().filter(regency=user.regency_id)
    villages = user.villages().current()
    with_coordinator = villages.filter(
        pk__in=User.objects.filter(is_active=True, role=Role.COORDINATOR).values("village")
    )
    offices = Office.objects.active().filter(regency=user.regency_id)
    return Part(
        _("Places"),
        tiles=[
            Tile(
                districts.count(), _("districts"), link("admin:villages_district_changelist"), "map"
            ),
            Tile(
                villages.count(),
                _("villages"),
                link("admin:villages_village_changelist"),
                "geo-alt",
            ),
            Tile(
                with_coordinator.count(),
                _("villages with a coordinator"),
                link("admin:accounts_user_changelist"),
                "person-check",
            ),
            Tile(
                offices.count(), _("offices"), link("admin:villages_office_changelist"), "building"
            ),
        ],
    )


def to_confirm_part(user: User) -> Part:
    """What the software found or reckoned and the office has not said yes to."""
    regency = user.regency_id
    services = Service.objects.active().filter(is_confirmed=False)
    hours = OpeningHours.objects.filter(pool__office__regency=regency, is_confirmed=False)
    holidays = Holiday.objects.undecided().filter(
        office__regency=regency, day__gte=timezone.localdate()
    )
    waiting = [
        (services.count(), _("services and their papers"), "service", "list-check"),
        (hours.count(), _("opening hours"), "openinghours", "clock"),
        (holidays.count(), _("holidays"), "holiday", "calendar-x"),
    ]
    return Part(
        _("To be confirmed by the office"),
        tiles=[
            Tile(number, label, link(f"admin:ltsa_{model}_changelist"), icon, "wait")
            for number, label, model, icon in waiting
            if number
        ],
    )
