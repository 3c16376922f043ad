"""Asking whether somebody wishes to leave again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from migrants.models import Person, Wish


@transaction.atomic
def note_wish(
    *,
    person: Person,
    answer: str,
    asked_on: date,
    by: User,
    reasons: Sequence[str] = (),
    words: str = "",
) -> Wish:
    """Keep the answer of this day. Asked twice on one day, the second answer stands."""
    Person.editable_by(by).select_for_update(of=("self",)).get(pk=person.pk)
    wish, _is_new = Wish.unscoped.update_or_create(
        person=person,
        asked_on=asked_on,
        defaults={"answer": answer, "reasons": list(reasons), "words": words, "by": by},
    )
    return wish
