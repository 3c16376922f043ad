"""A death is reported by the village and confirmed by an officer of the regency. What follows for
appointments and messages is the business of `workspace.actions`."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from migrants.models import DeathReport, Person


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
    """She is deceased from now on, and stays it. Confirmed twice, the first stands."""
    stored = _locked(report, by)
    if stored.is_waiting:
        stored.confirmed_at, stored.confirmed_by = timezone.now(), by
        stored.save(update_fields=["confirmed_at", "confirmed_by"])
    return stored


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
