"""What a family has entered on the way to an appointment, before the time is chosen.

It lies in the visitor's session, encrypted, so that the back button, a lost signal or a second
tab lose nothing, and no name or number ever stands in an address. The page with the hours carries
the same, encrypted with our key, for the phone whose session ran out meanwhile. Each draft has its
own submit key: the same draft sent twice is one booking.
"""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from accounts.encryption import decrypt, encrypt

_SESSION_KEY = "appointment_drafts"
#: A phone shared by a household may hold several; older ones make room.
_KEPT = 5
#: Seconds that a page left open can still be sent.
_SEALED_FOR = 24 * 60 * 60


@dataclass
class Draft:
    """`services`: slugs, comma between them. `ticked`: requirements that are there, by id.
    `has_looked`: she has answered the question about her papers; `is_ready`: with "all of them".
    `answers`: the people form as it was typed, for so many `people`. `registered`: ids of people of
    the register (a coordinator's), by their number. `again`: code of the visit that is made once
    more, and `earlier` its parties by the number of the person. `code`: set once it is booked."""

    services: str
    people: int = 1
    answers: dict[str, Any] = field(default_factory=dict)
    ticked: list[int] = field(default_factory=list)
    has_looked: bool = False
    is_ready: bool = False
    registered: dict[str, int] = field(default_factory=dict)
    again: str = ""
    earlier: dict[str, int] = field(default_factory=dict)
    submit_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    code: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(6))

    @classmethod
    def load(cls, session: SessionBase, token: str) -> "Draft | None":
        stored = session.get(_SESSION_KEY, {}).get(token)
        return cls._from_json(decrypt(stored)) if stored else None

    @classmethod
    def _from_json(cls, text: str) -> "Draft":
        data = json.loads(text)
        if "service" in data:  # written before several services could be chosen
            data["services"] = data.pop("service")
        return cls(**data)

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

    def sealed(self) -> str:
        """The draft for a hidden field of a page: nobody without our key can read or write it."""
        moment = int(timezone.now().timestamp())
        return encrypt(json.dumps({"draft": asdict(self), "at": moment}))

    @classmethod
    def unsealed(cls, text: str, token: str) -> "Draft | None":
        """The draft out of such a field, if it is the one of this address and not too old."""
        try:
            data = json.loads(decrypt(text))
            age = timezone.now().timestamp() - data["at"]
            draft = cls._from_json(json.dumps(data["draft"]))
        except (InvalidToken, ValueError, KeyError, TypeError, UnicodeError):
            return None
        return draft if draft.token == token and 0 <= age < _SEALED_FOR else None


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
