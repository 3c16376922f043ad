"""What a family does without an account: report, and add something later.

Nobody looks into the register here: whether the person is known to the village makes no difference
to what is stored, to the answer, or to the time it takes. A case officer finds her later.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from migrants.actions.case_work import attach
from migrants.actions.cases import lock_case
from migrants.models import Case, CaseStep
from publishing.images import Picture


def receive_report(*, case: Case, digits: str, submit_key: UUID) -> Case:
    """Keep a report under a fresh code that opens with these four digits. The same form sent twice
    is one report."""
    if found := Case.unscoped.filter(submit_key=submit_key).first():
        return found
    case.channel = Case.Channel.FAMILY
    case.submit_key = submit_key
    try:
        with transaction.atomic():
            case.give_code(digits)
            case.save(force_insert=True)
    except IntegrityError:  # the other tap was quicker
        if not (found := Case.unscoped.filter(submit_key=submit_key).first()):
            raise
        return found
    return case


@transaction.atomic
def add_from_family(
    *, case: Case, text: str = "", picture: Picture | None = None, submit_key: UUID | None = None
) -> bool:
    """Something more to the report, also after it was closed: whoever handles it sees the news.
    False when there are so many photos that this one was not kept."""
    lock_case(case.pk)
    if text:
        already = submit_key and CaseStep.unscoped.filter(submit_key=submit_key).exists()
        if not already:
            CaseStep.unscoped.create(
                case=case, text=text, kind=CaseStep.Kind.FAMILY, submit_key=submit_key
            )
    kept = not picture or attach(case=case, picture=picture, submit_key=submit_key, by=None)
    if text or kept:
        Case.unscoped.filter(pk=case.pk).update(news_at=timezone.now())
    return bool(kept)
