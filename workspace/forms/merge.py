"""Which value shall stand: the form between "one person" and the merge."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import DoublePair, Merge
from workspace.actions.merge import merge_people
from workspace.actions.private_questions import private_state
from workspace.actions.question import BOTH, FIRST, SECOND, Question
from workspace.actions.questions import questions

#: What stands for a value that nobody has asked to see.
HIDDEN = "••••••"


class MergeForm(forms.Form):
    """One choice for everything about which the two records do not agree."""

    #: Versions of both as they were looked at, the older record first.
    seen_first = forms.IntegerField(widget=forms.HiddenInput)
    seen_second = forms.IntegerField(widget=forms.HiddenInput)
    seen_private = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, pair: DoublePair, user: User, opens: bool = False, **kwargs: Any
    ) -> None:
        """`opens`: show health and money as they are; whoever says so keeps the look."""
        super().__init__(*args, **kwargs)
        self.pair, self.user, self.opens = pair, user, opens
        self.questions = questions(pair.first, pair.second)
        self.initial.update(seen_first=pair.first.version, seen_second=pair.second.version)
        self.initial["seen_private"] = private_state(pair.first, pair.second)
        for question in self.questions:
            self.fields[question.name] = self._field(question)

    def _field(self, question: Question) -> forms.ChoiceField:
        texts = [question.first or _("(empty)"), question.second or _("(empty)")]
        if question.is_private and not self.opens:
            texts = [HIDDEN, HIDDEN]
        choices = [(FIRST, texts[0]), (SECOND, texts[1])]
        if question.may_both:
            choices.append((BOTH, _("both, one below the other")))
        return forms.ChoiceField(
            label=question.label[:1].upper() + question.label[1:],
            choices=choices,
            initial=question.proposal or None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the two.")},
        )

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields that are shown at once."""
        return [self[question.name] for question in self.questions if not question.is_private]

    @property
    def private_choices(self) -> list[forms.BoundField]:
        """Those about health and money."""
        return [self[question.name] for question in self.questions if question.is_private]

    def merge(self) -> Merge:
        """Raises Gone, Stale, or ValidationError; see merge_people."""
        data = self.cleaned_data
        return merge_people(
            first=self.pair.first,
            second=self.pair.second,
            answers={question.name: data[question.name] for question in self.questions},
            seen=(data["seen_first"], data["seen_second"]),
            seen_private=data["seen_private"],
            by=self.user,
        )
