"""Pages for everybody."""

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from accounts.access import PageRequest
from accounts.models import User
from businesses.models import Business, Product
from migrants.models import Group, Person
from portal.figures import add_up, by_area, figures
from villages.models import District, Office, Place, Regency, Village

P = TypeVar("P", bound=Place)

#: Products and groups on the first page, products on a place's page.
FEW = 4
PER_PAGE = 20


def _home_regency() -> Regency | None:
    """The regency this installation serves, once its places are loaded."""
    return Regency.objects.current().filter(code=settings.REGENCY).first()


def _newest_products() -> QuerySet[Product]:
    products: QuerySet[Product] = Product.public().select_related("business__village", "photo")
    return products.order_by("-pk")


def _groups() -> QuerySet[Any]:
    """Public groups with the number of their present members (`size`)."""
    return (
        Group.public()
        .select_related("village")
        .annotate(size=Count("memberships", filter=Q(memberships__until=None)))
    )


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what this is, find your village, book an appointment."""
    regency = _home_regency()
    villages = Village.objects.current().filter(district__regency=regency)
    return render(
        request,
        "portal/home.html",
        {
            "regency": regency,
            "village_count": villages.count(),
            "figures": figures(add_up(Person.public_counts(villages).values())),
            "business_count": Business.public().filter(village__in=villages).count(),
            "products": _newest_products().exclude(photo=None)[:FEW],
            "groups": _groups().order_by("-size", "name")[:FEW],
        },
    )


@login_not_required
def village_search(request: PageRequest) -> HttpResponse:
    """Find a village by its name, another spelling or with a typing error, or through its district.

    Names occur twice, so each village stands with its district.
    """
    text = request.GET.get("q", "").strip()[:100]
    found = Village.objects.current().named_like(text).select_related("district__regency")
    regency = _home_regency()
    page = "portal/village_search.html"
    answer = render(
        request,
        f"{page}#found" if request.htmx else page,
        {
            "q": text,
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "regency": regency,
            "districts": _districts(regency),
        },
    )
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _districts(regency: Regency | None) -> QuerySet[District]:
    """Districts of today by name, with the number of their villages (`village_count`)."""
    return (
        District.objects.current()
        .filter(regency=regency)
        .annotate(village_count=Count("villages", filter=Q(villages__valid_to=None)))
        .order_by("name")
    )


def _bearer(places: QuerySet[P], digits: str) -> P:
    """The place that bears this code, or else the last one that bore it. 404 if there is none."""
    place: P | None = (
        places.by_digits(digits).order_by(F("valid_to").desc(nulls_first=True)).first()  # type: ignore[attr-defined]
    )
    if place is None:
        raise Http404
    return place


@login_not_required
def village_page(request: HttpRequest, digits: str, slug: str = "") -> HttpResponse:
    """What everybody may know of a village: numbers, groups, businesses, products, whom to ask."""
    village = _bearer(Village.objects.select_related("district__regency"), digits)
    if village.valid_to:
        return _moved(request, village)
    if slug != village.slug:
        return redirect(village, permanent=True)
    counts = Person.public_counts(Village.objects.filter(pk=village.pk)).get(village.pk, {})
    businesses = list(Business.public().filter(village=village))
    return render(
        request,
        "portal/village_page.html",
        {
            "village": village,
            "figures": figures(counts) if counts else [],
            "groups": _groups().filter(village=village),
            "businesses": businesses[:PER_PAGE],
            "products": _newest_of(businesses, village),
            "contacts": User.public_contacts(village),
            "neighbours": _villages(village.district).exclude(pk=village.pk),
        },
    )


def _newest_of(businesses: list[Business], village: Village) -> list[Product]:
    """The newest products of a village's businesses, which need not be looked up again."""
    by_key = {business.pk: business for business in businesses}
    newest = Product.shown_by(businesses).select_related("photo").order_by("-pk")[:6]
    products = list(newest) if businesses else []
    for product in products:
        product.business = by_key[product.business_id]
        product.business.village = village
    return products


def _villages(district: District) -> QuerySet[Village]:
    return Village.objects.current().filter(district=district).order_by("name")


def _moved(request: HttpRequest, village: Village) -> HttpResponse:
    """An old code leads to the village that came after it; to a choice if there are several."""
    successors = village.successors.select_related("district__regency").order_by("name")
    match list(successors):
        case []:
            raise Http404
        case [only]:
            return redirect(only, permanent=True)
        case several:
            context = {"village": village, "successors": several}
            return render(request, "portal/village_moved.html", context)


@login_not_required
def district_page(request: HttpRequest, digits: str, slug: str = "") -> HttpResponse:
    """A district: its villages with what their own pages show."""
    district = _bearer(District.objects.current().select_related("regency"), digits)
    if slug != district.slug:
        return redirect(district, permanent=True)
    villages = _villages(district)
    counts = Person.public_counts(villages)
    return render(
        request,
        "portal/district_page.html",
        {
            "district": district,
            "villages": [(village, figures(counts.get(village.pk, {}))) for village in villages],
            "figures": figures(add_up(counts.values())) if counts else [],
            "groups": _groups().filter(village__district=district).order_by("name")[:FEW],
            "products": _newest_products().filter(business__village__district=district)[:FEW],
        },
    )


@login_not_required
def regency_page(request: HttpRequest, digits: str, slug: str = "") -> HttpResponse:
    """A regency: its districts with what their pages show, and its offices."""
    regency = _bearer(Regency.objects.current().select_related("province"), digits)
    if slug != regency.slug:
        return redirect(regency, permanent=True)
    villages = Village.objects.current().filter(district__regency=regency)
    districts = _districts(regency)
    counts = by_area(villages, "district")
    return render(
        request,
        "portal/regency_page.html",
        {
            "regency": regency,
            "districts": [
                (district, figures(counts.get(district.pk, {}))) for district in districts
            ],
            "figures": figures(add_up(counts.values())) if counts else [],
            "offices": Office.objects.active().filter(regency=regency),
        },
    )


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, their rights (UU 27/2022) and whom to ask."""
    offices = Office.objects.active().filter(regency__code=settings.REGENCY)
    return render(request, "portal/privacy.html", {"offices": offices})


@login_not_required
def about_data(request: HttpRequest) -> HttpResponse:
    """Where places and numbers come from, what they mean, and under which licences they stand."""
    return render(request, "portal/about_data.html")


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: work pages and single appointments."""
    return render(request, "portal/robots.txt", content_type="text/plain; charset=utf-8")
