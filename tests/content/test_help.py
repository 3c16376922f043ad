"""The directory of help by country: public, sourced, and honest about its age."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from content.models import STALE_AFTER, HelpOffice
from tests import factories as make

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_country_page_has_links_to_press(client: Client) -> None:
    make.HelpOfficeFactory(name="Serikat HK", phone="+85240000001", whatsapp="+85240000002")
    make.HelpOfficeFactory(country="TW", name="Serikat Taiwan")
    page = text_of(client, "/bantuan/hk/")
    assert "tel:+85240000001" in page
    assert "https://wa.me/85240000002" in page
    assert "Serikat Taiwan" not in page
    listed = text_of(client, "/bantuan/")
    assert "/bantuan/hk/" in listed
    assert "/bantuan/tw/" in listed


def test_country_without_an_office_leads_to_those_at_home(client: Client) -> None:
    make.HelpOfficeFactory(country="ID", name="BP3MI Jawa Timur")
    page = text_of(client, "/bantuan/om/")
    assert "Belum ada kantor" in page
    assert "BP3MI Jawa Timur" in page
    assert client.get("/bantuan/zz/").status_code == 404


def test_old_and_hidden_rows_and_examples_say_so(client: Client) -> None:
    long_ago = timezone.localdate() - STALE_AFTER - timedelta(days=1)
    make.HelpOfficeFactory(name="Kantor lama", checked_on=long_ago)
    assert "Sudah lama tidak diperiksa" in text_of(client, "/bantuan/hk/")
    make.HelpOfficeFactory(country="TW", name="Contoh", is_demo=True)
    assert "bukan nomor sungguhan" in text_of(client, "/bantuan/tw/")
    make.HelpOfficeFactory(country="SG", name="Tutup", is_published=False)
    assert "Tutup" not in text_of(client, "/bantuan/sg/")
    assert "/bantuan/sg/" not in text_of(client, "/bantuan/")


def test_office_needs_a_source_and_stands_once(db: None) -> None:
    make.HelpOfficeFactory(name="Serikat")
    for changes in ({"name": "Serikat"}, {"name": "Lain", "source": "  "}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.HelpOfficeFactory(**changes)


def test_command_loads_what_was_found_once_and_keeps_edits() -> None:
    call_command("load_help_offices", verbosity=0)
    offices = HelpOffice.objects.all()
    number = offices.count()
    assert number > 5
    assert not offices.exclude(phone="", whatsapp="").exists()  # no number was confirmed
    assert not offices.filter(source="").exists()
    HelpOffice.objects.filter(name="Migrant CARE").update(about="Diubah kantor")
    call_command("load_help_offices", verbosity=0)
    assert offices.count() == number
    assert offices.get(name="Migrant CARE").about == "Diubah kantor"


def test_administrator_edits_and_nobody_else(signed_in: Callable[[User], Client]) -> None:
    regency = make.RegencyFactory()
    admin = signed_in(make.UserFactory(role=Role.ADMINISTRATOR, regency=regency))
    typed = {
        "country": "HK",
        "kind": "union",
        "name": "Serikat Baru",
        "phone": "+852 4000 0001",
        "source": "telepon kantor",
        "checked_on": timezone.localdate().isoformat(),
        "position": "10",
        "is_published": "on",
    }
    answer = admin.post("/admin/content/helpoffice/add/", {**typed, "source": ""})
    assert answer.status_code == 422
    assert "Serikat Baru" in answer.content.decode()
    admin.post("/admin/content/helpoffice/add/", typed)
    assert HelpOffice.objects.get().phone == "+85240000001"
    official = signed_in(make.UserFactory(role=Role.OFFICIAL, regency=regency))
    assert official.get("/admin/content/helpoffice/").status_code == 403


def test_pages_ask_a_fixed_number_of_questions(
    client: Client, queries_do_not_grow: Callable[..., None]
) -> None:
    make.HelpOfficeFactory()

    def look() -> None:
        client.get("/bantuan/")
        client.get("/bantuan/hk/")

    queries_do_not_grow(look, lambda: make.HelpOfficeFactory.create_batch(8))
