"""What everybody may see: businesses and products whose owners agree today."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import PageRequest
from businesses.filters import BusinessFilter
from businesses.models import Business, Ownership, Product
from businesses.views.listing import page_or_part
from migrants.models import Group
from publishing.responses import photo_response
from villages.models import Village

CARDS_PER_PAGE = 24
#: Products under one product: "more from this business".
MORE_PRODUCTS = 4


def _filter(request: HttpRequest) -> BusinessFilter:
    villages = Village.objects.filter(pk__in=Business.public().values("village")).order_by("name")
    return BusinessFilter(request.GET, villages=villages)


@login_not_required
def business_catalogue(request: PageRequest) -> HttpResponse:
    chosen = _filter(request)
    with_photo = Product.public().exclude(photo=None).select_related("photo")
    businesses = (
        chosen.of_businesses(Business.public())
        .select_related("village")
        .prefetch_related(Prefetch("products", with_photo[:1], to_attr="shown_products"))
    )
    page = Paginator(businesses, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filter": chosen}
    return page_or_part(request, "businesses/business_catalogue.html", "cards", context)


@login_not_required
def business_page(request: HttpRequest, slug: str) -> HttpResponse:
    business = get_object_or_404(Business.public().select_related("village__district"), slug=slug)
    products = Product.public().filter(business=business).select_related("photo")
    owners = Ownership.public().filter(business=business).select_related("person")
    return render(
        request,
        "businesses/business_page.html",
        {
            "business": business,
            "group": Group.public().filter(pk=business.group_id).first(),
            "owners": owners,
            "page": Paginator(products, CARDS_PER_PAGE).get_page(request.GET.get("page")),
        },
    )


@login_not_required
def product_catalogue(request: PageRequest) -> HttpResponse:
    chosen = _filter(request)
    products = (
        chosen.of_products(Product.public())
        .select_related("business__village", "photo")
        .order_by("-created_at", "-pk")
    )
    page = Paginator(products, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filter": chosen}
    return page_or_part(request, "businesses/product_catalogue.html", "cards", context)


@login_not_required
def product_page(request: HttpRequest, slug: str) -> HttpResponse:
    products = Product.public().select_related("business__village__district", "photo")
    product = get_object_or_404(products, slug=slug)
    others = products.filter(business=product.business).exclude(pk=product.pk)
    return render(
        request,
        "businesses/product_page.html",
        {"product": product, "others": others[:MORE_PRODUCTS]},
    )


@login_not_required
def product_photo(request: HttpRequest, slug: str, size: int) -> HttpResponse:
    """Asked anew for every picture: withdrawn consent takes the photo away at once."""
    products = Product.public().select_related("photo")
    return photo_response(request, get_object_or_404(products, slug=slug).photo, size)
