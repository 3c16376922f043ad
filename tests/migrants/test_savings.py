"""The savings book of a group: what goes in and out, what is put right, what never changes."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from migrants.actions.groups import book_savings, coach_members
from migrants.models import CoachedMember, Group, GroupMembership, SavingsEntry
from tests import factories as make
from tests.races import at_once
from villages.models import Village

SignedIn = Callable[[User], Client]
Kind = SavingsEntry.Kind


@pytest.fixture
def member(db: None, village: Village) -> GroupMembership:
    leader = make.UserFactory(role=Role.GROUP_LEADER)
    group = make.GroupFactory(village=village, leader=leader)
    person = make.PersonFactory(village=village, name="Sumiati")
    made: GroupMembership = make.GroupMembershipFactory(group=group, person=person)
    return made


@pytest.fixture
def leader(member: GroupMembership) -> User:
    assert member.group.leader
    return member.group.leader


@pytest.fixture
def hers(signed_in: SignedIn, leader: User) -> Client:
    return signed_in(leader)


@pytest.fixture
def statement(member: GroupMembership) -> str:
    return f"/kerja/kelompok/anggota/{member.pk}/tabungan/"


def typed(kind: str = "deposit", amount: str = "20rb", **more: str) -> dict[str, str]:
    return {"kind": kind, "amount": amount, "booked_on": "2026-10-04", **more}


def balance(member: GroupMembership) -> int:
    held: int = SavingsEntry.unscoped.filter(member=member).balance()
    return held


class TestEntries:
    @pytest.mark.parametrize(
        ("text", "rupiah"), [("5rb", 5_000), ("1,5 jt", 1_500_000), ("20.000", 20_000)]
    )
    def test_money_as_people_write_it(
        self, hers: Client, statement: str, member: GroupMembership, text: str, rupiah: int
    ) -> None:
        assert hers.post(f"{statement}catat/", typed(amount=text)).status_code == 302
        assert balance(member) == rupiah

    def test_double_tap_makes_one_entry(
        self, hers: Client, statement: str, member: GroupMembership
    ) -> None:
        form = typed(submit_key=str(uuid4()))
        codes = [hers.post(f"{statement}catat/", form).status_code for _ in range(2)]
        assert codes == [302, 302]
        assert balance(member) == 20_000

    def test_withdrawal_is_a_negative_entry(
        self, hers: Client, statement: str, member: GroupMembership
    ) -> None:
        make.SavingsEntryFactory(member=member, amount=50_000)
        assert hers.post(f"{statement}catat/", typed("withdrawal", "30rb")).status_code == 302
        assert SavingsEntry.unscoped.get(kind=Kind.WITHDRAWAL).amount == -30_000
        assert balance(member) == 20_000

    def test_no_more_is_taken_out_than_there_is(
        self, hers: Client, statement: str, member: GroupMembership
    ) -> None:
        make.SavingsEntryFactory(member=member, amount=50_000)
        answer = hers.post(f"{statement}catat/", typed("withdrawal", "50.001", note="Sekolah"))
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"amount"}
        text = answer.content.decode()
        assert "50.001" in text
        assert "Sekolah" in text
        assert balance(member) == 50_000

    def test_another_members_savings_are_not_hers(
        self, hers: Client, statement: str, member: GroupMembership
    ) -> None:
        other = make.GroupMembershipFactory(group=member.group)
        make.SavingsEntryFactory(member=other, amount=50_000)
        answer = hers.post(f"{statement}catat/", typed("withdrawal", "1rb"))
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("change", "wrong"),
        [
            ({"amount": "0"}, "amount"),
            ({"amount": "-5000"}, "amount"),
            ({"amount": "seribu"}, "amount"),
            ({"amount": "900 juta"}, "amount"),
            ({"amount": ""}, "amount"),
            ({"kind": "correction"}, "kind"),
            ({"booked_on": "2999-01-01"}, "booked_on"),
        ],
    )
    def test_impossible_entry_is_refused(
        self, hers: Client, statement: str, change: dict[str, str], wrong: str
    ) -> None:
        answer = hers.post(f"{statement}catat/", typed() | change)
        assert answer.status_code == 422
        assert wrong in answer.context["form"].errors
        assert not SavingsEntry.unscoped.exists()


class TestCorrections:
    @pytest.fixture
    def entry(self, member: GroupMembership) -> SavingsEntry:
        made: SavingsEntry = make.SavingsEntryFactory(member=member, amount=50_000)
        return made

    @pytest.fixture
    def address(self, entry: SavingsEntry) -> str:
        return f"/kerja/kelompok/tabungan/{entry.pk}/betulkan/"

    def test_counter_entry_and_the_right_amount(
        self,
        hers: Client,
        address: str,
        entry: SavingsEntry,
        member: GroupMembership,
        statement: str,
    ) -> None:
        form = {"amount": "5rb", "reason": "Salah ketik nol", "submit_key": str(uuid4())}
        assert [hers.post(address, form).status_code for _ in range(2)] == [302, 302]
        amounts = SavingsEntry.unscoped.order_by("pk").values_list("kind", "amount")
        assert list(amounts) == [("deposit", 50_000), ("deposit", 5_000), ("correction", -50_000)]
        assert balance(member) == 5_000
        assert "Salah ketik nol" in hers.get(statement).content.decode()

    def test_nothing_at_all_was_saved(
        self, hers: Client, address: str, member: GroupMembership
    ) -> None:
        assert hers.post(address, {"amount": "0", "reason": "Orang lain"}).status_code == 302
        assert balance(member) == 0
        assert SavingsEntry.unscoped.count() == 2

    def test_entry_is_corrected_once(
        self, hers: Client, address: str, member: GroupMembership
    ) -> None:
        hers.post(address, {"amount": "5rb", "reason": "Salah"})
        hers.post(address, {"amount": "6rb", "reason": "Salah lagi"})
        assert balance(member) == 5_000

    def test_correction_itself_cannot_be_corrected(self, hers: Client, address: str) -> None:
        hers.post(address, {"amount": "5rb", "reason": "Salah"})
        counter = SavingsEntry.unscoped.get(kind=Kind.CORRECTION)
        assert hers.get(f"/kerja/kelompok/tabungan/{counter.pk}/betulkan/").status_code == 404

    def test_correction_below_zero_is_refused(
        self, hers: Client, address: str, member: GroupMembership
    ) -> None:
        make.SavingsEntryFactory(member=member, kind=Kind.WITHDRAWAL, amount=-30_000)
        answer = hers.post(address, {"amount": "10rb", "reason": "Salah"})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"amount"}
        assert balance(member) == 20_000
        assert hers.post(address, {"amount": "30rb", "reason": "Salah"}).status_code == 302
        assert balance(member) == 0


class TestBook:
    def test_entry_never_changes_and_never_goes(self, member: GroupMembership) -> None:
        entry = make.SavingsEntryFactory(member=member)
        rows = SavingsEntry.unscoped.filter(pk=entry.pk)
        for attempt in (lambda: rows.update(amount=1), entry.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()
        entry.refresh_from_db()
        assert entry.amount == 20_000

    @pytest.mark.parametrize(
        ("constraint", "facts"),
        [
            ("amount_fits_kind", {"amount": -1}),
            ("amount_fits_kind", {"kind": "withdrawal", "amount": 5}),
            ("amount_fits_kind", {"kind": "correction", "amount": 0, "note": "x"}),
            ("amount_sensible", {"amount": 100_000_001}),
            ("not_below_zero", {"kind": "withdrawal", "amount": -11}),
            ("not_in_future", {"booked_on": timezone.localdate() + timedelta(days=3)}),
        ],
    )
    def test_database_refuses(
        self, member: GroupMembership, constraint: str, facts: dict[str, object]
    ) -> None:
        make.SavingsEntryFactory(member=member, amount=10)
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            make.SavingsEntryFactory(member=member, **facts)
        name = error.value.__cause__.diag.constraint_name  # type: ignore[union-attr]
        assert name == f"migrants_savingsentry_{constraint}"

    def test_counter_entry_undoes_exactly_its_entry(self, member: GroupMembership) -> None:
        entry = make.SavingsEntryFactory(member=member, amount=50_000)
        other = make.GroupMembershipFactory(group=member.group)
        make.SavingsEntryFactory(member=other, amount=90_000)
        facts = {"kind": Kind.CORRECTION, "corrects": entry, "note": "Salah"}
        for whose, amount in ((member, -40_000), (other, -50_000)):
            with pytest.raises(IntegrityError), transaction.atomic():
                make.SavingsEntryFactory(member=whose, amount=amount, **facts)
        make.SavingsEntryFactory(member=member, amount=-50_000, **facts)

    def test_meeting_of_another_group_is_refused(self, member: GroupMembership) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            make.SavingsEntryFactory(member=member, meeting=make.MeetingFactory())

    def test_statement_runs_the_balance(
        self, hers: Client, statement: str, member: GroupMembership
    ) -> None:
        for amount in (20_000, 30_000):
            make.SavingsEntryFactory(member=member, amount=amount)
        make.SavingsEntryFactory(member=member, kind=Kind.WITHDRAWAL, amount=-5_000)
        page = hers.get(statement)
        assert [entry.balance for entry in page.context["page"]] == [45_000, 50_000, 20_000]
        assert "Rp45.000" in page.content.decode()

    def test_book_of_the_group_adds_up_month_by_month(
        self, hers: Client, member: GroupMembership
    ) -> None:
        first = timezone.localdate().replace(day=1)
        before = first - timedelta(days=1)
        other = make.GroupMembershipFactory(group=member.group)
        make.SavingsEntryFactory(member=member, amount=100_000, booked_on=date(2020, 1, 1))
        make.SavingsEntryFactory(member=other, amount=20_000, booked_on=before)
        make.SavingsEntryFactory(
            member=member, kind=Kind.WITHDRAWAL, amount=-30_000, booked_on=first
        )
        page = hers.get(f"{member.group.get_absolute_url()}tabungan/")
        months = page.context["months"][-2:]
        assert [(one.saved, one.taken, one.balance) for one in months] == [
            (20_000, 0, 120_000),
            (0, 30_000, 90_000),
        ]
        assert page.context["balance"] == 90_000

    def test_only_the_leader_and_the_coordinator_of_the_village_read_it(
        self, signed_in: SignedIn, browser: Client, hers: Client, statement: str, village: Village
    ) -> None:
        assert browser.get(statement).status_code == hers.get(statement).status_code == 200
        assert "no-store" in hers.get(statement)["Cache-Control"]
        mentor = make.UserFactory(role=Role.MENTOR, district=village.district)
        assert signed_in(mentor).get(statement).status_code == 403
        other = make.GroupFactory(leader=make.UserFactory(role=Role.GROUP_LEADER)).leader
        assert signed_in(other).get(statement).status_code == 404


# --- races ----------------------------------------------------------------------------------------


@pytest.fixture
def without_lock(transactional_db: None) -> Iterator[Callable[[str], None]]:
    """`without_lock("keep_balance")`: that trigger looks without waiting for others and dawdles."""
    kept: list[str] = []

    def loosen(trigger: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger WHERE tgname LIKE %s",
                [f"pgtrigger_{trigger}_%"],
            )
            (definition,) = cursor.fetchone()
            kept.append(definition)
            loose = definition.replace("FOR NO KEY UPDATE", "")
            assert loose != definition
            cursor.execute(
                loose.replace("IF held", "PERFORM pg_sleep(0.3); IF held").replace(
                    "IF most", "PERFORM pg_sleep(0.3); IF most"
                )
            )

    yield loosen
    with connection.cursor() as cursor:
        for definition in kept:
            cursor.execute(definition)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def withdraw_twice(self, member: GroupMembership, leader: User) -> int:
        def take() -> object:
            entry = SavingsEntry(member=member, kind=Kind.WITHDRAWAL, amount=-50_000)
            return book_savings(entry=entry, by=leader)

        make.SavingsEntryFactory(member=member, amount=50_000)
        results = at_once(take, take, take)
        return sum(isinstance(result, SavingsEntry) for result in results)

    def test_the_last_money_is_taken_once(self, member: GroupMembership, leader: User) -> None:
        assert self.withdraw_twice(member, leader) == 1
        assert balance(member) == 0

    def test_control_without_the_lock_takes_it_more_often(
        self, member: GroupMembership, leader: User, without_lock: Callable[[str], None]
    ) -> None:
        """If this ever takes it once, the race above proves nothing."""
        without_lock("keep_balance")
        assert self.withdraw_twice(member, leader) > 1
        assert balance(member) < 0

    def coach_two_more(self, group: Group, leader: User) -> int:
        line = make.CoachingLineFactory(group=group)
        make.CoachedMemberFactory.create_batch(4, line=line)
        more = make.GroupMembershipFactory.create_batch(2, group=group)

        def insert(one: GroupMembership) -> object:
            return CoachedMember.unscoped.create(line=line, member=one, since=date(2026, 1, 1))

        at_once(*(lambda one=one: insert(one) for one in more))
        return CoachedMember.unscoped.filter(line=line).count()

    def test_fifth_place_is_given_once(self, member: GroupMembership, leader: User) -> None:
        assert self.coach_two_more(member.group, leader) == 5

    def test_control_without_the_lock_gives_it_twice(
        self, member: GroupMembership, leader: User, without_lock: Callable[[str], None]
    ) -> None:
        without_lock("five_at_a_time")
        assert self.coach_two_more(member.group, leader) == 6

    def test_action_adds_all_or_none(self, member: GroupMembership, leader: User) -> None:
        line = make.CoachingLineFactory(group=member.group)
        six = make.GroupMembershipFactory.create_batch(6, group=member.group)
        with pytest.raises(IntegrityError):
            coach_members(line=line, members=six, since=date(2026, 1, 1), by=leader)
        assert not CoachedMember.unscoped.exists()


def test_five_at_a_time_holds_for_past_years_too(db: None) -> None:
    line = make.CoachingLineFactory()
    make.CoachedMemberFactory.create_batch(
        5, line=line, since=date(2020, 1, 1), until=date(2021, 1, 1)
    )
    make.CoachedMemberFactory(line=line, since=date(2021, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        make.CoachedMemberFactory(line=line, since=date(2019, 1, 1), until=date(2020, 1, 2))
    make.CoachedMemberFactory(line=line, since=date(2019, 1, 1), until=date(2020, 1, 1))
