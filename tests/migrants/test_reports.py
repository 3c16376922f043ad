"""A family reports without an account, as a phone without JavaScript walks it, and comes back."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from migrants.actions.cases import close_case
from migrants.models import Case, CaseAttachment, CaseStep
from migrants.models.cases import CODE_LIVES_ON
from tests import factories as make
from tests import pictures

pytestmark = pytest.mark.django_db

STORY = "Gaji tiga bulan tidak dibayar dan paspor ditahan"
PHONE = "0812 3456 7890"


@pytest.fixture
def regency() -> Any:
    """The one that is served, with two villages of one name."""
    tegaldlimo = make.DistrictFactory()
    make.VillageFactory(code="35.10.04.2007", name="Kedunggebang", district=tegaldlimo)
    for code, district in (("35.10.16", "Banyuwangi"), ("35.10.25", "Blimbingsari")):
        place = make.DistrictFactory(code=code, name=district)
        make.VillageFactory(code=f"{code}.2008", name="Karangrejo", district=place)
    return tegaldlimo.regency


def where(**changes: str) -> dict[str, str]:
    typed = {"reporter": "family", "subject_name": "Mbak Yu", "country": "HK"}
    return {**typed, "village_name": "kedung gebang", **changes}


def contact(**changes: str) -> dict[str, str]:
    return {"contact_way": "none", "contact_phone": PHONE, "nickname": "", **changes}


def to_last_step(client: Client, **changes: str) -> None:
    """The first three steps."""
    assert client.post("/lapor/", {"category": "unpaid"})["Location"] == "/lapor/siapa/"
    assert client.post("/lapor/siapa/", where(**changes))["Location"] == "/lapor/cerita/"
    assert client.post("/lapor/cerita/", {"summary": STORY})["Location"] == "/lapor/kabar/"


def send(client: Client, **changes: str) -> str:
    """A whole report; the address of its page."""
    to_last_step(client)
    answer = client.post("/lapor/kabar/", contact(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_family_reports_in_four_steps_and_gets_a_code(client: Client, regency: Any) -> None:
    address = send(client)
    case = Case.unscoped.get()
    assert address == f"/lapor/{case.code}/"
    page = text_of(client.get(address))
    assert str(case.code) in page
    assert "Menunggu petugas kasus" in page
    assert (case.summary, case.category, str(case.country)) == (STORY, "unpaid", "HK")
    assert (case.subject_name, case.contact_phone) == ("Mbak Yu", "+6281234567890")
    assert case.village
    assert case.village.name == "Kedunggebang"
    assert (case.channel, case.person, case.opened_by) == ("family", None, None)


def test_nothing_of_the_report_stands_in_titles_addresses_or_on_later_pages(
    client: Client, regency: Any
) -> None:
    address = send(client)
    pages = ["/lapor/", "/lapor/cek/", address]
    for page in pages:
        answer = client.get(page)
        title = re.search("<title>(.*)</title>", text_of(answer))
        assert title
        assert title.group(1) == "Formulir · Kampung Migran"
        assert "no-store" in answer["Cache-Control"]
    page = text_of(client.get(address))
    for word in (STORY, "Mbak Yu", "3456", "Gaji tidak dibayar"):
        assert word not in page


def test_what_was_told_is_unreadable_in_the_database(client: Client, regency: Any) -> None:
    from django.contrib.sessions.models import Session
    from django.db import connection

    to_last_step(client)
    session = Session.objects.get()
    assert STORY not in str(session.get_decoded())
    client.post("/lapor/kabar/", contact())
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM migrants_case AS c")
        stored = cursor.fetchone()[0]
    for word in ("Gaji tiga bulan", "Mbak Yu", "81234567890"):
        assert word not in stored


def test_family_comes_back_with_code_and_digits(client: Client, regency: Any) -> None:
    address = send(client)
    code = address.split("/")[-2]
    other_phone = Client()
    assert "Empat angka" in text_of(other_phone.get(address))
    answer = other_phone.post(
        "/lapor/cek/", {"code": f"{code[:4].lower()} {code[4:].lower()}", "digits": "7890"}
    )
    assert answer["Location"] == address
    assert "Sudah sampai mana" in text_of(other_phone.get(address))


def test_family_without_a_number_chooses_four_digits(client: Client, regency: Any) -> None:
    address = send(client, contact_phone="", digits="4711")
    assert Case.unscoped.get().contact_phone is None
    answer = Client().post(address, {"digits": "4711"})
    assert answer["Location"] == address


@pytest.mark.parametrize("known", [True, False])
def test_wrong_digits_and_unknown_code_look_the_same(
    client: Client, regency: Any, known: bool
) -> None:
    code = send(client).split("/")[-2] if known else "34679ACD"
    answer = Client().post("/lapor/cek/", {"code": code, "digits": "0000"})
    assert answer.status_code == 422
    assert "Tidak ada yang cocok" in text_of(answer)
    page = Client().get(f"/lapor/{code}/")
    assert page.status_code == 200
    assert code not in text_of(page).replace(f"/lapor/{code}/", "")


def test_guessing_the_digits_is_stopped(client: Client, regency: Any) -> None:
    code = send(client).split("/")[-2]
    for number in range(10):
        answer = Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            "/lapor/cek/", {"code": code, "digits": f"{number:04}"}
        )
        assert answer.status_code == 422
    answer = Client().post("/lapor/cek/", {"code": code, "digits": "7890"})
    assert answer.status_code == 429


def test_register_makes_no_difference(client: Client, regency: Any) -> None:
    """Whether she is registered: the same page, the same number of queries, and no link."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for phone in ("0812 0000 0001", "0812 0000 0002"):
        browser = Client()
        to_last_step(browser)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post("/lapor/kabar/", contact(contact_phone=phone))
        asked.append((answer.status_code, len(queries)))
        assert "migrants_person" not in "".join(query["sql"] for query in queries)
        make.PersonFactory(name="Mbak Yu", phone="+6281200000002")
    assert asked[0] == asked[1]
    assert set(Case.unscoped.values_list("person", flat=True)) == {None}


def test_two_taps_are_one_report(client: Client, regency: Any) -> None:
    to_last_step(client)
    cookies = client.cookies.output()
    twin = Client()
    twin.cookies.load(client.cookies)
    first = client.post("/lapor/kabar/", contact())
    second = twin.post("/lapor/kabar/", contact())
    assert cookies
    assert first["Location"] == second["Location"]
    assert Case.unscoped.count() == 1


def test_a_second_report_starts_empty(client: Client, regency: Any) -> None:
    first = send(client)
    assert STORY not in text_of(client.get("/lapor/"))
    assert client.get("/lapor/cerita/")["Location"] == first  # back button: the report was sent
    assert send(client) != first
    assert Case.unscoped.count() == 2


def test_steps_cannot_be_skipped(client: Client, regency: Any) -> None:
    assert client.get("/lapor/kabar/")["Location"] == "/lapor/"
    client.post("/lapor/", {"category": "unpaid"})
    assert client.get("/lapor/kabar/")["Location"] == "/lapor/siapa/"
    assert client.post("/lapor/kabar/", contact())["Location"] == "/lapor/siapa/"
    assert not Case.unscoped.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"village_name": "Karangrejo"}, "Karangrejo, Kecamatan Blimbingsari"),
        ({"village_name": "Kedungebang"}, "Kedunggebang, Kecamatan Tegaldlimo"),
        ({"village_name": "Atlantis"}, "tidak kami temukan"),
        ({"country": ""}, "negara mana"),
        ({"reporter": "king"}, "tentang siapa"),
    ],
)
def test_doubtful_answer_is_asked_again_with_everything_typed(
    client: Client, regency: Any, typed: dict[str, str], words: str
) -> None:
    client.post("/lapor/", {"category": "unpaid"})
    answer = client.post("/lapor/siapa/", where(**typed))
    assert answer.status_code == 422
    page = text_of(answer)
    assert words in page
    assert "Mbak Yu" in page
    assert "error-summary" in page


def test_one_of_two_villages_is_chosen_and_an_unknown_one_is_kept(
    client: Client, regency: Any
) -> None:
    client.post("/lapor/", {"category": "unpaid"})
    answer = client.post("/lapor/siapa/", where(village_name="Karangrejo"))
    chosen = answer.context["form"].found[1]
    client.post("/lapor/siapa/", where(village_name="Karangrejo", village=str(chosen.pk)))
    client.post("/lapor/cerita/", {"summary": STORY})
    client.post("/lapor/kabar/", contact())
    assert Case.unscoped.get().village == chosen
    other = Client()
    to_last_step(other, village_name="Atlantis", village="other")
    other.post("/lapor/kabar/", contact(contact_phone="0812 3456 0000"))
    case = Case.unscoped.get(village=None)
    assert "Atlantis" in case.summary
    assert case.regency == regency


def test_village_of_another_regency_is_not_taken_by_its_number(
    client: Client, regency: Any
) -> None:
    jember = make.RegencyFactory(code="35.09", name="Jember")
    district = make.DistrictFactory(code="35.09.01", name="Kencong", regency=jember)
    far = make.VillageFactory(code="35.09.01.2001", name="Kencong", district=district)
    client.post("/lapor/", {"category": "unpaid"})
    answer = client.post("/lapor/siapa/", where(village_name="Kencong", village=str(far.pk)))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"contact_way": ""}, "contact_way"),
        ({"contact_way": "call", "contact_phone": ""}, "contact_phone"),
        ({"contact_phone": "", "digits": ""}, "digits"),
        ({"contact_phone": "", "digits": "12a4"}, "digits"),
        ({"contact_phone": "12"}, "contact_phone"),
        ({"nickname": "Bot"}, "__all__"),
    ],
)
def test_last_step_keeps_what_was_typed(
    client: Client, regency: Any, typed: dict[str, str], field: str
) -> None:
    to_last_step(client)
    answer = client.post("/lapor/kabar/", contact(contact_name="Ibu Rahasia", **typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Ibu Rahasia" in text_of(answer)
    assert 'value="Bot"' not in text_of(answer)
    assert not Case.unscoped.exists()


def test_too_many_reports_from_one_number_lose_nothing(client: Client, regency: Any) -> None:
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        to_last_step(browser)
        assert browser.post("/lapor/kabar/", contact()).status_code == 302
    to_last_step(client)
    answer = client.post("/lapor/kabar/", contact(contact_name="Ibu Rahasia"))
    assert answer.status_code == 429
    assert "Ibu Rahasia" in text_of(answer)
    assert client.post("/lapor/kabar/", contact(contact_phone="0812 9999 0000")).status_code == 302


def test_lost_token_keeps_what_was_typed(regency: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/lapor/")
    token = strict.cookies["csrftoken"].value
    strict.post("/lapor/", {"category": "unpaid", "csrfmiddlewaretoken": token})
    strict.post("/lapor/siapa/", {**where(), "csrfmiddlewaretoken": token})
    answer = strict.post("/lapor/cerita/", {"summary": STORY})
    assert answer.status_code == 403
    assert STORY in text_of(answer)


# --- coming back ----------------------------------------------------------------------------------


def test_family_reads_only_what_was_written_for_it(client: Client, regency: Any) -> None:
    address = send(client)
    case = Case.unscoped.get()
    officer = make.UserFactory(full_name="Nama Petugas")
    CaseStep.unscoped.create(case=case, text="Menelepon polisi", by=officer)
    CaseStep.unscoped.create(case=case, kind="message", text="Mohon simpan surat", by=officer)
    make.CaseReferralFactory(case=case, to_name="Kantor Rahasia")
    page = text_of(client.get(address))
    assert "Mohon simpan surat" in page
    for word in ("Menelepon polisi", "Nama Petugas", "Kantor Rahasia"):
        assert word not in page


def test_family_adds_words_and_a_photo_and_the_officer_sees_news(
    client: Client, regency: Any
) -> None:
    address = send(client)
    photo = SimpleUploadedFile("surat.jpg", pictures.jpeg(), "image/jpeg")
    typed = {"text": "Dia pindah rumah", "submit_key": str(uuid4())}
    client.post(address, {**typed, "photo": photo})
    photo.seek(0)
    client.post(address, {**typed, "photo": photo})
    case = Case.unscoped.with_news().get()
    assert CaseStep.unscoped.get(case=case).kind == "family"
    attachment = CaseAttachment.unscoped.get(case=case)
    page = text_of(client.get(address))
    assert "Dia pindah rumah" not in page  # somebody else may open the page next
    assert str(attachment.key) not in page
    answer = client.post(address, {"text": "", "submit_key": str(uuid4())})
    assert answer.status_code == 422
    wrong = SimpleUploadedFile("surat.pdf", b"%PDF-1.7", "application/pdf")
    answer = client.post(address, {"text": "Ini suratnya", "photo": wrong})
    assert answer.status_code == 422
    assert "Ini suratnya" in text_of(answer)


def test_closed_report_is_still_found_for_a_while(client: Client, regency: Any) -> None:
    address = send(client)
    case = Case.unscoped.get()
    officer = make.UserFactory(role="case_officer", regency=regency)
    close_case(case=case, ending="solved", outcome="Sudah dibayar", by=officer)
    page = text_of(client.get(address))
    assert "selesai" in page
    assert "Sudah dibayar" not in page
    client.post(address, {"text": "Belum dibayar lagi", "submit_key": str(uuid4())})
    assert Case.unscoped.with_news().exists()
    import pgtrigger

    with pgtrigger.ignore():
        Case.unscoped.update(closed_at=timezone.now() - CODE_LIVES_ON)
    assert "Empat angka" in text_of(client.get(address))


def test_leaving_forgets_the_draft_and_the_report(client: Client, regency: Any) -> None:
    to_last_step(client)
    answer = client.get("/lapor/keluar/")
    assert answer["Location"] == "/produk/"
    assert client.get("/lapor/kabar/")["Location"] == "/lapor/"
    address = send(client)
    client.get("/lapor/keluar/")
    assert "Empat angka" in text_of(client.get(address))


def test_report_links_to_the_help_of_its_country(client: Client, regency: Any) -> None:
    assert "/bantuan/hk/" in text_of(client.get(send(client)))
