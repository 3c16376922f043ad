"""How a try to send can end."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Outcome(Enum):
    SENT = "sent"  #: the provider has it
    PASSING = "passing"  #: it has not, another try may succeed
    REFUSED = "refused"  #: it has not, and another try will not succeed
    UNSURE = "unsure"  #: it was asked and the answer is lost


@dataclass(frozen=True)
class Result:
    """`note`: why, for the log; no text and no number of anybody. `is_down`: this way does not work
    for anybody now."""

    outcome: Outcome
    note: str = ""
    provider_id: str = ""
    retry_after: timedelta = timedelta()
    is_down: bool = False
