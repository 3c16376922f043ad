"""The administrator's set-up pages: what she can do in her regency, and nothing elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.admin import AdministratorOnly
from accounts.audit import log_view
from accounts.models import Role, User
from tests.factories import OfficeFactory, UserFactory, VillageFactory
from tests.world import World
from villages.models import District, Office, Village

pytestmark = pytest.mark.django_db

PAGES = [(model, model._meta.label_lower.replace(".", "_")) for model in admin.site._registry]
USERS = "/admin/accounts/user/"


@pytest.fixture
def browser(world: World, signed_in: Callable[[User], Client]) -> Client:
    """The administrator's of Banyuwangi."""
    return signed_in(world.users[Role.ADMINISTRATOR])


@pytest.fixture
def elsewhere(world: World) -> User:
    """A coordinator in Jember, kept by Jember's administrators."""
    user: User = UserFactory(
        role=Role.COORDINATOR, village=world.other_regency.village, full_name="Markajember"
    )
    return user


def filled(**changes: Any) -> dict[str, Any]:
    """The form of a new user as a browser sends it."""
    form = {
        "username": "wati.kendalrejo",
        "full_name": "Wati",
        "phone": "0812-9999-0000",
        "email": "",
        "new_password": "",
        "role": Role.COORDINATOR,
        "village": "",
        "district": "",
        "office": "",
        "regency": "",
        "is_active": "on",
    }
    return {**form, **changes}


def change(user: User, **changes: Any) -> dict[str, Any]:
    """The form of an existing user, with changes."""
    form = filled(
        username=user.username,
        full_name=user.full_name,
        phone=user.phone or "",
        role=user.role,
        village=user.village_id or "",
        district=user.district_id or "",
        office=user.office_id or "",
        regency=user.regency_id or "",
    )
    del form["new_password"]
    return {**form, **changes}


# --- who gets in ---


def test_every_registered_page_is_for_administrators_only() -> None:
    assert all(isinstance(page, AdministratorOnly) for page in admin.site._registry.values())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_get_no_set_up_page(
    world: World, signed_in: Callable[[User], Client], role: str
) -> None:
    user = world.users[role]
    user.is_staff = user.is_superuser = True  # Django's own flags open nothing here
    user.save()
    browser = signed_in(user)
    for path in ["/admin/", USERS, f"{USERS}add/", "/admin/autocomplete/", "/admin/nothing/"]:
        assert browser.get(path).status_code == 403, path
        assert browser.post(path).status_code == 403, path


def test_a_stranger_signs_in_on_our_own_page(client: Client, world: World) -> None:
    answer = client.get(USERS, follow=True)
    assert answer.redirect_chain[-1][0] == f"/masuk/?next={USERS}"
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/masuk/?next=%2Fadmin%2F"
    assert client.get("/admin/login/?next=https://jahat.example/")["Location"].endswith(
        "%2Fadmin%2F"
    )


def test_the_password_and_the_way_out_are_our_own_pages(browser: Client) -> None:
    assert browser.get("/admin/password_change/")["Location"] == reverse("account_change_password")
    assert browser.post("/admin/logout/")["Location"] == reverse("account_logout")


@pytest.mark.parametrize(("model", "name"), PAGES, ids=[name for _, name in PAGES])
def test_every_list_and_form_opens(browser: Client, model: Any, name: str) -> None:
    assert browser.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert browser.get(reverse(f"admin:{name}_changelist") + "?q=sari").status_code == 200
    page = admin.site.get_model_admin(model)
    adding = browser.get(reverse(f"admin:{name}_add"))
    assert adding.status_code == (200 if getattr(page, "can_add", True) else 403)


# --- accounts ---


def test_a_user_is_made_with_a_password_that_is_shown_once(browser: Client, world: World) -> None:
    village = world.neighbour.village
    answer = browser.post(f"{USERS}add/", filled(village=village.pk))
    user = User.objects.get(username="wati.kendalrejo")
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert user.check_password(password)
    assert (user.phone, user.village, user.role) == ("+6281299990000", village, Role.COORDINATOR)
    assert user.account_regency == world.users[Role.ADMINISTRATOR].regency
    assert not user.is_superuser
    assert password not in browser.get(USERS).content.decode()
    signing_in = {"login": "0812 9999 0000", "password": password}
    assert Client().post("/masuk/?next=/akun/", signing_in).status_code == 302


def test_a_user_is_made_with_a_typed_password(browser: Client, world: World) -> None:
    data = filled(village=world.own.village.pk, new_password="sandi-yang-diketik")
    assert browser.post(f"{USERS}add/", data).status_code == 302
    assert User.objects.get(username="wati.kendalrejo").check_password("sandi-yang-diketik")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": Role.MENTOR}, "district"),
        ({"role": Role.COORDINATOR, "village": ""}, "village"),
        ({"new_password": "pendek"}, "new_password"),
        ({"new_password": "wati.kendalrejo"}, "new_password"),
        ({"phone": "bukan nomor"}, "phone"),
        ({"username": ""}, "username"),
        ({"username": "nama dengan spasi"}, "username"),
        ({"full_name": ""}, "full_name"),
        ({"role": "raja"}, "role"),
        ({"village": "999999"}, "village"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_made(
    browser: Client, world: World, changes: dict[str, Any], field: str
) -> None:
    before = User.objects.count()
    data = filled(**{"village": world.own.village.pk, **changes})
    answer = browser.post(f"{USERS}add/", data)
    assert field in answer.context["adminform"].form.errors
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("role", "area"),
    [
        (Role.COORDINATOR, "district"),
        (Role.MENTOR, "village"),
        (Role.LTSA_OFFICER, "regency"),
        (Role.CASE_OFFICER, "office"),
        (Role.OFFICIAL, "village"),
        (Role.ADMINISTRATOR, "district"),
        (Role.GROUP_LEADER, "village"),
    ],
)
def test_the_rules_about_role_and_area_stand_beside_the_role(
    browser: Client, world: World, role: str, area: str
) -> None:
    areas = {
        "village": world.own.village.pk,
        "district": world.own.village.district_id,
        "regency": world.own.village.district.regency_id,
        "office": OfficeFactory().pk,
    }
    answer = browser.post(f"{USERS}add/", filled(role=role, **{area: areas[area]}))
    assert "role" in answer.context["adminform"].form.errors
    assert not User.objects.filter(username="wati.kendalrejo").exists()


def test_two_areas_are_refused_beside_the_role(browser: Client, world: World) -> None:
    village = world.own.village
    data = filled(role=Role.OFFICIAL, district=village.district_id)
    data["regency"] = village.district.regency_id
    answer = browser.post(f"{USERS}add/", data)
    assert "role" in answer.context["adminform"].form.errors.as_json()


def test_two_people_cannot_share_a_phone_in_any_spelling(browser: Client, world: World) -> None:
    UserFactory(phone="+6281299990000")
    answer = browser.post(f"{USERS}add/", filled(village=world.own.village.pk))
    assert "phone" in answer.context["adminform"].form.errors


def test_django_s_own_powers_cannot_be_given(browser: Client, world: World) -> None:
    user = world.users[Role.MENTOR]
    page = browser.get(f"{USERS}{user.pk}/change/").content.decode()
    for field in ("is_superuser", "is_staff", "groups", "user_permissions", "province"):
        assert f'name="{field}"' not in page
    data = change(user, is_superuser="on", is_staff="on", account_regency="1")
    assert browser.post(f"{USERS}{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert not (user.is_superuser)
    assert not (user.is_staff)


@pytest.mark.parametrize("changes", [{"is_active": ""}, {"role": Role.OFFICIAL}])
def test_an_administrator_cannot_lock_herself_out(
    browser: Client, world: World, changes: dict[str, Any]
) -> None:
    user = world.users[Role.ADMINISTRATOR]
    answer = browser.post(f"{USERS}{user.pk}/change/", change(user, **changes))
    assert next(iter(changes)) in answer.context["adminform"].form.errors
    user.refresh_from_db()
    assert user.is_active
    assert user.is_administrator


def test_a_lost_password_is_replaced_and_open_sessions_end(
    browser: Client, world: World, signed_in: Callable[[User], Client]
) -> None:
    user = world.users[Role.COORDINATOR]
    phone = signed_in(user)
    assert phone.get("/akun/").status_code == 200
    assert browser.get(f"{USERS}{user.pk}/password/").status_code == 200
    answer = browser.post(f"{USERS}{user.pk}/password/", {"new_password": ""})
    user.refresh_from_db()
    assert user.check_password(answer.context["password"])
    assert phone.get("/akun/").status_code == 302


def test_a_weak_new_password_is_refused(browser: Client, world: World) -> None:
    user = world.users[Role.COORDINATOR]
    answer = browser.post(f"{USERS}{user.pk}/password/", {"new_password": "12345678901"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["new_password"]


def test_accounts_are_switched_off_but_not_one_s_own(browser: Client, world: World) -> None:
    coordinator, herself = world.users[Role.COORDINATOR], world.users[Role.ADMINISTRATOR]
    data = {"action": "switch_off", "_selected_action": [coordinator.pk, herself.pk]}
    browser.post(USERS, data)
    coordinator.refresh_from_db()
    herself.refresh_from_db()
    assert not coordinator.is_active
    assert herself.is_active


def test_a_lost_second_factor_is_removed(browser: Client, world: World) -> None:
    user = world.users[Role.COORDINATOR]
    TOTP.activate(user, generate_totp_secret())
    assert str(user) in browser.get(f"{USERS}?second_factor=yes").content.decode()
    browser.post(USERS, {"action": "remove_second_factor", "_selected_action": [user.pk]})
    assert not Authenticator.objects.exists()


def test_accounts_are_never_deleted(browser: Client, world: World) -> None:
    user = world.users[Role.COORDINATOR]
    assert browser.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    browser.post(USERS, {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("typed", ["0812-1234-5678", "+6281212345678", "ketua", "Ketua Marka"])
def test_an_account_is_found_by_name_and_by_phone_in_any_spelling(
    browser: Client, world: World, typed: str
) -> None:
    leader = world.users[Role.COORDINATOR]
    leader.full_name, leader.phone = "Ketua Marka", "+6281212345678"
    leader.save()
    answer = browser.get(USERS, {"q": typed})
    assert leader in answer.context["cl"].result_list


def test_the_list_of_accounts_asks_no_more_for_more_accounts(
    browser: Client, world: World, queries_do_not_grow: Callable[..., None]
) -> None:
    def add_rows() -> None:
        for _ in range(10):
            UserFactory(coordinator=True)
            UserFactory(role=Role.MENTOR, district=world.own.village.district)
            UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory())

    add_rows()
    queries_do_not_grow(lambda: browser.get(USERS), add_rows)


# --- only one's own regency ---


def test_users_of_another_regency_do_not_exist(browser: Client, elsewhere: User) -> None:
    assert "Markajember" not in browser.get(USERS).content.decode()
    assert browser.get(USERS, {"q": "Markajember"}).context["cl"].result_count == 0
    for page in ("change", "password", "history", "delete"):
        path = f"{USERS}{elsewhere.pk}/{page}/"
        assert browser.get(path).status_code in (403, 404), page
        assert browser.post(path, change(elsewhere)).status_code in (403, 404), page
    browser.post(USERS, {"action": "switch_off", "_selected_action": [elsewhere.pk]})
    elsewhere.refresh_from_db()
    assert elsewhere.is_active


def test_a_user_cannot_be_given_an_area_of_another_regency(browser: Client, world: World) -> None:
    village = world.other_regency.village
    office = OfficeFactory(code="jember", regency=village.district.regency)
    for role, area in [
        (Role.COORDINATOR, {"village": village.pk}),
        (Role.MENTOR, {"district": village.district_id}),
        (Role.LTSA_OFFICER, {"office": office.pk}),
        (Role.CASE_OFFICER, {"regency": village.district.regency_id}),
    ]:
        answer = browser.post(f"{USERS}add/", filled(role=role, **area))
        assert next(iter(area)) in answer.context["adminform"].form.errors
    assert not User.objects.filter(username="wati.kendalrejo").exists()


@pytest.mark.parametrize(
    ("model", "field", "own", "other"),
    [
        ("user", "village", "Kedunggebang", "Kencong"),
        ("user", "district", "Tegaldlimo", "Kencong"),
    ],
)
def test_autocomplete_offers_places_of_one_s_own_regency(
    browser: Client, world: World, model: str, field: str, own: str, other: str
) -> None:
    asked = {"app_label": "accounts", "model_name": model, "field_name": field}
    found = browser.get("/admin/autocomplete/", {**asked, "term": own.lower()}).json()
    assert [row["text"].split(",")[0] for row in found["results"]] == [own]
    assert browser.get("/admin/autocomplete/", {**asked, "term": other}).json()["results"] == []


def test_a_coordinator_who_lost_her_area_is_still_found(browser: Client, world: World) -> None:
    user = world.users[Role.COORDINATOR]
    data = change(user, village="", is_active="")
    assert browser.post(f"{USERS}{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert user.village is None
    assert str(user) in browser.get(USERS).content.decode()


def test_an_administrator_without_a_regency_sees_nothing(
    world: World, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(UserFactory(role=Role.ADMINISTRATOR, full_name="Tanpa Wilayah"))
    assert browser.get(USERS).context["cl"].result_count == 0
    assert browser.get("/admin/villages/village/").context["cl"].result_count == 0


# --- places ---


def test_a_village_of_another_regency_does_not_exist(browser: Client, world: World) -> None:
    village = world.other_regency.village
    assert "Kencong" not in browser.get("/admin/villages/village/").content.decode()
    path = f"/admin/villages/village/{village.pk}/change/"
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"name": "Diambil"}).status_code == 404


def village_form(village: Village, **changes: Any) -> dict[str, Any]:
    form = {
        "code": village.code,
        "bps_code": "",
        "name": village.name,
        "kind": village.kind,
        "district": village.district_id,
        "valid_from": "",
        "valid_to": "",
        "aliases-TOTAL_FORMS": "0",
        "aliases-INITIAL_FORMS": "0",
    }
    return {**form, **changes}


def test_a_spelling_is_added_to_a_village_and_found(browser: Client, world: World) -> None:
    village = world.own.village
    spelling = {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "Kedhung Gebang"}
    answer = browser.post(
        f"/admin/villages/village/{village.pk}/change/", village_form(village, **spelling)
    )
    assert answer.status_code == 302
    assert Village.objects.named_like("kedhunggebang").first() == village


def test_a_spelling_that_is_listed_already_is_refused_beside_it(
    browser: Client, world: World
) -> None:
    village = world.own.village
    path = f"/admin/villages/village/{village.pk}/change/"
    twice = {
        "aliases-TOTAL_FORMS": "2",
        "aliases-0-name": "Kedhung Gebang",
        "aliases-1-name": "kedhunggebang",
    }
    answer = browser.post(path, village_form(village, **twice))
    assert "Ejaan ini sudah ada" in answer.content.decode()
    assert not village.aliases.exists()
    village.aliases.create(name="Kedhung Gebang")
    once = {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "kedhunggebang"}
    answer = browser.post(path, village_form(village, **once))
    assert "Ejaan ini sudah ada" in answer.content.decode()


def test_a_village_splits(browser: Client, world: World) -> None:
    old = world.own.village
    path = "/admin/villages/village/"
    new = village_form(old, code="35.10.04.2010", name="Gebangsari", valid_from="01/01/2027")
    assert browser.post(f"{path}add/", new).status_code == 302
    successor = Village.objects.get(code="35.10.04.2010")
    ended = village_form(old, valid_to="31/12/2026", successors=[successor.pk])
    assert browser.post(f"{path}{old.pk}/change/", ended).status_code == 302
    assert list(old.successors.all()) == [successor]
    assert old not in Village.objects.current()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "35.10.04.2002"}, "code"),
        ({"code": "35.09.01.2009"}, "code"),
        ({"code": "3510042009"}, "code"),
        ({"valid_from": "02/01/2027", "valid_to": "01/01/2027"}, "valid_to"),
    ],
)
def test_a_mistake_about_a_village_is_said(
    browser: Client, world: World, changes: dict[str, Any], field: str
) -> None:
    village = world.own.village
    answer = browser.post(
        f"/admin/villages/village/{village.pk}/change/", village_form(village, **changes)
    )
    assert field in answer.context["adminform"].form.errors


def test_an_office_is_set_up_in_one_s_own_regency(browser: Client, world: World) -> None:
    own, other = world.own.village.district.regency, world.other_regency.village.district.regency
    form = {"code": "genteng", "name": "Loket Genteng", "address": "Pasar Genteng"}
    refused = browser.post("/admin/villages/office/add/", {**form, "regency": other.pk})
    assert "regency" in refused.context["adminform"].form.errors
    made = browser.post(
        "/admin/villages/office/add/", {**form, "regency": own.pk, "is_active": "on"}
    )
    assert made.status_code == 302
    assert Office.objects.get(code="genteng").regency == own


def test_the_list_of_villages_asks_no_more_for_more_villages(
    browser: Client, world: World, queries_do_not_grow: Callable[..., None]
) -> None:
    queries_do_not_grow(
        lambda: browser.get("/admin/villages/village/"), lambda: VillageFactory.create_batch(10)
    )
    assert District.objects.exists()


# --- the log ---


def test_the_log_of_views_is_read_and_never_changed(browser: Client, world: World) -> None:
    coordinator, person = world.users[Role.COORDINATOR], world.own.person
    log_view(user=coordinator, row=person, fields=["nik"])
    path = "/admin/accounts/viewlog/"
    page = browser.get(path).content.decode()
    assert str(coordinator) in page
    assert person.nik not in page
    assert browser.get(f"{path}add/").status_code == 403
    assert browser.post(f"{path}add/", {}).status_code == 403


def test_the_log_shows_one_s_own_regency(browser: Client, world: World, elsewhere: User) -> None:
    log_view(user=elsewhere, row=world.other_regency.person, fields=["nik"])
    assert "Markajember" not in browser.get("/admin/accounts/viewlog/").content.decode()


def test_stored_passwords_cannot_be_guessed_letter_by_letter(browser: Client) -> None:
    assert browser.get(USERS, {"username__startswith": "a"}).status_code == 200
    assert browser.get(USERS, {"password__startswith": "pbkdf2"}).status_code == 400


def test_tiles_of_the_start_page_show_what_they_count(browser: Client, world: World) -> None:
    lost = User.objects.create(
        username="tersesat", account_regency=world.users[Role.ADMINISTRATOR].regency
    )
    coordinator = world.users[Role.COORDINATOR]
    off = world.users[Role.MENTOR]
    User.objects.filter(pk=off.pk).update(is_active=False)
    page = browser.get("/kerja/").content.decode()
    shown = {
        "?is_active__exact=1&area=none": {lost},
        "?is_active__exact=1&role__exact=coordinator": {coordinator},
        "?is_active__exact=0": {off},
    }
    for query, expected in shown.items():
        assert f'href="{USERS}{query.replace("&", "&amp;")}"' in page
        found = set(browser.get(f"{USERS}{query}").context["cl"].queryset)
        assert expected <= found
        assert not (found & ({lost, coordinator, off} - expected))
