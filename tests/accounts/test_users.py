"""One role, one territory, and what follows from them; the log of looks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.http import HttpRequest, HttpResponse

from accounts.access import only
from accounts.audit import log_export, log_view
from accounts.history import history_of
from accounts.models import TERRITORY_OF_ROLE, Role, User, ViewLog
from migrants.models import Person
from tests.factories import DistrictFactory, OfficeFactory, UserFactory, VillageFactory
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ["village", "district", "regency", "province", "office"])
def test_a_role_takes_its_own_kind_of_territory_only(world: World, role: str, kind: str) -> None:
    village = world.own.village
    places = {
        "village": village,
        "district": village.district,
        "regency": village.district.regency,
        "province": village.district.regency.province,
        "office": OfficeFactory(),
    }
    user = User(username="baru", full_name="Baru", role=role, **{kind: places[kind]})
    if kind in TERRITORY_OF_ROLE[role]:
        user.save()
        return
    with pytest.raises(ValidationError) as caught:
        user.full_clean(exclude=["password"])
    assert "Peran ini bertugas di jenis wilayah yang lain." in str(caught.value)
    with pytest.raises(IntegrityError, match="territory_fits_role"):
        user.save()


def test_nobody_has_two_territories(world: World) -> None:
    district = world.own.village.district
    with pytest.raises(IntegrityError, match="one_territory"):
        UserFactory(role=Role.OFFICIAL, district=district, regency=district.regency)


def test_villages_of_a_user_are_those_of_her_territory(world: World) -> None:
    own, neighbour, genteng = (
        world.own.village,
        world.neighbour.village,
        world.other_district.village,
    )
    regency = own.district.regency
    far = world.own.move_request.to_village
    expected = {
        UserFactory(role=Role.COORDINATOR, village=own): {own},
        UserFactory(role=Role.MENTOR, district=own.district): {own, neighbour},
        UserFactory(role=Role.OFFICIAL, regency=regency): {own, neighbour, genteng, far},
        UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory()): set(),
        UserFactory(role=Role.GROUP_LEADER): set(),
        UserFactory(role=Role.OFFICIAL): set(),
        UserFactory(): set(),
    }
    for user, villages in expected.items():
        assert set(user.villages()) == villages, user.role
    province = UserFactory(role=Role.OFFICIAL, province=regency.province)
    assert world.other_regency.village in province.villages()


def test_without_territory_role_or_activity_nobody_sees_anybody(world: World) -> None:
    village = world.own.village
    for user in (
        UserFactory(role=Role.COORDINATOR),
        UserFactory(village=village),
        UserFactory(role=Role.COORDINATOR, village=village, is_active=False),
        UserFactory(is_superuser=True, is_staff=True),
    ):
        assert not Person.visible_to(user).exists()
        assert not Person.editable_by(user).exists()
    assert Person.visible_to(UserFactory(role=Role.COORDINATOR, village=village)).exists()


@pytest.mark.parametrize("kind", ["village", "district", "office", "regency"])
def test_the_regency_of_the_account_follows_the_territory(world: World, kind: str) -> None:
    village = world.own.village
    roles = {
        "village": (Role.COORDINATOR, village),
        "district": (Role.MENTOR, village.district),
        "office": (Role.LTSA_OFFICER, OfficeFactory()),
        "regency": (Role.CASE_OFFICER, village.district.regency),
    }
    role, place = roles[kind]
    user = UserFactory(role=role, **{kind: place})
    assert user.account_regency == village.district.regency
    setattr(user, kind, None)
    user.save()
    user.refresh_from_db()
    assert user.account_regency == village.district.regency


def test_only_lets_its_roles_in_and_names_them() -> None:
    @only(Role.MENTOR, Role.OFFICIAL)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert view.roles == {Role.MENTOR, Role.OFFICIAL}  # type: ignore[attr-defined]


def test_a_person_with_one_word_as_name_is_called_by_it() -> None:
    user = UserFactory(full_name="Sumiati", username="sumiati")
    assert (str(user), user.get_short_name()) == ("Sumiati", "Sumiati")
    assert UserFactory(full_name="Siti Aminah").get_short_name() == "Siti"
    assert str(UserFactory(full_name="", username="tanpa.nama")) == "tanpa.nama"


# --- the log of looks ---


def test_a_look_and_an_export_are_logged_without_the_data(world: World) -> None:
    user, person = world.users[Role.COORDINATOR], world.own.person
    log_view(user=user, row=person, fields=["nik", "passport_number"])
    log_export(user=user, rows=Person.visible_to(user), fields=["nik"], count=12)
    look, export = ViewLog.objects.order_by("pk")
    assert ViewLog.objects.of(person).get() == look
    assert (look.fields, look.row, look.rows) == ("nik, passport_number", person.pk, 1)
    assert (export.row, export.rows, export.action) == (None, 12, ViewLog.Action.EXPORT)
    assert person.nik not in f"{look}{export}"


def test_the_log_is_neither_changed_nor_deleted_by_anybody(world: World) -> None:
    log_view(user=world.users[Role.COORDINATOR], row=world.own.person, fields=["nik"])
    for change in (
        lambda: ViewLog.objects.update(fields=""),
        lambda: ViewLog.objects.all().delete(),
    ):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            change()
    assert ViewLog.objects.get().fields == "nik"


# --- history ---


def test_history_tells_what_a_person_was(world: World) -> None:
    person, coordinator = world.own.person, world.users[Role.COORDINATOR]
    person.name = "Nama Baru"
    person.save()
    names = [event.name for event in history_of(person, coordinator)]
    assert names[:2] == ["Nama Baru", "Siti Markasendiri"]


def test_history_of_another_village_is_empty(world: World) -> None:
    coordinator = world.users[Role.COORDINATOR]
    assert not history_of(world.neighbour.person, coordinator).exists()
    assert not history_of(world.other_district.person, coordinator).exists()
    assert not history_of(world.own.person, UserFactory(role=Role.COORDINATOR)).exists()


def test_a_deleted_row_leaves_its_history(world: World) -> None:
    consent = world.own.consent
    events = type(consent).pgh_event_model.unscoped
    before = events.count()
    consent.delete()
    assert events.count() == before + 1


def test_a_district_s_users_move_with_no_village_of_another(world: World) -> None:
    """A village added to the district is in its mentor's territory at once."""
    mentor = world.users[Role.MENTOR]
    added = VillageFactory(code="35.10.04.2011", district=mentor.district)
    VillageFactory(code="35.10.05.2011", district=DistrictFactory(code="35.10.05", name="Muncar"))
    assert set(mentor.villages()) == {world.own.village, world.neighbour.village, added}
