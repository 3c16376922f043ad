"""Somebody is said to have died. The village reports it with what was seen; an officer of the
regency confirms it. Nobody is deceased in the register before that."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from publishing.models import Attachment
from villages.days import DayField


class DeathReportQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR, Role.CASE_OFFICER)
    deciders = (Role.CASE_OFFICER, Role.OFFICIAL)

    def decidable_by(self, user: AnyUser) -> Self:
        """Reports that this user may confirm or refuse: not her own."""
        return self.within(user, self.deciders).exclude(reported_by=user.pk)

    def waiting(self) -> Self:
        return self.filter(confirmed_at=None, refused_at=None)

    def standing(self) -> Self:
        """Waiting or confirmed."""
        return self.filter(refused_at=None)

    def confirmed(self) -> Self:
        """Confirmed, and not taken back since."""
        return self.filter(confirmed_at__isnull=False, refused_at=None)


@tracked(exclude=["ended"])
class DeathReport(ScopedModel):
    """What is known of a death, who reported it, who confirmed it, and which papers for the claim
    of the heirs are at hand. From the report on she is sent no messages any more.

    Refused before it was confirmed: it was not right. Refused after that: it is taken back, because
    she lives, or another person was meant.
    """

    class Evidence(models.TextChoices):
        DOCTOR = "doctor", _("Letter of a doctor or hospital")
        MISSION = "mission", _("Letter of the Indonesian mission abroad")
        VILLAGE = "village", _("Death letter of the village or the civil registry")
        AGENCY = "agency", _("Letter of the agency or the employer")
        SEEN = "seen", _("The reporter was at the funeral")
        TOLD = "told", _("The family or a neighbour told it")

    class Paper(models.TextChoices):
        # Permenaker 4/2023 art. 57: what the claim for a death needs.
        CARD = "card", _("Her social security card (BPJS Ketenagakerjaan) or its number")
        IDENTITY = "identity", _("Her identity card or passport")
        DEATH = "death", _("Death letter: a doctor's, the Indonesian mission's or the registry's")
        HEIR_IDENTITY = "heir_identity", _("The heir's identity card")
        FAMILY_CARD = "family_card", _("Family card")
        HEIR_LETTER = "heir_letter", _("Letter that names the heirs, from the village")
        ACCOUNT = "account", _("The heir's bank account")
        LEAVE = "leave", _("If she died on home leave: a letter that proves the leave")

    person = models.ForeignKey(Person, models.CASCADE, related_name="death_reports")
    died_on = DayField(_("died on"))
    died_precision = models.CharField(
        max_length=5, choices=Person.Precision, default="day", db_default="day", editable=False
    )
    place = models.CharField(_("where"), max_length=120, blank=True)
    evidence = models.CharField(_("how is it known?"), max_length=8, choices=Evidence)
    evidence_text = models.CharField(
        _("what was seen, from whom, number of the letter"), max_length=300
    )
    reported_at = models.DateTimeField(auto_now_add=True)
    reported_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, editable=False)
    refused_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    refused_why = models.CharField(_("why it is not right"), max_length=200, blank=True)
    papers = ArrayField(
        models.CharField(max_length=13, choices=Paper),
        verbose_name=_("papers at hand"),
        default=list,
        blank=True,
    )
    #: What ended with her death, to be given back should it be taken back: [label, key, day] each.
    ended = models.JSONField(null=True, editable=False)

    unscoped: ClassVar[Any] = DeathReportQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("report of a death")
        verbose_name_plural = _("reports of deaths")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(refused_at=None),
                name="migrants_deathreport_one_standing",
                violation_error_message=_("Her death is already reported."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(refused_at=None)
                | Q(refused_at__gte=F("confirmed_at")),
                name="migrants_deathreport_one_decision",
                violation_error_message=_("This report is decided already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(reported_by=None)
                | ~Q(confirmed_by=F("reported_by")),
                name="migrants_deathreport_other_confirms",
                violation_error_message=_("Somebody else must confirm what you reported."),
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None) | ~Q(refused_why=""),
                name="migrants_deathreport_refused_has_reason",
                violation_error_message=_("Say why the report is not right."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence_text=""),
                name="migrants_deathreport_has_evidence",
                violation_error_message=_("Say what was seen, and from whom it is known."),
                violation_error_code="evidence_text",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reported_at"],
                condition=Q(confirmed_at=None, refused_at=None),
                name="migrants_deathreport_waiting",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="deceased_once_confirmed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.confirmed_at IS NOT NULL AND NEW.refused_at IS NULL THEN
                        UPDATE migrants_person SET died_on = NEW.died_on
                            WHERE id = NEW.person_id AND died_on IS DISTINCT FROM NEW.died_on;
                    ELSIF NEW.confirmed_at IS NOT NULL THEN
                        UPDATE migrants_person SET died_on = NULL
                            WHERE id = NEW.person_id AND died_on = NEW.died_on;
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="confirmed_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL"
                ),
                func="""
                    RAISE EXCEPTION 'a confirmed death is final'
                        USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'migrants_deathreport_confirmed_stays';
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.died_on)

    @classmethod
    def decidable_by(cls, user: AnyUser) -> Any:
        """The door for those who confirm or refuse."""
        return cls.unscoped.decidable_by(user)

    def get_absolute_url(self) -> str:
        return reverse("death_report", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.refused_at is None

    @property
    def is_taken_back(self) -> bool:
        return self.confirmed_at is not None and self.refused_at is not None

    #: Words for what triggers refuse; see accounts.constraints.
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_deathreport_confirmed_stays": (None, _("A confirmed death is final.")),
    }


class DeathPhotoQuerySet(ScopedQuerySet):
    village_path = "report__person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR, Role.CASE_OFFICER)


class DeathPhoto(ScopedModel):
    """A picture of the evidence: a death letter, a page of the family card. Its file is private:
    only whoever may read the report is given it."""

    report = models.ForeignKey(DeathReport, models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = DeathPhotoQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("picture of the evidence")
        verbose_name_plural = _("pictures of the evidence")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.at)

    @property
    def key(self) -> Any:
        """What its address names; nobody can guess one."""
        return self.attachment.key
