"""Services and papers as they were found in public sources in November 2026.

These are facts with their sources, loaded once by `manage.py load_services`; from then on the rows
belong to the office, which confirms and edits them. Papers come from other regencies' published
standards where Banyuwangi's own list was not found, and say so. The texts are content, in
Indonesian, and therefore not translated.
"""

import datetime as dt
from dataclasses import dataclass, field

from ltsa.models import Requirement, Service

BOTH, ORIGINAL, COPY = Requirement.Copies.BOTH, Requirement.Copies.ORIGINAL, Requirement.Copies.COPY
HERE, LINK, NONE = Service.BookingWay.HERE, Service.BookingWay.LINK, Service.BookingWay.NONE

DESK_NAME = "Loket LTSA (Dinas Tenaga Kerja)"
LTSA = "LTSA di Mal Pelayanan Publik Banyuwangi"
OTHER_REGENCIES = (
    "Standar pelayanan kabupaten lain (Lamongan, Ogan Ilir); daftar Banyuwangi belum ditemukan"
)


@dataclass(frozen=True)
class Paper:
    text: str
    copies: str = ""
    who_signs: str = ""
    only_if: str = ""
    source: str = ""


@dataclass(frozen=True)
class Offer:
    """One service. `minutes`: at the desk, first person and each further one; none when no
    appointment is made here. `gives`: the paper that people get from it."""

    code: str
    name: str
    slug: str
    summary: str
    who: str
    place: str
    fee: str
    duration: str
    source: str
    papers: tuple[Paper, ...] = field(default=())
    booking: str = NONE
    minutes: tuple[int, int] | None = None
    link: str = ""
    note: str = ""
    needs_authority: bool = False
    gives: str = ""
    come_anyway: bool = False
    is_confidential: bool = False
    valid_from: dt.date | None = None


KTP = Paper("KTP", BOTH)
KK = Paper("Kartu Keluarga", BOTH)
PHOTO = Paper("Pas foto 3x4", ORIGINAL)

OFFERS: tuple[Offer, ...] = (
    Offer(
        code="INFO",
        name="Tanya kerja di luar negeri",
        slug="informasi",
        summary="Negara tujuan, gaji, dan perusahaan penempatan yang resmi.",
        who="Calon pekerja migran dan keluarga",
        place=LTSA,
        fee="Gratis",
        duration="Hari itu juga",
        source="jatimnet.com",
        papers=(KTP,),
        booking=HERE,
        minutes=(30, 10),
    ),
    Offer(
        code="AK1",
        name="Kartu pencari kerja (AK-1)",
        slug="kartu-pencari-kerja",
        summary="Tanda terdaftar sebagai pencari kerja di SIAPkerja.",
        who="Calon pekerja migran",
        place=LTSA,
        fee="Gratis",
        duration="Hari itu juga",
        source="Standar pelayanan Kabupaten Pasuruan",
        papers=(KTP, Paper("Ijazah terakhir", BOTH), PHOTO),
        gives="Kartu pencari kerja (AK-1)",
        booking=HERE,
        minutes=(20, 15),
    ),
    Offer(
        code="REKOM",
        name="Rekomendasi paspor calon pekerja migran",
        slug="rekomendasi-paspor",
        summary="Surat dari Dinas Tenaga Kerja sebelum membuat paspor, dengan wawancara.",
        who="Calon pekerja migran dengan KTP Banyuwangi, umur 18 tahun atau lebih",
        place=LTSA,
        fee="Gratis",
        # One working day in Ogan Ilir, three in Lamongan: Banyuwangi's own is not known.
        duration="1 sampai 3 hari kerja di kabupaten lain. Tanyakan di loket.",
        source=OTHER_REGENCIES,
        papers=(
            KTP,
            KK,
            Paper("Akta lahir atau ijazah", BOTH),
            PHOTO,
            Paper(
                "Surat izin suami, istri, orang tua, atau wali, bermeterai",
                ORIGINAL,
                who_signs="Yang memberi izin, diketahui kepala desa atau lurah",
                source="UU 18/2017 pasal 13",
            ),
            Paper("Perjanjian penempatan", BOTH),
            Paper(
                "Surat pengantar dari perusahaan penempatan (P3MI) dengan izin merekrut (SIP2MI)",
                ORIGINAL,
                who_signs="Perusahaan penempatan",
                only_if="Yang berangkat lewat perusahaan penempatan",
            ),
            Paper("Akta cerai", BOTH, only_if="Yang sudah bercerai"),
            Paper("Kartu pencari kerja (AK-1)", COPY),
            Paper("Nomor HP atau WhatsApp yang aktif"),
        ),
        gives="Rekomendasi paspor",
        booking=HERE,
        minutes=(30, 20),
        note=(
            "Surat edaran imigrasi tahun 2023 tidak meminta rekomendasi ini untuk paspor pekerja "
            "migran, tetapi pada tahun 2025 masih ada kantor imigrasi yang memintanya. Tanyakan "
            "dulu ke kantor imigrasi."
        ),
        needs_authority=True,
    ),
    Offer(
        code="ADUAN",
        name="Mengadukan masalah",
        slug="pengaduan",
        summary="Gaji tidak dibayar, ditipu, disakiti, putus kabar, dan masalah lain.",
        who="Pekerja migran, keluarga, atau yang diberi kuasa",
        place=LTSA,
        fee="Gratis",
        duration="Tergantung masalahnya",
        source="KP2MI; Peraturan Menteri P2MI 32/2025",
        papers=(
            Paper("KTP atau tanda pengenal lain", BOTH),
            Paper("Catatan urutan kejadian"),
            Paper("Fotokopi paspor pekerja migran", COPY, only_if="Kalau ada"),
            Paper("Nama perusahaan penempatan atau sponsor", only_if="Kalau tahu"),
        ),
        booking=HERE,
        minutes=(45, 15),
        note="Surat yang belum lengkap bukan alasan untuk ditolak. Datang saja.",
        come_anyway=True,
        is_confidential=True,
        needs_authority=True,
    ),
    Offer(
        code="PULANG",
        name="Pemulangan: sakit, deportasi, atau meninggal",
        slug="pemulangan",
        summary="Bantuan memulangkan anggota keluarga dari luar negeri.",
        who="Keluarga",
        place=LTSA,
        fee="Gratis",
        duration="Tergantung keadaannya",
        source="Peraturan Menteri P2MI 32/2025 pasal 13",
        papers=(
            KK,
            Paper("Tanda pengenal keluarga dan pekerja migran", BOTH),
            Paper("Surat keterangan keluarga", ORIGINAL, who_signs="Kepala desa atau lurah"),
        ),
        booking=HERE,
        minutes=(45, 15),
        come_anyway=True,
    ),
    Offer(
        code="IZIN",
        name="Surat izin keluarga",
        slug="surat-izin-keluarga",
        summary="Izin suami, istri, orang tua, atau wali, disahkan kepala desa.",
        who="Calon pekerja migran bersama yang memberi izin",
        place="Kantor desa atau kelurahan",
        fee="Gratis",
        duration="Hari itu juga",
        source="UU 18/2017 pasal 13; apakabaronline.com",
        papers=(
            Paper("KTP dan Kartu Keluarga keduanya", BOTH),
            Paper("Buku nikah", BOTH, only_if="Yang sudah menikah"),
            Paper("Meterai", ORIGINAL),
        ),
        note="Keduanya datang sendiri ke kantor desa.",
    ),
    Offer(
        code="PASPOR",
        name="Paspor calon pekerja migran",
        slug="paspor",
        summary="Dibuat di kantor imigrasi, bukan di LTSA.",
        who="Calon pekerja migran",
        place="Kantor Imigrasi Banyuwangi",
        fee=(
            "Rp0 untuk paspor 24 halaman, 5 tahun, bagi pekerja migran. Selain itu Rp350.000 "
            "(5 tahun) atau Rp650.000 (10 tahun); paspor elektronik Rp650.000 atau Rp950.000"
        ),
        duration="3 hari kerja",
        source="Permenkumham 9/2020; SE IMI-GR.01.01-0252 tahun 2023; tarif sejak 18 Desember 2024",
        papers=(
            KTP,
            KK,
            Paper("Akta lahir, ijazah, atau buku nikah", BOTH),
            Paper("Paspor lama", ORIGINAL, only_if="Yang sudah pernah punya"),
            Paper("Rekomendasi paspor", ORIGINAL, only_if="Kalau kantor imigrasi memintanya"),
        ),
        note="Ambil antrean lewat aplikasi M-Paspor. Catat tanggal dan kodenya.",
        valid_from=dt.date(2024, 12, 18),
    ),
    Offer(
        code="DUK",
        name="KTP, Kartu Keluarga, akta, surat pindah",
        slug="kependudukan",
        summary="Surat kependudukan, dilayani Dinas Kependudukan.",
        who="Semua warga",
        place=(
            "Mal Pelayanan Publik, Pasar Pelayanan Publik Genteng atau Rogojampi, kecamatan, "
            "atau kantor desa"
        ),
        fee="Gratis",
        duration="Hari itu juga sampai 3 hari",
        source="banyuwangikab.go.id",
        note="Surat yang diminta tergantung jenisnya. Pasar Pelayanan Publik sering lebih dekat.",
    ),
    Offer(
        code="SKCK",
        name="Surat keterangan catatan kepolisian (SKCK)",
        slug="skck",
        summary="Untuk ke luar negeri sering harus dari Polda atau Mabes Polri.",
        who="Calon pekerja migran",
        place="Polres Banyuwangi",
        fee="Rp30.000",
        duration="Hari itu juga",
        source="Belum diperiksa ulang: tanyakan ke Polres",
        papers=(
            KTP,
            KK,
            Paper("Akta lahir", BOTH),
            Paper("Pas foto latar merah", ORIGINAL),
            Paper("Sidik jari", ORIGINAL),
        ),
    ),
    Offer(
        code="SEHAT",
        name="Surat sehat dan pemeriksaan jiwa",
        slug="surat-sehat",
        summary="Hanya di klinik yang ditunjuk.",
        who="Calon pekerja migran",
        place="Klinik yang ditunjuk (sarana kesehatan)",
        fee="Sekitar Rp500.000 sampai Rp800.000 (Lombok Timur)",
        duration="1 sampai 3 hari",
        source="Kajian Jaringan Buruh Migran",
        papers=(KTP, Paper("Pas foto", ORIGINAL)),
    ),
    Offer(
        code="BPJSTK",
        name="Jaminan sosial pekerja migran (BPJS Ketenagakerjaan)",
        slug="jaminan-sosial",
        summary="Jaminan kecelakaan kerja dan kematian, sebelum dan selama bekerja.",
        who="Calon pekerja migran dan pekerja migran",
        place="BPJS Ketenagakerjaan di Mal Pelayanan Publik atau kantor cabang",
        fee=(
            "Sebelum bekerja Rp37.500; selama bekerja 24 bulan Rp332.500, 12 bulan Rp189.000, "
            "6 bulan Rp108.000; tambahan tiap bulan Rp13.500"
        ),
        duration="Hari itu juga",
        source="Permenaker 4/2023 pasal 18",
        papers=(
            KTP,
            KK,
            Paper("Perjanjian kerja", COPY),
            Paper("Paspor", COPY),
            Paper("Data ahli waris"),
        ),
    ),
    Offer(
        code="KLAIM",
        name="Klaim jaminan kecelakaan atau kematian",
        slug="klaim-jaminan",
        summary="Santunan bila meninggal di luar negeri Rp85 juta dan beasiswa untuk dua anak.",
        who="Ahli waris",
        place="BPJS Ketenagakerjaan",
        fee="Gratis",
        duration="",
        source="Permenaker 4/2023 pasal 57",
        papers=(
            Paper("Kartu peserta", ORIGINAL),
            Paper("KTP atau paspor pekerja migran", COPY),
            Paper("KTP ahli waris", BOTH),
            KK,
            Paper(
                "Surat kematian atau surat keterangan hilang",
                ORIGINAL,
                who_signs="Dokter, perwakilan RI, atau KDEI",
            ),
            Paper("Surat keterangan ahli waris", ORIGINAL),
            Paper("Buku rekening ahli waris", COPY),
            Paper("Surat bukti sedang cuti", ORIGINAL, only_if="Kalau meninggal waktu pulang cuti"),
        ),
        needs_authority=True,
    ),
    Offer(
        code="BANK",
        name="Rekening, kredit (KUR), dan kiriman uang",
        slug="bank",
        summary="Dilayani langsung oleh bank.",
        who="Calon pekerja migran",
        place="Bank",
        fee="",
        duration="",
        source="PP 59/2021 pasal 31",
    ),
    Offer(
        code="EPMI",
        name="Kartu pekerja migran elektronik (E-KPMI)",
        slug="kartu-pekerja-migran",
        summary="Tanda bahwa pekerja migran berangkat dengan resmi. Daftar lewat SISKOP2MI.",
        who="Calon pekerja migran dan pekerja migran yang berangkat lagi",
        place="SISKOP2MI atau P4MI Banyuwangi",
        fee="Gratis",
        duration="",
        source="Peraturan Menteri P2MI 34/2025; voiceindonesia.co, November 2025",
        papers=(
            Paper("Surat keterangan status kawin", BOTH, only_if="Berangkat perseorangan"),
            Paper(
                "Surat izin keluarga",
                ORIGINAL,
                who_signs="Diketahui kepala desa atau lurah",
                only_if="Berangkat perseorangan",
            ),
            Paper("Sertifikat keahlian", COPY, only_if="Berangkat perseorangan"),
            Paper("Surat sehat", COPY),
            Paper("Visa kerja", COPY),
            Paper("Kartu JKN", COPY, only_if="Berangkat perseorangan"),
            Paper("Surat panggilan kerja", COPY, only_if="Berangkat perseorangan"),
            Paper("Data pemberi kerja", COPY, only_if="Berangkat perseorangan"),
            Paper("Perjanjian kerja", COPY),
            Paper("Bukti jaminan sosial (BPJS Ketenagakerjaan)", COPY),
            Paper("Surat pernyataan menanggung risiko", ORIGINAL, only_if="Berangkat perseorangan"),
            Paper("Pas foto dan paspor", COPY, only_if="Berangkat lagi"),
            Paper("Surat cuti", COPY, only_if="Berangkat lagi"),
        ),
        booking=LINK,
        link="https://siskop2mi.bp2mi.go.id",
    ),
    Offer(
        code="OPP",
        name="Pembekalan sebelum berangkat",
        slug="pembekalan",
        summary="Orientasi pra pemberangkatan (OPP), dulu bernama PAP.",
        who="Calon pekerja migran yang sudah punya visa dan tiket",
        place="BP3MI atau P4MI Banyuwangi",
        fee="Gratis",
        duration="1 hari",
        source="Belum diperiksa ulang: tanyakan ke P4MI",
        papers=(
            Paper("Visa kerja", COPY),
            Paper("Perjanjian kerja", COPY),
            Paper("Tiket", COPY),
        ),
    ),
)

#: Weekday, from, until. Found: Monday to Saturday (detik.com, January 2022), closes at 14.00
#: (banyuwangikab.go.id, October 2022); shorter Friday and Saturday as in the regency's circular
#: 000.8.3/344/429.034/2025 for six-day offices. The desk's own timetable was not found.
HOURS: tuple[tuple[int, dt.time, dt.time], ...] = (
    (0, dt.time(8), dt.time(14)),
    (1, dt.time(8), dt.time(14)),
    (2, dt.time(8), dt.time(14)),
    (3, dt.time(8), dt.time(14)),
    (4, dt.time(8), dt.time(11)),
    (5, dt.time(8), dt.time(13)),
)
HOURS_SOURCE = (
    "detik.com (Januari 2022), banyuwangikab.go.id (Oktober 2022), SE Sekda "
    "000.8.3/344/429.034/2025; perlu dipastikan oleh kantor"
)
