"""The words of messages about appointments, as administrators have changed them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import User


class Kind(models.TextChoices):
    """What a message tells."""

    BOOKED = "booked", _("appointment made")
    MOVED = "moved", _("new time")
    CANCELLED = "cancelled", _("appointment cancelled")
    DISPLACED = "displaced", _("office closed, appointment cancelled")
    OFFERED = "offered", _("another time is kept")
    PLACE_FREE = "place_free", _("waiting list: a place is free")
    EARLIER_FREE = "earlier_free", _("waiting list: an earlier time is free")
    WAITING = "waiting", _("waiting list: she is on it")
    NOT_ANSWERED = "not_answered", _("waiting list: no answer to a free place")
    OFF_LIST = "off_list", _("waiting list: no answer twice, no longer on it")
    WAITED_IN_VAIN = "waited_in_vain", _("waiting list: no place came free")
    EARLIER_IN_VAIN = "earlier_in_vain", _("waiting list: no earlier time came free")
    OFFER_GONE = "offer_gone", _("waiting list: the office is closed at the time kept")
    REDUCED = "reduced", _("one person fewer comes")
    REMIND_READY = "remind_ready", _("reminder: papers are complete")
    REMIND_MISSING = "remind_missing", _("reminder: do not travel yet")
    REMIND_UNSURE = "remind_unsure", _("reminder: papers not checked yet")
    PAPER_READY = "paper_ready", _("a paper is ready to be collected")
    PAPER_WAITS = "paper_waits", _("a paper was not collected yet")


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

    def versions(self) -> list[tuple[Any, str, User | None]]:
        """When which words began to be used, and who wrote them; newest first, at most twenty."""
        rows = type(self).pgh_event_model.unscoped.filter(pgh_obj=self.pk, pgh_label="update")  # type: ignore[attr-defined]
        events = list(rows.select_related("pgh_context").order_by("-pgh_id")[:20])
        keys = [(one.pgh_context.metadata if one.pgh_context else {}).get("user") for one in events]
        people = User.objects.in_bulk([key for key in keys if key])
        return [
            (one.pgh_created_at, one.text, people.get(key or 0))
            for one, key in zip(events, keys, strict=True)
        ]
