"""The demo accounts (design §6) and the places they work for."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from villages.models import District, Office, Regency, Village
from workspace.demo.world import Demo

PASSWORD = "demo-migran-2026"  # noqa: S105  (printed by the command; only demo accounts have it)
REGENCY = "35.10"


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    role: Role
    village: str = ""
    district: str = ""
    regency: str = ""
    is_public_contact: bool = False


ACCOUNTS = (
    Account(
        "koordinator.kedunggebang",
        "Wiji Rahmaningtyas",
        Role.COORDINATOR,
        village="35.10.04.2007",
        is_public_contact=True,
    ),
    Account(
        "koordinator.kendalrejo",
        "Lutfiatul Mardiyana",
        Role.COORDINATOR,
        village="35.10.04.2002",
        is_public_contact=True,
    ),
    Account(
        "koordinator.genteng",
        "Yogi Prasmono",
        Role.COORDINATOR,
        village="35.10.09.2003",
        is_public_contact=True,
    ),
    Account("mentor.tegaldlimo", "Hestining Palupi", Role.MENTOR, district="35.10.04"),
    Account("ketua.sukses", "Sriyatun Wilujeng", Role.GROUP_LEADER),
    Account("petugas.ltsa", "Damar Aji Wiratama", Role.LTSA_OFFICER),
    Account("petugas.kasus", "Nuri Kartikasari", Role.CASE_OFFICER, regency=REGENCY),
    Account("petugas.umkm", "Bayu Segara Adi", Role.BUSINESS_OFFICER, regency=REGENCY),
    Account("pejabat.banyuwangi", "Ratnawulan Hapsari", Role.OFFICIAL, regency=REGENCY),
    Account("admin.banyuwangi", "Gilang Wirayuda", Role.ADMINISTRATOR, regency=REGENCY),
)
USERNAMES = frozenset(account.username for account in ACCOUNTS)


def make_office() -> Office:
    """The LTSA desk in the Mal Pelayanan Publik, which really stands there (domain §2.1)."""
    office, _created = Office.objects.get_or_create(
        code="banyuwangi",
        defaults={
            "name": "LTSA Banyuwangi",
            "regency": Regency.objects.get(code=REGENCY),
            "address": "Mal Pelayanan Publik, Taman Sritanjung, Banyuwangi",
            "map_url": "https://www.openstreetmap.org/?mlat=-8.212&mlon=114.376#map=17/-8.212/114.376",
            "latitude": -8.212,
            "longitude": 114.376,
        },
    )
    return office


def make_accounts(demo: Demo, office: Office) -> None:
    # Hashing is slow on purpose; all demo accounts have the same password anyway.
    password = make_password(PASSWORD)
    for account in ACCOUNTS:
        user = User(
            username=account.username,
            full_name=account.full_name,
            role=account.role,
            password=password,
            phone=demo.phone(),
            is_public_contact=account.is_public_contact,
            account_regency=office.regency,
            village=Village.objects.current().filter(code=account.village).first(),
            district=District.objects.current().filter(code=account.district).first(),
            regency=Regency.objects.current().filter(code=account.regency).first(),
            office=office if account.role == Role.LTSA_OFFICER else None,
        )
        user.save()
        demo.users[account.username] = user
