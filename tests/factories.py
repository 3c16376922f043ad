"""Rows for tests. Names, numbers and dates are made up; NIK prefix 351099 belongs to nobody."""

import io
from datetime import date, timedelta
from functools import cache
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Role, User
from businesses.models import (
    Business,
    Enrolment,
    Ownership,
    Product,
    Programme,
    Stage,
    StageChange,
)
from content.models import HelpOffice
from migrants.half_years import HalfYear
from migrants.models import (
    Care,
    Case,
    CaseAttachment,
    CaseDeadline,
    CaseReferral,
    CoachedMember,
    CoachingLine,
    Consent,
    DeathPhoto,
    DeathReport,
    Document,
    DoublePair,
    DoubleRequest,
    Group,
    GroupMembership,
    Household,
    HouseholdMembership,
    ImportBatch,
    ImportRow,
    Journey,
    JourneyEvent,
    JourneyPrivate,
    Meeting,
    Merge,
    MoveRequest,
    Parentage,
    Person,
    Remittance,
    Residence,
    RoundCheck,
    SavingsEntry,
    Schooling,
    Training,
    Vulnerability,
    Wish,
)
from publishing.actions import keep_attachment, keep_photo
from publishing.images import Picture, encode
from publishing.models import Photo
from tests import pictures
from villages.models import District, Office, Province, Regency, Village


class ScopedFactory(DjangoModelFactory):
    """Scoped models have no `objects`."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _get_manager(cls, model_class: Any) -> Any:
        return model_class.unscoped


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "35"
    name = "Jawa Timur"


class RegencyFactory(DjangoModelFactory):
    class Meta:
        model = Regency
        django_get_or_create = ("code",)

    code = "35.10"
    name = "Banyuwangi"
    province = factory.SubFactory(ProvinceFactory)


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    code = "35.10.04"
    name = "Tegaldlimo"
    regency = factory.SubFactory(RegencyFactory)


class VillageFactory(DjangoModelFactory):
    class Meta:
        model = Village
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"35.10.04.{2100 + n}")
    name = factory.Sequence(lambda n: f"Desa {n}")
    district = factory.SubFactory(DistrictFactory)


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ("code",)

    code = "banyuwangi"
    name = "LTSA Banyuwangi"
    regency = factory.SubFactory(RegencyFactory)
    address = "Taman Sritanjung, Banyuwangi"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        coordinator = factory.Trait(
            role=Role.COORDINATOR, village=factory.SubFactory(VillageFactory)
        )

    username = factory.Sequence(lambda n: f"pengguna{n}")
    full_name = factory.Sequence(lambda n: f"Pengguna {n}")
    password = factory.django.Password("sandi-untuk-uji")


def nik(number: int, *, born_on: date = date(1988, 5, 12), female: bool = True) -> str:
    """A well-formed NIK that belongs to nobody."""
    return f"351099{born_on.day + 40 * female:02d}{born_on:%m%y}{number % 9999 + 1:04d}"


class PersonFactory(ScopedFactory):
    class Meta:
        model = Person

    class Params:
        abroad = factory.Trait(
            journey=factory.RelatedFactory(
                "tests.factories.JourneyFactory", factory_related_name="person"
            )
        )
        returned = factory.Trait(
            journey=factory.RelatedFactory(
                "tests.factories.JourneyFactory",
                factory_related_name="person",
                returned_on=date(2021, 3, 1),
            )
        )
        without_nik = factory.Trait(nik=None, no_nik_reason=Person.NoNik.NOT_AT_HAND)

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"Warga Nomor {n}")
    sex = Person.Sex.FEMALE
    born_on = date(1988, 5, 12)
    nik = factory.Sequence(nik)


class JourneyFactory(ScopedFactory):
    class Meta:
        model = Journey

    person = factory.SubFactory(PersonFactory)
    country = "HK"
    sector = Journey.Sector.DOMESTIC
    departed_on = date(2018, 3, 1)


class JourneyEventFactory(ScopedFactory):
    class Meta:
        model = JourneyEvent

    journey = factory.SubFactory(JourneyFactory)
    kind = JourneyEvent.Kind.HOME_LEAVE
    happened_on = date(2020, 3, 1)
    until = date(2020, 3, 20)


class JourneyPrivateFactory(ScopedFactory):
    class Meta:
        model = JourneyPrivate

    journey = factory.SubFactory(JourneyFactory)
    wage = "28590"
    currency = "TWD"


class WishFactory(ScopedFactory):
    class Meta:
        model = Wish

    person = factory.SubFactory(PersonFactory)
    answer = Wish.Answer.NO
    asked_on = date(2026, 2, 1)


class RoundCheckFactory(ScopedFactory):
    class Meta:
        model = RoundCheck

    person = factory.SubFactory(PersonFactory)
    outcome = RoundCheck.Outcome.TRUE
    on = date(2025, 9, 1)
    round_begins = factory.LazyAttribute(lambda check: HalfYear.of(check.on).first)


class DeathReportFactory(ScopedFactory):
    class Meta:
        model = DeathReport

    person = factory.SubFactory(PersonFactory)
    died_on = date(2026, 3, 1)
    evidence = DeathReport.Evidence.DOCTOR
    evidence_text = "Surat rumah sakit"


class HouseholdFactory(ScopedFactory):
    class Meta:
        model = Household

    village = factory.SubFactory(VillageFactory)
    hamlet = "Krajan"


class HouseholdMembershipFactory(ScopedFactory):
    class Meta:
        model = HouseholdMembership

    household = factory.SubFactory(HouseholdFactory)
    person = factory.SubFactory(PersonFactory)
    relationship = HouseholdMembership.Relationship.HEAD


class CareFactory(ScopedFactory):
    class Meta:
        model = Care

    child = factory.SubFactory(PersonFactory)
    carer = factory.SubFactory(PersonFactory)


class GroupFactory(ScopedFactory):
    class Meta:
        model = Group

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"Kelompok {n}")
    slug = factory.Sequence(lambda n: f"kelompok-{n}")
    founded_year = 2016
    is_published = True


class GroupMembershipFactory(ScopedFactory):
    class Meta:
        model = GroupMembership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)


class MeetingFactory(ScopedFactory):
    class Meta:
        model = Meeting

    group = factory.SubFactory(GroupFactory)
    held_on = date(2026, 10, 4)
    topic = "Menabung bersama"


class SavingsEntryFactory(ScopedFactory):
    """Rp20.000 saved."""

    class Meta:
        model = SavingsEntry

    member = factory.SubFactory(GroupMembershipFactory)
    kind = SavingsEntry.Kind.DEPOSIT
    amount = 20_000
    booked_on = date(2026, 10, 4)


class CoachingLineFactory(ScopedFactory):
    class Meta:
        model = CoachingLine

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Roti {n}")
    member = factory.SubFactory(GroupMembershipFactory, group=factory.SelfAttribute("..group"))
    since = date(2025, 1, 1)


class CoachedMemberFactory(ScopedFactory):
    """A guest of the line's own group."""

    class Meta:
        model = CoachedMember

    line = factory.SubFactory(CoachingLineFactory)
    member = factory.SubFactory(
        GroupMembershipFactory,
        group=factory.SelfAttribute("..line.group"),
        person=None,
        guest_name=factory.Sequence(lambda n: f"Tamu {n}"),
    )
    since = date(2025, 1, 1)


class ParentageFactory(ScopedFactory):
    class Meta:
        model = Parentage

    child = factory.SubFactory(PersonFactory)
    parent = factory.SubFactory(PersonFactory)
    kind = Parentage.Kind.MOTHER


class SchoolingFactory(ScopedFactory):
    class Meta:
        model = Schooling

    child = factory.SubFactory(PersonFactory)
    stage = Schooling.Stage.PRIMARY
    grade = 3


class RemittanceFactory(ScopedFactory):
    class Meta:
        model = Remittance

    household = factory.SubFactory(HouseholdFactory)
    receiver = factory.SubFactory(PersonFactory)
    frequency = Remittance.Frequency.MONTHLY


class ConsentFactory(ScopedFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = Consent.Purpose.BUSINESS_PAGE
    how = Consent.How.SIGNATURE
    given_on = date(2026, 1, 5)


class CaseFactory(ScopedFactory):
    class Meta:
        model = Case

    village = factory.SelfAttribute("person.village")
    person = factory.SubFactory(PersonFactory)
    category = Case.Category.UNPAID
    summary = "Gaji tiga bulan belum dibayar."
    country = "HK"
    contact_phone = "+6281234567890"

    class Params:
        #: Opened by the family itself: nobody of the register, no account.
        reported = factory.Trait(
            person=None,
            village=None,
            regency=factory.SubFactory(RegencyFactory),
            channel=Case.Channel.FAMILY,
            subject_name="Mbak Yu",
        )

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Case:
        case = Case(**kwargs)
        if case.contact_phone and not case.code:
            case.give_code(case.contact_phone[-4:])
        case.save(force_insert=True)
        return case


class CaseReferralFactory(ScopedFactory):
    class Meta:
        model = CaseReferral

    case = factory.SubFactory(CaseFactory)
    to_name = "Perwakilan Indonesia"
    sent_on = factory.LazyFunction(timezone.localdate)
    asked = "Mohon menanyakan gajinya."


class CaseDeadlineFactory(ScopedFactory):
    class Meta:
        model = CaseDeadline

    case = factory.SubFactory(CaseFactory)
    kind = CaseDeadline.Kind.NEXT_STEP
    due_on = factory.LazyFunction(timezone.localdate)


class DeathPhotoFactory(ScopedFactory):
    """A picture of the evidence, with its files."""

    class Meta:
        model = DeathPhoto

    report = factory.SubFactory("tests.factories.DeathReportFactory")
    attachment = factory.LazyFunction(lambda: keep_attachment(picture=small_picture()))  # type: ignore[has-type]


class CaseAttachmentFactory(ScopedFactory):
    """A photo with its files."""

    class Meta:
        model = CaseAttachment

    case = factory.SubFactory(CaseFactory)
    attachment = factory.LazyFunction(lambda: keep_attachment(picture=small_picture()))  # type: ignore[has-type]


class HelpOfficeFactory(DjangoModelFactory):
    class Meta:
        model = HelpOffice

    country = "HK"
    kind = HelpOffice.Kind.UNION
    name = factory.Sequence(lambda n: f"Serikat {n}")
    source = "dibuat untuk uji"
    checked_on = factory.LazyFunction(timezone.localdate)


class DocumentFactory(ScopedFactory):
    class Meta:
        model = Document

    person = factory.SubFactory(PersonFactory)
    kind = Document.Kind.PASSPORT
    number = factory.Sequence(lambda n: f"X{n:07}")


class VulnerabilityFactory(ScopedFactory):
    class Meta:
        model = Vulnerability

    person = factory.SubFactory(PersonFactory)
    kind = Vulnerability.Kind.ALONE_OLD
    since = date(2025, 6, 1)


class TrainingFactory(ScopedFactory):
    class Meta:
        model = Training

    person = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"Kursus {n}")


class ResidenceFactory(ScopedFactory):
    class Meta:
        model = Residence

    person = factory.SubFactory(PersonFactory)
    since = date(2025, 6, 1)


class MoveRequestFactory(ScopedFactory):
    """Asked long ago by a far village of the same regency, for somebody who was found by NIK."""

    class Meta:
        model = MoveRequest

    side = MoveRequest.Side.RECEIVING
    person = factory.SubFactory(PersonFactory)
    from_village = factory.SelfAttribute("person.village")
    to_village = factory.SubFactory(
        VillageFactory,
        code="35.10.18.2001",
        name="Desa Jauh",
        district__code="35.10.18",
        district__name="Kecamatan Jauh",
    )
    typed_name = "Sumiati"
    asked_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class ImportBatchFactory(ScopedFactory):
    """A file that was read; its rows apart."""

    class Meta:
        model = ImportBatch

    village = factory.SubFactory(VillageFactory)
    regency = factory.SelfAttribute("village.district.regency")
    name = "warga.xlsx"
    size = 1000
    state = ImportBatch.State.READY


class ImportRowFactory(ScopedFactory):
    class Meta:
        model = ImportRow

    batch = factory.SubFactory(ImportBatchFactory)
    number = factory.Sequence(lambda n: n + 2)
    state = ImportRow.State.NEW
    cells: Any = factory.LazyFunction(lambda: {"name": "Sumiati", "sex": "P"})


class BusinessFactory(ScopedFactory):
    """Published, with one owner who agreed; `owner__…` sets the owner."""

    class Meta:
        model = Business

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"Usaha {n}")
    slug = factory.Sequence(lambda n: f"usaha-{n}")
    kind = Business.Kind.COOKIES
    is_published = True

    @factory.post_generation
    def owner(self: Any, create: bool, extracted: Person | None, **kwargs: Any) -> None:
        person = extracted or PersonFactory(village=self.village, **kwargs)
        OwnershipFactory(business=self, person=person)
        if not Consent.unscoped.filter(person=person).valid().exists():
            ConsentFactory(person=person)


class OwnershipFactory(ScopedFactory):
    class Meta:
        model = Ownership

    business = factory.SubFactory(BusinessFactory)
    person = factory.SubFactory(PersonFactory)


class DoublePairFactory(ScopedFactory):
    class Meta:
        model = DoublePair

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory, village=factory.SelfAttribute("..first.village"))
    score = 80
    reasons = ["name_same", "born_same"]


class DoubleRequestFactory(ScopedFactory):
    class Meta:
        model = DoubleRequest

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"Ditanyakan {n}")
    why = "Keluarganya bilang begitu."


class MergeFactory(ScopedFactory):
    """A merge that touched nothing, of a record that is long gone."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(PersonFactory)
    gone_pk = factory.Sequence(lambda n: 900_000_000 + n)
    gone_name = factory.Sequence(lambda n: f"Warga Lama {n}")
    gone_village = factory.SelfAttribute("kept.village")
    steps = "[]"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("regency", "name")

    regency = factory.SubFactory(RegencyFactory)
    name = "UMKM Naik Kelas"


class EnrolmentFactory(ScopedFactory):
    class Meta:
        model = Enrolment

    business = factory.SubFactory(BusinessFactory)
    programme = factory.SubFactory(
        ProgrammeFactory, regency=factory.SelfAttribute("..business.village.district.regency")
    )


class StageChangeFactory(ScopedFactory):
    """The proposal with which a log begins."""

    class Meta:
        model = StageChange

    enrolment = factory.SubFactory(EnrolmentFactory)
    from_stage = ""
    to_stage = Stage.PROPOSED
    reason = "Rutin berjualan di pasar."
    by = factory.SubFactory(UserFactory)


class ProductFactory(ScopedFactory):
    class Meta:
        model = Product

    business = factory.SubFactory(BusinessFactory)
    name = factory.Sequence(lambda n: f"Produk {n}")
    slug = factory.Sequence(lambda n: f"produk-{n}")
    price = 25_000
    is_published = True


@cache
def small_picture() -> Picture:
    return encode(io.BytesIO(pictures.jpeg()))


class PhotoFactory(ScopedFactory):
    """A photo with its files."""

    class Meta:
        model = Photo

    village = factory.SubFactory(VillageFactory)
    picture = factory.LazyFunction(small_picture)
    alt = "Kue kering dalam stoples"
    by = None

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Photo:
        return keep_photo(**kwargs)
