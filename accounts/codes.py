"""Codes that a family writes down and types again: to an appointment, to a case."""

import re
import secrets

#: Nobody confuses these, spoken or handwritten (without 0/O, 1/I/L, 2/Z, 5/S, 8/B, V).
CODE_ALPHABET = "34679ACDEFGHJKMNPQRTUWXY"


def random_code(length: int) -> str:
    """A fresh code, not to be guessed from another: 24 possibilities for each of its letters."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def clean_code(text: str) -> str:
    """A code as people type it ("k7m-q4d") → as it is stored."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:20]
