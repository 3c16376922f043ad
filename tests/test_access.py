"""Who may open what: one line a URL. A URL without a line fails the suite.

For every line, every role and every place this asks, by GET and by POST: a stranger is sent to the
sign-in page (unless the page is public), a role without the page gets 403, a row of another place
is 404, and a row of one's own place is neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Role
from tests.world import Place, World

COORDINATOR, MENTOR, LEADER, DESK = (
    Role.COORDINATOR,
    Role.MENTOR,
    Role.GROUP_LEADER,
    Role.LTSA_OFFICER,
)
CASES, BUSINESS, OFFICIAL, ADMIN = (
    Role.CASE_OFFICER,
    Role.BUSINESS_OFFICER,
    Role.OFFICIAL,
    Role.ADMINISTRATOR,
)
ALL = tuple(Role)


def by_name(line: "Line") -> str:
    return line.name


@dataclass(frozen=True)
class Line:
    """One URL: who may open it, and which row of a place (tests/world.py) its address names.

    `public`: strangers too. `args`: what becomes arguments of the address: attributes of the row,
    or words as they are.
    `reach`: "territory" (rows of `user.villages()`), "own" (what hangs from the user herself in her
    own place: her group, her cases), "desk" (of the desk officer's own office; a case officer sends
    other messages), "everywhere" (a public row), or "nowhere" (no row of the world is hers).
    """

    name: str
    roles: tuple[str, ...] = ()
    row: str = ""
    public: bool = False
    reach: str = "territory"
    args: str = "pk"

    def url(self, place: Place) -> str:
        if not self.row:
            return reverse(self.name)
        row = getattr(place, self.row)
        return reverse(self.name, args=[getattr(row, part, part) for part in self.args.split()])


LINES = [
    # accounts
    Line("account_login", public=True),
    Line("account_logout", public=True),
    Line("set_language", public=True),
    Line("account", roles=ALL),
    # ltsa: only our own place's booking is at the officer's office
    Line("ltsa_home", public=True),
    Line("service_page", public=True, row="service", args="slug"),
    Line("booking_start", public=True),
    Line("booking_papers", public=True, row="service", args="slug"),
    Line("booking_people", public=True, row="service", args="slug"),
    Line("booking_time", public=True, row="booking", args="code"),
    Line("booking_find", public=True),
    Line("booking_ticket", public=True, row="booking", args="code"),
    Line("booking_calendar", public=True, row="booking", args="code"),
    Line("booking_cancel", public=True, row="booking", args="code"),
    Line("booking_move", public=True, row="booking", args="code"),
    Line("booking_earlier", public=True, row="booking", args="code"),
    Line("booking_again", public=True, row="booking", args="code"),
    Line("booking_answer", public=True, row="booking", args="code"),
    Line("waiting_join", public=True, row="booking", args="code"),
    Line("waiting_entry", public=True, row="waiting_entry", args="code"),
    Line("waiting_leave", public=True, row="waiting_entry", args="code"),
    Line("appointment_list", (COORDINATOR, DESK)),
    Line("appointment_move", (COORDINATOR, DESK), row="helped_booking", reach="own"),
    Line("appointment_earlier", (COORDINATOR, DESK), row="helped_booking", reach="own"),
    Line("appointment_again", (COORDINATOR,), row="helped_booking", reach="own"),
    Line("appointment_cancel", (COORDINATOR, DESK), row="helped_booking", reach="own"),
    Line("waiting_list", (COORDINATOR, DESK)),
    Line("waiting_remove", (COORDINATOR, DESK), row="waiting_entry", reach="own"),
    Line("closed_list", (DESK,)),
    Line("closing_preview", (DESK,)),
    Line("closed_reopen", (DESK,), row="closed_time", reach="own"),
    Line("hours_list", (DESK,)),
    Line("hours_remove", (DESK,), row="other_hours", reach="own"),
    Line("call_list", (DESK,)),
    Line("call_result", (DESK,), row="call_task", reach="own"),
    Line("booking_checklist", public=True, row="booking", args="code"),
    Line("visit_list", (COORDINATOR,)),
    Line("visit_papers", (COORDINATOR, DESK), row="booking", reach="own"),
    Line("booker_list", (DESK,)),
    Line("booker_decide", (DESK,), row="booking", args="nomor pk", reach="own"),
    Line("authority_letter", public=True),
    Line("requirement_list", (DESK,)),
    Line("requirement_add", (DESK,), row="service", args="slug", reach="own"),
    Line("requirement_change", (DESK,), row="requirement", reach="own"),
    Line("person_book", (COORDINATOR,), "person"),
    Line("list_start", (COORDINATOR,)),
    Line("list_times", (COORDINATOR,), "booking", args="code", reach="nowhere"),
    Line("list_confirm", (COORDINATOR,), "booking", args="uuid", reach="nowhere"),
    Line("tickets_print", (COORDINATOR,)),
    Line("desk", (DESK,)),
    Line("desk_step", (DESK,), row="booking", args="pk arrive", reach="own"),
    Line("desk_party", (DESK,), row="party", args="pk reopen", reach="own"),
    Line("desk_call_next", (DESK,)),
    Line("desk_arrival", (DESK,)),
    Line("desk_counter", (DESK,)),
    Line("desk_walk_in", (DESK,)),
    Line("desk_day_list", (DESK,)),
    Line("desk_check", (DESK,)),
    Line("desk_check_send", (DESK,)),
    Line("kiosk_list", (DESK,)),
    Line("kiosk_revoke", (DESK,), row="kiosk", reach="own"),
    Line("feed_list", (DESK,)),
    Line("feed_revoke", (DESK,), row="feed", reach="own"),
    Line("desk_feed", public=True, row="feed", args="token_hash"),
    Line("kiosk", public=True, row="office", args="code"),
    Line("kiosk_here", public=True, row="office", args="code"),
    Line("kiosk_services", public=True, row="office", args="code"),
    Line("kiosk_number", public=True, row="office", args="code informasi"),
    Line("kiosk_slip", public=True, row="office", args="code AAAAAAAAAAAA"),
    Line("paper_list", (DESK, COORDINATOR)),
    Line("papers_bulk", (DESK,)),
    Line("paper_detail", (DESK, COORDINATOR), row="paper", reach="own"),
    Line("paper_add", (DESK,), row="party", reach="own"),
    Line("queue_display", public=True, row="office", args="code"),
    Line("queue_place", public=True, row="turn", args="token"),
    Line("api_root", public=True),
    Line("api_docs", public=True),
    Line("api_schema", public=True),
    Line("api_offices", public=True),
    Line("api_services", public=True),
    Line("api_desks", public=True, row="office", args="code"),
    Line("api_open_slots", public=True, row="office", args="code informasi"),
    Line("api_unknown", public=True, row="office", args="code"),
    # dashboards
    Line("dashboard", roles=(OFFICIAL,)),
    Line("dashboard_export", roles=(OFFICIAL,)),
    Line("visit_figures", roles=(DESK, OFFICIAL, ADMIN)),
    Line("visit_figures_export", roles=(DESK, OFFICIAL, ADMIN)),
    # notices: its own link, made for one phone, opens the page of wishes
    Line("whatsapp_webhook", public=True),
    Line("message_wishes", public=True, row="booking", args="code"),
    # workspace: only our own place's messages and calls are at the officer's office
    Line("work", ALL),
    Line("message_list", (DESK, CASES)),
    Line("message_sent", (DESK, CASES), row="message", reach="desk"),
    Line("message_wrong", (DESK, CASES), row="message", reach="desk"),
    Line("message_stop", (DESK,), row="message", reach="own"),
    Line("message_again", (DESK, CASES), row="message", reach="desk"),
    Line("message_log", (DESK, CASES)),
    Line("call_done", (DESK,), row="call_task", reach="own"),
    Line("village_changes", (ADMIN,)),
    Line("village_follow", (ADMIN,), row="village"),
    Line("village_report", (OFFICIAL,)),
    Line("double_list", (COORDINATOR, CASES)),
    Line("double_add", (COORDINATOR, CASES), "person"),
    Line("double_detail", (COORDINATOR, CASES), "double_pair"),
    Line("double_merge", (COORDINATOR, CASES), "double_pair"),
    Line("double_different", (COORDINATOR, CASES), "double_pair"),
    Line("double_later", (COORDINATOR, CASES), "double_pair"),
    Line("double_reopen", (COORDINATOR, CASES), "double_pair"),
    Line("merge_detail", (COORDINATOR, CASES), "merge"),
    Line("merge_undo", (COORDINATOR, CASES), "merge"),
    Line("double_request_list", (COORDINATOR, CASES)),
    Line("double_request_add", (COORDINATOR,)),
    Line("double_request", (COORDINATOR, CASES), "double_request"),
    # businesses
    Line("business_catalogue", public=True),
    Line("business_page", public=True, row="business", args="slug"),
    Line("product_catalogue", public=True),
    Line("product_page", public=True, row="product", args="slug"),
    Line("product_photo", public=True, row="product", args="slug 320"),
    Line("business_list", (COORDINATOR, MENTOR, BUSINESS, OFFICIAL)),
    Line("business_add", (COORDINATOR,)),
    Line("business_detail", (COORDINATOR, MENTOR, BUSINESS, OFFICIAL), row="business"),
    Line("business_edit", (COORDINATOR,), row="business"),
    Line("business_publish", (COORDINATOR,), row="business"),
    Line("business_close", (COORDINATOR,), row="business"),
    Line("owner_add", (COORDINATOR,), row="business"),
    Line("owner_end", (COORDINATOR,), row="ownership"),
    Line("business_enrol", (COORDINATOR,), row="business"),
    Line("stage_move", (MENTOR, BUSINESS), row="enrolment"),
    Line("product_add", (COORDINATOR,), row="business"),
    Line("product_edit", (COORDINATOR,), row="product"),
    Line(
        "product_photo_staff",
        (COORDINATOR, MENTOR, BUSINESS, OFFICIAL),
        row="product",
        args="pk 320",
    ),
    # migrants
    Line("person_list", (COORDINATOR, CASES)),
    Line("person_add", (COORDINATOR,)),
    Line("person_doubles", (COORDINATOR,)),
    Line("person_detail", (COORDINATOR, CASES), "person"),
    Line("person_edit", (COORDINATOR,), "person"),
    Line("person_numbers", (COORDINATOR, CASES), "person"),
    Line("person_history", (COORDINATOR, CASES), "person"),
    Line("person_fate", (COORDINATOR,), "person"),
    Line("journey_add", (COORDINATOR,), "person"),
    Line("consent_add", (COORDINATOR,), "person"),
    Line("care_add", (COORDINATOR,), "person"),
    Line("case_add", (COORDINATOR, CASES), "person"),
    Line("journey_edit", (COORDINATOR,), "journey"),
    Line("journey_depart", (COORDINATOR,), "journey"),
    Line("journey_return", (COORDINATOR,), "journey"),
    Line("journey_cancel", (COORDINATOR,), "journey"),
    Line("journey_event", (COORDINATOR,), "journey"),
    Line("journey_plan", (COORDINATOR,), "journey"),
    Line("journey_private", (COORDINATOR, CASES), "journey"),
    Line("event_edit", (COORDINATOR,), "journey_event"),
    Line("event_back", (COORDINATOR,), "journey_event"),
    Line("event_take_back", (COORDINATOR,), "journey_event"),
    Line("person_changes", (COORDINATOR,), "person"),
    Line("wish_add", (COORDINATOR,), "person"),
    Line("round_next", (COORDINATOR,)),
    Line("round_answer", (COORDINATOR,), "person"),
    Line("round_undo", (COORDINATOR,), "round_check"),
    Line("death_report_add", (COORDINATOR, CASES), "person"),
    Line("death_list", (COORDINATOR, CASES, OFFICIAL)),
    Line("death_report", (COORDINATOR, CASES, OFFICIAL), "death_report"),
    Line("death_confirm", (CASES, OFFICIAL), "death_report"),
    Line("death_refuse", (CASES, OFFICIAL), "death_report"),
    Line("death_papers", (COORDINATOR, CASES), "death_report"),
    Line("death_take_back", (CASES, OFFICIAL), "death_report"),
    Line("death_photo_add", (COORDINATOR, CASES), "death_report"),
    Line("death_photo", (COORDINATOR, CASES, OFFICIAL), "death_photo", args="key 320"),
    Line("consent_withdraw", (COORDINATOR,), "consent"),
    Line("care_end", (COORDINATOR,), "care"),
    Line("document_add", (COORDINATOR,), "person"),
    Line("document_edit", (COORDINATOR,), "document"),
    Line("document_end", (COORDINATOR,), "document"),
    Line("person_protected", (COORDINATOR, CASES), "person"),
    Line("health_edit", (COORDINATOR, CASES), "person"),
    Line("finance_edit", (COORDINATOR, CASES), "person"),
    Line("vulnerability_add", (COORDINATOR, CASES), "person"),
    Line("vulnerability_end", (COORDINATOR, CASES), "vulnerability"),
    Line("training_add", (COORDINATOR,), "person"),
    Line("training_remove", (COORDINATOR,), "training"),
    Line("residence_add", (COORDINATOR,), "person"),
    Line("residence_end", (COORDINATOR,), "residence"),
    Line("consent_text", (COORDINATOR, CASES), "consent"),
    Line("newcomer_list", (COORDINATOR,)),
    Line("person_sheet", (COORDINATOR, CASES), "person"),
    Line("permission_letter", (COORDINATOR,), "person"),
    Line("cover_letter", (COORDINATOR,), "person"),
    # the world's requests were asked by a far village, so both the own one and the office answer
    Line("move_list", (COORDINATOR, OFFICIAL, ADMIN)),
    Line("move_ask", (COORDINATOR,)),
    Line("move_offer", (COORDINATOR,), "person"),
    Line("move_detail", (COORDINATOR, OFFICIAL, ADMIN), "move_request"),
    Line("move_choose", (COORDINATOR,), "move_request"),
    Line("move_withdraw", (COORDINATOR,), "move_request", reach="nowhere"),
    Line("household_list", (COORDINATOR, CASES)),
    Line("household_add", (COORDINATOR,)),
    Line("household_detail", (COORDINATOR, CASES), "household"),
    Line("household_edit", (COORDINATOR,), "household"),
    Line("household_number", (COORDINATOR, CASES), "household"),
    Line("household_join", (COORDINATOR,), "household"),
    Line("household_member", (COORDINATOR,), "household_membership"),
    Line("household_leave", (COORDINATOR,), "household_membership"),
    Line("family_watch", (COORDINATOR, CASES)),
    Line("household_card", (COORDINATOR,), "household"),
    Line("household_head", (COORDINATOR,), "household"),
    Line("household_split", (COORDINATOR,), "household"),
    Line("household_money", (COORDINATOR, CASES), "household"),
    Line("remittance_add", (COORDINATOR,), "household"),
    Line("remittance_end", (COORDINATOR,), "remittance"),
    Line("parent_add", (COORDINATOR,), "person"),
    Line("parent_remove", (COORDINATOR,), "parentage"),
    Line("schooling_edit", (COORDINATOR,), "child"),
    Line("schooling_show", (COORDINATOR, CASES), "child"),
    Line("group_list", (COORDINATOR, LEADER, MENTOR, BUSINESS)),
    Line("group_add", (COORDINATOR,)),
    Line("group_detail", (COORDINATOR, LEADER, MENTOR, BUSINESS), "group"),
    Line("group_edit", (COORDINATOR, LEADER), "group"),
    Line("group_join", (COORDINATOR,), "group"),
    Line("group_member", (COORDINATOR, LEADER), "group_membership"),
    Line("group_leave", (COORDINATOR, LEADER), "group_membership"),
    Line("import_list", (COORDINATOR, ADMIN)),
    Line("import_template", (COORDINATOR, ADMIN)),
    Line("import_batch", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_columns", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_apply", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_undo", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_again", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_faulty", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_file", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_discard", (COORDINATOR, ADMIN), "import_batch"),
    Line("import_row", (COORDINATOR, ADMIN), "import_row"),
    Line("group_guest", (COORDINATOR, LEADER), "group"),
    Line("meeting_list", (COORDINATOR, LEADER, MENTOR, BUSINESS), "group"),
    Line("meeting_add", (COORDINATOR, LEADER), "group"),
    Line("meeting_detail", (COORDINATOR, LEADER, MENTOR, BUSINESS), "meeting"),
    Line("meeting_edit", (COORDINATOR, LEADER), "meeting"),
    Line("group_savings", (COORDINATOR, LEADER), "group"),
    Line("member_savings", (COORDINATOR, LEADER), "group_membership"),
    Line("savings_add", (COORDINATOR, LEADER), "group_membership"),
    Line("savings_correct", (COORDINATOR, LEADER), "savings_entry"),
    Line("line_add", (COORDINATOR, LEADER), "group"),
    Line("line_coach", (COORDINATOR, LEADER), "coaching_line"),
    Line("line_end", (COORDINATOR, LEADER), "coaching_line"),
    Line("coached_end", (COORDINATOR, LEADER), "coached_member"),
    Line("case_list", (COORDINATOR, CASES)),
    Line("case_detail", (COORDINATOR, CASES), "case"),
    Line("case_take", (CASES,), "case"),
    Line("case_close", (CASES,), "case"),
    Line("case_reopen", (CASES,), "case"),
    Line("case_report", (DESK, CASES)),
    Line("case_hand_over", (COORDINATOR, CASES), "case"),
    Line("case_link", (CASES,), "case"),
    Line("case_conceal", (CASES,), "case"),
    Line("case_refer", (COORDINATOR, CASES), "case"),
    Line("case_deadline", (COORDINATOR, CASES), "case"),
    Line("case_message", (COORDINATOR, CASES), "case"),
    Line("case_photo_add", (COORDINATOR, CASES), "case"),
    Line("case_photo", (COORDINATOR, CASES), "case_photo", args="key 320"),
    Line("case_answer", (COORDINATOR, CASES), "case_referral"),
    Line("case_deadline_done", (COORDINATOR, CASES), "case_deadline"),
    Line("report_start", public=True),
    Line("report_step", public=True, row="case", args="siapa"),
    Line("report_find", public=True),
    Line("report_leave", public=True),
    Line("report_page", public=True, row="case", args="code"),
    # content
    Line("help_list", public=True),
    Line("help_country", public=True, row="case", args="hk"),
    # portal
    Line("home", public=True),
    Line("village_search", public=True),
    Line("village_page", row="village", public=True, args="digits slug"),
    Line("district_page", row="district", public=True, args="digits slug"),
    Line("regency_page", row="regency", public=True, args="digits slug"),
    Line("privacy", public=True),
    Line("about_data", public=True),
    Line("robots", public=True),
]

#: URL sets of libraries: prefix → why it is safe. Opened as a stranger they lead to sign-in.
THIRD_PARTY = {
    "akun/": "allauth: each view guards itself; see tests/accounts",
    "admin/": "Django admin: KampungAdminSite.has_permission; see tests/accounts",
    "static/": "files without people",
    # Machines ask these, without an account; what they say is in tests/config/test_health.py.
    "healthz": "nothing but whether the process is up",
    "readyz": "nothing but whether database, tables and worker are there",
}


def all_urls(patterns: Any, prefix: str = "") -> Iterator[tuple[str, str | None]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_urls(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.name


def test_every_url_has_a_line() -> None:
    named = {line.name for line in LINES}
    missing = [
        f"{path} ({name})"
        for path, name in all_urls(get_resolver().url_patterns)
        if not path.startswith(tuple(THIRD_PARTY)) and name not in named
    ]
    assert not missing, "no line in tests/test_access.py for " + ", ".join(missing)


def test_every_line_has_a_url() -> None:
    existing = {name for _, name in all_urls(get_resolver().url_patterns)}
    assert not [line.name for line in LINES if line.name not in existing]


def may_reach(line: Line, world: World, role: str, place: Place) -> bool:
    if line.reach == "everywhere" or not line.row:
        return True
    if line.reach == "nowhere":
        return False
    user = world.users[role]
    if line.row.startswith("case") and role == Role.COORDINATOR:  # need-to-know above territory
        return bool(place.case.opened_by_id == user.pk)
    if line.reach == "desk":
        return role == Role.LTSA_OFFICER and place is world.own
    if line.reach == "own" or role == Role.GROUP_LEADER:
        return place is world.own
    return user.villages().filter(pk=place.village.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("line", [line for line in LINES if not line.public], ids=by_name)
def test_page_opens_only_for_those_who_may(line: Line, method: str, world: World) -> None:
    wrong = []
    for name, place in world.places.items():
        url = line.url(place)
        answer = getattr(Client(), method)(url)
        if answer.status_code != 302 or not answer["Location"].startswith("/masuk/"):
            wrong.append(f"stranger, {name}: {answer.status_code}")
        for role, user in world.users.items():
            browser = Client(raise_request_exception=False)
            browser.force_login(user)
            status = getattr(browser, method)(url).status_code
            if role not in line.roles:
                fine = status == 403
            elif may_reach(line, world, role, place):
                fine = status in (200, 302, 303, 400, 405, 409, 422)
            else:
                fine = status == 404 or (status == 405 and method == "post")
            if not fine:
                wrong.append(f"{role}, {name}: {status}")
    assert not wrong, f"{method.upper()} {line.name}: " + "; ".join(wrong)


@pytest.mark.parametrize("line", [line for line in LINES if line.public], ids=by_name)
def test_public_page_needs_no_account(line: Line, world: World) -> None:
    for place in world.places.values():
        answer = Client(raise_request_exception=False).get(line.url(place))
        # A device that no officer has enrolled is asked for her code; no account would help it.
        refused = (403,) if line.name.startswith("kiosk") else ()
        assert answer.status_code in (200, 301, 302, 404, 405, *refused), answer.status_code
        assert not answer.get("Location", "").startswith("/masuk/")


def pages_without_row() -> list[Line]:
    return [line for line in LINES if line.roles and not line.row]


@pytest.mark.parametrize("line", pages_without_row(), ids=by_name)
def test_list_shows_nothing_of_another_territory(line: Line, world: World) -> None:
    for role in line.roles:
        user = world.users[role]
        browser = Client()
        browser.force_login(user)
        answer: Any = browser.get(line.url(world.own), follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen = [place.marker for place in world.foreign_to(user) if place.marker.encode() in body]
        assert not seen, f"{role} sees {seen} on {line.name}"
