"""A list of people from upload to undo."""

from typing import Any

import pytest
from django.db.models.expressions import RawSQL
from django.test import Client

from accounts.models import Role, User, ViewLog
from migrants.actions.imports import reading
from migrants.models import (
    Document,
    FormerCard,
    Household,
    HouseholdMembership,
    ImportBatch,
    ImportMapping,
    ImportPiece,
    ImportRow,
    Journey,
    Person,
)
from tests import factories as make
from tests.migrants.handing_in import (
    BUDI,
    DEWI,
    HEAD,
    SITI,
    agree,
    hand_in,
    mend,
    names,
    row_of,
    save,
    states,
    undo,
    upload,
)
from tests.spreadsheets import csv_file, xlsx
from tests.tasks import work
from villages.models import Village

pytestmark = pytest.mark.django_db


def messages(batch: ImportBatch, number: int) -> dict[str, list[str]]:
    return row_of(batch, number).messages


# --- upload ---------------------------------------------------------------------------------------


def test_new_people_are_read_shown_and_saved(browser: Client, village: Village) -> None:
    batch = hand_in(browser, [HEAD, SITI, BUDI])
    assert states(batch) == ["new", "new"]
    page = browser.get(f"/kerja/impor/{batch.pk}/").content.decode()
    assert "Siti Aminah" in page
    assert "3510995205889001" not in page  # masked
    assert Person.unscoped.count() == 0  # nothing before she says so
    save(browser, batch)
    siti = Person.unscoped.get(name="Siti Aminah")
    assert (siti.village, siti.nik, siti.phone, str(siti.born_on)) == (
        village,
        "3510995205889001",
        "+6281234567890",
        "1988-05-12",
    )
    assert names() == ["Budi Santoso", "Siti Aminah"]


def test_saving_is_told_in_the_history_as_hers(browser: Client, coordinator: User) -> None:
    save(browser, hand_in(browser, [HEAD, SITI]))
    person = Person.unscoped.get()
    assert person.created_by == coordinator
    page = browser.get(f"/kerja/warga/{person.pk}/riwayat/").content.decode()
    assert "Bu Koordinator" in page


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (xlsx([HEAD]), "warga.xlsm", "makro"),
        (b"%PDF", "warga.pdf", "Excel"),
        (b"Nama;NIK", "warga.xlsx", "Isi berkas tidak sesuai"),
    ],
)
def test_unfit_file_is_refused_at_once(
    browser: Client, content: bytes, name: str, words: str
) -> None:
    answer = upload(browser, content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.unscoped.exists()


def test_file_that_is_too_large_is_refused(browser: Client) -> None:
    answer = upload(browser, b"PK\x03\x04" + b"0" * 11_000_000)
    assert answer.status_code == 422
    assert "10 MB" in answer.content.decode()


def test_upload_without_a_file_says_so(browser: Client) -> None:
    answer = browser.post("/kerja/impor/", {})
    assert answer.status_code == 422
    assert "Pilih berkas" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (xlsx([("Daftar warga",)]), "a.xlsx", "judul kolom"),
        (xlsx([HEAD]), "a.xlsx", "belum ada isinya"),
        (csv_file([HEAD, *[SITI] * 10_001]), "a.csv", "10001 baris"),
    ],
)
def test_file_that_turns_out_unfit_is_refused_by_the_worker(
    browser: Client, content: bytes, name: str, words: str
) -> None:
    upload(browser, content, name)
    work()
    batch = ImportBatch.unscoped.get()
    assert batch.state == ImportBatch.State.REFUSED
    page = browser.get(f"/kerja/impor/{batch.pk}/").content.decode()
    assert words in page


def test_lines_beyond_what_can_be_read_are_counted_and_not_kept(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file may hold millions of lines; there is memory for a few thousand."""
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    monkeypatch.setattr(reading, "_ABOVE", 2)
    batch = hand_in(browser, [], content=csv_file([HEAD, *[SITI] * 40]), name="a.csv")
    lines, count = reading._lines(batch)
    assert (len(lines), count) == (5, 41)
    assert batch.state == ImportBatch.State.REFUSED
    assert "40 baris" in batch.refusal


def test_file_is_kept_encrypted_and_comes_back_whole(browser: Client, coordinator: User) -> None:
    content = csv_file([HEAD, SITI])
    batch = hand_in(browser, [], content=content, name="a.csv")
    assert b"3510995205889001" not in b"".join(
        str(token).encode()
        for token in ImportPiece.unscoped.annotate(raw=RawSQL("content", ())).values_list("raw")
    )
    answer = browser.get(f"/kerja/impor/{batch.pk}/berkas/")
    assert answer.content == content
    assert ViewLog.objects.filter(user=coordinator, action="export").count() == 1


def test_identity_numbers_stand_nowhere_in_the_clear(browser: Client) -> None:
    from django.db import connection

    batch = hand_in(browser, [(*HEAD, "No KK"), (*SITI, "3510991203090007")])
    with connection.cursor() as cursor:
        for table in ("migrants_importbatch", "migrants_importrow", "migrants_importpiece"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")  # noqa: S608
            stored = cursor.fetchone()[0] or ""
            assert "3510995205889001" not in stored
            assert "3510991203090007" not in stored
            assert "Siti Aminah" not in stored
        cursor.execute("SELECT string_agg(t::text, '') FROM django_tasks_database_dbtaskresult t")
        assert "Siti" not in cursor.fetchone()[0]
    assert batch.pk


# --- columns --------------------------------------------------------------------------------------


def test_columns_are_asked_about_once_and_remembered(browser: Client, coordinator: User) -> None:
    upload(browser, xlsx([("Nama Lengkap", "NIK", "L/P", "Kolom Aneh"), (*SITI[:3], "x")]))
    work()
    batch = ImportBatch.unscoped.get()
    assert browser.get(f"/kerja/impor/{batch.pk}/")["Location"].endswith("/kolom/")
    page = browser.get(f"/kerja/impor/{batch.pk}/kolom/").content.decode()
    assert "Kolom Aneh" in page
    assert "3510995205889001" not in page
    agree(browser, batch, column_3="note")
    assert ImportMapping.objects.get(user=coordinator).mapping["3"] == "note"
    again = upload(browser, xlsx([("Nama Lengkap", "NIK", "L/P", "Kolom Aneh"), (*BUDI[:3], "y")]))
    work()
    assert again.status_code == 302
    second = ImportBatch.unscoped.latest("pk")
    assert second.state == ImportBatch.State.READY
    assert row_of(second, 2).cells["note"] == "y"


def test_no_column_twice_and_one_with_names(browser: Client) -> None:
    upload(browser, xlsx([HEAD, SITI]))
    work()
    batch = ImportBatch.unscoped.get()
    answer = agree(browser, batch, column_0="nik")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "hanya boleh dipilih untuk satu kolom" in page
    assert "berisi nama" in page
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.ASKS


def test_columns_may_be_changed_until_something_is_saved(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    assert browser.get(f"/kerja/impor/{batch.pk}/kolom/").status_code == 200
    agree(browser, batch, column_5="note")
    assert row_of(batch, 2).cells["note"] == "Krajan"
    save(browser, batch)
    assert browser.get(f"/kerja/impor/{batch.pk}/kolom/").status_code == 302


def test_template_can_be_downloaded_and_its_columns_need_no_answer(browser: Client) -> None:
    from migrants.imports.template import known_headers

    answer = browser.get("/kerja/impor/contoh/")
    assert answer.content.startswith(b"PK")
    assert upload(browser, answer.content).status_code == 302
    work()
    assert ImportBatch.unscoped.get().state == ImportBatch.State.REFUSED  # it is empty
    heads = known_headers()[0]
    filled = ["" for _head in heads]
    filled[0], filled[3] = "Siti Aminah", "P"
    upload(browser, xlsx([heads, filled]))
    work()
    assert ImportBatch.unscoped.latest("pk").state == ImportBatch.State.READY


def test_dates_in_two_ways_are_asked_about(browser: Client) -> None:
    rows = [HEAD, (*SITI[:3], "05/31/1988", "", ""), (*BUDI[:3], "12/06/1990", "", "")]
    upload(browser, xlsx(rows))
    work()
    batch = ImportBatch.unscoped.get()
    assert batch.mixed_dates == ["born"]
    page = browser.get(f"/kerja/impor/{batch.pk}/kolom/").content.decode()
    assert "ditulis dengan dua cara" in page
    agree(browser, batch, date_order="mdy")
    assert "born" not in messages(batch, 2)
    agree(browser, batch, date_order="dmy")
    assert "bulan" in messages(batch, 2)["born"][0]
    assert states(batch)[0] == "wrong"


# --- what rows mean -------------------------------------------------------------------------------


def test_rounded_nik_is_refused_at_its_cell(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, (SITI[0], "3,51E+15", *SITI[2:])])
    assert states(batch) == ["wrong"]
    assert "dibulatkan" in messages(batch, 2)["nik"][0]


def test_rounded_number_of_excel_is_refused_at_its_cell(browser: Client) -> None:
    content = xlsx(
        [HEAD, (SITI[0], "", *SITI[2:])],
        draw=lambda book, sheet: sheet.write_number(1, 1, 3510995205889000),
    )
    batch = hand_in(browser, [], content=content)
    assert "dibulatkan" in messages(batch, 2)["nik"][0]


def test_formula_is_refused_at_its_cell_also_after_another_row_was_mended(browser: Client) -> None:
    content = xlsx(
        [HEAD, SITI[:4], (*SITI[:4], "081234567890")],
        draw=lambda book, sheet: sheet.write_formula(1, 4, "=1+1", None, "081234567899"),
    )
    batch = hand_in(browser, [], content=content)
    assert "rumus" in messages(batch, 2)["phone"][0]
    browser.post(
        f"/kerja/impor/baris/{row_of(batch, 3).pk}/",
        {"version": 1, "do": "leave", "name": "x"},
    )
    assert "rumus" in messages(batch, 2)["phone"][0]
    mend(browser, row_of(batch, 2), phone="081234567891")
    assert states(batch)[0] == "new"


def test_twice_in_the_file_is_told_apart_from_registered(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, name=BUDI[0], nik=BUDI[1], sex="M", born_on="1990-06-12")
    batch = hand_in(browser, [HEAD, SITI, (*SITI[:1], SITI[1], *SITI[2:]), BUDI])
    assert states(batch) == ["wrong", "wrong", "update"]
    assert "baris 2 dan 3" in messages(batch, 2)["nik"][0]
    assert "baris 2 dan 3" in messages(batch, 3)["nik"][0]


def test_leaving_one_of_two_out_mends_the_other(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI, SITI])
    row = row_of(batch, 3)
    browser.post(
        f"/kerja/impor/baris/{row.pk}/", {"version": row.version, "do": "leave", "name": SITI[0]}
    )
    assert row_of(batch, 2).state == "new"
    assert row_of(batch, 3).left_out
    save(browser, batch)
    assert names() == ["Siti Aminah"]


def test_same_again_changes_nothing(browser: Client) -> None:
    save(browser, hand_in(browser, [HEAD, SITI]))
    before = Person.unscoped.get()
    batch = hand_in(browser, [HEAD, ("SITI AMINAH", *SITI[1:])])
    assert states(batch) == ["same"]
    assert Person.unscoped.get().version == before.version


def test_change_shows_old_and_new_and_never_empties(browser: Client, village: Village) -> None:
    make.PersonFactory(
        village=village,
        name="Siti Aminah",
        nik=SITI[1],
        phone="+6281111111111",
        hamlet="Sidomulyo",
        skills="Menjahit",
    )
    batch = hand_in(browser, [(*HEAD, "Keterampilan"), (*SITI[:4], "", "Krajan", "")])
    assert states(batch) == ["update"]
    page = browser.get(f"/kerja/impor/{batch.pk}/?bagian=update").content.decode()
    assert "<del>Sidomulyo</del>" in page
    assert "<ins>Krajan</ins>" in page
    assert not row_of(batch, 2).is_chosen  # changes are chosen by hand
    save(browser, batch)
    person = Person.unscoped.get()
    assert (person.hamlet, person.phone, person.skills) == ("Krajan", "+6281111111111", "Menjahit")


def test_rough_date_does_not_replace_an_exact_one(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, name=SITI[0], nik=SITI[1], hamlet="Krajan")
    batch = hand_in(browser, [HEAD, (*SITI[:3], "1988", "", "Krajan")])
    assert states(batch) == ["same"]


def test_probable_double_is_asked_about(browser: Client, village: Village) -> None:
    known = make.PersonFactory(village=village, name="Soemiati", without_nik=True)
    batch = hand_in(browser, [HEAD, ("Sumiati", "", "P", "12/05/1988", "", "Krajan")])
    assert states(batch) == ["doubtful"]
    row = row_of(batch, 2)
    page = browser.get(f"/kerja/impor/baris/{row.pk}/").content.decode()
    assert "Soemiati" in page
    mend(browser, row, answer=str(known.pk))
    assert states(batch) == ["update"]
    save(browser, batch)
    known.refresh_from_db()
    assert known.hamlet == "Krajan"
    assert Person.unscoped.count() == 1


def test_somebody_else_is_added(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, name="Sumiati", without_nik=True)
    batch = hand_in(browser, [HEAD, ("Sumiati", "", "P", "12/05/1988", "", "")])
    mend(browser, row_of(batch, 2), answer="new")
    assert states(batch) == ["new"]
    save(browser, batch)
    assert names() == ["Sumiati", "Sumiati"]


def test_empty_and_bad_phones_match_nobody(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, name="Sumarni", born_on="1970-01-01", phone="")
    batch = hand_in(
        browser,
        [HEAD, ("Sumarno", "", "L", "12/05/1988", "", ""), ("Sumarti", "", "P", "", "0812", "")],
    )
    assert states(batch) == ["new", "wrong"]


def test_nik_with_another_name_is_asked_about(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, name="Endang Wahyuni", nik=SITI[1])
    batch = hand_in(browser, [HEAD, SITI])
    assert states(batch) == ["doubtful"]
    page = browser.get(f"/kerja/impor/baris/{row_of(batch, 2).pk}/").content.decode()
    assert "Endang Wahyuni" in page
    assert 'value="new"' not in page  # her number is taken: it cannot be somebody else


def test_odd_nik_is_taken_with_a_reason(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, (*SITI[:3], "13/05/1988", "", "")])
    assert states(batch) == ["doubtful"]
    mend(browser, row_of(batch, 2), nik_override_reason="Tanggal di KTP dibetulkan")
    assert states(batch) == ["new"]
    save(browser, batch)
    assert Person.unscoped.get().nik_override_reason == "Tanggal di KTP dibetulkan"


def test_nobody_needs_a_nik(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, ("Tanpa Nomor", "-", "P", "1985", "", "")])
    save(browser, batch)
    person = Person.unscoped.get()
    assert (person.nik, person.no_nik_reason, person.born_precision) == (
        None,
        "not_at_hand",
        "year",
    )


@pytest.mark.parametrize(
    ("written", "reason"), [("tidak punya", "never_recorded"), ("BELUM ADA", "not_at_hand")]
)
def test_reason_may_stand_where_the_nik_should(browser: Client, written: str, reason: str) -> None:
    batch = hand_in(browser, [HEAD, ("Tanpa Nomor", written, "P", "1985", "", "")])
    save(browser, batch)
    person = Person.unscoped.get()
    assert (person.nik, person.no_nik_reason) == (None, reason)


def test_journey_and_family_come_along(browser: Client, village: Village) -> None:
    head = ("Nama", "NIK", "L/P", "No. KK", "SHDK", "Negara", "Pekerjaan", "Berangkat", "Pulang")
    card = "3510991203090007"
    rows = [
        head,
        ("Siti Aminah", SITI[1], "P", card, "Istri", "Hongkong", "PRT", "2015", "Maret 2019"),
        ("Budi Santoso", BUDI[1], "L", card, "Kepala Keluarga", "", "", "", ""),
    ]
    save(browser, hand_in(browser, rows))
    journey = Journey.unscoped.get()
    assert (str(journey.country), journey.sector, journey.departed_precision) == (
        "HK",
        "domestic",
        "year",
    )
    assert (str(journey.returned_on), journey.returned_precision) == ("2019-03-01", "month")
    assert journey.person.status == Person.Status.RETURNED
    household = Household.unscoped.get()
    assert household.kk_number == card
    assert set(
        HouseholdMembership.unscoped.filter(household=household).values_list(
            "relationship", flat=True
        )
    ) == {"wife", "head"}
    again = hand_in(browser, rows)
    assert states(again) == ["same", "same"]


def test_two_heads_of_one_family_are_refused(browser: Client) -> None:
    head = ("Nama", "NIK", "L/P", "No KK", "Hubungan Keluarga")
    rows = [head, (*SITI[:3], "3510991203090007", "kepala keluarga")]
    rows.append((*BUDI[:3], "3510991203090007", "kepala keluarga"))
    batch = hand_in(browser, rows)
    assert states(batch) == ["wrong", "wrong"]


def test_return_of_somebody_known_ends_her_journey(browser: Client, village: Village) -> None:
    person = make.PersonFactory(
        village=village, name=SITI[0], nik=SITI[1], abroad=True, lost_contact_since="2019-01-01"
    )
    head = ("Nama", "NIK", "L/P", "Negara", "Berangkat", "Pulang", "Alasan Pulang")
    batch = hand_in(
        browser, [head, (*SITI[:3], "Hong Kong", "2018", "12/03/2021", "habis kontrak")]
    )
    assert states(batch) == ["update"]
    save(browser, batch)
    person.refresh_from_db()
    assert person.status == Person.Status.RETURNED
    assert Journey.unscoped.get().return_kind == "contract_ended"
    undo(browser, batch)
    person.refresh_from_db()
    assert person.status == Person.Status.LOST_CONTACT
    assert Journey.unscoped.get().returned_on is None


def test_passport_becomes_a_paper_and_goes_with_undo(browser: Client) -> None:
    head = ("Nama", "NIK", "L/P", "No Paspor")
    batch = hand_in(browser, [head, (*SITI[:3], "C1234567")])
    save(browser, batch)
    assert Document.unscoped.get().number == "C1234567"
    undo(browser, batch)
    assert not Person.unscoped.exists()
    assert not Document.unscoped.exists()


# --- choosing and saving --------------------------------------------------------------------------


def test_only_chosen_rows_are_saved(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI, BUDI, DEWI])
    rows = [row_of(batch, number).pk for number in (2, 3, 4)]
    browser.post(f"/kerja/impor/{batch.pk}/", {"shown": rows, "row": rows[1:2], "do": "choose"})
    save(browser, batch, everything=False)
    assert names() == ["Budi Santoso"]
    save(browser, batch)  # the others afterwards
    assert len(names()) == 3


def test_rows_of_another_file_cannot_be_chosen(browser: Client) -> None:
    first, second = hand_in(browser, [HEAD, SITI]), hand_in(browser, [HEAD, BUDI])
    other = row_of(second, 2)
    browser.post(f"/kerja/impor/{first.pk}/", {"shown": [other.pk], "do": "choose"})
    assert row_of(second, 2).is_chosen


def test_double_click_saves_once(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    assert len(work()) == 1
    assert names() == ["Siti Aminah"]
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    assert not work()


def test_row_that_was_registered_meanwhile_stays_behind(browser: Client, village: Village) -> None:
    batch = hand_in(browser, [HEAD, SITI, BUDI])
    make.PersonFactory(village=village, name="Siti Aminah", nik=SITI[1], hamlet="Lain")
    save(browser, batch)
    assert names() == ["Budi Santoso", "Siti Aminah"]
    assert row_of(batch, 2).state == "update"
    assert row_of(batch, 2).outcome in ("", "changed")


def test_work_that_was_cut_off_begins_again_and_saves_once(browser: Client) -> None:
    from django_tasks_db.models import DBTaskResult

    batch = hand_in(browser, [HEAD, SITI])
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    DBTaskResult.objects.all().delete()  # the worker died
    page = browser.get(f"/kerja/impor/{batch.pk}/").content.decode()
    assert "Mulai lagi" not in page
    browser.post(f"/kerja/impor/{batch.pk}/ulang/")
    assert not work()  # too early
    ImportBatch.unscoped.filter(pk=batch.pk).update(moved_at="2020-01-01T00:00Z")
    assert "Mulai lagi" in browser.get(f"/kerja/impor/{batch.pk}/").content.decode()
    browser.post(f"/kerja/impor/{batch.pk}/ulang/")
    browser.post(f"/kerja/impor/{batch.pk}/ulang/")
    assert len(work()) == 1
    assert names() == ["Siti Aminah"]


def test_overtaken_worker_changes_nothing(browser: Client) -> None:
    from migrants.tasks import work_on

    batch = hand_in(browser, [HEAD, SITI])
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    work_on.call(batch.pk, "00000000-0000-0000-0000-000000000000")
    assert not Person.unscoped.exists()


def test_failure_tells_no_rows(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    ImportRow.unscoped.filter(batch=batch).update(values="no ciphertext")
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    (failed,) = work()
    assert "WorkFailed" in failed.exception_class_path
    assert "Siti" not in failed.traceback
    batch.refresh_from_db()
    assert batch.is_stalled  # she may begin again at once


# --- mending --------------------------------------------------------------------------------------


def test_faulty_row_is_mended_in_the_browser(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, (SITI[0], "12345", *SITI[2:])])
    row = row_of(batch, 2)
    page = browser.get(f"/kerja/impor/baris/{row.pk}/").content.decode()
    assert "NIK berisi 16 angka" in page or "16" in page
    answer = mend(browser, row, nik="123456")
    assert answer.status_code == 422
    answer = mend(browser, row_of(batch, 2), nik=SITI[1])
    assert answer.status_code == 302
    assert states(batch) == ["new"]
    assert row_of(batch, 2).is_chosen


def test_second_tab_does_not_overwrite_the_first(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    row = row_of(batch, 2)
    mend(browser, row, hamlet="Sidomulyo")
    mend(browser, row, hamlet="Terlambat")
    assert row_of(batch, 2).cells["hamlet"] == "Sidomulyo"


def test_faulty_rows_come_back_as_a_spreadsheet_without_formulas(
    browser: Client, coordinator: User
) -> None:
    from publishing.spreadsheets import read_lines

    bad = ("=HYPERLINK(1)", "123", "P", "", "", "@dusun")
    batch = hand_in(browser, [], content=csv_file([HEAD, bad]), name="a.csv")
    answer = browser.get(f"/kerja/impor/{batch.pk}/salah/")
    lines = list(read_lines(answer.content, "salah.xlsx"))
    assert not any(line.troubles for line in lines)
    assert b"<f>" not in answer.content
    assert lines[1].cells[0].lstrip("'").startswith("=HYPERLINK")
    assert any("16 angka" in cell for cell in lines[1].cells)
    assert ViewLog.objects.filter(user=coordinator, action="export").exists()


# --- undo -----------------------------------------------------------------------------------------


def test_undo_takes_back_everything(browser: Client, village: Village) -> None:
    known = make.PersonFactory(village=village, name=BUDI[0], nik=BUDI[1], sex="M", hamlet="Lama")
    head = (*HEAD, "No KK", "Negara", "Berangkat")
    rows = [
        head,
        (*SITI, "3510991203090007", "Taiwan", "2015"),
        (*BUDI[:2], "L", "", "0812 1111 2222", "Krajan", "3510991203090007", "Malaysia", "2016"),
    ]
    batch = hand_in(browser, rows)
    save(browser, batch)
    assert Journey.unscoped.count() == 2
    assert HouseholdMembership.unscoped.count() == 2
    undo(browser, batch)
    assert names() == [BUDI[0]]
    known.refresh_from_db()
    assert (known.hamlet, known.phone) == ("Lama", "")
    assert not Journey.unscoped.exists()
    assert not Household.unscoped.exists()
    assert batch.state == ImportBatch.State.UNDONE
    undo(browser, batch)  # a second time changes nothing
    assert names() == [BUDI[0]]


def test_undo_leaves_whom_somebody_has_worked_on(browser: Client, village: Village) -> None:
    batch = hand_in(browser, [HEAD, SITI, BUDI, DEWI])
    save(browser, batch)
    siti, budi = (Person.unscoped.get(name=name) for name in (SITI[0], BUDI[0]))
    siti.note = "Baru pindah rumah"
    siti.save()
    make.CaseFactory(person=budi)
    undo(browser, batch)
    assert names() == [BUDI[0], SITI[0]]  # only Dewi went
    page = browser.get(f"/kerja/impor/{batch.pk}/?bagian=tetap").content.decode()
    assert SITI[0] in page
    assert "sudah diubah" in page


def test_undo_leaves_a_changed_person_who_was_changed_again(
    browser: Client, village: Village
) -> None:
    known = make.PersonFactory(village=village, name=SITI[0], nik=SITI[1], hamlet="Lama")
    batch = hand_in(browser, [HEAD, SITI])
    save(browser, batch)
    known.refresh_from_db()
    known.hamlet = "Terbaru"
    known.save()
    undo(browser, batch)
    known.refresh_from_db()
    assert known.hamlet == "Terbaru"
    assert row_of(batch, 2).outcome == "left"


def test_household_that_others_joined_stays(browser: Client, village: Village) -> None:
    batch = hand_in(browser, [(*HEAD, "No KK"), (*SITI, "3510991203090007")])
    save(browser, batch)
    make.HouseholdMembershipFactory(
        household=Household.unscoped.get(),
        person=make.PersonFactory(village=village),
        relationship="child",
    )
    undo(browser, batch)
    assert Household.unscoped.exists()
    assert SITI[0] not in names()


# --- clearing away --------------------------------------------------------------------------------


def test_cleared_away_file_leaves_no_trace_of_its_rows(browser: Client) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    save(browser, batch)
    browser.post(f"/kerja/impor/{batch.pk}/buang/")
    assert not ImportRow.unscoped.exists()
    assert not ImportPiece.unscoped.exists()
    assert names() == ["Siti Aminah"]
    assert browser.get(f"/kerja/impor/{batch.pk}/").status_code == 200


def test_old_files_are_cleared_away_by_the_timer(browser: Client) -> None:
    from django.core.management import call_command

    old, new = hand_in(browser, [HEAD, SITI]), hand_in(browser, [HEAD, BUDI])
    ImportBatch.unscoped.filter(pk=old.pk).update(created_at="2020-01-01T00:00Z")
    call_command("purge_expired")
    call_command("purge_expired")
    old.refresh_from_db()
    assert old.state == ImportBatch.State.FORGOTTEN
    assert set(ImportRow.unscoped.values_list("batch", flat=True)) == {new.pk}


# --- whose rows -----------------------------------------------------------------------------------


def test_other_village_in_a_row_is_refused_with_the_same_words(
    browser: Client, village: Village, neighbour: Village
) -> None:
    make.PersonFactory(village=neighbour, name=SITI[0], nik=SITI[1])
    head = ("Desa", *HEAD)
    rows = [
        head,
        (neighbour.name, *SITI),
        ("Desa Yang Tidak Ada", *BUDI),
        (village.name, *DEWI),
    ]
    batch = hand_in(browser, rows)
    assert states(batch) == ["wrong", "wrong", "new"]
    assert messages(batch, 2) == messages(batch, 3)


def test_nik_of_another_village_tells_nothing(browser: Client, neighbour: Village) -> None:
    make.PersonFactory(village=neighbour, name="Rahasia Tetangga", nik=SITI[1])
    batch = hand_in(browser, [HEAD, SITI])
    assert states(batch) == ["wrong"]
    pages = [
        browser.get(f"/kerja/impor/{batch.pk}/").content.decode(),
        browser.get(f"/kerja/impor/baris/{row_of(batch, 2).pk}/").content.decode(),
        browser.get(f"/kerja/impor/{batch.pk}/salah/").content.decode("latin-1"),
    ]
    assert "NIK ini sudah terdaftar. Minta bantuan kantor kabupaten." in pages[0]
    assert not [page for page in pages if "Rahasia" in page or neighbour.name in page]


def test_double_of_another_village_is_no_candidate(browser: Client, neighbour: Village) -> None:
    make.PersonFactory(village=neighbour, name="Sumiati", without_nik=True)
    batch = hand_in(browser, [HEAD, ("Sumiati", "", "P", "12/05/1988", "", "")])
    assert states(batch) == ["new"]


def test_answer_cannot_name_somebody_of_another_village(
    browser: Client, village: Village, neighbour: Village
) -> None:
    make.PersonFactory(village=village, name="Sumiati", without_nik=True)
    foreign = make.PersonFactory(village=neighbour, name="Sumiati", without_nik=True, hamlet="A")
    batch = hand_in(browser, [HEAD, ("Sumiati", "", "P", "12/05/1988", "", "Krajan")])
    assert mend(browser, row_of(batch, 2), answer=str(foreign.pk)).status_code == 422
    assert states(batch) == ["doubtful"]


def test_administrator_imports_for_several_villages(
    signed_in: Any, village: Village, neighbour: Village
) -> None:
    admin = make.UserFactory(role=Role.ADMINISTRATOR, regency=village.district.regency)
    other = make.VillageFactory(
        code="35.09.01.2001",
        name="Jauh",
        district=make.DistrictFactory(
            code="35.09.01", regency=make.RegencyFactory(code="35.09", name="Jember")
        ),
    )
    desk = signed_in(admin)
    head = ("Desa", *HEAD)
    rows = [head, (village.name, *SITI), (neighbour.code, *BUDI), (other.name, *DEWI)]
    batch = hand_in(desk, rows)
    assert batch.village is None
    assert states(batch) == ["new", "new", "wrong"]
    save(desk, batch)
    assert Person.unscoped.get(name=BUDI[0]).village == neighbour


def test_coordinator_does_not_see_the_regencys_files(
    browser: Client, signed_in: Any, village: Village
) -> None:
    admin = make.UserFactory(role=Role.ADMINISTRATOR, regency=village.district.regency)
    batch = hand_in(signed_in(admin), [("Desa", *HEAD), (village.name, *SITI)])
    assert browser.get(f"/kerja/impor/{batch.pk}/").status_code == 404
    assert browser.get(f"/kerja/impor/baris/{row_of(batch, 2).pk}/").status_code == 404
    assert batch.name not in browser.get("/kerja/impor/").content.decode()


def test_administrator_of_another_regency_sees_nothing(
    browser: Client, signed_in: Any, village: Village
) -> None:
    batch = hand_in(browser, [HEAD, SITI])
    stranger = make.UserFactory(
        role=Role.ADMINISTRATOR, regency=make.RegencyFactory(code="35.09", name="Jember")
    )
    assert signed_in(stranger).get(f"/kerja/impor/{batch.pk}/").status_code == 404


def test_page_of_rows_asks_no_more_for_more_rows(
    browser: Client, village: Village, queries_do_not_grow: Any
) -> None:
    batch = hand_in(browser, [HEAD, SITI, BUDI, DEWI])

    def add() -> None:
        for number in range(10, 25):
            make.ImportRowFactory(
                batch=batch, number=number, cells={"name": f"Warga {number}", "sex": "P"}
            )

    queries_do_not_grow(lambda: browser.get(f"/kerja/impor/{batch.pk}/?bagian=new"), add)


def test_family_card_that_was_replaced_opens_no_second_family(
    browser: Client, village: Village
) -> None:
    household = make.HouseholdFactory(village=village, kk_number="3510991203090009")
    FormerCard.unscoped.create(
        household=household, kk_number="3510991203090007", until="2024-01-01", why="renewed"
    )
    known = make.PersonFactory(village=village, name=BUDI[0], nik=BUDI[1], sex="M")
    make.HouseholdMembershipFactory(household=household, person=known)
    head = (*HEAD[:3], "No KK")
    rows = [head, (*SITI[:3], "3510991203090007"), (*BUDI[:3], "3510991203090007")]
    batch = hand_in(browser, rows)
    assert states(batch) == ["wrong", "same"]
    assert list(messages(batch, 2)) == ["kk"]


def test_contract_does_not_end_before_the_departure(browser: Client) -> None:
    head = ("Nama", "NIK", "L/P", "Negara", "Berangkat", "Akhir Kontrak")
    batch = hand_in(browser, [head, (*SITI[:3], "Taiwan", "12/05/2019", "2018")])
    assert list(messages(batch, 2)) == ["contract_ends"]
