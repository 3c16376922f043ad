"""A family asks for help on a phone; a case officer takes it up; the neighbour sees next to
nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role, User
from migrants.models import Case, Person
from tests import factories as make
from tests import pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person() -> Person:
    village = make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")
    make.HelpOfficeFactory(country="HK", name="Serikat Hong Kong", phone="+85240000001")
    made: Person = make.PersonFactory(village=village, name="Sumiati", abroad=True)
    return made


def test_report_from_family_to_closing(
    page: Page,
    person: Person,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    village = person.village
    officer = make.UserFactory(
        role=Role.CASE_OFFICER, regency=village.district.regency, full_name="Bu Petugas"
    )
    coordinator = make.UserFactory(role=Role.COORDINATOR, village=village)

    page.goto("/lapor/")
    axe(page)
    page.get_by_text("Gaji tidak dibayar").click()
    page.get_by_role("button", name="Berikutnya").click()
    axe(page)
    page.get_by_text("Tentang anggota keluarga saya").click()
    page.get_by_label("Namanya").fill("Mbak Yu")
    page.get_by_label("di negara mana").select_option("HK")
    page.get_by_label("Desa asal").fill("Kedungebang")
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_role("alert")).to_contain_text("Desa yang mana?")
    axe(page)
    page.get_by_label("Kedunggebang, Kecamatan Tegaldlimo").check()
    page.get_by_role("button", name="Berikutnya").click()
    axe(page)
    page.get_by_label("Ceritakan").fill("Gaji tiga bulan tidak dibayar")
    page.get_by_role("button", name="Berikutnya").click()
    axe(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih yang aman")
    axe(page)
    page.get_by_label("Kirim WhatsApp").check()
    page.get_by_label("Nomor telepon atau WhatsApp").fill("0812 3456 7890")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Anda tidak sendirian")).to_be_visible()
    axe(page)
    case = Case.unscoped.get()
    assert page.title() == "Formulir · Kampung Migran"
    page.get_by_role("link", name="Tinggalkan halaman ini").click()
    page.wait_for_url("**/produk/")
    page.goto(f"/lapor/{case.code}/")  # whoever finds the address on this phone
    expect(page.get_by_role("heading", name="Masukkan empat angka")).to_be_visible()

    page.goto("/lapor/cek/")
    axe(page)
    page.get_by_label("Kode", exact=True).fill(str(case.code).lower())
    page.get_by_label("Empat angka").fill("7890")
    page.get_by_role("button", name="Buka").click()
    page.get_by_label("Apa lagi yang perlu").fill("Dia juga sakit")
    page.get_by_label("Foto").set_input_files(
        {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    )
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Sudah kami terima. Terima kasih.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Siapa yang bisa dihubungi di sana").click()
    expect(page.get_by_role("link", name="+852 4000 0001")).to_be_visible()
    axe(page)

    sign_in(page, officer)
    page.goto("/kerja/")
    expect(page.get_by_text("kabar dari keluarga").first).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Gaji tidak dibayar").first.click()
    axe(page)
    page.get_by_role("button", name="Saya tangani").click()
    page.get_by_role("link", name="Cari di data warga").click()
    page.get_by_placeholder("Nama atau NIK").fill("sumiati")
    page.get_by_role("button", name="Cari").click()
    axe(page)
    page.get_by_role("button", name="Ini orangnya").click()
    page.get_by_role("link", name="Teruskan").click()
    page.get_by_label("Ke kantor mana").select_option(label="Serikat Hong Kong")
    page.get_by_label("Apa yang diminta").fill("Mohon menagih gajinya")
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Pesan untuk keluarga").click()
    page.get_by_label("Apa yang perlu diketahui").fill("Kami sedang menagih")
    page.get_by_role("button", name="Simpan").click()
    axe(page)
    page.get_by_role("link", name="Tutup").click()
    page.get_by_label("Bagaimana akhirnya").select_option("solved")
    page.get_by_label("Bagaimana hasilnya").fill("Sudah dibayar")
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Akhirnya: terselesaikan")).to_be_visible()
    case.refresh_from_db()
    assert (case.state, case.person, case.assigned_to) == ("closed", person, officer)
    page.goto("/kerja/kasus/?status=tutup")
    axe(page)
    page.get_by_role("link", name="Gaji tidak dibayar").click()
    page.get_by_role("link", name="Buka lagi").click()
    page.get_by_label("Mengapa").fill("Belum semua dibayar")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Kasus dibuka lagi")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, coordinator)
    page.goto(person.get_absolute_url())
    expect(page.get_by_text("Ada kasus")).to_be_visible()
    assert "Gaji tidak dibayar" not in page.content()
    page.goto("/kerja/kasus/")
    expect(page.get_by_text("Tidak ada kasus")).to_be_visible()


def test_report_without_javascript(browser: Browser, live_server: object, person: Person) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/lapor/")
    page.get_by_text("Sakit atau kecelakaan").click()
    page.get_by_role("button", name="Berikutnya").click()
    page.get_by_text("Tentang saya sendiri").click()
    page.get_by_label("di negara mana").select_option("TW")
    page.get_by_role("button", name="Berikutnya").click()
    page.get_by_label("Ceritakan").fill("Sakit sejak bulan lalu")
    page.get_by_role("button", name="Berikutnya").click()
    page.get_by_text("Jangan hubungi saya").click()
    page.get_by_label("Tanpa nomor telepon").fill("4711")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text(str(Case.unscoped.get().code))).to_be_visible()
    page.get_by_role("link", name="Tinggalkan halaman ini").click()
    page.wait_for_url("**/produk/")
    context.close()
