"""What people write into lists → what the register calls it."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.utils.translation import override
from django_countries import countries

from migrants.imports.mapping import heading
from migrants.models import HouseholdMembership, Journey, Person

_Sex, _Status = Person.Sex, Person.Status
_Marital, _School = Person.MaritalStatus, Person.Education
_Kin, _NoNik = HouseholdMembership.Relationship, Person.NoNik
_Scheme, _Sector = Journey.Scheme, Journey.Sector
_Papers, _Return = Journey.Documentation, Journey.ReturnKind

SEX = {
    _Sex.FEMALE: "p pr perempuan wanita w f female cewek ibu",
    _Sex.MALE: "l lk laki laki-laki lelaki pria m male cowok bapak",
}
STATUS = {
    _Status.PROSPECTIVE: ("calon", "cpmi", "calon pmi", "ingin berangkat", "proses", "prospective"),
    _Status.ABROAD: ("aktif", "pmi", "pmi aktif", "di luar negeri", "luar negeri", "bekerja"),
    _Status.RETURNED: ("purna", "purna pmi", "pulang", "sudah pulang", "mantan", "eks", "eks pmi"),
    _Status.STAYED: ("di desa", "di rumah", "keluarga", "tidak pernah", "belum pernah"),
}
KIN = {
    _Kin.HEAD: ("kepala keluarga", "kepala", "kk", "suami/kepala keluarga"),
    _Kin.WIFE: ("istri", "isteri"),
    _Kin.HUSBAND: ("suami",),
    _Kin.CHILD: ("anak", "anak kandung", "anak tiri", "anak angkat"),
    _Kin.PARENT: ("orang tua", "ortu", "ibu", "bapak", "ayah"),
    _Kin.PARENT_IN_LAW: ("mertua",),
    _Kin.GRANDPARENT: ("kakek", "nenek"),
    _Kin.GRANDCHILD: ("cucu",),
    _Kin.SIBLING: ("kakak", "adik", "saudara", "saudara kandung"),
    _Kin.OTHER: ("famili lain", "famili", "menantu", "lainnya", "pembantu"),
}
NO_NIK = {
    _NoNik.NOT_AT_HAND: ("kartu tidak ada", "tidak dibawa", "belum ada", "tidak ada", "hilang"),
    _NoNik.NEVER_RECORDED: ("belum pernah terdaftar", "tidak punya", "belum punya"),
    _NoNik.REFUSED: ("tidak mau", "menolak"),
    _NoNik.ABROAD: ("di luar negeri",),
}
MARITAL_STATUS = {
    _Marital.SINGLE: ("belum kawin", "belum menikah", "lajang"),
    _Marital.MARRIED: ("kawin", "menikah", "kawin tercatat", "nikah"),
    _Marital.DIVORCED: ("cerai hidup", "cerai", "janda", "duda"),
    _Marital.WIDOWED: ("cerai mati",),
}
EDUCATION = {
    _School.NONE: ("tidak sekolah", "tidak tamat sd", "belum sekolah"),
    _School.PRIMARY: ("sd", "mi", "sd/sederajat", "sr", "tamat sd"),
    _School.JUNIOR: ("smp", "sltp", "mts", "smp/sederajat", "tamat smp"),
    _School.SENIOR: ("sma", "smk", "slta", "ma", "stm", "smea", "sma/smk", "sma/sederajat"),
    _School.DIPLOMA: ("d1", "d2", "d3", "d4", "d i", "d ii", "d iii", "d iv", "diploma"),
    _School.DEGREE: ("s1", "s2", "s3", "sarjana", "strata 1", "universitas"),
}
SCHEME = {
    _Scheme.G_TO_G: ("g to g", "g2g", "antar pemerintah"),
    _Scheme.G_TO_P: ("g to p", "g2p"),
    _Scheme.P_TO_P: ("p to p", "p2p", "p3mi", "pt", "pptkis"),
    _Scheme.OWN_COMPANY: ("ukps", "perusahaan sendiri"),
    _Scheme.INDIVIDUAL: ("mandiri", "perseorangan", "perorangan"),
}
PAPERS = {
    _Papers.PROCEDURAL: ("prosedural", "resmi", "legal"),
    _Papers.NON_PROCEDURAL: ("nonprosedural", "non prosedural", "unprosedural", "tidak resmi"),
    _Papers.UNDOCUMENTED: ("tidak berdokumen", "ilegal", "illegal", "tanpa dokumen"),
    _Papers.OVERSTAY: ("overstay",),
    _Papers.UNKNOWN: ("tidak diketahui", "tidak tahu"),
}
RETURN = {
    _Return.CONTRACT_ENDED: ("habis kontrak", "finish", "kontrak selesai", "selesai kontrak"),
    _Return.DISMISSED: ("phk", "diberhentikan"),
    _Return.ILL: ("sakit",),
    _Return.PREGNANT: ("hamil", "punya anak"),
    _Return.FAMILY: ("keluarga", "urusan keluarga", "menikah"),
    _Return.DEPORTED: ("deportasi", "dideportasi"),
    _Return.PROBLEM: ("bermasalah", "masalah"),
    _Return.OTHER: ("lainnya", "lain-lain"),
}
#: A column "Status" that tells who is married is not about work abroad.
MARITAL = {"kawin", "belum kawin", "menikah", "belum menikah", "cerai", "cerai hidup", "cerai mati"}
#: Home leave: she still counts as abroad.
LEAVE = {"cuti", "cuti pulang", "liburan"}
#: Beginnings of words that tell the kind of work.
_WORK = {
    _Sector.DOMESTIC: (
        *("prt", "art", "asisten rumah", "penata laksana", "plrt", "rumah tangga", "domestic"),
        *("housemaid", "helper", "caregiver", "care giver", "caretaker", "pengasuh", "babysit"),
        *("lansia", "jompo", "cleaning", "sopir", "driver", "tukang kebun"),
    ),
    _Sector.HEALTH: ("perawat", "nurse", "bidan", "kaigo"),
    _Sector.FACTORY: ("pabrik", "operator", "manufaktur", "factory", "buruh pabrik", "elektronik"),
    _Sector.CONSTRUCTION: ("konstruksi", "bangunan", "construction", "kuli", "las", "welder"),
    _Sector.PLANTATION: ("kebun", "perkebunan", "sawit", "ladang", "tani", "pertanian", "ternak"),
    _Sector.SEA: ("abk", "pelaut", "nelayan", "kapal", "fishing", "perikanan", "awak kapal"),
    _Sector.HOSPITALITY: (
        "hotel",
        "restoran",
        "waiter",
        "pelayan",
        "koki",
        "cook",
        "spa",
        "terapis",
    ),
}
_COUNTRIES = {
    "HK": ("hk", "hongkong", "hkg"),
    "TW": ("twn", "republik tiongkok taiwan"),
    "SG": ("singapore", "singapur", "sgp"),
    "MY": ("malaisya", "malay", "mys", "sabah", "serawak", "sarawak"),
    "SA": ("saudi", "arab", "saudi arabia", "ksa", "arab saudi"),
    "KR": ("korea", "korsel", "korea selatan", "south korea", "kor"),
    "JP": ("japan", "jpn", "jepang"),
    "BN": ("brunai", "brunei", "brunei darussalam"),
    "AE": ("uea", "uae", "dubai", "abu dhabi", "emirat arab", "uni emirat arab"),
    "CN": ("china", "cina", "rrt", "tiongkok", "macau china"),
    "MO": ("macau", "makau", "macao"),
    "US": ("amerika", "usa", "as"),
    "TR": ("turki", "turkey"),
    "IT": ("italia",),
    "PL": ("polandia",),
    "DE": ("jerman",),
    "NL": ("belanda",),
    "AU": ("australia",),
    "NZ": ("selandia baru",),
    "QA": ("qatar", "katar"),
    "KW": ("kuwait",),
    "OM": ("oman",),
    "BH": ("bahrain",),
    "JO": ("yordania",),
    "TH": ("thailand",),
    "TL": ("timor leste",),
}
#: What people write where there is nothing to write.
NOTHING = {
    "-",
    "--",
    "---",
    "\u2013",
    "\u2014",
    ".",
    "n/a",
    "na",
    "#n/a",
    "tidak ada",
    "kosong",
    "nihil",
    "null",
}


@cache
def _words(language: str, kind: str) -> dict[str, str]:
    """Every spelling → value, with the labels of our own forms in both languages."""
    table = _TABLES[kind]
    found: dict[str, str] = {}
    for value, spellings in table.items():
        listed = spellings.split() if isinstance(spellings, str) else spellings
        found |= {heading(word): str(value) for word in (str(value), *listed)}
    for speech in (language, "id", "en"):
        with override(speech):
            found |= {heading(str(value.label)): str(value) for value in table}
    return found


_TABLES: dict[str, Mapping] = {
    "sex": SEX,
    "status": STATUS,
    "relationship": KIN,
    "no_nik_reason": NO_NIK,
    "scheme": SCHEME,
    "documentation": PAPERS,
    "return_kind": RETURN,
    "marital_status": MARITAL_STATUS,
    "education": EDUCATION,
    "sector": dict.fromkeys(_Sector, ()),
}


def choice(kind: str, text: str) -> str:
    """The value meant by a word, or ""."""
    return _words("id", kind).get(heading(text), "")


def labels(kind: str) -> list[str]:
    """What may be written, as our own forms say it."""
    return [str(value.label) for value in _TABLES[kind]]


def sector_of(occupation: str) -> str:
    """The kind of work that an occupation in words belongs to; "" for none."""
    said = f" {heading(occupation)}"
    return next(
        (str(sector) for sector, starts in _WORK.items() if _any_word(said, starts)),
        "",
    )


def _any_word(said: str, starts: Iterable[str]) -> bool:
    return any(f" {start}" in said for start in starts)


@cache
def _country_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for speech in ("en", "id"):
        with override(speech):
            found |= {heading(str(name)): code for code, name in countries}
    found |= {code.lower(): code for code in countries.countries}
    for code, spellings in _COUNTRIES.items():
        found |= dict.fromkeys(spellings, code)
    return found


def country(text: str) -> str:
    """The ISO code of a country however it is written, or ""."""
    return _country_words().get(heading(text), "")
