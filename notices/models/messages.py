"""Messages to people. A message is written in the same transaction as what it tells of (outbox), so
nothing that was accepted stays untold and nothing that was rolled back is announced."""

import uuid
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.phone import PhoneField, whatsapp_url
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from notices.models.recipients import masked_phone
from villages.models import Office, Regency


class Channel(models.TextChoices):
    """By which way a message goes. A person sends the first, the worker the others."""

    HAND = "hand", _("by hand")
    WHATSAPP = "whatsapp", _("WhatsApp, by itself")
    EMAIL = "email", _("e-mail")


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
        """Waiting, and neither too early nor too late to be told."""
        now = timezone.now()
        return self.waiting().filter(Q(expires_at=None) | Q(expires_at__gt=now), due_at__lte=now)

    def by_hand(self) -> Self:
        """What officers send from their own phones."""
        return self.filter(channel=Channel.HAND)

    def for_worker(self) -> Self:
        """What may be tried now: due, not put off, and in no other worker's hands."""
        now = timezone.now()
        return (
            self.due()
            .exclude(channel=Channel.HAND)
            .filter(Q(retry_at=None) | Q(retry_at__lte=now))
            .filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
        )

    def lost(self) -> Self:
        """A try began, and nothing was heard of it in time: the worker or the reply is gone."""
        return self.filter(state=Message.State.SENDING, claimed_until__lte=timezone.now())

    def late(self) -> Self:
        """Waiting although what they tell is over."""
        return self.waiting().filter(expires_at__lte=timezone.now())


class Message(ScopedModel):
    """One message to one phone, told once: `key` is unique.

    The text carries no identity number, no passport number and nothing of a case.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not reached")
        CANCELLED = "cancelled", _("no longer needed")
        DECLINED = "declined", _("wants no messages")

    class Delivery(models.TextChoices):
        """What the provider told about a sent message, in the order in which it happens."""

        ACCEPTED = "accepted", _("on its way")
        DELIVERED = "delivered", _("arrived")
        READ = "read", _("read")
        FAILED = "failed", _("did not arrive")

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
    channel = models.CharField(
        _("way"), max_length=10, choices=Channel, default=Channel.HAND, db_default=Channel.HAND
    )
    email = models.EmailField(_("e-mail"), blank=True, db_default="")
    kind = models.CharField(
        max_length=30, blank=True, db_default="", help_text="Which text, e.g. booked."
    )
    facts = models.JSONField(
        null=True, blank=True, help_text="What stands in for the placeholders of the text, by name."
    )
    template = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        help_text="Name and language of the text at the provider: janji_dibuat/id.",
    )
    is_essential = models.BooleanField(
        default=False, db_default=False, help_text="Must be told even to whom wants no messages."
    )
    is_doubtful = models.BooleanField(
        default=False, db_default=False, help_text="Perhaps it arrived: nobody knows."
    )
    is_called_off = models.BooleanField(
        default=False, db_default=False, help_text="Called off while it was being sent."
    )
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.UUIDField(null=True, blank=True, help_text="The worker that holds it.")
    claimed_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("no use after"), null=True, blank=True)
    provider_id = models.CharField(max_length=200, blank=True, db_default="")
    delivery = models.CharField(
        _("arrival"), max_length=10, choices=Delivery, blank=True, db_default=""
    )

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
            models.CheckConstraint(
                condition=~Q(text__regex="[0-9]{16}"),
                name="notices_message_no_identity_number",
                violation_error_message=_("A message carries no identity number."),
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_until__isnull=False, tries__gt=0),
                name="notices_message_sending_is_claimed",
                violation_error_message=_("What is being sent is in the hands of a worker."),
            ),
            models.UniqueConstraint(
                fields=["provider_id"],
                condition=~Q(provider_id=""),
                name="notices_message_provider_id_unique",
                violation_error_message=_("Two messages cannot be one at the provider."),
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
            models.Index(
                fields=["due_at"],
                condition=Q(state="waiting") & ~Q(channel="hand"),
                name="notices_message_for_worker",
            ),
            models.Index(
                fields=["claimed_until"],
                condition=Q(state="sending"),
                name="notices_message_sending",
            ),
            models.Index(fields=["phone"], name="notices_message_phone"),
            models.Index(fields=["office", "-created_at", "-id"], name="notices_message_log"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def whatsapp_url(self) -> str:
        """Opens WhatsApp with this text ready; a person presses "send"."""
        return whatsapp_url(self.phone, self.text) if self.phone else ""

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone) if self.phone else ""

    @property
    def may_be_sent_again(self) -> bool:
        """Somebody said by mistake that it was sent, or it did not arrive."""
        if self.expires_at and self.expires_at <= timezone.now():
            return False
        return self.state in (Message.State.SENT, Message.State.FAILED)


class MessageEventQuerySet(ScopedQuerySet):
    def within(self, user: AnyUser, roles: Any) -> Self:
        """Whoever may see the message."""
        return self.filter(message__in=Message.unscoped.within(user, roles).order_by().values("pk"))


class MessageEvent(ScopedModel):
    """What happened to a message, in order. Append-only: each try has a row when it begins and
    another when it is known how it ended."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("being sent")
        SENT = "sent", _("sent")
        PASSING = "passing", _("put off, will be tried again")
        REFUSED = "refused", _("refused")
        UNSURE = "unsure", _("perhaps sent, nobody knows")
        DELIVERED = "delivered", _("arrived")
        READ = "read", _("read")
        UNDELIVERED = "undelivered", _("did not arrive")
        BY_HAND = "by_hand", _("to be sent by hand")
        CALLED_OFF = "called_off", _("called off while it was being sent")
        LATE = "late", _("too late, not sent")
        DECLINED = "declined", _("wants no messages")
        WRONG_NUMBER = "wrong_no", _("the number is wrong")
        AGAIN = "again", _("to be sent again")

    message = models.ForeignKey(Message, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    channel = models.CharField(_("way"), max_length=10, choices=Channel, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    run = models.UUIDField(default=uuid.uuid4, editable=False, help_text="The worker's run.")

    unscoped: ClassVar[Any] = MessageEventQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("event of a message")
        verbose_name_plural = _("events of a message")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["message", "at"], name="notices_messageevent_message")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"
