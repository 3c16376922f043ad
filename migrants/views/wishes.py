"""Does she wish to leave again?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.forms.wishes import WishForm
from migrants.models import Person
from migrants.views.short_form import show_form


@only(Role.COORDINATOR)
def wish_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep her answer of today, or of the day on which she was asked."""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = WishForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.save_wish(person=person, user=request.user)
    ):
        messages.success(request, _("The answer is saved."))
        return redirect(person)
    return show_form(
        request, form, title=_("Does she wish to leave again?"), back=person, person=person
    )
