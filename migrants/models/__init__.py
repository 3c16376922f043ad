from migrants.models.case_work import CaseAttachment, CaseDeadline, CaseReferral
from migrants.models.cases import Case, CaseStep
from migrants.models.checks import RoundCheck
from migrants.models.childhood import Parentage, Schooling
from migrants.models.coaching import CoachedMember, CoachingLine
from migrants.models.consent import Consent
from migrants.models.deaths import DeathPhoto, DeathReport
from migrants.models.documents import Document
from migrants.models.doubles import DoublePair, DoubleRequest, Merge
from migrants.models.groups import FormerPart, Group, GroupMembership
from migrants.models.homes import HomeChange, Residence
from migrants.models.households import Care, FormerCard, Household, HouseholdMembership
from migrants.models.imports import ImportBatch, ImportMapping, ImportPiece, ImportRow
from migrants.models.journey_private import JourneyPrivate
from migrants.models.journeys import Journey, JourneyEvent
from migrants.models.meetings import Attendance, Meeting
from migrants.models.moves import MoveRequest
from migrants.models.people import Person
from migrants.models.protected import Finance, Health, Vulnerability
from migrants.models.remittances import Remittance
from migrants.models.savings import SavingsEntry
from migrants.models.trainings import Training
from migrants.models.wishes import Wish

__all__ = [
    "Attendance",
    "Care",
    "Case",
    "CaseAttachment",
    "CaseDeadline",
    "CaseReferral",
    "CaseStep",
    "CoachedMember",
    "CoachingLine",
    "Consent",
    "DeathPhoto",
    "DeathReport",
    "Document",
    "DoublePair",
    "DoubleRequest",
    "Finance",
    "FormerCard",
    "FormerPart",
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
    "Meeting",
    "Merge",
    "MoveRequest",
    "Parentage",
    "Person",
    "Remittance",
    "Residence",
    "RoundCheck",
    "SavingsEntry",
    "Schooling",
    "Training",
    "Vulnerability",
    "Wish",
]
