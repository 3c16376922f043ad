"""What the LTSA does and which papers to bring: public pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ltsa.models import ClosedTime, OpeningHours, Service
from villages.models import Office

#: Closed times that are announced at once: the nearest.
CLOSED_SHOWN = 12


@login_not_required
def ltsa_home(request: HttpRequest) -> HttpResponse:
    """All services, those with appointments first, and where the offices are."""
    services = list(Service.objects.active())
    return render(
        request,
        "ltsa/home.html",
        {
            "bookable": [one for one in services if one.booking == Service.BookingWay.HERE],
            "elsewhere": [one for one in services if one.booking != Service.BookingWay.HERE],
            "offices": Office.objects.active(),
            "closed_times": ClosedTime.objects.coming()
            .filter(office__in=Office.objects.active())
            .select_related("office", "pool")[:CLOSED_SHOWN],
        },
    )


@login_not_required
def service_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: for whom, what it costs, how long it takes, which papers."""
    service = get_object_or_404(Service.objects.active(), slug=slug)
    today = timezone.localdate()
    return render(
        request,
        "ltsa/service.html",
        {
            "service": service,
            "requirements": service.requirements_on(today),
            "hours": OpeningHours.objects.filter(pool__steps__service=service)
            .select_related("pool")
            .distinct(),
        },
    )
