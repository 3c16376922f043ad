"""Staff: what a business sells, with photos."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from businesses.forms import ProductForm
from businesses.models import Business, Product
from businesses.models.businesses import READERS
from businesses.views.businesses import shown
from migrants.views.two_changes import save_or_ask
from publishing.responses import photo_response


@only(Role.COORDINATOR)
def product_add(request: StaffRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.editable_by(request.user), pk=pk)
    return _product_form(request, Product(business=business))


@only(Role.COORDINATOR)
def product_edit(request: StaffRequest, pk: int) -> HttpResponse:
    products = Product.editable_by(request.user).select_related("business__village", "photo")
    return _product_form(request, get_object_or_404(products, pk=pk))


def _product_form(request: StaffRequest, product: Product) -> HttpResponse:
    form = ProductForm(
        request.POST or None, request.FILES or None, instance=product, user=request.user
    )
    business = product.business

    def done(_saved: Product) -> HttpResponse:
        messages.success(request, _("The product is saved."))
        return redirect(business)

    if product.pk:
        again = partial(product_edit, request, product.pk)
        if answer := save_or_ask(request, form, about=business, again=again, done=done):
            return answer
    elif request.method == "POST" and form.is_valid() and form.attempt(form.save) is not None:
        return done(product)
    return shown(request, "businesses/product_form.html", {"form": form, "product": product})


@only(*READERS)
def product_photo_staff(request: StaffRequest, pk: int, size: int) -> HttpResponse:
    products = Product.visible_to(request.user).select_related("photo")
    return photo_response(request, get_object_or_404(products, pk=pk).photo, size)
