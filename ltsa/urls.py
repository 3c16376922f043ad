from django.urls import include, path, register_converter

from accounts.codes import CODE_ALPHABET
from ltsa.models.bookings import CODE_LENGTH
from ltsa.models.queue import TOKEN_LENGTH
from ltsa.views import (
    again,
    bookers,
    booking,
    check,
    closing,
    day_list,
    desk,
    display,
    earlier,
    feeds,
    kiosk,
    moving,
    paper_way,
    papers,
    requirements,
    services,
    ticket,
    village_lists,
    waiting,
    walk_in,
)


class CodeConverter:
    """A booking code; what cannot be one is 404 without asking the database."""

    regex = f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ServicesConverter:
    """One or several services, e.g. "kartu-pencari-kerja,rekomendasi-paspor"."""

    regex = "[-a-zA-Z0-9_]+(?:,[-a-zA-Z0-9_]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ServicesConverter, "services")


class SlipConverter(CodeConverter):
    """The token of a number slip."""

    regex = f"[{CODE_ALPHABET}]{{{TOKEN_LENGTH}}}"


register_converter(CodeConverter, "booking_code")
register_converter(SlipConverter, "slip")

urlpatterns = [
    path("api/v1/", include("ltsa.api_urls")),
    path("ltsa/", services.ltsa_home, name="ltsa_home"),
    path("ltsa/cek/", ticket.booking_find, name="booking_find"),
    path("ltsa/janji/", booking.booking_start, name="booking_start"),
    path("ltsa/janji/berkas/<services:slugs>/", booking.booking_papers, name="booking_papers"),
    path("ltsa/janji/orang/<services:slugs>/", booking.booking_people, name="booking_people"),
    path("ltsa/janji/waktu/<str:token>/", booking.booking_time, name="booking_time"),
    path("ltsa/janji/<booking_code:code>/", ticket.booking_ticket, name="booking_ticket"),
    path(
        "ltsa/janji/<booking_code:code>/kalender.ics",
        ticket.booking_calendar,
        name="booking_calendar",
    ),
    path("ltsa/janji/<booking_code:code>/batal/", moving.booking_cancel, name="booking_cancel"),
    path("ltsa/janji/<booking_code:code>/pindah/", moving.booking_move, name="booking_move"),
    path(
        "ltsa/janji/<booking_code:code>/lebih-awal/",
        earlier.booking_earlier,
        name="booking_earlier",
    ),
    path("ltsa/janji/<booking_code:code>/lagi/", again.booking_again, name="booking_again"),
    path("ltsa/janji/<booking_code:code>/jawab/", moving.booking_answer, name="booking_answer"),
    path("ltsa/tunggu/daftar/<str:token>/", waiting.waiting_join, name="waiting_join"),
    path("ltsa/tunggu/<booking_code:code>/", waiting.waiting_entry, name="waiting_entry"),
    path("ltsa/tunggu/<booking_code:code>/keluar/", waiting.waiting_leave, name="waiting_leave"),
    path("ltsa/mandiri/<slug:office>/", kiosk.kiosk, name="kiosk"),
    path("ltsa/mandiri/<slug:office>/datang/", kiosk.kiosk_here, name="kiosk_here"),
    path("ltsa/mandiri/<slug:office>/layanan/", kiosk.kiosk_services, name="kiosk_services"),
    path(
        "ltsa/mandiri/<slug:office>/layanan/<slug:slug>/", kiosk.kiosk_number, name="kiosk_number"
    ),
    path("ltsa/mandiri/<slug:office>/nomor/<slip:token>/", kiosk.kiosk_slip, name="kiosk_slip"),
    path("ltsa/layar/<slug:office>/", display.queue_display, name="queue_display"),
    path("ltsa/antrean/<slip:token>/", display.queue_place, name="queue_place"),
    path("ltsa/kalender/<str:token>.ics", feeds.desk_feed, name="desk_feed"),
    path("ltsa/surat-kuasa/", requirements.authority_letter, name="authority_letter"),
    path("kerja/daftar-berkas/", requirements.requirement_list, name="requirement_list"),
    path("kerja/daftar-berkas/<slug:slug>/", requirements.requirement_add, name="requirement_add"),
    path(
        "kerja/daftar-berkas/ubah/<int:pk>/",
        requirements.requirement_change,
        name="requirement_change",
    ),
    path("ltsa/<slug:slug>/", services.service_page, name="service_page"),
    path("kerja/janji/", moving.appointment_list, name="appointment_list"),
    path("kerja/janji/<int:pk>/pindah/", moving.appointment_move, name="appointment_move"),
    path(
        "kerja/janji/<int:pk>/lebih-awal/", earlier.appointment_earlier, name="appointment_earlier"
    ),
    path("kerja/janji/<int:pk>/lagi/", again.appointment_again, name="appointment_again"),
    path("kerja/janji/<int:pk>/batal/", moving.appointment_cancel, name="appointment_cancel"),
    path("kerja/janji/tunggu/", waiting.waiting_list, name="waiting_list"),
    path("kerja/janji/tunggu/<int:pk>/keluar/", waiting.waiting_remove, name="waiting_remove"),
    path(
        "ltsa/janji/<booking_code:code>/berkas/", papers.booking_checklist, name="booking_checklist"
    ),
    path("kerja/janji/berkas/", papers.visit_list, name="visit_list"),
    path("kerja/janji/<int:pk>/berkas/", papers.visit_papers, name="visit_papers"),
    path("kerja/loket/pemesan/", bookers.booker_list, name="booker_list"),
    path("kerja/loket/pemesan/<str:kind>/<int:pk>/", bookers.booker_decide, name="booker_decide"),
    path("kerja/warga/<int:pk>/janji/", village_lists.person_book, name="person_book"),
    path("kerja/janji/warga/", village_lists.list_start, name="list_start"),
    path("kerja/janji/warga/<str:token>/", village_lists.list_times, name="list_times"),
    path("kerja/janji/daftar/<uuid:list_key>/", village_lists.list_confirm, name="list_confirm"),
    path("kerja/janji/cetak/", village_lists.tickets_print, name="tickets_print"),
    path("kerja/loket/", desk.desk, name="desk"),
    path("kerja/loket/tutup/", closing.closed_list, name="closed_list"),
    path("kerja/loket/tutup/lihat/", closing.closing_preview, name="closing_preview"),
    path("kerja/loket/tutup/<int:pk>/buka/", closing.closed_reopen, name="closed_reopen"),
    path("kerja/loket/jam/", closing.hours_list, name="hours_list"),
    path("kerja/loket/jam/<int:pk>/hapus/", closing.hours_remove, name="hours_remove"),
    path("kerja/loket/telepon/", closing.call_list, name="call_list"),
    path("kerja/loket/telepon/<int:pk>/", closing.call_result, name="call_result"),
    path("kerja/loket/<int:pk>/<str:step>/", desk.desk_step, name="desk_step"),
    path("kerja/loket/orang/<int:pk>/<str:step>/", desk.desk_party, name="desk_party"),
    path("kerja/loket/panggil/", desk.desk_call_next, name="desk_call_next"),
    path("kerja/loket/datang/", desk.desk_arrival, name="desk_arrival"),
    path("kerja/loket/tempat/", desk.desk_counter, name="desk_counter"),
    path("kerja/loket/tanpa-janji/", walk_in.desk_walk_in, name="desk_walk_in"),
    path("kerja/loket/kalender/", feeds.feed_list, name="feed_list"),
    path("kerja/loket/kalender/<int:pk>/cabut/", feeds.feed_revoke, name="feed_revoke"),
    path("kerja/loket/perangkat/", kiosk.kiosk_list, name="kiosk_list"),
    path("kerja/loket/perangkat/<int:pk>/cabut/", kiosk.kiosk_revoke, name="kiosk_revoke"),
    path("kerja/surat-diurus/", paper_way.paper_list, name="paper_list"),
    path("kerja/surat-diurus/banyak/", paper_way.papers_bulk, name="papers_bulk"),
    path("kerja/surat-diurus/<int:pk>/", paper_way.paper_detail, name="paper_detail"),
    path("kerja/surat-diurus/orang/<int:pk>/", paper_way.paper_add, name="paper_add"),
    path("kerja/loket/periksa/", check.desk_check, name="desk_check"),
    path("kerja/loket/periksa/kirim/", check.desk_check_send, name="desk_check_send"),
    path("kerja/loket/daftar/", day_list.desk_day_list, name="desk_day_list"),
]
