"""Are the papers of a visit there? What the list asks for on that day, and what was last seen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from ltsa.models import Booking, CheckedPaper, Kind, PaperCheck, Party, list_version
from ltsa.models.services import Requirement

Answer = CheckedPaper.Answer
#: So many missing papers are named in a message, the rest are counted.
NAMED = 5


@dataclass(frozen=True)
class Sheet:
    """One person's papers for one service: the list that is valid on the day of the visit, and the
    latest look at them, by whomever."""

    party: Party
    requirements: list[Requirement]
    check: PaperCheck | None

    @property
    def version(self) -> str:
        return list_version(self.requirements)

    @property
    def answers(self) -> dict[int, str]:
        """What was answered, by the id of the paper; papers that are off the list are left out."""
        if self.check is None:
            return {}
        return {
            one.requirement_id: one.answer for one in self.check.papers.all() if one.requirement_id
        }

    @property
    def is_stale(self) -> bool:
        """Whether the office has changed the list since."""
        return self.check is not None and self.check.list_version != self.version

    @property
    def missing(self) -> list[Requirement]:
        answers = self.answers
        return [one for one in self.requirements if answers.get(one.pk) == Answer.MISSING]

    @property
    def is_ready(self) -> bool:
        """Nothing is missing, as far as somebody said by the list that is valid."""
        if not self.requirements:
            return True
        said = self.party.readiness not in (Party.Readiness.NOT_ASKED, Party.Readiness.MISSING)
        return said and not self.is_stale and not self.missing


def answer_to_tick(paper: Requirement, is_ticked: bool) -> str:
    """What a tick box says. What is only for some people and not ticked is not needed."""
    if is_ticked:
        return Answer.THERE
    return Answer.NOT_NEEDED if paper.only_if else Answer.MISSING


def sheets_of(booking: Booking) -> list[Sheet]:
    """One sheet a person and service of a visit, in order."""
    day = timezone.localdate(booking.starts_at)
    parties = list(booking.parties.all())
    prefetch_related_objects(
        parties, "service__requirements", "paper_checks__papers", "paper_checks__checked_by"
    )
    lists: dict[int, list[Requirement]] = {}
    sheets = []
    for party in parties:
        if party.service_id not in lists:
            lists[party.service_id] = list(party.service.requirements_on(day))
        checks = list(party.paper_checks.all())
        latest = max(checks, key=lambda one: (one.checked_at, one.pk), default=None)
        sheets.append(Sheet(party, lists[party.service_id], latest))
    return sheets


def verdict(sheets: Iterable[Sheet]) -> str:
    """Which reminder is true. For a service where people come anyway nothing is ever missing."""
    asked = [sheet for sheet in sheets if not sheet.party.service.come_anyway]
    if any(sheet.missing for sheet in asked):
        return Kind.REMIND_MISSING
    if asked and all(sheet.is_ready for sheet in asked):
        return Kind.REMIND_READY
    return Kind.REMIND_UNSURE


def missing_in_words(sheets: Iterable[Sheet]) -> str:
    """ "Kartu Keluarga, Akta lahir (Siti)": with names where several people come."""
    asked = [sheet for sheet in sheets if not sheet.party.service.come_anyway]
    several = len({sheet.party.person_key for sheet in asked}) > 1
    said = [
        f"{paper.text} ({sheet.party.name})" if several else paper.text
        for sheet in asked
        for paper in sheet.missing
    ]
    words = list(dict.fromkeys(said))
    more = len(words) - NAMED
    if more > 0:
        return _("%(papers)s, and %(count)d more") % {
            "papers": ", ".join(words[:NAMED]),
            "count": more,
        }
    return ", ".join(words)


def revision_of(sheets: Iterable[Sheet]) -> int:
    """A number that grows with every look at these papers that saw something else."""
    return sum(one.revision for sheet in sheets for one in sheet.party.paper_checks.all())
