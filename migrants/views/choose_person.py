"""Choosing somebody of one's own village who is already registered."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import StaffRequest
from migrants.models import Person

SHOWN = 10


def chosen_person(request: StaffRequest) -> Person | None:
    """The person named in the address (?orang=…), if any. 404 when she is not the user's."""
    asked = request.GET.get("orang", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Person.editable_by(request.user), pk=int(asked))


def choose_person(
    request: StaffRequest, *, title: str, back: str, suggested: Iterable[Person] = ()
) -> HttpResponse:
    """The page that leads there. Searching is a POST: a NIK may be typed as well as a name."""
    text = request.POST.get("q", "").strip()
    people = Person.editable_by(request.user)
    found = people.search(text)[:SHOWN] if text else people.none()
    context = {"title": title, "back": back, "text": text, "found": found, "suggested": suggested}
    return render(request, "migrants/choose_person.html", context)
