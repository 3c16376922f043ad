"""A death is reported by the village and confirmed by an officer of the regency. What follows for
appointments and messages is the business of `workspace.actions`."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from migrants.actions.groups import end_membership
from migrants.actions.households import leave_place
from migrants.models import (
    CoachedMember,
    CoachingLine,
    DeathPhoto,
    DeathReport,
    GroupMembership,
    HouseholdMembership,
    Person,
    Remittance,
)
from publishing.actions import keep_attachment
from publishing.images import Picture

#: More would not be looked at.
MOST_PHOTOS = 6


@transaction.atomic
def report_death(*, report: DeathReport, by: User) -> DeathReport:
    """Keep what is known. Her status does not change before somebody else has confirmed it."""
    visible = Person.visible_to(by)
    visible.select_for_update(of=("self",)).get(pk=report.person_id)
    report.reported_by = by
    report.save(force_insert=True)
    return report


@transaction.atomic
def confirm_death(*, report: DeathReport, by: User) -> DeathReport:
    """She is deceased from now on, and her places in families and groups end on that day. Confirmed
    twice, the first stands."""
    stored = _locked(report, by)
    if stored.is_waiting:
        stored.confirmed_at, stored.confirmed_by = timezone.now(), by
        stored.ended = end_places(person=stored.person, on=stored.died_on)
        stored.save(update_fields=["confirmed_at", "confirmed_by", "ended"])
    return stored


@transaction.atomic
def take_death_back(*, report: DeathReport, why: str, by: User) -> DeathReport:
    """A confirmed death was wrong: she lives, or somebody else was meant. What ended with it holds
    again, except where something else has taken its place since."""
    stored = _locked(report, by)
    if stored.is_confirmed:
        stored.refused_at, stored.refused_by, stored.refused_why = timezone.now(), by, why
        stored.save(update_fields=["refused_at", "refused_by", "refused_why"])
        for label, key, day in stored.ended or ():
            _hold_again(apps.get_model(label), key, date.fromisoformat(day))
    return stored


# --- what ends with a death -----------------------------------------------------------------------


@transaction.atomic
def end_places(*, person: Person, on: date) -> list[list[Any]]:
    """End her places in families and groups, with what hangs from them, as of the day of her death.
    What was ended: label, key, day of each row."""
    rows = _held_by(person)
    for place in HouseholdMembership.unscoped.select_for_update().filter(person=person, until=None):
        leave_place(place, max(on, place.since or on))
    for member in GroupMembership.unscoped.select_for_update().filter(person=person, until=None):
        end_membership(member, max(on, member.since or on))
    ended = []
    for row in rows:
        row.refresh_from_db()
        if row.until:
            ended.append([row._meta.label, row.pk, row.until.isoformat()])
    return ended


def _held_by(person: Person) -> list[Any]:
    """Everything that holds now and may end with her places."""
    mine = Q(member__person=person)
    taught = Q(line__member__person=person)
    found = [
        HouseholdMembership.unscoped.filter(person=person, until=None),
        Remittance.unscoped.filter(receiver=person, until=None),
        GroupMembership.unscoped.filter(person=person, until=None),
        CoachingLine.unscoped.filter(mine, until=None),
        CoachedMember.unscoped.filter(mine | taught, until=None),
    ]
    return [row for rows in found for row in rows.order_by("pk")]


def _hold_again(model: Any, key: int, day: date) -> None:
    """Unless somebody has changed the day since, or another row holds in its place."""
    try:
        with transaction.atomic():
            for row in model.unscoped.filter(pk=key, until=day):
                row.until = None
                row.save(update_fields=["until"])
    except IntegrityError:
        return


# --- pictures of the evidence ---------------------------------------------------------------------


@transaction.atomic
def show_evidence(
    *, report: DeathReport, picture: Picture, submit_key: UUID | None, by: User
) -> DeathPhoto | None:
    """Keep a picture with the report. None when there are enough already. The same form sent twice
    keeps one."""
    DeathReport.editable_by(by).select_for_update(of=("self",)).get(pk=report.pk)
    kept = DeathPhoto.unscoped.filter(report=report)
    if submit_key and (same := kept.filter(submit_key=submit_key).first()):
        return same
    if kept.count() >= MOST_PHOTOS:
        return None
    made: DeathPhoto = DeathPhoto.unscoped.create(
        report=report, attachment=keep_attachment(picture=picture), submit_key=submit_key, by=by
    )
    return made


@transaction.atomic
def refuse_death(*, report: DeathReport, why: str, by: User) -> DeathReport:
    """The report is not right: it stays, with the reason, and nothing else changes."""
    stored = _locked(report, by)
    if stored.is_waiting:
        stored.refused_at, stored.refused_by, stored.refused_why = timezone.now(), by, why
        stored.save(update_fields=["refused_at", "refused_by", "refused_why"])
    return stored


@transaction.atomic
def keep_papers(*, report: DeathReport, papers: Sequence[str], by: User) -> DeathReport:
    """Which papers for the heirs' claim are at hand."""
    stored: DeathReport = (
        DeathReport.editable_by(by).select_for_update(of=("self",)).get(pk=report.pk)
    )
    known = [paper for paper in DeathReport.Paper.values if paper in papers]
    if stored.papers != known:
        stored.papers = known
        stored.save(update_fields=["papers"])
    return stored


def _locked(report: DeathReport, by: User) -> DeathReport:
    found: DeathReport = (
        DeathReport.unscoped.decidable_by(by).select_for_update(of=("self",)).get(pk=report.pk)
    )
    return found
