from migrants.models.cases import Case, CaseStep
from migrants.models.consent import Consent
from migrants.models.groups import Group, GroupMembership
from migrants.models.households import Care, Household, HouseholdMembership
from migrants.models.journeys import Journey, JourneyEvent
from migrants.models.people import Person

__all__ = [
    "Care",
    "Case",
    "CaseStep",
    "Consent",
    "Group",
    "GroupMembership",
    "Household",
    "HouseholdMembership",
    "Journey",
    "JourneyEvent",
    "Person",
]
