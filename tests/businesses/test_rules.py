"""Every rule that the database holds, broken once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import ProtectedError

from accounts.constraints import broken_constraint
from businesses.models import (
    NEXT_STAGES,
    Business,
    Enrolment,
    Ownership,
    Product,
    Programme,
    Stage,
    StageChange,
)
from migrants.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert broken_constraint(refusal.value) == constraint


# A business


def test_two_businesses_of_one_name_are_refused_in_a_village_only() -> None:
    first = make.BusinessFactory(name="Roti Sri")
    make.BusinessFactory(name="Roti Sri")  # another village
    with refused("businesses_business_name_unique_in_village"):
        make.BusinessFactory(name="ROTI SRI", village=first.village)


@pytest.mark.parametrize("year", [16, 1800, 2101])
def test_year_of_start_has_four_sensible_digits(year: int) -> None:
    with refused("businesses_business_started_year_sensible"):
        make.BusinessFactory(started_year=year)


# Its owners


def test_nobody_owns_a_business_twice_at_once() -> None:
    business = make.BusinessFactory()
    person = business.ownerships.get().person
    with refused("businesses_ownership_once"):
        make.OwnershipFactory(business=business, person=person)
    business.ownerships.update(until=date(2025, 1, 1))
    make.OwnershipFactory(business=business, person=person)  # again later


@pytest.mark.parametrize("share", [0, 101])
def test_share_is_a_percentage(share: int) -> None:
    with refused("businesses_ownership_share_is_percent"):
        make.OwnershipFactory(share_percent=share)


def test_ownership_ends_after_it_began() -> None:
    with refused("businesses_ownership_until_after_since"):
        make.OwnershipFactory(since=date(2026, 2, 2), until=date(2026, 2, 1))


def test_shares_are_at_most_the_whole() -> None:
    business = make.BusinessFactory()
    business.ownerships.update(share_percent=60)
    make.OwnershipFactory(business=business, share_percent=40)
    with refused("businesses_ownership_shares_at_most_whole"):
        make.OwnershipFactory(business=business, share_percent=1)
    with refused("businesses_ownership_shares_at_most_whole"):
        business.ownerships.filter(share_percent=40).update(share_percent=41)


def test_former_owners_have_no_share() -> None:
    business = make.BusinessFactory()
    business.ownerships.update(share_percent=100, until=date(2026, 1, 1))
    make.OwnershipFactory(business=business, share_percent=100)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_share_at_once_do_not_both_get_it() -> None:
    business = make.BusinessFactory()
    business.ownerships.update(share_percent=50)
    people = [make.PersonFactory(village=business.village) for _ in range(4)]
    start = threading.Barrier(len(people))
    outcomes: list[str] = []

    def take(person: Person) -> None:
        try:
            start.wait()
            Ownership.unscoped.create(business=business, person=person, share_percent=50)
            outcomes.append("taken")
        except IntegrityError as error:
            outcomes.append(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["businesses_ownership_shares_at_most_whole"] * 3 + ["taken"]


# Programmes and their log


def test_programme_exists_once_in_a_regency() -> None:
    programme = make.ProgrammeFactory()
    with refused("businesses_programme_name_unique"):
        Programme.objects.create(regency=programme.regency, name=programme.name)


def test_business_takes_part_in_a_programme_once() -> None:
    enrolment = make.EnrolmentFactory()
    with refused("businesses_enrolment_once"):
        make.EnrolmentFactory(business=enrolment.business, programme=enrolment.programme)


def test_programme_belongs_to_the_regency_of_the_business() -> None:
    jember = make.ProgrammeFactory(regency=make.RegencyFactory(code="35.09", name="Jember"))
    with refused("businesses_enrolment_programme_of_its_regency"):
        make.EnrolmentFactory(programme=jember)


#: A way to every stage.
WAYS = {
    "": [],
    Stage.PROPOSED: [Stage.PROPOSED],
    Stage.VERIFIED: [Stage.PROPOSED, Stage.VERIFIED],
    Stage.ENROLLED: [Stage.PROPOSED, Stage.VERIFIED, Stage.ENROLLED],
    Stage.GRADUATED: [Stage.PROPOSED, Stage.VERIFIED, Stage.ENROLLED, Stage.GRADUATED],
    Stage.LEFT: [Stage.PROPOSED, Stage.VERIFIED, Stage.ENROLLED, Stage.LEFT],
    Stage.REJECTED: [Stage.PROPOSED, Stage.REJECTED],
}
PAIRS = [(before, after) for before in ["", *Stage.values] for after in Stage.values]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_only_the_moves_of_the_table_are_possible(before: str, after: str) -> None:
    enrolment, stage = make.EnrolmentFactory(), ""
    for following in WAYS[before]:
        make.StageChangeFactory(enrolment=enrolment, from_stage=stage, to_stage=following)
        stage = following
    if after in NEXT_STAGES[before]:
        make.StageChangeFactory(enrolment=enrolment, from_stage=before, to_stage=after)
        enrolment.refresh_from_db()
        assert enrolment.stage == after
    else:
        with refused("businesses_stagechange_allowed_move"):
            make.StageChangeFactory(enrolment=enrolment, from_stage=before, to_stage=after)


def test_move_starts_from_the_present_stage() -> None:
    change = make.StageChangeFactory()
    with refused("businesses_stagechange_from_present_stage"):
        make.StageChangeFactory(
            enrolment=change.enrolment, from_stage=Stage.VERIFIED, to_stage=Stage.ENROLLED
        )


def test_move_has_a_reason() -> None:
    with refused("businesses_stagechange_has_reason"):
        make.StageChangeFactory(reason="  \n ")


def test_stage_is_moved_by_the_log_only() -> None:
    enrolment = make.StageChangeFactory().enrolment
    with refused("businesses_enrolment_stage_only_by_log"):
        Enrolment.unscoped.filter(pk=enrolment.pk).update(stage=Stage.GRADUATED)
    with refused("businesses_enrolment_stage_only_by_log"):
        make.EnrolmentFactory(stage=Stage.GRADUATED)
    enrolment.refresh_from_db()
    assert enrolment.stage == Stage.PROPOSED


def test_log_of_stages_is_append_only() -> None:
    change = make.StageChangeFactory()
    for attempt in (
        lambda: StageChange.unscoped.update(reason="lain"),
        lambda: StageChange.unscoped.filter(pk=change.pk)._raw_delete("default"),
    ):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            attempt()
    assert StageChange.unscoped.get().reason == change.reason


def test_business_with_a_log_is_not_deleted() -> None:
    business = make.StageChangeFactory().enrolment.business
    with pytest.raises(ProtectedError):
        business.delete()


# Products


def test_business_has_a_product_of_one_name_once() -> None:
    product = make.ProductFactory(name="Nastar")
    make.ProductFactory(name="Nastar")  # another business
    with refused("businesses_product_name_unique"):
        make.ProductFactory(business=product.business, name="nastar")


@pytest.mark.parametrize("price", [0, -1])
def test_price_is_above_zero(price: int) -> None:
    with pytest.raises(IntegrityError, match="businesses_product_price"):
        make.ProductFactory(price=price)


# History


def test_every_change_of_a_business_and_a_product_is_kept() -> None:
    product = make.ProductFactory(price=10_000)
    product.price = 12_000
    product.save()
    Business.unscoped.update(name="Nama baru")
    prices = Product.pgh_event_model.unscoped.order_by("pgh_id").values_list("price", flat=True)  # type: ignore[attr-defined]
    assert list(prices) == [10_000, 12_000]
    names = Business.pgh_event_model.unscoped.order_by("pgh_id").values_list("name", flat=True)  # type: ignore[attr-defined]
    assert list(names)[-1] == "Nama baru"
