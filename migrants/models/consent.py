"""Consent: what for, by whom, how given, until when (UU 27/2022 art. 20-24)."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.consent_texts import CURRENT, text_of
from migrants.models.people import Person
from villages.days import DayField


class ConsentQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)

    def valid(self, day: date | None = None) -> Self:
        """Given, not withdrawn, not run out. Ask again every time something is shown."""
        day = day or timezone.localdate()
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day), given_on__lte=day, withdrawn_at=None
        )

    def ended_by_birthday(self) -> Self:
        """Given by a guardian for a child who is of age now or will be soon, and asked of nobody
        since. It ran out with the 18th birthday; withdrawing it or asking her anew settles it."""
        soon = timezone.localdate() + timedelta(days=60)
        return self.exclude(guardian="").filter(withdrawn_at=None, valid_until__lte=soon)

    def for_purpose(self, purpose: str) -> Self:
        return self.filter(purpose=purpose)


@tracked()
class Consent(ScopedModel):
    """One person's agreement to one use of her data. It is never bundled: one row per purpose."""

    class Purpose(models.TextChoices):
        BUSINESS_PAGE = (
            "business_page",
            _("Show the business, its products and her name to everybody"),
        )
        STORY = "story", _("Tell her story")
        PHOTO = "photo", _("Show photos of her")
        WHATSAPP = "whatsapp", _("Send her news by WhatsApp")

    class How(models.TextChoices):
        SIGNATURE = "signature", _("Signature")
        THUMBPRINT = "thumbprint", _("Thumbprint")
        SPOKEN = "spoken", _("Spoken, before a witness")
        ELECTRONIC = "electronic", _("Electronic")

    class Guardian(models.TextChoices):
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        GRANDPARENT = "grandparent", _("Grandparent")
        GUARDIAN = "guardian", _("Another guardian")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    how = models.CharField(_("how given"), max_length=12, choices=How)
    given_by = models.CharField(
        _("given by"),
        max_length=100,
        blank=True,
        help_text=_("Only if somebody else agreed for her: a parent or guardian."),
    )
    guardian = models.CharField(
        _("who that is to the child"),
        max_length=12,
        choices=Guardian,
        blank=True,
        default="",
        db_default="",
    )
    witness = models.CharField(_("witness"), max_length=100, blank=True)
    #: Which wording was read out, see migrants.consent_texts.
    text_version = models.CharField(max_length=10, default=CURRENT, editable=False)
    given_on = DayField(_("given on"), default=timezone.localdate)
    valid_until = DayField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="migrants_consent_one_per_purpose",
                violation_error_message=_("This consent is already recorded."),
                violation_error_code="purpose",
            ),
            models.CheckConstraint(
                condition=~Q(how="spoken") | ~Q(witness=""),
                name="migrants_consent_spoken_needs_witness",
                violation_error_message=_("Spoken consent needs the name of a witness."),
                violation_error_code="witness",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("given_on")),
                name="migrants_consent_until_after_given",
                violation_error_message=_("The end cannot be before the beginning."),
                violation_error_code="valid_until",
            ),
            models.CheckConstraint(
                condition=Q(guardian="") | ~Q(given_by=""),
                name="migrants_consent_guardian_named",
                violation_error_message=_("Give the name of the parent or guardian."),
                violation_error_code="given_by",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="minor_needs_guardian",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # UU 27/2022 art. 25. A child's consent is the guardian's, and ends with the day
                # before the 18th birthday: from then on only her own counts. Without a birth date
                # nobody is taken for a child. A birth date that is corrected later touches the row:
                # what she gave as a child is then void.
                func="""
                    DECLARE of_age date := (
                        SELECT (born_on + interval '18 years')::date FROM migrants_person
                        WHERE id = NEW.person_id
                    );
                    BEGIN
                        IF NEW.given_on < of_age AND NEW.withdrawn_at IS NULL THEN
                            IF NEW.guardian <> '' THEN
                                NEW.valid_until := LEAST(NEW.valid_until,
                                    GREATEST(of_age - 1, NEW.given_on));
                            ELSIF TG_OP = 'INSERT' THEN
                                RAISE EXCEPTION 'a child cannot consent'
                                    USING ERRCODE = 'check_violation',
                                        CONSTRAINT = 'migrants_consent_minor_needs_guardian';
                            ELSE
                                NEW.withdrawn_at := now();
                            END IF;
                        END IF;
                        RETURN NEW;
                    END;
                """,
            ),
        ]

    #: Rules that triggers hold: where the message stands, and its words.
    trigger_rules: ClassVar[dict[str, tuple[str, Any]]] = {
        "migrants_consent_minor_needs_guardian": (
            "guardian",
            _("She is under 18: a parent or guardian must agree for her."),
        )
    }

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def text(self) -> str:
        """The words that were read out when she agreed."""
        return text_of(self.purpose, self.text_version)

    @property
    def is_valid(self) -> bool:
        today = timezone.localdate()
        return self.withdrawn_at is None and (self.valid_until is None or self.valid_until >= today)
