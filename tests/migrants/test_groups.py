"""Community groups: members over time, guests, meetings, lines of business."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from migrants.models import (
    Attendance,
    CoachedMember,
    CoachingLine,
    FormerPart,
    Group,
    GroupMembership,
    Meeting,
    Person,
    SavingsEntry,
)
from tests import factories as make
from villages.models import Village

SignedIn = Callable[[User], Client]


@pytest.fixture
def leader(db: None) -> User:
    return make.UserFactory(role=Role.GROUP_LEADER, full_name="Bu Ketua")


@pytest.fixture
def group(village: Village, leader: User) -> Group:
    made: Group = make.GroupFactory(village=village, name="Sukses Migran", leader=leader)
    return made


@pytest.fixture
def page(group: Group) -> str:
    return group.get_absolute_url()


@pytest.fixture
def hers(signed_in: SignedIn, leader: User) -> Client:
    """The leader's browser."""
    return signed_in(leader)


def member_of(group: Group, name: str = "Sumiati", **facts: object) -> GroupMembership:
    person = make.PersonFactory(village=group.village, name=name)
    made: GroupMembership = make.GroupMembershipFactory(group=group, person=person, **facts)
    return made


class TestMembers:
    def test_somebody_of_the_village_joins(
        self, browser: Client, group: Group, page: str, village: Village
    ) -> None:
        person = make.PersonFactory(village=village, name="Sumiati")
        form = {"part": "treasurer", "since": "2016-03-12", "submit_key": str(uuid4())}
        address = f"{page}anggota/?orang={person.pk}"
        assert browser.get(address).status_code == 200
        assert [browser.post(address, form).status_code for _ in range(2)] == [302, 302]
        membership = GroupMembership.unscoped.get()
        assert (membership.person, membership.part) == (person, "treasurer")
        assert "Sumiati" in browser.get(page).content.decode()

    def test_what_was_typed_stays_when_it_is_refused(
        self, browser: Client, page: str, village: Village
    ) -> None:
        person = make.PersonFactory(village=village)
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        form = {"part": "secretary", "since": tomorrow}
        answer = browser.post(f"{page}anggota/?orang={person.pk}", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"since"}
        text = answer.content.decode()
        assert 'value="secretary" selected' in text
        assert tomorrow in text
        assert "error-summary" in text

    def test_nobody_is_a_member_twice(self, browser: Client, group: Group, page: str) -> None:
        person = member_of(group).person
        answer = browser.post(f"{page}anggota/?orang={person.pk}", {"part": "member"})  # type: ignore[union-attr]
        assert answer.status_code == 422
        assert GroupMembership.unscoped.count() == 1

    def test_person_of_another_village_cannot_be_chosen(
        self, browser: Client, page: str, neighbour: Village
    ) -> None:
        stranger = make.PersonFactory(village=neighbour)
        address = f"{page}anggota/?orang={stranger.pk}"
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"part": "member"}).status_code == 404
        assert not GroupMembership.unscoped.exists()

    def test_leader_does_not_look_through_the_village(self, hers: Client, page: str) -> None:
        assert hers.post(f"{page}anggota/", {"q": "Siti"}).status_code == 403

    def test_leaving_ends_the_membership_and_what_she_does_in_the_group(
        self, hers: Client, group: Group, page: str
    ) -> None:
        coach, learner = member_of(group, "Pembina"), member_of(group, "Murid")
        line = make.CoachingLineFactory(group=group, member=coach)
        coached = make.CoachedMemberFactory(line=line, member=learner)
        answer = hers.post(f"/kerja/kelompok/anggota/{coach.pk}/keluar/", {"on": "2026-01-05"})
        assert answer.status_code == 302
        for row in (coach, line, coached):
            row.refresh_from_db()
            assert row.until == date(2026, 1, 5)
        assert "Pembina" in hers.get(page).content.decode()  # among the former ones

    @pytest.mark.parametrize("wrong", ["2999-01-01", "2015-01-01", "", "kemarin"])
    def test_impossible_day_of_leaving_is_refused(
        self, hers: Client, group: Group, wrong: str
    ) -> None:
        membership = member_of(group, since=date(2016, 1, 1))
        answer = hers.post(f"/kerja/kelompok/anggota/{membership.pk}/keluar/", {"on": wrong})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"on"}
        membership.refresh_from_db()
        assert membership.until is None

    def test_new_part_keeps_the_one_before_with_its_years(
        self, hers: Client, group: Group, page: str
    ) -> None:
        membership = member_of(group, part="secretary", since=date(2016, 3, 12))
        form = {"version": 1, "part": "treasurer", "on": "2021-06-01", "since": "2016-03-12"}
        address = f"/kerja/kelompok/anggota/{membership.pk}/"
        assert hers.post(address, form).status_code == 302
        former = FormerPart.unscoped.get()
        assert (former.part, former.since, former.until) == (
            "secretary",
            date(2016, 3, 12),
            date(2021, 6, 1),
        )
        assert "2016\u20132021" in hers.get(page).content.decode()

    def test_new_chair_takes_the_place_of_the_old_one(self, hers: Client, group: Group) -> None:
        old = member_of(group, "Lama", part="chair", since=date(2016, 3, 12))
        new = member_of(group, "Baru", since=date(2018, 1, 1))
        form = {"version": 1, "part": "chair", "on": "2022-01-01", "since": "2018-01-01"}
        assert hers.post(f"/kerja/kelompok/anggota/{new.pk}/", form).status_code == 302
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.part, new.part) == ("member", "chair")
        assert FormerPart.unscoped.filter(membership=old, part="chair").exists()

    def test_chair_since_before_her_time_is_refused(self, hers: Client, group: Group) -> None:
        member_of(group, "Lama", part="chair", since=date(2016, 3, 12))
        new = member_of(group, "Baru", since=date(2018, 1, 1))
        form = {"version": 1, "part": "chair", "on": "2015-01-01", "since": "2018-01-01"}
        answer = hers.post(f"/kerja/kelompok/anggota/{new.pk}/", form)
        assert answer.status_code == 422
        new.refresh_from_db()
        assert new.part == "member"


class TestGuests:
    def test_leader_lets_in_somebody_from_elsewhere(
        self, hers: Client, group: Group, page: str, neighbour: Village
    ) -> None:
        make.PersonFactory(village=neighbour, name="Markatetangga")
        form = {
            "guest_name": "Markatetangga",
            "guest_phone": "081234567890",
            "guest_from": "Kendalrejo",
            "part": "member",
            "submit_key": str(uuid4()),
        }
        assert [hers.post(f"{page}tamu/", form).status_code for _ in range(2)] == [302, 302]
        guest = GroupMembership.unscoped.get()
        assert (guest.person, guest.guest_phone) == (None, "+6281234567890")
        text = hers.get(page).content.decode()
        assert "Kendalrejo" in text
        assert "/kerja/warga/" not in text

    def test_registered_or_not_makes_no_difference(
        self, hers: Client, page: str, neighbour: Village
    ) -> None:
        """The leader cannot find out who is registered elsewhere by entering a guest."""
        make.PersonFactory(village=neighbour, name="Ada", phone="+6281234567890")
        answers = []
        for name in ("Ada", "Tiada"):
            form = {"guest_name": name, "guest_phone": "081234567890", "part": "member"}
            answer = hers.post(f"{page}tamu/", form, follow=True)
            text = answer.content.decode().replace(name, "X")
            answers.append((answer.status_code, text.count("X"), "error-summary" in text))
        assert answers[0][::2] == answers[1][::2]

    def test_guest_without_a_name_is_refused(self, hers: Client, page: str) -> None:
        answer = hers.post(f"{page}tamu/", {"guest_from": "Muncar", "part": "member"})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"guest_name"}
        assert "Muncar" in answer.content.decode()

    def test_same_guest_twice_is_refused(self, hers: Client, page: str) -> None:
        form = {"guest_name": "Tamu", "guest_phone": "081234567890", "part": "member"}
        assert [hers.post(f"{page}tamu/", form).status_code for _ in range(2)] == [302, 422]

    def test_member_whose_village_is_another_one_shows_by_name_only(
        self, browser: Client, hers: Client, group: Group, page: str, neighbour: Village
    ) -> None:
        moved = make.PersonFactory(village=neighbour, name="Markatetangga", hamlet="Rahasia")
        make.GroupMembershipFactory(group=group, person=moved)
        for reader in (browser, hers):
            text = reader.get(page).content.decode()
            assert "Markatetangga" in text
            assert moved.get_absolute_url() not in text
            assert "Rahasia" not in text

    def test_her_own_coordinator_does_not_see_the_group(
        self, signed_in: SignedIn, group: Group, page: str, neighbour: Village
    ) -> None:
        moved = make.PersonFactory(village=neighbour)
        make.GroupMembershipFactory(group=group, person=moved)
        theirs = signed_in(make.UserFactory(role=Role.COORDINATOR, village=neighbour))
        assert theirs.get(page).status_code == 404
        assert "Sukses Migran" not in theirs.get(moved.get_absolute_url()).content.decode()


class TestMeetings:
    def test_meeting_of_today_leads_to_the_list(
        self, hers: Client, group: Group, page: str
    ) -> None:
        form = {
            "held_on": timezone.localdate().isoformat(),
            "begins_at": "13:30",
            "place": "Balai desa",
            "topic": "Kemasan",
            "submit_key": str(uuid4()),
        }
        answers = [hers.post(f"{page}pertemuan/tambah/", form) for _ in range(2)]
        meeting = Meeting.unscoped.get()
        assert [answer["Location"] for answer in answers] == [meeting.get_absolute_url()] * 2
        assert (meeting.group, meeting.topic) == (group, "Kemasan")

    def test_two_meetings_of_one_day_are_refused(
        self, hers: Client, group: Group, page: str
    ) -> None:
        make.MeetingFactory(group=group, held_on=date(2026, 10, 4))
        form = {"held_on": "2026-10-04", "topic": "Lagi"}
        answer = hers.post(f"{page}pertemuan/tambah/", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"held_on"}
        assert "Lagi" in answer.content.decode()

    def test_attendance_and_savings_in_one_go(self, hers: Client, group: Group) -> None:
        one, two, three = (member_of(group, name) for name in ("Ani", "Budi", "Citra"))
        meeting = make.MeetingFactory(group=group)
        form = {
            "submit_key": str(uuid4()),
            f"came_{one.pk}": "on",
            f"saved_{one.pk}": "5rb",
            f"came_{two.pk}": "on",
            f"saved_{three.pk}": "1,5 jt",  # sent along with a neighbour
        }
        address = meeting.get_absolute_url()
        assert [hers.post(address, form).status_code for _ in range(2)] == [302, 302]
        assert set(Attendance.unscoped.values_list("member", flat=True)) == {one.pk, two.pk}
        entries = SavingsEntry.unscoped.values_list("member", "amount", "booked_on")
        assert set(entries) == {
            (one.pk, 5_000, meeting.held_on),
            (three.pk, 1_500_000, meeting.held_on),
        }

    def test_tick_can_be_taken_off_and_money_stays(self, hers: Client, group: Group) -> None:
        one = member_of(group)
        meeting = make.MeetingFactory(group=group)
        address = meeting.get_absolute_url()
        first = {"submit_key": str(uuid4()), f"came_{one.pk}": "on", f"saved_{one.pk}": "5rb"}
        hers.post(address, first)
        hers.post(address, {"submit_key": str(uuid4())})
        assert not Attendance.unscoped.exists()
        assert SavingsEntry.unscoped.count() == 1
        assert "Rp5.000" in hers.get(address).content.decode()

    def test_wrong_money_keeps_all_ticks(self, hers: Client, group: Group) -> None:
        one, two = member_of(group, "Ani"), member_of(group, "Budi")
        meeting = make.MeetingFactory(group=group)
        form = {f"came_{one.pk}": "on", f"saved_{one.pk}": "5rb", f"saved_{two.pk}": "lima"}
        answer = hers.post(meeting.get_absolute_url(), form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {f"saved_{two.pk}"}
        text = answer.content.decode()
        assert f'id="id_came_{one.pk}" checked' in text
        assert 'value="lima"' in text
        assert f'href="#id_saved_{two.pk}"' in text
        assert not SavingsEntry.unscoped.exists()
        assert not Attendance.unscoped.exists()

    def test_who_was_not_yet_or_no_longer_a_member_is_not_on_the_list(
        self, hers: Client, group: Group
    ) -> None:
        meeting = make.MeetingFactory(group=group, held_on=date(2026, 10, 4))
        member_of(group, "Ada")
        member_of(group, "Dulu", until=date(2026, 10, 1))
        member_of(group, "Nanti", since=date(2026, 10, 5))
        form = hers.get(meeting.get_absolute_url()).context["form"]
        assert [member.name for member in form.members] == ["Ada"]

    def test_planned_meeting_cannot_be_ticked(self, hers: Client, group: Group) -> None:
        one = member_of(group)
        coming = make.MeetingFactory(group=group, held_on=timezone.localdate() + timedelta(days=7))
        answer = hers.post(coming.get_absolute_url(), {f"came_{one.pk}": "on"})
        assert answer.status_code == 200
        assert not Attendance.unscoped.exists()

    def test_mentor_sees_how_many_came_but_no_names_and_no_money(
        self, signed_in: SignedIn, group: Group, village: Village
    ) -> None:
        one = member_of(group, "Sumiati")
        meeting = make.MeetingFactory(group=group)
        Attendance.unscoped.create(meeting=meeting, member=one)
        make.SavingsEntryFactory(member=one, meeting=meeting, amount=777_000)
        theirs = signed_in(make.UserFactory(role=Role.MENTOR, district=village.district))
        for address in (meeting.get_absolute_url(), group.get_absolute_url()):
            text = theirs.get(address).content.decode()
            assert "777.000" not in text
        assert "Sumiati" not in theirs.get(meeting.get_absolute_url()).content.decode()
        assert theirs.post(meeting.get_absolute_url(), {f"came_{one.pk}": ""}).status_code == 200
        assert Attendance.unscoped.count() == 1


class TestLines:
    def test_leader_opens_a_line_and_adds_learners(
        self, hers: Client, group: Group, page: str
    ) -> None:
        coach, *learners = (member_of(group, name) for name in ("Ani", "Budi", "Citra"))
        form = {"title": "Roti", "member": coach.pk, "since": "2025-01-01"}
        form["submit_key"] = str(uuid4())
        assert [hers.post(f"{page}binaan/", form).status_code for _ in range(2)] == [302, 302]
        line = CoachingLine.unscoped.get()
        chosen = {"members": [one.pk for one in learners], "since": "2025-02-01"}
        answer = hers.post(f"/kerja/kelompok/binaan/{line.pk}/peserta/", chosen)
        assert answer.status_code == 302
        text = hers.get(page).content.decode()
        for word in ("Roti", "Ani", "Budi", "Citra", "Februari 2025"):
            assert word in text

    def test_sixth_learner_is_refused_and_all_stay_ticked(self, hers: Client, group: Group) -> None:
        line = make.CoachingLineFactory(group=group)
        make.CoachedMemberFactory.create_batch(4, line=line)
        one, two = member_of(group, "Ani"), member_of(group, "Budi")
        address = f"/kerja/kelompok/binaan/{line.pk}/peserta/"
        form = {"members": [one.pk, two.pk], "since": "2025-02-01"}
        answer = hers.post(address, form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"members"}
        assert answer.content.decode().count("checked") >= 2
        assert CoachedMember.unscoped.count() == 4

    def test_place_is_free_again_when_somebody_has_finished(
        self, hers: Client, group: Group
    ) -> None:
        line = make.CoachingLineFactory(group=group)
        coached = make.CoachedMemberFactory.create_batch(5, line=line)
        hers.post(f"/kerja/kelompok/peserta/{coached[0].pk}/selesai/", {"on": "2026-01-05"})
        one = member_of(group)
        form = {"members": [one.pk], "since": "2026-01-05"}
        answer = hers.post(f"/kerja/kelompok/binaan/{line.pk}/peserta/", form)
        assert answer.status_code == 302

    def test_member_of_another_group_cannot_be_chosen(
        self, hers: Client, group: Group, page: str
    ) -> None:
        other = make.GroupMembershipFactory()
        form = {"title": "Roti", "member": other.pk, "since": "2025-01-01"}
        answer = hers.post(f"{page}binaan/", form)
        assert answer.status_code == 422
        assert not CoachingLine.unscoped.exists()


class TestLeader:
    def test_start_page_tells_the_next_meeting_the_balance_and_who_is_missing(
        self, hers: Client, group: Group
    ) -> None:
        came, missing = member_of(group, "Rajin"), member_of(group, "Jarang Datang")
        for day in (date(2026, 9, 6), date(2026, 10, 4)):
            meeting = make.MeetingFactory(group=group, held_on=day)
            Attendance.unscoped.create(meeting=meeting, member=came)
        make.SavingsEntryFactory(member=came, amount=1_250_000)
        coming = timezone.localdate() + timedelta(days=5)
        make.MeetingFactory(group=group, held_on=coming, place="Rumah Bu Ani")
        text = hers.get("/kerja/").content.decode()
        for word in ("Rumah Bu Ani", "Rp1.250.000", missing.name):
            assert word in text

    @pytest.mark.parametrize("address", ["/kerja/warga/", "/kerja/keluarga/", "/kerja/usaha/"])
    def test_opens_no_people(self, hers: Client, address: str) -> None:
        assert hers.get(address).status_code == 403

    def test_changes_nothing_of_another_group(self, hers: Client, village: Village) -> None:
        other = make.GroupFactory(village=village)
        for part in ("", "ubah/", "tamu/", "pertemuan/", "pertemuan/tambah/", "tabungan/"):
            address = f"{other.get_absolute_url()}{part}"
            assert hers.get(address).status_code == 404, part
            assert hers.post(address, {}).status_code == 404, part


def test_queries_do_not_grow_with_members(
    hers: Client, group: Group, queries_do_not_grow: Callable[..., None]
) -> None:
    meeting = make.MeetingFactory(group=group)
    one = member_of(group, part="secretary")
    FormerPart.unscoped.create(membership=one, part="member", until=date(2020, 1, 1))
    line = make.CoachingLineFactory(group=group)
    make.CoachedMemberFactory(line=line)

    def add_rows() -> None:
        for number in range(4):
            member = member_of(group, f"Anggota {number}")
            Attendance.unscoped.create(meeting=meeting, member=member)
            make.SavingsEntryFactory(member=member, meeting=meeting)
            FormerPart.unscoped.create(membership=member, part="member", until=date(2020, 1, 1))
            make.CoachedMemberFactory(line=line, member=member)
            make.MeetingFactory(group=group, held_on=date(2025, 1, 1 + number))

    pages = [
        group.get_absolute_url(),
        meeting.get_absolute_url(),
        f"{group.get_absolute_url()}tabungan/",
        f"{group.get_absolute_url()}pertemuan/",
        "/kerja/",
    ]
    queries_do_not_grow(lambda: [hers.get(address) for address in pages], add_rows)


def test_group_page_of_a_person_names_her_groups_only(browser: Client, group: Group) -> None:
    person: Person = member_of(group).person  # type: ignore[assignment]
    assert "Sukses Migran" in browser.get(person.get_absolute_url()).content.decode()
