"""Ticking the papers of a visit: a family ticks what it has, staff answers paper by paper."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ltsa.models import CheckedPaper
from ltsa.models.services import Requirement
from ltsa.papers import Sheet, answer_to_tick

Answer = CheckedPaper.Answer


class PapersForm(forms.Form):
    """All papers of all people of one visit. Field names carry party and paper."""

    def __init__(self, *args: Any, sheets: list[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        for sheet, paper, name in self._papers():
            self.fields[name] = self.field_for(sheet, paper, sheet.answers.get(paper.pk, ""))

    def _papers(self) -> Iterator[tuple[Sheet, Requirement, str]]:
        for sheet in self.sheets:
            for paper in sheet.requirements:
                yield sheet, paper, f"p{sheet.party.pk}-r{paper.pk}"

    def field_for(self, sheet: Sheet, paper: Requirement, known: str) -> forms.Field:
        raise NotImplementedError

    def answer_of(self, paper: Requirement, value: Any) -> str:
        raise NotImplementedError

    def rows(self) -> list[tuple[Sheet, list[tuple[Requirement, forms.BoundField]]]]:
        """For the template: each person with her papers and their fields."""
        bound: dict[int, list[tuple[Requirement, forms.BoundField]]] = {}
        for sheet, paper, name in self._papers():
            bound.setdefault(sheet.party.pk, []).append((paper, self[name]))
        return [(sheet, bound.get(sheet.party.pk, [])) for sheet in self.sheets]

    def answers(self) -> dict[int, dict[int, str]]:
        """For `check_papers`. Only after a successful `is_valid()`."""
        said: dict[int, dict[int, str]] = {}
        for sheet, paper, name in self._papers():
            value = self.cleaned_data[name]
            said.setdefault(sheet.party.pk, {})[paper.pk] = self.answer_of(paper, value)
        return said


class FamilyPapersForm(PapersForm):
    """Tick boxes. What is only for some people and not ticked is not needed."""

    def field_for(self, sheet: Sheet, paper: Requirement, known: str) -> forms.Field:
        return forms.BooleanField(label=paper.text, required=False, initial=known == Answer.THERE)

    def answer_of(self, paper: Requirement, value: Any) -> str:
        return answer_to_tick(paper, bool(value))


class StaffPapersForm(PapersForm):
    """There, not yet, and for papers that only some people need: not needed."""

    def field_for(self, sheet: Sheet, paper: Requirement, known: str) -> forms.Field:
        answers = [Answer.THERE, Answer.MISSING]
        if paper.only_if:
            answers.append(Answer.NOT_NEEDED)
        return forms.ChoiceField(
            label=paper.text,
            choices=[(one.value, capfirst(one.label)) for one in answers],
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            initial=known or None,
            error_messages={
                "required": _("Say whether it is there."),
                "invalid_choice": _("Say whether it is there."),
            },
        )

    def answer_of(self, paper: Requirement, value: Any) -> str:
        return str(value)
