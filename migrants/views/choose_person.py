"""Choosing somebody of one's own village who is already registered."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import StaffRequest
from accounts.row_keys import row_key
from migrants.models import Person
from migrants.models.people import PersonQuerySet

SHOWN = 10


def chosen_person(request: StaffRequest, *, people: PersonQuerySet | None = None) -> Person | None:
    """The person named in the address (?orang=…), if any. 404 when she is not the user's, or not
    among `people`."""
    asked = row_key(request.GET.get("orang"))
    if asked is None:
        return None
    choice = Person.editable_by(request.user) if people is None else people
    found: Person = get_object_or_404(choice, pk=asked)
    return found


def choose_person(
    request: StaffRequest,
    *,
    title: str,
    back: str,
    suggested: Iterable[Person] = (),
    people: PersonQuerySet | None = None,
) -> HttpResponse:
    """The page that leads there. Searching is a POST: a NIK may be typed as well as a name."""
    text = request.POST.get("q", "").strip()
    if people is None:
        people = Person.editable_by(request.user)
    found = people.search(text)[:SHOWN] if text else people.none()
    context = {"title": title, "back": back, "text": text, "found": found, "suggested": suggested}
    return render(request, "migrants/choose_person.html", context)
