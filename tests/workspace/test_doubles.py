"""People who are in the register twice: found at night, compared, decided, merged and parted."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from migrants.actions.doubles import call_different, find_doubles
from migrants.models import DoublePair, DoubleRequest, HouseholdMembership, Journey, Merge, Person
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db

LIST = "/kerja/ganda/"


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True, full_name="Bu Koordinator")


@pytest.fixture
def village(coordinator: User) -> Village:
    assert coordinator.village
    return coordinator.village


@pytest.fixture
def officer(village: Village) -> User:
    return make.UserFactory(role=Role.CASE_OFFICER, regency=village.district.regency)


@pytest.fixture
def browser(signed_in: Callable[[User], Client], coordinator: User) -> Client:
    return signed_in(coordinator)


@pytest.fixture
def desk(signed_in: Callable[[User], Client], officer: User) -> Client:
    """The case officer's browser."""
    return signed_in(officer)


@pytest.fixture
def search(village: Village) -> Callable[[], int]:
    return lambda: find_doubles(regency=village.district.regency)


def person(village: Village, **values: Any) -> Person:
    """Somebody without NIK, so that nothing but what a test says tells her apart."""
    return make.PersonFactory(village=village, without_nik=True, **values)


def pairs() -> set[frozenset[str]]:
    found = DoublePair.unscoped.select_related("first", "second")
    return {frozenset([pair.first.name, pair.second.name]) for pair in found}


# --- the nightly search ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"name": "Sulastri"}, {"name": "Soelastri"}, {"name_same", "born_same"}),
        ({"name": "Sulastri"}, {"name": "Hj. Sulastri Ningsih"}, {"name_alike", "born_same"}),
        ({"name": "Siti Aminah"}, {"name": "Siti Aminha"}, {"name_alike", "born_same"}),
        (
            {"name": "Sulastri", "born_on": date(1988, 5, 12)},
            {"name": "Sulastri", "born_on": date(1988, 12, 5)},
            {"name_same", "born_swapped"},
        ),
        (
            {"name": "Sulastri"},
            {"name": "Sulastri", "born_on": date(1988, 1, 1), "born_precision": "year"},
            {"name_same", "born_roughly"},
        ),
        (
            {"name": "Sulastri"},
            {"name": "Sulastri", "born_on": date(1986, 1, 1), "born_precision": "about"},
            {"name_same", "born_roughly"},
        ),
        (
            {"name": "Sulastri", "phone": "+6284500000001"},
            {"name": "Sulastri", "phone_abroad": "+6284500000001", "born_on": None},
            {"name_same", "phone"},
        ),
        (
            {"name": "Sulastri", "born_on": date(1988, 5, 12)},
            {"name": "Sulastri", "born_on": date(1985, 5, 12)},
            {"name_same", "born_near"},
        ),
    ],
)
def test_search_finds_and_says_why(
    village: Village, search: Callable[[], int], one: dict, other: dict, reasons: set[str]
) -> None:
    person(village, **one)
    person(village, **other)

    assert search() == 1

    assert set(DoublePair.unscoped.get().reasons) == reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Sulastri"}, {"name": "Poniyem"}),
        ({"name": "Sulastri"}, {"name": "Sulastri", "born_on": date(1961, 2, 3)}),
        ({"name": "Sulastri"}, {"name": "Sulastri", "born_on": None}),
        ({"name": "Nur", "sex": "M"}, {"name": "Nurul", "sex": "F"}),
        ({"name": "Sulastri", "phone": ""}, {"name": "Wagirah", "phone": "", "born_on": None}),
    ],
)
def test_search_leaves_different_people_alone(
    village: Village, search: Callable[[], int], one: dict, other: dict
) -> None:
    person(village, **one)
    person(village, **other)

    assert search() == 0


def test_two_numbers_speak_against_one_person(village: Village, search: Callable[[], int]) -> None:
    make.PersonFactory(village=village, name="Sulastri", born_on=date(1988, 5, 12))
    make.PersonFactory(village=village, name="Sulastri", born_on=date(1988, 5, 20))

    assert search() == 0


def test_relatives_of_the_same_name_speak_for_one(
    village: Village, search: Callable[[], int]
) -> None:
    for born_on, of_husband in (
        (date(1988, 5, 12), date(1940, 1, 1)),
        (date(1988, 6, 2), date(1965, 7, 3)),
    ):
        wife = person(village, name="Sulastri", born_on=born_on)
        place = make.HouseholdMembershipFactory(person=wife, relationship="wife")
        make.HouseholdMembershipFactory(
            household=place.household,
            person=person(village, name="Katiran", sex="M", born_on=of_husband),
        )

    search()

    pair = DoublePair.unscoped.get()
    assert "relative" in pair.reasons


def test_same_family_card_in_two_villages_is_found(
    village: Village, search: Callable[[], int]
) -> None:
    for place in (village, make.VillageFactory()):
        home = make.HouseholdFactory(village=place, kk_number="3510990101200001")
        make.HouseholdMembershipFactory(household=home, person=person(place, name="Sulastri"))

    search()

    assert "family_card" in DoublePair.unscoped.get().reasons


def test_search_goes_through_the_regency_and_not_beyond(
    village: Village, search: Callable[[], int]
) -> None:
    person(village, name="Sulastri")
    person(make.VillageFactory(), name="Sulastri")
    regency = make.RegencyFactory(code="35.09", name="Jember")
    district = make.DistrictFactory(code="35.09.01", regency=regency)
    person(make.VillageFactory(code="35.09.01.2001", district=district), name="Sulastri")

    search()

    assert DoublePair.unscoped.count() == 1


def test_searching_again_changes_nothing(village: Village, search: Callable[[], int]) -> None:
    person(village, name="Sulastri")
    person(village, name="Sulastri")
    search()
    before = list(DoublePair.unscoped.values())

    assert search() == 0

    assert list(DoublePair.unscoped.values()) == before


def test_pair_that_is_no_longer_alike_goes(village: Village, search: Callable[[], int]) -> None:
    person(village, name="Sulastri")
    other = person(village, name="Sulastri")
    search()
    other.name = "Poniyem"
    other.save()

    search()

    assert not DoublePair.unscoped.exists()


def test_different_people_come_back_only_when_one_changes(
    village: Village, search: Callable[[], int], coordinator: User
) -> None:
    person(village, name="Sulastri")
    other = person(village, name="Sulastri")
    search()
    pair = DoublePair.unscoped.get()
    call_different(pair=pair, by=coordinator)
    search()
    assert not DoublePair.unscoped.to_decide().exists()

    other.note = "Catatan lain"  # nothing that the search looks at
    other.save()
    search()
    assert not DoublePair.unscoped.to_decide().exists()
    other.phone = "+6284500000002"
    other.save()
    search()

    assert DoublePair.unscoped.to_decide().get() == pair


def test_one_person_has_few_pairs(village: Village, search: Callable[[], int]) -> None:
    for _number in range(12):
        person(village, name="Sulastri")

    search()

    assert DoublePair.unscoped.count() <= 12 * 5


def test_command_tells_how_many_wait(village: Village) -> None:
    person(village, name="Sulastri")
    person(village, name="Sulastri")
    said = StringIO()

    call_command("find_doubles", "--regency", village.district.regency.code, stdout=said)
    call_command("find_doubles", stdout=said)

    assert said.getvalue().splitlines() == [
        "1 pairs new or changed, 1 to be decided",
        "0 pairs new or changed, 1 to be decided",
    ]


# --- the list and the comparison ------------------------------------------------------------------


def test_coordinator_sees_her_pairs_on_the_start_page_and_the_list(
    browser: Client, village: Village
) -> None:
    pair = make.DoublePairFactory(first=person(village, name="Sulastri"))

    assert LIST in browser.get("/kerja/").content.decode()
    page = browser.get(LIST).content.decode()

    assert pair.get_absolute_url() in page
    assert "nama sama, tanggal lahir sama" in page


def test_half_a_pair_tells_nothing(browser: Client, village: Village) -> None:
    foreign = make.PersonFactory(name="Rahasia Tetangga")
    own = make.PersonFactory(village=village)
    pair = make.DoublePairFactory(first=foreign, second=own)

    page = browser.get(LIST).content.decode()

    assert "Rahasia" not in page
    assert pair.get_absolute_url() not in page
    assert browser.get(pair.get_absolute_url()).status_code == 404
    assert DoublePair.visible_to(browser_user(browser)).count() == 0


def browser_user(browser: Client) -> User:
    return User.objects.get(pk=browser.session["_auth_user_id"])


def test_case_officer_sees_pairs_of_two_villages(desk: Client, village: Village) -> None:
    pair = make.DoublePairFactory(
        first=make.PersonFactory(village=village), second=make.PersonFactory()
    )

    assert pair.get_absolute_url() in desk.get(LIST).content.decode()


def test_comparison_marks_what_differs(browser: Client, village: Village) -> None:
    pair = make.DoublePairFactory(
        first=make.PersonFactory(village=village, name="Sulastri", skills="Menjahit"),
        second=make.PersonFactory(village=village, name="Sulastri", skills="Memasak"),
    )

    answer = browser.get(pair.get_absolute_url())

    marked = {line.name for line in answer.context["lines"] if line.differs}
    assert marked == {"nik", "skills"}
    page = answer.content.decode()
    assert page.count("berbeda") >= 2
    assert pair.first.nik not in page


def test_list_queries_do_not_grow(
    browser: Client, village: Village, queries_do_not_grow: Callable[..., None]
) -> None:
    def add() -> None:
        for _number in range(10):
            make.DoublePairFactory(first=make.PersonFactory(village=village))

    add()
    queries_do_not_grow(lambda: browser.get(LIST), add)


# --- decisions ------------------------------------------------------------------------------------


def test_different_people_leave_the_list_and_may_come_back_by_hand(
    browser: Client, village: Village
) -> None:
    pair = make.DoublePairFactory(first=make.PersonFactory(village=village))

    answer = browser.post(f"{LIST}{pair.pk}/beda/")

    assert answer["Location"] == LIST
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by_id) == ("different", browser_user(browser).pk)
    assert pair.get_absolute_url() in browser.get(LIST, {"status": "beda"}).content.decode()
    browser.post(f"{LIST}{pair.pk}/lagi/")
    assert pair.get_absolute_url() in browser.get(LIST).content.decode()


def test_after_a_decision_the_next_pair_is_shown(browser: Client, village: Village) -> None:
    first, second = (
        make.DoublePairFactory(first=make.PersonFactory(village=village)) for _ in range(2)
    )

    answer = browser.post(f"{LIST}{first.pk}/nanti/")

    assert answer["Location"] == second.get_absolute_url()


def test_later_comes_back_in_two_weeks(browser: Client, village: Village) -> None:
    pair = make.DoublePairFactory(first=make.PersonFactory(village=village))

    browser.post(f"{LIST}{pair.pk}/nanti/")

    assert not DoublePair.unscoped.to_decide().exists()
    DoublePair.unscoped.update(later_until=timezone.localdate())
    assert DoublePair.unscoped.to_decide().exists()


def test_looking_decides_nothing(browser: Client, village: Village) -> None:
    pair = make.DoublePairFactory(first=make.PersonFactory(village=village))

    for step in ("beda", "nanti", "lagi"):
        assert browser.get(f"{LIST}{pair.pk}/{step}/").status_code == 302

    pair.refresh_from_db()
    assert pair.state == "open"


def test_coordinator_tells_of_a_double_herself(browser: Client, village: Village) -> None:
    one, other = make.PersonFactory(village=village), make.PersonFactory(village=village)
    address = f"/kerja/warga/{one.pk}/ganda/"
    assert f"?orang={other.pk}" in browser.post(address, {"q": other.name}).content.decode()
    assert "Bandingkan" in browser.get(f"{address}?orang={other.pk}").content.decode()
    assert not DoublePair.unscoped.exists()

    answer = browser.post(f"{address}?orang={other.pk}")

    pair = DoublePair.unscoped.get()
    assert answer["Location"] == pair.get_absolute_url()
    assert pair.reasons == ["told"]


def test_person_of_another_village_cannot_be_told(browser: Client, village: Village) -> None:
    one, foreign = make.PersonFactory(village=village), make.PersonFactory()
    address = f"/kerja/warga/{one.pk}/ganda/"

    assert browser.post(f"{address}?orang={foreign.pk}").status_code == 404
    assert browser.post(f"{address}?orang={one.pk}").status_code == 404
    assert f"?orang={foreign.pk}" not in browser.post(address, {"q": foreign.name}).content.decode()


# --- merging and undoing --------------------------------------------------------------------------


@pytest.fixture
def pair(village: Village) -> DoublePair:
    """Two records that contradict one another in their skills only."""
    return make.DoublePairFactory(
        first=make.PersonFactory(village=village, name="Sulastri", skills="Menjahit"),
        second=person(village, name="Sulastri", skills="Memasak", phone="+6284500000001"),
    )


def answers(pair: DoublePair, **values: str) -> dict[str, Any]:
    pair.refresh_from_db()
    seen = {"seen_first": pair.first.version, "seen_second": pair.second.version}
    return {**seen, "skills": "second", **values}


def test_merging_and_undoing_by_the_pages(browser: Client, pair: DoublePair) -> None:
    first, second = pair.first, pair.second
    form = browser.get(f"{LIST}{pair.pk}/gabung/").content.decode()
    assert "Menjahit" in form
    assert "Memasak" in form

    answer = browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair))

    merge = Merge.unscoped.get()
    assert answer["Location"] == merge.get_absolute_url()
    kept = Person.unscoped.get()
    assert (kept.pk, kept.skills, kept.phone) == (first.pk, "Memasak", "+6284500000001")
    page = browser.get(merge.get_absolute_url()).content.decode()
    assert "Batalkan" in page
    answer = browser.post(f"{merge.get_absolute_url()}pisah/", follow=True)
    assert Person.unscoped.filter(pk__in=[first.pk, second.pk]).count() == 2
    assert "seperti semula" in answer.content.decode()
    assert pair.get_absolute_url() in browser.get(LIST).content.decode()


def test_unanswered_question_is_asked_beside_the_field(browser: Client, pair: DoublePair) -> None:
    answer = browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair, skills=""))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#id_skills"' in page
    assert 'id="id_skills_error"' in page
    assert Person.unscoped.count() == 2


def test_change_in_between_is_shown_before_merging(browser: Client, pair: DoublePair) -> None:
    sent = answers(pair)
    Person.unscoped.filter(pk=pair.second_id).update(skills="Mengelas")

    answer = browser.post(f"{LIST}{pair.pk}/gabung/", sent)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mengelas" in page
    assert "baru saja diubah" in page
    assert Person.unscoped.count() == 2


def test_pressing_twice_merges_once(browser: Client, pair: DoublePair) -> None:
    sent = answers(pair)
    browser.post(f"{LIST}{pair.pk}/gabung/", sent)

    answer = browser.post(f"{LIST}{pair.pk}/gabung/", sent)

    assert answer["Location"] == Merge.unscoped.get().get_absolute_url()


def test_old_address_leads_to_the_kept_record(
    browser: Client, desk: Client, signed_in: Callable[[User], Client], pair: DoublePair
) -> None:
    first, second = pair.first_id, pair.second_id
    browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair))

    old = f"/kerja/warga/{second}/"

    assert browser.get(old)["Location"] == f"/kerja/warga/{first}/"
    assert desk.get(old)["Location"] == f"/kerja/warga/{first}/"
    stranger = signed_in(make.UserFactory(coordinator=True))
    assert stranger.get(old).status_code == 404
    assert browser.get(f"/kerja/warga/{second}/ubah/").status_code == 404


def test_history_tells_of_both_records(browser: Client, pair: DoublePair) -> None:
    first = pair.first_id
    browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair, skills="first"))

    page = browser.get(f"/kerja/warga/{first}/riwayat/").content.decode()

    assert "Memasak" in page
    assert "Menjahit" in page


def test_person_is_counted_once_after_merging(browser: Client, pair: DoublePair) -> None:
    make.JourneyFactory(person=pair.first)
    make.JourneyFactory(person=pair.second, departed_on=date(2018, 6, 1))
    before = Person.unscoped.with_status("abroad").count()
    question = f"journeys_{pair.first.journeys.get().pk}_{pair.second.journeys.get().pk}"

    browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair, **{question: "first"}))

    assert (before, Person.unscoped.with_status("abroad").count()) == (2, 1)
    assert Journey.unscoped.count() == 1


def test_undo_says_what_is_in_the_way(browser: Client, pair: DoublePair) -> None:
    browser.post(f"{LIST}{pair.pk}/gabung/", answers(pair))
    Person.unscoped.update(phone="+6284500000009")
    merge = Merge.unscoped.get()

    page = browser.post(f"{merge.get_absolute_url()}pisah/", follow=True).content.decode()

    assert "tidak dapat dibatalkan" in page.lower()
    assert "telepon" in page or "HP" in page
    assert Person.unscoped.count() == 1


def test_village_that_lost_a_record_learns_it_and_not_where(
    browser: Client, desk: Client, village: Village
) -> None:
    other = make.VillageFactory(name="Desa Rahasia")
    pair = make.DoublePairFactory(
        first=make.PersonFactory(village=other, name="Sulastri Tetangga"),
        second=person(village, name="Sulastri Kita"),
    )
    seen = {"seen_first": 1, "seen_second": 1}

    desk.post(
        f"{LIST}{pair.pk}/gabung/", {**seen, "name": "first", "village": "first"}, follow=True
    )

    merge = Merge.unscoped.get()
    page = browser.get(LIST, {"status": "gabung"}).content.decode()
    assert "Sulastri Kita" in page
    assert "Rahasia" not in page
    assert "Tetangga" not in page
    assert browser.get(merge.get_absolute_url()).status_code == 404
    assert browser.get(f"/kerja/warga/{pair.second_id}/").status_code == 404


# --- asking the office ----------------------------------------------------------------------------


def ask(browser: Client, name: str, **more: str) -> Any:
    sent = {"name": name, "why": "Kata keluarganya begitu.", **more}
    return browser.post(f"{LIST}tanya/baru/", sent, follow=True)


def shape(answer: Any, name: str, pk: int) -> str:
    """The page without what the coordinator typed herself, and without keys and tokens."""
    page = answer.content.decode().replace(name, "NAMA").replace(f"tanya/{pk}/", "tanya/N/")
    return re.sub(r'(csrfmiddlewaretoken" value="|nonce=")[^"]+', "", page)


def test_question_gets_the_same_answer_whether_or_not_it_matches(
    browser: Client,
) -> None:
    foreign = make.PersonFactory(name="Sulastri")
    asked = []
    for name, nik in (("Sulastri", foreign.nik), ("Poniyem", "3510995205889999")):
        ask(browser, name, nik=nik)  # fills caches
        with CaptureQueriesContext(connection) as queries:
            answer = ask(browser, name, nik=nik)
        row = DoubleRequest.unscoped.filter(name=name).latest("pk")
        asked.append((answer.status_code, shape(answer, name, row.pk).count("<"), len(queries)))

    assert asked[0] == asked[1]


def test_office_sees_candidates_and_village_only_the_answer(
    browser: Client, desk: Client, village: Village
) -> None:
    own = make.PersonFactory(village=village, name="Sulastri")
    make.PersonFactory(name="Sulastri Seberang")
    browser.post(
        f"{LIST}tanya/baru/?orang={own.pk}", {"name": "Sulastri", "why": "Menikah ke luar desa."}
    )
    row = DoubleRequest.unscoped.get()
    assert row.nik == own.nik

    assert "Sulastri Seberang" in desk.get(row.get_absolute_url()).content.decode()
    assert "Seberang" not in browser.get(row.get_absolute_url()).content.decode()
    desk.post(row.get_absolute_url(), {"answer": "Sudah diperiksa dan digabungkan."})

    assert "Sudah diperiksa" in browser.get(row.get_absolute_url()).content.decode()
    row.refresh_from_db()
    assert row.answered_at


def test_office_compares_a_candidate_with_the_village_s_record(
    browser: Client, desk: Client, village: Village
) -> None:
    own = make.PersonFactory(village=village, name="Sulastri")
    other = make.PersonFactory(name="Sulastri")
    row = make.DoubleRequestFactory(village=village, person=own, name="Sulastri")

    answer = desk.post(f"{row.get_absolute_url()}?orang={other.pk}")

    pair = DoublePair.unscoped.get()
    assert answer["Location"] == pair.get_absolute_url()
    assert {pair.first_id, pair.second_id} == {own.pk, other.pk}
    assert browser.get(pair.get_absolute_url()).status_code == 404


def test_office_answers_in_words(desk: Client, village: Village) -> None:
    row = make.DoubleRequestFactory(village=village)

    answer = desk.post(row.get_absolute_url(), {"answer": ""})

    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.is_open


def test_question_sent_twice_is_kept_once(browser: Client) -> None:
    key = "6f1c0a52-6d5b-4a52-9d58-0f6f0c3f0a11"
    for _press in range(2):
        assert ask(browser, "Sulastri", submit_key=key).status_code == 200

    assert DoubleRequest.unscoped.count() == 1


def test_wrong_number_is_told_and_nothing_lost(browser: Client) -> None:
    answer = ask(browser, "Sulastri", nik="123")

    assert answer.status_code == 422
    assert "Sulastri" in answer.content.decode()
    assert not DoubleRequest.unscoped.exists()


# --- while typing ---------------------------------------------------------------------------------


def test_same_number_is_shown_first_while_typing(browser: Client, village: Village) -> None:
    for number in range(6):
        make.PersonFactory(village=village, name="Sulastri", note=str(number))
    own = make.PersonFactory(village=village, name="Nama Lain Sekali")

    page = browser.post("/kerja/warga/kembar/", {"name": "Sulastri", "nik": own.nik})

    assert page.context["doubles"][0] == own


def test_number_of_another_village_says_nothing_while_typing(browser: Client) -> None:
    foreign = make.PersonFactory(name="Sulastri Tetangga")

    known = browser.post("/kerja/warga/kembar/", {"nik": foreign.nik, "name": "Sulastri"})
    unknown = browser.post("/kerja/warga/kembar/", {"nik": "3510995205889998", "name": "Sulastri"})

    assert known.content == unknown.content


def test_rough_year_does_not_hide_somebody_while_typing(browser: Client, village: Village) -> None:
    guessed = make.PersonFactory(
        village=village, name="Sulastri", born_on=date(1985, 1, 1), born_precision="about"
    )

    page = browser.post("/kerja/warga/kembar/", {"name": "Sulastri", "born_day": "1988-05-12"})

    assert page.context["doubles"] == [guessed]


def test_pair_in_one_family_is_listed(village: Village, search: Callable[[], int]) -> None:
    home = make.HouseholdFactory(village=village)
    for relationship in ("wife", "other"):
        HouseholdMembership.unscoped.create(
            household=home,
            person=person(village, name="Sulastri", born_on=date(1988, 5, 12)),
            relationship=relationship,
            since=date(2020, 1, 1) + timedelta(days=len(relationship)),
        )

    search()

    assert "household" in DoublePair.unscoped.get().reasons
