"""Working lives abroad: where, as what, from when until when, and what happened on the way."""

from dataclasses import dataclass
from datetime import date, timedelta

from migrants.models import Journey, JourneyEvent, Person
from workspace.demo.world import Demo


@dataclass(frozen=True)
class Job:
    """A kind of work that people of one sex from here really find in one country."""

    country: str
    cities: tuple[str, ...]
    sector: str
    occupation: str
    scheme: str
    years: int  #: length of a contract
    weight: int


_P_TO_P, _G_TO_G = Journey.Scheme.P_TO_P, Journey.Scheme.G_TO_G
_ALONE = Journey.Scheme.INDIVIDUAL
_HOME, _FACTORY, _SEA = Journey.Sector.DOMESTIC, Journey.Sector.FACTORY, Journey.Sector.SEA
_HONG_KONG = ("Sha Tin", "Tuen Mun", "Yuen Long", "Kowloon", "Tsuen Wan")
_TAIWAN = ("Taipei", "Taichung", "Kaohsiung", "Taoyuan", "Tainan")
_MALAYSIA = ("Johor Bahru", "Kuala Lumpur", "Penang", "Kuching")
WOMEN_JOBS = (
    Job("HK", _HONG_KONG, _HOME, "Pekerja rumah tangga", _P_TO_P, 2, 38),
    Job("HK", _HONG_KONG, _HOME, "Perawat lanjut usia", _P_TO_P, 2, 8),
    Job("TW", _TAIWAN, _HOME, "Perawat lanjut usia", _P_TO_P, 3, 24),
    Job("TW", _TAIWAN, _FACTORY, "Operator pabrik", _P_TO_P, 3, 5),
    Job("SG", ("Singapura",), _HOME, "Pekerja rumah tangga", _P_TO_P, 2, 12),
    Job("MY", _MALAYSIA, _HOME, "Pekerja rumah tangga", _ALONE, 2, 7),
    Job("SA", ("Riyadh", "Jeddah"), _HOME, "Pekerja rumah tangga", _P_TO_P, 2, 6),
)
MEN_JOBS = (
    Job("TW", _TAIWAN, _FACTORY, "Operator mesin", _P_TO_P, 3, 28),
    Job("TW", ("Kaohsiung", "Keelung"), _SEA, "Anak buah kapal", _P_TO_P, 2, 12),
    Job("MY", _MALAYSIA, Journey.Sector.CONSTRUCTION, "Tukang bangunan", _ALONE, 2, 22),
    Job("MY", ("Sabah", "Pahang"), Journey.Sector.PLANTATION, "Pekebun sawit", _ALONE, 2, 14),
    Job("KR", ("Ansan", "Gimhae"), _FACTORY, "Operator pabrik", _G_TO_G, 3, 10),
    Job("JP", ("Nagoya", "Gunma"), Journey.Sector.OTHER, "Pekerja magang", _P_TO_P, 3, 6),
    Job("BN", ("Bandar Seri Begawan",), Journey.Sector.HOSPITALITY, "Juru masak", _P_TO_P, 2, 5),
)
_AGENCIES = (
    "PT Cendana Bina Perantau",
    "PT Lintas Samudra Wening",
    "PT Kartika Dwipa Kerja",
    "PT Anugerah Langgeng Pertiwi",
)
_AGENTS = ("Harbour Light Agency", "Golden Bridge Manpower", "Sun Moon Services")
_RECRUITERS = ("Pak Darmo (sponsor)", "Bu Ratna (petugas lapangan)", "Pak Slamet (sponsor)")
_EMPLOYERS: dict[str, Journey.Employer] = {
    _HOME: Journey.Employer.PERSON,
    _SEA: Journey.Employer.SHIP,
}
_PROBLEMS = (
    "Gaji terlambat dua bulan, sudah dibayar setelah ditegur agen.",
    "Sakit tipus, dirawat satu minggu.",
    "Pekerjaan tidak sama dengan kontrak, pindah majikan.",
    "Majikan meninggal, menunggu majikan baru.",
)
_NEWS = (
    "Menelepon keluarga, kabar baik.",
    "Mengirim uang untuk biaya sekolah anak.",
    "Pindah rumah bersama majikan.",
    "Ikut kursus bahasa pada hari libur.",
)


class Career:
    """Writes the journeys of one person, oldest first."""

    def __init__(self, demo: Demo, person: Person) -> None:
        self.demo = demo
        self.person = person
        self.jobs = WOMEN_JOBS if person.sex == "F" else MEN_JOBS
        self.journeys: list[Journey] = []
        self.events: list[JourneyEvent] = []

    def past(self, *, count: int, ended_on: date) -> None:
        """`count` finished journeys, the last of them ending on `ended_on`."""
        ends = ended_on
        finished: list[Journey] = []
        for number in range(count):
            job = self._job()
            length = timedelta(days=365 * job.years * self.demo.random.choice((1, 1, 1, 2)))
            length += timedelta(days=self.demo.random.randint(-40, 60))
            departed = ends - length
            if departed.year < (self.person.born_on or ends).year + 18 and finished:
                break
            journey = self._journey(job, departed)
            journey.returned_on = ends
            journey.return_kind = self._return_kind(last=number == 0)
            finished.append(journey)
            ends = departed - timedelta(days=self.demo.random.randint(60, 900))
        for journey in reversed(finished):
            self._add(journey)

    def going_on(self, *, departed_on: date, contract_ends_on: date | None = None) -> Journey:
        """A journey that has not ended."""
        journey = self._journey(self._job(), departed_on)
        if contract_ends_on:
            journey.contract_ends_on = contract_ends_on
        elif journey.contract_ends_on:
            self._extend_until_now(journey)
        self._add(journey)
        return journey

    def planned(self, *, on: date | None, cancelled_on: date | None = None) -> Journey:
        """A journey that somebody wants to make, or has given up."""
        job = self._job()
        journey = Journey(
            person=self.person,
            country=job.country,
            scheme=job.scheme,
            sector=job.sector,
            occupation=job.occupation,
            agency=self._agency(job),
            documentation=Journey.Documentation.UNKNOWN,
            planned_on=on,
            cancelled_on=cancelled_on,
            cancelled_why=Journey.WhyNot.FAMILY if cancelled_on else "",
        )
        self._steps(journey)
        self.journeys.append(journey)
        return journey

    def _steps(self, journey: Journey) -> None:
        """How far the plan has come: some are only thinking of it, some are ready."""
        steps = self.demo.side.randrange(4)
        registered = self.demo.today - timedelta(days=self.demo.side.randint(40, 120))
        journey.registered_on = registered if steps > 0 else None
        journey.in_process_since = registered + timedelta(days=14) if steps > 1 else None
        journey.ready_on = registered + timedelta(days=35) if steps > 2 else None

    def _job(self) -> Job:
        return self.demo.random.choices(self.jobs, [job.weight for job in self.jobs])[0]

    def _agency(self, job: Job) -> str:
        return self.demo.random.choice(_AGENCIES) if job.scheme == _P_TO_P else ""

    def _journey(self, job: Job, departed_on: date) -> Journey:
        return Journey(
            person=self.person,
            country=job.country,
            city=self.demo.random.choice(job.cities),
            scheme=job.scheme,
            sector=job.sector,
            occupation=job.occupation,
            agency=self._agency(job),
            documentation=self._documentation(job),
            departed_on=departed_on,
            contract_starts_on=departed_on,
            contract_ends_on=departed_on + timedelta(days=365 * job.years),
            employer_kind=_EMPLOYERS.get(job.sector, Journey.Employer.COMPANY),
            agency_abroad=self.demo.side.choice(_AGENTS) if job.country in ("HK", "TW") else "",
            recruiter=self.demo.side.choice(_RECRUITERS) if job.scheme == _P_TO_P else "",
        )

    def _documentation(self, job: Job) -> str:
        papers = Journey.Documentation
        if job.country in ("MY", "SA") and self.demo.chance(45):
            return self.demo.random.choice((papers.NON_PROCEDURAL, papers.UNDOCUMENTED))
        return papers.UNKNOWN if self.demo.chance(6) else papers.PROCEDURAL

    def _return_kind(self, *, last: bool) -> str:
        kinds = Journey.ReturnKind
        if self.demo.chance(68):
            return kinds.CONTRACT_ENDED
        others = [kinds.FAMILY, kinds.FAMILY, kinds.ILL, kinds.DISMISSED, kinds.PROBLEM]
        if self.person.sex == "F":
            others.append(kinds.PREGNANT)
        if last:
            others.append(kinds.DEPORTED)
        return self.demo.random.choice(others)

    def _extend_until_now(self, journey: Journey) -> None:
        """Contracts that ran out were renewed, each time with an event."""
        ends = journey.contract_ends_on
        while ends and ends < self.demo.today - timedelta(days=20):
            self.events.append(
                JourneyEvent(
                    journey=journey,
                    kind=JourneyEvent.Kind.EXTENSION,
                    happened_on=ends - timedelta(days=30),
                    note="Kontrak diperpanjang dua tahun.",
                )
            )
            if self.demo.chance(60):
                self._home_leave(journey, ends)
            ends += timedelta(days=730)
        journey.contract_ends_on = ends

    def _home_leave(self, journey: Journey, start: date) -> None:
        until = start + timedelta(days=self.demo.random.randint(14, 30))
        if until < self.demo.today:
            self.events.append(
                JourneyEvent(
                    journey=journey,
                    kind=JourneyEvent.Kind.HOME_LEAVE,
                    happened_on=start,
                    until=until,
                    back_on=until,
                    note="Pulang cuti, lalu kembali ke majikan yang sama.",
                )
            )

    def _add(self, journey: Journey) -> None:
        self.journeys.append(journey)
        kinds = JourneyEvent.Kind
        last_day = journey.returned_on or self.demo.today
        days = (last_day - (journey.departed_on or last_day)).days
        if journey.returned_on and days > 900:
            middle = last_day - timedelta(days=days // 2)
            self._home_leave(journey, middle)
        for percent, kind, notes in ((12, kinds.PROBLEM, _PROBLEMS), (30, kinds.NEWS, _NEWS)):
            if days > 120 and self.demo.chance(percent):
                happened = last_day - timedelta(days=self.demo.random.randint(30, days - 30))
                note = self.demo.random.choice(notes)
                self.events.append(
                    JourneyEvent(journey=journey, kind=kind, happened_on=happened, note=note)
                )
