"""A visit that was in vain is made again: same people, same services, nothing typed twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from ltsa.actions import Visitor, check_papers, hold_list
from ltsa.models import Booking, PaperCheck, Party, Requirement, Service, Slot, State
from ltsa.person_key import key_of
from tests.factories import PersonFactory, UserFactory, VillageFactory
from tests.ltsa.factories import ServiceFactory, make_booking, make_day
from tests.ltsa.test_family_pages import choose, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    service = ServiceFactory(slug="rekom", name="Rekomendasi paspor")
    Requirement.objects.create(service=service, text="Surat izin keluarga")
    return service


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    return make_day(service.steps.get().pool, slots=4)


def in_vain(booking: Booking) -> Booking:
    """It was yesterday, and papers were missing."""
    booking.parties.update(outcome=Party.Outcome.INCOMPLETE, missing="Surat izin keluarga")
    from ltsa.actions.seats import end, log

    Booking.unscoped.filter(pk=booking.pk).update(state=State.ARRIVED)
    row = Booking.unscoped.get(pk=booking.pk)
    end(row, State.INCOMPLETE)
    log(row, "incomplete")
    return row


def opened(booking: Booking) -> Client:
    client = Client()
    url = reverse("booking_ticket", args=[booking.code])
    client.post(url, {"digits": booking.contact_phone[-4:]})
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_family_books_again_without_typing_who_comes(service: Service, slots: list[Slot]) -> None:
    first = make_booking(slots[0], service, 1, 2, booked_by_role="family", phone="+6281200000007")
    Party.unscoped.filter(booking=first).update(relation_to_booker="child")
    old = in_vain(first)
    client = opened(old)
    assert "Buat janji lagi" in text_of(client.get(reverse("booking_ticket", args=[old.code])))
    papers = client.post(reverse("booking_again", args=[old.code]))["Location"]
    assert "rekom" in papers
    assert "Warga" not in papers
    who = client.post(papers, {})["Location"]
    page = text_of(client.get(who))
    assert "Warga 1" in page
    assert "Warga 2" in page
    assert "nik_1" not in page
    assert "0812 0000 0007" in page or "0812-0000-0007" in page
    form = client.get(who).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    times = client.post(who, {**sent, "people": "2"})
    assert times.status_code == 302, times.context["form"].errors
    answer = choose(client, times["Location"], slots[2])
    new = Booking.unscoped.exclude(pk=old.pk).get()
    assert answer["Location"] == reverse("booking_ticket", args=[new.code])
    assert set(new.parties.values_list("person_key", "service")) == set(
        old.parties.values_list("person_key", "service")
    )
    assert new.starts_at == slots[2].starts_at


def test_only_what_was_in_vain_is_booked_again(service: Service, slots: list[Slot]) -> None:
    old = in_vain(make_booking(slots[0], service, 1, 2))
    done = old.parties.order_by("pk")[0]
    Party.unscoped.filter(pk=done.pk).update(outcome=Party.Outcome.DONE)
    client = opened(old)
    papers = client.post(reverse("booking_again", args=[old.code]))["Location"]
    page = text_of(client.get(client.post(papers, {})["Location"]))
    assert "Warga 2" in page
    assert "Warga 1<" not in page.split("<form")[1]


def test_draft_of_another_visit_is_of_no_use_without_its_digits(
    service: Service, slots: list[Slot]
) -> None:
    old = in_vain(make_booking(slots[0], service, 1))
    assert Client().post(reverse("booking_again", args=[old.code])).status_code == 404


def test_coming_visit_cannot_be_made_again(service: Service, slots: list[Slot]) -> None:
    booking = make_booking(slots[0], service, 1)
    answer = opened(booking).post(reverse("booking_again", args=[booking.code]))
    assert answer["Location"] == reverse("booking_ticket", args=[booking.code])


def test_service_that_is_no_longer_offered_is_said(service: Service, slots: list[Slot]) -> None:
    old = in_vain(make_booking(slots[0], service, 1))
    service.is_active = False
    service.save()
    answer = opened(old).post(reverse("booking_again", args=[old.code]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("booking_start")
    assert "tidak bisa" in text_of(answer)


def test_coordinator_finds_who_went_in_vain_and_books_again(
    service: Service, slots: list[Slot]
) -> None:
    village = VillageFactory()
    person = PersonFactory(village=village, name="Sumiati")
    user = UserFactory(role=Role.COORDINATOR, village=village)
    old = in_vain(
        make_booking(
            slots[0],
            service,
            visitors=[Visitor(key_of(person), person.name, service, person=person)],
            village=village,
            contact_name="Sumiati",
        )
    )
    client = Client()
    client.force_login(user)
    work = text_of(client.get(reverse("work")))
    assert "datang sia-sia" in work
    visits = reverse("visit_list")
    assert "Sumiati" in text_of(client.get(visits))
    papers = client.post(reverse("appointment_again", args=[old.pk]))["Location"]
    who = client.post(papers, {})["Location"]
    form = client.get(who).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    times = client.post(who, {**sent, "people": "1"})
    assert times.status_code == 302, times.context["form"].errors
    choose(client, times["Location"], slots[2])
    new = Booking.unscoped.exclude(pk=old.pk).get()
    assert (new.channel, new.parties.get().person) == (Booking.Channel.COORDINATOR, person)
    assert "sia-sia" not in text_of(client.get(visits)), "she has an appointment again"


def test_tile_of_missing_papers_counts_the_list_behind_it(
    service: Service, slots: list[Slot]
) -> None:
    village = VillageFactory()
    user = UserFactory(role=Role.COORDINATOR, village=village)
    missing = make_booking(slots[0], service, 1, village=village)
    make_booking(slots[1], service, 2, village=village)
    paper = service.requirements.get()
    check_papers(
        booking=missing,
        checker=PaperCheck.Checker.FAMILY,
        answers={missing.parties.get().pk: {paper.pk: "missing"}},
        by=None,
    )
    client = Client()
    client.force_login(user)
    url = f"{reverse('visit_list')}?berkas=kurang"
    assert url.replace("&", "&amp;") in text_of(client.get(reverse("work")))
    page = client.get(url)
    assert [one.pk for one in page.context["page"]] == [missing.pk]
    assert page.context["lacking"] == 1


def test_list_of_several_people_leads_to_each_ticket(service: Service, slots: list[Slot]) -> None:
    import uuid

    from ltsa.actions import Guest, accept_list

    village = VillageFactory()
    user = UserFactory(role=Role.COORDINATOR, village=village)
    guests = [Guest(PersonFactory(village=village), "+6281211110000") for _two in range(2)]
    key = uuid.uuid4()
    bookings = hold_list(
        office=slots[0].pool.office,
        services=[service],
        guests=guests,
        starts_at=slots[0].starts_at,
        list_key=key,
        by=user,
    )
    accept_list(bookings=bookings, by=user)
    client = Client()
    client.force_login(user)
    page = text_of(client.get(reverse("list_confirm", args=[key])))
    for booking in bookings:
        ticket = reverse("booking_ticket", args=[booking.code])
        assert ticket in page
        assert booking.code in text_of(client.get(ticket))
        assert "<svg" in text_of(client.get(ticket)), "opens without the digits"


def test_who_waits_has_a_helper_and_a_second_contact_as_a_booking(
    client: Client, service: Service, slots: list[Slot]
) -> None:
    from ltsa.actions import cancel, offer_places

    taken = [make_booking(slot, service, 50 + n) for n, slot in enumerate(slots)]
    company = {
        "helper_name": "Pak Darto",
        "helper_phone": "0812 9999 0001",
        "second_name": "Bu Lastri",
        "second_phone": "0812 9999 0002",
    }
    times = client.post(reverse("booking_people", args=["rekom"]), people(**company))["Location"]
    join = reverse("waiting_join", args=[times.rstrip("/").split("/")[-1]])
    today = timezone.localdate()
    answer = client.post(
        join,
        {
            "first_day": f"{today}",
            "last_day": f"{timezone.localdate(slots[0].starts_at)}",
            "hours": "any",
        },
    )
    assert answer.status_code == 302
    page = text_of(client.get(answer["Location"]))
    assert "Pak Darto" in page
    assert "Bu Lastri" in page
    cancel(booking=taken[0])
    assert offer_places(office=taken[0].office) == 1
    offer = Booking.unscoped.get(state=State.HELD)
    assert (offer.helper_name, offer.second_phone) == ("Pak Darto", "+6281299990002")
