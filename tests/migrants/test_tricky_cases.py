"""The fifteen tricky cases of the field (domain notes §9), one test each, named after the case."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.history import history_of
from accounts.models import Role, User
from migrants.models import Case, CaseStep, HouseholdMembership, Journey, Person
from migrants.models.homes import counted_at_home
from notices.models import Message
from tests import factories as make
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

    for role in (Role.LTSA_OFFICER, Role.MENTOR, Role.BUSINESS_OFFICER, Role.OFFICIAL):
        place = {
            Role.LTSA_OFFICER: {"office": make.OfficeFactory()},
            Role.MENTOR: {"district": village.district},
        }.get(role, {"regency": village.district.regency})
        user = make.UserFactory(role=role, **place)
        assert signed_in(user).get(case.get_absolute_url()).status_code == 403
        assert not Case.visible_to(user).exists()
        assert not CaseStep.visible_to(user).exists()
        assert not history_of(case, user).exists()

    message = Message.unscoped.get()  # on a phone that he may read as well
    assert not [word for word in (*secrets, "Sumiati", "kasus", "lapor") if word in message.text]
    page = Client().get(f"/lapor/{case.code}/").content.decode()
    assert not [word for word in secrets if word in page.replace(f"/lapor/{case.code}/", "")]
