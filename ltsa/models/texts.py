"""The words of messages about appointments, as administrators have changed them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked


class Kind(models.TextChoices):
    """What a message tells."""

    BOOKED = "booked", _("appointment made")
    MOVED = "moved", _("new time")
    CANCELLED = "cancelled", _("appointment cancelled")
    DISPLACED = "displaced", _("office closed, appointment cancelled")
    OFFERED = "offered", _("another time is kept")
    PLACE_FREE = "place_free", _("waiting list: a place is free")
    REDUCED = "reduced", _("one person fewer comes")
    REMIND_READY = "remind_ready", _("reminder: papers are complete")
    REMIND_MISSING = "remind_missing", _("reminder: do not travel yet")
    REMIND_UNSURE = "remind_unsure", _("reminder: papers not checked yet")


@tracked()
class MessageText(models.Model):
    """One text in one language. Empty, or without a row: the built-in text (`ltsa.texts`)."""

    kind = models.CharField(_("what it tells"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), blank=True)
    provider_name = models.CharField(
        _("name of the WhatsApp template"),
        max_length=90,
        blank=True,
        help_text=_(
            "As approved by Meta, with the same words and named variables. Without it, WhatsApp "
            "messages of this kind are sent by hand."
        ),
    )

    objects = models.Manager()

    class Meta:
        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="ltsa_messagetext_unique",
                violation_error_message=_("There is a text for this already."),
            ),
            models.CheckConstraint(
                condition=~Q(text__regex="[0-9]{16}"),
                name="ltsa_messagetext_no_identity_number",
                violation_error_code="text",
                violation_error_message=_("A message carries no identity number."),
            ),
            models.CheckConstraint(
                condition=Q(provider_name__regex="^[a-z0-9_]*$"),
                name="ltsa_messagetext_provider_name_spelled",
                violation_error_code="provider_name",
                violation_error_message=_(
                    "Only small letters, digits and underscores, as WhatsApp demands."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"
