"""Passwords that are made for somebody, to be written down and typed on a phone."""

from django.utils.crypto import get_random_string


def made_password() -> str:
    """Three groups of four, without letters that look alike: about 59 bits."""
    letters = get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
