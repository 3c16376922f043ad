"""A move request in the words that one reader may see."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from migrants.models import MoveRequest
from migrants.models.moves import OFFICE

KINDS = {
    MoveRequest.State.OPEN: "wait",
    MoveRequest.State.ACCEPTED: "good",
    MoveRequest.State.REFUSED: "bad",
    MoveRequest.State.WITHDRAWN: "neutral",
}


@dataclass(frozen=True)
class MoveLine:
    """Templates show a request through this only: it knows what the receiving side may not see."""

    move: MoveRequest
    user: User

    @property
    def subject(self) -> str:
        return self.move.subject_for(self.user)

    @property
    def from_place(self) -> str:
        village = self.move.from_village_for(self.user)
        return village.full_name if village else ""

    @property
    def to_place(self) -> str:
        return self.move.to_village.full_name

    @property
    def leads_nowhere(self) -> bool:
        """For the office: nobody with this NIK or in this village keeps her record."""
        return self.user.role in OFFICE and self.move.from_village_id is None

    @property
    def badge_kind(self) -> str:
        return KINDS[MoveRequest.State(self.move.state)]

    @property
    def days(self) -> int:
        """How long it has been waiting."""
        return (timezone.now() - self.move.asked_at).days

    @property
    def person_url(self) -> str:
        """Her page, for the village that keeps her record now."""
        move = self.move
        keeps = move.person and move.person.village_id == self.user.village_id
        return move.person.get_absolute_url() if keeps and move.holds_person(self.user) else ""  # type: ignore[union-attr]
