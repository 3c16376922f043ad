"""Which days, which office, which desk."""

from datetime import timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from dashboards.period import MOST_DAYS, Period
from dashboards.visit_reports import Question, offices_of
from ltsa.models import Pool
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField
from villages.models import Office


class DeskField(forms.ModelChoiceField):
    """With several offices a desk is named with its own."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.office}: {obj}" if self.many else str(obj)

    many = False


class QuestionForm(forms.Form):
    """Its names stand in the address, so that a page can be kept and sent on."""

    dari = DayField(label=gettext_lazy("First day"))
    sampai = DayField(label=gettext_lazy("Last day"))
    kantor = forms.ModelChoiceField(
        Office.objects.none(),
        label=gettext_lazy("Office"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("All offices"),
    )
    loket = DeskField(
        Pool.objects.none(),
        label=gettext_lazy("Desk"),
        required=False,
        empty_label=gettext_lazy("All desks"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        usual = Period.last_weeks()
        kwargs["initial"] = {"dari": usual.first, "sampai": usual.last}
        super().__init__(*args, **kwargs)
        self.user = user
        self.offices = list(offices_of(user))
        self._narrow("kantor", offices_of(user))
        pools = Pool.objects.filter(office__in=self.offices).select_related("office")
        self._narrow("loket", pools.order_by("office__name", "name", "pk"))
        desk: Any = self.fields["loket"]
        desk.many = len(self.offices) > 1
        #: With one office there is nothing to choose; an address may name it all the same.
        self.shown = [name for name in self.fields if name != "kantor" or desk.many]

    def _narrow(self, name: str, rows: QuerySet) -> None:
        choice: Any = self.fields[name]
        choice.queryset = rows

    @property
    def helper(self) -> FormHelper:
        return plain_helper(*self.shown)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        first, last = data.get("dari"), data.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", _("The last day cannot be before the first day."))
        elif first and last and last - first >= timedelta(days=MOST_DAYS):
            self.add_error("sampai", _("At most one year at a time."))
        office, desk = data.get("kantor"), data.get("loket")
        if office and desk and desk.office_id != office.pk:
            self.add_error("loket", _("This desk belongs to another office."))
        return data

    def question(self) -> Question:
        """What was asked, once the form is valid; without a form that was filled in, the last four
        weeks of all."""
        data = getattr(self, "cleaned_data", {})
        usual = Period.last_weeks()
        desk = data.get("loket")
        only = self.offices[0] if len(self.offices) == 1 else None
        return Question(
            self.user,
            Period(data.get("dari") or usual.first, data.get("sampai") or usual.last),
            self.offices,
            data.get("kantor") or (desk.office if desk else only),
            desk,
        )
