"""What changes several rows of a business at once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.constraints import broken_constraint
from accounts.models import User
from businesses.models import (
    Business,
    Enrolment,
    Ownership,
    Product,
    Programme,
    Stage,
    StageChange,
)
from migrants.actions.versions import change_row
from migrants.models import Person
from publishing.actions import drop_photo, keep_photo
from publishing.images import Picture


@transaction.atomic
def add_business(*, business: Business, owners: Iterable[Person], by: User) -> Business:
    """Save a new business with its present owners."""
    business.created_by = by
    business.save()
    for person in owners:
        Ownership.unscoped.create(business=business, person=person)
    return business


def change_business(
    *, business: Business, changes: dict[str, Any], version: int, by: User
) -> Business:
    """Write the changed columns; ChangedMeanwhile when it is no longer at `version`."""
    return change_row(row=business, changes=changes, version=version, by=by)


@transaction.atomic
def change_product(
    *, product: Product, changes: dict[str, Any], alt: str | None, version: int, by: User
) -> Product:
    """Write the changed columns; ChangedMeanwhile when it is no longer at `version`. `alt`: new
    words for its present photo, or None. They count as a change of the product."""
    stored = change_row(row=product, changes=changes, version=version, by=by)
    if stored.photo and alt is not None and stored.photo.alt != alt:
        stored.photo.alt = alt
        stored.photo.save(update_fields=["alt"])
        if not changes:
            Product.unscoped.filter(pk=stored.pk).update(version=F("version") + 1)
    return stored


@transaction.atomic
def enrol(
    *,
    business: Business,
    programme: Programme,
    reason: str,
    by: User,
    baseline_turnover: int | None = None,
) -> Enrolment:
    """Propose a business for a programme; the log begins with this proposal.

    `baseline_turnover`: rupiah a month at the start, against which growth is measured.
    """
    enrolment = Enrolment.unscoped.create(
        business=business, programme=programme, baseline_turnover=baseline_turnover
    )
    StageChange.unscoped.create(
        enrolment=enrolment, from_stage="", to_stage=Stage.PROPOSED, reason=reason, by=by
    )
    enrolment.refresh_from_db()
    return enrolment


def move_stage(
    *, enrolment: Enrolment, from_stage: str, to_stage: str, reason: str, by: User
) -> StageChange:
    """Log the move of an enrolment to its next stage.

    `from_stage` is the stage that the person saw. Raises ValidationError when somebody else moved
    it meanwhile: what she decided may no longer be right.
    """
    try:
        with transaction.atomic():
            change: StageChange = StageChange.unscoped.create(
                enrolment=enrolment, from_stage=from_stage, to_stage=to_stage, reason=reason, by=by
            )
    except IntegrityError as error:
        if broken_constraint(error) != "businesses_stagechange_from_present_stage":
            raise
        last = enrolment.changes.select_related("by")[0]
        raise ValidationError(
            _("Meanwhile %(name)s moved this business to “%(stage)s”. Please look again.")
            % {"name": last.by, "stage": last.get_to_stage_display()},
            code="moved_meanwhile",
        ) from error
    enrolment.refresh_from_db()
    return change


@transaction.atomic
def set_photo(*, product: Product, picture: Picture | None, alt: str, by: User) -> None:
    """Give a product its photo in place of the one it had; None takes the photo away."""
    former = product.photo
    product.photo = (
        keep_photo(village=product.business.village, picture=picture, alt=alt, by=by)
        if picture
        else None
    )
    product.save()
    if former:
        drop_photo(photo=former)
