from typing import ClassVar

from crispy_forms.helper import FormHelper

from migrants.actions.trainings import note_training
from migrants.forms.layout import plain_helper
from migrants.forms.once import OnceForm
from migrants.models import Training


class TrainingForm(OnceForm):
    class Meta:
        model = Training
        fields: ClassVar[list[str]] = ["title", "organiser", "year", "has_certificate"]

    def keep(self) -> Training | None:
        return self.attempt(lambda: note_training(training=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "title", "organiser", "year", "has_certificate")
