"""Which value shall stand: the form between "one person" and the merge."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import DoublePair, Merge
from workspace.actions.merge import merge_people
from workspace.actions.questions import FIRST, SECOND, Question, questions


class MergeForm(forms.Form):
    """One choice for everything about which the two records do not agree."""

    #: Versions of both as they were looked at, the older record first.
    seen_first = forms.IntegerField(widget=forms.HiddenInput)
    seen_second = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, pair: DoublePair, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair, self.user = pair, user
        self.questions = questions(pair.first, pair.second)
        self.initial.update(seen_first=pair.first.version, seen_second=pair.second.version)
        for question in self.questions:
            self.fields[question.name] = self._field(question)

    def _field(self, question: Question) -> forms.ChoiceField:
        nothing = _("(empty)")
        return forms.ChoiceField(
            label=question.label[:1].upper() + question.label[1:],
            choices=[(FIRST, question.first or nothing), (SECOND, question.second or nothing)],
            initial=question.proposal or None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the two.")},
        )

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields that are shown."""
        return [self[question.name] for question in self.questions]

    def merge(self) -> Merge:
        """Raises Gone, Stale, or ValidationError; see merge_people."""
        data = self.cleaned_data
        return merge_people(
            first=self.pair.first,
            second=self.pair.second,
            answers={question.name: data[question.name] for question in self.questions},
            seen=(data["seen_first"], data["seen_second"]),
            by=self.user,
        )
