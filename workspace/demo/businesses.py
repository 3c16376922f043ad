"""Writes the businesses of the demo: owners who agreed (and some who did not), stages, products."""

from datetime import date, timedelta

from django.utils.text import slugify

from businesses.models import (
    Business,
    Enrolment,
    Ownership,
    Product,
    Programme,
    Stage,
    StageChange,
)
from migrants.models import Consent, Group, Person
from publishing.actions import keep_photo
from publishing.images import encode
from villages.models import Regency
from workspace.demo.accounts import REGENCY
from workspace.demo.business_plans import PLANS, Good, Plan
from workspace.demo.pictures import picture
from workspace.demo.world import Demo

_REASONS = {
    Stage.PROPOSED: "Usaha berjalan rutin dan pemilik ingin berkembang.",
    Stage.VERIFIED: "Dapur sudah dikunjungi, alat dan catatan sesuai.",
    Stage.ENROLLED: "Bersedia hadir di pendampingan setiap bulan.",
    Stage.GRADUATED: "Sudah punya izin, catatan enam bulan, dan pembeli di Bali.",
    Stage.REJECTED: "Produksi baru sesekali; diajukan lagi setelah rutin.",
    Stage.LEFT: "Pemilik memilih berhenti dulu karena merawat orang tua.",
}
_BY = {
    Stage.PROPOSED: "mentor.tegaldlimo",
    Stage.VERIFIED: "mentor.tegaldlimo",
    Stage.ENROLLED: "petugas.umkm",
    Stage.GRADUATED: "petugas.umkm",
    Stage.REJECTED: "petugas.umkm",
    Stage.LEFT: "mentor.tegaldlimo",
}


def make_businesses(demo: Demo, groups: dict[str, Group]) -> None:
    programme, _created = Programme.objects.get_or_create(
        regency=Regency.objects.get(code=REGENCY),
        name="UMKM Naik Kelas",
        defaults={
            "about": "Pendampingan, bantuan alat, sertifikat gratis, dan pemasaran "
            "untuk usaha keluarga pekerja migran."
        },
    )
    for plan in PLANS:
        owners = [demo.people[key] for key in plan.owners]
        business = _make_business(demo, plan, owners, groups.get(plan.group))
        if plan.stages:
            _enrol(demo, business, programme, plan)
        for good in plan.goods:
            _make_product(demo, business, good)


def _make_business(demo: Demo, plan: Plan, owners: list[Person], group: Group | None) -> Business:
    business = Business.unscoped.create(
        village=demo.villages[plan.village],
        name=plan.name,
        slug=slugify(plan.name),
        kind=plan.kind,
        about=plan.about,
        started_year=plan.started,
        group=group,
        is_published=plan.is_published,
        closed_on=demo.days_ago(100, 600) if plan.is_closed else None,
        created_by=owners[0].created_by,
    )
    for owner in owners:
        Ownership.unscoped.create(
            business=business,
            person=owner,
            share_percent=100 // len(owners),
            since=date(plan.started, 6, 1),
        )
        if plan.consent != "missing":
            _agree(demo, owner, plan.consent)
    return business


def _agree(demo: Demo, person: Person, how_it_stands: str) -> None:
    """The owner's consent to be shown, in the state that the plan asks for."""
    consent = Consent(
        person=person,
        purpose=Consent.Purpose.BUSINESS_PAGE,
        how=Consent.How.SIGNATURE,
        given_on=demo.days_ago(200, 340),
        recorded_by=person.created_by,
    )
    until = {
        "given": demo.today + timedelta(days=500),
        "runs_out_soon": demo.today + timedelta(days=19),
        "run_out": demo.today - timedelta(days=6),
    }
    consent.valid_until = until.get(how_it_stands)
    consent.save()
    if how_it_stands == "withdrawn":
        Consent.unscoped.filter(pk=consent.pk).update(
            withdrawn_at=demo.at(demo.days_ago(3, 30), 12)
        )


def _enrol(demo: Demo, business: Business, programme: Programme, plan: Plan) -> None:
    enrolment = Enrolment.unscoped.create(
        business=business, programme=programme, baseline_turnover=plan.turnover
    )
    before, days = "", 420
    for stage in plan.stages:
        days -= demo.random.randint(30, 95)
        StageChange.unscoped.create(
            enrolment=enrolment,
            from_stage=before,
            to_stage=stage,
            reason=_REASONS[Stage(stage)],
            by=demo.users[_BY[Stage(stage)]],
            at=demo.at(demo.today - timedelta(days=days), 10, 15),
        )
        before = stage


def _make_product(demo: Demo, business: Business, good: Good) -> None:
    photo = keep_photo(
        village=business.village,
        picture=encode(picture(good.picture, demo.random)),
        alt=good.alt,
        by=business.created_by,
    )
    Product.unscoped.create(
        business=business,
        name=good.name,
        slug=slugify(f"{good.name} {business.name}"),
        about=good.about,
        price=good.price,
        unit=good.unit,
        photo=photo,
        is_published=True,
    )
