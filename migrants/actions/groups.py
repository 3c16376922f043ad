"""Community groups and their members over time."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Role, User
from migrants.models import Group, GroupMembership, Person


@transaction.atomic
def found_group(*, group: Group, by: User) -> Group:
    """Save a new group under an address that no other group of the country has."""
    group.slug = _free_slug(group)
    group.save(force_insert=True)
    return group


def _free_slug(group: Group) -> str:
    base = slugify(group.name)[:80] or "kelompok"
    for slug in (base, f"{base}-{group.village.slug}"[:115]):
        if not Group.unscoped.filter(slug=slug).exists():
            return slug
    return f"{base}-{group.village.digits}"


@transaction.atomic
def join_group(*, membership: GroupMembership, by: User) -> GroupMembership:
    """A coordinator lets somebody of her village join. A leader cannot: to choose somebody she
    would have to see the people of the village, and she may not."""
    person = Person.editable_by(by).filter(pk=membership.person_id)
    group = Group.editable_by(by).filter(pk=membership.group_id)
    if by.role != Role.COORDINATOR or not person.exists() or not group.exists():
        raise ValidationError(_("This group or person is not in your village."))
    membership.save(force_insert=True)
    return membership


@transaction.atomic
def leave_group(*, membership: GroupMembership, on: date, by: User) -> None:
    """End a membership; ending it twice changes nothing."""
    GroupMembership.editable_by(by).filter(pk=membership.pk, until=None).update(until=on)
