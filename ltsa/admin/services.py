"""What is offered, which papers to bring, and at which desks."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnlyInline
from accounts.models import User
from ltsa.actions import change_requirement, end_requirement
from ltsa.actions.requirements import WORDS
from ltsa.admin.base import RefusableAdmin, RefusableForm, RowsFormSet
from ltsa.models import Pool, Requirement, Service, ServiceStep


class ServiceForm(RefusableForm):
    class Meta:
        model = Service
        fields: ClassVar[list[str]] = []
        help_texts: ClassVar[dict[str, Any]] = {
            "slug": _("Stands in the page's address. It stays the same."),
            "booking": _("Made here: choose a desk below, else no time can be offered."),
            "source": _("Where this is written: law, decree, letter or web page, with its date."),
        }

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if resolve(f"/ltsa/{slug}/").url_name != "service_page":
            raise ValidationError(_("Another page has this address. Please choose another word."))
        return slug


class PapersFormSet(RowsFormSet):
    """A list of papers. What is there stays as families were told: other words are a new version
    from today on, and what is taken away ends today."""

    by: User

    def save_existing(self, form: Any, obj: Requirement, commit: bool = True) -> Requirement:
        if not set(form.changed_data) & {*WORDS}:
            kept: Requirement = super().save_existing(form, obj, commit=commit)
            return kept
        words = {name: form.cleaned_data[name] for name in WORDS}
        new = change_requirement(
            requirement=obj, from_day=timezone.localdate(), by=self.by, **words
        )
        new.order, new.valid_to = form.cleaned_data["order"], form.cleaned_data["valid_to"]
        new.save(update_fields=["order", "valid_to"])
        return new

    def delete_existing(self, obj: Requirement, commit: bool = True) -> None:
        end_requirement(requirement=obj, from_day=timezone.localdate(), by=self.by)


class RequirementInline(AdministratorOnlyInline):
    """Papers. One that is no longer asked for is ended with a date, so that old lists stay."""

    model = Requirement
    formset = PapersFormSet
    template = "admin/edit_inline/stacked.html"
    fields = (
        "text",
        ("copies", "order"),
        ("who_signs", "only_if"),
        ("valid_from", "valid_to"),
        "source",
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Requirement]:
        """Without former versions: they stay as they are, and stand on the office's own page."""
        rows: models.QuerySet[Requirement] = super().get_queryset(request)
        return rows.filter(ended_at=None)


class DeskChoice(forms.ModelChoiceField):
    """Desks of several offices often have the same name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.office} · {obj}"


class StepInline(AdministratorOnlyInline):
    """Desks of one's own regency; those of other offices are neither shown nor touched."""

    model = ServiceStep
    formset = RowsFormSet
    fields = ("pool", "first_minutes", "next_person_minutes", "order")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ServiceStep]:
        regency = request.user.regency_id if isinstance(request.user, User) else None
        rows: models.QuerySet[ServiceStep] = super().get_queryset(request)
        return rows.filter(pool__office__regency=regency) if regency else rows.none()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Pool:
            kwargs["form_class"] = DeskChoice
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.related_model is Pool:
            field.queryset = field.queryset.select_related("office")
        return field


@admin.register(Service)
class ServiceAdmin(RefusableAdmin):
    """A service and its papers are the same at every office, so every administrator may mend them;
    its desks belong to offices, and each sees and changes those of her own regency. Every change
    stands in the page's history. A service is taken out of use, never deleted."""

    regency_path = None
    form = ServiceForm
    list_display = ("name", "code", "booking", "is_confirmed", "is_active", "order")
    list_filter = ("is_active", "is_confirmed", "booking")
    search_fields = ("name", "code", "summary")
    search_help_text = _("Name or short code")
    ordering = ("order", "name")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (RequirementInline, StepInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("code", "name", "slug", "summary", "who", "place", "fee", "duration", "paper")
                ),
                "description": _(
                    "This text and the papers are the same for every office. The desks further "
                    "down are those of your regency."
                ),
            },
        ),
        (
            _("Appointments"),
            {
                "fields": (
                    "booking",
                    "link",
                    "needs_authority",
                    "come_anyway",
                    "is_confidential",
                    "note",
                )
            },
        ),
        (
            _("Where it is written"),
            {"fields": ("source", "valid_from", "is_confirmed", "is_active", "order")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code", "slug") if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)
