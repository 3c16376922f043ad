"""The person at the centre of the register."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GistIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan, Lookup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.phone import PhoneField, local_phone, whatsapp_url
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.half_years import HalfYear
from migrants.models.versions import Versioned, count_version
from migrants.names import name_key
from villages.days import DayField
from villages.models import Village

#: A public figure below this is not shown: in a small village it would point at people.
SMALLEST_PUBLIC_COUNT = 5
NAME_KEY_LENGTH = 260
#: How long before a contract or a consent ends the coordinator is told.
SOON = timedelta(days=60)
PASSPORT_SOON = timedelta(days=183)
#: After this time without contact the coordinator is asked to go after it.
LONG_LOST = timedelta(days=90)
#: How long an answer to "do you wish to leave again?" is good for.
WISH_HOLDS = timedelta(days=365)
#: Columns that change without anybody having typed something.
_DERIVED = [
    "status",
    "name_key",
    "nik_hash",
    "passport_hash",
    "updated_at",
    "checked_on",
    "submit_key",
]


class IsAnyOf(Lookup):
    """`village = ANY (array)`. Unlike a join with the villages it is taken for few rows, and so for
    the condition to begin with."""

    lookup_name = "is_any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY ({right})", (*values, *more)


class PersonQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def mergeable_by(self, user: AnyUser) -> Self:
        """Who may be merged by this user: her own people, see migrants.models.doubles."""
        return self.within(user, (Role.COORDINATOR, Role.CASE_OFFICER))

    def with_nik(self, nik: str) -> Self:
        """The person with this number, found through its hash."""
        return self.filter(nik_hash=keyed_hash(nik))

    def named(self, text: str) -> Self:
        """Everybody whose names hold all the words of `text`, in old or new spelling.

        Not LIKE: with it the planner takes the index of similar names over the whole country,
        instead of looking through the names of the few villages that the user may see.
        """
        words = name_key(text).split()
        if not words:
            return self.none()
        return self.filter(*(GreaterThan(StrIndex("name_key", Value(word)), 0) for word in words))

    def resembling(self, text: str, *, at_least: float = 0.45) -> Self:
        """Names that look like `text`, best first: for typing errors. Show some, count none.

        The index of similar names leads with the village, so that a search reads the names of the
        user's villages and never those of the whole country (at 1.5 million people: 1/30 of the
        time). It narrows by `%>` of PostgreSQL, as far as the settings say; `at_least` decides.
        """
        key = name_key(text)
        if not key:
            return self.none()
        villages = ArraySubquery(self.order_by().values("village").distinct())
        return (
            self.filter(IsAnyOf(F("village"), villages), name_key__trigram_word_similar=key)
            .annotate(likeness=TrigramWordSimilarity(key, "name_key"))
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

        The same NIK; or a name like hers, unless the birth years lie more than a year apart (three
        where one was guessed); or the same phone and some likeness. A phone alone proves nothing:
        households share one.
        """
        key = name_key(names)
        if not key and not nik:
            return self.none()
        likeness = TrigramWordSimilarity(key, "name_key")
        alike = Q(likeness__gte=0.7)
        if born_on:
            year = timedelta(days=366)
            alike &= (
                Q(born_on=None)
                | Q(born_on__range=(born_on - year, born_on + year))
                | Q(born_precision="about", born_on__range=(born_on - 4 * year, born_on + 3 * year))
            )
        found = alike if key else Q()
        if phone and key:
            found |= (Q(phone=phone) | Q(phone_abroad=phone)) & Q(likeness__gte=0.4)
        same_nik = Q(nik_hash=keyed_hash(nik)) if nik else Q(pk=None)
        if nik:
            found |= same_nik
        return (
            self.annotate(likeness=likeness, has_nik=Q(same_nik))
            .filter(found)
            .order_by("-has_nik", "-likeness", "name_key", "pk")
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
                    consents__guardian="",
                    consents__valid_until__lte=soon,
                )
            case Person.Lacking.PASSPORT:
                # She needs half a year of validity to be let into most countries.
                return self.filter(
                    status__in=[here.PROSPECTIVE, here.ABROAD],
                    documents__kind="passport",
                    documents__ended_on=None,
                    documents__expires_on__lte=timezone.localdate() + PASSPORT_SOON,
                )
            case Person.Lacking.INSURANCE:
                return self.filter(
                    status__in=[here.PROSPECTIVE, here.ABROAD],
                    documents__kind="bpjs",
                    documents__ended_on=None,
                    documents__expires_on__lte=soon,
                )
            case Person.Lacking.GROWN_UP:
                consent: Any = apps.get_model("migrants", "Consent")
                parted = consent.unscoped.ended_by_birthday().filter(person=OuterRef("pk"))
                return self.filter(Exists(parted)).exclude(status=here.DECEASED)
        return self._lacking_news(what)

    def with_passport(self, number: str) -> Self:
        """Those with a passport of this number, also an earlier one. A number is no key to one
        person: it may have been typed wrong."""
        return self.filter(documents__kind="passport", documents__number_hash=keyed_hash(number))

    def living_in(self, villages: models.QuerySet[Village]) -> Self:
        """Who lives in these villages now, for services: their own people unless they live
        elsewhere, and those of other villages who live here. Statistics count by home village."""
        return self.annotate(lives_in=Subquery(_residence("village"))).filter(
            Q(lives_in__in=villages) | (Q(village__in=villages) & ~Exists(_residence("pk")))
        )

    def _lacking_news(self, what: str) -> Self:
        """The part of `lacking` that somebody has to be asked about, not looked up."""
        here, today = Person.Status, timezone.localdate()
        match Person.Lacking(what):
            case Person.Lacking.LEAVE_OVER:
                over = Person.unscoped.filter(
                    journeys__returned_on=None,
                    journeys__journey_events__kind="home_leave",
                    journeys__journey_events__back_on=None,
                    journeys__journey_events__taken_back_at=None,
                    journeys__journey_events__until__lt=today,
                )
                return self.filter(status=here.ABROAD, pk__in=over.values("pk"))
            case Person.Lacking.LOST_LONG:
                long_ago = today - LONG_LOST
                return self.filter(status=here.LOST_CONTACT, lost_contact_since__lt=long_ago)
            case Person.Lacking.WISH:
                asked = Person.unscoped.filter(wishes__asked_on__gt=today - WISH_HOLDS)
                return self.filter(status=here.RETURNED).exclude(pk__in=asked.values("pk"))
            case Person.Lacking.CHECK:
                return self.in_rounds().unchecked(HalfYear.now())
            case Person.Lacking.UNREACHED:
                now = HalfYear.now()
                tries = apps.get_model("migrants", "RoundCheck").unscoped.in_round(now.first)
                tried = Exists(tries.filter(person=OuterRef("pk")))
                return self.in_rounds().unchecked(now).filter(tried)
            case Person.Lacking.DEATH:
                return self.reported_dead()
        raise ValueError(what)

    def in_rounds(self) -> Self:
        """Everybody about whom each round asks "still true?": workers before, during and after
        their time abroad, the dead and those reported as dead left out."""
        return self.migrants().exclude(status=Person.Status.DECEASED).exclude(_reported_dead())

    def unchecked(self, round: HalfYear) -> Self:
        """Those whom nobody has confirmed in this half-year."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=round.first))

    def reported_dead(self) -> Self:
        """Reported as dead, and not confirmed yet."""
        return self.filter(_reported_dead())

    def with_wish(self, answer: str) -> Self:
        """Those whose latest answer to "do you wish to leave again?" is this one; "unasked": who
        has come back and was never asked."""
        if answer == "unasked":
            return self.filter(status=Person.Status.RETURNED, wishes=None)
        latest = _latest_wish().values("answer")[:1]
        return self.annotate(wish_now=Subquery(latest)).filter(wish_now=answer)

    def with_status(self, status: str) -> Self:
        return self.filter(status=status)

    def been_to(self, country: str) -> Self:
        """Those with a journey, planned or made, to this country (ISO code)."""
        journeys = apps.get_model("migrants", "Journey").unscoped.to(country)
        return self.filter(Exists(journeys.filter(person=OuterRef("pk"))))

    def migrants(self) -> Self:
        """People who want to go, are abroad, or have been: not those who only stayed."""
        return self.exclude(status=Person.Status.STAYED)


def _reported_dead() -> Exists:
    """Whether a report of her death waits to be confirmed."""
    reports = apps.get_model("migrants", "DeathReport").unscoped
    return Exists(reports.waiting().filter(person=OuterRef("pk")))


def _latest_wish() -> Any:
    """The answers of one person, the latest first."""
    wishes = apps.get_model("migrants", "Wish").unscoped
    return wishes.filter(person=OuterRef("pk")).order_by("-asked_on")


@tracked(exclude=["name_key", "updated_at", "submit_key"])
class Person(Versioned, ScopedModel):
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
        PASSPORT = "passport", _("passport runs out within 6 months")
        INSURANCE = "insurance", _("insurance (BPJS) runs out within 60 days")
        GROWN_UP = "grown_up", _("turned 18: ask for her own consent")
        LEAVE_OVER = "leave_over", _("on leave longer than planned")
        LOST_LONG = "lost_long", _("no contact for three months")
        WISH = "wish", _("not asked for a year: leave again?")
        CHECK = "check", _("not confirmed this half-year")
        UNREACHED = "unreached", _("not reached in this half-year")
        DEATH = "death", _("reported as deceased")

    class NoNik(models.TextChoices):
        NOT_AT_HAND = "not_at_hand", _("Card not at hand")
        NEVER_RECORDED = "never_recorded", _("Never registered")
        REFUSED = "refused", _("Does not want to give it")
        ABROAD = "abroad", _("Abroad, the family does not know it")

    class MaritalStatus(models.TextChoices):
        SINGLE = "single", _("Not married yet")
        MARRIED = "married", _("Married")
        DIVORCED = "divorced", _("Divorced")
        WIDOWED = "widowed", _("Widowed")

    class Education(models.TextChoices):
        NONE = "none", _("None")
        PRIMARY = "primary", _("Primary school (SD)")
        JUNIOR = "junior", _("Junior high school (SMP)")
        SENIOR = "senior", _("Senior high school (SMA, SMK)")
        DIPLOMA = "diploma", _("Diploma (D1 to D4)")
        DEGREE = "degree", _("University (S1 or higher)")

    class Language(models.TextChoices):
        INDONESIAN = "id", _("Indonesian")
        JAVANESE = "jv", _("Javanese")
        OSING = "osi", _("Osing")
        MADURESE = "mad", _("Madurese")
        OTHER = "other", _("Another language")

    class Source(models.TextChoices):
        HERSELF = "herself", _("She told it herself")
        FAMILY = "family", _("The family told it")
        VISIT = "visit", _("A visit at home")
        DOCUMENT = "document", _("Papers")
        SISKOP2MI = "siskop2mi", _("National list (SISKOP2MI)")
        OTHER = "other", _("Another source")

    class Verification(models.TextChoices):
        NOT_YET = "not_yet", _("Not checked yet")
        PAPERS = "papers", _("Papers were seen")
        CIVIL = "civil", _("Checked with the civil registry (Dukcapil)")

    #: The village of her identity card: where statistics count her. See migrants.models.homes for
    #: where she lives and how the village changes.
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
    #: Of the passport in use; see migrants.models.documents.
    passport_number = EncryptedField(_("passport number"), blank=True)
    passport_hash = models.CharField(max_length=64, null=True, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_place = models.CharField(_("birth place"), max_length=100, blank=True)
    born_on = DayField(_("birth date"), null=True, blank=True)
    born_precision = models.CharField(
        _("how exact"), max_length=5, choices=Precision, default=Precision.DAY
    )
    phone = PhoneField(_("phone or WhatsApp"), blank=True)
    phone_abroad = PhoneField(_("phone abroad"), blank=True)
    whatsapp = PhoneField(
        _("WhatsApp, if it is another number"), blank=True, default="", db_default=""
    )
    emergency_name = models.CharField(
        _("in an emergency call"), max_length=100, blank=True, default="", db_default=""
    )
    emergency_relation = models.CharField(
        _("who that is to her"), max_length=60, blank=True, default="", db_default=""
    )
    emergency_phone = PhoneField(_("phone for an emergency"), blank=True, default="", db_default="")
    language = models.CharField(
        _("language she understands best"),
        max_length=10,
        choices=Language,
        blank=True,
        default="",
        db_default="",
    )
    hamlet = models.CharField(_("hamlet (dusun)"), max_length=60, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    marital_status = models.CharField(
        _("marital status"),
        max_length=10,
        choices=MaritalStatus,
        blank=True,
        default="",
        db_default="",
    )
    education = models.CharField(
        _("last school finished"),
        max_length=10,
        choices=Education,
        blank=True,
        default="",
        db_default="",
    )
    skills = models.CharField(_("skills"), max_length=200, blank=True)
    present_work = models.CharField(
        _("work at present"), max_length=120, blank=True, default="", db_default=""
    )
    business_interest = models.CharField(
        _("business she would like"), max_length=120, blank=True, default="", db_default=""
    )
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(
        _("where this is known from"),
        max_length=12,
        choices=Source,
        blank=True,
        default="",
        db_default="",
    )
    verification = models.CharField(
        _("how far checked"),
        max_length=10,
        choices=Verification,
        default=Verification.NOT_YET,
        db_default=Verification.NOT_YET,
    )

    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.STAYED, editable=False
    )
    lost_contact_since = DayField(_("no contact since"), null=True, blank=True)
    settled_on = DayField(_("settled abroad since"), null=True, blank=True)
    died_on = DayField(_("died on"), null=True, blank=True)

    #: One time token of the form that made this row: a double tap finds the row and makes no other.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    checked_on = DayField(_("last confirmed"), null=True, editable=False)

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
                violation_error_code="nik",
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=models.F("born_on")),
                name="migrants_person_died_after_birth",
                violation_error_message=_("The date of death cannot be before the birth date."),
                violation_error_code="born_on",
            ),
        ]
        indexes = [
            # Both hold all that a list sorts by: LongListPaginator reads nothing but them.
            models.Index(fields=["village", "name_key", "id"], name="migrants_person_names"),
            models.Index(
                fields=["village", "status", "name_key", "id"], name="migrants_person_statuses"
            ),
            models.Index(fields=["village", "checked_on"], name="migrants_person_by_check"),
            GistIndex(
                fields=["village", "name_key"],
                opclasses=["gist_int8_ops", "gist_trgm_ops"],
                name="migrants_person_like_names",
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
            count_version(_DERIVED),
            # A passport typed on the quick form or imported becomes a document; the one before
            # it is kept as ended. See migrants.models.documents for the way back.
            pgtrigger.Trigger(
                name="keep_passport",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.passport_hash IS NOT NULL
                        AND OLD.passport_hash IS DISTINCT FROM NEW.passport_hash
                        AND NOT EXISTS (
                            SELECT FROM migrants_document
                            WHERE person_id = NEW.id AND kind = 'passport'
                                AND number_hash = NEW.passport_hash AND ended_on IS NULL
                        )
                    THEN
                        UPDATE migrants_document
                            SET ended_on = (now() AT TIME ZONE 'Asia/Jakarta')::date
                            WHERE person_id = NEW.id AND kind = 'passport' AND ended_on IS NULL;
                        INSERT INTO migrants_document
                            (person_id, kind, number, number_hash, office, recorded_by_id)
                            VALUES (NEW.id, 'passport', NEW.passport_number, NEW.passport_hash,
                                '', NEW.created_by_id)
                            ON CONFLICT (person_id, kind, number_hash)
                                DO UPDATE SET ended_on = NULL;
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="died_needs_confirmation",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("died_on"),
                # Who is entered as dead from the beginning (a parent, an old list) needs none.
                condition=pgtrigger.Condition("OLD.died_on IS DISTINCT FROM NEW.died_on"),
                func="""
                    -- A confirmed report, or one that was taken back after it was confirmed.
                    IF NOT EXISTS (
                        SELECT FROM migrants_deathreport WHERE person_id = NEW.id
                            AND confirmed_at IS NOT NULL
                            AND CASE WHEN NEW.died_on IS NULL
                                THEN refused_at IS NOT NULL AND died_on = OLD.died_on
                                ELSE refused_at IS NULL AND died_on = NEW.died_on END
                    ) THEN
                        RAISE EXCEPTION 'a death needs a confirmed report'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_person_died_needs_confirmation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # See migrants.models.consent: it depends on whether she was a child that day.
            pgtrigger.Trigger(
                name="touch_consents",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__born_on__df=pgtrigger.F("new__born_on")),
                func="""
                    UPDATE migrants_consent SET person_id = person_id
                        WHERE person_id = NEW.id AND withdrawn_at IS NULL;
                    RETURN NULL;
                """,
            ),
            # Reports of earlier years reproduce the shape that the villages had then.
            pgtrigger.Trigger(
                name="note_home_change",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__village__df=pgtrigger.F("new__village")),
                func="""
                    INSERT INTO migrants_homechange
                        (person_id, from_village_id, to_village_id, changed_on, why)
                    SELECT NEW.id, OLD.village_id, NEW.village_id,
                        CASE WHEN follows THEN left_place.valid_to + 1
                            ELSE (now() AT TIME ZONE 'Asia/Jakarta')::date END,
                        CASE WHEN follows THEN 'village_changed' ELSE 'moved' END
                    FROM (
                        SELECT place.valid_to, place.valid_to IS NOT NULL AND EXISTS (
                            SELECT FROM villages_village_successors AS successor
                            WHERE successor.from_village_id = place.id
                                AND successor.to_village_id = NEW.village_id
                        ) AS follows
                        FROM villages_village AS place WHERE place.id = OLD.village_id
                    ) AS left_place;
                    RETURN NULL;
                """,
            ),
        ]

    #: Words for what triggers refuse; see accounts.constraints.
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_person_died_needs_confirmation": (
            None,
            _("A death is reported first and then confirmed by an officer of the regency."),
        ),
    }

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the columns that follow from others. Forms do it before asking the constraints."""
        self.nik = self.nik or None
        self.nik_hash = keyed_hash(self.nik) if self.nik else None
        self.passport_hash = keyed_hash(self.passport_number) if self.passport_number else None
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

    @classmethod
    def dead_among(cls, keys: Iterable[int]) -> set[int]:
        """Which of these are deceased or reported as such: they are sent no messages."""
        found = cls.unscoped.filter(pk__in=keys).filter(
            Q(status=cls.Status.DECEASED) | _reported_dead()
        )
        return set(found.values_list("pk", flat=True))

    @property
    def age(self) -> int | None:
        """Full years; years only where the day is not known."""
        if not self.born_on:
            return None
        today = timezone.localdate()
        before = (today.month, today.day) < (self.born_on.month, self.born_on.day)
        return today.year - self.born_on.year - (before and self.born_precision == "day")

    def of_age_on(self) -> date | None:
        """Her 18th birthday, as far as the birth date is known."""
        if not self.born_on:
            return None
        try:
            return self.born_on.replace(year=self.born_on.year + 18)
        except ValueError:  # 29 February, as PostgreSQL counts
            return self.born_on.replace(year=self.born_on.year + 18, day=28)

    def is_minor(self, day: date) -> bool:
        """Under 18 on that day. Without a birth date nobody is taken for a child."""
        of_age = self.of_age_on()
        return of_age is not None and day < of_age

    @property
    def local_phone(self) -> str:
        """The phone as people write it here: 0812-3456-7890."""
        return local_phone(self.phone) if self.phone else ""

    @property
    def whatsapp_url(self) -> str:
        number = self.whatsapp or self.phone
        return whatsapp_url(number) if number else ""

    @property
    def latest_journey(self) -> Any:
        """The present or last journey, given-up plans aside. Looks at `journeys`: prefetch them."""
        return next((one for one in self.journeys.all() if one.stage != "cancelled"), None)

    @property
    def is_on_leave(self) -> bool:
        """At home on leave today; with whom contact was lost since is not. Looks at `journeys` and
        their events: prefetch them."""
        return self.status == self.Status.ABROAD and any(
            journey.is_on_leave() for journey in self.journeys.all()
        )

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


def _residence(column: str) -> models.QuerySet[Any]:
    """Where a person lives now if not at home, for subqueries."""
    residence: Any = apps.get_model("migrants", "Residence")
    return residence.unscoped.filter(person=OuterRef("pk"), until=None).values(column)


#: Statuses whose numbers the public may see. The others concern too few, or grief.
PUBLIC_STATUSES = (Person.Status.ABROAD, Person.Status.RETURNED, Person.Status.PROSPECTIVE)
