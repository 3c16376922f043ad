"""The desk's calendar in the calendar program of the office, by a secret address."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_ratelimit.core import is_ratelimited
from django_ratelimit.exceptions import Ratelimited

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa import actions
from ltsa.calendar import busy_calendar
from ltsa.models import CalendarFeed, Pool
from villages.models import Office


class FeedForm(forms.Form):
    """Which calendar."""

    pool = forms.ModelChoiceField(
        Pool.objects.none(),
        label=_("Calendar of"),
        required=False,
        empty_label=_("The whole office"),
    )

    def __init__(self, *args: Any, office: Office | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pool"]
        field.queryset = Pool.objects.filter(office=office, is_active=True).order_by("name", "pk")


@only(Role.LTSA_OFFICER)
@never_cache
def feed_list(request: StaffRequest) -> HttpResponse:
    """The office's calendar addresses; a new one is shown once, and ends the old one."""
    office = request.user.office
    form = FeedForm(request.POST or None, office=office)
    address = ""
    if request.method == "POST" and office and form.is_valid():
        pool = form.cleaned_data["pool"]
        _feed, token = actions.renew_feed(office=office, pool=pool, by=request.user)
        address = request.build_absolute_uri(reverse("desk_feed", args=[token]))
        form = FeedForm(office=office)
    feeds = CalendarFeed.objects.active().filter(office=office).select_related("pool", "made_by")
    context = {"form": form, "address": address, "feeds": feeds}
    return render(request, "ltsa/feed_list.html", context, status=422 if form.is_bound else 200)


@only(Role.LTSA_OFFICER)
def feed_revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """The address stops answering at once."""
    feeds = CalendarFeed.objects.filter(office=request.user.office_id or 0)
    feed = get_object_or_404(feeds, pk=pk)
    if request.method == "POST":
        actions.revoke_feed(feed=feed, by=request.user)
    return redirect("feed_list")


@login_not_required
@require_safe
def desk_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself (.ics): how many come in which hour, and nothing of a person. Whoever
    has read it before and asks again gets an empty answer if nothing has changed."""
    feed = actions.feed_of(token)
    if feed is None:
        if is_ratelimited(request, group="desk-feed", key="ip", rate="60/h", increment=True):
            raise Ratelimited
        raise Http404
    hours = feed.hours()
    said = "\n".join(
        [str(feed), *(f"{h.starts_at.isoformat()} {h.visits} {h.people}" for h in hours)]
    )
    mark = hashlib.sha256(said.encode()).hexdigest()
    feed = actions.note_reading(feed, mark)
    answer = HttpResponse(busy_calendar(feed, hours), content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{mark}"'
    answer["Content-Disposition"] = 'inline; filename="loket.ics"'
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, max_age=300)
    changed = int(feed.changed_at.timestamp())
    answer.headers["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, f'"{mark}"', changed, answer) or answer
