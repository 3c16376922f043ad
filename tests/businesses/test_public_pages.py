"""What everybody sees of businesses and products: only by consent that is valid today."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from businesses.models import Business, Ownership, Product
from migrants.models import Consent, Group
from tests import factories as make
from tests.world import World

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)
TOMORROW = timezone.localdate() + timedelta(days=1)


def addresses(world: World) -> dict[str, str]:
    """Every public address on which our own business shows itself."""
    business, product = world.own.business, world.own.product
    return {
        "businesses": reverse("business_catalogue"),
        "business": reverse("business_page", args=[business.slug]),
        "products": reverse("product_catalogue"),
        "product": reverse("product_page", args=[product.slug]),
        "photo": reverse("product_photo", args=[product.slug, 320]),
    }


def test_stranger_sees_business_owner_product_and_photo(client: Client, world: World) -> None:
    pages = addresses(world)
    page = client.get(pages["business"]).content.decode()
    for words in ("Roti Markasendiri", "Siti Markasendiri", "Kue Markasendiri", "Rp25.000"):
        assert words in page
    assert "Kedunggebang" in client.get(pages["businesses"]).content.decode()
    assert "Rp25.000" in client.get(pages["products"]).content.decode()
    product = client.get(pages["product"]).content.decode()
    assert f'src="{reverse("product_photo", args=[world.own.product.slug, 640])}"' in product
    assert 'alt="Foto Markasendiri"' in product
    assert client.get(pages["photo"])["Content-Type"] == "image/webp"


def test_nothing_else_of_the_owner_shows(client: Client, world: World) -> None:
    person = world.own.person
    for url in addresses(world).values():
        page = client.get(url).content
        for secret in (person.nik, person.nik[-4:], str(person.born_on.year), "/kerja/"):
            assert secret.encode() not in page, (url, secret)


def hide_consent(world: World) -> None:
    Consent.unscoped.filter(person=world.own.person).delete()


def withdraw(world: World) -> None:
    Consent.unscoped.filter(person=world.own.person).update(withdrawn_at=timezone.now())


def run_out(world: World) -> None:
    Consent.unscoped.update(valid_until=YESTERDAY)


def not_yet(world: World) -> None:
    Consent.unscoped.update(given_on=TOMORROW)


def other_purpose(world: World) -> None:
    Consent.unscoped.update(purpose=Consent.Purpose.STORY)


def unpublish(world: World) -> None:
    Business.unscoped.update(is_published=False)


def close(world: World) -> None:
    Business.unscoped.update(closed_on=YESTERDAY)


def without_owner(world: World) -> None:
    Ownership.unscoped.update(until=YESTERDAY)


def unwilling_partner(world: World) -> None:
    make.OwnershipFactory(business=world.own.business)


HIDING = [
    hide_consent,
    withdraw,
    run_out,
    not_yet,
    other_purpose,
    unpublish,
    close,
    without_owner,
    unwilling_partner,
]


@pytest.mark.parametrize("hide", HIDING)
def test_it_is_gone_at_once_from_every_page(
    client: Client, world: World, hide: Callable[[World], None]
) -> None:
    pages = addresses(world)
    photo = client.get(pages["photo"])
    hide(world)
    for name in ("businesses", "products"):
        page = client.get(pages[name]).content.decode()
        assert "Markasendiri" not in page, name
    for name in ("business", "product", "photo"):
        answer = client.get(pages[name])
        assert answer.status_code == 404, name
        assert b"Markasendiri" not in answer.content
    # Not even to a browser that still holds the picture.
    again = client.get(pages["photo"], headers={"If-None-Match": photo["ETag"]})
    assert again.status_code == 404


def test_product_alone_can_be_hidden(client: Client, world: World) -> None:
    Product.unscoped.filter(pk=world.own.product.pk).update(is_published=False)
    pages = addresses(world)
    assert client.get(pages["product"]).status_code == 404
    assert client.get(pages["photo"]).status_code == 404
    page = client.get(pages["business"]).content.decode()
    assert "Roti Markasendiri" in page
    assert "Kue Markasendiri" not in page


def test_former_owners_are_not_named_and_need_not_agree(client: Client, world: World) -> None:
    former = make.PersonFactory(village=world.own.village, name="Pemilik Dahulu")
    make.OwnershipFactory(business=world.own.business, person=former, until=YESTERDAY)
    page = client.get(addresses(world)["business"]).content.decode()
    assert "Siti Markasendiri" in page
    assert "Pemilik Dahulu" not in page


def test_group_is_named_only_if_it_is_public(client: Client, world: World) -> None:
    url = addresses(world)["business"]
    Business.unscoped.filter(pk=world.own.business.pk).update(group=world.own.group)
    assert "Kelompok Markasendiri" in client.get(url).content.decode()
    Group.unscoped.update(is_published=False)
    assert "Kelompok Markasendiri" not in client.get(url).content.decode()


def test_photo_is_asked_again_and_sent_once(client: Client, world: World) -> None:
    url = addresses(world)["photo"]
    first = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert first["Cache-Control"] == "private, no-cache"
    assert "Content-Encoding" not in first
    assert first["X-Content-Type-Options"] == "nosniff"
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    other = client.get(reverse("product_photo", args=[world.own.product.slug, 640]))
    assert other["ETag"] != first["ETag"]


def test_photo_has_no_cookie(client: Client, world: World) -> None:
    assert not client.get(addresses(world)["photo"]).cookies


def test_names_that_do_not_exist_are_not_found(client: Client) -> None:
    for url in (
        reverse("business_page", args=["tidak-ada"]),
        reverse("product_page", args=["tidak-ada"]),
        reverse("product_photo", args=["tidak-ada", 320]),
        "/usaha/%00/",
        "/usaha/" + "a" * 500 + "/",
        "/produk/x/foto--1.webp",
    ):
        assert client.get(url).status_code == 404, url


# The catalogues


@pytest.mark.parametrize("name", ["business_catalogue", "product_catalogue"])
@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "markasendiri"}, True),
        ({"q": "MARKASENDIRY"}, True),
        ({"q": "zzzz"}, False),
        ({"kind": "cookies"}, True),
        ({"kind": "drinks"}, False),
        ({"village": "3510042007"}, True),
        ({"village": "3510042002"}, False),
        ({"kind": "';--", "village": "x", "page": "999"}, True),
    ],
)
def test_catalogue_is_searched_and_filtered(
    client: Client, world: World, name: str, query: dict, is_found: bool
) -> None:
    page = client.get(reverse(name), query).content.decode()
    assert ("Markasendiri" in page) == is_found


@pytest.mark.parametrize("name", ["business_catalogue", "product_catalogue"])
def test_catalogue_has_pages_and_its_part_for_htmx(client: Client, world: World, name: str) -> None:
    for _ in range(25):
        make.ProductFactory(business__village=world.own.village)
    first = client.get(reverse(name)).content.decode()
    second = client.get(reverse(name), {"page": 2}).content.decode()
    assert first.count("<article") == 24
    assert second.count("<article") == 5
    answer = client.get(reverse(name), headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "HX-Request" in answer["Vary"]
    assert part.count("<article") == 24
    assert "<html" not in part


@pytest.mark.parametrize("name", ["business_catalogue", "product_catalogue"])
def test_catalogue_queries_do_not_grow(
    client: Client, world: World, name: str, queries_do_not_grow: Callable
) -> None:
    def add() -> None:
        for _ in range(4):
            business = make.BusinessFactory()
            make.ProductFactory(business=business, photo=make.PhotoFactory())

    queries_do_not_grow(lambda: client.get(reverse(name)), add)


def test_page_queries_do_not_grow(
    client: Client, world: World, queries_do_not_grow: Callable
) -> None:
    business, product = world.own.business, world.own.product
    make.ProductFactory(business=business, photo=make.PhotoFactory())

    def add() -> None:
        for _ in range(4):
            make.ProductFactory(business=business, photo=make.PhotoFactory())
            person = make.ConsentFactory().person
            make.OwnershipFactory(business=business, person=person)

    def look() -> None:
        client.get(reverse("business_page", args=[business.slug]))
        client.get(reverse("product_page", args=[product.slug]))

    queries_do_not_grow(look, add)


def test_empty_catalogue_says_why(client: Client, db: None) -> None:
    for name in ("business_catalogue", "product_catalogue"):
        assert "setelah pemiliknya setuju" in client.get(reverse(name)).content.decode()


def test_village_without_public_business_is_no_choice(client: Client, world: World) -> None:
    Business.unscoped.filter(pk=world.neighbour.business.pk).update(is_published=False)
    page = client.get(reverse("product_catalogue")).content.decode()
    assert "Kedunggebang" in page
    assert "Kendalrejo" not in page


def test_signed_in_people_see_the_same(
    client: Client, world: World, signed_in: Callable[[User], Client]
) -> None:
    withdraw(world)
    coordinator = signed_in(world.users[Role.COORDINATOR])
    for name in ("business", "product", "photo"):
        assert coordinator.get(addresses(world)[name]).status_code == 404


def test_text_of_a_business_is_shown_as_text(client: Client, world: World) -> None:
    Business.unscoped.update(about="<script>alert(1)</script>\nbaris dua")
    page = client.get(addresses(world)["business"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>baris dua" in page
