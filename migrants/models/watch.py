"""What a family tells about those who need a closer eye: computed from who is where today, never
typed and never stored. Need-to-know: only for the coordinator of the village and the case officer.

People are given as a scoped queryset, so nobody outside the reader's territory is ever returned.
The rows asked about them (who cares, who lives in the house) are not narrowed again: a carer who
moved to another village has left this child all the same.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from migrants.models.childhood import Parentage, Schooling
from migrants.models.households import Care, HouseholdMembership
from migrants.models.people import Person, PersonQuerySet

ADULT = 18
TODDLER = 5  #: "balita", under five
OLD = 60  #: UU 13/1998 on the welfare of the old
#: How long a change of carer is worth a look.
LOOK_AGAIN = timedelta(days=30)
READERS = (Role.COORDINATOR, Role.CASE_OFFICER)

_Kin = HouseholdMembership.Relationship
#: Who is not at home, whatever the reason.
AWAY = (
    Person.Status.ABROAD,
    Person.Status.LOST_CONTACT,
    Person.Status.SETTLED,
    Person.Status.DECEASED,
)
#: Places in a family that a child has; whoever is wife, husband or head has married or moved.
_CHILDLIKE = (_Kin.CHILD, _Kin.GRANDCHILD, _Kin.SIBLING, _Kin.OTHER)


class Watch(models.TextChoices):
    """Why somebody needs a closer eye, the most urgent first."""

    ALONE = "alone", _("child without an adult at home")
    CARER_LEFT = "carer_left", _("carer of a child has left")
    NO_CARER = "no_carer", _("parent abroad, no carer entered")
    OLD_ALONE = "old_alone", _("old and alone at home")
    CARER_CHANGED = "carer_changed", _("child has a new carer")
    TODDLER = "toddler", _("toddler with a parent abroad")
    DROPPED_OUT = "dropped_out", _("child left school early")


def years_ago(years: int) -> date:
    """The birthday of who turns that old today."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)


def concerns_watch(person: Person) -> bool:
    """Whether any reason in `Watch` can concern somebody of this age: only children and the old."""
    born_on = person.born_on
    return born_on is not None and (born_on > years_ago(ADULT) or born_on <= years_ago(OLD))


def minors(people: PersonQuerySet) -> PersonQuerySet:
    """Children under 18 who are at home and have not married. Who turns 18 drops out by herself."""
    married = (Person.MaritalStatus.MARRIED, Person.MaritalStatus.DIVORCED)
    grown = HouseholdMembership.unscoped.filter(person=OuterRef("pk"), until=None)
    return people.filter(
        ~Exists(grown.exclude(relationship__in=_CHILDLIKE)),
        born_on__gt=years_ago(ADULT),
        status__in=[Person.Status.STAYED, Person.Status.PROSPECTIVE, Person.Status.RETURNED],
    ).exclude(marital_status__in=married)


def watched(people: PersonQuerySet, why: str) -> PersonQuerySet:
    """Those of `people` whom one of the reasons in `Watch` concerns. Nobody appears twice."""
    if why == Watch.OLD_ALONE:
        return _old(people).filter(_alone())
    return minors(people).filter(_of_child(Watch(why)))


def watched_in(user: User) -> dict[str, PersonQuerySet]:
    """All reasons with those whom they concern, for who may know; nothing for others."""
    if user.role not in READERS:
        return {}
    people = Person.visible_to(user)
    return {why: watched(people, why) for why in Watch}


def count_watched(user: User) -> dict[Watch, int]:
    """How many each reason concerns, for who may know: two looks at the register in all."""
    if user.role not in READERS:
        return {}
    people = Person.visible_to(user)
    counts = minors(people).aggregate(
        **{why: Count("pk", filter=_of_child(why)) for why in _CHILD_REASONS}
    )
    counts[Watch.OLD_ALONE] = watched(people, Watch.OLD_ALONE).count()
    return {why: counts[why] for why in Watch}


def reasons_for(people: PersonQuerySet, user: User) -> dict[int, list[Watch]]:
    """The reasons that concern each of a few people, by their pk, the most urgent first, for who
    may know."""
    if user.role not in READERS:
        return {}
    told = {why: ExpressionWrapper(_of_child(why), BooleanField()) for why in _CHILD_REASONS}
    children = minors(people).annotate(**told).order_by("name_key", "pk")
    reasons: dict[int, list[Watch]] = {
        child["pk"]: [why for why in _CHILD_REASONS if child[why]]
        for child in children.values("pk", *_CHILD_REASONS)
    }
    old = watched(people, Watch.OLD_ALONE).order_by("name_key", "pk")
    for pk in old.values_list("pk", flat=True):
        reasons[pk] = [Watch.OLD_ALONE]
    return {pk: whys for pk, whys in reasons.items() if whys}


_CHILD_REASONS: tuple[Watch, ...] = tuple(why for why in Watch if why != Watch.OLD_ALONE)


def _of_child(why: Watch) -> Q:
    """When the reason concerns a child, one of `minors`."""
    match why:
        case Watch.ALONE:
            return _alone() & ~Q(Exists(_carers_here()))
        case Watch.CARER_LEFT:
            return Q(Exists(care_that_failed().filter(child=OuterRef("pk"))))
        case Watch.NO_CARER:
            cared_for = Q(Exists(Care.unscoped.filter(child=OuterRef("pk"), until=None)))
            return has_parent(away=True) & ~has_parent(away=False) & ~cared_for
        case Watch.CARER_CHANGED:
            lately = timezone.localdate() - LOOK_AGAIN
            return Q(Exists(Care.unscoped.filter(child=OuterRef("pk"), until__gte=lately)))
        case Watch.TODDLER:
            return Q(born_on__gt=years_ago(TODDLER)) & has_parent(away=True)
        case Watch.DROPPED_OUT:
            left = Schooling.unscoped.filter(child=OuterRef("pk"), left_on__isnull=False)
            return Q(Exists(left))
    raise ValueError(why)


def _old(people: PersonQuerySet) -> PersonQuerySet:
    return people.filter(born_on__lte=years_ago(OLD)).exclude(status__in=AWAY)


def _alone() -> Q:
    """Somebody with a family, of whom no adult is at home."""
    housed = HouseholdMembership.unscoped.filter(person=OuterRef("pk"), until=None)
    return Q(Exists(housed)) & ~Q(Exists(_adults_at_home()))


def _adults_at_home() -> models.QuerySet:
    """Adults who live with somebody (`OuterRef("pk")`) in one family and are here."""
    return (
        HouseholdMembership.unscoped.filter(
            Q(person__born_on=None) | Q(person__born_on__lte=years_ago(ADULT)),
            until=None,
            household__memberships__person=OuterRef("pk"),
            household__memberships__until=None,
        )
        .exclude(person__status__in=AWAY)
        .exclude(person=OuterRef("pk"))
    )


def _has_left() -> Q:
    """Of a row of Care: its carer is away, has died or lost contact, moved to another village, or
    moved out of the family of the child."""
    child_home = HouseholdMembership.unscoped.filter(person=OuterRef(OuterRef("child")), until=None)
    of_carer = HouseholdMembership.unscoped.filter(
        person=OuterRef("carer"), household__in=child_home.values("household")
    )
    moved_out = Exists(of_carer.filter(until__isnull=False)) & ~Exists(of_carer.filter(until=None))
    elsewhere = ~Q(carer__village=F("child__village"))
    return Q(carer__status__in=AWAY) | elsewhere | Q(moved_out)


def care_that_failed() -> models.QuerySet:
    """Care that is still entered although its carer has left."""
    return Care.unscoped.filter(_has_left(), until=None)


def _carers_here() -> models.QuerySet:
    grown = Q(carer__born_on=None) | Q(carer__born_on__lte=years_ago(ADULT))
    rows = Care.unscoped.filter(grown, child=OuterRef("pk"), until=None)
    return rows.exclude(_has_left())


def has_parent(*, away: bool) -> Q:
    """Of a child: one of her parents is away, or is here. Those named as mother and father count
    and, where no mother or father is named, those whom the family card tells: head, wife and
    husband of the family in which she is "child".

    Two questions, each a join that starts from the one child: as one question about all people who
    "are among her parents" the database would go through the whole register for every child.
    """
    named = Parentage.unscoped.filter(child=OuterRef("pk"))
    same_kind = Parentage.unscoped.filter(child=OuterRef(OuterRef("pk")))
    by_card = HouseholdMembership.unscoped.filter(
        (Q(person__sex=Person.Sex.FEMALE) & ~Exists(same_kind.filter(kind="mother")))
        | (Q(person__sex=Person.Sex.MALE) & ~Exists(same_kind.filter(kind="father"))),
        until=None,
        relationship__in=[_Kin.HEAD, _Kin.WIFE, _Kin.HUSBAND],
        household__memberships__person=OuterRef("pk"),
        household__memberships__until=None,
        household__memberships__relationship=_Kin.CHILD,
    )
    if away:
        return Q(Exists(named.filter(parent__status__in=AWAY))) | Q(
            Exists(by_card.filter(person__status__in=AWAY))
        )
    return Q(Exists(named.exclude(parent__status__in=AWAY))) | Q(
        Exists(by_card.exclude(person__status__in=AWAY))
    )
