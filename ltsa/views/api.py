"""The public, read-only API: offices, desks, services and the times that can still be booked.

No personal data, no account. Answers are JSON and carry an ETag; errors are problem details
(RFC 9457). What it offers is described by `ltsa.openapi`; the page at /api/v1/docs is drawn from
that, by the server. Five addresses need no library beside Django.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django_ratelimit.core import is_ratelimited

from ltsa.availability import Opening, openings
from ltsa.models import OfficeRules, Pool, Service, ServiceStep
from ltsa.openapi import LIMITS, VERSION, operations, schema
from ltsa.refusals import NotBookable
from villages.days import plausible
from villages.models import Office

#: Answers may be kept so long, in seconds: lists change rarely, free times every minute.
_LISTS, _TIMES = 300, 30


class Problem(Exception):
    """What is wrong with a request, as its answer says it."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.status, self.title, self.detail = status, title, detail

    def answer(self) -> HttpResponse:
        said = {"type": "about:blank", "title": self.title, "status": self.status}
        if self.detail:
            said["detail"] = self.detail
        answer = _as_json(said, content_type="application/problem+json")
        answer.status_code = self.status
        patch_cache_control(answer, no_store=True)
        return answer


def _as_json(said: Any, *, content_type: str = "application/json") -> HttpResponse:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(
        text, content_type=content_type, headers={"Access-Control-Allow-Origin": "*"}
    )


def api(*, keep: int) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """A view of the API: it returns what becomes JSON, or raises Problem. Nobody signs in; it is
    only read; each address has its limit of questions; `keep`: how long an answer may be kept."""

    def decorate(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @csrf_exempt  # nothing can be changed: a POST is told so
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return _fresh(request, _as_json(_asked(request, view, kwargs)), keep)
            except Problem as problem:
                answer = problem.answer()
                if problem.status == 405:
                    answer["Allow"] = "GET, HEAD, OPTIONS"
                if problem.status == 429:
                    answer["Retry-After"] = "60"
                return answer

        return answered

    return decorate


def _asked(request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, _("This address can only be read."))
    if is_ratelimited(request, group="api", key="ip", rate=LIMITS["rate"], increment=True):
        raise Problem(429, _("Too many questions. Please wait a minute."))
    return view(request, **kwargs)


def _fresh(request: HttpRequest, answer: HttpResponse, keep: int) -> HttpResponse:
    """With the answer's mark; 304 for whoever has it already."""
    mark = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"] = mark
    patch_cache_control(answer, public=True, max_age=keep)
    again = get_conditional_response(request, mark, None, answer)
    return again if isinstance(again, HttpResponse) else answer


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= most):
        detail = _("“%(name)s” is a whole number from 1 to %(most)d.")
        raise Problem(400, _("Not understood"), detail % {"name": name, "most": most})
    return int(text)


def _day(request: HttpRequest, name: str, default: dt.date) -> dt.date:
    text = request.GET.get(name, "")
    try:
        day = dt.date.fromisoformat(text) if text else default
        plausible(day)
        return day
    except (ValueError, ValidationError):
        detail = _("“%(name)s” is a day such as 2026-11-24.") % {"name": name}
        raise Problem(400, _("Not understood"), detail) from None


def _paged(
    request: HttpRequest, rows: QuerySet | Sequence[Any], told: Callable[[Any], Any]
) -> dict[str, Any]:
    """One page of the rows, and where the pages beside it are."""
    size = _number(request, "per_page", LIMITS["per_page"], LIMITS["most_per_page"])
    pages = Paginator(rows, size)
    number = _number(request, "page", 1, 999_999)
    if number > pages.num_pages:
        raise Problem(404, _("There are not so many pages."))
    page = pages.page(number)

    def beside(other: int) -> str | None:
        query = request.GET.copy()
        query["page"] = str(other)
        inside = 1 <= other <= pages.num_pages
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}") if inside else None

    return {
        "count": pages.count,
        "page": number,
        "pages": pages.num_pages,
        "next": beside(number + 1),
        "previous": beside(number - 1),
        "results": [told(row) for row in page],
    }


def _office(code: str) -> Office:
    office = Office.objects.active().select_related("regency").filter(code=code).first()
    if office is None:
        raise Problem(404, _("There is no such office."))
    return office


@api(keep=_LISTS)
def api_root(request: HttpRequest) -> dict[str, Any]:
    """Where everything is."""
    return {
        "version": VERSION,
        **{
            key: request.build_absolute_uri(reverse(name))
            for key, name in (
                ("offices", "api_offices"),
                ("services", "api_services"),
                ("openapi", "api_schema"),
                ("docs", "api_docs"),
            )
        },
    }


@api(keep=_LISTS)
def api_unknown(request: HttpRequest, rest: str) -> dict[str, Any]:
    """Anything else."""
    raise Problem(404, _("There is nothing at this address."))


@api(keep=_LISTS)
def api_schema(request: HttpRequest) -> dict[str, Any]:
    """The description of this API for programs."""
    return schema(request.build_absolute_uri(reverse("api_root")).rstrip("/"))


@login_not_required
def api_docs(request: HttpRequest) -> HttpResponse:
    """The same for people: drawn from the description, without any script."""
    described = schema(request.build_absolute_uri(reverse("api_root")).rstrip("/"))
    context = {"schema": described, "operations": operations(described), "limits": LIMITS}
    return render(request, "ltsa/api_docs.html", context)


@api(keep=_LISTS)
def api_offices(request: HttpRequest) -> dict[str, Any]:
    """Offices in use."""
    rows = Office.objects.active().select_related("regency").order_by("name", "pk")

    def told(office: Office) -> dict[str, Any]:
        return {
            "code": office.code,
            "name": office.name,
            "address": office.address,
            "regency": {"code": office.regency.code, "name": office.regency.name},
            "map_url": office.map_url or None,
        }

    return _paged(request, rows, told)


@api(keep=_LISTS)
def api_desks(request: HttpRequest, office: str) -> dict[str, Any]:
    """Desks of an office, and what they are for."""
    rows = Pool.objects.filter(office=_office(office), is_active=True).order_by("name", "pk")
    steps = ServiceStep.objects.filter(service__is_active=True).select_related("service")

    def told(desk: Pool) -> dict[str, Any]:
        services = sorted({step.service.slug for step in desk.steps.all()})
        return {"id": desk.pk, "name": desk.name, "services": services}

    return _paged(request, rows.prefetch_related(Prefetch("steps", steps)), told)


@api(keep=_LISTS)
def api_services(request: HttpRequest) -> dict[str, Any]:
    """Services in use, and at which offices they can be booked here."""
    rows = Service.objects.active().order_by("order", "name", "pk")
    if code := request.GET.get("office", ""):
        bookable = Service.objects.bookable(_office(code[:100]))
        rows = rows.filter(pk__in=bookable.order_by().values("pk"))
    steps = ServiceStep.objects.filter(
        pool__is_active=True, pool__office__is_active=True
    ).select_related("pool__office")

    def told(service: Service) -> dict[str, Any]:
        here = service.booking == Service.BookingWay.HERE
        return {
            "slug": service.slug,
            "name": service.name,
            "summary": service.summary,
            "who": service.who,
            "fee": service.fee,
            "duration": service.duration,
            "offices": sorted({s.pool.office.code for s in service.steps.all()}) if here else [],
            "url": request.build_absolute_uri(service.get_absolute_url()),
        }

    return _paged(request, rows.prefetch_related(Prefetch("steps", steps)), told)


@api(keep=_TIMES)
def api_open_slots(request: HttpRequest, office: str, service: str) -> dict[str, Any]:
    """Times at which so many people can still book this service, by the same search as the
    booking pages."""
    place = _office(office)
    wanted = Service.objects.bookable(place).filter(slug=service).first()
    if wanted is None:
        raise Problem(404, _("This service cannot be booked at this office."))
    people = _number(request, "people", 1, LIMITS["most_people"])
    first, last = _days(request, OfficeRules.of(place))
    try:
        found = openings(office=place, services=[wanted] * people, first_day=first, last_day=last)
    except NotBookable:
        raise Problem(404, _("This service cannot be booked at this office.")) from None

    def told(one: Opening) -> dict[str, Any]:
        return {
            "day": one.day.isoformat(),
            "starts_at": timezone.localtime(one.starts_at).isoformat(),
            "ends_at": timezone.localtime(one.ends_at).isoformat(),
            "free": one.free,
        }

    return {
        "from": first.isoformat(),
        "until": last.isoformat(),
        "days": [{"day": day, "open": number} for day, number in _by_day(found)],
        **_paged(request, found, told),
    }


def _by_day(found: Sequence[Opening]) -> list[tuple[str, int]]:
    days: dict[str, int] = {}
    for one in found:
        days[one.day.isoformat()] = days.get(one.day.isoformat(), 0) + 1
    return sorted(days.items())


def _days(request: HttpRequest, rules: OfficeRules) -> tuple[dt.date, dt.date]:
    """The days that are asked for, from today to the last one that can be booked."""
    today = timezone.localdate()
    first = _day(request, "from", today)
    last = _day(request, "until", first + dt.timedelta(days=LIMITS["days"] - 1))
    if last < first or (last - first).days >= LIMITS["most_days"]:
        detail = _("From “from” to “until” are 1 to %(most)d days.") % {"most": LIMITS["most_days"]}
        raise Problem(400, _("Not understood"), detail)
    return max(first, today), min(last, today + dt.timedelta(days=rules.days_ahead))
