"""What a family tells about those who need a closer eye: computed from who is where today, never
typed and never stored. Need-to-know: only for the coordinator of the village and the case officer.

People are given as a scoped queryset, so nobody outside the reader's territory is ever returned.
The rows asked about them (who cares, who lives in the house) are not narrowed again: a carer who
moved to another village has left this child all the same.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
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
    match Watch(why):
        case Watch.ALONE:
            housed = HouseholdMembership.unscoped.filter(person=OuterRef("pk"), until=None)
            return minors(people).filter(
                Exists(housed), ~Exists(_adults_at_home()), ~Exists(_carers_here())
            )
        case Watch.CARER_LEFT:
            return minors(people).filter(Exists(_carers_gone()))
        case Watch.NO_CARER:
            return (
                minors(people)
                .filter(Exists(parents_of(away=True)), ~Exists(parents_of(away=False)))
                .filter(~Exists(Care.unscoped.filter(child=OuterRef("pk"), until=None)))
            )
        case Watch.OLD_ALONE:
            housed = HouseholdMembership.unscoped.filter(person=OuterRef("pk"), until=None)
            return people.filter(
                Exists(housed), ~Exists(_adults_at_home()), born_on__lte=years_ago(OLD)
            ).exclude(status__in=AWAY)
        case Watch.CARER_CHANGED:
            lately = timezone.localdate() - LOOK_AGAIN
            ended = Care.unscoped.filter(child=OuterRef("pk"), until__gte=lately)
            return minors(people).filter(Exists(ended))
        case Watch.TODDLER:
            young = minors(people).filter(born_on__gt=years_ago(TODDLER))
            return young.filter(Exists(parents_of(away=True)))
        case Watch.DROPPED_OUT:
            left = Schooling.unscoped.filter(child=OuterRef("pk"), left_on__isnull=False)
            return minors(people).filter(Exists(left))


def watched_in(user: User) -> dict[str, PersonQuerySet]:
    """All reasons with those whom they concern, for who may know; nothing for others."""
    if user.role not in READERS:
        return {}
    people = Person.visible_to(user)
    return {why: watched(people, why) for why in Watch}


def _adults_at_home() -> models.QuerySet:
    """Adults who live with somebody (`OuterRef("pk")`) in one family and are here."""
    hers = HouseholdMembership.unscoped.filter(person=OuterRef(OuterRef("pk")), until=None)
    return (
        HouseholdMembership.unscoped.filter(until=None, household__in=hers.values("household"))
        .filter(Q(person__born_on=None) | Q(person__born_on__lte=years_ago(ADULT)))
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


def _carers_gone() -> models.QuerySet:
    return care_that_failed().filter(child=OuterRef("pk"))


def _carers_here() -> models.QuerySet:
    grown = Q(carer__born_on=None) | Q(carer__born_on__lte=years_ago(ADULT))
    rows = Care.unscoped.filter(grown, child=OuterRef("pk"), until=None)
    return rows.exclude(_has_left())


def parents_of(*, away: bool) -> models.QuerySet:
    """Mothers and fathers of a child (`OuterRef("pk")`) who are away, or who are here: those
    named as such and, where no mother or father is named, those whom the family card tells: head,
    wife and husband of the family in which she is "child"."""
    named = Parentage.unscoped.filter(child=OuterRef(OuterRef("pk")))
    as_child = HouseholdMembership.unscoped.filter(
        person=OuterRef(OuterRef(OuterRef("pk"))), until=None, relationship=_Kin.CHILD
    )
    by_card = HouseholdMembership.unscoped.filter(
        until=None,
        relationship__in=[_Kin.HEAD, _Kin.WIFE, _Kin.HUSBAND],
        household__in=as_child.values("household"),
    )
    mothers = named.filter(kind="mother")
    fathers = named.filter(kind="father")
    told = Q(pk__in=by_card.values("person")) & (
        (Q(sex=Person.Sex.FEMALE) & ~Exists(mothers)) | (Q(sex=Person.Sex.MALE) & ~Exists(fathers))
    )
    people = Person.unscoped.filter(Q(pk__in=named.values("parent")) | told)
    return people.filter(status__in=AWAY) if away else people.exclude(status__in=AWAY)
