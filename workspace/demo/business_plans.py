"""The businesses of the demo: what they make, who owns them, how far they have come."""

from dataclasses import dataclass

from businesses.models import Business, Stage

_Kind = Business.Kind
_KG, _KR, _GK = "35.10.04.2007", "35.10.04.2002", "35.10.09.2003"


@dataclass(frozen=True)
class Good:
    name: str
    price: int  #: rupiah
    unit: str
    picture: str
    alt: str
    about: str = ""


@dataclass(frozen=True)
class Plan:
    """A business: `owners` are keys of `Demo.people`, the first one of them the main owner."""

    village: str
    name: str
    kind: str
    started: int
    owners: tuple[str, ...]
    about: str
    goods: tuple[Good, ...] = ()
    stages: tuple[str, ...] = ()  #: those it went through in "UMKM Naik Kelas"
    turnover: int | None = None  #: rupiah a month at the start
    group: str = ""
    is_published: bool = True
    consent: str = "given"  #: given, missing, withdrawn, run_out, runs_out_soon
    is_closed: bool = False


def _owner(village: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{village} returned {number}" for number in numbers)


_P, _V, _E = Stage.PROPOSED, Stage.VERIFIED, Stage.ENROLLED
PLANS = (
    Plan(
        _KG,
        "Roti Wilujeng",
        _Kind.BREAD,
        2016,
        _owner(_KG, 0),
        "Roti rumahan yang dipanggang setiap pagi. Resepnya dipelajari di dapur majikan di luar "
        "negeri, tepungnya dari pasar Tegaldlimo.",
        (
            Good(
                "Roti sisir mentega",
                12_000,
                "loyang isi 6",
                "bread_loaf",
                "Roti sisir berjajar di atas papan kayu",
                "Lembut, tahan tiga hari. Pesan sehari sebelumnya.",
            ),
            Good(
                "Roti manis isi cokelat",
                3_000,
                "buah",
                "buns",
                "Roti bulat bertabur wijen di atas piring",
            ),
            Good(
                "Bolu pisang",
                35_000,
                "loyang",
                "banana_cake",
                "Bolu pisang yang sudah dipotong di atas piring",
            ),
        ),
        (_P, _V, _E, Stage.GRADUATED),
        2_400_000,
        "sukses-migran",
    ),
    Plan(
        _KG,
        "Kue Kering Kenanga",
        _Kind.COOKIES,
        2017,
        _owner(_KG, 3, 5),
        "Kue kering untuk hari raya dan oleh-oleh. Pesanan dikirim ke Bali dan, lewat keluarga, "
        "sampai ke Hong Kong.",
        (
            Good(
                "Nastar",
                55_000,
                "toples 500 gram",
                "pineapple_cookies",
                "Nastar dalam toples dan di atas meja",
            ),
            Good(
                "Kastengel",
                60_000,
                "toples 500 gram",
                "cheese_sticks",
                "Kastengel dalam toples bertutup merah",
            ),
            Good(
                "Putri salju",
                50_000,
                "toples 400 gram",
                "snow_cookies",
                "Kue putri salju berlapis gula halus di atas piring",
            ),
        ),
        (_P, _V, _E),
        3_100_000,
        "sukses-migran",
        consent="runs_out_soon",
    ),
    Plan(
        _KG,
        "Camilan Sumbermukti",
        _Kind.SNACKS,
        2019,
        _owner(_KG, 8),
        "Rengginang dan keripik yang digoreng sendiri.",
        (
            Good(
                "Rengginang ketan",
                18_000,
                "bungkus 250 gram",
                "rice_crackers",
                "Rengginang renyah di atas piring",
            ),
            Good(
                "Keripik tempe",
                15_000,
                "bungkus 200 gram",
                "tempeh_chips",
                "Keripik tempe dalam kemasan bening",
            ),
        ),
        (_P, _V),
        1_200_000,
        "sukses-migran",
    ),
    Plan(
        _KG,
        "Anyaman Tanjungrejo",
        _Kind.CRAFTS,
        2020,
        _owner(_KG, 11),
        "Tas dari tali anyam, warna dan ukuran bisa dipesan.",
        (
            Good(
                "Tas anyam belanja",
                85_000,
                "buah",
                "woven_bag",
                "Tas anyam hijau dengan motif wajik kuning",
            ),
        ),
        (_P,),
        900_000,
        "sukses-migran",
    ),
    Plan(
        _KG,
        "Jamu Godhong Sirih",
        _Kind.DRINKS,
        2021,
        _owner(_KG, 14),
        "Jamu segar tanpa pengawet, diantar pagi hari.",
        (
            Good(
                "Jamu kunyit asam",
                8_000,
                "botol 250 mililiter",
                "herbal_drinks",
                "Tiga botol jamu berwarna kuning, cokelat muda, dan hijau",
            ),
        ),
        (_P, Stage.REJECTED),
        400_000,
        "sukses-migran",
    ),
    Plan(
        _KG,
        "Sambal Mbok Sri",
        _Kind.COOKED_FOOD,
        2022,
        _owner(_KG, 17),
        "Sambal botolan, pedas dan tahan lama.",
        (
            Good(
                "Sambal bawang",
                22_000,
                "botol 200 gram",
                "chili_sauce",
                "Dua botol sambal merah dengan cabai",
            ),
        ),
        (_P, _V, _E, Stage.LEFT),
        700_000,
        consent="withdrawn",
    ),
    Plan(
        _KG,
        "Jahit Sekar Melati",
        _Kind.SEWING,
        2018,
        _owner(_KG, 30),
        "Menerima jahitan seragam dan kebaya.",
        consent="missing",
        is_published=False,
    ),
    Plan(
        _KG,
        "Warung Pojok Krajan",
        _Kind.TRADE,
        2014,
        _owner(_KG, 33),
        "Sembako dan pulsa.",
        stages=(_P,),
        turnover=1_800_000,
        is_published=False,
        consent="missing",
    ),
    Plan(
        _KG,
        "Ternak Ayam Sidomulyo",
        _Kind.FARMING,
        2015,
        _owner(_KG, 36),
        "Ayam kampung dan telur.",
        is_closed=True,
        is_published=False,
    ),
    Plan(
        _KR,
        "Kerupuk Puli Pelangi",
        _Kind.SNACKS,
        2018,
        _owner(_KR, 0, 1),
        "Kerupuk dari nasi, dijemur di halaman dan digoreng setiap pagi.",
        (
            Good(
                "Kerupuk puli",
                12_000,
                "bungkus 250 gram",
                "rice_puffs",
                "Kerupuk puli di dalam keranjang bambu",
            ),
        ),
        (_P, _V, _E),
        1_500_000,
        "pelangi-migran",
    ),
    Plan(
        _KR,
        "Batik Segara Kidul",
        _Kind.SEWING,
        2019,
        _owner(_KR, 4),
        "Kain batik cap dan kebaya, dikerjakan berdua.",
        (
            Good(
                "Kain batik dua meter",
                165_000,
                "lembar",
                "batik_cloth",
                "Tiga lipatan kain batik merah, hijau, dan biru",
            ),
        ),
        (_P, _V),
        1_100_000,
        "pelangi-migran",
        consent="run_out",
    ),
    Plan(
        "35.10.04.2006",
        "Keripik Barokah",
        _Kind.SNACKS,
        2019,
        _owner("35.10.04.2006", 0),
        "Keripik tempe dan kerupuk puli kelompok Barokah Migran.",
        (
            Good(
                "Keripik tempe daun jeruk",
                16_000,
                "bungkus 200 gram",
                "tempeh_chips",
                "Keripik tempe dalam kemasan bening",
            ),
        ),
        (_P,),
        950_000,
        "barokah-migran",
    ),
    Plan(
        _GK,
        "Donat Jalen",
        _Kind.BREAD,
        2021,
        _owner(_GK, 2),
        "Donat dan roti manis untuk warung sekitar pasar.",
        (
            Good(
                "Roti manis campur",
                2_500,
                "buah",
                "buns",
                "Roti bulat bertabur wijen di atas piring",
            ),
        ),
        (_P, _V, _E),
        2_000_000,
    ),
    Plan(
        _GK,
        "Bengkel Las Sawahan",
        _Kind.SERVICES,
        2017,
        _owner(_GK, 6),
        "Pagar, kanopi, dan perbaikan alat tani.",
        stages=(_P,),
        turnover=4_500_000,
    ),
)
