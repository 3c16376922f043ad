"""Messages to people. A message is written in the same transaction as what it tells of (outbox), so
nothing that was accepted stays untold and nothing that was rolled back is announced."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.phone import PhoneField, whatsapp_url
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from villages.models import Office, Regency


class MessageQuerySet(ScopedQuerySet):
    def within(self, user: AnyUser, roles: Any) -> Self:
        """Messages are an office's, not a village's: only her own office's officers send them. What
        a family is told about a case is sent by the case officers of the regency, and nobody else
        sees that there is something to tell."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.role == Role.LTSA_OFFICER and user.office_id:
            return self.filter(office=user.office_id)
        if user.role == Role.CASE_OFFICER and user.regency_id:
            return self.filter(regency=user.regency_id)
        return self.none()

    def waiting(self) -> Self:
        return self.filter(state=Message.State.WAITING)

    def due(self) -> Self:
        """Waiting, and not too early to be told."""
        return self.waiting().filter(due_at__lte=timezone.now())


class Message(ScopedModel):
    """One message to one phone, told once: `key` is unique.

    The text carries no identity number, no passport number and nothing of a case.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("no longer needed")

    key = models.CharField(max_length=100, unique=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    regency = models.ForeignKey(
        Regency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose case officers send it; an office's own messages have none.",
    )
    phone = PhoneField(_("phone"), blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(_("to be sent from"))
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    unscoped: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="notices_message_sent_has_time",
                violation_error_message=_("A sent message needs the time it was sent."),
            ),
            models.CheckConstraint(
                condition=Q(office=None, regency__isnull=False)
                | Q(office__isnull=False, regency=None),
                name="notices_message_one_sender",
                violation_error_message=_("A message is sent by one office or by one regency."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_at"],
                condition=Q(state="waiting"),
                name="notices_message_waiting",
            ),
            models.Index(
                fields=["regency", "due_at"],
                condition=Q(state="waiting", regency__isnull=False),
                name="notices_message_of_cases",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def whatsapp_url(self) -> str:
        """Opens WhatsApp with this text ready; a person presses "send"."""
        return whatsapp_url(self.phone, self.text) if self.phone else ""
