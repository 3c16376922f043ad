"""Saving a form for a row that somebody else may have changed meanwhile; when both changed the same
field, a page asks which value stands."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import StaffRequest
from accounts.history import changes_of
from migrants.actions.versions import ChangedMeanwhile
from migrants.forms.clash import Clash, find_clashes, settle
from migrants.forms.versioned import VersionedForm


def save_or_ask(
    request: StaffRequest,
    form: VersionedForm,
    *,
    about: Any,
    again: Callable[[], HttpResponse],
    done: Callable[[Any], HttpResponse],
    looked: Callable[[list[str]], None] | None = None,
) -> HttpResponse | None:
    """The answer to a POST, or None when the form must be shown (again). `about`: the row on whose
    page the form's own is told of. `again` runs the view anew with what is stored now; `done`
    leads on from the saved row; `looked` is told which fields' values are going to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    clashes = find_clashes(form)
    if not settle(form, clashes, request.POST):
        if looked:
            looked([clash.field for clash in clashes])
        return _ask_which_stands(request, form, clashes, about)
    try:
        saved = form.change(version=form.stored_version)
    except ChangedMeanwhile:  # in this very second: look again
        return again()
    return done(saved) if saved else None


def _ask_which_stands(
    request: StaffRequest, form: VersionedForm, clashes: list[Clash], about: Any
) -> HttpResponse:
    changed_by = next((change.by for change in changes_of(form.instance, request.user)), None)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "seen") and not name.startswith("keep_")
    ]
    # Read anew: the form's own row has the values that were typed.
    fresh = get_object_or_404(type(about).visible_to(request.user), pk=about.pk)
    context = {
        "name": getattr(fresh, "name", ""),
        "back": fresh.get_absolute_url(),
        "clashes": clashes,
        "typed": typed,
        "changed_by": changed_by,
        "seen": form.instance.version,
        "asked_before": "seen" in request.POST,
    }
    return render(request, "migrants/two_changes.html", context, status=409)
