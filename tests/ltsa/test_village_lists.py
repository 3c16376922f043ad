"""The coordinator books for one of her people, and for a list of them."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.actions import Guest, hold_list
from ltsa.models import Booking, Service, Slot, State
from ltsa.person_key import key_of
from ltsa.refusals import AlreadyOnList, ListTaken
from migrants.models import Person
from notices.models import Message
from tests import factories as make
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, at, make_booking
from tests.races import at_once, kinds
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    return ServiceFactory(name="Kartu pencari kerja", slug="ak1", pool=PoolFactory())


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Six half hours from 08.00 in two days, one place each."""
    pool = service.steps.get().pool
    made: list[Slot] = []
    for number in range(6):
        begin = at(8) + dt.timedelta(minutes=30 * number)
        made.append(SlotFactory(pool=pool, starts_at=begin))
    return made


@pytest.fixture
def village() -> Village:
    village: Village = make.VillageFactory(district__regency__code=settings.REGENCY)
    return village


@pytest.fixture
def coordinator(village: Village) -> User:
    user: User = make.UserFactory(
        role=Role.COORDINATOR, village=village, phone="+6281399990000", full_name="Bu Koordinator"
    )
    return user


@pytest.fixture
def people(village: Village) -> list[Person]:
    return [
        make.PersonFactory(village=village, name=f"Warga {letter}", phone=f"+62812000000{number}")
        for number, letter in enumerate("ABC", start=10)
    ]


@pytest.fixture
def hers(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def chosen(starts_at: dt.datetime) -> dict[str, str]:
    return {"starts_at": f"{timezone.localtime(starts_at):%Y-%m-%dT%H:%M}"}


def ticked(people: list[Person], **more: Any) -> dict[str, Any]:
    return {"people": [one.pk for one in people], "services": ["ak1"], "way": "each", **more}


def to_times(client: Client, people: list[Person]) -> str:
    answer = client.post(reverse("list_start"), ticked(people))
    assert answer.status_code == 302, answer.context["form"].errors
    address: str = answer["Location"]
    return address


class TestOnePerson:
    def test_nothing_is_typed_again(
        self, hers: Client, people: list[Person], service: Service, slots: list[Slot]
    ) -> None:
        start = hers.post(reverse("person_book", args=[people[0].pk]))["Location"]
        token = start.split("draf=")[1]
        url = reverse("booking_people", args=["ak1"]) + f"?draf={token}"
        page = hers.get(url)
        form = page.context["form"]
        assert form["contact_phone"].value() == people[0].local_phone
        assert form["contact_name"].value() == people[0].name
        assert "name_1" not in form.fields
        assert "nik_1" not in form.fields
        sent = {
            "people": "1",
            "relation_1": "villager",
            "contact_name": form["contact_name"].value(),
            "contact_phone": form["contact_phone"].value(),
            "village": form["village"].value(),
        }
        times = hers.post(url, sent)["Location"]
        hers.post(times, chosen(at(8)))
        booking = Booking.unscoped.get()
        party = booking.parties.get()
        assert (party.person, party.person_key) == (people[0], key_of(people[0]))
        assert booking.booked_by_role == "coordinator"
        assert booking.village == people[0].village

    def test_nothing_of_her_stands_in_an_address(
        self, hers: Client, people: list[Person], service: Service
    ) -> None:
        start = hers.post(reverse("person_book", args=[people[0].pk]))["Location"]
        assert not re.search(r"Warga|62812", start)

    def test_somebody_elses_person_is_not_found(self, hers: Client) -> None:
        stranger = make.PersonFactory()
        assert hers.post(reverse("person_book", args=[stranger.pk])).status_code == 404

    def test_draft_is_of_no_use_to_who_may_not_see_her(
        self, client: Client, hers: Client, people: list[Person], service: Service
    ) -> None:
        token = hers.post(reverse("person_book", args=[people[0].pk]))["Location"].split("=")[1]
        other = make.UserFactory(role=Role.COORDINATOR, village=make.VillageFactory())
        session = hers.session
        drafts = session["appointment_drafts"]
        client = Client()
        client.force_login(other)
        theirs = client.session
        theirs["appointment_drafts"] = drafts
        theirs.save()
        page = client.get(reverse("booking_people", args=["ak1"]) + f"?draf={token}")
        assert "Warga A" not in page.content.decode()


class TestList:
    def test_all_get_adjacent_times_that_are_kept_then_confirmed(
        self, hers: Client, people: list[Person], slots: list[Slot]
    ) -> None:
        times = to_times(hers, people)
        confirm = hers.post(times, chosen(at(8, 30)))["Location"]
        kept = list(Booking.unscoped.in_order())
        assert [one.starts_at for one in kept] == [slot.starts_at for slot in slots[1:4]]
        assert {one.state for one in kept} == {State.HELD}
        assert Message.unscoped.count() == 0, "nobody is told before she confirms"
        assert "08.30" in hers.get(confirm).content.decode()
        hers.post(confirm, {"yes": "1"})
        assert {one.state for one in Booking.unscoped.all()} == {State.BOOKED}
        assert Message.unscoped.count() == 3
        assert len({one.code for one in Booking.unscoped.all()}) == 3
        printed = hers.get(reverse("tickets_print"), {"daftar": str(kept[0].list_key)})
        assert all(one.code in printed.content.decode() for one in kept)

    def test_given_back_list_leaves_nothing(
        self, hers: Client, people: list[Person], slots: list[Slot]
    ) -> None:
        confirm = hers.post(to_times(hers, people), chosen(at(8)))["Location"]
        hers.post(confirm, {"no": "1"})
        assert Booking.unscoped.active().count() == 0
        assert 'name="yes"' not in hers.get(confirm).content.decode()

    def test_pressing_twice_is_one_list(
        self, hers: Client, people: list[Person], slots: list[Slot]
    ) -> None:
        times = to_times(hers, people)
        first, second = hers.post(times, chosen(at(8))), hers.post(times, chosen(at(8)))
        assert first["Location"] == second["Location"]
        assert Booking.unscoped.count() == 3

    def test_one_place_too_few_books_nobody_and_offers_what_is_nearest(
        self, hers: Client, people: list[Person], slots: list[Slot], service: Service
    ) -> None:
        times = to_times(hers, people)
        make_booking(slots[1], service, 77)
        make_booking(slots[2], service, 78)
        answer = hers.post(times, chosen(at(8)))
        assert answer.status_code == 409
        assert Booking.unscoped.filter(list_key__isnull=False).count() == 0
        assert [row.starts_at for row in answer.context["alternatives"]] == [slots[3].starts_at]

    def test_who_has_an_appointment_is_named_and_nobody_is_booked(
        self, hers: Client, people: list[Person], slots: list[Slot]
    ) -> None:
        hers.post(to_times(hers, people[1:2]), chosen(at(10, 30)))
        answer = hers.post(to_times(hers, people), chosen(at(8)))
        assert answer.status_code == 409
        assert "Warga B" in str(answer.context["refusal"])
        assert Booking.unscoped.count() == 1

    def test_expired_list_cannot_be_confirmed_in_part(
        self, hers: Client, people: list[Person], slots: list[Slot]
    ) -> None:
        confirm = hers.post(to_times(hers, people), chosen(at(8)))["Location"]
        last = Booking.unscoped.latest("starts_at")
        Booking.unscoped.filter(pk=last.pk).update(hold_until=timezone.now())
        hers.post(confirm, {"yes": "1"})
        assert not Booking.unscoped.filter(state=State.BOOKED).exists()

    def test_searching_keeps_the_ticks(
        self, hers: Client, people: list[Person], service: Service
    ) -> None:
        data = ticked(people[:1], search="1", q="Warga C")
        page = hers.post(reverse("list_start"), data)
        assert [one.name for one in page.context["ticked"]] == ["Warga A"]
        assert [one.name for one in page.context["page"]] == ["Warga C"]

    @pytest.mark.parametrize("field", ["people", "services"])
    def test_nothing_ticked_is_said(
        self, hers: Client, people: list[Person], service: Service, field: str
    ) -> None:
        answer = hers.post(reverse("list_start"), {**ticked(people), field: []})
        assert answer.status_code == 422
        assert answer.context["form"].has_error(field)

    def test_people_of_another_village_cannot_be_ticked(
        self, hers: Client, people: list[Person], service: Service
    ) -> None:
        stranger = make.PersonFactory()
        answer = hers.post(reverse("list_start"), ticked([*people, stranger]))
        assert answer.status_code == 422
        assert stranger.name not in answer.content.decode()

    def test_family_goes_together_in_one_visit(
        self, hers: Client, people: list[Person], service: Service, slots: list[Slot]
    ) -> None:
        answer = hers.post(reverse("list_start"), ticked(people, way="together"))
        assert answer["Location"].startswith(reverse("booking_papers", args=["ak1"]))
        token = answer["Location"].split("draf=")[1]
        page = hers.get(reverse("booking_people", args=["ak1"]) + f"?draf={token}")
        assert len(page.context["form"].known) == 3

    def test_household_is_ticked_from_its_page(
        self, hers: Client, people: list[Person], village: Village, service: Service
    ) -> None:
        household = make.HouseholdFactory(village=village)
        make.HouseholdMembershipFactory(household=household, person=people[0])
        page = hers.get(reverse("list_start"), {"kk": household.pk})
        assert page.context["ticked"] == [people[0]]

    def test_list_of_another_coordinator_is_not_found(
        self, hers: Client, people: list[Person], slots: list[Slot], village: Village
    ) -> None:
        confirm = hers.post(to_times(hers, people), chosen(at(8)))["Location"]
        other = Client()
        other.force_login(make.UserFactory(role=Role.COORDINATOR, village=village))
        assert other.get(confirm).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def hold(self, service: Service, people: list[Person], by: User) -> Any:
        return hold_list(
            office=service.steps.get().pool.office,
            services=[service],
            guests=[Guest(one, one.phone) for one in people],
            starts_at=at(8),
            list_key=uuid.uuid4(),
            by=by,
        )

    def test_two_lists_for_the_same_hours_are_never_mixed(
        self, service: Service, slots: list[Slot], village: Village, coordinator: User
    ) -> None:
        """Six places; two lists of four: one gets all four, the other nothing."""
        lists = [
            [make.PersonFactory(village=village, name=f"{word} {n}") for n in range(4)]
            for word in ("Satu", "Dua")
        ]
        results = at_once(*(lambda who=who: self.hold(service, who, coordinator) for who in lists))
        assert kinds(results) == {"list": 1, "ListTaken": 1}
        assert Booking.unscoped.count() == 4

    def test_same_person_on_two_lists(
        self, service: Service, slots: list[Slot], people: list[Person], coordinator: User
    ) -> None:
        results = at_once(
            lambda: self.hold(service, people, coordinator),
            lambda: self.hold(service, people[::-1], coordinator),
        )
        lost = [one for one in results if not isinstance(one, list)]
        assert len(lost) == 1
        assert isinstance(lost[0], (AlreadyOnList, ListTaken, IntegrityError))
        assert Booking.unscoped.count() == 3
