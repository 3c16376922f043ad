"""Moves between villages: asked, answered, told to nobody too early, and never done twice."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from migrants.models import Care, Household, HouseholdMembership, MoveRequest, Person, Residence
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db
NIK, NOBODY = "3510995205889001", "3510995205889009"


@pytest.fixture
def there(neighbour: Village) -> User:
    """The coordinator of the village where she is registered."""
    made: User = make.UserFactory(role=Role.COORDINATOR, village=neighbour, full_name="Bu Tetangga")
    return made


@pytest.fixture
def next_door(there: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(there)


@pytest.fixture
def person(neighbour: Village) -> Person:
    made: Person = make.PersonFactory(
        village=neighbour, name="Sumiati Rahasia", nik=NIK, hamlet="Krajan", rt="001"
    )
    return made


def ask(browser: Client, **typed: Any) -> Any:
    return browser.post("/kerja/pindah/minta/", {"typed_name": "Sumi", "typed_nik": NIK} | typed)


def answer(browser: Client, request: MoveRequest, **typed: Any) -> int:
    return browser.post(f"/kerja/pindah/{request.pk}/", {"answer": "accept"} | typed).status_code


def only_request() -> MoveRequest:
    found: MoveRequest = MoveRequest.unscoped.get()
    return found


def plain(page: bytes) -> str:
    """A page without its tokens and keys."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())
    return re.sub(r"/kerja/pindah/\d+/|nonce-[\w=+/-]+|••••\d{4}", "", text)


class TestAsking:
    def test_same_words_and_steps_whether_or_not_somebody_is_found(
        self, browser: Client, person: Person
    ) -> None:
        browser.get("/kerja/pindah/")  # fills caches
        pages, steps = [], []
        for nik in (NIK, NOBODY):
            with CaptureQueriesContext(connection) as asked:
                assert ask(browser, typed_nik=nik).status_code == 302
            steps.append([re.sub(r"'[^']*'|\d+|NULL", "?", one["sql"])[:60] for one in asked])
            request = only_request()
            pages.append(
                [
                    plain(browser.get("/kerja/pindah/?status=diminta").content),
                    plain(browser.get(f"/kerja/pindah/{request.pk}/").content),
                ]
            )
            request.delete()
        assert pages[0] == pages[1]
        assert steps[0] == steps[1]

    def test_nothing_of_her_is_shown_before_acceptance(
        self, browser: Client, person: Person, neighbour: Village
    ) -> None:
        ask(browser)
        request = only_request()
        assert (request.person, request.from_village) == (person, neighbour)
        for address in ("/kerja/", "/kerja/pindah/?status=diminta", f"/kerja/pindah/{request.pk}/"):
            page = browser.get(address).content.decode()
            assert "Rahasia" not in page
            assert neighbour.name not in page
            assert NIK not in page

    def test_other_village_asking_for_her_changes_nothing_here(
        self, browser: Client, person: Person, signed_in: Callable[[User], Client]
    ) -> None:
        third = signed_in(make.UserFactory(coordinator=True))
        assert ask(third).status_code == ask(browser).status_code == 302
        assert [one.person for one in MoveRequest.unscoped.order_by("pk")] == [person, None]

    def test_own_village_asks_once(self, browser: Client, person: Person) -> None:
        ask(browser)
        again = ask(browser)
        assert again.status_code == 422
        assert "Sumi" in again.content.decode()
        for nik in (NOBODY, NOBODY):  # the same holds where nobody is found
            last = ask(browser, typed_nik=nik)
        assert last.status_code == 422
        assert MoveRequest.unscoped.count() == 2

    def test_double_tap_asks_once(self, browser: Client, person: Person) -> None:
        key = {"submit_key": "7b0a3c58-8c1c-4c52-9a51-f2d1b1a50002"}
        assert ask(browser, **key).status_code == ask(browser, **key).status_code == 302
        assert MoveRequest.unscoped.count() == 1

    def test_own_people_need_no_request(self, browser: Client, village: Village) -> None:
        make.PersonFactory(village=village, nik=NIK, name="Warga Sendiri")
        assert "Warga Sendiri" in ask(browser).content.decode()

    @pytest.mark.parametrize(
        "typed",
        [{"typed_nik": "", "typed_village": ""}, {"typed_name": ""}, {"typed_born_year": "20000"}],
    )
    def test_unclear_request_is_refused(self, browser: Client, typed: dict[str, Any]) -> None:
        assert ask(browser, **typed).status_code == 422

    def test_request_without_nik_goes_to_the_village_that_was_named(
        self, browser: Client, next_door: Client, person: Person, neighbour: Village
    ) -> None:
        ask(browser, typed_nik="", typed_village=neighbour.pk)
        request = only_request()
        assert (request.person, request.from_village) == (None, neighbour)
        assert answer(next_door, request) == 422  # who is meant?
        chosen = next_door.get(f"/kerja/pindah/{request.pk}/orang/?orang={person.pk}")
        assert chosen["Location"].endswith(f"?orang={person.pk}")
        done = next_door.post(chosen["Location"], {"answer": "accept"})
        assert done.status_code == 302
        person.refresh_from_db()
        assert person.village != neighbour


class TestAnswering:
    @pytest.fixture
    def request_(self, browser: Client, person: Person) -> MoveRequest:
        ask(browser)
        return only_request()

    def test_accepted_alone_she_leaves_her_family(
        self, browser: Client, next_door: Client, person: Person, village: Village, request_: Any
    ) -> None:
        child = make.PersonFactory(village=person.village)
        home = make.HouseholdMembershipFactory(household__village=person.village, person=person)
        make.CareFactory(child=child, carer=person)
        make.ResidenceFactory(person=person, village=village)
        assert answer(next_door, request_) == 302
        person.refresh_from_db()
        home.refresh_from_db()
        assert (person.village, person.hamlet, person.rt) == (village, "", "")
        assert home.until is not None
        assert not Care.unscoped.current().exists()
        assert not Residence.unscoped.current().exists()
        assert browser.get(person.get_absolute_url()).status_code == 200
        assert next_door.get(person.get_absolute_url()).status_code == 404
        page = browser.get(f"/kerja/pindah/{request_.pk}/").content.decode()
        assert "Sumiati Rahasia" in page

    def test_accepted_with_her_family_the_household_is_kept(
        self, next_door: Client, person: Person, village: Village, request_: Any
    ) -> None:
        child = make.PersonFactory(village=person.village, name="Anak")
        household = make.HouseholdFactory(village=person.village, kk_number=NIK)
        for one, part in ((person, "head"), (child, "child")):
            make.HouseholdMembershipFactory(household=household, person=one, relationship=part)
        make.CareFactory(child=child, carer=person)
        other = make.MoveRequestFactory(person=child)  # to a third village
        assert answer(next_door, request_, with_family="on") == 302
        for row in (person, child, household):
            row.refresh_from_db()
            assert row.village == village
        assert HouseholdMembership.unscoped.current().filter(household=household).count() == 2
        assert Care.unscoped.current().exists()
        other.refresh_from_db()
        assert other.state == MoveRequest.State.WITHDRAWN

    def test_family_card_that_is_there_already_is_told(
        self, next_door: Client, person: Person, village: Village, request_: Any
    ) -> None:
        household = make.HouseholdFactory(village=person.village, kk_number=NIK)
        make.HouseholdMembershipFactory(household=household, person=person)
        make.HouseholdFactory(village=village, kk_number=NIK)
        assert answer(next_door, request_, with_family="on") == 422
        assert answer(next_door, request_) == 302
        assert Household.unscoped.filter(village=village).count() == 1

    def test_refusal_wants_a_reason_and_is_told(
        self, browser: Client, next_door: Client, person: Person, request_: Any
    ) -> None:
        assert answer(next_door, request_, answer="refuse") == 422
        assert answer(next_door, request_, answer="refuse", reason="Masih di sini") == 302
        page = browser.get(f"/kerja/pindah/{request_.pk}/").content.decode()
        assert "Masih di sini" in page
        assert "Rahasia" not in page
        person.refresh_from_db()
        assert person.village_id == request_.from_village_id

    def test_second_answer_changes_nothing(
        self, next_door: Client, person: Person, request_: Any
    ) -> None:
        answer(next_door, request_, answer="refuse", reason="Tidak")
        assert answer(next_door, request_) == 200  # the page, without a form
        request_.refresh_from_db()
        assert request_.state == MoveRequest.State.REFUSED

    def test_who_asked_cannot_answer_but_take_it_back(
        self, browser: Client, person: Person, request_: Any
    ) -> None:
        answer(browser, request_)
        person.refresh_from_db()
        assert person.village_id == request_.from_village_id
        browser.post(f"/kerja/pindah/{request_.pk}/batal/")
        request_.refresh_from_db()
        assert request_.state == MoveRequest.State.WITHDRAWN

    def test_both_start_pages_say_what_waits(
        self, browser: Client, next_door: Client, request_: Any
    ) -> None:
        assert "/kerja/pindah/?status=dijawab" in next_door.get("/kerja/").content.decode()
        assert "/kerja/pindah/?status=dijawab" not in browser.get("/kerja/").content.decode()
        answer(next_door, request_)
        assert "/kerja/pindah/?status=selesai" in browser.get("/kerja/").content.decode()


class TestOffering:
    def offer(self, browser: Client, person: Person, to: Village, **typed: Any) -> int:
        typed = {"to_village": to.pk, "note": "Ikut suami"} | typed
        return browser.post(f"/kerja/warga/{person.pk}/pindah/", typed).status_code

    def test_receiving_village_sees_the_note_and_no_name(
        self, browser: Client, next_door: Client, person: Person, village: Village
    ) -> None:
        assert self.offer(next_door, person, village) == 302
        request = only_request()
        for address in ("/kerja/pindah/", f"/kerja/pindah/{request.pk}/"):
            page = browser.get(address).content.decode()
            assert "Rahasia" not in page
        assert "Ikut suami" in page
        assert browser.get(person.get_absolute_url()).status_code == 404
        assert browser.get(f"/kerja/pindah/{request.pk}/orang/").status_code == 302
        assert answer(browser, request) == 302
        assert browser.get(person.get_absolute_url()).status_code == 200

    def test_one_open_request_a_person(
        self, next_door: Client, person: Person, village: Village
    ) -> None:
        assert self.offer(next_door, person, village) == 302
        assert self.offer(next_door, person, make.VillageFactory()) == 422

    def test_nobody_is_offered_to_her_own_village(self, next_door: Client, person: Person) -> None:
        assert self.offer(next_door, person, person.village) == 422


class TestOffice:
    @pytest.fixture
    def official(self, village: Village) -> User:
        made: User = make.UserFactory(role=Role.OFFICIAL, regency=village.district.regency)
        return made

    def test_office_decides_what_nobody_answered(
        self,
        browser: Client,
        person: Person,
        village: Village,
        official: User,
        signed_in: Callable[[User], Client],
    ) -> None:
        ask(browser)
        request = only_request()
        office = signed_in(official)
        assert office.get(f"/kerja/pindah/{request.pk}/").status_code == 404
        long_ago = timezone.now() - timedelta(days=15)
        MoveRequest.unscoped.update(asked_at=long_ago)
        page = office.get(f"/kerja/pindah/{request.pk}/").content.decode()
        assert "Rahasia" not in page
        assert answer(office, request) == 302
        person.refresh_from_db()
        assert person.village == village
        assert only_request().by_office

    def test_office_is_told_that_a_request_leads_nowhere(
        self, browser: Client, official: User, signed_in: Callable[[User], Client]
    ) -> None:
        ask(browser, typed_nik=NOBODY)
        request = only_request()
        MoveRequest.unscoped.update(asked_at=timezone.now() - timedelta(days=15))
        office = signed_in(official)
        assert answer(office, request) == 422
        assert answer(office, request, answer="refuse", reason="NIK tidak ada") == 302

    def test_office_of_another_regency_sees_nothing(
        self, browser: Client, person: Person, signed_in: Callable[[User], Client]
    ) -> None:
        ask(browser)
        MoveRequest.unscoped.update(asked_at=timezone.now() - timedelta(days=15))
        other = make.UserFactory(role=Role.OFFICIAL, regency=make.RegencyFactory(code="35.09"))
        assert not MoveRequest.visible_to(other).exists()
        assert signed_in(other).get(f"/kerja/pindah/{only_request().pk}/").status_code == 404


def test_list_queries_do_not_grow(
    browser: Client, village: Village, queries_do_not_grow: Callable[..., None]
) -> None:
    def more() -> None:
        for _ in range(5):
            make.MoveRequestFactory(person=make.PersonFactory(village=village))

    more()
    queries_do_not_grow(lambda: browser.get("/kerja/pindah/"), more)
