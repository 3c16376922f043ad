"""How long people are on the way to an office. Only what somebody has measured or published."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.days import DayField
from villages.models import District, Office, Village


class TravelTime(models.Model):
    """The usual way from a village, or from a whole district, to an office: one way, by motorcycle
    or car. Approximate, dated, with its source; a place without a row has no hint."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="travel_times", verbose_name=_("office")
    )
    district = models.ForeignKey(
        District,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    village = models.ForeignKey(
        Village,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("village"),
        help_text=_("Either a whole district or one village of it that is farther away."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes on the way"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    km = models.PositiveSmallIntegerField(_("kilometres"), null=True, blank=True)
    as_of = DayField(_("as of"))
    source = models.CharField(_("source"), max_length=240)

    class Meta:
        verbose_name = _("way to the office")
        verbose_name_plural = _("ways to the office")
        ordering = ["office", "district", "village"]
        constraints = [
            models.CheckConstraint(
                condition=Q(district=None, village__isnull=False)
                | Q(district__isnull=False, village=None),
                name="ltsa_traveltime_one_place",
                violation_error_code="district",
                violation_error_message=_("Give a district or a village, not both."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600),
                name="ltsa_traveltime_minutes_sensible",
                violation_error_code="minutes",
                violation_error_message=_("Between 1 and 600 minutes."),
            ),
            models.UniqueConstraint(
                fields=["office", "district"],
                condition=Q(village=None),
                name="ltsa_traveltime_district_once",
                violation_error_code="district",
                violation_error_message=_("This district already has a line."),
            ),
            models.UniqueConstraint(
                fields=["office", "village"],
                condition=Q(district=None),
                name="ltsa_traveltime_village_once",
                violation_error_code="village",
                violation_error_message=_("This village already has a line."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village or self.district}: {self.minutes}"

    @classmethod
    def between(cls, office: Office, village: Village) -> "TravelTime | None":
        """The line of the village, else that of its district."""
        return (
            cls.objects.filter(office=office)
            .filter(Q(village=village) | Q(district=village.district_id))
            .order_by(models.F("village").asc(nulls_last=True))
            .first()
        )
