"""Assistance and protection cases. They are need-to-know *above* territory: the coordinator lives
next door, so she sees what a case says only if she opened it or it was given to her."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.codes import clean_code, random_code
from accounts.encryption import EncryptedField, keyed_hash
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.models import Regency, Village

#: A case that is open longer than this stands out.
OLD_AGE = timedelta(days=30)
#: How long a family still finds a closed case by its code.
CODE_LIVES_ON = timedelta(days=90)
#: Eight letters and digits: one of 110 thousand million, and only ten tries an hour.
CODE_LENGTH = 8


def code_key(code: str, digits: str) -> str:
    """What a family must know, as one keyed hash: the code and the four digits."""
    return keyed_hash(f"case:{clean_code(code)}:{digits}")


class CaseQuerySet(ScopedQuerySet):
    readers = (Role.CASE_OFFICER, Role.COORDINATOR)
    writers = (Role.CASE_OFFICER, Role.COORDINATOR)

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        """A case officer: her regency, also reports that name no village. A coordinator: what she
        opened or was given, and only in her own village."""
        if not isinstance(user, User) or not user.is_active or user.role not in roles:
            return self.none()
        if user.role == Role.CASE_OFFICER and user.regency_id:
            nowhere = Q(village=None, regency=user.regency_id)
            return self.filter(Q(village__in=user.villages()) | nowhere)
        rows = super().within(user, roles)
        return rows.filter(Q(opened_by=user) | Q(assigned_to=user))

    def by_code(self, code: str, digits: str) -> Self:
        """The family's door: the code, and the last four digits of the phone (or four digits of
        her own choice). Some time after it was closed a case is not found any more."""
        fresh = Q(closed_at=None) | Q(closed_at__gt=timezone.now() - CODE_LIVES_ON)
        return self.filter(fresh, code=clean_code(code), code_key=code_key(code, digits))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def unassigned(self) -> Self:
        return self.filter(assigned_to=None)

    def old(self) -> Self:
        return self.filter(opened_at__lt=timezone.now() - OLD_AGE)

    def with_news(self) -> Self:
        """The family added something, and nobody has noted yet what was done about it."""
        return self.filter(news_at__isnull=False)

    def due(self) -> Self:
        """Open, with a deadline or an answer of an office that is due today or was due before."""
        from migrants.models.case_work import CaseDeadline, CaseReferral

        here = {"case": OuterRef("pk")}
        deadlines = CaseDeadline.unscoped.due().filter(**here)
        answers = CaseReferral.unscoped.due().filter(**here)
        return self.open().filter(Exists(deadlines) | Exists(answers))


@tracked(exclude=["submit_key", "code_key", "news_at"])
class Case(ScopedModel):
    """Something that went wrong for a worker or a family and is followed up until it is closed.

    Whoever reports it needs no account and no entry in the register: a case officer sets `person`
    later. What was told, by whom and how to reach her is encrypted and never searched.
    """

    class Category(models.TextChoices):
        # The categories of the national agency (BP2MI), in plain words.
        WANTS_HOME = "wants_home", _("Wants to come home")
        UNPAID = "unpaid", _("Wage not paid")
        DEPORTED = "deported", _("Deported")
        NOT_DEPARTED = "not_departed", _("Departure failed")
        DIED = "died", _("Died abroad")
        FRAUD = "fraud", _("Fraud")
        ILL = "ill", _("Ill")
        PREGNANT = "pregnant", _("Pregnant or with a child")
        SOCIAL_SECURITY = "social_security", _("Social security")
        LOST_CONTACT = "lost_contact", _("Contact lost")
        CONTRACT = "contract", _("Work differs from the contract")
        VIOLENCE = "violence", _("Violence")
        TRAFFICKING = "trafficking", _("Trafficking")
        DEBT = "debt", _("Debt")
        OTHER = "other", _("Something else")

    class Channel(models.TextChoices):
        STAFF = "staff", _("through the village or a case officer")
        DESK = "desk", _("at the LTSA desk")
        FAMILY = "family", _("by the family itself")

    class Reporter(models.TextChoices):
        SELF = "self", _("It is about me")
        FAMILY = "family", _("It is about somebody of my family")
        OTHER = "other", _("It is about somebody else")

    class ContactWay(models.TextChoices):
        NONE = "none", _("Do not contact me. I come back here with my code.")
        CALL = "call", _("Call me")
        WHATSAPP = "whatsapp", _("Write to me by WhatsApp")
        BOTH = "both", _("Call or write, both are safe")

    class ContactTime(models.TextChoices):
        ANY = "any", _("at any time")
        MORNING = "morning", _("in the morning (7 to 11)")
        NOON = "noon", _("in the afternoon (12 to 17)")
        EVENING = "evening", _("in the evening (18 to 21)")

    class Ending(models.TextChoices):
        SOLVED = "solved", _("solved")
        PARTLY = "partly", _("solved in part")
        CAME_HOME = "came_home", _("came home safely")
        HANDED_ON = "handed_on", _("another authority goes on")
        TAKEN_BACK = "taken_back", _("the family did not want to go on")
        NOT_REACHED = "not_reached", _("nobody could be reached any more")
        UNSOLVED = "unsolved", _("could not be solved")

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_HAND = "in_hand", _("in hand")
        CLOSED = "closed", _("closed")

    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    regency = models.ForeignKey(
        Regency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose case officers see a report that names no village of ours.",
    )
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("person in the register"),
    )
    category = models.CharField(_("what about"), max_length=16, choices=Category)
    summary = EncryptedField(_("what happened"))
    country = CountryField(_("country"), null=True, blank=True)
    channel = models.CharField(
        _("came"), max_length=8, choices=Channel, default=Channel.STAFF, db_default=Channel.STAFF
    )
    reporter = models.CharField(_("who reports"), max_length=8, choices=Reporter, blank=True,
        default="", db_default="")  # fmt: skip
    subject_name = EncryptedField(_("name of the person"), null=True, blank=True)
    contact_name = EncryptedField(_("whom to ask for"), null=True, blank=True)
    contact_phone = EncryptedField(_("phone"), null=True, blank=True)
    contact_way = models.CharField(
        _("how to reach the family"),
        max_length=10,
        choices=ContactWay,
        default=ContactWay.NONE,
        db_default=ContactWay.NONE,
    )
    contact_time = models.CharField(
        _("when"),
        max_length=8,
        choices=ContactTime,
        default=ContactTime.ANY,
        db_default=ContactTime.ANY,
    )
    code = models.CharField(_("code of the family"), max_length=CODE_LENGTH, null=True, unique=True)
    code_key = models.CharField(max_length=64, null=True, editable=False)
    is_concealed = models.BooleanField(
        _("not even the village may know that there is a case"), default=False, db_default=False
    )
    news_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    assigned_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    ending = models.CharField(_("ended"), max_length=12, choices=Ending, blank=True,
        default="", db_default="")  # fmt: skip
    outcome = EncryptedField(_("outcome"), null=True, blank=True)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(outcome__isnull=False),
                name="migrants_case_closed_needs_outcome",
                violation_error_message=_("Say how the case ended before you close it."),
            ),
            models.CheckConstraint(
                condition=Q(village__isnull=False) | Q(regency__isnull=False),
                name="migrants_case_has_place",
                violation_error_message=_("Say which village or regency the case belongs to."),
            ),
            models.CheckConstraint(
                condition=Q(code=None, code_key=None)
                | Q(code__isnull=False, code_key__isnull=False),
                name="migrants_case_code_has_key",
                violation_error_message=_("A code needs four digits that go with it."),
            ),
            models.CheckConstraint(
                condition=Q(contact_way="none") | Q(contact_phone__isnull=False),
                name="migrants_case_reached_by_phone",
                violation_error_code="contact_phone",
                violation_error_message=_("Without a number nobody can call or write."),
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-opened_at"], name="migrants_case_village"),
            models.Index(
                fields=["regency", "-opened_at"],
                condition=Q(village=None),
                name="migrants_case_regency",
            ),
            models.Index(
                fields=["opened_at"], condition=Q(closed_at=None), name="migrants_case_open"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="closed_by_log",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("closed_at"),
                timing=pgtrigger.Deferred,
                declare=[("is_closed", "BOOLEAN"), ("last_move", "TEXT")],
                # At commit: the log's last move says the same as the row.
                func="""
                    SELECT closed_at IS NOT NULL INTO is_closed
                        FROM migrants_case WHERE id = NEW.id;
                    IF NOT FOUND THEN RETURN NULL; END IF;
                    SELECT kind INTO last_move FROM migrants_casestep
                        WHERE case_id = NEW.id
                            AND kind IN ('taken', 'handed_over', 'closed', 'reopened')
                        ORDER BY id DESC LIMIT 1;
                    IF is_closed <> (coalesce(last_move, '') = 'closed') THEN
                        RAISE EXCEPTION 'a case is closed and opened again by a logged step only'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_case_closed_by_log';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="closed_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("closed_at", "outcome", "ending"),
                condition=pgtrigger.Condition(
                    "OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL"
                ),
                func="""
                    RAISE EXCEPTION 'a closed case stays as it was closed'
                        USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'migrants_case_closed_stays';
                """,
            ),
        ]

    trigger_rules: ClassVar[dict[str, tuple[str, Any]]] = {
        "migrants_case_closed_stays": ("", _("The case is closed. Open it again first.")),
        "migrants_case_closed_by_log": ("", _("The case is closed. Open it again first.")),
    }

    def __str__(self) -> str:
        return self.get_category_display()

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.pk])

    @classmethod
    def exists_for(cls, person: Person) -> bool:
        """All that a village may know of somebody else's case: that there is one. Not even that
        when whoever asked for help is in danger in her own village."""
        return cls.unscoped.open().filter(person=person, is_concealed=False).exists()

    @property
    def state(self) -> "Case.State":
        """Derived, never typed."""
        if self.closed_at:
            return self.State.CLOSED
        return self.State.IN_HAND if self.assigned_to_id else self.State.NEW

    @property
    def who(self) -> str:
        """The person's name: of the register, else as it was told."""
        return self.person.name if self.person else self.subject_name or str(_("name not given"))

    @property
    def place(self) -> str:
        return self.village.name if self.village else str(_("village not known"))

    @property
    def may_call(self) -> bool:
        return self.contact_way in (self.ContactWay.CALL, self.ContactWay.BOTH)

    @property
    def may_write(self) -> bool:
        return self.contact_way in (self.ContactWay.WHATSAPP, self.ContactWay.BOTH)

    def give_code(self, digits: str) -> None:
        """A fresh code that opens the case together with these four digits. Not saved."""
        self.code = random_code(CODE_LENGTH)
        self.code_key = code_key(self.code, digits)


class OfCaseQuerySet(ScopedQuerySet):
    """Rows of a case: whoever sees the case sees them, and nobody else."""

    village_path = "case__village"
    readers = CaseQuerySet.readers
    writers = CaseQuerySet.writers

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        if not isinstance(user, User) or user.role not in roles:
            return self.none()
        return self.filter(case__in=Case.unscoped.within(user, roles))


class CaseStepQuerySet(OfCaseQuerySet):
    def by_code(self, code: str, digits: str) -> Self:
        """What was written for the family to read; nothing else of the case."""
        cases = Case.unscoped.by_code(code, digits)
        return self.filter(case__in=cases, kind=CaseStep.Kind.MESSAGE)

    def from_family(self) -> Self:
        return self.filter(kind=CaseStep.Kind.FAMILY)


@tracked(exclude=["submit_key"])
class CaseStep(ScopedModel):
    """One thing that was done in a case, or that happened to it: the log of its states.

    Append-only; the database refuses a move that cannot follow the last one.
    """

    class Kind(models.TextChoices):
        STEP = "step", _("done")
        TAKEN = "taken", _("taken over")
        HANDED_OVER = "handed_over", _("handed over")
        REFERRED = "referred", _("passed on to an office")
        ANSWERED = "answered", _("answer of an office")
        MESSAGE = "message", _("message to the family")
        FAMILY = "family", _("from the family")
        LINKED = "linked", _("found in the register")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("opened again")

    #: What the family reads or wrote, and every change of state.
    MOVES = (Kind.TAKEN, Kind.HANDED_OVER, Kind.CLOSED, Kind.REOPENED)

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    kind = models.CharField(
        _("what"), max_length=12, choices=Kind, default=Kind.STEP, db_default=Kind.STEP
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = EncryptedField(_("what was done"))
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseStepQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("step in a case")
        verbose_name_plural = _("steps in a case")
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Trigger(
                name="moves_follow",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("last_move", "TEXT")],
                condition=pgtrigger.Condition(
                    "NEW.kind IN ('taken', 'handed_over', 'closed', 'reopened')"
                ),
                func="""
                    SELECT kind INTO last_move FROM migrants_casestep
                        WHERE case_id = NEW.case_id
                            AND kind IN ('taken', 'handed_over', 'closed', 'reopened')
                        ORDER BY id DESC LIMIT 1;
                    IF (coalesce(last_move, '') = 'closed') <> (NEW.kind = 'reopened') THEN
                        RAISE EXCEPTION 'this step cannot follow the last one'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_casestep_moves_follow';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.UpdateOf("case_id", "kind", "at", "text")
            ),
        ]

    trigger_rules: ClassVar[dict[str, tuple[str, Any]]] = {
        "migrants_casestep_moves_follow": (
            "",
            _("Somebody else closed this case or opened it again meanwhile. Look at it again."),
        ),
    }

    def __str__(self) -> str:
        return str(self.at)
