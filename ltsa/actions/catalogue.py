"""Loading the catalogue of services once; afterwards its rows are the office's own."""

from django.db import transaction

from ltsa import catalogue
from ltsa.models import OpeningHours, Pool, Requirement, Service, ServiceStep
from villages.models import Office


@transaction.atomic
def load_services(*, office: Office) -> int:
    """Add services that are missing, with their papers and desk; how many. A service that exists is
    left as the office has it, papers included. A new desk gets the opening hours that were found,
    marked as to be confirmed."""
    pool, is_new = Pool.objects.get_or_create(office=office, name=catalogue.DESK_NAME)
    if is_new:
        OpeningHours.objects.bulk_create(
            OpeningHours(
                pool=pool, weekday=weekday, start=start, end=end, source=catalogue.HOURS_SOURCE
            )
            for weekday, start, end in catalogue.HOURS
        )
    return sum(_load(offer, order, pool) for order, offer in enumerate(catalogue.OFFERS, start=1))


def _load(offer: catalogue.Offer, order: int, pool: Pool) -> bool:
    service, is_new = Service.objects.get_or_create(
        code=offer.code,
        defaults={
            "name": offer.name,
            "slug": offer.slug,
            "summary": offer.summary,
            "who": offer.who,
            "place": offer.place,
            "fee": offer.fee,
            "duration": offer.duration,
            "paper": offer.gives,
            "booking": offer.booking,
            "link": offer.link,
            "needs_authority": offer.needs_authority,
            "come_anyway": offer.come_anyway,
            "is_confidential": offer.is_confidential,
            "note": offer.note,
            "order": order,
            "source": offer.source,
            "valid_from": offer.valid_from,
        },
    )
    if not is_new:
        return False
    Requirement.objects.bulk_create(
        Requirement(
            service=service,
            text=paper.text,
            copies=paper.copies,
            who_signs=paper.who_signs,
            only_if=paper.only_if,
            order=number,
            valid_from=offer.valid_from,
            source=paper.source or offer.source,
        )
        for number, paper in enumerate(offer.papers, start=1)
    )
    if offer.minutes:
        first, further = offer.minutes
        ServiceStep.objects.create(
            service=service, pool=pool, first_minutes=first, next_person_minutes=further
        )
    return True
