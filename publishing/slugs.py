"""The last part of a public address: made once from a name, then kept, for addresses stay."""

from collections.abc import Callable, Iterator

from django.db import IntegrityError, models, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from accounts.constraints import broken_constraint

_LETTERS = "abcdefghjkmnpqrstuvwxyz"


def save_with_slug(row: models.Model, *, text: str, place: str, save: Callable[[], None]) -> None:
    """Save a new row under the first free slug: its name, else with the place, else with letters.

    The unique constraint decides, so two people who save the same name at once both succeed.
    `row` has a unique field `slug` of at most 120 characters.
    """
    for slug in _proposals(text, place):
        row.slug = slug  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                save()
            return
        except IntegrityError as error:
            if "_slug_" not in broken_constraint(error):
                raise


def _proposals(text: str, place: str) -> Iterator[str]:
    base = slugify(text)[:80].strip("-") or get_random_string(6, _LETTERS)
    yield base
    yield f"{base}-{slugify(place)[:30]}".rstrip("-")
    while True:
        yield f"{base}-{get_random_string(5, _LETTERS)}"
