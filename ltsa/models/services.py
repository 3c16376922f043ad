"""What an office does for people, and which papers it asks for. The office edits these rows; the
software invents none (the first ones come from `ltsa.catalogue`, each with its source)."""

import datetime as dt
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.scoping import AnyUser
from villages.days import DayField
from villages.models import Office


class ServiceQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def editable_by(self, user: AnyUser) -> Self:
        """An officer: the services of her own office's desks."""
        if not isinstance(user, User) or user.role != Role.LTSA_OFFICER or not user.office_id:
            return self.none()
        return self.active().filter(steps__pool__office=user.office_id).distinct()

    def bookable(self, office: Office | None = None) -> Self:
        """Services that take appointments here, optionally at one office: they have a desk."""
        desks = {"steps__pool__is_active": True}
        if office:
            desks["steps__pool__office"] = office  # type: ignore[assignment]
        return self.active().filter(booking=Service.BookingWay.HERE, **desks).distinct()


class Service(models.Model):
    """One thing people come for, e.g. the recommendation for a passport."""

    class BookingWay(models.TextChoices):
        HERE = "here", _("Appointments are made here")
        LINK = "link", _("Appointments are made elsewhere: show the link")
        NONE = "none", _("No appointment: show where to go")

    code = models.CharField(_("short code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    who = models.CharField(_("for whom"), max_length=160, blank=True)
    place = models.CharField(_("where"), max_length=160, blank=True)
    fee = models.CharField(_("fee"), max_length=240, blank=True)
    duration = models.CharField(_("how long until it is ready"), max_length=120, blank=True)
    paper = models.CharField(
        _("paper that people get from it"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("Then its way is followed until it is collected. Empty: there is none."),
    )
    booking = models.CharField(
        _("appointments"), max_length=4, choices=BookingWay, default=BookingWay.NONE
    )
    link = models.URLField(_("link"), blank=True)
    needs_authority = models.BooleanField(
        _("a letter of authority is needed to come for somebody else"), default=False
    )
    come_anyway = models.BooleanField(
        _("come even when papers are missing"),
        default=False,
        db_default=False,
        help_text=_("Nobody is told to stay at home because a paper is missing."),
    )
    is_confidential = models.BooleanField(
        _("not shown to the village"),
        default=False,
        db_default=False,
        help_text=_("The coordinator does not see that somebody comes for this."),
    )
    note = models.TextField(_("note for the public"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=240, blank=True)
    valid_from = DayField(_("valid from"), null=True, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed by the office"),
        default=False,
        help_text=_("Until then the page says that the list still has to be confirmed."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(booking="link") | ~Q(link=""),
                name="ltsa_service_link_given",
                violation_error_code="link",
                violation_error_message=_("Give the link where people make the appointment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("service_page", args=[self.slug])

    def requirements_on(self, day: dt.date) -> list["Requirement"]:
        """The papers asked for on this day, in the office's order. Looks at `requirements`: fetch
        those of several services at once."""
        return [
            paper
            for paper in self.requirements.all()
            if paper.begins_by(day)
            and (paper.valid_to is None or paper.valid_to >= day)
            and not paper.is_withdrawn
        ]

    def told_at(self, moment: dt.datetime, day: dt.date) -> list["Requirement"]:
        """The papers that were said at that moment to be asked for on that day."""
        return [
            paper
            for paper in self.requirements.all()
            if paper.begins_by(day)
            and (paper.recorded_at is None or paper.recorded_at <= moment)
            and (
                (paper.ended_at is not None and paper.ended_at > moment)
                or ((paper.valid_to is None or paper.valid_to >= day) and not paper.is_withdrawn)
            )
        ]


class ServiceStep(models.Model):
    """A desk that this service passes, and how long it takes there."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="steps")
    pool = models.ForeignKey(
        "ltsa.Pool", models.PROTECT, related_name="steps", verbose_name=_("desk")
    )
    first_minutes = models.PositiveSmallIntegerField(_("minutes for the first person"))
    next_person_minutes = models.PositiveSmallIntegerField(_("minutes for each further person"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("desk of a service")
        verbose_name_plural = _("desks of a service")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "pool"],
                name="ltsa_servicestep_unique",
                violation_error_code="pool",
                violation_error_message=_("This desk is already part of the service."),
            ),
            models.CheckConstraint(
                condition=Q(first_minutes__gt=0),
                name="ltsa_servicestep_takes_time",
                violation_error_code="first_minutes",
                violation_error_message=_("A desk needs at least one minute."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} · {self.pool}"


#: PL/pgSQL: somebody was told of this paper, by a booking or by a look at her papers.
_IS_TOLD = """
    EXISTS (SELECT FROM ltsa_checkedpaper WHERE requirement_id = OLD.id)
    OR EXISTS (SELECT FROM ltsa_missingpaper WHERE requirement_id = OLD.id)
    OR EXISTS (
        SELECT FROM ltsa_party p JOIN ltsa_booking b ON b.id = p.booking_id
        WHERE p.service_id = OLD.service_id
            AND (OLD.recorded_at IS NULL OR b.created_at >= OLD.recorded_at)
            AND (OLD.ended_at IS NULL OR b.created_at < OLD.ended_at))
"""


class Requirement(models.Model):
    """A paper to bring. Dated, because offices change their lists and contradict each other."""

    class Copies(models.TextChoices):
        ORIGINAL = "original", _("original")
        COPY = "copy", _("copy")
        BOTH = "both", _("original and copy")

    service = models.ForeignKey(Service, models.CASCADE, related_name="requirements")
    text = models.CharField(_("paper"), max_length=240)
    copies = models.CharField(_("original or copy"), max_length=8, choices=Copies, blank=True)
    who_signs = models.CharField(_("who signs it"), max_length=160, blank=True)
    only_if = models.CharField(
        _("only for"), max_length=160, blank=True, help_text=_("Empty: everybody brings it.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    valid_from = DayField(_("valid from"), null=True, blank=True)
    valid_to = DayField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=240, blank=True)
    recorded_at = models.DateTimeField(
        _("entered at"),
        null=True,
        editable=False,
        help_text="Empty: it was there before anybody booked.",
    )
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    is_withdrawn = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Ended before it came into force.",
    )
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="next_versions"
    )

    trigger_rules: ClassVar[dict[str, Any]] = {
        "ltsa_requirement_told_stays": (
            "text",
            _("Families were told of this paper, so its words stay. Make a new version of it."),
        ),
    }

    class Meta:
        verbose_name = _("paper to bring")
        verbose_name_plural = _("papers to bring")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="ltsa_requirement_valid_to_after_valid_from",
                violation_error_code="valid_to",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="told_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "service", "text", "copies", "who_signs", "only_if", "valid_from"
                ),
                func=f"""
                    IF {_IS_TOLD} THEN
                        RAISE EXCEPTION 'families were told of paper %', OLD.id
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'ltsa_requirement_told_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="told_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF {_IS_TOLD} THEN
                        RAISE EXCEPTION 'families were told of paper %', OLD.id
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'ltsa_requirement_told_stays';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def begins_by(self, day: dt.date) -> bool:
        return self.valid_from is None or self.valid_from <= day
