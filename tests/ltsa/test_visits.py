"""Several people and several services in one visit, by the family's pages."""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.encryption import encrypt
from ltsa.drafts import Draft
from ltsa.models import Booking, Party, Pool, Requirement, Service, Slot, TravelTime
from tests import factories as make
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, at, make_booking

pytestmark = pytest.mark.django_db

TWO = "layanan-a,layanan-b"


@pytest.fixture
def desk_a() -> Pool:
    return PoolFactory(name="Loket A")


@pytest.fixture
def desk_b(desk_a: Pool) -> Pool:
    return PoolFactory(office=desk_a.office, name="Loket B")


@pytest.fixture
def service_a(desk_a: Pool) -> Service:
    service = ServiceFactory(name="Layanan A", slug="layanan-a", pool=desk_a, order=1)
    Requirement.objects.create(service=service, text="KTP", copies="both")
    Requirement.objects.create(service=service, text="Surat izin keluarga")
    return service


@pytest.fixture
def service_b(desk_b: Pool) -> Service:
    service = ServiceFactory(name="Layanan B", slug="layanan-b", pool=desk_b, order=2)
    service.steps.update(order=2)
    Requirement.objects.create(service=service, text="KTP", copies="both")
    return service


@pytest.fixture
def day(service_a: Service, service_b: Service, desk_a: Pool, desk_b: Pool) -> list[Slot]:
    """At both desks six half hours from 08.00 in two days, one place each."""
    slots: list[Slot] = []
    for number in range(6):
        begin = at(8) + dt.timedelta(minutes=30 * number)
        slots.append(SlotFactory(pool=desk_a, starts_at=begin))
        SlotFactory(pool=desk_b, starts_at=begin)
    return slots


def two_people(**changes: Any) -> dict[str, Any]:
    return {
        "people": "2",
        "booked_by_role": "self",
        "contact_name": "Sri Wahyuni",
        "contact_phone": "0812 0000 0001",
        "village": "",
        "name_1": "Sri Wahyuni",
        "nik_1": "3510995205880001",
        "relation_1": "self",
        "services_1": ["layanan-a", "layanan-b"],
        "name_2": "Bambang",
        "born_on_2": "1980-02-03",
        "relation_2": "spouse",
        "services_2": ["layanan-a"],
        **changes,
    }


def to_times(client: Client, data: dict[str, Any]) -> str:
    answer = client.post(reverse("booking_people", args=[TWO]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def choose(client: Client, url: str, starts_at: dt.datetime, **more: str) -> Any:
    chosen = f"{timezone.localtime(starts_at):%Y-%m-%dT%H:%M}"
    return client.post(url, {"starts_at": chosen, **more})


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_one_tap_chooses_one_service(client: Client, day: list[Slot]) -> None:
    page = text_of(client.get(reverse("booking_start")))
    assert f'href="{reverse("booking_papers", args=["layanan-a"])}"' in page


def test_ticked_services_go_on_together(client: Client, day: list[Slot]) -> None:
    answer = client.get(
        reverse("booking_start"), {"lanjut": "1", "layanan": ["layanan-b", "layanan-a"]}
    )
    assert answer["Location"] == reverse("booking_papers", args=[TWO])


def test_no_service_ticked_is_said(client: Client, day: list[Slot]) -> None:
    answer = client.get(reverse("booking_start"), {"lanjut": "1"})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)


def test_service_that_is_booked_elsewhere_is_explained(client: Client, day: list[Slot]) -> None:
    passport = Service.objects.create(
        code="PASPOR", name="Paspor", slug="paspor", booking="link", link="https://imigrasi.test/"
    )
    answer = client.get(
        reverse("booking_start"), {"lanjut": "1", "layanan": [passport.slug, "layanan-a"]}
    )
    assert answer.status_code == 422
    assert "https://imigrasi.test/" in text_of(answer)
    assert client.get(reverse("booking_papers", args=["layanan-a,paspor"])).status_code == 404


def test_services_of_two_offices_cannot_be_one_visit(client: Client, day: list[Slot]) -> None:
    elsewhere = PoolFactory(office=make.OfficeFactory(code="genteng", name="Genteng"))
    ServiceFactory(slug="jauh", pool=elsewhere)
    answer = client.get(reverse("booking_start"), {"lanjut": "1", "layanan": ["jauh", "layanan-a"]})
    assert answer.status_code == 422
    assert client.get(reverse("booking_papers", args=["jauh,layanan-a"])).status_code == 404


def test_paper_that_two_services_ask_for_stands_once(client: Client, day: list[Slot]) -> None:
    page = text_of(client.get(reverse("booking_papers", args=[TWO])))
    assert page.count(">KTP</label>") == 1
    assert "Surat izin keluarga" in page


def test_ticks_survive_going_back(client: Client, service_a: Service, day: list[Slot]) -> None:
    url = reverse("booking_papers", args=[TWO])
    letter = service_a.requirements.get(text="Surat izin keluarga")
    answer = client.post(url, {"ready": "some", "paper": [str(letter.pk)]})
    token = answer["Location"].split("draf=")[1]
    page = text_of(client.get(url, {"draf": token}))
    assert f'value="{letter.pk}" autocomplete="off" checked' in page
    assert page.count(" checked") == 1


def test_ticking_every_paper_of_a_service_declares_it(client: Client, day: list[Slot]) -> None:
    url = reverse("booking_papers", args=[TWO])
    ktp = ",".join(str(one.pk) for one in Requirement.objects.filter(text="KTP").order_by("pk"))
    people = client.post(url, {"ready": "some", "paper": [ktp]})["Location"]
    times = client.post(people, two_people())["Location"]
    choose(client, times, at(8))
    ready = {(p.service.slug, p.readiness) for p in Party.unscoped.select_related("service")}
    assert ready == {("layanan-a", "missing"), ("layanan-b", "declared")}


def test_two_people_and_two_services_are_one_visit(client: Client, day: list[Slot]) -> None:
    times = to_times(client, two_people())
    page = text_of(client.get(times))
    # Loket A: 30 minutes for her, 15 for him; then she alone at Loket B.
    assert "08.00 Loket A, 09.00 Loket B" in page
    assert "09.30 WIB" in page
    ticket = text_of(client.get(choose(client, times, at(8))["Location"]))
    booking = Booking.unscoped.get()
    assert [(party.name, party.service.slug) for party in booking.parties.all()] == [
        ("Sri Wahyuni", "layanan-a"),
        ("Sri Wahyuni", "layanan-b"),
        ("Bambang", "layanan-a"),
    ]
    assert booking.allocations.count() == 3
    assert ticket.count("Loket A") == 2
    assert ticket.count("Loket B") == 1, "Bambang does not go there"


def test_saved_trips_are_counted_per_person(client: Client, day: list[Slot]) -> None:
    times = to_times(client, two_people())
    assert "1 kali" in text_of(client.get(times))
    times = to_times(client, two_people(services_2=["layanan-a", "layanan-b"]))
    assert "2 kali" in text_of(client.get(times))


def test_only_hours_at_which_everything_fits_are_offered(
    client: Client, service_b: Service, desk_b: Pool, day: list[Slot]
) -> None:
    make_booking(desk_b.slots.order_by("starts_at")[2], service_b, 77)  # 09.00 at Loket B
    page = text_of(client.get(to_times(client, two_people())))
    # From 08.00 on Loket B is free again at 09.30; from 10.00 on there is no hour left for it.
    assert "08.00 Loket A, 09.30 Loket B" in page
    assert "09.30 Loket A, 10.30 Loket B" in page
    assert "10.00 Loket A" not in page


def test_taken_desk_refuses_the_whole_visit_and_offers_the_nearest(
    client: Client, service_b: Service, desk_b: Pool, day: list[Slot]
) -> None:
    times = to_times(client, two_people())
    for number, slot in enumerate(desk_b.slots.order_by("starts_at")[2:5]):
        make_booking(slot, service_b, 70 + number)
    answer = choose(client, times, at(8))
    assert answer.status_code == 409
    assert Booking.unscoped.filter(contact_phone="+6281200000001").count() == 0
    nearest = answer.context["alternatives"]
    assert nearest
    assert "Loket B" in nearest[0].words
    assert choose(client, times, nearest[0].starts_at).status_code == 302


def test_person_without_any_service_is_asked(client: Client, day: list[Slot]) -> None:
    answer = client.post(reverse("booking_people", args=[TWO]), two_people(services_2=[]))
    assert answer.status_code == 422
    assert answer.context["form"].has_error("services_2")


def test_services_of_a_person_survive_adding_another(client: Client, day: list[Slot]) -> None:
    answer = client.post(reverse("booking_people", args=[TWO]), two_people(add="1"))
    form = answer.context["form"]
    assert form["services_2"].value() == ["layanan-a"]
    assert form["services_3"].value() == ["layanan-a", "layanan-b"], "all, unless she unticks"


def test_helper_and_second_contact_are_kept(client: Client, day: list[Slot]) -> None:
    data = two_people(
        helper_name="Pak Slamet", helper_phone="0813-1111-2222", second_phone="+62 81311113333"
    )
    ticket = choose(client, to_times(client, data), at(8))["Location"]
    booking = Booking.unscoped.get()
    assert (booking.helper_name, booking.helper_phone) == ("Pak Slamet", "+6281311112222")
    assert booking.second_phone == "+6281311113333"
    page = text_of(client.get(ticket))
    assert "Pak Slamet" in page
    assert "81311113333" not in page


def test_second_number_that_is_the_first_is_refused(client: Client, day: list[Slot]) -> None:
    answer = client.post(
        reverse("booking_people", args=[TWO]), two_people(second_phone="+6281200000001")
    )
    assert answer.context["form"].has_error("second_phone")


@pytest.mark.parametrize(
    ("role", "relations", "field"),
    [
        ("neighbour", ("self", "self"), "relation_1"),
        ("family", ("self", "self"), "relation_1"),
        ("self", ("spouse", "child"), "booked_by_role"),
    ],
)
def test_booker_and_relations_must_fit(
    client: Client, day: list[Slot], role: str, relations: tuple[str, str], field: str
) -> None:
    first, second = relations
    data = two_people(booked_by_role=role, relation_1=first, relation_2=second)
    answer = client.post(reverse("booking_people", args=[TWO]), data)
    assert answer.context["form"].has_error(field)


def test_letter_of_authority_is_asked_only_for_who_needs_it(
    client: Client, service_b: Service, day: list[Slot]
) -> None:
    service_b.needs_authority = True
    service_b.save()
    data = two_people(
        booked_by_role="neighbour",
        relation_1="neighbour",
        relation_2="relative",
        authority_1="letter",
        authority_2="letter",
    )
    ticket = choose(client, to_times(client, data), at(8))["Location"]
    letters = Party.unscoped.filter(has_authority=True)
    assert [(party.name, party.service) for party in letters] == [("Sri Wahyuni", service_b)]
    assert "urat kuasa" in text_of(client.get(ticket))


def test_session_that_ran_out_loses_nothing(client: Client, day: list[Slot]) -> None:
    times = to_times(client, two_people())
    sealed = client.get(times).context["draft"].sealed()
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert choose(client, times, at(8), draft=sealed).status_code == 302
    again = Client()
    answer = choose(again, times, at(8), draft=sealed)
    assert answer["Location"] == reverse("booking_ticket", args=[Booking.unscoped.get().code])


def test_sealed_draft_shows_nobodys_data(client: Client, day: list[Slot]) -> None:
    page = text_of(client.get(to_times(client, two_people())))
    assert "3510995205880001" not in page
    assert "Sri Wahyuni" not in page


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAABmRubbish", "é"])
def test_rubbish_instead_of_a_draft_starts_anew(
    client: Client, day: list[Slot], sealed: str
) -> None:
    answer = choose(client, reverse("booking_time", args=["tidak-ada"]), at(8), draft=sealed)
    assert answer["Location"] == reverse("booking_start")


def test_draft_of_another_address_or_of_yesterday_does_not_count() -> None:
    draft = Draft(services="layanan-a")
    assert Draft.unsealed(draft.sealed(), "other") is None
    assert Draft.unsealed(draft.sealed(), draft.token) == draft
    yesterday = int(timezone.now().timestamp()) - 25 * 60 * 60
    old = encrypt(json.dumps({"draft": asdict(draft), "at": yesterday}))
    assert Draft.unsealed(old, draft.token) is None


def test_first_page_is_small(client: Client, day: list[Slot]) -> None:
    assert len(client.get(reverse("booking_start")).content) < 60_000


class TestWay:
    @pytest.fixture
    def village(self, desk_a: Pool) -> Any:
        return make.VillageFactory(district__regency__code=settings.REGENCY, name="Kedunggebang")

    def offered(self, client: Client, village: Any) -> Any:
        return client.get(to_times(client, two_people(village=str(village.pk)))).context

    def test_far_village_sees_hours_that_suit_its_way_first(
        self, client: Client, village: Any, desk_a: Pool, day: list[Slot]
    ) -> None:
        TravelTime.objects.create(
            office=desk_a.office,
            district=village.district,
            minutes=100,
            as_of=dt.date(2026, 11, 1),
            source="Diukur",
        )
        page = self.offered(client, village)
        hour = [f"{timezone.localtime(one.starts_at):%H.%M}" for one in page["in_time"]]
        early = [f"{timezone.localtime(one.starts_at):%H.%M}" for one in page["early"]]
        assert early == ["08.00"], "she would have to leave at 06.10"
        assert hour[0] == "08.30"
        # Anybody may take any hour.
        times = to_times(client, two_people(village=str(village.pk)))
        assert choose(client, times, at(8)).status_code == 302

    def test_village_goes_before_its_district(self, village: Any, desk_a: Pool) -> None:
        facts = {"office": desk_a.office, "as_of": dt.date(2026, 11, 1), "source": "Diukur"}
        TravelTime.objects.create(district=village.district, minutes=60, **facts)
        own = TravelTime.objects.create(village=village, minutes=150, **facts)
        assert TravelTime.between(desk_a.office, village) == own

    def test_without_a_line_nothing_is_guessed(
        self, client: Client, village: Any, day: list[Slot]
    ) -> None:
        page = self.offered(client, village)
        assert page["early"] == []
        assert page["way"] is None

    def test_near_village_keeps_the_usual_order(
        self, client: Client, village: Any, desk_a: Pool, day: list[Slot]
    ) -> None:
        TravelTime.objects.create(
            office=desk_a.office,
            village=village,
            minutes=20,
            as_of=dt.date(2026, 11, 1),
            source="Diukur",
        )
        assert self.offered(client, village)["early"] == []
