"""Forms whose saving can still be refused: people are booked, or somebody else saved meanwhile."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnly
from accounts.constraints import words_of
from accounts.saving import RowForm
from ltsa.locks import retried
from ltsa.refusals import Refused


class RefusableForm(RowForm):
    """Comes back with the reason why it could not be saved, and with all that was typed."""

    #: Set by RefusableAdmin for the request in which saving was refused.
    refusal: ClassVar[ValidationError | None] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.refusal:
            self.refuse(self.refusal)
        return cleaned


class RefusableAdmin(AdministratorOnly):
    """Saves a page in one transaction, which runs again on a passing conflict. What the actions or
    the database refuse is said on the page, and nothing of it is saved."""

    form = RefusableForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view

        def answer() -> HttpResponse:
            return view(request, object_id, form_url, extra_context)

        if request.method != "POST":
            return answer()
        try:
            return retried(answer)
        except Refused as refusal:
            reason = ValidationError(str(refusal))
        except IntegrityError as error:
            reason = words_of(error)
        request.refusal = reason  # type: ignore[attr-defined]
        return answer()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, RefusableForm):
            form.refusal = getattr(request, "refusal", None)
        return form


class ComingFilter(admin.SimpleListFilter):
    """Today and the days to come, unless past ones are asked for. For rows with `day` (a date) or
    `starts_at` (a time)."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("past", _("past"))]

    def choices(self, changelist: Any) -> Any:
        coming, past = super().choices(changelist)
        return [{**coming, "display": _("coming")}, past]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        today = timezone.localdate()
        names = {field.name for field in queryset.model._meta.fields}
        if "day" in names:
            past = Q(day__lt=today)
        else:
            start = dt.datetime.combine(today, dt.time.min, timezone.get_current_timezone())
            past = Q(starts_at__lt=start)
        return queryset.filter(past if self.value() == "past" else ~past)


class RowsFormSet(forms.BaseInlineFormSet):
    """A row that stands twice in one form is told in the words of the rule."""

    def get_unique_error_message(self, unique_check: Any) -> Any:
        model: Any = self.model
        for constraint in model._meta.constraints:
            if tuple(getattr(constraint, "fields", ())) == tuple(unique_check):
                return constraint.get_violation_error_message()
        return super().get_unique_error_message(unique_check)
