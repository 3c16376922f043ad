"""What the village asked its workers: still true?, wishes, wages, deaths, leaves."""

from datetime import date, timedelta

from django.db.models import Max

from accounts.models import User
from migrants.actions.deaths import end_places
from migrants.actions.journeys import note_event
from migrants.half_years import HalfYear
from migrants.models import (
    DeathReport,
    Journey,
    JourneyEvent,
    JourneyPrivate,
    Person,
    RoundCheck,
    Wish,
)
from migrants.money import currency_of
from publishing.images import encode
from workspace.actions import take_report_of_death
from workspace.demo.pictures import picture
from workspace.demo.world import Demo

_KG = "35.10.04.2007"
#: Usual wage a month by country, in the money of the country.
_WAGES = {
    "HK": (5_100, 5_800),
    "TW": (20_000, 31_000),
    "SG": (550, 800),
    "MY": (1_500, 2_200),
    "SA": (1_200, 1_800),
    "KR": (2_000_000, 2_600_000),
    "JP": (165_000, 210_000),
    "BN": (500, 800),
}
_STAY = (Wish.Reason.BUSINESS_GOES, Wish.Reason.CHILDREN, Wish.Reason.HAS_WORK, Wish.Reason.HEALTH)
_GO = (
    Wish.Reason.MONEY_SPENT,
    Wish.Reason.NO_WORK,
    Wish.Reason.SCHOOL,
    Wish.Reason.DEBT,
    Wish.Reason.FRIENDS,
)
_WORDS = (
    "Kalau anak sudah lulus sekolah.",
    "Menunggu usaha roti jalan dulu.",
    "Sudah cukup, ingin kumpul keluarga.",
    "Suami belum punya pekerjaan tetap.",
)


def make_lives(demo: Demo) -> None:
    """For every village that has a coordinator; the stories below are Kedunggebang's."""
    for coordinator in demo.users.values():
        if coordinator.village_id:
            _wages(demo, coordinator)
            _wishes(demo, coordinator)
    coordinator = demo.users["koordinator.kedunggebang"]
    _leaves(demo, coordinator)
    _not_reached(demo, coordinator)
    _report(demo, coordinator)


def confirmed_death(demo: Demo, person: Person, died_on: date, by: User | None) -> None:
    """Reported by the village and confirmed a few days later."""
    report = DeathReport.unscoped.create(
        person=person,
        died_on=died_on,
        place=person.village.name,
        evidence=DeathReport.Evidence.VILLAGE,
        evidence_text="Akta kematian dilihat di rumah keluarga.",
        reported_by=by,
        confirmed_at=demo.at(died_on + timedelta(days=9)),
        confirmed_by=demo.users.get("petugas.kasus"),
    )
    DeathReport.unscoped.filter(pk=report.pk).update(
        reported_at=demo.at(died_on + timedelta(days=4)),
        ended=end_places(person=person, on=died_on),
    )


def _wages(demo: Demo, coordinator: User) -> None:
    journeys = Journey.unscoped.filter(
        person__village=coordinator.village, departed_on__isnull=False
    )
    rows = []
    for journey in journeys.order_by("pk"):
        country = str(journey.country)
        if country not in _WAGES or demo.side.randrange(3) == 0:
            continue
        least, most = _WAGES[country]
        step = 10 ** max(len(str(least)) - 2, 0)
        wage = demo.side.randrange(least, most, step)
        condition = JourneyPrivate.Condition.WELL if journey.returned_on else ""
        rows.append(
            JourneyPrivate(
                journey=journey,
                wage=str(wage),
                currency=currency_of(country),
                return_condition=condition,
                updated_by=coordinator,
            )
        )
    JourneyPrivate.unscoped.bulk_create(rows)


def _wishes(demo: Demo, coordinator: User) -> None:
    """Three in four who came back were asked, some of them twice."""
    people = Person.unscoped.filter(village=coordinator.village, status=Person.Status.RETURNED)
    rows = []
    for person in people.annotate(back_on=Max("journeys__returned_on")).order_by("pk"):
        if demo.side.randrange(4) == 0:
            continue
        asked = demo.today - timedelta(days=demo.side.randint(5, 340))
        if asked < person.back_on:
            continue
        rows.append(_answer(demo, person, asked, coordinator))
        earlier = asked - timedelta(days=demo.side.randint(150, 220))
        if earlier > person.back_on and demo.side.randrange(3) == 0:
            rows.append(_answer(demo, person, earlier, coordinator))
    Wish.unscoped.bulk_create(rows)


def _answer(demo: Demo, person: Person, day: date, coordinator: User) -> Wish:
    answers = Wish.Answer
    answer = demo.side.choices((answers.NO, answers.UNSURE, answers.YES), (55, 25, 20))[0]
    reasons = _STAY if answer == answers.NO else _GO
    words = demo.side.choice(_WORDS) if demo.side.randrange(4) == 0 else ""
    return Wish(
        person=person,
        answer=answer,
        asked_on=day,
        reasons=[demo.side.choice(reasons)],
        words=words,
        by=coordinator,
    )


def _leaves(demo: Demo, coordinator: User) -> None:
    """One is at home on leave now, one should have gone back three weeks ago."""
    for key, start, end in ((f"{_KG} abroad 8", 9, -12), (f"{_KG} abroad 9", 51, 21)):
        journey = Journey.unscoped.filter(
            person=demo.people[key], departed_on__isnull=False, returned_on=None
        ).first()
        if journey and journey.departed_on:
            started = max(demo.today - timedelta(days=start), journey.departed_on)
            note_event(
                event=JourneyEvent(
                    journey=journey,
                    kind=JourneyEvent.Kind.HOME_LEAVE,
                    happened_on=started,
                    until=demo.today - timedelta(days=end),
                    note="Pulang menengok anak.",
                ),
                by=coordinator,
            )


def _not_reached(demo: Demo, coordinator: User) -> None:
    """Two were tried in this round and did not answer."""
    begins = HalfYear.of(demo.today).first
    people = Person.unscoped.filter(village=coordinator.village).in_rounds()
    for person in people.unchecked(HalfYear.of(demo.today)).order_by("pk")[:2]:
        RoundCheck.unscoped.create(
            person=person,
            round_begins=begins,
            outcome=RoundCheck.Outcome.UNREACHED,
            on=max(demo.today - timedelta(days=3), begins),
            by=coordinator,
        )


def _report(demo: Demo, coordinator: User) -> None:
    """A death that waits to be confirmed."""
    person = demo.people[f"{_KG} lost_contact 1"]
    take_report_of_death(
        report=DeathReport(
            person=person,
            died_on=demo.today - timedelta(days=20),
            died_precision="about",
            evidence=DeathReport.Evidence.AGENCY,
            evidence_text="Surat agen, dibacakan keluarga lewat telepon. Belum ada surat resmi.",
        ),
        by=coordinator,
        picture=encode(picture("letter", demo.random)),
    )
