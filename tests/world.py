"""A small world for leak tests: one village of our own, a neighbour, one in another district, one
in another regency. Everything of a place carries its marker in its name, so that a test can ask of
any page: does anything of somebody else show?"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.models import Role, User
from businesses.models import Business, Enrolment
from ltsa.actions import Visitor, book, renew_feed
from ltsa.messages import message_key
from ltsa.models import Booking, CallTask, ClosedTime, OpeningException, Slot, WaitingEntry
from ltsa.person_key import key_of
from migrants.models import Person
from notices.models import Message
from tests import factories as make
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    at,
    make_kiosk,
    make_paper,
    make_turn,
    make_waiting,
)
from villages.models import Office, Village

OWN_VILLAGE = "35.10.04.2007"


@dataclass
class Place:
    """All that exists in one village. Attributes are rows; test_access refers to them by name."""

    village: Village
    marker: str
    rows: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class World:
    own: Place
    neighbour: Place
    other_district: Place
    other_regency: Place
    users: dict[str, User]

    @property
    def places(self) -> dict[str, Place]:
        return {
            "own": self.own,
            "neighbour": self.neighbour,
            "other_district": self.other_district,
            "other_regency": self.other_regency,
        }

    def foreign_to(self, user: User) -> list[Place]:
        """Places outside the user's territory. A group leader's and a desk officer's is no village:
        the group and the office of our own place are theirs."""
        inside = set(user.villages().values_list("pk", flat=True))
        if user.role in (Role.GROUP_LEADER, Role.LTSA_OFFICER):
            inside.add(self.own.village.pk)
        return [place for place in self.places.values() if place.village.pk not in inside]


def build_place(village: Village, marker: str) -> Place:
    """Fill a village with one row of every kind."""
    person = make.PersonFactory(village=village, name=f"Siti {marker}", abroad=True)
    household = make.HouseholdFactory(village=village, hamlet=f"Dusun {marker}")
    membership = make.HouseholdMembershipFactory(household=household, person=person)
    group = make.GroupFactory(
        village=village,
        name=f"Kelompok {marker}",
        leader=make.UserFactory(
            role=Role.GROUP_LEADER,
            full_name=f"Ketua {marker}",
            account_regency=village.district.regency,
        ),
    )
    child = make.PersonFactory(village=village, name=f"Anak {marker}")
    death = make.DeathReportFactory(person=child, evidence_text=f"Surat {marker}")
    business = make.BusinessFactory(village=village, name=f"Roti {marker}", owner=person)
    double = make.PersonFactory(village=village, name=f"Sitti {marker}")
    booking = build_booking(village, marker, person)
    case = make.CaseFactory(person=person, summary=f"Kasus {marker}")
    batch = make.ImportBatchFactory(village=village, name=f"Daftar {marker}.xlsx")
    member = make.GroupMembershipFactory(group=group, person=person)
    meeting = make.MeetingFactory(group=group, topic=f"Pertemuan {marker}")
    line = make.CoachingLineFactory(group=group, member=member, title=f"Lini {marker}")
    helped = build_helped(booking.office, village, marker, double)
    return Place(
        village,
        marker,
        {
            "district": village.district,
            "regency": village.district.regency,
            "person": person,
            "household": household,
            "household_membership": membership,
            "journey": person.journeys.get(),
            "group": group,
            "group_membership": member,
            "meeting": meeting,
            "savings_entry": make.SavingsEntryFactory(
                member=member, meeting=meeting, note=f"Tabungan {marker}"
            ),
            "coaching_line": line,
            "coached_member": make.CoachedMemberFactory(
                line=line, member__guest_name=f"Tamu {marker}"
            ),
            "consent": person.consents.get(),
            "case": case,
            "case_referral": make.CaseReferralFactory(case=case, to_name=f"Kantor {marker}"),
            "case_deadline": make.CaseDeadlineFactory(case=case, note=f"Catatan {marker}"),
            "case_photo": make.CaseAttachmentFactory(case=case),
            "double_pair": make.DoublePairFactory(first=person, second=double),
            "double_request": make.DoubleRequestFactory(village=village, name=f"Tanya {marker}"),
            "merge": make.MergeFactory(kept=double, gone_name=f"Lama {marker}"),
            "care": make.CareFactory(carer=person, child=child),
            "journey_event": make.JourneyEventFactory(
                journey=person.journeys.get(), note=f"Kabar {marker}"
            ),
            "document": make.DocumentFactory(person=person, office=f"Imigrasi {marker}"),
            "vulnerability": make.VulnerabilityFactory(person=person, note=f"Catatan {marker}"),
            "training": make.TrainingFactory(person=person, title=f"Kursus {marker}"),
            "residence": make.ResidenceFactory(person=person, elsewhere=f"Kota {marker}"),
            "move_request": make.MoveRequestFactory(person=person, typed_name=f"Pindah {marker}"),
            "journey_private": make.JourneyPrivateFactory(journey=person.journeys.get()),
            "wish": make.WishFactory(person=person, words=f"Ingin {marker}"),
            "round_check": make.RoundCheckFactory(person=person),
            "death_report": death,
            "death_photo": make.DeathPhotoFactory(report=death),
            "import_batch": batch,
            "import_row": make.ImportRowFactory(
                batch=batch, cells={"name": f"Baris {marker}", "sex": "P"}
            ),
            "child": child,
            "parentage": make.ParentageFactory(parent=person, child=child),
            "schooling": make.SchoolingFactory(child=child),
            "remittance": make.RemittanceFactory(household=household, receiver=person),
            "booking": booking,
            "helped_booking": helped,
            "waiting_entry": build_waiting(booking.office, village, marker, child),
            "closed_time": ClosedTime.objects.create(
                office=booking.office, day=at(8, days=30).date(), reason=f"Upacara {marker}"
            ),
            "other_hours": OpeningException.objects.create(
                pool=helped.allocations.get().slot.pool,
                day=at(8, days=30 + OpeningException.objects.count()).date(),
                start=at(8).time(),
                end=at(9).time(),
                counters=1,
                reason=f"Ramadan {marker}",
            ),
            "party": booking.parties.get(),
            "office": booking.office,
            "turn": make_turn(booking),
            "paper": make_paper(booking, f"Surat {marker}"),
            "kiosk": make_kiosk(booking.office),
            "feed": renew_feed(
                office=booking.office, pool=None, by=make.UserFactory(full_name=f"Petugas {marker}")
            )[0],
            "service": booking.parties.get().service,
            "requirement": booking.parties.get().service.requirements.create(
                text=f"Surat {marker}"
            ),
            "message": Message.unscoped.get(key=message_key(booking)),
            "call_task": CallTask.unscoped.create(booking=booking, why=CallTask.Why.NO_PHONE),
            "business": business,
            "ownership": business.ownerships.get(),
            "enrolment": build_enrolment(business, marker),
            "product": make.ProductFactory(
                business=business,
                name=f"Kue {marker}",
                photo=make.PhotoFactory(village=village, alt=f"Foto {marker}"),
            ),
        },
    )


def build_enrolment(business: Business, marker: str) -> Enrolment:
    """Proposed, by somebody of the place."""
    change = make.StageChangeFactory(
        enrolment=make.EnrolmentFactory(business=business),
        reason=f"Alasan {marker}",
        by=make.UserFactory(full_name=f"Pengusul {marker}"),
    )
    return change.enrolment


def build_booking(village: Village, marker: str, person: Person) -> Booking:
    """Somebody of the village comes today: our own people to the office of the world's officer,
    everybody else to an office of her own."""
    code = "banyuwangi" if village.code == OWN_VILLAGE else f"kantor-{marker.lower()}"
    regency = village.district.regency
    office = make.OfficeFactory(code=code, name=f"Kantor {code}", regency=regency)
    pool = PoolFactory(office=office)
    slot = SlotFactory(pool=pool, starts_at=timezone.now(), cap_online=0, cap_total=1)
    who = Visitor(key_of(person), f"Tamu {marker}", ServiceFactory(pool=pool), person=person)
    return book(
        office=pool.office,
        starts_at=slot.starts_at,
        visitors=[who],
        contact_name=f"Tamu {marker}",
        contact_phone="+6281234567890",
        village=village,
        channel=Booking.Channel.DESK,
        submit_key=uuid.uuid4(),
    )


def build_helped(office: Office, village: Village, marker: str, person: Person) -> Booking:
    """A coordinator has booked for somebody of the village, in two days."""
    pool = PoolFactory(office=office)
    slot = Slot.objects.filter(pool=pool, starts_at=at(7)).first()
    if slot is None:
        slot = SlotFactory(pool=pool, starts_at=at(7), cap_online=20)
    who = Visitor(key_of(person), f"Warga {marker}", ServiceFactory(pool=pool), person=person)
    return book(
        office=office,
        starts_at=slot.starts_at,
        visitors=[who],
        contact_name=f"Warga {marker}",
        contact_phone="+6281234567890",
        village=village,
        channel=Booking.Channel.COORDINATOR,
        booked_by_role=Booking.BookedBy.COORDINATOR,
        by=make.UserFactory(role=Role.COORDINATOR, village=village),
        submit_key=uuid.uuid4(),
    )


def build_waiting(office: Office, village: Village, marker: str, person: Person) -> WaitingEntry:
    """Somebody of the village whom a coordinator put on the waiting list."""
    service = ServiceFactory(pool=PoolFactory(office=office))
    who = Visitor(key_of(person), f"Tunggu {marker}", service, person=person)
    return make_waiting(
        service,
        office=office,
        visitors=[who],
        contact_name=f"Tunggu {marker}",
        phone="+6281234567890",
        village=village,
        channel=Booking.Channel.COORDINATOR,
    )


def build_world() -> World:
    tegaldlimo = make.DistrictFactory()
    genteng = make.DistrictFactory(code="35.10.09", name="Genteng")
    jember = make.DistrictFactory(
        code="35.09.01", name="Kencong", regency=make.RegencyFactory(code="35.09", name="Jember")
    )
    own = build_place(
        make.VillageFactory(code=OWN_VILLAGE, name="Kedunggebang", district=tegaldlimo),
        "Markasendiri",
    )
    neighbour = build_place(
        make.VillageFactory(code="35.10.04.2002", name="Kendalrejo", district=tegaldlimo),
        "Markatetangga",
    )
    other_district = build_place(
        make.VillageFactory(code="35.10.09.2003", name="Genteng Kulon", district=genteng),
        "Markagenteng",
    )
    other_regency = build_place(
        make.VillageFactory(code="35.09.01.2001", name="Kencong", district=jember), "Markajember"
    )
    regency = tegaldlimo.regency
    users: dict[str, User] = {
        Role.COORDINATOR: make.UserFactory(role=Role.COORDINATOR, village=own.village),
        Role.MENTOR: make.UserFactory(role=Role.MENTOR, district=tegaldlimo),
        Role.GROUP_LEADER: own.group.leader,
        Role.LTSA_OFFICER: make.UserFactory(role=Role.LTSA_OFFICER, office=make.OfficeFactory()),
        Role.CASE_OFFICER: make.UserFactory(role=Role.CASE_OFFICER, regency=regency),
        Role.BUSINESS_OFFICER: make.UserFactory(role=Role.BUSINESS_OFFICER, regency=regency),
        Role.OFFICIAL: make.UserFactory(role=Role.OFFICIAL, regency=regency),
        Role.ADMINISTRATOR: make.UserFactory(role=Role.ADMINISTRATOR, regency=regency),
    }
    # A coordinator reads only the cases that she opened herself.
    own.case.opened_by = users[Role.COORDINATOR]
    own.case.save()
    return World(own, neighbour, other_district, other_regency, users)
