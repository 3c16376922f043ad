from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrants.actions.homes import note_residence
from migrants.forms.layout import plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.places import VillageField
from migrants.forms.rough_date import DayField
from migrants.models import Residence


class ResidenceForm(OnceForm):
    """She lives somewhere else than at home."""

    #: Where she lived until now ends with the day this begins.
    left_to_action = frozenset({"migrants_residence_one_at_a_time"})

    village = VillageField(label=gettext_lazy("Village where she lives"), required=False)

    class Meta:
        model = Residence
        fields: ClassVar[list[str]] = ["village", "elsewhere", "address", "since", "is_shared"]
        field_classes = {"since": DayField}
        labels = {
            "elsewhere": gettext_lazy("Or a place outside the regency"),
            "is_shared": gettext_lazy(
                "The coordinator of that village may see her name, phone and address"
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].offer(self.user)  # type: ignore[attr-defined]
        self.fields["since"].required = True
        self.initial["since"] = timezone.localdate()

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            self.add_error("since", _("This day has not come yet."))
        return day

    def keep(self) -> Residence | None:
        return self.attempt(lambda: note_residence(residence=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "village", "elsewhere", "address", "since", "is_shared")
