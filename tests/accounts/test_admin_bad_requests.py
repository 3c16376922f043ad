"""Tampered requests to the set-up pages: refused with a page of ours, never a failure."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.portal.test_bad_requests import HOSTILE, fields, filled
from tests.world import World

pytestmark = pytest.mark.django_db

#: A number beyond every column, a word where a number belongs.
FALSE = ("9" * 30, "abc")


@pytest.fixture
def browser(world: World, signed_in: Callable[[User], Client]) -> Client:
    browser = signed_in(world.users[Role.ADMINISTRATOR])
    browser.raise_request_exception = False
    return browser


def address(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def questions(model: Any) -> Iterator[str]:
    """What can be asked of a list by its address."""
    yield from ("q", "p", "o", "_to_field", "pk__in", "middlewareevents__gte", "nothing")
    for entry in admin.site.get_model_admin(model).list_filter:
        if isinstance(entry, str | tuple):
            name = entry if isinstance(entry, str) else entry[0]
            yield from (f"{name}__exact", f"{name}__id__exact", f"{name}__isnull", f"{name}__in")
        else:
            yield getattr(entry, "parameter_name", "")
    for field in model._meta.fields:
        if field.get_internal_type() in ("DateField", "DateTimeField"):
            yield from (f"{field.name}__year", f"{field.name}__gte")


def requests_to(model: Any, browser: Client) -> Iterator[tuple[str, str, dict[str, Any]]]:
    rows, new = address(model, "changelist"), address(model, "add")
    for false in FALSE:
        yield from (("get", rows, {name: false}) for name in questions(model))
        for action in (false, *(admin.site.get_model_admin(model).actions or ())):
            yield "post", rows, {"_selected_action": false, "index": false, "action": action}
        for page in ("change", "history", "delete"):
            yield "get", address(model, page, false), {"_to_field": false}
            yield "post", address(model, page, false), {}
        yield "post", new, {"_to_field": false}
    first = model._base_manager.first()
    forms = [new, address(model, "change", first.pk)] if first else [new]
    for form in forms:
        for data in filled(fields(browser.get(form))):
            yield "get", form, data
            yield "post", form, data
    for field in model._meta.fields:
        if field.is_relation:
            name = model._meta.model_name
            source = {"app_label": model._meta.app_label, "model_name": name}
            for asked in ({"term": HOSTILE[0]}, {"term": "a", "page": FALSE[0]}):
                yield "get", "/admin/autocomplete/", {**source, "field_name": field.name, **asked}


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_nothing_sent_breaks_a_page(model: Any, browser: Client) -> None:
    broken = []
    for method, url, data in requests_to(model, browser):
        with transaction.atomic():
            answer = getattr(browser, method)(url, data)
            transaction.set_rollback(True)  # each finds the world as it was
        if answer.status_code >= 500:
            broken.append(f"{method.upper()} {url} {data!r:.300}")
    assert not broken, "\n".join(broken)


def test_a_filter_that_cannot_be_read_is_a_bad_request(browser: Client, world: World) -> None:
    log = "/admin/accounts/viewlog/"
    assert browser.get(log, {"at__year": "2026"}).status_code == 200
    answer = browser.get(log, {"at__year": "9" * 30})
    assert answer.status_code == 400
    assert "error-page" in answer.text
    for name in ("role__exact", "q"):
        assert browser.get("/admin/accounts/user/", {name: "\0"}).status_code == 400
    actions = {"action": "switch_off", "_selected_action": "\0"}
    assert browser.post("/admin/accounts/user/", actions).status_code == 400


@pytest.mark.parametrize("village", ["abc", "9" * 30, "1.5", "-1"])
def test_a_word_where_a_row_belongs_is_refused_by_the_form(village: str, browser: Client) -> None:
    form = {"username": "wati", "full_name": "Wati", "role": Role.COORDINATOR, "village": village}
    answer = browser.post("/admin/accounts/user/add/", form)
    assert answer.status_code == 422
    assert 'value="Wati"' in answer.text
    assert answer.context["adminform"].form.errors["village"]


def test_a_form_that_is_not_saved_answers_422(browser: Client, world: World) -> None:
    page = address(User, "change", world.users[Role.COORDINATOR].pk)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"username": ""}).status_code == 422


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_filter_a_list_offers_can_be_chosen(model: Any, browser: Client) -> None:
    rows = address(model, "changelist")
    offered = set(re.findall(r'href="(\?[^"]+)"', browser.get(rows).text))
    refused = [link for link in offered if browser.get(rows + unescape(link)).status_code != 200]
    assert not refused


def test_the_start_page_leads_to_desks_with_hours_to_be_confirmed(browser: Client) -> None:
    assert browser.get("/admin/ltsa/pool/?hours=unconfirmed").status_code == 200
