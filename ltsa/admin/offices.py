"""How an office takes bookings, and which holidays it keeps."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ltsa.actions import booked_on, decide_holiday, make_slots
from ltsa.admin.base import ComingFilter, RefusableAdmin, RefusableForm
from ltsa.locks import retried
from ltsa.models import Holiday, OfficeRules, Pool
from ltsa.refusals import Refused


class RulesForm(RefusableForm):
    """Times as people write them: 12:00, 16:00."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = self.instance.release_times
        self.initial["release_times"] = ", ".join(f"{time:%H:%M}" for time in times)


@admin.register(OfficeRules)
class OfficeRulesAdmin(RefusableAdmin):
    """One row an office; an office without one follows the defaults."""

    regency_path = "office__regency"
    form = RulesForm
    list_display = ("office", "days_ahead", "lead_minutes", "daily_per_phone", "daily_per_helper")
    list_select_related = ("office",)
    search_fields = ("office__name",)
    ordering = ("office__name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("office",) if obj else ()

    def save_model(self, request: HttpRequest, obj: OfficeRules, form: Any, change: bool) -> None:
        """More days ahead get their slots at once; fewer only hide them."""
        super().save_model(request, obj, form, change)
        today = timezone.localdate()
        for pool in Pool.objects.filter(office=obj.office, is_active=True).select_related("office"):
            last_day = today + dt.timedelta(days=obj.days_ahead)
            make_slots(pool=pool, first_day=today, last_day=last_day)


#: Django's word on the button beside the actions, for our own translation: in its Indonesian the
#: button would read "open", whatever is decided.
GO = _("Go")


class HolidayForm(RefusableForm):
    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            self.add_error("day", _("This day is over."))
        return day


@admin.register(Holiday)
class HolidayAdmin(RefusableAdmin):
    """Days off, proposed by the nightly command or added here, and decided by the administrator."""

    regency_path = "office__regency"
    can_change = False
    form = HolidayForm
    list_display = ("day", "name", "office", "state", "decided_by", "source")
    list_filter = (ComingFilter, "state", ("office", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("office", "decided_by")
    search_fields = ("name",)
    ordering = ("day", "office__name")
    actions = ("decide_closed", "decide_open")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = ("office", "day", "name", "source")
        return (*fields, "state", "decided_by", "decided_at") if obj else fields

    def save_model(self, request: HttpRequest, obj: Holiday, form: Any, change: bool) -> None:
        """Whoever adds a day off has decided it."""
        super().save_model(request, obj, form, change)
        decide_holiday(holiday=obj, is_open=False, by=request.user)  # type: ignore[arg-type]
        self._tell_of_people(request, obj)

    @admin.action(description=_("We are closed on the selected days"))
    def decide_closed(self, request: HttpRequest, queryset: models.QuerySet[Holiday]) -> None:
        self._decide(request, queryset, is_open=False)

    @admin.action(description=_("We are open on the selected days"))
    def decide_open(self, request: HttpRequest, queryset: models.QuerySet[Holiday]) -> None:
        self._decide(request, queryset, is_open=True)

    def _decide(
        self, request: HttpRequest, queryset: models.QuerySet[Holiday], *, is_open: bool
    ) -> None:
        """Decide the coming days among these, each by itself; past days keep their slots."""
        coming = queryset.filter(day__gte=timezone.localdate()).select_related("office")
        decided = 0
        for holiday in coming:
            try:
                self._decide_one(request, holiday, is_open=is_open)
            except Refused as refusal:
                self.message_user(request, f"{holiday}: {refusal}", messages.ERROR)
            else:
                decided += 1
        text = ngettext("%(count)d day is decided.", "%(count)d days are decided.", decided)
        self.message_user(request, text % {"count": decided}, messages.SUCCESS)

    def _decide_one(self, request: HttpRequest, holiday: Holiday, *, is_open: bool) -> None:
        by: Any = request.user
        retried(lambda: decide_holiday(holiday=holiday, is_open=is_open, by=by))
        self.log_change(request, holiday, f"Decided: {holiday.state}.")
        if not is_open:
            self._tell_of_people(request, holiday)

    def _tell_of_people(self, request: HttpRequest, holiday: Holiday) -> None:
        """A decision takes no appointment away: the desk gives those people another time."""
        count = booked_on(office=holiday.office, day=holiday.day)
        if not count:
            return
        text = ngettext(
            "%(day)s: %(count)d appointment stands on this day. Nobody new can book. Tell these "
            "people and give them another time.",
            "%(day)s: %(count)d appointments stand on this day. Nobody new can book. Tell these "
            "people and give them another time.",
            count,
        )
        day = date_format(holiday.day, "j F Y")
        self.message_user(request, text % {"day": day, "count": count}, messages.WARNING)
