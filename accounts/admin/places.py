"""Places and offices of one's own regency. `load_areas` brings them; here they are mended."""

import re
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import AdministratorOnly, AdministratorOnlyInline
from accounts.saving import RowForm
from villages.models import (
    District,
    Office,
    Province,
    Regency,
    Village,
    VillageAlias,
)


class ValidFilter(admin.SimpleListFilter):
    title = _("valid")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("today")), ("no", _("ended"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() == "yes":
            return queryset.filter(valid_to=None)
        return queryset.exclude(valid_to=None) if self.value() == "no" else queryset


class PlaceAdmin(AdministratorOnly):
    """A place is ended with a date, never deleted: old records keep pointing at it."""

    list_display: Any = ("code", "name", "valid_from", "valid_to")
    list_display_links = ("code", "name")
    list_filter: ClassVar[Any] = (ValidFilter,)
    search_fields = ("name", "code")
    search_help_text = _("Name in any spelling, or code")
    ordering = ("code",)
    exclude = ("slug",)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if re.match(r"\d", search_term):
            return queryset.filter(code__startswith=search_term.strip()), False
        if search_term.strip():
            return queryset.named_like(search_term), False  # type: ignore[attr-defined]
        return queryset, False


@admin.register(Province)
class ProvinceAdmin(PlaceAdmin):
    regency_path = "regencies"
    can_add = can_change = False


@admin.register(Regency)
class RegencyAdmin(PlaceAdmin):
    regency_path = "pk"
    can_add = False
    list_display = ("code", "name", "province", "valid_from", "valid_to")
    list_select_related = ("province",)


@admin.register(District)
class DistrictAdmin(PlaceAdmin):
    regency_path = "regency"


class SpellingForm(RowForm):
    def _get_validation_exclusions(self) -> set[str]:
        """The formset compares the rows by the key, which is no field of the form."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"search_key"}


class SpellingFormSet(forms.BaseInlineFormSet):
    """A spelling that stands twice in one form is told in the words of the rule."""

    def get_unique_error_message(self, unique_check: Any) -> Any:
        return self.get_form_error()

    def get_form_error(self) -> Any:
        return _("This spelling is already listed.")


class VillageAliasInline(AdministratorOnlyInline):
    model = VillageAlias
    form = SpellingForm
    formset = SpellingFormSet
    fields = ("name",)


@admin.register(Village)
class VillageAdmin(PlaceAdmin):
    regency_path = "district__regency"
    list_display = ("code", "name", "kind", "district", "valid_from", "valid_to")
    list_filter = (ValidFilter, "kind", ("district", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("district",)
    autocomplete_fields = ("district", "successors")
    inlines = (VillageAliasInline,)


@admin.register(Office)
class OfficeAdmin(AdministratorOnly):
    """An office is taken out of use, never deleted."""

    regency_path = "regency"
    list_display = ("name", "phone", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "code", "address")
    ordering = ("name",)
    prepopulated_fields = {"code": ("name",)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"regency": request.user.regency_id, **super().get_changeform_initial_data(request)}  # type: ignore[union-attr]
