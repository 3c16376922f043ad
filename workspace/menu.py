"""The staff menu, computed from the same rule as access: whoever may open a page finds it there."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from workspace.links import link


@dataclass(frozen=True)
class Page:
    """A page that may stand in the menu."""

    name: str  #: of its URL
    label: str | Promise
    icon: str


#: On a phone the first four stand in the bottom bar, the rest behind "Menu".
PAGES = (
    Page("work", pgettext_lazy("menu", "Work"), "house-door"),
    Page("desk", _("Desk"), "calendar-check"),
    Page("dashboard", _("Dashboard"), "bar-chart"),
    Page("case_list", _("Cases"), "life-preserver"),
    Page("case_report", pgettext_lazy("menu", "Report"), "megaphone"),
    Page("person_list", _("Villagers"), "people"),
    Page("household_list", _("Families"), "house-heart"),
    Page("appointment_list", _("Appointments"), "calendar-event"),
    Page("round_next", _("Still true?"), "check-circle"),
    Page("double_list", _("Registered twice?"), "person-check"),
    Page("visit_list", _("Papers before the visit"), "check-circle"),
    Page("business_list", _("Businesses"), "shop"),
    Page("group_list", _("Groups"), "person-heart"),
    Page("move_list", _("Moves"), "truck"),
    Page("booker_list", _("Who books very often"), "eye"),
    Page("visit_figures", _("LTSA in figures"), "graph-up"),
    Page("paper_list", _("Papers under way"), "file-earmark-text"),
    Page("message_list", _("Messages"), "chat-dots"),
    Page("import_list", _("Import from a file"), "file-earmark-spreadsheet"),
)


def menu(request: HttpRequest) -> dict[str, list[dict[str, object]]]:
    """Context processor: `menu`, the entries for whoever is signed in, in order."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    entries = [
        {"url": url, "label": page.label, "icon": page.icon}
        for page in PAGES
        if (url := link(user, page.name))
    ]
    if admin.site.has_permission(request):
        entries.append({"url": reverse("admin:index"), "label": _("Set-up"), "icon": "gear"})
    here = _nearest([str(entry["url"]) for entry in entries], request.path)
    return {"menu": [{**entry, "active": entry["url"] == here} for entry in entries]}


def _nearest(urls: list[str], path: str) -> str:
    """The entry that a page stands below; the start page stands above all and counts alone."""
    start = reverse("work")
    if path == start:
        return start
    below = [url for url in urls if url != start and path.startswith(url)]
    return max(below, key=len, default="")
