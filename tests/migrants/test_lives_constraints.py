"""Rules of journeys' events, wishes, rounds and reports of deaths, each broken once."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from migrants.models import DeathReport, JourneyEvent, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def refuses(constraint: str, save: Any) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        save()
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    assert diagnosis.constraint_name == constraint


@pytest.mark.parametrize(
    ("factory", "constraint", "changes"),
    [
        (
            make.JourneyFactory,
            "migrants_journey_contract_ends_after_start",
            {"contract_starts_on": date(2020, 1, 1), "contract_ends_on": date(2019, 1, 1)},
        ),
        (
            make.JourneyFactory,
            "migrants_journey_ready_after_registered",
            {"registered_on": date(2020, 1, 1), "ready_on": date(2019, 1, 1)},
        ),
        (
            make.JourneyEventFactory,
            "migrants_journeyevent_back_after_leave",
            {"back_on": date(2019, 1, 1)},
        ),
        (
            make.JourneyEventFactory,
            "migrants_journeyevent_back_after_leave",
            {"kind": JourneyEvent.Kind.NEWS, "back_on": date(2021, 1, 1)},
        ),
        (
            make.JourneyEventFactory,
            "migrants_journeyevent_taken_back_has_reason",
            {"taken_back_at": "2026-01-01T00:00Z"},
        ),
        (
            make.JourneyPrivateFactory,
            "migrants_journeyprivate_wage_has_currency",
            {"currency": ""},
        ),
        (
            make.RoundCheckFactory,
            "migrants_roundcheck_in_its_half_year",
            {"round_begins": date(2025, 8, 1)},
        ),
        (make.DeathReportFactory, "migrants_deathreport_has_evidence", {"evidence_text": ""}),
        (
            make.DeathReportFactory,
            "migrants_deathreport_refused_has_reason",
            {"refused_at": "2026-01-01T00:00Z"},
        ),
        (
            make.DeathReportFactory,
            "migrants_deathreport_one_decision",
            {
                "refused_at": "2025-12-31T00:00Z",  # taken back before it was confirmed
                "refused_why": "Hidup",
                "confirmed_at": "2026-01-01T00:00Z",
            },
        ),
    ],
)
def test_rule(factory: Any, constraint: str, changes: dict[str, Any]) -> None:
    factory()  # the same without the changes is accepted
    refuses(constraint, lambda: factory(**changes))


def test_only_one_report_stands() -> None:
    report = make.DeathReportFactory()
    again = {"person": report.person}
    refuses("migrants_deathreport_one_standing", lambda: make.DeathReportFactory(**again))
    DeathReport.unscoped.update(refused_at="2026-01-01T00:00Z", refused_why="Hidup")
    make.DeathReportFactory(**again)


def test_nobody_confirms_her_own_report() -> None:
    user = make.UserFactory()
    refuses(
        "migrants_deathreport_other_confirms",
        lambda: make.DeathReportFactory(
            reported_by=user, confirmed_by=user, confirmed_at="2026-01-01T00:00Z"
        ),
    )


def test_confirmed_once_a_round_unreached_once_a_day() -> None:
    check = make.RoundCheckFactory()
    refuses(
        "migrants_roundcheck_confirmed_once",
        lambda: make.RoundCheckFactory(person=check.person, on=date(2025, 9, 9)),
    )
    tried = {"person": check.person, "outcome": "unreached", "on": date(2025, 9, 9)}
    make.RoundCheckFactory(**tried)
    refuses("migrants_roundcheck_unreached_once_a_day", lambda: make.RoundCheckFactory(**tried))


def test_one_answer_a_day() -> None:
    wish = make.WishFactory()
    refuses("migrants_wish_once_a_day", lambda: make.WishFactory(person=wish.person))


def test_event_taken_back_may_be_entered_anew() -> None:
    event = make.JourneyEventFactory()
    again = {"journey": event.journey}
    refuses("migrants_journeyevent_once", lambda: make.JourneyEventFactory(**again))
    JourneyEvent.unscoped.update(taken_back_at="2026-01-01T00:00Z", taken_back_why="Salah")
    make.JourneyEventFactory(**again)


def test_nobody_dies_without_a_confirmed_report() -> None:
    person = make.PersonFactory(abroad=True)

    def die() -> None:
        Person.unscoped.filter(pk=person.pk).update(died_on=date(2026, 3, 1))

    refuses("migrants_person_died_needs_confirmation", die)
    make.DeathReportFactory(person=person)
    refuses("migrants_person_died_needs_confirmation", die)
    DeathReport.unscoped.update(confirmed_at="2026-03-09T00:00Z")
    person.refresh_from_db()
    assert (person.status, person.died_on) == (Person.Status.DECEASED, date(2026, 3, 1))
    refuses(
        "migrants_deathreport_confirmed_stays",
        lambda: DeathReport.unscoped.update(confirmed_at=None),
    )
    refuses(
        "migrants_person_died_needs_confirmation",
        lambda: Person.unscoped.filter(pk=person.pk).update(died_on=None),
    )


def test_last_confirmation_follows_from_the_answers() -> None:
    check = make.RoundCheckFactory()
    make.RoundCheckFactory(person=check.person, on=date(2026, 2, 1), outcome="unreached")
    check.person.refresh_from_db()
    assert check.person.checked_on == check.on
    check.delete()
    check.person.refresh_from_db()
    assert check.person.checked_on is None
