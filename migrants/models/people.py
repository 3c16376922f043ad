"""The person at the centre of the register."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.phone import PhoneField, local_phone, whatsapp_url
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.names import name_key
from villages.models import Village

#: A public figure below this is not shown: in a small village it would point at people.
SMALLEST_PUBLIC_COUNT = 5
NAME_KEY_LENGTH = 260
#: How long before a contract or a consent ends the coordinator is told.
SOON = timedelta(days=60)
#: Columns that change without anybody having typed something.
_DERIVED = ["status", "version", "name_key", "nik_hash", "updated_at", "checked_on", "submit_key"]


class PersonQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def with_nik(self, nik: str) -> Self:
        """The person with this number, found through its hash."""
        return self.filter(nik_hash=keyed_hash(nik))

    def named(self, text: str) -> Self:
        """Everybody whose names hold all the words of `text`, in old or new spelling."""
        words = name_key(text).split()
        if not words:
            return self.none()
        return self.filter(*(Q(name_key__contains=word) for word in words))

    def resembling(self, text: str, *, at_least: float = 0.45) -> Self:
        """Names that look like `text`, best first: for typing errors.

        The similarity is a function, not PostgreSQL's operator `%>`: with the operator the planner
        reads the trigram index over the names of the whole country (8 s at 9 million people)
        instead of starting from the few villages that the user may see.
        """
        key = name_key(text)
        if not key:
            return self.none()
        return (
            self.annotate(likeness=TrigramWordSimilarity(key, "name_key"))
            .filter(likeness__gte=at_least)
            .order_by("-likeness", "name_key", "pk")
        )

    def search(self, text: str) -> Self:
        """By NIK (exact, through its hash), else by name; names with a typo only when none fits."""
        digits = "".join(char for char in text if char.isdigit())
        if len(digits) == 16:
            return self.with_nik(digits)
        exact = self.named(text)
        return exact if exact.exists() else self.resembling(text)

    def possible_doubles(
        self, *, names: str, born_on: date | None = None, nik: str = "", phone: str = ""
    ) -> Self:
        """Who might be the same person as the one just typed, best first.

        The same NIK; or a name like hers, unless the birth years lie more than a year apart; or the
        same phone and some likeness. A phone alone proves nothing: households share one.
        """
        key = name_key(names)
        if not key and not nik:
            return self.none()
        likeness = TrigramWordSimilarity(key, "name_key")
        alike = Q(likeness__gte=0.7)
        if born_on:
            year = timedelta(days=366)
            alike &= Q(born_on=None) | Q(born_on__range=(born_on - year, born_on + year))
        found = alike if key else Q()
        if phone and key:
            found |= Q(phone=phone, likeness__gte=0.4)
        if nik:
            found |= Q(nik_hash=keyed_hash(nik))
        return (
            self.annotate(likeness=likeness).filter(found).order_by("-likeness", "name_key", "pk")
        )

    def lacking(self, what: str) -> Self:
        """Those of whom something is missing or soon will be, see `Person.Lacking`.

        No filter here finds a person twice: she has one journey at a time (exclusion constraint)
        and one consent a purpose (unique constraint).
        """
        here, soon = Person.Status, timezone.localdate() + SOON
        match Person.Lacking(what):
            case Person.Lacking.NIK:
                return self.filter(nik_hash=None).exclude(status=here.DECEASED)
            case Person.Lacking.PHONE:
                return self.filter(
                    phone="",
                    phone_abroad="",
                    status__in=[here.PROSPECTIVE, here.ABROAD, here.RETURNED],
                )
            case Person.Lacking.CONTRACT:
                return self.filter(
                    status=here.ABROAD,
                    journeys__departed_on__isnull=False,
                    journeys__returned_on=None,
                    journeys__contract_ends_on__lte=soon,
                )
            case Person.Lacking.DEPARTURE:
                return self.filter(status=here.PROSPECTIVE).exclude(
                    journeys__planned_on__isnull=False,
                    journeys__departed_on=None,
                    journeys__cancelled_on=None,
                )
            case Person.Lacking.CONSENT:
                return self.filter(
                    consents__purpose="business_page",
                    consents__withdrawn_at=None,
                    consents__valid_until__lte=soon,
                )

    def with_status(self, status: str) -> Self:
        return self.filter(status=status)

    def migrants(self) -> Self:
        """People who want to go, are abroad, or have been: not those who only stayed."""
        return self.exclude(status=Person.Status.STAYED)


@tracked(exclude=["name_key", "updated_at", "submit_key"])
class Person(ScopedModel):
    """A villager in the register: a migrant worker before, during or after work abroad, or a family
    member who stayed (UU 18/2017 art. 42: the village records them).

    `status` is derived from the journeys by a trigger and never typed.
    """

    class Sex(models.TextChoices):
        FEMALE = "F", _("Woman")
        MALE = "M", _("Man")

    class Precision(models.TextChoices):
        DAY = "day", _("exact day")
        MONTH = "month", _("month and year")
        YEAR = "year", _("year only")
        ABOUT = "about", _("about that year")

    class Status(models.TextChoices):
        STAYED = "stayed", _("Stays in the village")
        PROSPECTIVE = "prospective", _("Wants to go")
        ABROAD = "abroad", _("Abroad")
        RETURNED = "returned", _("Returned")
        LOST_CONTACT = "lost_contact", _("Contact lost")
        SETTLED = "settled", _("Settled abroad")
        DECEASED = "deceased", _("Deceased")

    class Lacking(models.TextChoices):
        """What the coordinator still has to ask about somebody."""

        NIK = "nik", _("NIK is missing")
        PHONE = "phone", _("phone is missing")
        CONTRACT = "contract", _("contract ends within 60 days")
        DEPARTURE = "departure", _("day of departure is missing")
        CONSENT = "consent", _("consent runs out within 60 days")

    class NoNik(models.TextChoices):
        NOT_AT_HAND = "not_at_hand", _("Card not at hand")
        NEVER_RECORDED = "never_recorded", _("Never registered")
        REFUSED = "refused", _("Does not want to give it")
        ABROAD = "abroad", _("Abroad, the family does not know it")

    village = models.ForeignKey(
        Village, models.PROTECT, related_name="+", verbose_name=_("home village")
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("As on the identity card, without titles.")
    )
    nickname = models.CharField(_("nickname"), max_length=50, blank=True)
    passport_name = models.CharField(
        _("name in the passport"),
        max_length=100,
        blank=True,
        help_text=_("Only if it differs from the identity card."),
    )
    #: name, nickname and passport name as one key; begins with the name, so it also sorts.
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, editable=False)
    nik = EncryptedField(_("NIK"), null=True, blank=True)
    nik_hash = models.CharField(
        max_length=64,
        null=True,
        unique=True,
        editable=False,
        error_messages={"unique": _("This NIK is already registered.")},
    )
    no_nik_reason = models.CharField(
        _("why there is no NIK"), max_length=20, choices=NoNik, blank=True
    )
    nik_override_reason = models.CharField(
        _("why this NIK is right all the same"), max_length=200, blank=True
    )
    passport_number = EncryptedField(_("passport number"), blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_place = models.CharField(_("birth place"), max_length=100, blank=True)
    born_on = models.DateField(_("birth date"), null=True, blank=True)
    born_precision = models.CharField(
        _("how exact"), max_length=5, choices=Precision, default=Precision.DAY
    )
    phone = PhoneField(_("phone or WhatsApp"), blank=True)
    phone_abroad = PhoneField(_("phone abroad"), blank=True)
    hamlet = models.CharField(_("hamlet (dusun)"), max_length=60, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    skills = models.CharField(_("skills"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.STAYED, editable=False
    )
    lost_contact_since = models.DateField(_("no contact since"), null=True, blank=True)
    settled_on = models.DateField(_("settled abroad since"), null=True, blank=True)
    died_on = models.DateField(_("died on"), null=True, blank=True)

    #: Counted up by a trigger with every change of what people type. A form that was opened on an
    #: older version must not overwrite; history keeps it, so the values of each version are known.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    #: One time token of the form that made this row: a double tap finds the row and makes no other.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    checked_on = models.DateField(_("last confirmed"), null=True, editable=False)

    unscoped: ClassVar[Any] = PersonQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nik__isnull=False, nik_hash__isnull=False)
                | Q(nik__isnull=True, nik_hash__isnull=True),
                name="migrants_person_nik_has_hash",
                violation_error_message=_("A NIK and its lookup key belong together."),
            ),
            models.CheckConstraint(
                condition=Q(nik__isnull=False) | ~Q(no_nik_reason=""),
                name="migrants_person_nik_or_reason",
                violation_error_message=_("Give the NIK, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=models.F("born_on")),
                name="migrants_person_died_after_birth",
                violation_error_message=_("The date of death cannot be before the birth date."),
            ),
        ]
        indexes = [
            models.Index(fields=["village", "name_key"], name="migrants_person_by_name"),
            models.Index(
                fields=["village", "status", "name_key"], name="migrants_person_by_status"
            ),
            GinIndex(
                fields=["name_key"], opclasses=["gin_trgm_ops"], name="migrants_person_name_trgm"
            ),
        ]
        triggers = [
            # Also fires when a journey touches its person, see migrants.models.journeys.
            pgtrigger.Trigger(
                name="derive_status",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    NEW.status := CASE
                        WHEN NEW.died_on IS NOT NULL THEN 'deceased'
                        WHEN NEW.settled_on IS NOT NULL THEN 'settled'
                        WHEN NEW.lost_contact_since IS NOT NULL THEN 'lost_contact'
                        ELSE COALESCE((
                            SELECT CASE
                                WHEN bool_or(departed_on IS NOT NULL AND returned_on IS NULL)
                                    THEN 'abroad'
                                WHEN bool_or(departed_on IS NULL AND cancelled_on IS NULL)
                                    THEN 'prospective'
                                WHEN bool_or(returned_on IS NOT NULL) THEN 'returned'
                            END
                            FROM migrants_journey WHERE person_id = NEW.id
                        ), 'stayed')
                    END;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="count_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_DERIVED),
                func="NEW.version := OLD.version + 1; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the columns that follow from others. Forms do it before asking the constraints."""
        self.nik = self.nik or None
        self.nik_hash = keyed_hash(self.nik) if self.nik else None
        self.name_key = self.names_key([self.name, self.nickname, self.passport_name])

    def get_absolute_url(self) -> str:
        return reverse("person_detail", args=[self.pk])

    @staticmethod
    def names_key(names: Iterable[str]) -> str:
        """What is searched and sorted by: each word of all names once, in the usual spelling."""
        words = name_key(" ".join(names)).split()
        return " ".join(dict.fromkeys(words))[:NAME_KEY_LENGTH]

    @classmethod
    def nik_taken(cls, nik: str, *, but: int | None = None) -> bool:
        """Whether anybody else in the whole country has this number: yes or no, never who."""
        bearers = cls.unscoped.with_nik(nik)
        return bool((bearers.exclude(pk=but) if but else bearers).exists())

    def at_version(self, version: int) -> Any:
        """The history row with this person's values as they stood at `version`, or None."""
        events = type(self).pgh_event_model.unscoped  # type: ignore[attr-defined]
        return events.filter(pgh_obj=self.pk, version=version).order_by("-pgh_id").first()

    @property
    def age(self) -> int | None:
        """Full years; years only where the day is not known."""
        if not self.born_on:
            return None
        today = timezone.localdate()
        before = (today.month, today.day) < (self.born_on.month, self.born_on.day)
        return today.year - self.born_on.year - (before and self.born_precision == "day")

    @property
    def local_phone(self) -> str:
        """The phone as people write it here: 0812-3456-7890."""
        return local_phone(self.phone) if self.phone else ""

    @property
    def whatsapp_url(self) -> str:
        return whatsapp_url(self.phone) if self.phone else ""

    @property
    def latest_journey(self) -> Any:
        """The present or last journey, given-up plans aside. Looks at `journeys`: prefetch them."""
        return next((one for one in self.journeys.all() if one.stage != "cancelled"), None)

    @property
    def is_on_leave(self) -> bool:
        """At home on leave today. Looks at `journeys` and their events: prefetch them."""
        return any(journey.is_on_leave() for journey in self.journeys.all())

    @property
    def masked_nik(self) -> str:
        return masked(self.nik or "")

    @property
    def short_nik(self) -> str:
        """The last digits only, for lists: "••••0001"."""
        return self.masked_nik[-8:]

    @property
    def masked_passport_number(self) -> str:
        return masked(self.passport_number, shown=3)

    @classmethod
    def public_counts(cls, villages: models.QuerySet[Village]) -> dict[int, dict[str, int]]:
        """People by village and status for the public: {village id: {status: count}}.

        Counts below SMALLEST_PUBLIC_COUNT never leave the database. Whatever the public is shown
        of larger areas must be a sum of these: a total that also held the hidden counts would, less
        the shown ones, give them away.
        """
        rows = (
            cls.unscoped.filter(village__in=villages, status__in=PUBLIC_STATUSES)
            .values_list("village", "status")
            .annotate(number=Count("pk"))
            .filter(number__gte=SMALLEST_PUBLIC_COUNT)
            .order_by()
        )
        counts: dict[int, dict[str, int]] = {}
        for village, status, number in rows:
            counts.setdefault(village, {})[status] = number
        return counts


#: Statuses whose numbers the public may see. The others concern too few, or grief.
PUBLIC_STATUSES = (Person.Status.ABROAD, Person.Status.RETURNED, Person.Status.PROSPECTIVE)
