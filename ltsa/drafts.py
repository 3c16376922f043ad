"""What a family has entered on the way to an appointment, before the time is chosen.

It lies in the visitor's session, encrypted, so that the back button, a lost signal or a second
tab lose nothing, and no name or number ever stands in an address. Each draft has its own submit
key: the same draft sent twice is one booking.
"""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from accounts.encryption import decrypt, encrypt

_SESSION_KEY = "appointment_drafts"
#: A phone shared by a household may hold several; older ones make room.
_KEPT = 5


@dataclass
class Draft:
    """`service`: slug. `answers`: the people form as it was typed, for so many `people`. `code`:
    set once it is booked."""

    service: str
    people: int = 1
    answers: dict[str, Any] = field(default_factory=dict)
    is_ready: bool = False
    submit_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    code: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(6))

    @classmethod
    def load(cls, session: SessionBase, token: str) -> "Draft | None":
        stored = session.get(_SESSION_KEY, {}).get(token)
        return cls(**json.loads(decrypt(stored))) if stored else None

    def save(self, session: SessionBase) -> None:
        drafts = dict(session.get(_SESSION_KEY, {}))
        drafts.pop(self.token, None)
        drafts[self.token] = encrypt(json.dumps(asdict(self)))
        session[_SESSION_KEY] = dict(list(drafts.items())[-_KEPT:])

    def booked(self, session: SessionBase, code: str) -> None:
        """Remember only the code; the people's data is in the booking now."""
        self.code = code
        self.answers = {}
        self.save(session)


_OPENED_KEY = "opened_appointments"


def remember_opened(session: SessionBase, code: str, digits: str) -> None:
    """This browser knows the digits that open `code`: do not ask again while it is in use."""
    opened = dict(session.get(_OPENED_KEY, {}))
    opened.pop(code, None)
    opened[code] = digits
    session[_OPENED_KEY] = dict(list(opened.items())[-20:])


def opened_with(session: SessionBase, code: str) -> str:
    """The digits this browser opened `code` with, or ""."""
    return session.get(_OPENED_KEY, {}).get(code, "")
