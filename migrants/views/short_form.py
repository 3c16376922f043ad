"""The page of every short form: title, whom it is about, the fields, the way back."""

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render, resolve_url

from accounts.access import StaffRequest
from migrants.models import Person


def show_form(
    request: StaffRequest,
    form: BaseForm,
    *,
    title: str,
    back: Model | str,
    person: Person | None = None,
    wrong: str = "",
    about: str = "",
) -> HttpResponse:
    """422 when the form came back with faults. `back`: a row with a page, a URL name or an address.
    `wrong`: address for who finds that what she is about to correct never happened. `about`: whom
    or what it is about, where that is no person of the register."""
    address = resolve_url(back)
    context = {
        "form": form,
        "title": title,
        "subject": person.name if person else about,
        "back": address,
        "wrong": wrong,
    }
    return render(
        request, "migrants/short_form.html", context, status=422 if form.is_bound else 200
    )
