"""Assistance cases in every state: just opened, given to somebody, long open, closed."""

from dataclasses import dataclass
from datetime import timedelta

from migrants.models import Case, CaseStep
from workspace.demo.world import Demo

_C = Case.Category
_KG, _KR, _GK = "35.10.04.2007", "35.10.04.2002", "35.10.09.2003"


@dataclass(frozen=True)
class Plan:
    person: str  #: key of `Demo.people`
    category: str
    days_old: int
    summary: str
    opened_by: str = "petugas.kasus"
    assigned_to: str = ""
    steps: tuple[str, ...] = ()
    outcome: str = ""


PLANS = (
    Plan(
        f"{_KG} abroad 4",
        _C.UNPAID,
        9,
        "Gaji dua bulan belum dibayar. Majikan berjanji membayar setelah tahun baru.",
        "koordinator.kedunggebang",
    ),
    Plan(
        f"{_KG} lost_contact 0",
        _C.LOST_CONTACT,
        96,
        "Keluarga tidak dapat menghubungi sejak tiga bulan lalu. Nomor tidak aktif.",
        "koordinator.kedunggebang",
        "petugas.kasus",
        (
            "Menghubungi perusahaan penempatan, alamat majikan terakhir diminta.",
            "Surat dikirim ke perwakilan Indonesia di negara tujuan.",
        ),
    ),
    Plan(
        f"{_KG} abroad 6",
        _C.WANTS_HOME,
        34,
        "Ibu sakit di rumah, ingin pulang sebelum kontrak habis.",
        "koordinator.kedunggebang",
        "petugas.kasus",
        ("Agen setuju, menunggu tiket.",),
    ),
    Plan(
        f"{_KG} returned 40",
        _C.SOCIAL_SECURITY,
        150,
        "Jaminan sosial setelah kecelakaan kerja belum diurus.",
        "koordinator.kedunggebang",
        "petugas.kasus",
        ("Berkas dilengkapi bersama keluarga.", "Klaim diajukan."),
        "Klaim dibayar ke rekening yang bersangkutan.",
    ),
    Plan(
        f"{_KG} abroad 8",
        _C.VIOLENCE,
        3,
        "Mengadu kepada petugas lewat telepon, minta dirahasiakan dari tetangga.",
        assigned_to="petugas.kasus",
    ),
    Plan(f"{_KR} abroad 2", _C.CONTRACT, 21, "Pekerjaan berbeda dari kontrak."),
    Plan(
        f"{_KR} lost_contact 0",
        _C.LOST_CONTACT,
        210,
        "Tidak ada kabar, anak dirawat nenek.",
        "koordinator.kendalrejo",
        "petugas.kasus",
        ("Laporan diteruskan ke perwakilan Indonesia.",),
    ),
    Plan(
        f"{_GK} prospective 0",
        _C.FRAUD,
        14,
        "Sudah membayar uang muka kepada perantara, berangkat tidak jelas.",
        "koordinator.genteng",
    ),
    Plan(
        f"{_GK} returned 3",
        _C.DEPORTED,
        60,
        "Dipulangkan karena izin tinggal habis.",
        "koordinator.genteng",
        "petugas.kasus",
        ("Dijemput di bandara dan diantar pulang.",),
        "Sudah di rumah dan ikut pelatihan usaha.",
    ),
    Plan("35.10.02.2001 abroad 1", _C.DEBT, 45, "Potongan gaji lebih lama dari perjanjian."),
    Plan(
        "35.10.05.2002 abroad 0",
        _C.ILL,
        5,
        "Dirawat di rumah sakit, keluarga minta kabar.",
        assigned_to="petugas.kasus",
        steps=("Rumah sakit membenarkan, keadaan membaik.",),
    ),
)


def make_cases(demo: Demo) -> None:
    for plan in PLANS:
        opened = demo.at(demo.today - timedelta(days=plan.days_old), 9, 20)
        person = demo.people[plan.person]
        case = Case.unscoped.create(
            village=person.village,
            person=person,
            category=plan.category,
            summary=plan.summary,
            opened_by=demo.users[plan.opened_by],
            assigned_to=demo.users.get(plan.assigned_to),
            outcome=plan.outcome or None,
            closed_at=demo.at(demo.today - timedelta(days=4), 13, 5) if plan.outcome else None,
        )
        Case.unscoped.filter(pk=case.pk).update(opened_at=opened)
        for number, text in enumerate(plan.steps, start=1):
            step = CaseStep.unscoped.create(case=case, text=text, by=demo.users[plan.assigned_to])
            share = number / (len(plan.steps) + 1)
            at = opened + timedelta(days=plan.days_old * share)
            CaseStep.unscoped.filter(pk=step.pk).update(at=at)
