"""Loading what was found about help offices."""

from django.db import transaction

from content.help_offices import FOUND, FOUND_ON
from content.models import HelpOffice


@transaction.atomic
def load_help_offices() -> int:
    """Add missing offices; rows that an administrator edited stay. How many were new."""
    offices = [
        HelpOffice(
            country=found.country,
            kind=found.kind,
            name=found.name,
            about=found.about,
            address=found.address,
            web=found.web,
            source=found.source,
            checked_on=FOUND_ON,
            position=10 * number,
        )
        for number, found in enumerate(FOUND, start=1)
    ]
    before = HelpOffice.objects.count()
    HelpOffice.objects.bulk_create(offices, ignore_conflicts=True)
    return int(HelpOffice.objects.count() - before)
