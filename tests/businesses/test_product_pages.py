"""Products and their photos, as the coordinator enters them on her phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.models import Role, User
from businesses.models import Product
from publishing.models import Photo
from tests import factories as make
from tests import pictures
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(world: World, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(world.users[Role.COORDINATOR])


@pytest.fixture
def add_url(world: World) -> str:
    return reverse("product_add", args=[world.own.business.pk])


def product_data(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Nastar Keju",
        "about": "Renyah, isi nanas.",
        "price": "45rb",
        "unit": "stoples 500 gram",
        "is_published": "on",
        "photo_alt": "",
    } | changes


def test_product_is_entered_with_a_photo(coordinator: Client, add_url: str, world: World) -> None:
    answer = coordinator.post(
        add_url, product_data(photo=pictures.upload(), photo_alt="Nastar dalam stoples")
    )
    product = Product.unscoped.get(name="Nastar Keju")
    assert answer["Location"] == world.own.business.get_absolute_url()
    assert (product.price, product.slug, product.is_published) == (45_000, "nastar-keju", True)
    photo = product.photo
    assert photo is not None
    assert (photo.village, photo.alt) == (world.own.village, "Nastar dalam stoples")
    assert photo.uploaded_by == world.users[Role.COORDINATOR]
    page = coordinator.get(world.own.business.get_absolute_url()).content.decode()
    assert "Rp45.000" in page
    assert 'alt="Nastar dalam stoples"' in page


def test_product_needs_neither_photo_nor_price(coordinator: Client, add_url: str) -> None:
    coordinator.post(add_url, product_data(price="", unit=""))
    product = Product.unscoped.get(name="Nastar Keju")
    assert (product.price, product.photo) == (None, None)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "wajib"),
        ({"name": "kue markasendiri"}, "name", "sudah punya produk"),
        ({"price": "murah"}, "price", "bukan jumlah uang"),
        ({"price": "0"}, "price", "di atas nol"),
        ({"price": "9.000.000.000"}, "price", "Periksa lagi angka nolnya"),
    ],
)
def test_wrong_product_comes_back(
    coordinator: Client, add_url: str, changes: dict, field: str, words: str
) -> None:
    answer = coordinator.post(add_url, product_data(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page
    assert "Renyah, isi nanas." in page
    if field != "name" or "kue" in changes["name"]:
        assert words in page


def test_photo_needs_a_description_and_must_be_chosen_again(
    coordinator: Client, add_url: str
) -> None:
    answer = coordinator.post(add_url, product_data(photo=pictures.upload()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_photo_alt"' in page
    assert "pilih fotonya sekali lagi" in page
    assert Photo.unscoped.count() == 4  # those of the world


@pytest.mark.parametrize(("code", "content"), pictures.BAD.values(), ids=pictures.BAD)
def test_what_is_no_good_picture_is_refused_beside_the_field(
    coordinator: Client, add_url: str, code: str, content: Callable[[], bytes]
) -> None:
    answer = coordinator.post(
        add_url, product_data(photo=pictures.upload(content()), photo_alt="Nastar")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_photo"' in page
    assert "Renyah, isi nanas." in page
    assert not Product.unscoped.filter(name="Nastar Keju").exists()


@pytest.mark.parametrize("content", [b"", b"\0"])
def test_empty_file_is_refused(coordinator: Client, add_url: str, content: bytes) -> None:
    data = product_data(photo=SimpleUploadedFile("foto.jpg", content), photo_alt="Nastar")
    assert coordinator.post(add_url, data).status_code == 422


@pytest.mark.parametrize("more", [1, 3 * 1024 * 1024])
def test_more_than_ten_megabytes_are_refused_with_a_reason(
    coordinator: Client, add_url: str, more: int
) -> None:
    padding = settings.UPLOAD_MAX_BYTES - len(pictures.jpeg()) + more
    content = pictures.jpeg() + b"\0" * padding
    data = product_data(photo=pictures.upload(content), photo_alt="Nastar")
    answer = coordinator.post(add_url, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "lebih besar dari 10" in page
    assert "Renyah, isi nanas." in page


def test_exactly_ten_megabytes_are_accepted(coordinator: Client, add_url: str) -> None:
    content = pictures.jpeg()
    content += b"\0" * (settings.UPLOAD_MAX_BYTES - len(content))
    coordinator.post(add_url, product_data(photo=pictures.upload(content), photo_alt="Nastar"))
    assert Product.unscoped.get(name="Nastar Keju").photo


def test_name_of_the_file_is_forgotten(coordinator: Client, add_url: str) -> None:
    sent = pictures.upload(name="../../siti 3510994101900001.jpg")
    coordinator.post(add_url, product_data(photo=sent, photo_alt="Nastar"))
    photo = Product.unscoped.get(name="Nastar Keju").photo
    assert photo is not None
    for name in photo.file_names():
        assert "siti" not in name
        assert name.startswith("photos/")


def test_place_of_taking_is_gone_from_every_file(coordinator: Client, add_url: str) -> None:
    sent = pictures.upload(pictures.jpeg_of_a_phone(6))
    coordinator.post(add_url, product_data(photo=sent, photo_alt="Nastar"))
    photo = Product.unscoped.get(name="Nastar Keju").photo
    assert photo is not None
    assert (photo.width, photo.height) == (600, 800)  # turned upright
    for name in photo.file_names():
        with default_storage.open(name) as file:
            assert b"EXIF" not in file.read()


@examples(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"RIFF"]))
def test_no_bytes_make_a_server_error(
    coordinator: Client, add_url: str, content: bytes, start: bytes
) -> None:
    data = product_data(photo=pictures.upload(start + content), photo_alt="Nastar")
    assert coordinator.post(add_url, data).status_code == 422


# Changing


def test_photo_is_replaced_and_described_anew(coordinator: Client, world: World) -> None:
    product = world.own.product
    url = reverse("product_edit", args=[product.pk])
    former = product.photo_id
    new = product_data(photo=pictures.upload(), photo_alt="Foto baru", version=1)
    coordinator.post(url, new)
    product.refresh_from_db()
    assert product.photo_id != former
    assert product.photo.alt == "Foto baru"
    assert not Photo.unscoped.filter(pk=former).exists()
    coordinator.post(url, product_data(photo_alt="Kata lain", version=product.version))
    product.refresh_from_db()
    assert product.photo.alt == "Kata lain"


def test_photo_is_taken_away(coordinator: Client, world: World) -> None:
    url = reverse("product_edit", args=[world.own.product.pk])
    coordinator.post(url, product_data(photo_alt="", drop_photo="on", version=1))
    product = Product.unscoped.get(pk=world.own.product.pk)
    assert product.photo is None


def test_photo_without_words_is_not_kept(coordinator: Client, world: World) -> None:
    url = reverse("product_edit", args=[world.own.product.pk])
    assert coordinator.post(url, product_data(photo_alt="")).status_code == 422


def test_price_is_shown_as_it_may_be_typed_again(coordinator: Client, world: World) -> None:
    page = coordinator.get(reverse("product_edit", args=[world.own.product.pk])).content.decode()
    assert 'value="25.000"' in page


def test_product_is_hidden(coordinator: Client, world: World) -> None:
    data = product_data(version=1)
    del data["is_published"]
    coordinator.post(
        reverse("product_edit", args=[world.own.product.pk]), data | {"photo_alt": "x"}
    )
    assert not Product.public().filter(pk=world.own.product.pk).exists()


# The photo for staff


def test_staff_photo_is_a_private_picture(
    world: World, signed_in: Callable[[User], Client]
) -> None:
    mentor = signed_in(world.users[Role.MENTOR])
    answer = mentor.get(reverse("product_photo_staff", args=[world.own.product.pk, 640]))
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Content-Encoding" not in answer
    for size in (641, 0, 1280, 10**30):
        url = reverse("product_photo_staff", args=[world.own.product.pk, size])
        assert mentor.get(url).status_code == 404


def test_hidden_photo_is_for_staff_of_the_place_only(
    world: World, signed_in: Callable[[User], Client], client: Client
) -> None:
    Product.unscoped.update(is_published=False)
    product = world.own.product
    url = reverse("product_photo_staff", args=[product.pk, 320])
    neighbour = make.UserFactory(role=Role.COORDINATOR, village=world.neighbour.village)
    assert signed_in(world.users[Role.COORDINATOR]).get(url).status_code == 200
    assert signed_in(neighbour).get(url).status_code == 404
    assert client.get(url).status_code == 302
    assert client.get(reverse("product_photo", args=[product.slug, 320])).status_code == 404


def test_files_have_no_address_of_their_own(world: World, client: Client) -> None:
    photo = world.own.product.photo
    for start in (settings.MEDIA_URL, "/media/", "/static/", "/"):
        assert client.get(start + photo.file_name(320)).status_code == 404


def test_lost_file_is_not_found(world: World, signed_in: Callable[[User], Client]) -> None:
    default_storage.delete(world.own.product.photo.file_name(320))
    url = reverse("product_photo_staff", args=[world.own.product.pk, 320])
    assert signed_in(world.users[Role.COORDINATOR]).get(url).status_code == 404
