"""The family's way from service to ticket, as a phone without JavaScript walks it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ltsa.models import Booking, Party, Requirement, Service, Slot, State
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_booking, make_day
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    service = ServiceFactory(name="Rekomendasi paspor", slug="rekom", pool=PoolFactory())
    Requirement.objects.create(service=service, text="Surat izin keluarga")
    return service


@pytest.fixture
def day(service: Service) -> list[Slot]:
    """Four half hours from 08.00 in two days, one place each."""
    return make_day(PoolFactory())


def people(number: int = 1, /, **changes: str) -> dict[str, str]:
    return {
        "people": "1",
        "booked_by_role": "self",
        "contact_name": "Sri Wahyuni",
        "contact_phone": f"0812 0000 {number:04d}",
        "village": "",
        "name_1": "Sri Wahyuni",
        "nik_1": f"351099520588{number:04d}",
        "relation_1": "self",
        **changes,
    }


def to_times(client: Client, service: Service, **changes: str) -> str:
    """Fill in the people; the address of the page with the hours."""
    answer = client.post(reverse("booking_people", args=[service.slug]), people(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def choose(client: Client, url: str, slot: Slot) -> Any:
    return client.post(url, {"starts_at": f"{timezone.localtime(slot.starts_at):%Y-%m-%dT%H:%M}"})


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_family_books_in_five_steps(client: Client, service: Service, day: list[Slot]) -> None:
    start = client.get(reverse("booking_start"))
    papers = reverse("booking_papers", args=[service.slug])
    assert papers in text_of(start)
    assert "Surat izin keluarga" in text_of(client.get(papers))
    assert (
        client.get(reverse("booking_people", args=[service.slug]) + "?siap=ya").status_code == 200
    )
    times = to_times(client, service)
    page = text_of(client.get(times))
    assert "08.00" in page
    assert "08.30" in page
    answer = choose(client, times, day[1])
    booking = Booking.unscoped.get()
    assert answer["Location"] == reverse("booking_ticket", args=[booking.code])
    ticket = text_of(client.get(answer["Location"]))
    assert booking.code in ticket
    assert "08.30 WIB" in ticket
    assert "Surat izin keluarga" in ticket
    assert "<svg" in ticket
    assert booking.starts_at == day[1].starts_at
    assert booking.contact_phone == "+6281200000001"


def test_no_name_number_or_phone_stands_in_any_address(
    client: Client, service: Service, day: list[Slot]
) -> None:
    times = to_times(client, service)
    ticket = choose(client, times, day[0])["Location"]
    for address in (times, ticket):
        assert not re.search(r"Sri|3510|0812|62812", address)


def test_what_is_wrong_says_of_whom(client: Client, service: Service) -> None:
    url = reverse("booking_people", args=[service.slug])
    wrong = people(people="2", name_2="", nik_2="", relation_2="spouse")
    page = text_of(client.post(url, wrong))
    assert "Orang ke-2, Nama sesuai KTP: Bagian ini belum diisi." in page
    alone = text_of(client.post(url, people(name_1="")))
    assert "Orang ke-1" not in alone


def test_ticket_page_shows_no_identity_number(
    client: Client, service: Service, day: list[Slot]
) -> None:
    ticket = choose(client, to_times(client, service), day[0])["Location"]
    assert "3510995205880001" not in text_of(client.get(ticket))


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name_1", "", "wajib"),
        ("nik_1", "123", "16"),
        ("nik_1", "3510995205880000", "0000"),
        ("nik_1", "", "NIK"),
        ("contact_phone", "abc", "0812"),
        ("contact_phone", "0812", "0812"),
        ("booked_by_role", "president", "president"),
    ],
)
def test_wrong_people_form_keeps_what_was_typed(
    client: Client, service: Service, day: list[Slot], field: str, typed: str, message: str
) -> None:
    answer = client.post(reverse("booking_people", args=[service.slug]), people(**{field: typed}))
    assert answer.status_code == 422
    assert answer.context["form"].has_error(field)
    page = text_of(answer)
    assert f'href="#id_{field}' in page, "the summary on top links to the field"
    assert "Sri Wahyuni" in page
    if typed:
        assert typed in page


def test_name_with_apostrophe_and_60_letters_is_booked(
    client: Client, service: Service, day: list[Slot]
) -> None:
    name = "Nur'aini " + "Wulandari " * 5
    choose(client, to_times(client, service, name_1=name), day[0])
    assert Party.unscoped.get().name == name.strip()


def test_second_person_is_added_without_javascript(
    client: Client, service: Service, day: list[Slot]
) -> None:
    url = reverse("booking_people", args=[service.slug])
    answer = client.post(url, {**people(), "add": "1"})
    assert answer.status_code == 200
    assert "Sri Wahyuni" in text_of(answer)
    both = {
        **people(),
        "people": "2",
        "name_2": "Bambang",
        "born_on_2": "1980-02-03",
        "relation_2": "spouse",
    }
    times = client.post(url, both)["Location"]
    # 30 minutes for the first and 15 for the second person: two half hours in a row.
    assert choose(client, times, day[3]).status_code == 409
    choose(client, times, day[0])
    booking = Booking.unscoped.get()
    assert [party.name for party in booking.parties.all()] == ["Sri Wahyuni", "Bambang"]
    assert booking.allocations.count() == 2


def test_same_person_twice_in_one_visit_is_refused(client: Client, service: Service) -> None:
    twice = {**people(), "people": "2", "name_2": "Sri", "nik_2": "3510995205880001"}
    answer = client.post(
        reverse("booking_people", args=[service.slug]), {**twice, "relation_2": "relative"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].has_error("name_2")


def test_neighbour_says_whether_somebody_comes_with_a_letter(
    client: Client, service: Service
) -> None:
    service.needs_authority = True
    service.save()
    url = reverse("booking_people", args=[service.slug])
    by_neighbour = {"booked_by_role": "neighbour", "relation_1": "neighbour"}
    answer = client.post(url, people(**by_neighbour))
    assert answer.status_code == 422
    assert answer.context["form"].has_error("authority_1")
    assert client.post(url, people(**by_neighbour, authority_1="letter")).status_code == 302
    by_child = {"booked_by_role": "family", "relation_1": "parent"}
    assert client.post(url, people(**by_child)).status_code == 302, "by law this is family"


def test_same_draft_sent_twice_is_one_booking(
    client: Client, service: Service, day: list[Slot]
) -> None:
    times = to_times(client, service)
    first, second = choose(client, times, day[0]), choose(client, times, day[1])
    assert first["Location"] == second["Location"]
    assert Booking.unscoped.count() == 1


def test_lost_reply_then_sending_again_shows_the_same_ticket(
    client: Client, service: Service, day: list[Slot]
) -> None:
    times = to_times(client, service)
    before = dict(client.session.items())
    first = choose(client, times, day[0])
    session = client.session  # the phone never got the reply: its session is the one of before
    for key in list(session.keys()):
        del session[key]
    session.update(before)
    session.save()
    assert choose(client, times, day[0])["Location"] == first["Location"]
    assert Booking.unscoped.count() == 1


def test_taken_hour_offers_three_alternatives(
    client: Client, service: Service, day: list[Slot]
) -> None:
    times = to_times(client, service)
    make_booking(day[1], service, 77)
    answer = choose(client, times, day[1])
    assert answer.status_code == 409
    assert [one.starts_at for one in answer.context["alternatives"]] == [
        day[0].starts_at,
        day[2].starts_at,
        day[3].starts_at,
    ]
    assert choose(client, times, day[2]).status_code == 302


def test_person_with_an_appointment_is_told_so(
    client: Client, service: Service, day: list[Slot]
) -> None:
    choose(client, to_times(client, service), day[0])
    other = Client()
    answer = choose(other, to_times(other, service, contact_phone="0813 5555 1111"), day[1])
    assert answer.status_code == 409
    assert Booking.unscoped.count() == 1


@pytest.mark.parametrize("typed", ["", "kapan saja", "2026-13-45T99:99", "2020-01-01T08:00"])
def test_impossible_hour_is_answered_beside_the_hours(
    client: Client, service: Service, day: list[Slot], typed: str
) -> None:
    times = to_times(client, service)
    answer = client.post(times, {"starts_at": typed})
    assert answer.status_code in (409, 422)
    assert "08.00" in text_of(answer)
    assert Booking.unscoped.count() == 0


def test_unknown_draft_leads_back_to_the_start(client: Client, service: Service) -> None:
    answer = client.get(reverse("booking_time", args=["tidak-ada"]), follow=True)
    assert answer.redirect_chain == [(reverse("booking_start"), 302)]


def test_draft_is_unreadable_in_the_database(client: Client, service: Service) -> None:
    to_times(client, service)
    assert "Sri Wahyuni" not in str(dict(client.session.items()))
    assert "3510995205880001" not in str(dict(client.session.items()))


def test_two_tabs_are_two_bookings(client: Client, service: Service, day: list[Slot]) -> None:
    one = to_times(client, service)
    two = to_times(client, service, nik_1="3510995205880002", name_1="Bambang")
    assert choose(client, one, day[0])["Location"] != choose(client, two, day[1])["Location"]
    assert {party.name for party in Party.unscoped.all()} == {"Sri Wahyuni", "Bambang"}


class TestTicket:
    def open(self, client: Client, booking: Booking, digits: str) -> Any:
        return client.post(reverse("booking_ticket", args=[booking.code]), {"digits": digits})

    def test_asks_for_the_digits_once(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        booking = make_booking(day[0], service, 1, phone="+6281200009876")
        url = reverse("booking_ticket", args=[booking.code])
        assert "Warga 1" not in text_of(client.get(url))
        assert self.open(client, booking, "9876")["Location"] == url
        assert "Warga 1" in text_of(client.get(url))

    @pytest.mark.parametrize("digits", ["1234", "98", "98765", "abcd", "", "٩٨٧٦"])
    def test_wrong_digits_show_nothing(
        self, client: Client, service: Service, day: list[Slot], digits: str
    ) -> None:
        booking = make_booking(day[0], service, 1, phone="+6281200009876")
        answer = self.open(client, booking, digits)
        assert answer.status_code == 422
        assert "Warga 1" not in text_of(answer)

    def test_unknown_code_looks_like_wrong_digits(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        booking = make_booking(day[0], service, 1)
        unknown = "AAAAAA"
        strip = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')
        one = self.open(client, booking, "0000")
        other = client.post(reverse("booking_ticket", args=[unknown]), {"digits": "0000"})
        same = strip.sub("", text_of(one)).replace(booking.code, unknown)
        assert same == strip.sub("", text_of(other))
        assert one.status_code == other.status_code

    def test_eleventh_guess_is_stopped_from_wherever(
        self, service: Service, day: list[Slot]
    ) -> None:
        booking = make_booking(day[0], service, 1, phone="+6281200009876")
        for number in range(10):
            assert self.open(Client(), booking, f"{number:04d}").status_code == 422
        assert self.open(Client(), booking, "9876").status_code in (403, 429)

    def test_is_found_by_code_in_any_spelling(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        booking = make_booking(day[0], service, 1, phone="+6281200009876")
        code = f"{booking.code[:3]}-{booking.code[3:]}".lower()
        answer = client.post(reverse("booking_find"), {"code": code, "digits": "9876"})
        assert answer["Location"] == reverse("booking_ticket", args=[booking.code])

    def test_malformed_code_is_not_found(self, client: Client) -> None:
        for code in ("ABC", "OOOOOO", "x" * 500):
            assert client.get(f"/ltsa/janji/{code}/").status_code == 404

    def test_cancelling_gives_the_place_back_once(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        ticket = choose(client, to_times(client, service), day[0])["Location"]
        booking = Booking.unscoped.get()
        url = reverse("booking_cancel", args=[booking.code])
        assert client.get(url).status_code == 200
        for _twice in range(2):
            assert client.post(url, {"version": "1"})["Location"] == ticket
        booking.refresh_from_db()
        day[0].refresh_from_db()
        assert booking.state == State.CANCELLED
        assert day[0].used_total == 0

    def test_stranger_cannot_cancel(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        booking = make_booking(day[0], service, 1)
        assert client.post(reverse("booking_cancel", args=[booking.code])).status_code == 404
        booking.refresh_from_db()
        assert booking.state == State.BOOKED

    def test_calendar_file_names_nobody(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        choose(client, to_times(client, service), day[0])
        booking = Booking.unscoped.get()
        url = reverse("booking_calendar", args=[booking.code])
        answer = client.get(url)
        file = text_of(answer)
        assert answer["Content-Type"] == "text/calendar"
        assert f"DTSTART:{booking.starts_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" in file
        assert "Sri Wahyuni" not in file
        assert Client().get(url).status_code == 404

    def test_share_text_names_nobody(
        self, client: Client, service: Service, day: list[Slot]
    ) -> None:
        page = client.get(choose(client, to_times(client, service), day[0])["Location"])
        assert page.context["share_url"].startswith("https://wa.me/?text=")
        assert "Wahyuni" not in page.context["share_url"]


def test_coordinator_books_for_her_own_village(
    world: World, signed_in: Any, service: Service, day: list[Slot]
) -> None:
    coordinator = world.users["coordinator"]
    browser = signed_in(coordinator)
    form = people(relation_1="villager", village=str(coordinator.village_id))
    del form["booked_by_role"]
    url = reverse("booking_people", args=[service.slug])
    foreign = {**form, "village": str(world.neighbour.village.pk)}
    assert browser.post(url, foreign).status_code == 422
    choose(browser, browser.post(url, form)["Location"], day[0])
    booking = Booking.unscoped.get(parties__service=service)
    assert (booking.channel, booking.booked_by) == (Booking.Channel.COORDINATOR, coordinator)
    assert booking.village == coordinator.village


def test_inactive_or_unknown_service_is_not_found(client: Client, service: Service) -> None:
    service.is_active = False
    service.save()
    for name in ("booking_papers", "booking_people", "service_page"):
        for slug in (service.slug, "tidak-ada"):
            assert client.get(reverse(name, args=[slug])).status_code == 404


def test_full_calendar_says_so(client: Client, service: Service) -> None:
    page = text_of(client.get(to_times(client, service)))
    assert "starts_at" not in page


def test_hours_of_today_that_have_passed_are_not_offered(client: Client, service: Service) -> None:
    make_day(PoolFactory(), days=-1)
    page = client.get(to_times(client, service))
    assert page.context["days"] == []


@pytest.mark.parametrize("hour", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_an_hour_at_the_end_of_the_calendar_is_not_one_of_those_offered(
    client: Client, service: Service, day: list[Slot], hour: str
) -> None:
    answer = client.post(to_times(client, service), {"starts_at": hour})
    assert answer.status_code == 422
    assert not Booking.unscoped.exists()


def test_pages_with_what_a_family_typed_are_kept_by_no_shared_phone(
    client: Client, service: Service, day: list[Slot]
) -> None:
    times = to_times(client, service)
    for address in (reverse("booking_people", args=[service.slug]), times):
        assert "no-store" in client.get(address)["Cache-Control"]
