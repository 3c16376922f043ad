"""Assistance cases in every state: reported by a family, just opened, given to somebody, passed on,
due, long open, closed and opened again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from migrants.actions.case_work import attach
from migrants.case_messages import news
from migrants.models import Case, CaseDeadline, CaseReferral, CaseStep
from migrants.models.cases import code_key
from notices.actions import queue
from publishing.images import encode
from villages.models import Office, Regency
from workspace.demo.world import Demo

_C = Case.Category
_C_END = Case.Ending
_K = CaseStep.Kind
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
    ending: str = _C_END.SOLVED
    passed_on: str = ""  #: to which office
    due_in: int | None = None  #: days until the deadline; below zero: it is over
    is_concealed: bool = False
    closed_after: int | None = None  #: days; else it was closed four days ago


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
        passed_on="Perwakilan Indonesia di negara tujuan",
        due_in=-2,
    ),
    Plan(
        f"{_KG} abroad 6",
        _C.WANTS_HOME,
        34,
        "Ibu sakit di rumah, ingin pulang sebelum kontrak habis.",
        "koordinator.kedunggebang",
        "petugas.kasus",
        ("Agen setuju, menunggu tiket.",),
        due_in=6,
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
        due_in=1,
        is_concealed=True,
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


@dataclass(frozen=True)
class Report:
    """What a family wrote on the public site, without an account."""

    code: str
    category: str
    days_old: int
    story: str
    country: str
    village: str = ""
    who: str = ""
    way: str = Case.ContactWay.NONE
    told: str = ""  #: a message of the officer
    added: str = ""  #: what the family wrote later


#: Opened at /lapor/cek/ with these codes and the four digits 2026.
DIGITS = "2026"
REPORTS = (
    Report(
        "HARAPAN3",
        _C.TRAFFICKING,
        2,
        "Kakak saya dijanjikan kerja di pabrik, sekarang tidak boleh keluar dan paspornya diambil. "
        "Saya takut ketahuan orang yang memberangkatkan.",
        "MY",
        _KG,
        who="Mbak Yu",
        told="Kami sudah membaca laporan ini. Simpan foto surat perjanjian kalau ada.",
        added="Tadi malam dia kirim kabar sebentar. Dia masih di tempat yang sama.",
    ),
    Report(
        "KARANG79",
        _C.UNPAID,
        1,
        "Gaji saya empat bulan tidak dibayar. Majikan bilang bulan depan terus.",
        "TW",
        _KR,
        way=Case.ContactWay.WHATSAPP,
        told="Mohon kirim foto slip gaji terakhir kalau ada.",
    ),
    Report("GUNUNG46", _C.FRAUD, 0, "Sudah bayar ke perantara, orangnya hilang.", "ID"),
)


#: Wages that were paid in the end: (days ago, days until the closing).
SOLVED = ((322, 41), (281, 12), (240, 63), (190, 25), (133, 9), (88, 30), (61, 17))


def _solved(demo: Demo) -> list[Plan]:
    """Cases of people who are home again, for the numbers of a year."""
    home = sorted(key for key in demo.people if " returned " in key and not key.startswith(_KG))
    return [
        Plan(
            key,
            _C.UNPAID,
            days_old,
            "Sisa gaji belum dibayar saat pulang.",
            assigned_to="petugas.kasus",
            steps=("Menghubungi perusahaan penempatan.",),
            outcome="Sisa gaji sudah ditransfer.",
            closed_after=lasted,
        )
        for key, (days_old, lasted) in zip(home, SOLVED, strict=False)
    ]


def make_cases(demo: Demo) -> None:
    for plan in (*PLANS, *_solved(demo)):
        case = _make_case(demo, plan)
        _make_steps(demo, plan, case)
        _make_work(demo, plan, case)
    for report in REPORTS:
        _make_report(demo, report)


def _make_case(demo: Demo, plan: Plan) -> Case:
    person = demo.people[plan.person]
    journey = person.journeys.order_by("-departed_on").first()
    case: Case = Case.unscoped.create(
        village=person.village,
        person=person,
        category=plan.category,
        summary=plan.summary,
        country=journey.country if journey else None,
        opened_by=demo.users[plan.opened_by],
        assigned_to=demo.users.get(plan.assigned_to),
        is_concealed=plan.is_concealed,
        outcome=plan.outcome or None,
        ending=plan.ending if plan.outcome else "",
        closed_at=_closed(demo, plan),
    )
    Case.unscoped.filter(pk=case.pk).update(opened_at=_opened(demo, plan.days_old))
    return case


def _closed(demo: Demo, plan: Plan) -> datetime | None:
    if not plan.outcome:
        return None
    days_ago = 4 if plan.closed_after is None else plan.days_old - plan.closed_after
    return demo.at(demo.today - timedelta(days=days_ago), 13, 5)


def _opened(demo: Demo, days_old: int) -> datetime:
    return min(demo.at(demo.today - timedelta(days=days_old), 9, 20), demo.now)


def _make_steps(demo: Demo, plan: Plan, case: Case) -> None:
    """Taken, worked on, closed: spread over the time the case has been open."""
    if not plan.assigned_to:
        return
    moves = [(_K.TAKEN, "Mengambil alih kasus."), *((_K.STEP, text) for text in plan.steps)]
    by = demo.users[plan.assigned_to]
    lasted = plan.days_old if plan.closed_after is None else plan.closed_after
    for number, (kind, text) in enumerate(moves):
        begun = demo.at(demo.today - timedelta(days=plan.days_old), 11, 40)
        at = begun + timedelta(days=lasted * number / (len(moves) + 1))
        CaseStep.unscoped.create(case=case, kind=kind, text=text, by=by, at=min(at, demo.now))
    if plan.outcome:
        words = f"Ditutup: {plan.outcome}"
        CaseStep.unscoped.create(
            case=case, kind=_K.CLOSED, text=words, by=by, at=case.closed_at or demo.now
        )


def _make_work(demo: Demo, plan: Plan, case: Case) -> None:
    by = demo.users.get(plan.assigned_to)
    if plan.due_in is not None:
        CaseDeadline.unscoped.create(
            case=case,
            kind=CaseDeadline.Kind.NEXT_STEP,
            due_on=demo.today + timedelta(days=plan.due_in),
            note="Menanyakan lagi jawabannya.",
            by=by,
        )
    if plan.passed_on:
        sent = demo.today - timedelta(days=20)
        CaseReferral.unscoped.create(
            case=case,
            office=Office.objects.filter(name=plan.passed_on).first(),
            to_name=plan.passed_on,
            sent_on=sent,
            reference="B-117/XI",
            asked="Mohon mencari alamat majikan terakhir dan menanyakan keadaannya.",
            due_on=sent + timedelta(days=30),
            by=by,
        )


def _make_report(demo: Demo, report: Report) -> None:
    officer = demo.users["petugas.kasus"]
    opened = _opened(demo, report.days_old)
    case = Case.unscoped.create(
        village=demo.villages.get(report.village),
        regency=Regency.objects.current().get(code="35.10"),
        category=report.category,
        summary=report.story,
        country=report.country,
        channel=Case.Channel.FAMILY,
        reporter=Case.Reporter.FAMILY if report.who else Case.Reporter.SELF,
        subject_name=report.who or None,
        contact_phone=demo.phone() if report.way != Case.ContactWay.NONE else None,
        contact_way=report.way,
        code=report.code,
        code_key=code_key(report.code, DIGITS),
        assigned_to=officer if report.told else None,
        news_at=demo.now if report.added else None,
    )
    Case.unscoped.filter(pk=case.pk).update(opened_at=opened)
    if report.told:
        steps = ((_K.TAKEN, "Mengambil alih kasus.", officer), (_K.MESSAGE, report.told, officer))
        for kind, text, by in steps:
            at = demo.now - timedelta(hours=20)
            step = CaseStep.unscoped.create(case=case, kind=kind, text=text, by=by, at=at)
        if case.may_write:
            queue(
                key=f"case-{case.pk}-{step.pk}",
                regency=case.regency,
                phone=case.contact_phone or "",
                text=news(),
                due_at=demo.now,
            )
    if report.added:
        CaseStep.unscoped.create(case=case, kind=_K.FAMILY, text=report.added, at=demo.now)
        attach(case=case, picture=encode(_letter()), by=None)


def _letter() -> BytesIO:
    """A sheet of paper with lines, as a photo of a contract would look from afar."""
    image = Image.new("RGB", (900, 1200), (214, 205, 188))
    draw = ImageDraw.Draw(image)
    draw.rectangle((110, 90, 790, 1110), fill=(250, 248, 242))
    for line in range(22):
        width = 560 if line % 5 else 320
        top = 170 + line * 40
        draw.rectangle((170, top, 170 + width, top + 9), fill=(150, 150, 150))
    target = BytesIO()
    image.save(target, "PNG")
    return target
