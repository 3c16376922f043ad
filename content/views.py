"""Help by destination country, for everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_countries import countries

from content.models import HOME, HelpOffice


@login_not_required
def help_list(request: HttpRequest) -> HttpResponse:
    """All countries with help; the usual destinations first."""
    offices = HelpOffice.objects.published()
    numbers = dict(offices.countries())
    first = [code for code in settings.COUNTRIES_FIRST if code in numbers]
    rest = sorted(set(numbers) - {HOME, *first}, key=lambda code: str(countries.name(code)))
    context = {
        "countries": [(code.lower(), countries.name(code), numbers[code]) for code in first + rest],
        "home": offices.in_country(HOME),
        "any_demo": offices.filter(is_demo=True).exists(),
    }
    return render(request, "content/help_list.html", context)


@login_not_required
def help_country(request: HttpRequest, code: str) -> HttpResponse:
    """Whom to ask in one country, and at home. A country without an office says so."""
    if code.upper() not in countries:
        raise Http404
    offices = HelpOffice.objects.published()
    context = {
        "country": countries.name(code.upper()),
        "is_home": code.upper() == HOME,
        "offices": offices.in_country(code),
        "home": offices.in_country(HOME) if code.upper() != HOME else (),
    }
    return render(request, "content/help_country.html", context)
