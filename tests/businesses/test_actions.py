import threading

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from accounts.models import Role, User
from businesses.actions import add_business, enrol, move_stage, set_photo
from businesses.models import Business, Enrolment, Ownership, Product, Stage, StageChange
from publishing.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_new_business_has_its_owners_and_says_who_entered_it() -> None:
    coordinator = make.UserFactory(coordinator=True)
    owners = [make.PersonFactory(village=coordinator.village) for _ in range(2)]
    business = add_business(
        business=Business(village=coordinator.village, name="Roti Sri", kind="bread"),
        owners=owners,
        by=coordinator,
    )
    assert [ownership.person for ownership in business.ownerships.all()] == owners
    assert business.created_by == coordinator
    assert not business.is_published


def test_nothing_is_kept_of_a_business_whose_owner_is_refused() -> None:
    coordinator = make.UserFactory(coordinator=True)
    person = make.PersonFactory(village=coordinator.village)
    with pytest.raises(IntegrityError):
        add_business(
            business=Business(village=coordinator.village, name="Roti Sri", kind="bread"),
            owners=[person, person],
            by=coordinator,
        )
    assert not Business.unscoped.exists()
    assert not Ownership.unscoped.exists()


def test_enrolment_begins_with_a_logged_proposal() -> None:
    business = make.BusinessFactory()
    coordinator = make.UserFactory(coordinator=True)
    enrolment = enrol(
        business=business,
        programme=make.ProgrammeFactory(regency=business.village.district.regency),
        reason="Ramai pembeli",
        by=coordinator,
        baseline_turnover=2_500_000,
    )
    change = StageChange.unscoped.get()
    assert enrolment.stage == Stage.PROPOSED
    assert (change.from_stage, change.to_stage) == ("", Stage.PROPOSED)
    assert (change.reason, change.by) == ("Ramai pembeli", coordinator)


def test_move_is_logged_with_its_reason() -> None:
    enrolment = make.StageChangeFactory().enrolment
    mentor = make.UserFactory(role=Role.MENTOR, district=enrolment.business.village.district)
    move_stage(
        enrolment=enrolment,
        from_stage=Stage.PROPOSED,
        to_stage=Stage.VERIFIED,
        reason="Dapur bersih",
        by=mentor,
    )
    assert enrolment.stage == Stage.VERIFIED
    assert StageChange.unscoped.latest("pk").reason == "Dapur bersih"


def test_forbidden_move_is_an_error_of_ours_not_a_message() -> None:
    enrolment = make.StageChangeFactory().enrolment
    with pytest.raises(IntegrityError, match="allowed_move"):
        move_stage(
            enrolment=enrolment,
            from_stage=Stage.PROPOSED,
            to_stage=Stage.GRADUATED,
            reason="Cepat",
            by=make.UserFactory(),
        )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_move_a_stage_at_once_are_not_both_right() -> None:
    enrolment = make.StageChangeFactory().enrolment
    people = [make.UserFactory(full_name=f"Pendamping {n}") for n in range(4)]
    start = threading.Barrier(len(people))
    outcomes: list[str] = []

    def move(who: User, to_stage: str) -> None:
        try:
            mine = Enrolment.unscoped.get(pk=enrolment.pk)
            start.wait()
            move_stage(
                enrolment=mine,
                from_stage="proposed",
                to_stage=to_stage,
                reason="Kunjungan",
                by=who,
            )
            outcomes.append("moved")
        except ValidationError as error:
            outcomes.append(error.code or "")
        finally:
            connection.close()

    stages = [Stage.VERIFIED, Stage.REJECTED] * 2
    threads = [
        threading.Thread(target=move, args=pair) for pair in zip(people, stages, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved"] + ["moved_meanwhile"] * 3
    assert StageChange.unscoped.count() == 2  # the proposal and one move
    enrolment.refresh_from_db()
    assert enrolment.stage == StageChange.unscoped.latest("pk").to_stage


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_trigger_both_would_be_logged() -> None:
    """The negative control: if this finds one log entry, the race above proves nothing."""
    enrolment = make.StageChangeFactory().enrolment
    with pgtrigger.ignore("businesses.StageChange:apply_stage"):
        for to_stage in (Stage.VERIFIED, Stage.REJECTED):
            make.StageChangeFactory(
                enrolment=enrolment, from_stage=Stage.PROPOSED, to_stage=to_stage
            )
    assert StageChange.unscoped.count() == 3


def test_new_photo_takes_the_place_of_the_old_one() -> None:
    product = make.ProductFactory()
    by = make.UserFactory()
    set_photo(product=product, picture=make.small_picture(), alt="Pertama", by=by)
    set_photo(product=product, picture=make.small_picture(), alt="Kedua", by=by)
    photo = Photo.unscoped.get()
    assert Product.unscoped.get().photo == photo
    assert (photo.alt, photo.village) == ("Kedua", product.business.village)
    set_photo(product=product, picture=None, alt="", by=by)
    assert not Photo.unscoped.exists()
    assert Product.unscoped.get().photo is None
