"""Where people live who do not live at home, and who lives here from elsewhere."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.homes import end_residence
from migrants.forms.homes import ResidenceForm
from migrants.models import Person, Residence
from migrants.views.people import PAGE_SIZE
from migrants.views.short_form import show_form


@only(Role.COORDINATOR)
def residence_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    row = Residence(person=person)
    form = ResidenceForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST":
        kept = form.keep() if form.is_valid() else None
        if kept or form.already_saved():
            messages.success(request, _("Saved."))
            return redirect(person)
    return show_form(request, form, title=_("She lives elsewhere"), back=person, person=person)


@only(Role.COORDINATOR)
def residence_end(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Residence.editable_by(request.user).select_related("person")
    residence = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        end_residence(residence=residence, on=timezone.localdate(), by=request.user)
        messages.success(request, _("She lives at home again."))
    return redirect(residence.person)


@only(Role.COORDINATOR)
@never_cache
def newcomer_list(request: StaffRequest) -> HttpResponse:
    """Who lives in this village and belongs to another one: enough to serve her, no more."""
    rows = Residence.newcomers_to(request.user)
    rows = rows.select_related("person__village__district").order_by("person__name_key", "pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "migrants/newcomer_list.html", {"page": page})
