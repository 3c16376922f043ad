"""How far people have it to an office."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnly
from accounts.saving import RowForm
from ltsa.models import TravelTime


class TravelTimeForm(RowForm):
    class Meta:
        model = TravelTime
        fields: ClassVar[list[str]] = []
        help_texts: ClassVar[dict[str, Any]] = {
            "minutes": _("One way, as people usually travel. Better no line than a guess."),
            "source": _("Who measured or published it, e.g. a map service or a study."),
        }


@admin.register(TravelTime)
class TravelTimeAdmin(AdministratorOnly):
    """Families from far away are offered later hours first."""

    regency_path = "office__regency"
    form = TravelTimeForm
    list_display = ("office", "district", "village", "minutes", "km", "as_of", "source")
    list_select_related = ("office", "district", "village")
    search_fields = ("district__name", "village__name")
    search_help_text = _("District or village")
    ordering = ("office__name", "-minutes")
    fields = ("office", "district", "village", "minutes", "km", "as_of", "source")
    autocomplete_fields = ("district", "village")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A line is no record of anything: a wrong one goes."""
        return self.has_change_permission(request, obj)
