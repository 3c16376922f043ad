"""Staff: the businesses of one's territory."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from businesses.actions import add_business
from businesses.filters import BusinessFilter
from businesses.forms import (
    BusinessAddForm,
    BusinessCloseForm,
    BusinessForm,
    OwnerAddForm,
    OwnerEndForm,
    typed,
)
from businesses.models import Business, Enrolment, Ownership, Product, StageChange
from businesses.models.businesses import READERS
from businesses.views.listing import page_or_part
from migrants.views.two_changes import save_or_ask

ROWS_PER_PAGE = 25


@only(*READERS)
def business_list(request: StaffRequest) -> HttpResponse:
    """Find a business: by name, kind, stage, village."""
    chosen = BusinessFilter(request.GET, villages=request.user.villages())
    owners = Ownership.visible_to(request.user).current().select_related("person")
    enrolments = Enrolment.visible_to(request.user).select_related("programme")
    businesses = (
        chosen.of_businesses(Business.visible_to(request.user))
        .filter(closed_on__isnull=not chosen.value("closed"))
        .select_related("village")
        .prefetch_related(
            Prefetch("ownerships", owners, to_attr="owners"),
            Prefetch("enrolments", enrolments, to_attr="programmes"),
        )
    )
    page = Paginator(businesses, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": chosen,
        "may_add": request.user.role == Role.COORDINATOR,
        "several_villages": request.user.role != Role.COORDINATOR,
    }
    return page_or_part(request, "businesses/business_list.html", "rows", context)


@only(Role.COORDINATOR)
def business_add(request: StaffRequest) -> HttpResponse:
    business = Business(village=request.user.village)
    if "find" in request.POST:
        form = BusinessAddForm(initial=typed(request.POST), instance=business, user=request.user)
        return picking(request, "businesses/business_form.html", {"form": form})
    owner = {"people": request.GET.getlist("orang")[:1]}  # from a person's page
    form = BusinessAddForm(
        request.POST or None, initial=owner, instance=business, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        entry = partial(
            add_business, business=business, owners=form.cleaned_data["people"], by=request.user
        )
        if form.attempt(entry):
            messages.success(request, _("The business is entered. Add its products next."))
            return redirect(business)
    return shown(request, "businesses/business_form.html", {"form": form})


def picking(request: StaffRequest, template: str, context: dict) -> HttpResponse:
    """The page after "Search": with HTMX only the people found."""
    if request.htmx:
        template = "businesses/parts/pick_person.html#choices"
    return render(request, template, context)


def shown(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A form's page; 422 when something in it is wrong."""
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


@only(*READERS)
def business_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything about one business, and what the reader may do next."""
    business = get_object_or_404(
        Business.visible_to(request.user).select_related("village__district", "group"), pk=pk
    )
    enrolments = (
        Enrolment.visible_to(request.user)
        .filter(business=business)
        .select_related("programme")
        .prefetch_related(
            Prefetch("changes", StageChange.visible_to(request.user).select_related("by"))
        )
    )
    ownerships = Ownership.visible_to(request.user).filter(business=business)
    return render(
        request,
        "businesses/business_detail.html",
        {
            "business": business,
            "ownerships": ownerships.select_related("person"),
            "enrolments": enrolments,
            "movable": set(Enrolment.editable_by(request.user).filter(business=business)),
            "products": Product.visible_to(request.user)
            .filter(business=business)
            .select_related("photo"),
            "may_edit": Business.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


@only(Role.COORDINATOR)
def business_edit(request: StaffRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.editable_by(request.user), pk=pk)
    form = BusinessForm(request.POST or None, instance=business, user=request.user)
    again = partial(business_edit, request, pk)
    if answer := save_or_ask(request, form, about=business, again=again, done=redirect):
        return answer
    return shown(request, "businesses/business_form.html", {"form": form, "business": business})


@only(Role.COORDINATOR)
def business_publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Show to everybody (show=1) or hide. Shown is still asked of every owner's consent."""
    business = get_object_or_404(Business.editable_by(request.user), pk=pk)
    if request.method != "POST":
        return redirect(business)
    business.is_published = request.POST.get("show") == "1"
    business.save(update_fields=["is_published"])
    if not business.is_published:
        messages.success(request, _("The page is hidden. Nobody outside sees it any more."))
    elif business.is_public:
        messages.success(request, _("The page is shown to everybody now."))
    return redirect(business)


@only(Role.COORDINATOR)
def business_close(request: StaffRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.editable_by(request.user), pk=pk)
    form = BusinessCloseForm(request.POST or None, instance=business, user=request.user)
    again = partial(business_close, request, pk)
    if answer := save_or_ask(request, form, about=business, again=again, done=redirect):
        return answer
    return shown(request, "businesses/business_close.html", {"form": form, "business": business})


@only(Role.COORDINATOR)
def owner_add(request: StaffRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.editable_by(request.user), pk=pk)
    ownership = Ownership(business=business)
    context = {"business": business}
    if "find" in request.POST:
        form = OwnerAddForm(initial=typed(request.POST), instance=ownership, user=request.user)
        return picking(request, "businesses/owner_add.html", {**context, "form": form})
    form = OwnerAddForm(request.POST or None, instance=ownership, user=request.user)
    if request.method == "POST" and form.is_valid() and form.attempt(form.save):
        return redirect(business)
    return shown(request, "businesses/owner_add.html", {**context, "form": form})


@only(Role.COORDINATOR)
def owner_end(request: StaffRequest, pk: int) -> HttpResponse:
    ownership = get_object_or_404(
        Ownership.editable_by(request.user).current().select_related("person", "business"), pk=pk
    )
    form = OwnerEndForm(request.POST or None, instance=ownership)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(ownership.business)
    return shown(request, "businesses/owner_end.html", {"form": form, "ownership": ownership})
