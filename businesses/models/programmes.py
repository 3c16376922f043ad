"""Support programmes such as "UMKM Naik Kelas", who takes part and how far each has come."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from businesses.models.businesses import READERS, Business
from villages.models import Regency


class ProgrammeQuerySet(models.QuerySet):
    def open_to(self, business: Business) -> Self:
        """Open programmes of its regency in which it does not take part yet."""
        return self.filter(
            regency__districts__villages=business.village_id, is_active=True
        ).exclude(enrolments__business=business)


class Programme(models.Model):
    """A support programme of a regency, e.g. "UMKM Naik Kelas"."""

    regency = models.ForeignKey(Regency, models.PROTECT, related_name="programmes")
    name = models.CharField(_("name"), max_length=100)
    about = models.TextField(_("what it offers"), blank=True)
    is_active = models.BooleanField(_("open for new businesses"), default=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "name"],
                name="businesses_programme_name_unique",
                violation_error_message=_("This programme already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(ScopedQuerySet):
    village_path = "business__village"
    readers = READERS
    #: Who may move the stage: the mentor who visits and the officer who verifies.
    writers = (Role.MENTOR, Role.BUSINESS_OFFICER)

    def in_stage(self, stage: str) -> Self:
        return self.filter(stage=stage)


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    VERIFIED = "verified", _("Checked on site")
    ENROLLED = "enrolled", _("Taking part")
    GRADUATED = "graduated", _("Moved up a class")
    REJECTED = "rejected", _("Not accepted")
    LEFT = "left", _("Left the programme")


#: From which stage to which. The database refuses every other move.
NEXT_STAGES: dict[str, tuple[str, ...]] = {
    "": (Stage.PROPOSED,),
    Stage.PROPOSED: (Stage.VERIFIED, Stage.REJECTED),
    Stage.VERIFIED: (Stage.ENROLLED, Stage.REJECTED),
    Stage.ENROLLED: (Stage.GRADUATED, Stage.LEFT),
    Stage.REJECTED: (Stage.PROPOSED,),
    Stage.LEFT: (Stage.PROPOSED,),
    Stage.GRADUATED: (),
}


def _allowed_moves() -> Q:
    condition = Q()
    for before, following in NEXT_STAGES.items():
        for after in following:
            condition |= Q(from_stage=before, to_stage=after)
    return condition


class Enrolment(ScopedModel):
    """A business in a programme. Its `stage` is written only by the trigger on StageChange."""

    business = models.ForeignKey(Business, models.PROTECT, related_name="enrolments")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default="", editable=False, blank=True
    )
    baseline_turnover = models.PositiveBigIntegerField(
        _("monthly turnover at the start (rupiah)"), null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[Any] = EnrolmentQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "programme"],
                name="businesses_enrolment_once",
                violation_error_code="programme",
                violation_error_message=_("This business already takes part in this programme."),
            )
        ]
        indexes = [models.Index(fields=["stage", "business"], name="businesses_enrolment_stage")]
        triggers = [
            pgtrigger.Trigger(
                name="stage_only_by_log",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("stage"),
                # Depth 1 is a statement of the application; StageChange's trigger is deeper.
                func="""
                    IF pg_trigger_depth() = 1
                        AND NEW.stage IS DISTINCT FROM
                            (CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.stage END) THEN
                        RAISE EXCEPTION 'a stage is moved by a logged change only'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'businesses_enrolment_stage_only_by_log';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="programme_of_its_regency",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("business_id", "programme_id"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM businesses_programme AS programme
                            JOIN villages_district AS district
                                ON district.regency_id = programme.regency_id
                            JOIN villages_village AS village ON village.district_id = district.id
                            JOIN businesses_business AS business
                                ON business.village_id = village.id
                            WHERE programme.id = NEW.programme_id AND business.id = NEW.business_id
                    ) THEN
                        RAISE EXCEPTION 'the programme belongs to another regency'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'businesses_enrolment_programme_of_its_regency';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.programme}"

    @property
    def next_stages(self) -> list[tuple[str, str]]:
        """(value, label) of the stages that may follow."""
        return [(stage, str(Stage(stage).label)) for stage in NEXT_STAGES[self.stage]]


class StageChangeQuerySet(ScopedQuerySet):
    village_path = "enrolment__business__village"
    readers = READERS


class StageChange(ScopedModel):
    """One logged step of an enrolment. Append-only; the latest one is the enrolment's stage."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="changes")
    from_stage = models.CharField(max_length=10, choices=Stage, blank=True)
    to_stage = models.CharField(_("new stage"), max_length=10, choices=Stage)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unscoped: ClassVar[Any] = StageChangeQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=_allowed_moves(),
                name="businesses_stagechange_allowed_move",
                violation_error_code="to_stage",
                violation_error_message=_("This stage cannot follow the present one."),
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="businesses_stagechange_has_reason",
                violation_error_code="reason",
                violation_error_message=_("Give a reason."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="apply_stage",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                # Two people who move the same enrolment at once: the second finds another stage.
                func="""
                    UPDATE businesses_enrolment SET stage = NEW.to_stage
                        WHERE id = NEW.enrolment_id AND stage = NEW.from_stage;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the enrolment has another stage by now'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'businesses_stagechange_from_present_stage';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"
