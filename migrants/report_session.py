"""What a family has entered before a report is sent, and which reports this browser has opened.

Both lie in the visitor's session, encrypted, and only for a short time: phones are shared. Leaving
the pages forgets them at once.
"""

import json
import time
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from accounts.encryption import decrypt, encrypt

#: Seconds without a press after which what was typed, or opened, is forgotten.
DRAFT_LIVES = 60 * 60
OPENED_LIVES = 20 * 60
_DRAFT, _OPENED = "form_draft", "form_opened"


@dataclass
class Draft:
    """`answers`: the fields of the steps that were passed. `code`: set once it is sent."""

    answers: dict[str, Any] = field(default_factory=dict)
    submit_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    code: str = ""
    touched: float = 0.0

    @classmethod
    def load(cls, session: SessionBase) -> "Draft":
        """The draft of this browser; an empty one when there is none, or an old one."""
        stored = session.get(_DRAFT)
        draft = cls(**json.loads(decrypt(stored))) if stored else cls()
        return draft if time.time() - draft.touched < DRAFT_LIVES else cls()

    def save(self, session: SessionBase) -> None:
        self.touched = time.time()
        session[_DRAFT] = encrypt(json.dumps(asdict(self)))

    def sent(self, session: SessionBase, code: str) -> None:
        """Keep only the code: what was told is in the case now."""
        self.code = code
        self.answers = {}
        self.save(session)


def remember_opened(session: SessionBase, code: str, digits: str) -> None:
    """This browser opened a report: do not ask for the digits again for a while."""
    session[_OPENED] = encrypt(json.dumps([code, digits, time.time()]))


def opened_with(session: SessionBase, code: str) -> str:
    """The digits this browser opened `code` with a short while ago, or ""."""
    stored = session.get(_OPENED)
    if not stored:
        return ""
    opened, digits, at = json.loads(decrypt(stored))
    if opened != code or time.time() - at > OPENED_LIVES:
        return ""
    remember_opened(session, code, digits)
    return str(digits)


def forget(session: SessionBase) -> None:
    """Leave nothing behind."""
    session.pop(_DRAFT, None)
    session.pop(_OPENED, None)
