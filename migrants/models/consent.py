"""Consent: what for, by whom, how given, until when (UU 27/2022 art. 20-24)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person


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

    #: Raise it when the wording that people agree to changes.
    TEXT_VERSION = "2026-11"

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    how = models.CharField(_("how given"), max_length=12, choices=How)
    given_by = models.CharField(
        _("given by"),
        max_length=100,
        blank=True,
        help_text=_("Only if somebody else agreed for her: a parent or guardian."),
    )
    witness = models.CharField(_("witness"), max_length=100, blank=True)
    text_version = models.CharField(max_length=10, default=TEXT_VERSION, editable=False)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
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
            ),
            models.CheckConstraint(
                condition=~Q(how="spoken") | ~Q(witness=""),
                name="migrants_consent_spoken_needs_witness",
                violation_error_message=_("Spoken consent needs the name of a witness."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("given_on")),
                name="migrants_consent_until_after_given",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def is_valid(self) -> bool:
        today = timezone.localdate()
        return self.withdrawn_at is None and (self.valid_until is None or self.valid_until >= today)
