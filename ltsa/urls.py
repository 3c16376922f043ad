from django.urls import path, register_converter

from accounts.codes import CODE_ALPHABET
from ltsa.models.bookings import CODE_LENGTH
from ltsa.views import (
    bookers,
    booking,
    closing,
    desk,
    moving,
    papers,
    services,
    ticket,
    village_lists,
    waiting,
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
register_converter(CodeConverter, "booking_code")

urlpatterns = [
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
    path("ltsa/janji/<booking_code:code>/jawab/", moving.booking_answer, name="booking_answer"),
    path("ltsa/tunggu/daftar/<str:token>/", waiting.waiting_join, name="waiting_join"),
    path("ltsa/tunggu/<booking_code:code>/", waiting.waiting_entry, name="waiting_entry"),
    path("ltsa/tunggu/<booking_code:code>/keluar/", waiting.waiting_leave, name="waiting_leave"),
    path("ltsa/<slug:slug>/", services.service_page, name="service_page"),
    path("kerja/janji/", moving.appointment_list, name="appointment_list"),
    path("kerja/janji/<int:pk>/pindah/", moving.appointment_move, name="appointment_move"),
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
]
