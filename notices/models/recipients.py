"""What is known about a phone as a place to send to, and how an office sends."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.encryption import masked
from accounts.phone import PhoneField, local_phone
from villages.models import Office


class Recipient(models.Model):
    """One phone. A phone without a row wants messages, in Indonesian, and has no e-mail address.

    It hangs from nobody: a household shares one phone, and a number is not a person.
    """

    phone = PhoneField(_("phone"), unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    opted_out_at = models.DateTimeField(_("wants no messages since"), null=True, blank=True)
    opted_out_by = models.CharField(
        max_length=10, blank=True, help_text="link, reply or desk: how it was said."
    )
    no_whatsapp_since = models.DateTimeField(
        null=True, blank=True, help_text="WhatsApp said that this number cannot be reached."
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")

    def __str__(self) -> str:
        return masked_phone(self.phone)

    @classmethod
    def of(cls, phone: str) -> "Recipient":
        """What is known about this phone, or an unsaved row of defaults."""
        return cls.objects.filter(phone=phone).first() or cls(phone=phone)


def masked_phone(phone: str) -> str:
    """ "0812••••7890": enough to know one's own number."""
    local = local_phone(phone).replace("-", "").replace(" ", "")
    return f"{local[:4]}{masked(local[4:])}" if len(local) > 8 else masked(local)


class OfficeSending(models.Model):
    """How an office sends. Without a row: by itself where a channel is set up, else by hand."""

    office = models.OneToOneField(
        Office, models.CASCADE, related_name="+", verbose_name=_("office")
    )
    by_hand = models.BooleanField(
        _("everything by hand"),
        default=False,
        help_text=_("Officers send each message from their own phone."),
    )

    objects = models.Manager()

    class Meta:
        verbose_name = _("way of sending")
        verbose_name_plural = _("ways of sending")

    def __str__(self) -> str:
        return str(self.office)
