"""Passing a case on: to an office of the regency, or to a help office abroad. It stands here
because cases and the directory of help offices know nothing of one another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from content.models import HOME, HelpOffice
from migrants.forms.case_work import ReferralForm
from migrants.models import Case, CaseReferral
from migrants.views.cases import editable_case
from migrants.views.people import READERS
from migrants.views.short_form import show_form


@only(*READERS)
@never_cache
def case_refer(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask an office to act; the case waits for its answer."""
    case = editable_case(request, pk)
    form = ReferralForm(
        request.POST or None,
        instance=CaseReferral(case=case),
        user=request.user,
        regency=case.village.district.regency if case.village else case.regency,
        abroad=_help_offices(case),
    )
    if request.method == "POST" and form.is_valid() and form.refer():
        messages.success(request, _("The case is passed on. It stays open here."))
        return redirect(case)
    return show_form(request, form, title=_("Pass on to an office"), back=case)


def _help_offices(case: Case) -> list[tuple[str, str]]:
    """(key, name) of the offices in the country of the case, then those at home."""
    offices = HelpOffice.objects.published().filter(is_demo=False)
    there = offices.in_country(str(case.country)) if case.country else offices.none()
    listed = [*there, *offices.in_country(HOME)]
    return [(f"help-{office.pk}", office.name) for office in dict.fromkeys(listed)]
