from businesses.models.businesses import Business, Ownership
from businesses.models.products import Product
from businesses.models.programmes import NEXT_STAGES, Enrolment, Programme, Stage, StageChange

__all__ = [
    "NEXT_STAGES",
    "Business",
    "Enrolment",
    "Ownership",
    "Product",
    "Programme",
    "Stage",
    "StageChange",
]
