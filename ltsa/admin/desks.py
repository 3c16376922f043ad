"""Desks with their hours, and the slots made from them."""

import itertools
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnly, AdministratorOnlyInline
from accounts.row_keys import row_key
from accounts.saving import RowForm
from ltsa.actions import change_hours, free_holds
from ltsa.admin.base import ComingFilter, RefusableAdmin
from ltsa.models import OpeningException, OpeningHours, Pool, Slot


class HoursFormSet(forms.BaseInlineFormSet):
    """Hours of one desk, compared with one another as they will be: two rows may exchange their
    times, which a look at the saved rows would refuse."""

    #: Name of the constraint that is repeated here, and whose words are used.
    no_overlap: str
    model: Any

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        rows = [form for form in self.forms if self._stays(form)]
        rule = next(c for c in self.model._meta.constraints if c.name == self.no_overlap)
        for first, second in itertools.combinations(rows, 2):
            if first.instance.overlaps(second.instance):
                later: Any = second if second.has_changed() else first
                error = ValidationError(rule.violation_error_message, rule.violation_error_code)
                later.refuse(error)

    def validate_unique(self) -> None:
        """Hours that stand twice also overlap."""

    def save_rows(self) -> None:
        """Save all rows. Changed ones are taken out first, for the database looks at every single
        row, and two that exchange their times would overlap on the way."""
        rows = self.save(commit=False)
        changed = [*rows, *self.deleted_objects]
        self.model.objects.filter(pk__in=[row.pk for row in changed]).delete()
        for row in rows:
            row.save()
        self.save_m2m()

    def _stays(self, form: Any) -> bool:
        """Whether the row will be there after saving."""
        if form in self.deleted_forms:
            return False
        return bool(form.instance.pk) or bool(form.has_changed())


class WeeklyHoursFormSet(HoursFormSet):
    no_overlap = "ltsa_openinghours_no_overlap"


class ExceptionFormSet(HoursFormSet):
    no_overlap = "ltsa_openingexception_no_overlap"


class HoursInline(AdministratorOnlyInline):
    """Times as people write them ("08.00"), in columns narrow enough for a screen."""

    formfield_overrides: ClassVar[Any] = {
        models.TimeField: {"widget": forms.TimeInput(format="%H.%M", attrs={"size": 5})},
        models.CharField: {"widget": AdminTextInputWidget(attrs={"size": 24})},
    }


class HoursForm(RowForm):
    """Rules about the other rows of the desk are asked by the formset."""

    left_to_action = frozenset({WeeklyHoursFormSet.no_overlap, ExceptionFormSet.no_overlap})


class OpeningHoursInline(HoursInline):
    model = OpeningHours
    form = HoursForm
    formset = WeeklyHoursFormSet
    fields = (
        "weekday",
        "start",
        "end",
        "counters",
        "online_counters",
        "valid_from",
        "valid_to",
        "source",
        "is_confirmed",
    )


class ExceptionForm(HoursForm):
    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day


class OpeningExceptionInline(HoursInline):
    """Coming dates only: past ones have had their effect."""

    model = OpeningException
    form = ExceptionForm
    formset = ExceptionFormSet
    fields = ("day", "start", "end", "counters", "online_counters", "reason")
    verbose_name_plural = _("other hours on a date (without times: closed)")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[OpeningException]:
        return super().get_queryset(request).filter(day__gte=timezone.localdate())


class HoursFilter(admin.SimpleListFilter):
    """Desks with opening hours that the office has not said yes to."""

    title = _("opening hours")
    parameter_name = "hours"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unconfirmed", _("still to be confirmed"))]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        if self.value() != "unconfirmed":
            return queryset
        hours = OpeningHours.objects.filter(is_confirmed=False)
        return queryset.filter(pk__in=hours.values("pool"))


@admin.register(Pool)
class PoolAdmin(RefusableAdmin):
    """A desk with its hours. Saving brings its slots into line at once; hours in which people are
    booked are not taken away. A desk is taken out of use, never deleted."""

    regency_path = "office__regency"
    fields = ("office", "name", "letter", "slot_minutes", "is_active")
    list_display = ("name", "office", "slot_minutes", "is_active")
    list_filter = ("is_active", HoursFilter, ("office", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("office",)
    search_fields = ("name", "office__name")
    search_help_text = _("Name of the desk or office")
    ordering = ("office__name", "name")
    inlines = (OpeningHoursInline, OpeningExceptionInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("office",) if obj else ()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST" and object_id:
            free_holds(pool=self.get_object(request, object_id))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Pool:
        """When saving, two administrators wait for one another: each compares all rows."""
        pool: Pool = super().get_object(request, object_id, from_field)
        if request.method == "POST" and connection.in_atomic_block:
            pool = Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
        return pool

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        save = super().save_related
        change_hours(pool=form.instance, change=lambda: save(request, form, formsets, change))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save_rows()


class PoolFilter(admin.SimpleListFilter):
    title = _("desk")
    parameter_name = "pool"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        pools = model_admin.admin_site.get_model_admin(Pool).get_queryset(request)
        return [
            (str(pool.pk), f"{pool.office} · {pool}") for pool in pools.select_related("office")
        ]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Slot]
    ) -> models.QuerySet[Slot]:
        chosen = self.value()
        if not chosen:
            return queryset
        key = row_key(chosen)
        return queryset.filter(pool=key) if key else queryset.none()


@admin.register(Slot)
class SlotAdmin(AdministratorOnly):
    """The slots as they are, to look at: they are changed through hours and dates."""

    regency_path = "pool__office__regency"
    can_add = can_change = False
    list_display = (
        "starts_at",
        "desk",
        "minutes",
        "status",
        "cap_total",
        "used_total",
        "cap_online",
        "used_online",
    )
    list_display_links = None
    list_filter = (ComingFilter, PoolFilter, "status")
    list_select_related = ("pool__office",)
    date_hierarchy = "starts_at"
    ordering = ("starts_at", "pool")
    actions = None

    @admin.display(description=_("desk"))
    def desk(self, slot: Slot) -> str:
        return f"{slot.pool.office} · {slot.pool}"
