import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ltsa.models import OpeningHours, Pool, Requirement, Service, ServiceStep
from tests.factories import OfficeFactory, RegencyFactory
from villages.models import Office

pytestmark = pytest.mark.django_db


def test_catalogue_is_loaded_with_papers_sources_and_hours_to_be_confirmed() -> None:
    RegencyFactory()
    call_command("load_services")

    office = Office.objects.get(code="banyuwangi")
    recommendation = Service.objects.get(code="REKOM")
    papers = recommendation.requirements_on(timezone.localdate())
    assert any("Surat izin" in one.text and "kepala desa" in one.who_signs for one in papers)
    assert not Service.objects.filter(source="").exists()
    assert not Requirement.objects.filter(source="").exists()
    assert not Service.objects.filter(is_confirmed=True).exists()
    assert not OpeningHours.objects.exclude(source__contains="perlu dipastikan").exists()
    assert set(Service.objects.bookable(office).values_list("code", flat=True)) == {
        "INFO",
        "AK1",
        "REKOM",
        "ADUAN",
        "PULANG",
    }


def test_passport_is_never_booked_here() -> None:
    OfficeFactory()
    call_command("load_services")
    passport = Service.objects.get(code="PASPOR")
    assert passport.booking != Service.BookingWay.HERE
    assert not ServiceStep.objects.filter(service=passport).exists()
    assert "M-Paspor" in passport.note


def test_loading_again_keeps_what_the_office_edited() -> None:
    OfficeFactory()
    call_command("load_services")
    service = Service.objects.get(code="REKOM")
    service.fee = "Menurut kantor"
    service.save()
    service.requirements.all().delete()
    Pool.objects.get().hours.all().delete()

    call_command("load_services")

    service.refresh_from_db()
    assert service.fee == "Menurut kantor"
    assert not service.requirements.exists()
    assert not OpeningHours.objects.exists()
    assert Pool.objects.count() == 1


def test_missing_places_are_one_clear_sentence() -> None:
    with pytest.raises(CommandError, match="load_areas"):
        call_command("load_services")
