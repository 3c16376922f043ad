"""Help offices: the same for all regencies, edited by their administrators."""

from django.contrib import admin

from accounts.admin import AdministratorOnly
from content.models import HelpOffice


@admin.register(HelpOffice)
class HelpOfficeAdmin(AdministratorOnly):
    """Hidden when no longer true; deleted only when it was entered by mistake."""

    can_delete = True
    list_display = ("name", "country", "kind", "phone", "checked_on", "is_published")
    list_filter = ("kind", "is_published", "is_demo", "country")
    search_fields = ("name", "about")
    ordering = ("country", "position", "name")
    date_hierarchy = "checked_on"
