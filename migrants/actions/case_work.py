"""What is done in a case: offices asked, deadlines kept, the family told, photos kept."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.actions.cases import add_step, lock_case
from migrants.case_messages import news, next_good_time
from migrants.models import Case, CaseAttachment, CaseDeadline, CaseReferral, CaseStep
from notices import actions as notices
from publishing.actions import keep_attachment
from publishing.images import Picture

#: More would not be looked at.
MOST_PHOTOS = 12


@transaction.atomic
def refer(*, referral: CaseReferral, by: User) -> CaseReferral:
    """Pass the case on to an office; the case goes on here and waits for the answer."""
    lock_case(referral.case_id)
    if referral.submit_key:
        same = {"case": referral.case_id, "submit_key": referral.submit_key}
        if found := CaseReferral.unscoped.filter(**same).first():
            return found
    referral.by = by
    referral.save(force_insert=True)
    add_step(
        case=referral.case,
        text=_("Passed on to %(office)s: %(asked)s")
        % {"office": referral.to_name, "asked": referral.asked},
        kind=CaseStep.Kind.REFERRED,
        by=by,
    )
    return referral


@transaction.atomic
def record_answer(*, referral: CaseReferral, answer: str, answered_on: date, by: User) -> None:
    """What the office answered, once: the first answer stays, and who comes second is told. The
    same words again are a double tap."""
    lock_case(referral.case_id)
    stored = CaseReferral.unscoped.get(pk=referral.pk)
    if stored.answered_on and stored.answer == answer:
        return
    if stored.answered_on:
        words = _(
            "An answer was recorded meanwhile, and it stays: “%(answer)s”. If yours says more, "
            "write it down as a step of the case."
        )
        raise ValidationError(words % {"answer": stored.answer})
    stored.answer = answer
    stored.answered_on = answered_on
    stored.save(update_fields=["answer", "answered_on"])
    add_step(
        case=stored.case,
        text=_("%(office)s answered: %(answer)s") % {"office": stored.to_name, "answer": answer},
        kind=CaseStep.Kind.ANSWERED,
        by=by,
    )


@transaction.atomic
def set_deadline(*, deadline: CaseDeadline, by: User) -> CaseDeadline:
    lock_case(deadline.case_id)
    if deadline.submit_key:
        same = {"case": deadline.case_id, "submit_key": deadline.submit_key}
        if found := CaseDeadline.unscoped.filter(**same).first():
            return found
    deadline.by = by
    deadline.save(force_insert=True)
    return deadline


@transaction.atomic
def meet_deadline(*, deadline: CaseDeadline, by: User) -> None:
    """It is done; said once in the steps."""
    lock_case(deadline.case_id)
    done = CaseDeadline.unscoped.waiting().filter(pk=deadline.pk).first()
    if done is None:
        return
    done.done_on = timezone.localdate()
    done.save(update_fields=["done_on"])
    words = _("Done, was due on %(day)s: %(what)s")
    facts = {"day": date_format(done.due_on, "j F Y"), "what": done.get_kind_display()}
    add_step(case=done.case, text=words % facts, by=by)


@transaction.atomic
def tell_family(*, case: Case, text: str, submit_key: UUID | None, by: User) -> CaseStep:
    """Write for the family to read with its code. Where it is safe to write to her, she also gets
    a message that says nothing of a case: only that there is something to read."""
    step = add_step(case=case, text=text, kind=CaseStep.Kind.MESSAGE, submit_key=submit_key, by=by)
    regency = case.regency or (case.village.district.regency if case.village else None)
    if case.may_write and case.contact_phone and case.code and regency:
        notices.queue(
            key=f"case-{case.pk}-{step.pk}",
            regency=regency,
            phone=case.contact_phone,
            text=news(),
            due_at=next_good_time(case.contact_time, timezone.now()),
        )
    return step


@transaction.atomic
def attach(
    *, case: Case, picture: Picture, submit_key: UUID | None = None, by: User | None
) -> CaseAttachment | None:
    """Keep a photo with the case; `by` is None when the family sent it. None when there are enough
    already. The same form sent twice keeps one."""
    lock_case(case.pk)
    kept = CaseAttachment.unscoped.filter(case=case)
    if submit_key and (same := kept.filter(submit_key=submit_key).first()):
        return same
    if kept.count() >= MOST_PHOTOS:
        return None
    made: CaseAttachment = CaseAttachment.unscoped.create(
        case=case, attachment=keep_attachment(picture=picture), submit_key=submit_key, by=by
    )
    return made
