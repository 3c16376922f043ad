"""Journeys: one departure under one contract, and what happened on the way."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.days import DayField

#: Where the villages are: no journey leads there.
HOME_COUNTRY = "ID"


class JourneyQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def abroad(self) -> Self:
        return self.filter(departed_on__isnull=False, returned_on=None)

    def last_begun(self) -> Self:
        """Of every person the journey that began last. Plans are none."""
        later = Journey.unscoped.filter(
            person=OuterRef("person"), departed_on__gt=OuterRef("departed_on")
        )
        return self.filter(~Exists(later), departed_on__isnull=False)

    def planned(self) -> Self:
        return self.filter(departed_on=None, cancelled_on=None)

    def to(self, country: str) -> Self:
        """Journeys, planned or made, to this country (ISO code)."""
        return self.filter(country=country)


@tracked()
class Journey(Versioned, ScopedModel):
    """One departure under one contract. A person with several is normal; leaving again after a
    return is a new journey. Home leave is an event inside a journey, not a return."""

    class Scheme(models.TextChoices):
        # UU 18/2017 art. 49 and the placement schemes of the national agency.
        G_TO_G = "g_to_g", _("Government to government")
        G_TO_P = "g_to_p", _("Government to private")
        P_TO_P = "p_to_p", _("Through a placement company")
        OWN_COMPANY = "own_company", _("Sent by one's own company")
        INDIVIDUAL = "individual", _("On one's own")
        UNKNOWN = "", _("not known")

    class Sector(models.TextChoices):
        DOMESTIC = "domestic", _("Household and care")
        FACTORY = "factory", _("Factory")
        CONSTRUCTION = "construction", _("Construction")
        PLANTATION = "plantation", _("Plantation and farming")
        SEA = "sea", _("Ship and fishing")
        HOSPITALITY = "hospitality", _("Hotel and restaurant")
        HEALTH = "health", _("Health and nursing")
        OTHER = "other", _("Other")

    class Documentation(models.TextChoices):
        PROCEDURAL = "procedural", _("Through the procedure")
        NON_PROCEDURAL = "non_procedural", _("With papers, outside the procedure")
        UNDOCUMENTED = "undocumented", _("Without papers")
        OVERSTAY = "overstay", _("Contract over, still abroad")
        UNKNOWN = "unknown", _("not known")

    class Employer(models.TextChoices):
        # Who employs decides what the national agency calls the formal and informal sector.
        PERSON = "person", _("A household or person")
        COMPANY = "company", _("A company")
        SHIP = "ship", _("A ship")

    class ReturnKind(models.TextChoices):
        CONTRACT_ENDED = "contract_ended", _("Contract ended")
        DISMISSED = "dismissed", _("Dismissed")
        ILL = "ill", _("Ill")
        PREGNANT = "pregnant", _("Pregnant or with a child")
        FAMILY = "family", _("For the family")
        DEPORTED = "deported", _("Deported")
        PROBLEM = "problem", _("Problem at work")
        REMAINS = "remains", _("Brought home after her death")
        OTHER = "other", _("Other")

    class WhyNot(models.TextChoices):
        """Why a plan came to nothing: given up, or failed through others."""

        OWN_WISH = "own_wish", _("She no longer wants to")
        FAMILY = "family", _("The family needs her or did not agree")
        HEALTH = "health", _("Health")
        PAPERS = "papers", _("Papers could not be had")
        COMPANY = "company", _("The company or the employer withdrew")
        CHEATED = "cheated", _("She was cheated")
        OTHER = "other", _("Other")

    #: Ways home that are nobody's fault; "problem" in the national agency's lists is all else.
    FINISHED = (ReturnKind.CONTRACT_ENDED,)
    PROBLEMS = (
        ReturnKind.DISMISSED,
        ReturnKind.ILL,
        ReturnKind.PREGNANT,
        ReturnKind.DEPORTED,
        ReturnKind.PROBLEM,
        ReturnKind.REMAINS,
    )
    FAILED = (WhyNot.HEALTH, WhyNot.PAPERS, WhyNot.COMPANY, WhyNot.CHEATED)

    person = models.ForeignKey(Person, models.CASCADE, related_name="journeys")
    country = CountryField(_("country"))
    city = models.CharField(_("city"), max_length=80, blank=True)
    scheme = models.CharField(_("placed how"), max_length=12, choices=Scheme, blank=True)
    agency = models.CharField(_("placement company"), max_length=120, blank=True)
    agency_license = models.CharField(
        _("number of its licence (SIP3MI)"), max_length=40, blank=True, default="", db_default=""
    )
    recruiter = models.CharField(
        _("who recruited her (sponsor)"), max_length=100, blank=True, default="", db_default=""
    )
    agency_abroad = models.CharField(
        _("agency abroad"), max_length=120, blank=True, default="", db_default=""
    )
    employer_kind = models.CharField(
        _("works for"), max_length=7, choices=Employer, blank=True, default="", db_default=""
    )
    employer = models.CharField(
        _("employer's name"), max_length=120, blank=True, default="", db_default=""
    )
    sector = models.CharField(_("kind of work"), max_length=12, choices=Sector)
    occupation = models.CharField(_("work in words"), max_length=80, blank=True)
    documentation = models.CharField(
        _("travel papers"), max_length=15, choices=Documentation, default=Documentation.UNKNOWN
    )
    registered_on = DayField(_("registered as a job-seeker on"), null=True, blank=True)
    in_process_since = DayField(_("papers in process since"), null=True, blank=True)
    ready_on = DayField(_("papers complete on"), null=True, blank=True)
    planned_on = DayField(_("plans to leave on"), null=True, blank=True)
    departed_on = DayField(_("left on"), null=True, blank=True)
    departed_precision = models.CharField(
        max_length=5, choices=Person.Precision, default="day", db_default="day", editable=False
    )
    contract_number = models.CharField(
        _("number of the contract"), max_length=60, blank=True, default="", db_default=""
    )
    contract_starts_on = DayField(_("contract starts on"), null=True, blank=True)
    contract_ends_on = DayField(_("contract ends on"), null=True, blank=True)
    returned_on = DayField(_("returned on"), null=True, blank=True)
    returned_precision = models.CharField(
        max_length=5, choices=Person.Precision, default="day", db_default="day", editable=False
    )
    return_kind = models.CharField(_("why returned"), max_length=15, choices=ReturnKind, blank=True)
    return_reason = models.CharField(
        _("what happened, in words"), max_length=200, blank=True, default="", db_default=""
    )
    cancelled_on = DayField(_("plan given up on"), null=True, blank=True)
    cancelled_why = models.CharField(
        _("why not"), max_length=8, choices=WhyNot, blank=True, default="", db_default=""
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = JourneyQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("journey")
        verbose_name_plural = _("journeys")
        ordering = [F("departed_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(departed_on__isnull=False),
                name="migrants_journey_returned_needs_departure",
                violation_error_message=_("Give the day she left before the day she returned."),
                violation_error_code="departed_on",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None)
                | Q(departed_on=None)
                | Q(returned_on__gte=F("departed_on")),
                name="migrants_journey_returned_after_departed",
                violation_error_message=_("The return cannot be before the departure."),
                violation_error_code="returned_on",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | Q(departed_on=None),
                name="migrants_journey_cancelled_before_departure",
                violation_error_message=_("Somebody who has left cannot give up the plan."),
                violation_error_code="cancelled_on",
            ),
            models.CheckConstraint(
                condition=Q(contract_starts_on=None)
                | Q(contract_ends_on=None)
                | Q(contract_ends_on__gte=F("contract_starts_on")),
                name="migrants_journey_contract_ends_after_start",
                violation_error_message=_("The contract cannot end before it starts."),
                violation_error_code="contract_ends_on",
            ),
            models.CheckConstraint(
                condition=Q(ready_on=None)
                | Q(registered_on=None)
                | Q(ready_on__gte=F("registered_on")),
                name="migrants_journey_ready_after_registered",
                violation_error_message=_(
                    "The papers cannot be complete before she was registered."
                ),
                violation_error_code="ready_on",
            ),
            models.CheckConstraint(
                condition=~Q(country=HOME_COUNTRY),
                name="migrants_journey_leads_abroad",
                violation_error_message=_("A journey leads abroad: choose another country."),
                violation_error_code="country",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(departed_on=None, cancelled_on=None),
                name="migrants_journey_one_plan",
                violation_error_message=_("This person already has a plan to leave."),
            ),
            ExclusionConstraint(
                name="migrants_journey_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("departed_on"),
                            F("returned_on"),
                            Value("[)"),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(departed_on__isnull=False),
                violation_error_message=_("Another journey of this person covers the same time."),
                violation_error_code="departed_on",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "departed_on"], name="migrants_journey_person"),
            models.Index(
                fields=["contract_ends_on", "person"],
                condition=Q(departed_on__isnull=False, returned_on=None),
                name="migrants_journey_contract_end",
            ),
        ]
        triggers = [
            count_version(),
            pgtrigger.Trigger(
                name="touch_person",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                # The person's own trigger derives the status anew.
                func="""
                    UPDATE migrants_person SET status = status
                        WHERE id IN (OLD.person_id, NEW.person_id);
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="no_future_departure",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # A CHECK may not ask for today's date. One day is left for time zones.
                func="""
                    IF NEW.departed_on > CURRENT_DATE + 1 OR NEW.returned_on > CURRENT_DATE + 1 THEN
                        RAISE EXCEPTION 'a journey cannot start or end in the future'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_journey_no_future_departure';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        country = self.country.name  # type: ignore[attr-defined]  # a Country, not its code
        return f"{country} {self.departed_on.year if self.departed_on else ''}".strip()

    @property
    def stage(self) -> str:
        """Where this journey stands: planned, cancelled, abroad or ended."""
        if self.cancelled_on:
            return "cancelled"
        if not self.departed_on:
            return "planned"
        return "ended" if self.returned_on else "abroad"

    @property
    def plan_step(self) -> str:
        """How far a plan has come, by the dates that are known: interest, registered, in_process,
        ready; failed or cancelled when it came to nothing. "" once she has left."""
        if self.departed_on:
            return ""
        if self.cancelled_on:
            return "failed" if self.cancelled_why in self.FAILED else "cancelled"
        if self.ready_on:
            return "ready"
        if self.in_process_since:
            return "in_process"
        return "registered" if self.registered_on else "interest"

    @property
    def formality(self) -> str:
        """The national agency's split (BP2MI): who works for a person is in the informal sector,
        for a company or on a ship in the formal one. "" while the employer's kind is not known."""
        if not self.employer_kind:
            return ""
        return "informal" if self.employer_kind == self.Employer.PERSON else "formal"

    @property
    def return_group(self) -> str:
        """The agency's kinds of return: finished, problem or other; "" before it. Leave is none:
        it is an event of a journey that goes on."""
        if not self.return_kind:
            return ""
        if self.return_kind in self.FINISHED:
            return "finished"
        return "problem" if self.return_kind in self.PROBLEMS else "other"

    def leave_now(self, day: date | None = None) -> "JourneyEvent | None":
        """The home leave that she is on, or has not been told to have come back from. Looks at
        `journey_events`, so prefetch them for a list."""
        day = day or timezone.localdate()
        if self.stage != "abroad":
            return None
        leaves = [event for event in self.journey_events.all() if event.is_open_leave(day)]
        return max(leaves, key=lambda event: event.happened_on, default=None)

    def is_on_leave(self, day: date | None = None) -> bool:
        """At home on leave: physically here, in law and in every count still abroad. Until told
        otherwise she is thought to have gone back as planned."""
        day = day or timezone.localdate()
        leave = self.leave_now(day)
        return bool(leave and (leave.until is None or leave.until >= day))


class JourneyEventQuerySet(ScopedQuerySet):
    village_path = "journey__person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)

    def standing(self) -> Self:
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)


@tracked()
class JourneyEvent(Versioned, ScopedModel):
    """Something that happened on a journey and did not end it. What was entered by mistake is taken
    back, never deleted."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("Contract extended")
        NEW_EMPLOYER = "new_employer", _("New employer")
        HOME_LEAVE = "home_leave", _("Home leave")
        PROBLEM = "problem", _("Problem")
        NEWS = "news", _("News from her")

    journey = models.ForeignKey(Journey, models.CASCADE, related_name="journey_events")
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    happened_on = DayField(_("when"))
    happened_precision = models.CharField(
        max_length=5, choices=Person.Precision, default="day", db_default="day", editable=False
    )
    until = DayField(_("until"), null=True, blank=True)
    #: Of a home leave: the day she really left again. Of an extension: the end that held before.
    back_on = DayField(_("went back on"), null=True, blank=True)
    former_end = DayField(null=True, blank=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    taken_back_why = models.CharField(
        _("why taken back"), max_length=200, blank=True, default="", db_default=""
    )

    unscoped: ClassVar[Any] = JourneyEventQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("event on a journey")
        verbose_name_plural = _("events on a journey")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("happened_on")),
                name="migrants_journeyevent_until_after_start",
                violation_error_message=_("The end cannot be before the beginning."),
                violation_error_code="until",
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=F("happened_on"), kind="home_leave"),
                name="migrants_journeyevent_back_after_leave",
                violation_error_message=_("She cannot go back before the leave began."),
                violation_error_code="back_on",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_why=""),
                name="migrants_journeyevent_taken_back_has_reason",
                violation_error_message=_("Say why this is taken back."),
            ),
            models.UniqueConstraint(
                fields=["journey", "kind", "happened_on"],
                condition=Q(taken_back_at=None),
                name="migrants_journeyevent_once",
                violation_error_message=_("This is already recorded."),
                violation_error_code="happened_on",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until", "journey"],
                condition=Q(kind="home_leave", back_on=None, taken_back_at=None),
                name="migrants_journeyevent_leave",
            ),
        ]
        triggers = [count_version(derived=["former_end"])]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_standing(self) -> bool:
        return self.taken_back_at is None

    def is_open_leave(self, day: date) -> bool:
        """A leave that has begun by `day` and whose end nobody has confirmed."""
        return (
            self.kind == self.Kind.HOME_LEAVE
            and self.is_standing
            and self.happened_on <= day
            and (self.back_on is None or self.back_on > day)
        )
