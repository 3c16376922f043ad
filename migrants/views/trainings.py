"""Trainings of a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.trainings import remove_training
from migrants.forms.trainings import TrainingForm
from migrants.models import Person, Training
from migrants.views.short_form import show_form


@only(Role.COORDINATOR)
def training_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = TrainingForm(request.POST or None, instance=Training(person=person), user=request.user)
    if request.method == "POST":
        kept = form.keep() if form.is_valid() else None
        if kept or form.already_saved():
            messages.success(request, _("The training is saved."))
            return redirect(person)
    return show_form(request, form, title=_("Add a training"), back=person, person=person)


@only(Role.COORDINATOR)
def training_remove(request: StaffRequest, pk: int) -> HttpResponse:
    trainings = Training.editable_by(request.user).select_related("person")
    training = get_object_or_404(trainings, pk=pk)
    if request.method == "POST":
        remove_training(training=training, by=request.user)
        messages.success(request, _("The training is taken away."))
    return redirect(training.person)
