"""Programmes of one's own regency: opened, described, closed for new businesses."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnly
from businesses.models import Programme


@admin.register(Programme)
class ProgrammeAdmin(AdministratorOnly):
    """A programme is closed for new businesses, never deleted: its log stays."""

    regency_path = "regency"
    list_display = ("name", "is_active", "businesses")
    list_filter = ("is_active",)
    search_fields = ("name",)
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(number=Count("enrolments"))

    @admin.display(description=_("businesses"), ordering="number")
    def businesses(self, programme: Any) -> int:
        number: int = programme.number
        return number

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"regency": request.user.regency_id, **super().get_changeform_initial_data(request)}  # type: ignore[union-attr]
