"""The day at the desk: numbers, counters, calling, setting aside, several desks, walk-ins."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa import actions
from ltsa.actions import arrive, call, call_next, park, recall, resume, serve, undo
from ltsa.invariants import broken
from ltsa.models import (
    Booking,
    Duty,
    MissingPaper,
    Party,
    Pool,
    Requirement,
    Service,
    State,
    Turn,
    VisitEvent,
)
from ltsa.refusals import AlreadyBooked, CounterBusy, NotPossible
from ltsa.ticket import write_ticket
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    ServiceStepFactory,
    SlotFactory,
    make_booking,
    make_running,
    make_visit,
    needs_day,
    visitor,
)

pytestmark = pytest.mark.django_db


def here(service: Service, number: int, *people: int, **more: Any) -> Booking:
    return arrive(booking=make_visit(service, number, *people, **more))


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def kinds(booking: Booking) -> list[str]:
    return list(booking.events.order_by("at", "pk").values_list("kind", flat=True))


def press(browser: Client, booking: Booking, step: str, **data: Any) -> Any:
    return browser.post(reverse("desk_step", args=[booking.pk, step]), data, follow=True)


# --- numbers -------------------------------------------------------------------------------------


def test_everybody_who_arrives_gets_the_next_number(service: Service) -> None:
    labels = [here(service, number).turn.label for number in range(3)]
    assert labels == ["A-001", "A-002", "A-003"]


def test_number_stays_hers_when_she_comes_twice(service: Service, officer: User) -> None:
    booking = here(service, 1)
    actions.set_back(booking=booking, by=officer)
    here(service, 2)
    assert arrive(booking=booking, by=officer).turn.label == "A-001"


def test_each_desk_has_a_letter_of_its_own(pool: Pool) -> None:
    assert [PoolFactory(name=name).letter for name in ("Dua", "Tiga")] == ["B", "C"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.create(office=pool.office, name="Empat", letter="A")


def test_two_visits_never_have_one_number(service: Service) -> None:
    first, second = here(service, 1).turn, here(service, 2).turn
    second.number = first.number
    with pytest.raises(IntegrityError, match="ltsa_turn_number_once_a_day"), transaction.atomic():
        second.save()


def test_who_comes_late_waits_from_when_she_came(service: Service, officer: User) -> None:
    needs_day(before=25, after=30)
    pool = service.steps.get().pool
    now = timezone.now()
    missed = SlotFactory(
        pool=pool, starts_at=now - dt.timedelta(minutes=25), minutes=20, cap_online=5
    )
    due = SlotFactory(pool=pool, starts_at=now - dt.timedelta(minutes=5), cap_online=5)
    late = arrive(booking=make_booking(missed, service, 1, channel=Booking.Channel.DESK))
    on_time = arrive(booking=make_booking(due, service, 2, channel=Booking.Channel.DESK))
    assert call_next(pools=[pool], counter="1", by=officer) == on_time
    assert call_next(pools=[pool], counter="2", by=officer) == late


# --- calling -------------------------------------------------------------------------------------


def test_the_same_counter_pressing_twice_calls_once(
    service: Service, pool: Pool, officer: User
) -> None:
    here(service, 1)
    here(service, 2)
    called = [call_next(pools=[pool], counter="2", by=officer) for _press in range(2)]
    assert called[0] == called[1]
    assert VisitEvent.unscoped.filter(kind="called").count() == 1


def test_a_counter_has_one_party_at_a_time(service: Service, pool: Pool, officer: User) -> None:
    first, second = here(service, 1), here(service, 2)
    serve(booking=first, counter="2", by=officer)
    with pytest.raises(CounterBusy):
        call_next(pools=[pool], counter="2", by=officer)
    with pytest.raises(CounterBusy):
        call(booking=second, counter="2", by=officer)
    assert state_of(second) == State.ARRIVED
    actions.finish(booking=first, by=officer)
    assert call(booking=second, counter="2", by=officer).state == State.CALLED
    assert broken() == []


def test_who_was_called_elsewhere_is_not_called_again(service: Service, officer: User) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="1", by=officer)
    with pytest.raises(NotPossible):
        call(booking=booking, counter="2", by=officer)
    assert Turn.unscoped.get().counter == "1"


def test_who_comes_to_the_wrong_counter_is_served_there(service: Service, officer: User) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="1", by=officer)
    serve(booking=booking, counter="2", by=officer)
    assert Turn.unscoped.get().counter == "2"


def test_called_once_more_is_written_down_and_a_double_press_is_not(
    service: Service, officer: User
) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="1", by=officer)
    for _press in range(2):
        recall(booking=booking, counter="1", by=officer)
    assert "recalled" not in kinds(booking)  # within the seconds of one press
    Turn.unscoped.update(called_at=timezone.now() - dt.timedelta(minutes=1))
    recall(booking=booking, counter="1", by=officer)
    assert kinds(booking).count("recalled") == 1
    assert Turn.unscoped.get().calls == 2
    with pytest.raises(NotPossible):
        recall(booking=booking, counter="2", by=officer)
    assert broken() == []


def test_who_was_set_aside_is_passed_over_until_she_is_back(
    service: Service, pool: Pool, officer: User
) -> None:
    away, other = here(service, 1), here(service, 2)
    call(booking=away, counter="1", by=officer)
    park(booking=away, by=officer)
    assert Turn.unscoped.get(booking=away).counter == ""
    assert call_next(pools=[pool], counter="1", by=officer) == other
    assert call_next(pools=[pool], counter="2", by=officer) is None
    resume(booking=away, by=officer)
    assert call_next(pools=[pool], counter="2", by=officer) == away
    assert kinds(away) == ["booked", "arrived", "called", "parked", "resumed", "called"]
    assert broken() == []


def test_nobody_of_yesterday_is_called(service: Service, pool: Pool, officer: User) -> None:
    here(service, 1)
    Turn.unscoped.update(day=timezone.localdate() - dt.timedelta(days=1))
    assert call_next(pools=[pool], counter="1", by=officer) is None


def test_visit_that_arrived_before_there_were_numbers_is_called(
    service: Service, pool: Pool, officer: User
) -> None:
    booking = here(service, 1)
    Turn.unscoped.all().delete()
    assert call_next(pools=[pool], counter="1", by=officer) == booking
    assert Turn.unscoped.get().label == "A-002"


# --- several desks in one visit ------------------------------------------------------------------


@pytest.fixture
def two_desks(service: Service, pool: Pool) -> Booking:
    """A visit that passes two desks, and is here."""
    needs_day(after=130)
    second = PoolFactory(name="Loket kedua")
    ServiceStepFactory(service=service, pool=second, order=2)
    SlotFactory(
        pool=second,
        starts_at=make_running(pool).ends_at,
        cap_online=0,
        cap_total=5,
    )
    return here(service, 1)


def test_visit_goes_from_desk_to_desk_with_one_number(
    two_desks: Booking, pool: Pool, officer: User
) -> None:
    second = Pool.objects.get(name="Loket kedua")
    assert call_next(pools=[second], counter="9", by=officer) is None
    serve(booking=two_desks, counter="1", by=officer)
    for _press in range(2):
        actions.pass_on(booking=two_desks, pool=second, by=officer)
    assert state_of(two_desks) == State.ARRIVED
    assert call_next(pools=[pool], counter="1", by=officer) is None
    called = call_next(pools=[second], counter="9", by=officer)
    assert called == two_desks
    assert Turn.unscoped.get().label == "A-001"
    serve(booking=two_desks, counter="9", by=officer)
    actions.finish(booking=two_desks, by=officer)
    told = two_desks.events.order_by("at", "pk").values_list("kind", "pool__name", "counter")
    assert list(told)[1:] == [
        ("arrived", pool.name, ""),
        ("serving", pool.name, "1"),
        ("passed", second.name, "1"),
        ("called", second.name, "9"),
        ("serving", second.name, "9"),
        ("done", second.name, "9"),
    ]
    assert broken() == []


def test_sent_on_by_mistake_is_taken_back(two_desks: Booking, officer: User) -> None:
    second = Pool.objects.get(name="Loket kedua")
    serve(booking=two_desks, counter="1", by=officer)
    actions.pass_on(booking=two_desks, pool=second, by=officer)
    undo(booking=two_desks, marked="passed", by=officer)
    turn = Turn.unscoped.get()
    assert (state_of(two_desks), turn.pool.letter, turn.counter) == (State.SERVING, "A", "1")
    assert broken() == []


def test_desk_of_another_office_is_refused(two_desks: Booking, officer: User) -> None:
    other = PoolFactory(office=OfficeFactory(code="lain", name="Lain"))
    with pytest.raises(NotPossible):
        actions.pass_on(booking=two_desks, pool=other, by=officer)


def test_screen_offers_the_next_desk_first(
    two_desks: Booking, officer: User, duty: Duty, browser: Client
) -> None:
    PoolFactory(name="Bukan tujuan")
    serve(booking=two_desks, counter="2", by=officer)
    page = browser.get(reverse("desk"))
    [row] = page.context["mine"]
    assert [desk.name for desk in row.desks] == ["Loket kedua", "Bukan tujuan"]
    press(browser, two_desks, "pass_on", desk=row.desks[0].pk)
    assert Turn.unscoped.get().pool.name == "Loket kedua"
    assert press(browser, two_desks, "pass_on", desk="999999").status_code == 404


# --- taking back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["called", "parked", "serving", "done", "no_show"])
def test_each_mark_is_taken_back_with_its_place_in_the_queue(
    service: Service, officer: User, mark: str
) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="2", by=officer)
    if mark == "called":
        expected = (State.ARRIVED, "", False)
    elif mark == "parked":
        park(booking=booking, by=officer)
        expected = (State.CALLED, "2", False)
    elif mark == "no_show":
        actions.no_show(booking=booking, by=officer)
        expected = (State.CALLED, "2", False)
    else:
        serve(booking=booking, counter="2", by=officer)
        expected = (State.CALLED, "2", False)
        if mark == "done":
            actions.finish(booking=booking, by=officer)
            expected = (State.SERVING, "2", False)
    for _press in range(2):
        undo(booking=booking, marked=mark, by=officer)
    turn = Turn.unscoped.get()
    assert (state_of(booking), turn.counter, turn.is_parked) == expected
    assert broken() == []


def test_mark_is_not_taken_back_onto_a_counter_that_is_busy(
    service: Service, officer: User
) -> None:
    first, second = here(service, 1), here(service, 2)
    serve(booking=first, counter="2", by=officer)
    actions.finish(booking=first, by=officer)
    serve(booking=second, counter="2", by=officer)
    with pytest.raises(CounterBusy):
        undo(booking=first, marked="done", by=officer)
    assert state_of(first) == State.DONE
    assert broken() == []


def test_cancelled_visit_leaves_its_counter(service: Service, officer: User) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="2", by=officer)
    actions.cancel(booking=booking, by=officer)
    assert Turn.unscoped.get().counter == ""
    assert broken() == []


# --- one result for each person ------------------------------------------------------------------


@pytest.fixture
def family(service: Service, officer: User) -> Booking:
    """Two people of one visit, being served."""
    return serve(booking=here(service, 1, 2), counter="2", by=officer)


def test_visit_of_two_ends_when_both_have_a_result(
    family: Booking, officer: User, duty: Duty, browser: Client
) -> None:
    first, second = family.parties.order_by("pk")
    browser.post(reverse("desk_party", args=[first.pk, "done"]))
    assert state_of(family) == State.SERVING
    paper = Requirement.objects.create(service=second.service, text="Ijazah")
    url = reverse("desk_step", args=[family.pk, "incomplete"]) + f"?orang={second.pk}"
    assert browser.get(url).context["form"].parties == [second]
    browser.post(url, {f"papers_{second.pk}": paper.pk})
    assert state_of(family) == State.INCOMPLETE
    outcomes = list(family.parties.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["done", "incomplete"]
    assert MissingPaper.unscoped.get().text == "Ijazah"
    # Taken back: what was said of the first before stays.
    undo(booking=family, marked="incomplete", by=officer)
    outcomes = list(family.parties.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["done", ""]
    assert broken() == []


def test_result_of_one_is_taken_back_while_the_other_is_served(
    family: Booking, browser: Client
) -> None:
    first = family.parties.order_by("pk").first()
    assert first is not None
    for step in ("done", "reopen"):
        browser.post(reverse("desk_party", args=[first.pk, step]))
    first.refresh_from_db()
    assert first.outcome == ""


def test_form_for_two_asks_of_each_how_it_ended(family: Booking, browser: Client) -> None:
    first, second = family.parties.order_by("pk")
    paper = Requirement.objects.create(service=second.service, text="Ijazah")
    url = reverse("desk_step", args=[family.pk, "incomplete"])
    assert browser.post(url, {f"papers_{second.pk}": paper.pk}).status_code == 422
    answers = {
        f"outcome_{first.pk}": "done",
        f"outcome_{second.pk}": "incomplete",
        f"papers_{second.pk}": paper.pk,
    }
    browser.post(url, answers)
    assert state_of(family) == State.INCOMPLETE


def test_papers_checked_at_the_desk(family: Booking, browser: Client) -> None:
    party = family.parties.first()
    assert party is not None
    for _press in range(2):
        browser.post(reverse("desk_party", args=[party.pk, "check"]))
    party.refresh_from_db()
    assert party.readiness == Party.Readiness.DESK
    assert kinds(family).count("checked") == 1
    assert broken() == []


# --- the screen ----------------------------------------------------------------------------------


def test_counter_is_chosen_once(officer: User, pool: Pool, browser: Client) -> None:
    page = browser.get(reverse("desk")).content.decode()
    assert reverse("desk_counter") in page
    assert browser.post(reverse("desk_counter"), {"counter": " "}).status_code == 422
    answer = browser.post(reverse("desk_counter"), {"counter": " 2 ", "pools": pool.pk})
    assert answer["Location"] == reverse("desk")
    duty = Duty.of(officer)
    assert duty is not None
    assert (duty.counter, list(duty.pools.all())) == ("2", [pool])


def test_who_sits_down_takes_the_counter(officer: User, duty: Duty, pool: Pool) -> None:
    colleague = UserFactory(role=Role.LTSA_OFFICER, office=pool.office)
    actions.take_counter(user=colleague, counter="2", pools=[pool])
    assert Duty.of(officer) is None
    other = OfficeFactory(code="lain", name="Lain")
    with pytest.raises(NotPossible):
        actions.take_counter(user=colleague, counter="1", pools=[PoolFactory(office=other)])


def test_call_next_from_the_screen(service: Service, duty: Duty, browser: Client) -> None:
    booking = here(service, 1)
    page = browser.post(reverse("desk_call_next"), follow=True).content.decode()
    assert state_of(booking) == State.CALLED
    assert "A-001" in page
    assert reverse("desk_step", args=[booking.pk, "serve"]) in page


def test_without_a_counter_the_screen_asks_for_it(service: Service, browser: Client) -> None:
    booking = here(service, 1)
    answer = browser.post(reverse("desk_call_next"))
    assert answer["Location"] == reverse("desk_counter")
    assert state_of(booking) == State.ARRIVED


def test_scanned_ticket_of_today_is_an_arrival(service: Service, browser: Client) -> None:
    booking = make_visit(service, 1)
    ticket = write_ticket(booking)
    for _scan in range(2):
        page = browser.post(reverse("desk_arrival"), {"kode": ticket}, follow=True)
    assert state_of(booking) == State.ARRIVED
    assert "A-001" in page.content.decode()
    assert kinds(booking).count("arrived") == 1


def test_typed_code_is_an_arrival_and_a_name_is_looked_for(
    service: Service, browser: Client
) -> None:
    first, second = make_visit(service, 1), make_visit(service, 2)
    browser.post(reverse("desk_arrival"), {"kode": first.code.lower()})
    assert state_of(first) == State.ARRIVED
    page = browser.post(reverse("desk_arrival"), {"kode": "warga 2"}, follow=True)
    assert [row.booking for row in page.context["rows"]] == [second]
    assert state_of(second) == State.BOOKED
    page = browser.get(reverse("desk"), {"kode": "a-1"})
    assert [row.booking for row in page.context["rows"]] == [first]


def test_ticket_of_another_day_or_office_or_nobody_is_told(
    service: Service, browser: Client
) -> None:
    tomorrow = make_booking(SlotFactory(), service, 1)
    elsewhere = PoolFactory(office=OfficeFactory(code="lain", name="Lain"))
    other = make_booking(SlotFactory(pool=elsewhere), ServiceFactory(pool=elsewhere), 2)
    forged = write_ticket(tomorrow).replace(tomorrow.code, "AAAAAA")
    for text in (write_ticket(tomorrow), write_ticket(other), forged):
        page = browser.post(reverse("desk_arrival"), {"kode": text}, follow=True)
        assert list(page.context["messages"]), text
    assert state_of(tomorrow) == state_of(other) == State.BOOKED


def test_screen_that_has_seen_all_gets_an_empty_answer(
    service: Service, duty: Duty, browser: Client
) -> None:
    booking = here(service, 1)
    poll = browser.get(reverse("desk")).context["poll"]
    url = f"{reverse('desk')}?{poll}"
    assert browser.get(url, headers={"HX-Request": "true"}).status_code == 204
    call(booking=booking, counter="1", by=duty.user)
    answer = browser.get(url, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()


# --- people without an appointment ---------------------------------------------------------------


def walk_in_data(service: Service, **more: Any) -> dict[str, Any]:
    return {
        "submit_key": str(uuid.uuid4()),
        "people": "1",
        "name_1": "Sri Wahyuni",
        "service_1": service.pk,
        "priority": "0",
    } | more


def test_walk_in_waits_with_a_number(service: Service, pool: Pool, browser: Client) -> None:
    make_running(pool)
    data = walk_in_data(service, priority="1", nik_1="3510995205880001")
    for _press in range(2):
        browser.post(reverse("desk_walk_in"), data)
    booking = Booking.unscoped.get()
    assert (booking.state, booking.channel, booking.priority) == ("arrived", "walk_in", 1)
    assert booking.turn.label == "A-001"
    assert "3510995205880001" not in booking.parties.get().person_key


def test_several_walk_in_for_several_services(
    service: Service, pool: Pool, browser: Client
) -> None:
    make_running(pool)
    other = ServiceFactory(pool=pool)
    page = browser.post(reverse("desk_walk_in"), walk_in_data(service, add="1"))
    assert page.context["form"].people == 2
    assert 'value="Sri Wahyuni"' in page.content.decode()
    data = walk_in_data(service, people="2", name_2="Slamet", service_2=other.pk)
    del data["name_1"]
    assert browser.post(reverse("desk_walk_in"), data).status_code == 422
    data["name_1"] = "Sri Wahyuni"
    browser.post(reverse("desk_walk_in"), data)
    assert list(Booking.unscoped.get().parties.values_list("name", flat=True)) == [
        "Sri Wahyuni",
        "Slamet",
    ]


def test_full_day_offers_later_hours_that_can_be_taken_at_once(
    service: Service, pool: Pool, browser: Client
) -> None:
    later = SlotFactory(pool=pool)
    data = walk_in_data(service)
    refused = browser.post(reverse("desk_walk_in"), data)
    assert refused.status_code == 409
    value = f"{timezone.localtime(later.starts_at):%Y-%m-%dT%H:%M}"
    assert f'value="{value}"' in refused.content.decode()
    browser.post(reverse("desk_walk_in"), data | {"starts_at": value})
    booking = Booking.unscoped.get()
    assert (booking.state, booking.channel) == (State.BOOKED, Booking.Channel.DESK)


def test_who_has_an_appointment_already_is_told_so(
    service: Service, pool: Pool, browser: Client
) -> None:
    make_running(pool)
    nik = {"nik_1": "3510995205880001"}
    browser.post(reverse("desk_walk_in"), walk_in_data(service, **nik))
    assert browser.post(reverse("desk_walk_in"), walk_in_data(service, **nik)).status_code == 409
    assert Booking.unscoped.count() == 1


def test_entered_by_mistake_gives_the_place_back(
    service: Service, pool: Pool, browser: Client
) -> None:
    slot = make_running(pool)
    browser.post(reverse("desk_walk_in"), walk_in_data(service))
    booking = Booking.unscoped.get()
    press(browser, booking, "mistake")
    slot.refresh_from_db()
    assert (state_of(booking), slot.used_total) == (State.CANCELLED, 0)


def test_name_that_was_mistyped_is_mended_and_stays_one_person(
    service: Service, pool: Pool, officer: User, browser: Client
) -> None:
    make_running(pool)
    booking = actions.walk_in(
        office=pool.office,
        visitors=[actions.unnamed(service, uuid.uuid4(), 1)],
        contact_name="-",
        contact_phone="",
        submit_key=uuid.uuid4(),
        by=None,
    )
    party = booking.parties.get()
    url = reverse("desk_party", args=[party.pk, "name"])
    assert browser.post(url, {"name": "Sri", "nik": "12"}).status_code == 422
    browser.post(url, {"name": "Sri Wahyuni", "nik": "3510995205880001"})
    party.refresh_from_db()
    assert (party.name, booking.claims.get().person_key) == ("Sri Wahyuni", party.person_key)
    assert broken() == []
    again = make_booking(make_running(pool), service, 7, channel=Booking.Channel.DESK)
    other = again.parties.get()
    with pytest.raises(AlreadyBooked):
        actions.name_visitor(
            party=other, name="Sri Wahyuni", person_key=party.person_key, by=officer
        )
    assert (
        browser.post(
            reverse("desk_party", args=[other.pk, "name"]),
            {"name": "Sri Wahyuni", "nik": "3510995205880001"},
        ).status_code
        == 422
    )


# --- the screen in the hall ----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def fresh_boards() -> None:
    from ltsa.board import forget_boards

    forget_boards()


def test_display_shows_numbers_and_counters_and_nobody(
    service: Service, pool: Pool, officer: User, client: Client, django_assert_num_queries: Any
) -> None:
    booking = here(service, 1)
    here(service, 2)
    call(booking=booking, counter="2", by=officer)
    url = reverse("queue_display", args=[pool.office.code])
    page = client.get(url)
    text = page.content.decode()
    assert "A-001" in text
    for private in ("Warga", booking.code, booking.contact_phone, service.name):
        assert private not in text
    part = client.get(url, {"isi": ""})
    assert "<html" not in part.content.decode()
    again = client.get(url, {"isi": ""}, headers={"If-None-Match": part["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_hundred_phones_ask_the_database_for_the_office_only(
    service: Service, pool: Pool, client: Client, django_assert_max_num_queries: Any
) -> None:
    here(service, 1)
    url = reverse("queue_display", args=[pool.office.code])
    client.get(url, {"isi": ""})
    with django_assert_max_num_queries(2):
        client.get(url, {"isi": ""})


def test_office_without_desks_has_no_display(client: Client) -> None:
    OfficeFactory(code="tanpa", name="Tanpa loket")
    assert client.get(reverse("queue_display", args=["tanpa"])).status_code == 404
    assert client.get(reverse("queue_display", args=["bukan-kantor"])).status_code == 404


def test_slip_tells_how_many_are_before_her_and_no_name(
    service: Service, officer: User, client: Client
) -> None:
    first, second = here(service, 1), here(service, 2)
    elder = here(service, 3, priority=Booking.Priority.PRIORITY)
    assert second.turn.queue_ahead() == 2
    url = reverse("queue_place", args=[second.turn.token])
    text = client.get(url).content.decode()
    assert "A-002" in text
    assert "Warga" not in text
    assert second.code not in text
    park(booking=first, by=officer)
    call(booking=elder, counter="1", by=officer)
    assert second.turn.queue_ahead() == 0
    call(booking=second, counter="4", by=officer)
    assert "loket 4" in client.get(url).content.decode()
    assert client.get(reverse("queue_place", args=["A" * 12])).status_code == 404


def test_day_list_on_paper_has_the_day_and_not_who_cancelled(
    service: Service, browser: Client
) -> None:
    coming, gone = make_visit(service, 1), make_visit(service, 2)
    actions.cancel(booking=gone)
    text = browser.get(reverse("desk_day_list")).content.decode()
    assert coming.code in text
    assert gone.code not in text
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    later = browser.get(reverse("desk_day_list"), {"hari": tomorrow.isoformat()})
    assert coming.code not in later.content.decode()
    assert browser.get(reverse("desk_day_list"), {"hari": "9999-99-99"}).status_code == 200


def test_events_of_the_day_tell_desk_and_counter(
    service: Service, pool: Pool, officer: User
) -> None:
    booking = here(service, 1)
    call(booking=booking, counter="2", by=officer)
    serve(booking=booking, counter="2", by=officer)
    actions.conclude(
        booking=booking,
        results={booking.parties.get().pk: actions.Result(Party.Outcome.DONE)},
        by=officer,
    )
    told = booking.events.order_by("at", "pk").values_list("kind", "pool", "counter")
    assert list(told)[1:] == [
        ("arrived", pool.pk, ""),
        ("called", pool.pk, "2"),
        ("serving", pool.pk, "2"),
        ("done", pool.pk, "2"),
    ]


def test_arrival_without_a_network_is_told_with_its_own_time(service: Service) -> None:
    booking = make_visit(service, 1)
    VisitEvent.unscoped.filter(booking=booking).order_by("at").first()
    now = timezone.now()
    for at in (now + dt.timedelta(hours=1), now - dt.timedelta(days=3)):
        arrive(booking=booking, at=at)
        event = booking.events.filter(kind="arrived").order_by("-pk").first()
        assert event is not None
        assert booking.created_at <= event.at <= timezone.now()


def test_names_of_people_with_numbers_are_seen_by_their_office_only(service: Service) -> None:
    here(service, 1)
    stranger = UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory(code="lain", name="Lain"))
    assert not Turn.visible_to(stranger).exists()
    assert visitor(service, 1).name not in repr(list(Turn.public().values()))


def test_page_for_a_day_without_a_network_has_keys_and_codes_and_no_names(
    service: Service, browser: Client
) -> None:
    booking = make_visit(service, 1)
    page = browser.get(reverse("desk_check"))
    assert page.context["facts"]["visits"][0]["code"] == booking.code
    assert "Warga" not in page.content.decode()
    assert settings.SECRET_KEY not in page.content.decode()


def test_arrivals_without_a_network_are_sent_later_and_count_once(
    service: Service, browser: Client
) -> None:
    booking = make_visit(service, 1)
    elsewhere = PoolFactory(office=OfficeFactory(code="lain", name="Lain"))
    other = make_visit(ServiceFactory(pool=elsewhere), 2)
    now = timezone.now().timestamp() * 1000
    sent = [
        {"code": booking.code, "at": now},
        {"code": other.code, "at": now},
        {"code": "AAAAAA", "at": 1e300},
    ]
    for _time in range(2):
        answer = browser.post(reverse("desk_check_send"), {"arrivals": json.dumps(sent)})
        assert answer.json()["done"] == [booking.code, other.code, "AAAAAA"]
    assert (state_of(booking), state_of(other)) == (State.ARRIVED, State.BOOKED)
    assert kinds(booking).count("arrived") == 1
    far_away = json.dumps([{"code": booking.code, "at": 10**400}])
    for wrong in ("", "{}", "[1]", "null", "[" * 100_000, far_away):
        assert browser.post(reverse("desk_check_send"), {"arrivals": wrong}).status_code == 400
