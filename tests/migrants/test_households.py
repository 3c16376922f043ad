"""Families over time: who joins, moves, leaves, is head; cards; money from abroad."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User, ViewLog
from migrants.models import FormerCard, Household, HouseholdMembership, Person, Remittance
from tests import factories as make
from villages.models import Village

OLD, NEW = "3510990101200001", "3510990202220002"


def member(household: Household, relationship: str, **facts: Any) -> HouseholdMembership:
    since = facts.pop("since", None)
    person = make.PersonFactory(village=household.village, **facts)
    made: HouseholdMembership = make.HouseholdMembershipFactory(
        household=household, person=person, relationship=relationship, since=since
    )
    return made


@pytest.fixture
def household(village: Village) -> Household:
    made: Household = make.HouseholdFactory(village=village, kk_number=OLD)
    return made


@pytest.fixture
def page(household: Household) -> str:
    return household.get_absolute_url()


def places() -> list[tuple[int, str, date | None]]:
    """Who belongs where now, and since when."""
    rows = HouseholdMembership.unscoped.current().order_by("household", "person")
    return list(rows.values_list("person", "relationship", "since"))


class TestJoining:
    def test_out_of_another_family_on_the_same_day(
        self, browser: Client, household: Household, page: str, village: Village
    ) -> None:
        other = make.HouseholdFactory(village=village)
        before = member(other, "child", name="Sumiati", since=date(2010, 1, 1))
        member(other, "head", name="Bapak Lama")
        address = f"{page}anggota/?orang={before.person_id}"
        assert "Bapak Lama" in browser.get(address).content.decode()
        answer = browser.post(address, {"relationship": "wife", "since": "2024-05-01"})
        assert answer.status_code == 302
        before.refresh_from_db()
        assert before.until == date(2024, 5, 1)
        assert (before.person_id, "wife", date(2024, 5, 1)) in places()
        person = browser.get(before.person.get_absolute_url()).content.decode()
        assert "Mei 2024" in person

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"since": ""}, "since"),
            ({"since": "2009-12-31"}, "since"),
            ({"since": (date.today() + timedelta(days=3)).isoformat()}, "since"),
            ({"relationship": ""}, "relationship"),
        ],
    )
    def test_impossible_move_keeps_what_was_typed(
        self,
        browser: Client,
        household: Household,
        page: str,
        village: Village,
        typed: dict[str, str],
        wrong: str,
    ) -> None:
        before = member(make.HouseholdFactory(village=village), "child", since=date(2010, 1, 1))
        form = {"relationship": "wife", "since": "2024-05-01"} | typed
        answer = browser.post(f"{page}anggota/?orang={before.person_id}", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {wrong}
        assert "error-summary" in answer.content.decode()
        before.refresh_from_db()
        assert before.until is None

    def test_second_head_is_refused(
        self, browser: Client, household: Household, page: str, village: Village
    ) -> None:
        member(household, "head")
        person = make.PersonFactory(village=village)
        answer = browser.post(f"{page}anggota/?orang={person.pk}", {"relationship": "head"})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"relationship"}

    def test_double_tap_joins_once(
        self, browser: Client, household: Household, page: str, village: Village
    ) -> None:
        person = make.PersonFactory(village=village)
        form = {"relationship": "wife", "since": "2024-05-01"}
        for _ in range(2):
            browser.post(f"{page}anggota/?orang={person.pk}", form)
        assert places() == [(person.pk, "wife", date(2024, 5, 1))]

    def test_place_is_put_right(self, browser: Client, household: Household) -> None:
        one = member(household, "other")
        form = {"version": 1, "relationship": "sibling", "since": "2020-01-01"}
        assert browser.post(f"/kerja/anggota/{one.pk}/", form).status_code == 302
        assert places() == [(one.person_id, "sibling", date(2020, 1, 1))]
        assert HouseholdMembership.unscoped.count() == 1


class TestLeaving:
    def test_family_ends_when_the_last_one_leaves_and_begins_again(
        self, browser: Client, household: Household, page: str
    ) -> None:
        one = member(household, "head", name="Sumiati")
        assert page in browser.get("/kerja/keluarga/").content.decode()
        browser.post(f"/kerja/anggota/{one.pk}/keluar/", {"on": "2025-01-05"})
        assert page not in browser.get("/kerja/keluarga/").content.decode()
        assert page in browser.get("/kerja/keluarga/?status=berakhir").content.decode()
        assert page in browser.get("/kerja/keluarga/?q=Sumiati").content.decode()
        text = browser.get(page).content.decode()
        assert "berakhir" in text
        assert "Sumiati" in text
        browser.post(f"{page}anggota/?orang={one.person_id}", {"relationship": "head"})
        assert page in browser.get("/kerja/keluarga/").content.decode()

    def test_money_that_she_received_ends_with_her_place(
        self, browser: Client, household: Household
    ) -> None:
        one = member(household, "wife")
        remittance = make.RemittanceFactory(household=household, receiver=one.person)
        browser.post(f"/kerja/anggota/{one.pk}/keluar/", {"on": "2025-01-05"})
        remittance.refresh_from_db()
        assert remittance.until == date(2025, 1, 5)

    def test_foreign_membership_is_not_found(self, browser: Client, neighbour: Village) -> None:
        other = member(make.HouseholdFactory(village=neighbour), "head")
        for part in ("", "keluar/"):
            address = f"/kerja/anggota/{other.pk}/{part}"
            assert browser.get(address).status_code == 404
            assert browser.post(address, {"on": "2025-01-05"}).status_code == 404


class TestHead:
    def test_new_head_keeps_what_everybody_was_before(
        self, browser: Client, household: Household, page: str
    ) -> None:
        father = member(household, "head", name="Suyono")
        mother = member(household, "wife", name="Sumiati")
        child = member(household, "child", name="Dewi")
        form = {
            "on": "2024-05-01",
            f"place_{father.pk}": "husband",
            f"place_{mother.pk}": "head",
            f"place_{child.pk}": "child",
        }
        assert browser.post(f"{page}kepala/", form).status_code == 302
        day = date(2024, 5, 1)
        assert set(places()) == {
            (father.person_id, "husband", day),
            (mother.person_id, "head", day),
            (child.person_id, "child", None),
        }
        text = browser.get(page).content.decode()
        assert "Keluarga Sumiati" in text
        assert "Kedudukan sebelumnya" in text

    @pytest.mark.parametrize("heads", [0, 2])
    def test_exactly_one_head(
        self, browser: Client, household: Household, page: str, heads: int
    ) -> None:
        rows = [member(household, "head"), member(household, "wife")]
        chosen = ["head"] * heads + ["other"] * (2 - heads)
        form = {f"place_{one.pk}": place for one, place in zip(rows, chosen, strict=True)}
        answer = browser.post(f"{page}kepala/", form | {"on": "2024-05-01"})
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
        assert HouseholdMembership.unscoped.count() == 2


class TestSplit:
    def test_son_marries_and_has_a_card_of_his_own(
        self, browser: Client, household: Household, page: str
    ) -> None:
        father = member(household, "head", name="Suyono")
        son, wife = member(household, "child", name="Andi"), member(household, "other")
        form = {
            "on": "2024-05-01",
            f"moves_{son.pk}": "on",
            f"place_{son.pk}": "head",
            f"moves_{wife.pk}": "on",
            f"place_{wife.pk}": "wife",
            "kk_number": NEW,
            "hamlet": "Krajan",
            "submit_key": str(uuid4()),
        }
        answers = [browser.post(f"{page}pisah/", form) for _ in range(2)]
        new = Household.unscoped.exclude(pk=household.pk).get()
        assert [answer["Location"] for answer in answers] == [new.get_absolute_url()] * 2
        assert new.kk_number == NEW
        day = date(2024, 5, 1)
        assert set(places()) == {
            (father.person_id, "head", None),
            (son.person_id, "head", day),
            (wife.person_id, "wife", day),
        }
        assert "Andi" in browser.get(page).content.decode()  # lived here before

    @pytest.mark.parametrize("moving", [0, 2])
    def test_nobody_or_everybody_is_no_split(
        self, browser: Client, household: Household, page: str, moving: int
    ) -> None:
        rows = [member(household, "head"), member(household, "wife")]
        form = {"on": "2024-05-01", "hamlet": "Dusun Baru"}
        for one, place in list(zip(rows, ["head", "wife"], strict=True))[:moving]:
            form |= {f"moves_{one.pk}": "on", f"place_{one.pk}": place}
        answer = browser.post(f"{page}pisah/", form)
        assert answer.status_code == 422
        assert "Dusun Baru" in answer.content.decode()
        assert Household.unscoped.count() == 1


class TestCard:
    def test_old_number_is_kept_and_still_found(
        self, browser: Client, household: Household, page: str
    ) -> None:
        member(household, "head", name="Suyono")
        form = {"version": 1, "kk_number": NEW, "on": "2024-05-01", "why": "marriage"}
        assert browser.post(f"{page}kartu/", form).status_code == 302
        household.refresh_from_db()
        former = FormerCard.unscoped.get()
        assert (household.kk_number, former.kk_number) == (NEW, OLD)
        assert former.until == date(2024, 5, 1)
        text = browser.get(page).content.decode()
        assert OLD not in text
        assert NEW not in text
        assert "Ada yang menikah" in text
        for number in (OLD, NEW):
            found = browser.post("/kerja/keluarga/", {"q": number}).content.decode()
            assert "Suyono" in found

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"kk_number": OLD}, "kk_number"),
            ({"kk_number": "123"}, "kk_number"),
            ({"why": ""}, "why"),
            ({"on": "2999-01-01"}, "on"),
        ],
    )
    def test_impossible_card_is_refused(
        self, browser: Client, household: Household, page: str, typed: dict[str, str], wrong: str
    ) -> None:
        form = {"kk_number": NEW, "on": "2024-05-01", "why": "split"} | typed
        answer = browser.post(f"{page}kartu/", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {wrong}
        assert not FormerCard.unscoped.exists()


class TestMoney:
    @pytest.fixture
    def worker(self, household: Household) -> Person:
        return member(household, "wife", name="Sumiati", abroad=True).person

    @pytest.fixture
    def grandmother(self, household: Household) -> Person:
        return member(household, "parent", name="Mbah Rah").person

    def test_is_shown_on_request_and_logged(
        self, browser: Client, page: str, worker: Person, grandmother: Person, coordinator: User
    ) -> None:
        form = {"sender": worker.pk, "receiver": grandmother.pk, "frequency": "monthly"}
        form["submit_key"] = str(uuid4())
        answers = [browser.post(f"{page}kiriman/tambah/", form) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Remittance.unscoped.count() == 1
        assert "Setiap bulan" not in browser.get(page).content.decode()
        shown = browser.post(f"{page}kiriman/")
        assert "Setiap bulan" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        log = ViewLog.objects.get()
        assert (log.user, log.fields) == (coordinator, "remittances")

    def test_new_frequency_ends_the_one_before(
        self, browser: Client, page: str, worker: Person, grandmother: Person
    ) -> None:
        for frequency, since in (("monthly", "2023-01-01"), ("irregular", "2025-01-01")):
            form = {"sender": worker.pk, "receiver": grandmother.pk, "since": since}
            browser.post(f"{page}kiriman/tambah/", form | {"frequency": frequency})
        rows = Remittance.unscoped.order_by("pk").values_list("frequency", "until")
        assert list(rows) == [("monthly", date(2025, 1, 1)), ("irregular", None)]

    @pytest.mark.parametrize("frequency", ["none", "monthly"])
    def test_receiver_and_frequency_fit(
        self, browser: Client, page: str, worker: Person, grandmother: Person, frequency: str
    ) -> None:
        receiver = {"receiver": grandmother.pk} if frequency == "none" else {}
        form = {"sender": worker.pk, "frequency": frequency, **receiver}
        answer = browser.post(f"{page}kiriman/tambah/", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"receiver"}

    def test_stands_in_no_list_and_not_for_officials(
        self, browser: Client, desk: Client, page: str, worker: Person, grandmother: Person
    ) -> None:
        make.RemittanceFactory(
            receiver=grandmother, household=worker.household_memberships.get().household
        )
        for address in ("/kerja/keluarga/", page, worker.get_absolute_url()):
            assert "Setiap bulan" not in browser.get(address).content.decode()
        assert desk.post(f"{page}kiriman/").status_code == 200
        assert ViewLog.objects.count() == 1


def test_queries_do_not_grow_with_members(
    browser: Client, household: Household, page: str, queries_do_not_grow: Callable[..., None]
) -> None:
    def add_child(number: int) -> None:
        child = member(household, "child", born_on=timezone.localdate() - timedelta(days=3000))
        carer = member(household, "other", abroad=number % 2 == 0)
        make.CareFactory(child=child.person, carer=carer.person)
        make.SchoolingFactory(child=child.person)
        parent = make.PersonFactory(village=household.village, abroad=True)
        make.ParentageFactory(child=child.person, parent=parent)

    def add_children() -> None:
        for number in range(1, 5):
            add_child(number)

    add_child(0)
    addresses = [page, "/kerja/keluarga/", "/kerja/keluarga/perhatian/?alasan=carer_left"]
    queries_do_not_grow(lambda: [browser.get(address) for address in addresses], add_children)


def test_who_moved_away_is_not_named_beside_the_money_of_her_former_family(
    browser: Client, village: Village
) -> None:
    household = make.HouseholdFactory(village=village)
    here = make.PersonFactory(village=village, name="Sumiati")
    gone = make.PersonFactory(name="Wagiyem", village__name="Desa Lain")
    make.RemittanceFactory(household=household, sender=gone, receiver=here)
    page = browser.post(f"/kerja/keluarga/{household.pk}/kiriman/").content.decode()
    assert "Sumiati" in page
    assert "dari seseorang di desa lain" in page
    assert "Wagiyem" not in page
