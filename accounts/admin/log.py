"""The log of looks at personal data, to read."""

from django.contrib import admin

from accounts.admin.base import AdministratorOnly
from accounts.models import ViewLog


@admin.register(ViewLog)
class ViewLogAdmin(AdministratorOnly):
    """Who looked at personal data of the regency, or took it out. Read only."""

    regency_path = "user__account_regency"
    can_add = can_change = False
    list_display = ("at", "user", "action", "model", "row", "fields", "rows")
    list_display_links = None
    list_filter = ("action", "model")
    list_select_related = ("user",)
    search_fields = ("user__full_name", "user__username")
    date_hierarchy = "at"
    actions = None
