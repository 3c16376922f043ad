"""What the register knows beyond the first page: papers, trainings, protected data, where people
live, moves between villages, consents of children."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from migrants.actions.homes import note_residence
from migrants.actions.moves import accept_move, ask_for_person, offer_person, refuse_move
from migrants.actions.protected import keep_protected, note_vulnerability
from migrants.models import (
    Consent,
    Document,
    Finance,
    Health,
    MoveRequest,
    Person,
    Residence,
    Training,
    Vulnerability,
)
from workspace.demo.world import Demo

KEDUNGGEBANG, KENDALREJO = "35.10.04.2007", "35.10.04.2002"
_OFFICES = ("Kantor Imigrasi Banyuwangi", "Kantor Imigrasi Jember")
_WORK = (
    "Ibu rumah tangga",
    "Petani",
    "Pedagang",
    "Membuat kue pesanan",
    "Buruh harian",
    "Menjahit",
)
_INTERESTS = ("Kue kering", "Toko kelontong", "Warung makan", "Keripik tempe", "Menjahit", "")
_TRAININGS = (
    ("Membuat roti dan kue", "Dinas Tenaga Kerja Banyuwangi"),
    ("Pembukuan sederhana", "Dinas Koperasi, Usaha Mikro dan Perdagangan"),
    ("Foto produk dan jualan lewat internet", "Teman Usaha Rakyat"),
    ("Bahasa Mandarin", "Balai latihan kerja"),
    ("Merawat lanjut usia", "Balai latihan kerja"),
)
_WAGES = (
    ("Membangun rumah dan sekolah anak", "Rumah, sepeda motor", 12_000_000, "Sponsor"),
    ("Membeli sawah, sisanya modal usaha", "Sawah 0,25 hektare", 8_500_000, "Kerabat"),
    ("Biaya berobat orang tua", "", 20_000_000, "Koperasi"),
    ("Sekolah anak sampai lulus SMA", "Rumah", 0, ""),
)


def make_papers(demo: Demo) -> None:
    """Needs the people of all villages. A chance of its own: other parts of the demo stay as they
    are."""
    random = Random(351_010)  # noqa: S311
    workers = list(demo.people.values())
    _tell_more(workers, random)
    _documents(demo, random)
    _trainings(demo, random)
    _protected(demo)
    _residences(demo)
    _moves(demo)
    _consents_of_children(demo)


def _tell_more(workers: list[Person], random: Random) -> None:
    for person in workers:
        person.marital_status = random.choice(
            ("married", "married", "married", "divorced", "single")
        )
        person.education = random.choice(
            ("primary", "junior", "junior", "senior", "senior", "diploma")
        )
        person.language = random.choice(("jv", "jv", "osi", "id", "mad"))
        person.source = random.choice(("visit", "visit", "family", "herself", "document"))
        person.verification = random.choice(("not_yet", "papers", "papers", "civil"))
        if person.nickname == "" and random.randrange(3) == 0:
            person.present_work = random.choice(_WORK)
            person.business_interest = random.choice(_INTERESTS)
    columns = ["marital_status", "education", "language", "source", "verification"]
    Person.unscoped.bulk_update(workers, [*columns, "present_work", "business_interest"])


def _of(demo: Demo, village: str, kind: str) -> Iterator[Person]:
    number = 0
    while person := demo.people.get(f"{village} {kind} {number}"):
        yield person
        number += 1


def _documents(demo: Demo, random: Random) -> None:
    papers = []
    for key, person in demo.people.items():
        kind = key.split()[1]
        if kind not in ("abroad", "prospective", "returned") or random.randrange(6) == 0:
            continue
        years_left = (
            random.choice((-1, 1, 2, 3, 4)) if kind == "returned" else random.choice((1, 2, 3, 4))
        )
        expires = demo.today + timedelta(days=365 * years_left + random.randrange(300))
        if key in (f"{KEDUNGGEBANG} abroad 2", f"{KENDALREJO} abroad 1"):
            expires = demo.today + timedelta(days=70)
        papers.append(
            Document(
                person=person,
                kind=Document.Kind.PASSPORT,
                number=f"X{random.randrange(10**7):07}",
                office=random.choice(_OFFICES),
                issued_on=expires - timedelta(days=5 * 365),
                expires_on=expires,
                recorded_by=person.created_by,
            )
        )
        if kind == "abroad":
            ends = demo.today + timedelta(days=random.choice((25, 200, 400, 600)))
            papers.append(
                Document(
                    person=person,
                    kind=Document.Kind.BPJS,
                    number=f"{random.randrange(10**11):011}",
                    issued_on=ends - timedelta(days=700),
                    expires_on=ends,
                    recorded_by=person.created_by,
                )
            )
    for paper in papers:
        paper.derive_keys()
    Document.unscoped.bulk_create(papers)


def _trainings(demo: Demo, random: Random) -> None:
    rows = []
    for key, person in demo.people.items():
        if " returned " in key and random.randrange(3) == 0:
            title, organiser = random.choice(_TRAININGS)
            rows.append(
                Training(
                    person=person,
                    title=title,
                    organiser=organiser,
                    year=demo.today.year - random.randrange(1, 8),
                    has_certificate=random.randrange(2) == 0,
                    recorded_by=person.created_by,
                )
            )
    Training.unscoped.bulk_create(rows)


def _protected(demo: Demo) -> None:
    by = demo.users["koordinator.kedunggebang"]
    back = list(_of(demo, KEDUNGGEBANG, "returned"))
    for person, (wages, assets, debt, owed_to) in zip(back[3:], _WAGES, strict=False):
        row = Finance(person=person, wage_use=wages, assets=assets)
        row.debt, row.debt_to = (str(debt), owed_to) if debt else ("", "")
        keep_protected(row=row, changes={}, version=0, by=by)
    health = Health(person=back[5], disability="hearing", needs="Bicara pelan dan menghadap wajah.")
    keep_protected(row=health, changes={}, version=0, by=by)
    for person, kind, note in (
        (back[8], Vulnerability.Kind.SINGLE_MOTHER, "Suami pergi dua tahun lalu."),
        (back[11], Vulnerability.Kind.ALONE_OLD, ""),
    ):
        row_of_care = Vulnerability(
            person=person, kind=kind, note=note, since=demo.today - timedelta(days=120)
        )
        note_vulnerability(vulnerability=row_of_care, by=by)


def _residences(demo: Demo) -> None:
    ours = list(_of(demo, KEDUNGGEBANG, "returned"))
    theirs = list(_of(demo, KENDALREJO, "returned"))
    since = demo.today - timedelta(days=400)
    places = (
        (ours[20], KENDALREJO, "", "Dusun Purwosari RT 003 RW 002", "koordinator.kedunggebang"),
        (ours[21], "", "Surabaya", "Wonokromo", "koordinator.kedunggebang"),
        (theirs[4], KEDUNGGEBANG, "", "Dusun Krajan RT 001 RW 001", "koordinator.kendalrejo"),
    )
    for person, code, elsewhere, address, username in places:
        residence = Residence(
            person=person,
            village=demo.villages.get(code),
            elsewhere=elsewhere,
            address=address,
            since=since,
        )
        note_residence(residence=residence, by=demo.users[username])


def _moves(demo: Demo) -> None:
    """In every state: to be answered here, to be answered there, done, refused, left to the
    office."""
    here, there = demo.users["koordinator.kedunggebang"], demo.users["koordinator.kendalrejo"]
    far = demo.users["koordinator.genteng"]
    ours = [one for one in _of(demo, KEDUNGGEBANG, "returned") if one.nik]
    theirs = [one for one in _of(demo, KENDALREJO, "returned") if one.nik]
    _asked(demo, ours[25], there, days=3, note="Menikah dan tinggal di Dusun Bayurejo.")
    _asked(demo, ours[26], far, days=20, note="Tinggal bersama anaknya sejak tahun lalu.")
    offered = MoveRequest(
        person=ours[27],
        to_village=demo.villages[KENDALREJO],
        note="Ikut suami, KTP baru sedang dibuat.",
    )
    offer_person(request=offered, by=here)
    moved = _asked(demo, theirs[7], here, days=40, note="Pulang ke rumah orang tua.")
    accept_move(request=moved, by=there, with_family=True)
    refused = _asked(demo, theirs[8], here, days=6, note="Katanya tinggal di Krajan.")
    refuse_move(request=refused, by=there, reason="Masih tinggal di sini, baru kami temui kemarin.")


def _asked(demo: Demo, person: Person, by: User, *, days: int, note: str) -> MoveRequest:
    request = MoveRequest(
        typed_name=person.name,
        typed_nik=person.nik or "",
        note=note,
        asked_at=demo.at(demo.today - timedelta(days=days)),
    )
    return ask_for_person(request=request, by=by)


def _consents_of_children(demo: Demo) -> None:
    """A girl whose mother agreed, and one who has come of age since."""
    by = demo.users["koordinator.kedunggebang"]
    children = Person.unscoped.filter(village=by.village).order_by("pk")
    of_age = timezone.localdate().replace(year=demo.today.year - 18, day=1)
    girl = children.filter(born_on__gt=of_age.replace(year=of_age.year + 2)).first()
    grown = children.filter(born_on__lte=of_age).order_by("-born_on", "pk").first()
    for person, days_before in ((girl, 0), (grown, 300)):
        if person is None or not (of_age_on := person.of_age_on()):
            continue
        day = of_age_on - timedelta(days=days_before) if days_before else demo.days_ago(60, 60)
        Consent.unscoped.create(
            person=person,
            purpose=Consent.Purpose.PHOTO,
            how=Consent.How.SIGNATURE,
            guardian=Consent.Guardian.MOTHER,
            given_by="Ibu kandung",
            given_on=day,
            recorded_by=by,
        )
