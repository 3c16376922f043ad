"""Help offices as they were found in public sources in November 2026.

Only what a source says: names, tasks, web addresses. No telephone number was confirmed, so none
stands here; the office adds numbers in the administration once it has called them. The texts are
content, in Indonesian, and therefore not translated.
"""

import datetime as dt
from dataclasses import dataclass

from content.models import HOME, HelpOffice

_K = HelpOffice.Kind
FOUND_ON = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Found:
    """One office with the source of what is said about it."""

    name: str
    kind: str
    source: str
    about: str
    address: str = ""
    web: str = ""
    country: str = HOME


FOUND: tuple[Found, ...] = (
    Found(
        "LTSA Banyuwangi, loket Dinas Tenaga Kerja",
        _K.AGENCY,
        "berita jpnn dan otoritasnews (peresmian LTSA di Mal Pelayanan Publik)",
        "Menerima aduan, memberi keterangan, dan meneruskannya ke P4MI, BP3MI dan KP2MI.",
        address="Mal Pelayanan Publik, Taman Sritanjung, Banyuwangi",
    ),
    Found(
        "P4MI Banyuwangi",
        _K.AGENCY,
        "berita viva (wilayah kerja P4MI Banyuwangi)",
        "Pos pelayanan pemerintah pusat untuk Banyuwangi, Jember, Situbondo dan Bondowoso.",
    ),
    Found(
        "BP3MI Jawa Timur",
        _K.AGENCY,
        "Permen P2MI 33/2025; berita apakabar (data BP3MI Jawa Timur)",
        "Balai pelayanan pelindungan pekerja migran untuk Jawa Timur.",
    ),
    Found(
        "Kementerian Pelindungan Pekerja Migran Indonesia (KP2MI/BP2MI)",
        _K.AGENCY,
        "Perpres 165 dan 166 Tahun 2024",
        "Lembaga pemerintah pusat. Menerima aduan pekerja migran dan keluarga di semua negara.",
        web="https://siskop2mi.bp2mi.go.id",
    ),
    Found(
        "Kantor Imigrasi Kelas III TPI Banyuwangi",
        _K.AGENCY,
        "berita pembukaan kantor, Januari 2025",
        "Paspor. Pendaftaran lewat aplikasi M-Paspor.",
    ),
    Found(
        "Migrant CARE",
        _K.UNION,
        "pendampingan Desbumi di Banyuwangi sejak 2018",
        "Organisasi pendamping pekerja migran dan keluarganya.",
    ),
    Found(
        "Serikat Buruh Migran Indonesia (SBMI)",
        _K.UNION,
        "dihimpun dari berita umum, November 2026",
        "Serikat pekerja migran. Mendampingi kasus.",
    ),
    Found(
        "Garda BMI",
        _K.UNION,
        "dihimpun dari berita umum, November 2026",
        "Organisasi pendamping pekerja migran.",
    ),
)
