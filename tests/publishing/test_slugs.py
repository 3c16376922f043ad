import threading

import pytest
from django.db import IntegrityError, connection

from businesses.models import Business
from tests import factories as make

pytestmark = pytest.mark.django_db


def new_business(name: str, **kwargs: object) -> Business:
    business = Business(name=name, kind=Business.Kind.BREAD, **kwargs)
    business.save()
    return business


def test_address_is_the_name() -> None:
    assert new_business("Roti Bu Sri!", village=make.VillageFactory()).slug == "roti-bu-sri"


def test_same_name_elsewhere_gets_the_village_then_letters() -> None:
    slugs = [
        new_business("Roti Sri", village=make.VillageFactory(name="Kedunggebang")).slug
        for _ in range(3)
    ]
    assert slugs[:2] == ["roti-sri", "roti-sri-kedunggebang"]
    assert slugs[2].startswith("roti-sri-")
    assert len(set(slugs)) == 3


def test_name_without_letters_gets_some() -> None:
    assert new_business("★★★", village=make.VillageFactory()).slug.isalpha()


def test_longest_name_fits() -> None:
    village = make.VillageFactory(name="Desa " + "panjang " * 10)
    for other in (village, make.VillageFactory(name=village.name), make.VillageFactory()):
        assert len(new_business("roti " * 20, village=other).slug) <= 120


def test_address_stays_when_the_name_changes() -> None:
    business = new_business("Roti Sri", village=make.VillageFactory())
    business.name = "Roti Sri Rejeki"
    business.save()
    assert Business.unscoped.get().slug == "roti-sri"


def test_other_rules_are_still_refused() -> None:
    village = make.VillageFactory()
    new_business("Roti Sri", village=village)
    with pytest.raises(IntegrityError, match="businesses_business_name_unique_in_village"):
        new_business("roti sri", village=village)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_same_name_at_once_in_many_villages_succeeds_everywhere() -> None:
    villages = [make.VillageFactory() for _ in range(6)]
    start = threading.Barrier(len(villages))
    failed: list[Exception] = []

    def save(village: object) -> None:
        try:
            start.wait()
            new_business("Roti Sri", village=village)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[village]) for village in villages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert Business.unscoped.values("slug").distinct().count() == len(villages)
