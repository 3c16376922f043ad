"""The administrator's parts of the start page: accounts, places, what is to be confirmed, each with
its way into the set-up."""

from django.contrib import admin
from django.db.models import Count, Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User, without_area
from ltsa.models import Holiday, OpeningHours, Pool, Service
from villages.models import District, Office, Village
from workspace.parts import Part, Tile


def users_part(user: User) -> Part:
    """Accounts kept by this administrator's regency, and those that see nothing."""
    accounts = User.objects.filter(account_regency=user.regency_id)
    numbers = accounts.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        off=Count("pk", filter=Q(is_active=False)),
        lost=Count("pk", filter=Q(is_active=True) & without_area()),
        coordinators=Count("pk", filter=Q(is_active=True, role=Role.COORDINATOR)),
    )
    url = _list_of(User)
    return Part(
        _("Accounts"),
        url=reverse("admin:accounts_user_add"),
        action=_("Add an account"),
        tiles=[
            Tile(numbers["active"], _("active accounts"), f"{url}?is_active__exact=1", "people"),
            Tile(
                numbers["lost"],
                _("without role or territory"),
                f"{url}?is_active__exact=1&area=none",
                "person-x",
                "bad" if numbers["lost"] else "",
                _("They see nothing."),
            ),
            Tile(
                numbers["coordinators"],
                _("coordinators"),
                f"{url}?is_active__exact=1&role__exact={Role.COORDINATOR}",
                "person-badge",
            ),
            Tile(numbers["off"], _("switched off"), f"{url}?is_active__exact=0", "slash-circle"),
        ],
    )


def places_part(user: User) -> Part:
    """Places of the regency."""
    districts = District.objects.current().filter(regency=user.regency_id)
    villages = Village.objects.current().filter(pk__in=user.villages())
    with_coordinator = villages.filter(
        pk__in=User.objects.filter(is_active=True, role=Role.COORDINATOR).values("village")
    )
    offices = Office.objects.active().filter(regency=user.regency_id)
    return Part(
        _("Places"),
        tiles=[
            Tile(
                districts.count(),
                _("districts"),
                _list_of(District),
                "map",
            ),
            Tile(
                villages.count(),
                _("villages"),
                _list_of(Village),
                "geo-alt",
            ),
            Tile(
                with_coordinator.count(),
                _("villages with a coordinator"),
                f"{_list_of(User)}?is_active__exact=1&role__exact={Role.COORDINATOR}",
                "person-check",
            ),
            Tile(
                offices.count(),
                _("offices"),
                _list_of(Office),
                "building",
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
        (services.count(), _("services and their papers"), Service, "", "list-check"),
        (hours.count(), _("opening hours"), Pool, "?hours=unconfirmed", "clock"),
        (holidays.count(), _("holidays"), Holiday, "", "calendar-x"),
    ]
    return Part(
        _("To be confirmed by the office"),
        tiles=[
            Tile(number, label, f"{_list_of(model)}{query}", icon, "wait")
            for number, label, model, query, icon in waiting
            if number
        ],
    )


def _list_of(model: type[Model]) -> str:
    """Address of the model's list in the set-up; "" when it has none of its own."""
    if not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
