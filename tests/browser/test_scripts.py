"""The small scripts of every page, in a real browser under the real Content-Security-Policy."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

sent: list[dict[str, str]] = []

FORM = """{% extends "base.html" %}{% block title %}Form{% endblock %}{% block content %}
<h1>Form</h1><form class="form" method="post" data-draft="person">{% csrf_token %}
<label for="a">Name</label><input class="form-control" id="a" name="name">
<label for="b">NIK</label><input class="form-control" id="b" name="nik" data-private>
<label class="choice" for="c"><input class="form-check-input" type="checkbox" id="c" name="agreed"
 value="yes"><span>Agreed</span></label>
<div class="form-actions"><button class="btn btn-primary" name="save" value="1">Save</button>
<button class="btn btn-danger" name="delete" value="1" data-confirm="Really delete?">Delete</button>
</div></form>{% endblock %}"""

DONE = """{% extends "base.html" %}{% block title %}Saved{% endblock %}{% block content %}
<h1>Saved</h1>{% endblock %}"""

CHART = """{% extends "base.html" %}{% block title %}Charts{% endblock %}{% block content %}
<h1>Charts</h1><div class="charts">
{% for kind in kinds %}<section class="chart-card"><h2>{{ kind }}</h2><div class="table-box">
<table class="table" data-chart="{{ kind }}"><thead><tr><th>Country</th><th>Women</th><th>Men</th>
</tr></thead><tbody><tr><th scope="row">Hong Kong</th><td>1.031</td><td>12</td></tr>
<tr><th scope="row">Taiwan</th><td>22</td><td>&lt; 5</td></tr></tbody></table></div></section>
{% endfor %}</div>{% endblock %}
{% block scripts %}<script src="{% static 'js/kampung-charts.js' %}" defer></script>{% endblock %}
"""

COMPONENTS = """{% extends "base.html" %}{% block title %}Components{% endblock %}
{% block hero %}<div class="hero"><div class="wrap"><h1>Components</h1>
{% include "components/search_box.html" with label="Find" button="btn-sun" only %}</div>
<div class="ornament" aria-hidden="true"></div></div>{% endblock %}
{% block top %}{% include "components/breadcrumbs.html" with items=crumbs only %}{% endblock %}
{% block content %}
{% include "components/page_header.html" with title="A heading" lead="Below" url="#" action="Go" %}
{% include "components/alert.html" with text="Fine" kind="good" only %}
{% include "components/alert.html" with text="Careful" title="Look" kind="wait" only %}
{% include "components/alert.html" with text="Wrong" kind="bad" only %}
{% for kind in tones %}{% include "components/badge.html" with text=kind kind=kind only %}
{% endfor %}<div class="tiles">
{% include "components/stat_tile.html" with value="72" label="People" icon="people" only %}
{% include "components/stat_tile.html" with value=7 label="Soon" kind="wait" url="#" only %}
</div><h2>Cards</h2><div class="cards">
{% include "components/card.html" with title="Bread" url="#" text="Sweet" badge="New" only %}
{% include "components/card.html" with title="Plain" icon="shop" meta="Village" only %}</div>
{% include "components/filter_chips.html" with label="State" name="s" options=chips current="a" %}
<ul class="rows">
{% include "components/row.html" with title="Siti" url="#" badge="Abroad" badge_kind="sea" only %}
{% include "components/row.html" with title="Nobody" icon="person" only %}</ul>
{% include "components/pagination.html" with page=page only %}
{% include "components/steps.html" with steps=steps current=2 only %}
<ol class="timeline">{% include "components/timeline_item.html" with title="Left" date="2021" %}
{% include "components/timeline_item.html" with title="Back" text="Well" icon="house-door" only %}
</ol><div class="slots"><a class="slot" href="#">08.30<small>3</small></a>
<span class="slot is-full">09.00<small>-</small></span></div>
{% include "components/empty_state.html" with title="Nothing" url="#" action="Add" only %}
{% include "components/back_link.html" with url="#" label="Back" only %}
{% include "components/photo.html" with src="/static/ornament/mark.svg" alt="Mark" caption="C" %}
<details class="more"><summary>More</summary><p>Text</p></details>
{% endblock %}"""


def page_of(template: str, **context: Any) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            sent.append(request.POST.dict())
            return HttpResponse(engines["django"].from_string(DONE).render({}, request))
        return HttpResponse(engines["django"].from_string(template).render(context, request))

    return view


urlpatterns = [
    path("test/form/", page_of(FORM)),
    path("test/done/", page_of(DONE)),
    path("test/charts/", page_of(CHART, kinds=["bar", "line", "pie"])),
    path(
        "test/components/",
        page_of(
            COMPONENTS,
            crumbs=[("/", "Home")],
            tones=["neutral", "sea", "good", "wait", "bad", "info", "special"],
            chips=[("", "All", 9), ("a", "Abroad", 4)],
            steps=["Service", "Papers", "Who"],
            page=Paginator(range(30), 10).page(2),
        ),
    ),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def pages() -> Iterator[None]:
    sent.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_what_was_typed_comes_back_but_not_the_private_part(page: Page) -> None:
    page.goto("/test/form/")
    page.fill("#a", "Siti Aminah")
    page.fill("#b", "3510995205880001")
    page.check("#c")
    page.wait_for_timeout(600)  # kept a moment after the last key
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "Siti Aminah" in kept
    assert "3510995205880001" not in kept
    page.goto("/test/done/")
    page.goto("/test/form/")
    expect(page.locator("#a")).to_have_value("Siti Aminah")
    expect(page.locator("#c")).to_be_checked()
    expect(page.locator("#b")).to_have_value("")
    page.locator(".draft-note button").click()
    expect(page.locator("#a")).to_have_value("")


def test_a_sent_form_leaves_no_draft(page: Page) -> None:
    page.goto("/test/form/")
    page.fill("#a", "Siti Aminah")
    page.click("text=Save")
    page.wait_for_selector("h1:has-text('Saved')")
    page.goto("/test/form/")
    expect(page.locator("#a")).to_have_value("")


def test_a_double_tap_sends_once_with_the_button_that_was_pressed(page: Page) -> None:
    page.goto("/test/form/")
    page.fill("#a", "Siti")
    page.locator("button[name=save]").dblclick(no_wait_after=True)
    page.wait_for_selector("h1:has-text('Saved')")
    assert [(post["name"], post.get("save")) for post in sent] == [("Siti", "1")]


def test_a_dangerous_button_asks_first(page: Page) -> None:
    page.goto("/test/form/")
    page.click("button[name=delete]")
    dialog = page.get_by_role("dialog", name="Really delete?")
    expect(dialog).to_be_visible()
    dialog.locator(".btn-secondary").click()
    expect(dialog).to_have_count(0)
    assert not sent
    page.click("button[name=delete]")
    page.get_by_role("dialog").locator(".btn-danger").click()
    page.wait_for_selector("h1:has-text('Saved')")
    assert [post.get("delete") for post in sent] == ["1"]


def test_menus_close_by_escape(page: Page) -> None:
    page.goto("/test/form/")
    page.locator(".site-header summary").click()
    panel = page.locator(".site-header .drop-panel")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_every_table_gets_its_chart_and_stays(page: Page) -> None:
    page.goto("/test/charts/")
    expect(page.locator(".chart canvas")).to_have_count(3)
    expect(page.locator("table")).to_have_count(3)
    page.locator(".chart").first.hover(position={"x": 180, "y": 60})  # the tooltip obeys the policy


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_components_are_accessible_and_fit(
    page: Page, axe: Callable[[Page], None], width: int, theme: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto("/test/components/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll("a.btn, button, summary, .chip, .slot, nav a")]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert not small, small
    axe(page)
