"""Two people change one record: nothing is overwritten silently. Every page that opens with
something already filled in has a line here, and so has every new one: it is covered, or it cannot
conflict because of something said in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.forms import BaseForm, ModelForm
from django.test import Client

from accounts.models import Role, User, ViewLog
from migrants.actions.households import change_place
from migrants.forms.versioned import VersionedForm
from migrants.models import (
    Attendance,
    CaseReferral,
    Finance,
    Health,
    Household,
    HouseholdMembership,
    JourneyPrivate,
)
from tests import factories as make
from tests.test_access import LINES, Line, may_reach
from tests.world import Place, World

pytestmark = pytest.mark.django_db

CALLED = {line.name: line for line in LINES}


@dataclass(frozen=True)
class Edit:
    """One page that changes a row in place. `field`: one that two people give different values,
    `theirs` and `mine`; `column`: where it is stored, if not under its name. `opens`: what has to
    be posted for the page to show what is stored. `row`: attribute of the place, if not the one of
    the address; `also`: what else is typed."""

    name: str
    field: str
    theirs: Any
    mine: Any
    column: str = ""
    row: str = ""
    opens: dict[str, str] | None = None
    also: dict[str, Any] = made(default_factory=dict)

    def stored(self, place: Place) -> Any:
        row = getattr(place, self.row or CALLED[self.name].row)
        return type(row).unscoped.get(pk=row.pk)


RETURNED = {"returned_year": "2025", "return_kind": "contract_ended"}
EDITS = [
    Edit("person_edit", "nickname", "Sri", "Tini"),
    Edit("journey_edit", "city", "Taichung", "Tainan"),
    Edit("journey_plan", "planned_on", "2019-01-05", "2019-02-06"),
    Edit("journey_depart", "contract_ends_on", "2029-01-05", "2029-02-06"),
    Edit("journey_return", "note", "Selamat", "Sehat", also=RETURNED),
    Edit("event_edit", "note", "Kabar lain", "Kabarku"),
    Edit("document_edit", "office", "Imigrasi Jember", "Imigrasi Malang"),
    Edit("health_edit", "needs", "Kruk", "Kacamata", row="health", opens={"open": "1"}),
    Edit("finance_edit", "assets", "Sapi", "Kambing", row="finance", opens={"open": "1"}),
    Edit("household_edit", "hamlet", "Krajan", "Sidomulyo"),
    Edit(
        "household_card",
        "kk_number",
        "3510990101010001",
        "3510990101010002",
        also={"on": "2026-01-05", "why": "renewed"},
    ),
    Edit("household_member", "relationship", "wife", "sibling"),
    Edit(
        "schooling_edit", "stage", "finished", "kindergarten", row="schooling", also={"grade": ""}
    ),
    Edit("group_edit", "founded_year", 2017, 2018),
    Edit("group_member", "part", "treasurer", "secretary"),
    Edit("meeting_edit", "place", "Balai desa", "Rumah ketua"),
    Edit("business_edit", "kind", "snacks", "crafts"),
    Edit("business_close", "closed_on", "2026-01-05", "2026-02-06"),
    Edit("product_edit", "price", 10_000, 12_000),
]
EVERY = {edit.name: edit for edit in EDITS}

#: Forms of several rows, or of another make. Each has a test of its own below or beside it.
OWN_WAY = {
    "household_head": "test_two_heads_at_once",
    "household_split": "test_family_that_changed_is_not_split_unseen",
    "meeting_detail": "test_two_lists_of_who_came_are_put_together",
    "journey_cancel": "the form of journey_edit, of a plan",
    "event_back": "the form of event_edit, of a home leave",
    "case_answer": "test_second_answer_of_an_office_is_not_lost",
    "import_row": "tests/migrants/test_import_cells.py: a row has its version",
    "case_take": "tests/migrants/test_cases.py: who was seen as handling it",
    "stage_move": "tests/businesses: the stage that was seen; the log only grows",
    "double_merge": "tests/workspace/test_merge.py: the versions of both",
}

#: What is filled in is not what is stored: nothing can be written over.
CANNOT = {
    "a new row is made; something usual is proposed": [
        "appointment_earlier",
        "booker_decide",
        "desk_walk_in",
        "case_add",
        "case_refer",
        "case_report",
        "consent_add",
        "group_guest",
        "hours_list",
        "household_add",
        "journey_add",
        "line_add",
        "line_coach",
        "meeting_add",
        "person_add",
        "product_add",
        "remittance_add",
        "requirement_add",
        "residence_add",
        "savings_add",
        "vulnerability_add",
        "wish_add",
    ],
    "a new dated version is made, the former stands in the list": ["requirement_change"],
    "what she does herself today, nobody else's": ["desk_counter"],
    "it ends once, today is proposed; the first day stands": [
        "care_end",
        "coached_end",
        "group_leave",
        "household_leave",
        "line_end",
        "owner_end",
        "remittance_end",
    ],
}
EXCUSED = {name for names in CANNOT.values() for name in names}


@pytest.fixture
def full(world: World) -> World:
    """The world, and what only some people have."""
    own = world.own
    own.rows["health"] = Health.unscoped.create(person=own.person, needs="Tongkat")
    own.rows["finance"] = Finance.unscoped.create(person=own.person, assets="Tanah")
    return world


def who(line: Line, world: World) -> User:
    roles = [role for role in line.roles if may_reach(line, world, role, world.own)]
    return world.users[roles[0]]


def signed_in(line: Line, world: World) -> Client:
    browser = Client()
    browser.force_login(who(line, world))
    return browser


# --- no page is forgotten -------------------------------------------------------------------------


class OwnForm(HTMLParser):
    """What the page's own POST form would send as it stands, and what of it a person sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside = False
        self.values: dict[str, str] = {}
        self.seen: list[str] = []
        self.select = self.area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post" and not given.get("action")
        elif not self.inside:
            return
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                self._take(name, value or "on")
        elif tag == "input" and given.get("type") not in ("submit", "file"):
            self._take(name, value, hidden=given.get("type") in ("hidden", "search"))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self._take(self.select, value)
        elif tag == "textarea":
            self.area = name

    def _take(self, name: str, value: str, *, hidden: bool = False) -> None:
        self.values[name] = value
        if value and not hidden:
            self.seen.append(name)

    def handle_data(self, data: str) -> None:
        if self.area and data.strip():
            self._take(self.area, data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.inside = False


def forms_of(answer: Any) -> Iterator[BaseForm]:
    context: Any = answer.context or []
    for layer in context if isinstance(context, list) else [context]:
        for value in layer.flatten().values():
            if isinstance(value, BaseForm):
                yield value


def edits_a_row(answer: Any) -> bool:
    return any(isinstance(form, ModelForm) and form.instance.pk for form in forms_of(answer))


def staff_pages() -> list[Line]:
    return [line for line in LINES if line.roles and line.reach != "nowhere"]


def test_every_page_that_opens_filled_in_has_a_line(full: World) -> None:
    known = EVERY.keys() | OWN_WAY.keys() | EXCUSED
    forgotten = []
    for line in staff_pages():
        if line.name in known or not line.roles:
            continue
        answer = signed_in(line, full).get(line.url(full.own))
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        names = OwnForm(answer.content.decode()).seen
        if names or edits_a_row(answer):
            forgotten.append(f"{line.name} ({', '.join(names)})")
    assert not forgotten, (
        "These pages open with something filled in. Let them ask when two people change the same "
        "(docs/decisions/0008-two-changes.md), or say why they cannot conflict: "
        + "; ".join(forgotten)
    )


# --- every page asks ------------------------------------------------------------------------------


def opened(edit: Edit, world: World) -> tuple[Client, str, dict[str, Any]]:
    """Who edits, where, and what the page sends as it was opened."""
    line = CALLED[edit.name]
    browser, address = signed_in(line, world), line.url(world.own)
    answer = browser.post(address, edit.opens) if edit.opens else browser.get(address)
    assert any(isinstance(form, VersionedForm) for form in forms_of(answer))
    return browser, address, OwnForm(answer.content.decode()).values | edit.also


@pytest.mark.parametrize("keep", ["mine", "stored"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_second_of_two_is_asked(edit: Edit, keep: str, full: World) -> None:
    browser, address, page = opened(edit, full)
    column = edit.column or edit.field
    assert browser.post(address, page | {edit.field: edit.theirs}).status_code == 302
    theirs = getattr(edit.stored(full.own), column)

    asked = browser.post(address, page | {edit.field: edit.mine})

    assert asked.status_code == 409
    assert getattr(edit.stored(full.own), column) == theirs
    text = asked.content.decode()
    clash = {one.field: one for one in asked.context["clashes"]}[edit.field]
    assert clash.mine != clash.stored
    assert clash.mine in unescape(text)
    assert clash.stored in unescape(text)
    answers = {f"keep_{one.field}": one.proposal or keep for one in asked.context["clashes"]}
    assert browser.post(address, OwnForm(text).values | answers).status_code == 302
    stands = getattr(edit.stored(full.own), column)
    assert (stands == theirs) == (keep == "stored")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_form_that_does_not_say_when_it_was_opened_asks_too(edit: Edit, full: World) -> None:
    """A page that was open while a new release came, or something made by hand."""
    browser, address, page = opened(edit, full)
    del page["version"]
    answer = browser.post(address, page | {edit.field: edit.mine})
    if not edit.name.startswith("journey_"):  # see JourneyForm.fills_in_unseen
        assert answer.status_code == 409


# --- forms of several rows ------------------------------------------------------------------------


@pytest.fixture
def family(world: World) -> tuple[HouseholdMembership, HouseholdMembership]:
    """Two members of our own household."""
    one = world.own.household_membership
    other = make.HouseholdMembershipFactory(
        household=world.own.household, person=world.own.child, relationship="child"
    )
    return one, other


def someone_changes(place: HouseholdMembership, relationship: str, by: User) -> None:
    changes = {"relationship": relationship}
    change_place(membership=place, changes=changes, version=place.version, by=by)


def coordinators(world: World, name: str) -> tuple[Client, str, dict[str, Any]]:
    line = CALLED[name]
    browser, address = signed_in(line, world), line.url(world.own)
    return browser, address, OwnForm(browser.get(address).content.decode()).values


def test_two_heads_at_once(
    world: World, family: tuple[HouseholdMembership, HouseholdMembership]
) -> None:
    one, other = family
    browser, address, page = coordinators(world, "household_head")
    someone_changes(other, "grandchild", world.users[Role.COORDINATOR])
    typed = page | {f"place_{one.pk}": "head", f"place_{other.pk}": "sibling", "on": "2026-01-05"}

    asked = browser.post(address, typed)

    assert asked.status_code == 409
    assert "Sementara itu tersimpan: Cucu." in asked.content.decode()
    assert 'value="sibling" selected' in asked.content.decode()
    other.refresh_from_db()
    assert (other.relationship, other.until) == ("grandchild", None)
    again = OwnForm(asked.content.decode()).values
    assert browser.post(address, again).status_code == 302
    now = HouseholdMembership.unscoped.current().filter(household=world.own.household)
    assert set(now.values_list("relationship", flat=True)) == {"head", "sibling"}


def test_family_that_changed_is_not_split_unseen(
    world: World, family: tuple[HouseholdMembership, HouseholdMembership]
) -> None:
    _one, other = family
    browser, address, page = coordinators(world, "household_split")
    someone_changes(other, "grandchild", world.users[Role.COORDINATOR])
    typed = page | {f"moves_{other.pk}": "on", f"place_{other.pk}": "head", "on": "2026-01-05"}

    asked = browser.post(address, typed)

    assert asked.status_code == 409
    assert Household.unscoped.filter(village=world.own.village).count() == 1
    assert browser.post(address, OwnForm(asked.content.decode()).values).status_code == 302
    assert Household.unscoped.filter(village=world.own.village).count() == 2


def test_two_lists_of_who_came_are_put_together(world: World) -> None:
    """A tick has two values only: what each of two changed is written, and nothing else."""
    group = world.own.group
    members = [make.GroupMembershipFactory(group=group) for _n in "abc"]
    came, gone, new = members
    for member in (came, gone):
        Attendance.unscoped.create(meeting=world.own.meeting, member=member)
    browser, address, page = coordinators(world, "meeting_detail")
    _browser, _address, same_page = coordinators(world, "meeting_detail")
    assert page.pop(f"came_{gone.pk}")

    assert browser.post(address, page).status_code == 302
    assert browser.post(address, same_page | {f"came_{new.pk}": "on"}).status_code == 302

    now = Attendance.unscoped.filter(meeting=world.own.meeting)
    assert set(now.values_list("member", flat=True)) == {came.pk, new.pk}


def test_second_answer_of_an_office_is_not_lost(world: World) -> None:
    browser, address, page = coordinators(world, "case_answer")
    assert browser.post(address, page | {"answer": "Paspor siap."}).status_code == 302
    assert browser.post(address, page | {"answer": "Paspor siap."}).status_code == 302

    told = browser.post(address, page | {"answer": "Ditolak."})

    assert told.status_code == 422
    assert "Paspor siap." in told.content.decode()
    assert "Ditolak." in told.content.decode()
    assert CaseReferral.unscoped.get(pk=world.own.case_referral.pk).answer == "Paspor siap."


def test_two_wages_are_asked_about_and_the_look_is_kept(full: World) -> None:
    """A wage stands in a row of its own, encrypted; it shows only where one of two has to stand."""
    journey = full.own.journey
    browser, address, page = coordinators(full, "journey_edit")
    assert (
        browser.post(address, page | {"wage_amount": "20.000", "wage_currency": "TWD"}).status_code
        == 302
    )

    asked = browser.post(address, page | {"wage_amount": "30.000", "wage_currency": "TWD"})

    assert asked.status_code == 409
    assert "NT$20.000" in asked.content.decode()
    assert "NT$30.000" in asked.content.decode()
    assert JourneyPrivate.unscoped.get(journey=journey).wage == "20000"
    assert ViewLog.objects.of(journey).get().fields == "wage"
    typed = OwnForm(asked.content.decode()).values
    assert browser.post(address, typed | {"keep_wage": "mine"}).status_code == 302
    assert JourneyPrivate.unscoped.get(journey=journey).wage == "30000"


def test_wage_of_one_stays_when_the_other_changes_something_else(full: World) -> None:
    browser, address, page = coordinators(full, "journey_edit")
    browser.post(address, page | {"wage_amount": "20.000", "wage_currency": "TWD"})
    assert browser.post(address, page | {"city": "Tainan"}).status_code == 302
    assert JourneyPrivate.unscoped.get(journey=full.own.journey).wage == "20000"
