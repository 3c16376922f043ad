"""What is written for everybody: for now, whom to ask for help, country by country."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.phone import PhoneField, whatsapp_url
from villages.days import DayField

#: Offices move and numbers change: after this time a page says that it may no longer be true.
STALE_AFTER = timedelta(days=365)
#: The country of the offices at home.
HOME = "ID"


class HelpOfficeQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def in_country(self, code: str) -> Self:
        return self.filter(country=code.upper())

    def countries(self) -> Any:
        """(code, number of offices) of every country that has one."""
        return self.order_by("country").values_list("country").annotate(number=Count("pk"))


class HelpOffice(models.Model):
    """An office or a group that helps workers and families: public facts, each with its source.

    Written by administrators. A row of the demo says so wherever it is shown.
    """

    class Kind(models.TextChoices):
        EMBASSY = "embassy", _("Indonesian embassy or representation")
        CONSULATE = "consulate", _("Indonesian consulate")
        LABOUR_ATTACHE = "labour", _("Labour attaché")
        AGENCY = "agency", _("Government office in Indonesia")
        HOTLINE = "hotline", _("Hotline")
        UNION = "union", _("Union or group of workers")
        SHELTER = "shelter", _("Shelter")
        POLICE = "police", _("Police or emergency of the country")
        OTHER = "other", _("Other help")

    country = CountryField(_("country"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=160)
    about = models.CharField(_("what they help with"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = PhoneField(_("phone"), blank=True)
    whatsapp = PhoneField(_("WhatsApp"), blank=True)
    web = models.URLField(_("web address"), blank=True)
    hours = models.CharField(_("hours"), max_length=160, blank=True)
    languages = models.CharField(_("languages"), max_length=160, blank=True)
    source = models.CharField(
        _("source"), max_length=200, help_text=_("Where this was found, so that it can be checked.")
    )
    checked_on = DayField(_("checked on"))
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Small numbers stand first.")
    )
    is_published = models.BooleanField(_("shown to everybody"), default=True)
    is_demo = models.BooleanField(
        _("example, not a real office"), default=False, help_text=_("The page says so.")
    )

    objects: ClassVar[Any] = HelpOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("help office")
        verbose_name_plural = _("help offices")
        ordering = ["country", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "name"],
                name="content_helpoffice_once",
                violation_error_code="name",
                violation_error_message=_("This office already stands in this country."),
            ),
            models.CheckConstraint(
                condition=Q(source__regex=r"\S"),
                name="content_helpoffice_has_source",
                violation_error_code="source",
                violation_error_message=_("Say where this was found."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["country", "position", "name"],
                condition=Q(is_published=True),
                name="content_helpoffice_shown",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("help_country", args=[str(self.country).lower()])

    @property
    def is_stale(self) -> bool:
        """Checked so long ago that it may no longer be true."""
        return bool(timezone.localdate() - self.checked_on > STALE_AFTER)

    @property
    def whatsapp_url(self) -> str:
        return whatsapp_url(self.whatsapp) if self.whatsapp else ""
