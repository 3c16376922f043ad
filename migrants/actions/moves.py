"""A move between villages: asked by one side, answered by the other, or by the regency's office.

Locks are taken in one order: people by key, then requests by key. What was read before the locks
is looked at again under them.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.constraints import broken_constraint
from accounts.models import User
from migrants.actions.households import leave_place
from migrants.models import Care, Household, HouseholdMembership, MoveRequest, Person, Residence
from migrants.models.moves import OFFICE

State, Side = MoveRequest.State, MoveRequest.Side


@transaction.atomic
def ask_for_person(*, request: MoveRequest, by: User) -> MoveRequest:
    """The village where she lives now asks for her. Whether this leads to anybody is not told: the
    same steps are taken, and the same is shown, either way."""
    nik = request.typed_nik or "-"
    person = Person.unscoped.with_nik(nik).first()
    request.side = Side.RECEIVING
    request.to_village = by.village  # type: ignore[assignment]  # a coordinator has one
    request.from_village_id = person.village_id if person else request.typed_village_id
    request.asked_by = by
    request.person = person
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) != "migrants_moverequest_one_open":
            raise
        # Another village asks for her too. Whoever keeps her record sees both and says who is
        # meant; here nobody may learn of it.
        request.person = None
        request.save(force_insert=True)
    return request


@transaction.atomic
def offer_person(*, request: MoveRequest, by: User) -> MoveRequest:
    """The village that keeps her record asks another one to take her over."""
    people = Person.editable_by(by).select_for_update(of=("self",))
    person = people.get(pk=request.person_id)
    request.side = Side.SENDING
    request.from_village_id = person.village_id
    request.asked_by = by
    request.save(force_insert=True)
    return request


@transaction.atomic
def accept_move(
    *, request: MoveRequest, by: User, person: Person | None = None, with_family: bool = False
) -> MoveRequest:
    """She belongs to the other village from now on, with her family or alone.

    `person`: who is meant, where the request did not lead to one person by itself.
    ValidationError in words when it was answered meanwhile or she is no longer there.
    """
    subject_id = request.person_id or (person.pk if person else None)
    if subject_id is None:
        raise ValidationError(_("Say first who is meant."))
    household = _household_of(subject_id) if with_family or request.with_family else None
    wanted = {subject_id, *_members(household)} if household else {subject_id}
    people = {
        one.pk: one
        for one in Person.unscoped.select_for_update().filter(pk__in=wanted).order_by("pk")
    }
    stored = _still_open(request, by, people=wanted)
    stored.person_id = subject_id
    subject = people.get(subject_id)
    if subject is None or subject.village_id != stored.from_village_id:
        raise ValidationError(_("She is no longer registered in that village."))
    leaving = [one for one in people.values() if one.village_id == stored.from_village_id]
    if household:
        stored.with_family = True
        _move_household(household, stored)
    else:
        _leave_household(subject)
    for one in leaving:
        _move_person(one, stored)
    _part_from_carers([one.pk for one in leaving])
    _close(stored, State.ACCEPTED, by, reason="")
    MoveRequest.unscoped.open().filter(person__in=leaving).update(
        state=State.WITHDRAWN,
        answered_at=timezone.now(),
        reason=_("She moved with her family."),
    )
    return stored


@transaction.atomic
def refuse_move(*, request: MoveRequest, by: User, reason: str) -> MoveRequest:
    """The other side, or the office, says no and why."""
    stored = _still_open(request, by)
    _close(stored, State.REFUSED, by, reason=reason)
    return stored


@transaction.atomic
def withdraw_move(*, request: MoveRequest, by: User) -> MoveRequest:
    """Whoever asked takes it back. Twice changes nothing."""
    rows = MoveRequest.unscoped.select_for_update(of=("self",)).filter(
        pk__in=MoveRequest.unscoped.asked_by_side_of(by)
    )
    stored: MoveRequest = rows.get(pk=request.pk)
    if stored.is_open:
        _close(stored, State.WITHDRAWN, by, reason="")
    return stored


def _still_open(request: MoveRequest, by: User, people: Collection[int] = ()) -> MoveRequest:
    """The request under its lock, together with those of everybody who would move."""
    also = MoveRequest.unscoped.open().filter(person__in=people).values("pk")
    rows = MoveRequest.unscoped.filter(pk__in=[request.pk]) | MoveRequest.unscoped.filter(
        pk__in=also
    )
    locked = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    stored: MoveRequest = locked[request.pk]
    if not stored.is_open or not MoveRequest.unscoped.to_answer(by).filter(pk=stored.pk).exists():
        raise ValidationError(_("This request was answered already."))
    return stored


def _close(request: MoveRequest, state: str, by: User, *, reason: str) -> None:
    request.state = state
    request.answered_at = timezone.now()
    request.answered_by = by
    request.by_office = by.role in OFFICE
    request.reason = reason
    columns = ["person", "with_family", "state", "answered_at", "answered_by", "by_office"]
    request.save(update_fields=[*columns, "reason"])


def _household_of(person_id: int) -> Household | None:
    membership = (
        HouseholdMembership.unscoped.current()
        .filter(person=person_id)
        .select_related("household")
        .first()
    )
    return membership.household if membership else None


def _members(household: Household) -> list[int]:
    members = HouseholdMembership.unscoped.current().filter(household=household)
    return list(members.values_list("person", flat=True))


def _move_household(household: Household, request: MoveRequest) -> None:
    """The family keeps its card; its address in the old village ends."""
    taken = household.kk_hash and Household.unscoped.filter(
        village=request.to_village_id, kk_hash=household.kk_hash
    )
    if taken and taken.exists():
        raise ValidationError(
            _("The new village already has this family card. Let her move alone and join it there.")
        )
    household.village_id = request.to_village_id
    household.hamlet = household.rt = household.rw = household.address = ""
    household.save(update_fields=["village", "hamlet", "rt", "rw", "address"])


def _leave_household(person: Person) -> None:
    """Alone she leaves her family's card; who lived together remains known."""
    today = timezone.localdate()
    for membership in HouseholdMembership.unscoped.current().filter(person=person):
        leave_place(membership, max(today, membership.since or today))


def _move_person(person: Person, request: MoveRequest) -> None:
    person.village_id = request.to_village_id
    person.hamlet = person.rt = person.rw = ""
    person.save(update_fields=["village", "hamlet", "rt", "rw", "updated_at"])
    today = timezone.localdate()
    for residence in Residence.unscoped.current().filter(
        person=person, village=request.to_village_id
    ):
        residence.until = max(today, residence.since or today)
        residence.save(update_fields=["until"])


def _part_from_carers(moved: list[int]) -> None:
    """A child and a carer who now belong to different villages: somebody else cares from now on."""
    today = timezone.localdate()
    cares = Care.unscoped.current().select_related("child", "carer")
    for care in cares.filter(child__in=moved) | cares.filter(carer__in=moved):
        if care.child.village_id != care.carer.village_id:
            care.until = max(today, care.since or today)
            care.save(update_fields=["until"])
