"""The page that somebody comes to after signing in."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import StaffRequest, only
from accounts.models import Role
from workspace.start_pages import actions_for, parts_for


@only(*Role)
def work(request: StaffRequest) -> HttpResponse:
    parts = parts_for(request.user)
    return render(
        request,
        "workspace/work.html",
        {
            "main": [part for part in parts if part.main],
            "aside": [part for part in parts if not part.main],
            "actions": actions_for(request.user),
            "territory": request.user.territory,
        },
    )
