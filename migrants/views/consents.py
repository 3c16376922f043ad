"""Consent: recorded by purpose, withdrawn with one tap."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.consents import withdraw_consent
from migrants.forms.consents import ConsentForm
from migrants.models import Consent, Person
from migrants.views.people import READERS
from migrants.views.short_form import show_form


@only(Role.COORDINATOR)
def consent_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = ConsentForm(
        request.POST or None,
        instance=Consent(person=person),
        initial={"purpose": request.GET.get("untuk", "")},
        user=request.user,
    )
    if request.method == "POST" and form.is_valid() and form.give():
        messages.success(request, _("The consent is recorded."))
        return redirect(person)
    return show_form(request, form, title=_("Record consent"), back=person, person=person)


@only(*READERS)
def consent_text(request: StaffRequest, pk: int) -> HttpResponse:
    """The words that she agreed to, in the version of that day."""
    consents = Consent.visible_to(request.user).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    return render(request, "migrants/consent_text.html", {"consent": consent})


@only(Role.COORDINATOR)
def consent_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    consents = Consent.editable_by(request.user).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    if request.method == "POST":
        withdraw_consent(consent=consent, by=request.user)
        messages.success(request, _("The consent is withdrawn. It holds from this minute."))
    return redirect(consent.person)
