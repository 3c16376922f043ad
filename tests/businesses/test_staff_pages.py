"""What coordinators, mentors and officers see and do, page by page."""

import re
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from businesses.models import Business, Enrolment, Ownership, Stage, StageChange
from migrants.models import Consent, Person
from tests import factories as make
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(world: World, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(world.users[Role.COORDINATOR])


@pytest.fixture
def mentor(world: World, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(world.users[Role.MENTOR])


def text_of(answer: Any) -> str:
    return answer.content.decode()


# The list


def test_list_shows_name_kind_owner_and_stage(coordinator: Client, world: World) -> None:
    page = text_of(coordinator.get(reverse("business_list")))
    for words in ("Roti Markasendiri", "Kue kering", "Siti Markasendiri", "Diusulkan"):
        assert words in page


@pytest.mark.parametrize("search", ["markasendiri", "roti", "MARKA", "marksendiri"])
def test_search_finds_a_part_of_the_name_also_with_a_typo(coordinator: Client, search: str) -> None:
    assert "Roti Markasendiri" in text_of(coordinator.get(reverse("business_list"), {"q": search}))


def test_search_without_a_hit_says_what_to_do(coordinator: Client) -> None:
    page = text_of(coordinator.get(reverse("business_list"), {"q": "zzzz"}))
    assert "Tidak ada usaha yang cocok" in page
    assert "Roti Markasendiri" not in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"kind": "cookies"}, True),
        ({"kind": "bread"}, False),
        ({"stage": "proposed"}, True),
        ({"stage": "graduated"}, False),
        ({"stage": "none"}, False),
        ({"closed": "on"}, False),
        ({"village": "3510042007"}, True),
        ({"kind": "nonsense", "stage": "'", "village": "x", "page": "-7"}, True),
    ],
)
def test_filters_narrow_the_list(coordinator: Client, query: dict, is_found: bool) -> None:
    page = text_of(coordinator.get(reverse("business_list"), query))
    assert ("Roti Markasendiri" in page) == is_found


def test_mentor_filters_by_village_of_her_district_only(mentor: Client, world: World) -> None:
    page = text_of(mentor.get(reverse("business_list")))
    assert "Roti Markasendiri" in page
    assert "Roti Markatetangga" in page
    assert "Kendalrejo" in page
    assert "Genteng Kulon" not in page
    only = text_of(mentor.get(reverse("business_list"), {"village": "3510042002"}))
    assert "Roti Markasendiri" not in only
    assert "Roti Markatetangga" in only
    foreign = text_of(mentor.get(reverse("business_list"), {"village": "3510092003"}))
    assert "Markagenteng" not in foreign


def test_business_in_two_programmes_is_listed_once(coordinator: Client, world: World) -> None:
    for name in ("Program A", "Program B"):
        programme = make.ProgrammeFactory(name=name)
        make.StageChangeFactory(
            enrolment=make.EnrolmentFactory(business=world.own.business, programme=programme)
        )
    page = text_of(coordinator.get(reverse("business_list"), {"stage": "proposed"}))
    assert page.count("<strong>Roti Markasendiri</strong>") == 1


def test_htmx_gets_the_rows_only(coordinator: Client) -> None:
    page = text_of(coordinator.get(reverse("business_list"), headers={"HX-Request": "true"}))
    assert "Roti Markasendiri" in page
    assert "<html" not in page


def test_long_list_has_pages(coordinator: Client, world: World) -> None:
    for number in range(30):
        make.BusinessFactory(village=world.own.village, name=f"Warung {number:02}")
    first = text_of(coordinator.get(reverse("business_list"), {"kind": "cookies"}))
    assert first.count('class="row-link"') == 25
    second = text_of(coordinator.get(reverse("business_list"), {"kind": "cookies", "page": "2"}))
    assert second.count('class="row-link"') == 6
    assert "kind=cookies" in first  # kept in the links


def test_list_queries_do_not_grow(
    coordinator: Client, world: World, queries_do_not_grow: Callable
) -> None:
    def add() -> None:
        for _ in range(5):
            business = make.BusinessFactory(village=world.own.village)
            make.OwnershipFactory(business=business)
            make.StageChangeFactory(enrolment__business=business)

    queries_do_not_grow(lambda: coordinator.get(reverse("business_list")), add)


def test_detail_queries_do_not_grow(
    coordinator: Client, world: World, queries_do_not_grow: Callable
) -> None:
    business = world.own.business
    make.OwnershipFactory(business=business)  # one without consent is listed already

    def add() -> None:
        for number in range(4):
            make.OwnershipFactory(business=business)
            make.ProductFactory(business=business, photo=make.PhotoFactory())
            programme = make.ProgrammeFactory(name=f"Program {number}")
            enrolment = make.EnrolmentFactory(business=business, programme=programme)
            make.StageChangeFactory(enrolment=enrolment)

    queries_do_not_grow(lambda: coordinator.get(business.get_absolute_url()), add)


# Entering a business


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Kue Lapis Bu Tini",
        "kind": "bread",
        "started_year": "2019",
        "group": "",
        "about": "Kue lapis setiap hari.",
        "person_search": "",
        "people": [],
    } | changes


def test_coordinator_enters_a_business(coordinator: Client, world: World) -> None:
    answer = coordinator.post(reverse("business_add"), entry(people=[world.own.person.pk]))
    business = Business.unscoped.get(name="Kue Lapis Bu Tini")
    assert answer["Location"] == business.get_absolute_url()
    assert business.village == world.own.village
    assert business.slug == "kue-lapis-bu-tini"
    assert business.created_by == world.users[Role.COORDINATOR]
    assert business.ownerships.get().person == world.own.person
    assert not business.is_published


def test_search_without_scripts_keeps_what_was_typed(coordinator: Client, world: World) -> None:
    extra = make.PersonFactory(village=world.own.village, name="Tini Rahayu")
    typed = entry(name="", person_search="tini", people=[world.own.person.pk], find="1")
    page = text_of(coordinator.post(reverse("business_add"), typed))
    assert "Kue lapis setiap hari." in page
    assert f'value="{world.own.person.pk}" checked' in page  # still ticked
    assert f'value="{extra.pk}"' in page  # found
    assert "Belum disimpan" not in page  # no reproach for what is not finished
    assert not Business.unscoped.filter(kind="bread").exists()


def test_htmx_search_gets_the_people_only(coordinator: Client, world: World) -> None:
    typed = entry(person_search="siti", find="1")
    page = text_of(coordinator.post(reverse("business_add"), typed, headers={"HX-Request": "true"}))
    assert "Siti Markasendiri" in page
    assert "<html" not in page
    assert 'name="kind"' not in page


def test_search_finds_nobody_of_a_neighbour(coordinator: Client, world: World) -> None:
    for search in ("siti", "markatetangga", world.neighbour.person.nik):
        page = text_of(
            coordinator.post(reverse("business_add"), entry(person_search=search, find="1"))
        )
        assert "Siti Markatetangga" not in page


@pytest.mark.parametrize("owner", ["neighbour", "missing", "text", "huge"])
def test_owner_outside_the_register_is_refused(
    coordinator: Client, world: World, owner: str
) -> None:
    keys = {
        "neighbour": [world.neighbour.person.pk],
        "missing": [],
        "text": ["abc"],
        "huge": [10**30],
    }
    answer = coordinator.post(reverse("business_add"), entry(people=keys[owner]))
    assert answer.status_code == 422
    assert 'href="#id_people"' in text_of(answer)  # the summary leads to the field
    assert "Markatetangga" not in text_of(answer)
    assert not Business.unscoped.filter(name="Kue Lapis Bu Tini").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "roti markasendiri"}, "name"),
        ({"kind": "gold"}, "kind"),
        ({"started_year": "16"}, "started_year"),
        ({"started_year": "2099"}, "started_year"),
        ({"started_year": "dulu"}, "started_year"),
    ],
)
def test_wrong_entry_comes_back_with_its_message(
    coordinator: Client, world: World, changes: dict, field: str
) -> None:
    answer = coordinator.post(
        reverse("business_add"), entry(people=[world.own.person.pk], **changes)
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page
    assert f'<div id="div_id_{field}" class="field has-error' in page
    assert "Kue lapis setiap hari." in page
    assert f'value="{world.own.person.pk}" checked' in page


def test_group_of_a_neighbour_is_no_choice(coordinator: Client, world: World) -> None:
    page = text_of(coordinator.get(reverse("business_add")))
    assert "Kelompok Markasendiri" in page
    assert "Kelompok Markatetangga" not in page
    answer = coordinator.post(
        reverse("business_add"),
        entry(people=[world.own.person.pk], group=world.neighbour.group.pk),
    )
    assert answer.status_code == 422


def test_business_is_changed_and_its_address_stays(coordinator: Client, world: World) -> None:
    business = world.own.business
    coordinator.post(
        reverse("business_edit", args=[business.pk]),
        entry(name="Nama Baru", kind="snacks", version=1),
    )
    changed = Business.unscoped.get(pk=business.pk)
    assert (changed.name, changed.kind, changed.slug) == ("Nama Baru", "snacks", business.slug)


# Owners


def test_owner_is_added_with_her_share(coordinator: Client, world: World) -> None:
    person = make.PersonFactory(village=world.own.village)
    coordinator.post(
        reverse("owner_add", args=[world.own.business.pk]),
        {"people": [person.pk], "since": "2024-05-01", "share_percent": "40"},
    )
    ownership = Ownership.unscoped.get(person=person)
    assert (ownership.since, ownership.share_percent) == (date(2024, 5, 1), 40)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": []}, "centang namanya"),
        ({"share_percent": "140"}, "antara 1 dan 100"),
        ({"share_percent": "60"}, "lebih dari 100 persen"),
        ({"since": "2999-01-01"}, "belum tiba"),
    ],
)
def test_wrong_owner_comes_back(
    coordinator: Client, world: World, changes: dict, words: str
) -> None:
    world.own.business.ownerships.update(share_percent=50)
    person = make.PersonFactory(village=world.own.village)
    answer = coordinator.post(
        reverse("owner_add", args=[world.own.business.pk]),
        {"people": [person.pk], "since": "", "share_percent": "10"} | changes,
    )
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Ownership.unscoped.filter(person=person).exists()


def test_two_people_at_once_and_present_owners_are_refused(
    coordinator: Client, world: World
) -> None:
    url = reverse("owner_add", args=[world.own.business.pk])
    people = [make.PersonFactory(village=world.own.village).pk for _ in range(2)]
    assert "satu orang saja" in text_of(coordinator.post(url, {"people": people}))
    assert coordinator.post(url, {"people": [world.own.person.pk]}).status_code == 422


def test_owner_leaves_with_a_date(coordinator: Client, world: World) -> None:
    ownership = world.own.ownership
    url = reverse("owner_end", args=[ownership.pk])
    assert coordinator.post(url, {"until": ""}).status_code == 422
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert coordinator.post(url, {"until": tomorrow.isoformat()}).status_code == 422
    coordinator.post(url, {"until": "2026-02-01"})
    ownership.refresh_from_db()
    assert ownership.until == date(2026, 2, 1)
    assert coordinator.get(url).status_code == 404  # left already


def test_owner_does_not_leave_before_she_came(coordinator: Client, world: World) -> None:
    Ownership.unscoped.update(since=date(2026, 3, 1))
    url = reverse("owner_end", args=[world.own.ownership.pk])
    answer = coordinator.post(url, {"until": "2026-02-01"})
    assert answer.status_code == 422
    assert "sebelum tanggal mulai" in text_of(answer)


# Publishing and closing


def test_page_says_whose_consent_is_missing(coordinator: Client, world: World) -> None:
    business = world.own.business
    Consent.unscoped.update(withdrawn_at=timezone.now())
    page = text_of(coordinator.get(business.get_absolute_url()))
    assert "Belum tayang" in page
    assert "Yang kurang: persetujuan dari" in page
    assert not Business.public().exists()


def test_publish_switch_shows_and_hides(coordinator: Client, world: World) -> None:
    business = world.own.business
    url = reverse("business_publish", args=[business.pk])
    coordinator.post(url, {"show": "0"})
    assert not Business.public().filter(pk=business.pk).exists()
    page = text_of(coordinator.post(url, {"show": "1"}, follow=True))
    assert "sekarang bisa dilihat semua orang" in page
    assert Business.public().filter(pk=business.pk).exists()


def test_publishing_waits_for_consent(coordinator: Client, world: World) -> None:
    Consent.unscoped.all().delete()
    business = world.own.business
    url = reverse("business_publish", args=[business.pk])
    page = text_of(coordinator.post(url, {"show": "1"}, follow=True))
    assert "sekarang bisa dilihat semua orang" not in page
    assert "Belum tayang" in page
    make.ConsentFactory(person=world.own.person)
    assert Business.public().filter(pk=business.pk).exists()


def test_looking_at_the_switch_changes_nothing(coordinator: Client, world: World) -> None:
    coordinator.get(reverse("business_publish", args=[world.own.business.pk]))
    assert Business.unscoped.get(pk=world.own.business.pk).is_published


def test_business_closes_with_a_date_and_opens_again(coordinator: Client, world: World) -> None:
    business = world.own.business
    url = reverse("business_close", args=[business.pk])
    coordinator.post(url, {"version": 1, "closed_on": "2026-05-01"})
    assert not Business.public().filter(pk=business.pk).exists()
    assert "Roti Markasendiri" not in text_of(coordinator.get(reverse("business_list")))
    closed = text_of(coordinator.get(reverse("business_list"), {"closed": "on"}))
    assert "Roti Markasendiri" in closed
    assert coordinator.get(reverse("business_enrol", args=[business.pk])).status_code == 404
    coordinator.post(url, {"version": 2, "closed_on": ""})
    assert Business.public().filter(pk=business.pk).exists()
    assert coordinator.post(url, {"closed_on": "2999-01-01"}).status_code == 422


# Programmes


def proposal(programme: Any) -> dict[str, Any]:
    return {
        "programme": programme.pk,
        "baseline_turnover": "2,5 jt",
        "reason": "Perlu alat",
    }


def test_coordinator_proposes_and_the_mentor_sees_it(
    coordinator: Client, mentor: Client, world: World
) -> None:
    business = make.BusinessFactory(village=world.own.village, name="Warung Baru")
    programme = make.ProgrammeFactory()
    coordinator.post(reverse("business_enrol", args=[business.pk]), proposal(programme))
    enrolment = Enrolment.unscoped.get(business=business)
    assert (enrolment.stage, enrolment.baseline_turnover) == (Stage.PROPOSED, 2_500_000)
    page = text_of(mentor.get(business.get_absolute_url()))
    assert "Perlu alat" in page
    assert reverse("stage_move", args=[enrolment.pk]) in page
    assert reverse("stage_move", args=[enrolment.pk]) not in text_of(
        coordinator.get(business.get_absolute_url())
    )


def test_programme_of_another_regency_closed_or_taken_is_no_choice(
    coordinator: Client, world: World
) -> None:
    jember = make.ProgrammeFactory(regency=world.other_regency.village.district.regency)
    closed = make.ProgrammeFactory(name="Program Lama", is_active=False)
    taken = world.own.enrolment.programme
    url = reverse("business_enrol", args=[world.own.business.pk])
    assert "Belum ada program yang terbuka" in text_of(coordinator.get(url))
    for programme in (jember, closed, taken):
        assert coordinator.post(url, proposal(programme)).status_code == 422


def test_wrong_proposal_comes_back(coordinator: Client, world: World) -> None:
    business = make.BusinessFactory(village=world.own.village)
    url = reverse("business_enrol", args=[business.pk])
    programme = make.ProgrammeFactory()
    for changes in ({"reason": "  "}, {"baseline_turnover": "banyak"}, {"programme": ""}):
        answer = coordinator.post(url, proposal(programme) | changes)
        assert answer.status_code == 422
    assert not Enrolment.unscoped.filter(business=business).exists()


def move(**changes: str) -> dict[str, str]:
    return {"seen_stage": "proposed", "to_stage": "verified", "reason": "Sudah dilihat"} | changes


def test_mentor_moves_the_stage_with_a_reason(mentor: Client, world: World) -> None:
    enrolment = world.own.enrolment
    answer = mentor.post(reverse("stage_move", args=[enrolment.pk]), move(), follow=True)
    enrolment.refresh_from_db()
    assert enrolment.stage == Stage.VERIFIED
    assert "Sudah dilihat" in text_of(answer)
    assert StageChange.unscoped.latest("pk").by == world.users[Role.MENTOR]


def test_only_the_stages_that_may_follow_are_offered(mentor: Client, world: World) -> None:
    page = text_of(mentor.get(reverse("stage_move", args=[world.own.enrolment.pk])))
    offered = set(re.findall(r'name="to_stage"[^>]*value="(\w+)"', page)) or set(
        re.findall(r'value="(\w+)"[^>]*name="to_stage"', page)
    )
    assert offered == {"verified", "rejected"}


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"reason": "   "},
        {"to_stage": ""},
        {"to_stage": "graduated"},
        {"to_stage": "nonsense"},
        {"seen_stage": "nonsense"},
    ],
)
def test_wrong_move_comes_back(mentor: Client, world: World, changes: dict) -> None:
    url = reverse("stage_move", args=[world.own.enrolment.pk])
    assert mentor.post(url, move(**changes)).status_code == 422
    assert Enrolment.unscoped.get(pk=world.own.enrolment.pk).stage == Stage.PROPOSED


def test_second_mentor_is_told_who_was_quicker(
    mentor: Client, world: World, signed_in: Callable[[User], Client]
) -> None:
    officer = make.UserFactory(
        role=Role.BUSINESS_OFFICER,
        regency=world.own.village.district.regency,
        full_name="Petugas Cepat",
    )
    url = reverse("stage_move", args=[world.own.enrolment.pk])
    signed_in(officer).post(url, move(to_stage="rejected"))
    answer = mentor.post(url, move(reason="Dapur sudah rapi"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Petugas Cepat" in page
    assert "Dapur sudah rapi" in page  # her words are not lost
    assert 'name="seen_stage" value="rejected"' in page
    assert 'value="proposed"' in page  # what may follow now
    assert StageChange.unscoped.filter(enrolment=world.own.enrolment).count() == 2


def test_after_the_last_stage_nothing_is_offered(mentor: Client, world: World) -> None:
    enrolment = world.own.enrolment
    for before, after in (
        ("proposed", "verified"),
        ("verified", "enrolled"),
        ("enrolled", "graduated"),
    ):
        make.StageChangeFactory(enrolment=enrolment, from_stage=before, to_stage=after)
    page = text_of(mentor.get(reverse("stage_move", args=[enrolment.pk])))
    assert "Ini tahap terakhir" in page
    assert 'name="to_stage"' not in page


# Who sees what


def test_mentor_cannot_reach_people(mentor: Client, world: World) -> None:
    page = text_of(mentor.get(world.own.business.get_absolute_url()))
    assert "Siti Markasendiri" in page  # the owner's name belongs to the business
    assert f"/kerja/warga/{world.own.person.pk}/" not in page
    assert not Person.visible_to(world.users[Role.MENTOR]).exists()
    for entrance in ("Ubah", "Tambah produk", "Tambah pemilik"):
        assert entrance not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MENTOR, Role.BUSINESS_OFFICER])
def test_nothing_of_elsewhere_shows(
    world: World, signed_in: Callable[[User], Client], role: str
) -> None:
    browser = signed_in(world.users[role])
    pages = [reverse("business_list"), world.own.business.get_absolute_url()]
    if role == Role.COORDINATOR:
        business = world.own.business.pk
        pages += [
            reverse("business_add"),
            reverse("business_edit", args=[business]),
            reverse("owner_add", args=[business]),
            reverse("business_enrol", args=[business]),
            reverse("product_add", args=[business]),
        ]
    else:
        pages.append(reverse("stage_move", args=[world.own.enrolment.pk]))
    for url in pages:
        page = text_of(browser.get(url))
        for place in world.foreign_to(world.users[role]):
            assert place.marker not in page, url


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_at_once_is_kept_once_and_never_an_error(
    transactional_db: None,
) -> None:
    """Two phones, or one phone and a bad line: the second is told what the rule says."""
    coordinator = make.UserFactory(coordinator=True)
    person = make.PersonFactory(village=coordinator.village)
    business = make.BusinessFactory(village=coordinator.village, owner=person)
    other = make.PersonFactory(village=coordinator.village)
    programme = make.ProgrammeFactory(regency=coordinator.village.district.regency)
    posts = {
        reverse("business_add"): entry(people=[person.pk]),
        reverse("business_enrol", args=[business.pk]): proposal(programme),
        reverse("owner_add", args=[business.pk]): {"people": [other.pk]},
        reverse("product_add", args=[business.pk]): {"name": "Nastar", "price": "15rb"},
    }
    for url, data in posts.items():
        assert sorted(at_once(coordinator, url, data)) == [302, 422], url
    assert Business.unscoped.count() == 2
    assert business.enrolments.count() == business.products.count() == 1
    assert business.ownerships.count() == 2


def at_once(user: User, url: str, data: dict[str, Any]) -> list[int]:
    """The same form sent by two browsers of one person at the same moment: two statuses."""
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(user)
    start = threading.Barrier(len(browsers))
    statuses: list[int] = []

    def send(browser: Client) -> None:
        try:
            start.wait()
            statuses.append(browser.post(url, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_wish_on_a_person_s_page_leads_to_her_business(coordinator: Client, world: World) -> None:
    person = make.PersonFactory(
        village=world.users[Role.COORDINATOR].village, name="Bu Kue", business_interest="kue"
    )
    address = f"{reverse('business_add')}?orang={person.pk}"
    assert address in text_of(coordinator.get(person.get_absolute_url()))
    assert re.search(rf'value="{person.pk}"[^>]*checked', text_of(coordinator.get(address)))


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999"])
def test_owner_who_is_not_in_the_register_is_not_offered(coordinator: Client, key: str) -> None:
    answer = coordinator.get(reverse("business_add"), {"orang": key})
    assert answer.status_code == 200
    assert "checked" not in text_of(answer).split('name="people"')[-1][:80]
