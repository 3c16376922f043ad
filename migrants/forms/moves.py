"""Forms of a move: the village where she lives asks, the one that keeps her offers, one answers."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.saving import ActionForm
from migrants.actions.moves import accept_move, ask_for_person, offer_person, refuse_move
from migrants.forms.identity import NUMBER
from migrants.forms.layout import plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.places import VillageField
from migrants.models import MoveRequest, Person
from migrants.nik import clean_nik
from villages.days import FIRST

ACCEPT, REFUSE = "accept", "refuse"


class AskForPersonForm(OnceForm):
    """She lives in the user's village and is registered in another one, wherever that is."""

    typed_nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("With the NIK her village need not be known."),
    )
    typed_village = VillageField(
        label=gettext_lazy("Village where she is registered, if known"), required=False
    )

    class Meta:
        model = MoveRequest
        fields: ClassVar[list[str]] = [
            "typed_name",
            "typed_nik",
            "typed_born_year",
            "typed_village",
            "note",
        ]
        labels = {
            "typed_name": gettext_lazy("Name"),
            "note": gettext_lazy("What the other village should know"),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "note": forms.Textarea({"rows": 2, "maxlength": 300})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed_name"].required = True
        self.fields["typed_village"].offer(self.user)  # type: ignore[attr-defined]

    def clean_typed_nik(self) -> str:
        typed = self.cleaned_data["typed_nik"]
        if not typed:
            return ""
        nik = clean_nik(typed)
        if own := Person.visible_to(self.user).with_nik(nik).first():
            raise ValidationError(
                _("%(name)s already belongs to your village.") % {"name": own.name}
            )
        return nik

    def clean_typed_born_year(self) -> int | None:
        year: int | None = self.cleaned_data["typed_born_year"]
        if year is not None and not FIRST.year <= year <= timezone.localdate().year:
            raise ValidationError(_("Give a year such as 1988."))
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("typed_nik") and not data.get("typed_village") and not self.errors:
            self.add_error("typed_nik", _("Give the NIK, or choose the village."))
        return data

    def fill_instance(self) -> None:
        super().fill_instance()
        self.instance.side = MoveRequest.Side.RECEIVING
        self.instance.to_village = self.user.village
        self.instance.derive_keys()

    def ask(self) -> MoveRequest | None:
        return self.attempt(lambda: ask_for_person(request=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            "submit_key", "typed_name", "typed_nik", "typed_born_year", "typed_village", "note"
        )


class OfferPersonForm(OnceForm):
    """Somebody of the user's village now belongs to another one."""

    to_village = VillageField(label=gettext_lazy("To which village?"))

    class Meta:
        model = MoveRequest
        fields: ClassVar[list[str]] = ["to_village", "with_family", "note"]
        labels = {"note": gettext_lazy("What the other village should know")}
        help_texts = {
            "note": gettext_lazy(
                "Until she is taken over the other village sees only this, not her name."
            )
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "note": forms.Textarea({"rows": 2, "maxlength": 300})
        }

    def __init__(self, *args: Any, has_family: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_village"].offer(self.user)  # type: ignore[attr-defined]
        if not has_family:
            del self.fields["with_family"]

    def fill_instance(self) -> None:
        super().fill_instance()
        self.instance.side = MoveRequest.Side.SENDING
        self.instance.from_village_id = self.instance.person.village_id

    def offer(self) -> MoveRequest | None:
        return self.attempt(lambda: offer_person(request=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        shown = [name for name in ("with_family",) if name in self.fields]
        return plain_helper("submit_key", "to_village", *shown, "note")


class AnswerForm(ActionForm):
    """Yes or no to a move; no wants a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (ACCEPT, gettext_lazy("Yes, she belongs to the new village from now on")),
            (REFUSE, gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
    )
    with_family = forms.BooleanField(
        label=gettext_lazy("Her whole family moves with her"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("If not, why?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
    )

    def __init__(
        self,
        *args: Any,
        move: MoveRequest,
        person: Person | None,
        asks_family: bool,
        user: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.move, self.person, self.user = move, person, user
        if not asks_family:
            del self.fields["with_family"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") == REFUSE and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why you refuse."))
        if data.get("answer") == ACCEPT and not (self.move.person_id or self.person):
            self.add_error("answer", _("Say first who is meant."))
        return data

    def give(self) -> MoveRequest | None:
        data = self.cleaned_data
        if data["answer"] == REFUSE:
            return self.attempt(
                lambda: refuse_move(request=self.move, by=self.user, reason=data["reason"].strip()),
            )
        return self.attempt(
            lambda: accept_move(
                request=self.move,
                by=self.user,
                person=self.person,
                with_family=data.get("with_family", False),
            ),
        )

    @property
    def helper(self) -> FormHelper:
        shown = [name for name in ("answer", "with_family", "reason") if name in self.fields]
        return plain_helper(*shown)
