"""The screen in the hall, and one's own place in the queue. Public: no name, no code."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from ltsa.board import board_of
from ltsa.models import Pool, State, Turn
from ltsa.ticket import link_svg
from villages.models import Office


def _not_changed(request: HttpRequest, mark: str) -> bool:
    return request.headers.get("If-None-Match") == f'"{mark}"'


def _fresh(response: HttpResponse, mark: str) -> HttpResponse:
    """Kept by the phone, but asked for anew each time: a few bytes if it is the same."""
    response["ETag"] = f'"{mark}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


@login_not_required
@require_GET
def queue_display(request: HttpRequest, office: str) -> HttpResponse:
    """The calling screen. With `?isi` only what changes, for the page's own polling."""
    place = get_object_or_404(Office.objects.active(), code=office)
    if not Pool.objects.filter(office=place, is_active=True).exists():
        return render(request, "ltsa/display_none.html", {"office": place}, status=404)
    board = board_of(place)
    mark = f"{board.mark}-{translation.get_language()}"
    if "isi" not in request.GET:
        context = {"office": place, "board": board, "now": timezone.localtime()}
        return render(request, "ltsa/display.html", context)
    if _not_changed(request, mark):
        return _fresh(HttpResponse(status=304), mark)
    return _fresh(render(request, "ltsa/display.html#board", {"board": board}), mark)


@login_not_required
@require_GET
def queue_place(request: HttpRequest, token: str) -> HttpResponse:
    """One visit's place in the queue: the slip's link. The number, the desk and how many are before
    her; neither a name nor what she comes for. Whoever holds the slip may look."""
    turn = get_object_or_404(Turn.by_token(token).select_related("booking", "pool", "office"))
    ahead = turn.queue_ahead() if turn.booking.state == State.ARRIVED else 0
    context = {
        "turn": turn,
        "state": turn.booking.state,
        "is_today": turn.day == timezone.localdate(),
        "ahead": ahead,
        "now": timezone.localtime(),
    }
    mark = (
        f"{turn.pk}-{turn.booking.version}-{turn.calls}-{ahead}-{turn.day == timezone.localdate()}"
        f"-{translation.get_language()}"
    )
    if "isi" not in request.GET:
        context["qr"] = link_svg(request.build_absolute_uri(request.path))
        return render(request, "ltsa/place.html", context)
    if _not_changed(request, mark):
        return _fresh(HttpResponse(status=304), mark)
    return _fresh(render(request, "ltsa/place.html#place", context), mark)
