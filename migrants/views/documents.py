"""Papers of a person: a new one, a correction, no longer used."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.documents import end_document
from migrants.forms.documents import DocumentForm
from migrants.models import Document, Person
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask


@only(Role.COORDINATOR)
@never_cache
def document_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = DocumentForm(
        request.POST or None,
        instance=Document(person=person),
        initial={"kind": request.GET.get("jenis", "")},
        user=request.user,
    )
    if request.method == "POST" and form.is_valid() and form.keep():
        messages.success(request, _("The paper is saved."))
        return redirect(person)
    return show_form(request, form, title=_("Add a paper"), back=person, person=person)


@only(Role.COORDINATOR)
@never_cache
def document_edit(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Document.editable_by(request.user).select_related("person")
    document = get_object_or_404(rows, pk=pk)
    person = document.person
    form = DocumentForm(request.POST or None, instance=document, user=request.user)

    def done(saved: Document) -> HttpResponse:
        messages.success(request, _("The paper is saved."))
        return redirect(person)

    again = partial(document_edit, request, pk)
    if answer := save_or_ask(request, form, about=person, again=again, done=done):
        return answer
    return show_form(request, form, title=str(document), back=person, person=person)


@only(Role.COORDINATOR)
def document_end(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Document.editable_by(request.user).select_related("person")
    document = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        end_document(document=document, by=request.user)
        messages.success(request, _("The paper counts as no longer used."))
    return redirect(document.person)
