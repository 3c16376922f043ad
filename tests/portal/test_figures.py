"""Numbers for everybody: nothing below five, and nothing hidden can be reckoned back."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from businesses.models import Business
from migrants.models import Consent
from tests import factories as make
from villages.models import District, Village

pytestmark = pytest.mark.django_db

#: Public statuses in the order of the tiles and of the table's columns.
ABROAD, RETURNED, PLANNED = range(3)
HIDDEN = "\N{EN DASH}"


def people(village: Village, *, abroad: int = 0, returned: int = 0) -> None:
    make.PersonFactory.create_batch(abroad, village=village, abroad=True)
    make.PersonFactory.create_batch(returned, village=village, returned=True)


def tiles(client: Client, address: str) -> list[str]:
    """The numbers on the tiles about people, HIDDEN for a hidden one; [] without tiles."""
    text = client.get(address).content.decode()
    return re.findall(r'stat-value(?: muted)?">([^<]+)<', text)[:3]


def rows(client: Client, address: str) -> dict[str, list[str]]:
    """The table of places: {name: [abroad, returned, planned]}."""
    text = client.get(address).content.decode()
    return {
        match[1]: re.findall(
            r'<td class="amount"[^>]*>(?:<span class="muted">)?([^<]+)<', match[2], re.S
        )
        for match in re.finditer(r'place-link" href="[^"]+">([^<]+)</a>(.*?)</tr>', text, re.S)
    }


@pytest.fixture
def district() -> District:
    return make.DistrictFactory()


def test_five_people_are_shown_and_four_are_not(client: Client, district: District) -> None:
    village = make.VillageFactory()
    people(village, abroad=5, returned=4)
    assert tiles(client, village.get_absolute_url()) == ["5", HIDDEN, HIDDEN]


def test_nobody_and_four_people_look_the_same(client: Client, district: District) -> None:
    nobody, few = make.VillageFactory(), make.VillageFactory()
    people(few, abroad=4)
    assert tiles(client, nobody.get_absolute_url()) == tiles(client, few.get_absolute_url())
    people(nobody, returned=6)
    people(few, returned=6)
    assert tiles(client, nobody.get_absolute_url()) == tiles(client, few.get_absolute_url())


def test_district_less_its_shown_villages_gives_no_hidden_number(
    client: Client, district: District
) -> None:
    shown, hidden = make.VillageFactory(name="Besar"), make.VillageFactory(name="Kecil")
    people(shown, abroad=12)
    people(hidden, abroad=3)
    address = district.get_absolute_url()
    assert rows(client, address)["Besar"][ABROAD] == "12"
    assert rows(client, address)["Kecil"][ABROAD] == HIDDEN
    assert tiles(client, address)[ABROAD] == "12"  # and not 15


def test_regency_less_its_districts_gives_no_hidden_number(
    client: Client, district: District
) -> None:
    people(make.VillageFactory(), abroad=12)
    other = make.DistrictFactory(code="35.10.09", name="Genteng")
    for number in range(3):  # nine people, but in no village five
        village = make.VillageFactory(code=f"35.10.09.200{number}", district=other)
        people(village, abroad=3)
    address = district.regency.get_absolute_url()
    assert rows(client, address)["Tegaldlimo"][ABROAD] == "12"
    assert rows(client, address)["Genteng"][ABROAD] == HIDDEN
    assert tiles(client, address)[ABROAD] == "12"
    assert tiles(client, "/")[ABROAD] == "12"


def test_every_larger_number_is_the_sum_of_what_village_pages_show(
    client: Client, district: District
) -> None:
    sizes = {"Satu": 5, "Dua": 4, "Tiga": 20, "Empat": 0, "Lima": 1}
    for name, size in sizes.items():
        people(make.VillageFactory(name=name), returned=size)
    shown = [
        tiles(client, village.get_absolute_url())
        for village in Village.objects.filter(name__in=sizes)
    ]
    total = sum(
        int(numbers[RETURNED]) for numbers in shown if numbers and numbers[RETURNED] != HIDDEN
    )
    assert total == 25
    for place in (district, district.regency):
        assert tiles(client, place.get_absolute_url())[RETURNED] == str(total)


def test_contact_lost_settled_and_deceased_are_never_counted_in_public(
    client: Client, district: District
) -> None:
    village = make.VillageFactory()
    people(village, abroad=6)
    gone = make.PersonFactory.create_batch(6, village=village, abroad=True)
    for person in gone:
        person.lost_contact_since = date(2024, 1, 1)
        person.save()
    assert tiles(client, village.get_absolute_url())[ABROAD] == "6"


def test_a_group_of_four_does_not_show_its_size(client: Client, district: District) -> None:
    village = make.VillageFactory()
    small, large = make.GroupFactory(village=village), make.GroupFactory(village=village)
    make.GroupMembershipFactory.create_batch(4, group=small)
    make.GroupMembershipFactory.create_batch(6, group=large)
    text = client.get(village.get_absolute_url()).content.decode()
    assert "6 anggota" in text
    assert "4 anggota" not in text


def test_former_members_do_not_count(client: Client, district: District) -> None:
    group = make.GroupFactory()
    make.GroupMembershipFactory.create_batch(5, group=group)
    make.GroupMembershipFactory.create_batch(3, group=group, until=date(2020, 1, 1))
    text = client.get(group.village.get_absolute_url()).content.decode()
    assert "5 anggota" in text


@pytest.fixture
def business(district: District) -> Business:
    business = make.BusinessFactory(name="Roti Barokah")
    photo = make.PhotoFactory(village=business.village)
    make.ProductFactory(business=business, name="Roti sobek", photo=photo)
    return business


def seen(client: Client, business: Business) -> list[bool]:
    """Whether village page, district page and home show the business's product."""
    village = business.village
    return [
        "Roti sobek" in client.get(address).content.decode()
        for address in (village.get_absolute_url(), village.district.get_absolute_url(), "/")
    ]


def test_a_business_is_shown_while_its_owner_agrees(client: Client, business: Business) -> None:
    assert seen(client, business) == [True, True, True]


def test_withdrawn_consent_takes_business_and_products_off_at_once(
    client: Client, business: Business
) -> None:
    seen(client, business)  # so that any cache would be warm
    consent = Consent.unscoped.get()
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert seen(client, business) == [False, False, False]
    text = client.get(business.village.get_absolute_url()).content.decode()
    assert "Roti Barokah" not in text


def test_one_of_two_owners_without_consent_is_enough_to_hide(
    client: Client, business: Business
) -> None:
    make.OwnershipFactory(business=business, person=make.PersonFactory(village=business.village))
    assert seen(client, business) == [False, False, False]


def test_consent_that_ran_out_yesterday_hides(client: Client, business: Business) -> None:
    Consent.unscoped.update(valid_until=date(2026, 1, 6))
    assert seen(client, business) == [False, False, False]


def test_unpublished_and_closed_businesses_are_hidden(client: Client, business: Business) -> None:
    business.is_published = False
    business.save()
    assert seen(client, business) == [False, False, False]
    business.is_published, business.closed_on = True, date(2026, 1, 1)
    business.save()
    assert seen(client, business) == [False, False, False]


def test_an_unpublished_group_is_hidden(client: Client, district: District) -> None:
    group = make.GroupFactory(name="Sukses Migran", is_published=False)
    assert "Sukses Migran" not in client.get(group.village.get_absolute_url()).content.decode()
    group.is_published = True
    group.save()
    assert "Sukses Migran" in client.get(group.village.get_absolute_url()).content.decode()
