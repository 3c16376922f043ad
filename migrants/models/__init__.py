from migrants.models.case_work import CaseAttachment, CaseDeadline, CaseReferral
from migrants.models.cases import Case, CaseStep
from migrants.models.checks import RoundCheck
from migrants.models.consent import Consent
from migrants.models.deaths import DeathReport
from migrants.models.documents import Document
from migrants.models.groups import Group, GroupMembership
from migrants.models.homes import HomeChange, Residence
from migrants.models.households import Care, Household, HouseholdMembership
from migrants.models.imports import ImportBatch, ImportMapping, ImportPiece, ImportRow
from migrants.models.journey_private import JourneyPrivate
from migrants.models.journeys import Journey, JourneyEvent
from migrants.models.moves import MoveRequest
from migrants.models.people import Person
from migrants.models.protected import Finance, Health, Vulnerability
from migrants.models.trainings import Training
from migrants.models.wishes import Wish

__all__ = [
    "Care",
    "Case",
    "CaseAttachment",
    "CaseDeadline",
    "CaseReferral",
    "CaseStep",
    "Consent",
    "DeathReport",
    "Document",
    "Finance",
    "Group",
    "GroupMembership",
    "Health",
    "HomeChange",
    "Household",
    "HouseholdMembership",
    "ImportBatch",
    "ImportMapping",
    "ImportPiece",
    "ImportRow",
    "Journey",
    "JourneyEvent",
    "JourneyPrivate",
    "MoveRequest",
    "Person",
    "Residence",
    "RoundCheck",
    "Training",
    "Vulnerability",
    "Wish",
]
