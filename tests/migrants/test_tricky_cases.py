"""The fifteen tricky cases of the field (domain notes §9), one test each, named after the case."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.history import history_of
from accounts.models import Role, User
from dashboards.lives import TWO_YEARS, remigration, remigration_rate
from ltsa.actions import Visitor
from ltsa.models import State
from ltsa.person_key import key_of
from migrants.models import (
    Case,
    CaseStep,
    DoublePair,
    HouseholdMembership,
    Journey,
    Merge,
    Person,
)
from migrants.models.homes import counted_at_home
from notices.models import Message
from tests import factories as make
from tests.ltsa.factories import ServiceFactory, SlotFactory, make_booking
from villages.models import Village
from workspace.actions.villages import follow_successor

NIK = "3510995205889001"


def test_case_1_registered_by_two_villages(
    browser: Client,
    typed: dict[str, Any],
    village: Village,
    neighbour: Village,
    signed_in: Callable[[User], Client],
) -> None:
    """The second record is blocked without a word about the first; asking for a move is the way on.
    She counts once: for services where she lives, in statistics where she is at home."""
    there = make.UserFactory(role=Role.COORDINATOR, village=neighbour)
    make.PersonFactory(village=neighbour, name="Sumiati Tetangga", nik=NIK)
    refused = browser.post("/kerja/warga/tambah/", typed | {"nik": NIK})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "/kerja/pindah/minta/" in page
    assert "Tetangga" not in page
    assert Person.unscoped.count() == 1

    person = Person.unscoped.get()
    signed_in(there).post(
        f"/kerja/warga/{person.pk}/tempat-tinggal/", {"village": village.pk, "since": "2026-01-05"}
    )
    both = Village.objects.filter(pk__in=[village.pk, neighbour.pk])
    assert counted_at_home(both) == {neighbour.pk: 1}
    assert list(Person.unscoped.living_in(both.filter(pk=village.pk))) == [person]
    assert not Person.unscoped.living_in(both.filter(pk=neighbour.pk)).exists()
    assert Person.unscoped.living_in(both).count() == 1

    browser.post("/kerja/pindah/minta/", {"typed_name": "Sumiati", "typed_nik": NIK})
    request = person.move_requests.get()
    signed_in(there).post(f"/kerja/pindah/{request.pk}/", {"answer": "accept"})
    person.refresh_from_db()
    assert person.village == village
    assert counted_at_home(both) == {village.pk: 1}
    assert Person.unscoped.living_in(both).count() == 1


def test_case_2_returned_and_left_again(browser: Client, village: Village) -> None:
    """A new journey; what was before stays; her business is not deleted; one return counts once."""
    person = make.PersonFactory(village=village, returned=True)
    business = make.BusinessFactory(village=village, owner=person)
    make.WishFactory(person=person, answer="no", asked_on=date(2022, 1, 5))
    before = person.journeys.get()
    form = {
        "country": "TW",
        "sector": "factory",
        "documentation": "unknown",
        "departed_year": "2022",
    }
    assert browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form).status_code == 302
    person.refresh_from_db()
    assert person.status == Person.Status.ABROAD
    assert person.journeys.get(pk=before.pk).returned_on == before.returned_on
    assert person.wishes.exists()
    business.refresh_from_db()
    assert business.closed_on is None
    page = browser.get(person.get_absolute_url()).content.decode()
    assert page.index("Taiwan") < page.index("Hong Kong")
    official = make.UserFactory(role=Role.OFFICIAL, district=village.district)
    rate = remigration_rate(
        Journey.visible_to(official), within=TWO_YEARS, today=date(2026, 11, 24)
    )
    assert (rate.part, rate.whole) == (1, 1)


def test_case_3_on_leave(browser: Client, village: Village) -> None:
    """Physically home, still abroad in every count; may book; neither returned nor remigrated."""
    person = make.PersonFactory(village=village, name="Sulastri", abroad=True)
    today = timezone.localdate()
    leave = make.JourneyEventFactory(
        journey=person.journeys.get(), happened_on=today, until=today + timedelta(days=14)
    )
    person.refresh_from_db()
    assert person.status == Person.Status.ABROAD
    assert "Cuti di rumah" in browser.get(person.get_absolute_url()).content.decode()
    official = make.UserFactory(role=Role.OFFICIAL, district=village.district)
    assert remigration(Journey.visible_to(official), today).n == 0
    assert not Person.unscoped.with_status(Person.Status.RETURNED).exists()
    slot = SlotFactory(cap_online=1, cap_total=1)
    service = ServiceFactory(pool=slot.pool)
    visitor = Visitor(key_of(person), person.name, service, person=person)
    assert make_booking(slot, service, visitors=[visitor]).is_active
    leave.back_on = today
    leave.save()
    assert person.journeys.count() == 1, "going back is no new departure"


def test_case_4_no_nik_at_hand(
    browser: Client, typed: dict[str, Any], only_person: Callable[[], Person]
) -> None:
    """Saved with a reason, on the list of what is missing, and unique as soon as it arrives."""
    other = make.PersonFactory(village=make.VillageFactory(name="Jauh"), nik=NIK)
    without = typed | {"nik": "", "no_nik_reason": "not_at_hand"}
    assert browser.post("/kerja/warga/tambah/", without).status_code == 302
    person = Person.unscoped.exclude(pk=other.pk).get()
    assert person.nik is None
    assert list(Person.unscoped.lacking(Person.Lacking.NIK)) == [person]

    form = {"version": person.version, "name": person.name, "sex": "F", "born_day": "1988-05-12"}
    address = f"/kerja/warga/{person.pk}/ubah/"
    assert browser.post(address, form | {"nik": NIK}).status_code == 422
    assert browser.post(address, form | {"nik": "3510995205889002"}).status_code == 302
    assert not Person.unscoped.lacking(Person.Lacking.NIK).exists()


def test_case_5_nik_from_another_regency_or_not_fitting(
    browser: Client, typed: dict[str, Any], only_person: Callable[[], Person], village: Village
) -> None:
    """A NIK never changes: one from elsewhere is taken as it is, one that does not fit the birth
    date with a reason; where she lives comes from the address."""
    odd = typed | {"nik": "3509995305889001"}  # another regency, another day
    refused = browser.post("/kerja/warga/tambah/", odd)
    assert refused.status_code == 422
    assert "3509995305889001" in refused.content.decode()  # nothing typed is lost
    reason = {"nik_override_reason": "Tanggal lahir dibetulkan di akta"}
    assert browser.post("/kerja/warga/tambah/", odd | reason).status_code == 302
    person = only_person()
    assert (person.nik, person.village) == ("3509995305889001", village)
    assert person.nik_override_reason


def test_case_6_passport_name_differs(
    browser: Client, typed: dict[str, Any], only_person: Callable[[], Person]
) -> None:
    """Both names are kept and shown, and each finds her."""
    both = typed | {"passport_name": "Soemijati Karto", "passport_number": "x 1234567"}
    assert browser.post("/kerja/warga/tambah/", both).status_code == 302
    person = only_person()
    page = browser.get(person.get_absolute_url()).content.decode()
    assert "Soemijati Karto" in page
    for text in ("sumiati", "Sumiyati Karto", "karto"):
        assert list(Person.unscoped.named(text)) == [person], text
    assert list(Person.unscoped.with_passport("X1234567")) == [person]


@pytest.mark.django_db
def test_case_12_village_is_split_and_gets_another_code() -> None:
    """Blimbingsari: eight villages of Rogojampi and two of Kabat became a district of their own on
    9 January 2017. People, families and groups follow; reports of 2016 keep the shape of 2016."""
    rogojampi = make.DistrictFactory(code="35.10.13", name="Rogojampi")
    blimbingsari = make.DistrictFactory(code="35.10.25", name="Blimbingsari")
    old = make.VillageFactory(
        code="35.10.13.2011",
        name="Blimbingsari",
        district=rogojampi,
        valid_to=date(2017, 1, 8),
    )
    new = make.VillageFactory(
        code="35.10.25.2001",
        name="Blimbingsari",
        district=blimbingsari,
        valid_from=date(2017, 1, 9),
    )
    stays = make.VillageFactory(code="35.10.13.2001", name="Rogojampi", district=rogojampi)
    old.successors.add(new)
    person = make.PersonFactory(village=old, abroad=True)
    leaver = make.PersonFactory(village=old)
    neighbour = make.PersonFactory(village=stays)
    household = make.HouseholdFactory(village=old)
    make.HouseholdMembershipFactory(household=household, person=person)
    group = make.GroupFactory(village=old)
    coordinator = make.UserFactory(role=Role.COORDINATOR, village=old)

    moved = follow_successor(old=old, to=new)

    assert moved["migrants.Person"] == 2
    for row in (person, household, group, coordinator):
        row.refresh_from_db()
        assert row.village == new
    assert HouseholdMembership.unscoped.current().get().household == household
    assert Journey.visible_to(coordinator).count() == 1
    Person.unscoped.filter(pk=leaver.pk).update(village=stays)  # moves by herself, today
    neighbour.refresh_from_db()

    every = Village.objects.all()
    then, today = date(2016, 6, 30), None
    assert counted_at_home(every, then) == {old.pk: 2, stays.pk: 1}
    assert counted_at_home(every, date(2017, 1, 8)) == {old.pk: 2, stays.pk: 1}
    assert counted_at_home(every, date(2017, 1, 9)) == {new.pk: 2, stays.pk: 1}
    assert counted_at_home(every, then, current_shape=True) == {new.pk: 2, stays.pk: 1}
    assert counted_at_home(every, today) == {new.pk: 1, stays.pk: 2}
    assert follow_successor(old=old, to=new) == {}


def test_case_14_violence_and_family_conflict(
    browser: Client,
    desk: Client,
    client: Client,
    village: Village,
    signed_in: Callable[[User], Client],
) -> None:
    """She has no papers, is beaten, and her husband must not know. Nobody refuses her for the
    papers; only case officers read; the village sees at most that a case exists; no page of the
    family, no message and no report carries a word of it."""
    woman = make.PersonFactory(village=village, name="Sumiati", abroad=True)
    journey = woman.journeys.get()
    journey.documentation = Journey.Documentation.UNDOCUMENTED
    journey.save()
    husband = make.PersonFactory(village=village, name="Suparman", sex="M")
    household = make.HouseholdFactory(village=village)
    for who, what in ((husband, "head"), (woman, "wife")):
        make.HouseholdMembershipFactory(household=household, person=who, relationship=what)

    for address, typed in (
        ("/lapor/", {"category": "violence"}),
        ("/lapor/siapa/", {"reporter": "self", "country": "MY", "village_name": ""}),
        ("/lapor/cerita/", {"summary": "Suami memukul saya dan mengambil gaji"}),
        ("/lapor/kabar/", {"contact_way": "whatsapp", "contact_phone": "0812 1111 2222"}),
    ):
        assert client.post(address, typed).status_code == 302
    case = Case.unscoped.get()
    desk.post(f"{case.get_absolute_url()}warga/", {"person": woman.pk})
    desk.post(f"{case.get_absolute_url()}pesan/", {"text": "Kami bisa menjemput Anda"})

    everything = [
        "/kerja/",
        "/kerja/kasus/",
        woman.get_absolute_url(),
        f"{woman.get_absolute_url()}riwayat/",
        husband.get_absolute_url(),
        household.get_absolute_url(),
        "/kerja/keluarga/",
        "/kerja/warga/",
    ]
    secrets = ("memukul", "mengambil gaji", "menjemput", str(case.code), "1111-2222")
    for address in everything:
        text = browser.get(address).content.decode()
        assert not [word for word in secrets if word in text], address
        told = "Ada kasus" in text
        assert told == (address == woman.get_absolute_url()), address
    desk.post(f"{case.get_absolute_url()}rahasia/", {"hide": "yes"})
    assert "Ada kasus" not in browser.get(woman.get_absolute_url()).content.decode()

    regency = village.district.regency
    places: list[tuple[Role, dict[str, Any]]] = [
        (Role.LTSA_OFFICER, {"office": make.OfficeFactory()}),
        (Role.MENTOR, {"district": village.district}),
        (Role.BUSINESS_OFFICER, {"regency": regency}),
        (Role.OFFICIAL, {"regency": regency}),
    ]
    for role, place in places:
        user = make.UserFactory(role=role, **place)
        assert signed_in(user).get(case.get_absolute_url()).status_code == 403
        assert not Case.visible_to(user).exists()
        assert not CaseStep.visible_to(user).exists()
        assert not history_of(case, user).exists()

    message = Message.unscoped.get()  # on a phone that he may read as well
    assert not [word for word in (*secrets, "Sumiati", "kasus", "lapor") if word in message.text]
    page = Client().get(f"/lapor/{case.code}/").content.decode()
    assert not [word for word in secrets if word in page.replace(f"/lapor/{case.code}/", "")]


def test_case_13_missing_contact_dead_or_found(
    browser: Client, signed_in: Callable[[User], Client], village: Village, officer: User
) -> None:
    """Contact lost can be undone, and history tells it; a death needs evidence and somebody of the
    regency, then no message goes out and the heirs' claim is opened."""
    person = make.PersonFactory(village=village, name="Sumiati", abroad=True)
    fate = f"/kerja/warga/{person.pk}/kabar/"
    browser.post(fate, {"fate": "lost_contact", "on": "2026-01-05"})
    person.refresh_from_db()
    assert (person.status, person.lost_contact_since) == ("lost_contact", date(2026, 1, 5))
    browser.post(fate, {"fate": "found"})
    person.refresh_from_db()
    assert person.status == Person.Status.ABROAD
    history = browser.get(f"{person.get_absolute_url()}riwayat/").content.decode()
    assert "5 Januari 2026" in history

    assert browser.post(fate, {"fate": "deceased", "on": "2026-02-01"}).status_code == 422
    slot = SlotFactory(cap_online=1, cap_total=1)
    service = ServiceFactory(pool=slot.pool)
    visitor = Visitor(key_of(person), person.name, service, person=person)
    booking = make_booking(slot, service, visitors=[visitor])
    told = {"died_day": "2026-02-01", "evidence": "mission", "evidence_text": "Surat KJRI"}
    browser.post(f"/kerja/warga/{person.pk}/meninggal/", told)
    report = person.death_reports.get()
    assert not Message.unscoped.waiting().exists()
    assert browser.post(f"/kerja/kabar-duka/{report.pk}/pastikan/").status_code == 403
    signed_in(officer).post(f"/kerja/kabar-duka/{report.pk}/pastikan/")
    person.refresh_from_db()
    booking.refresh_from_db()
    assert (person.status, booking.state) == (Person.Status.DECEASED, State.CANCELLED)
    assert not Message.unscoped.waiting().exists()
    page = browser.get(person.get_absolute_url()).content.decode()
    assert "Hak ahli waris" in page
    browser.post(fate, {"fate": "found"})
    person.refresh_from_db()
    assert person.status == Person.Status.DECEASED


def test_case_14_wage_wish_and_papers_stay_out_of_the_household(
    client: Client, browser: Client, signed_in: Callable[[User], Client], village: Village
) -> None:
    """Her husband must not see her wage, plans, papers or troubles: no page of the whole family,
    no list, no export, nothing public tells them; she is helped without papers all the same."""
    person = make.PersonFactory(village=village, name="Sumiati", returned=True)
    husband = make.PersonFactory(village=village, name="Suparno", sex="M")
    household = make.HouseholdFactory(village=village)
    for who, what in ((person, "wife"), (husband, "head")):
        make.HouseholdMembershipFactory(household=household, person=who, relationship=what)
    journey = person.journeys.get()
    journey.documentation = Journey.Documentation.UNDOCUMENTED
    journey.note = "Catatan rahasia"
    journey.save()
    make.JourneyPrivateFactory(journey=journey, wage="987654")
    make.JourneyEventFactory(journey=journey, kind="problem", until=None, note="Dipukul majikan")
    make.WishFactory(person=person, answer="yes", words="Ingin lari dari rumah")
    make.CaseFactory(person=person, summary="Takut pulang")
    make.BusinessFactory(village=village, owner=person)
    official = signed_in(make.UserFactory(role=Role.OFFICIAL, district=village.district))
    pages = [
        browser.get(household.get_absolute_url()),
        browser.get(husband.get_absolute_url()),
        browser.get("/kerja/keluarga/"),
        browser.get("/kerja/warga/"),
        official.get("/dasbor/"),
        official.get("/dasbor/unduh/"),
        client.get("/"),
        client.get(f"/desa/{village.digits}/{village.slug}/"),
        client.get("/usaha/"),
        client.get("/data/"),
    ]
    words = [
        "987654",
        "987.654",
        str(Journey.Documentation.UNDOCUMENTED.label),
        "Catatan rahasia",
        "Dipukul majikan",
        "Ingin lari",
        "Takut pulang",
    ]
    for page in pages:
        assert page.status_code == 200, page.request["PATH_INFO"]
        text = text_of(page)
        leaked = [word for word in words if word in text]
        assert not leaked, f"{page.request['PATH_INFO']}: {leaked}"
    assert browser.post(f"/kerja/perjalanan/{journey.pk}/rahasia/").status_code == 200
    assert official.post(f"/kerja/perjalanan/{journey.pk}/rahasia/").status_code == 403


def test_case_11_group_whose_chair_leaves_and_five_are_coached(
    browser: Client, village: Village
) -> None:
    """Membership and parts are dated, a successor takes over, what the one who left taught ends,
    and her savings stay hers. (Shared ownership of businesses: tests/businesses.)"""
    group = make.GroupFactory(village=village)
    chair, successor, *learners = (
        make.GroupMembershipFactory(
            group=group, person__village=village, part=part, since=date(2016, 3, 12)
        )
        for part in ("chair", "secretary", *["member"] * 5)
    )
    line = make.CoachingLineFactory(group=group, member=chair, since=date(2019, 1, 1))
    for learner in learners:
        make.CoachedMemberFactory(line=line, member=learner, since=date(2023, 1, 1))
    make.SavingsEntryFactory(member=chair, amount=75_000)
    form = {"version": 1, "part": "chair", "on": "2024-01-05", "since": "2016-03-12"}
    assert browser.post(f"/kerja/kelompok/anggota/{successor.pk}/", form).status_code == 302
    browser.post(f"/kerja/kelompok/anggota/{chair.pk}/keluar/", {"on": "2024-06-01"})

    for row in (chair, successor, line):
        row.refresh_from_db()
    assert (successor.part, chair.until, line.until) == ("chair", *[date(2024, 6, 1)] * 2)
    assert chair.former_parts.get(part="chair").until == date(2024, 1, 5)
    assert not line.coached.filter(until=None).exists()
    text = text_of(browser.get(f"{group.get_absolute_url()}tabungan/"))
    assert "Rp75.000" in text
    for learner in learners:  # and are free for another line
        another = make.CoachingLineFactory(group=group, member=successor)
        make.CoachedMemberFactory(line=another, member=learner, since=date(2024, 6, 1))


def test_case_15_children_left_behind(browser: Client, village: Village) -> None:
    """Two carers, parents in different countries, divorced; a carer leaves; the child turns 18."""
    today = timezone.localdate()
    child = make.PersonFactory(village=village, born_on=today - timedelta(days=365 * 17))
    home = make.HouseholdFactory(village=village)
    grandmother, uncle = make.PersonFactory.create_batch(2, village=village)
    for one, place in ((grandmother, "head"), (uncle, "child"), (child, "grandchild")):
        make.HouseholdMembershipFactory(household=home, person=one, relationship=place)
    for parent, kind, country in (("F", "mother", "TW"), ("M", "father", "MY")):
        person = make.PersonFactory(village=village, sex=parent)
        make.JourneyFactory(person=person, country=country)
        address = f"/kerja/warga/{child.pk}/orang-tua/?orang={person.pk}"
        assert browser.post(address, {"kind": kind}).status_code == 302
    for carer in (grandmother, uncle):
        address = f"/kerja/warga/{child.pk}/pengasuh/?orang={carer.pk}"
        form = {"since": "2022-01-05", "lives_together": "on"}
        assert browser.post(address, form).status_code == 302

    text = text_of(browser.get(child.get_absolute_url()))
    for word in ("di Taiwan", "di Malaysia", grandmother.name, uncle.name, "Januari 2022"):
        assert word in text
    left = "Pengasuh anak ini sudah pergi"
    assert left not in text
    membership = uncle.household_memberships.get()
    browser.post(f"/kerja/anggota/{membership.pk}/keluar/", {"on": today.isoformat()})
    assert left in text_of(browser.get(child.get_absolute_url()))
    assert child.name in text_of(browser.get("/kerja/keluarga/perhatian/?alasan=carer_left"))

    Person.unscoped.filter(pk=child.pk).update(born_on=today - timedelta(days=365 * 18 + 5))
    assert left not in text_of(browser.get(child.get_absolute_url()))
    assert child.name not in text_of(browser.get("/kerja/keluarga/perhatian/?alasan=carer_left"))


def text_of(answer: Any) -> str:
    """What an answer says; of a spreadsheet, all its cells."""
    if not answer.get("Content-Type", "").startswith("application/vnd"):
        return str(answer.content.decode())
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.django_db
def test_case_1_the_two_records_become_one_and_both_histories_stay(
    signed_in: Callable[[User], Client],
) -> None:
    """Registered by two villages: the office merges, counts once, and can take it back."""
    home, married = make.VillageFactory(name="Desa Asal"), make.VillageFactory(name="Desa Suami")
    first = make.PersonFactory(village=home, name="Sulastri", abroad=True)
    second = make.PersonFactory(village=married, name="Soelastri", without_nik=True)
    make.JourneyFactory(person=second, departed_on=date(2010, 1, 1), returned_on=date(2012, 1, 1))
    office = signed_in(make.UserFactory(role=Role.CASE_OFFICER, regency=home.district.regency))
    own = signed_in(make.UserFactory(role=Role.COORDINATOR, village=home))
    call_command("find_doubles", stdout=StringIO())
    pair = DoublePair.unscoped.get()

    assert own.get(pair.get_absolute_url()).status_code == 404  # needs the office
    office.post(
        f"{pair.get_absolute_url()}gabung/",
        {"seen_first": 1, "seen_second": 1, "name": "first", "village": "first"},
    )

    kept = Person.unscoped.get()
    assert (kept.pk, kept.village, kept.journeys.count()) == (first.pk, home, 2)
    assert counted_at_home([home, married]) == {home.pk: 1}
    assert "Soelastri" in own.get(f"/kerja/warga/{first.pk}/riwayat/").content.decode()
    assert own.get(f"/kerja/warga/{second.pk}/")["Location"] == f"/kerja/warga/{first.pk}/"
    office.post(f"{Merge.unscoped.get().get_absolute_url()}pisah/")
    assert Person.unscoped.get(pk=second.pk).journeys.count() == 1


@pytest.mark.django_db
def test_case_10_two_officials_edit_one_record(signed_in: Callable[[User], Client]) -> None:
    """The second of two savings asks which value stands; NIK and status are never overwritten."""
    village = make.VillageFactory()
    person = make.PersonFactory(village=village, name="Sulastri", skills="Menjahit")
    journey = make.JourneyFactory(person=person)
    browsers = [signed_in(make.UserFactory(role=Role.COORDINATOR, village=village)) for _ in "ab"]
    address = f"/kerja/warga/{person.pk}/ubah/"
    opened = [dict(browser.get(address).context["form"].initial) for browser in browsers]

    def typed(number: int, **values: Any) -> dict[str, Any]:
        kept = {name: value for name, value in opened[number].items() if value not in (None, "")}
        kept["born_day"] = "1988-05-12"
        return kept | values

    new_nik = make.nik(4321)
    assert browsers[0].post(address, typed(0, nik=new_nik)).status_code == 302
    answer = browsers[1].post(address, typed(1, nik=make.nik(1234), skills="Memasak"))

    assert answer.status_code == 409
    assert {clash.field for clash in answer.context["clashes"]} == {"nik"}
    person.refresh_from_db()
    assert (person.nik, person.skills, person.status) == (new_nik, "Menjahit", "abroad")
    assert new_nik not in answer.content.decode()
    assert 'value="Memasak"' in answer.content.decode()  # nothing that was typed is lost
    assert journey.person_id == person.pk
