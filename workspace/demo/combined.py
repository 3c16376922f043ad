"""Visits for several things at once, and how far some villages have it to the office."""

from datetime import date, datetime, timedelta

from ltsa.actions import Company, Visitor, book
from ltsa.availability import openings
from ltsa.models import Booking, Party, Service, TravelTime
from ltsa.person_key import key_of
from ltsa.refusals import Refused
from migrants.models import Person
from villages.models import District, Office, Village
from workspace.demo.visits import Visits
from workspace.demo.world import Demo

#: Study of Jaringan Buruh Migran about the LTSA, around 2021: the farthest places.
_STUDY = "Penelitian Jaringan Buruh Migran (sekitar 2021)"
_AS_OF = date(2021, 1, 1)
_FAR_DISTRICT, _FAR_VILLAGE = "35.10.11", "Sarongan"


def tell_ways(office: Office) -> None:
    """Only what the study says; the administrator adds the rest."""
    facts = {"minutes": 150, "km": 95, "as_of": _AS_OF, "source": _STUDY}
    district = District.objects.current().filter(code=_FAR_DISTRICT).first()
    if district:
        TravelTime.objects.get_or_create(office=office, district=district, defaults=facts)
    village = (
        Village.objects.current()
        .filter(name=_FAR_VILLAGE, district__regency=office.regency)
        .first()
    )
    if village:
        TravelTime.objects.get_or_create(office=office, village=village, defaults=facts)


def book_combined(demo: Demo, office: Office, visits: Visits) -> None:
    """Three families who do two things in one trip, somebody with them."""
    services = list(Service.objects.bookable(office).order_by("order"))[:2]
    for number in range(3):
        day = demo.today + timedelta(days=3 + 2 * number)
        person = visits.next_person()
        found = openings(office=office, services=services, first_day=day, last_day=day)
        if found:
            _book(demo, office, visits, person, services, found[len(found) // 2].starts_at)


def _book(
    demo: Demo,
    office: Office,
    visits: Visits,
    person: Person,
    services: list[Service],
    starts_at: datetime,
) -> Booking | None:
    try:
        return book(
            office=office,
            starts_at=starts_at,
            visitors=[
                Visitor(
                    person_key=key_of(person),
                    name=person.name,
                    service=service,
                    relation=Party.Relation.PARENT,
                    person=person,
                )
                for service in services
            ],
            contact_name="Rina (anak)",
            contact_phone=demo.phone(),
            company=Company(helper_name="Pak Darto", helper_phone=demo.phone()),
            submit_key=visits.submit_key(),
            booked_by_role=Booking.BookedBy.FAMILY,
            village=person.village,
        )
    except Refused:  # she has one already
        return None
