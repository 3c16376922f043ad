"""Villages that were split or renamed: letting their rows follow; and how many people were at home
where on a day, in the shape of then or of today."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import StaffRequest, only
from accounts.models import Role
from accounts.saving import ActionForm
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField
from migrants.models.homes import counted_at_home
from villages.models import Village
from workspace.actions.villages import follow_successor, hamlets_of, left_behind

PAGE_SIZE = 50


class FollowForm(ActionForm):
    """Where the people of a village belong now; when it was split, hamlet by hamlet."""

    def __init__(self, *args: Any, old: Village, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        self.successors = {str(one.pk): one for one in old.successors.all()}
        choices = [(key, one.full_name) for key, one in self.successors.items()]
        self.fields["to"] = forms.ChoiceField(label=_("To which village?"), choices=choices)
        self.hamlets: dict[str, str] = {}
        if len(choices) > 1:
            self.fields["to"].label = _("Everything that has no hamlet below")
            for number, hamlet in enumerate(hamlets_of(old)):
                self.hamlets[f"hamlet_{number}"] = hamlet
                self.fields[f"hamlet_{number}"] = forms.ChoiceField(label=hamlet, choices=choices)

    def follow(self) -> dict[str, int] | None:
        data = self.cleaned_data
        hamlets = {name: self.successors[data[field]] for field, name in self.hamlets.items()}
        return self.attempt(
            lambda: follow_successor(old=self.old, to=self.successors[data["to"]], hamlets=hamlets),
        )

    @property
    def helper(self) -> Any:
        return plain_helper(*self.fields)


@only(Role.ADMINISTRATOR)
def village_changes(request: StaffRequest) -> HttpResponse:
    """Ended villages that still have people."""
    return render(request, "workspace/village_changes.html", {"left": left_behind(request.user)})


@only(Role.ADMINISTRATOR)
def village_follow(request: StaffRequest, pk: int) -> HttpResponse:
    """Let them follow. Nothing is lost: the old village keeps its reports."""
    own = Village.objects.filter(pk__in=request.user.villages())
    old = get_object_or_404(own.select_related("district"), pk=pk)
    form = FollowForm(request.POST or None, old=old)
    ready = old.valid_to is not None and bool(form.successors)
    if request.method == "POST" and ready and form.is_valid():
        moved = form.follow()
        if moved is not None:
            people = moved.get("migrants.Person", 0)
            messages.success(request, _("%(number)s people followed.") % {"number": people})
            return redirect("village_changes")
    wrong = form.is_bound and ready
    context = {"old": old, "form": form if ready else None}
    return render(request, "workspace/village_follow.html", context, status=422 if wrong else 200)


class ShapeForm(forms.Form):
    """Which day, and in whose shape."""

    pada = DayField(label=gettext_lazy("On which day?"), required=False)
    bentuk = forms.ChoiceField(
        label=gettext_lazy("Villages as they"),
        required=False,
        choices=[("dulu", gettext_lazy("were on that day")), ("kini", gettext_lazy("are today"))],
    )

    @property
    def helper(self) -> Any:
        return plain_helper("pada", "bentuk")


@only(Role.OFFICIAL)
def village_report(request: StaffRequest) -> HttpResponse:
    """How many of the registered people were at home in which village on a day."""
    form = ShapeForm(request.GET or {"pada": timezone.localdate(), "bentuk": "dulu"})
    form.is_valid()
    day = form.cleaned_data.get("pada") or timezone.localdate()
    current = form.cleaned_data.get("bentuk") == "kini"
    counted = counted_at_home(request.user.villages(), day, current_shape=current)
    villages = Village.objects.filter(pk__in=counted).select_related("district").order_by("code")
    page = Paginator(villages, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "day": day,
        "page": page,
        "rows": [(village, counted[village.pk]) for village in page],
        "total": sum(counted.values()),
    }
    return render(request, "workspace/village_report.html", context)
