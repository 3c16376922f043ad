from django.urls import path, register_converter

from accounts.codes import CODE_ALPHABET
from ltsa.models.bookings import CODE_LENGTH
from ltsa.views import booking, desk, services, ticket


class CodeConverter:
    """A booking code; what cannot be one is 404 without asking the database."""

    regex = f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "booking_code")

urlpatterns = [
    path("ltsa/", services.ltsa_home, name="ltsa_home"),
    path("ltsa/cek/", ticket.booking_find, name="booking_find"),
    path("ltsa/janji/", booking.booking_start, name="booking_start"),
    path("ltsa/janji/berkas/<slug:slug>/", booking.booking_papers, name="booking_papers"),
    path("ltsa/janji/orang/<slug:slug>/", booking.booking_people, name="booking_people"),
    path("ltsa/janji/waktu/<str:token>/", booking.booking_time, name="booking_time"),
    path("ltsa/janji/<booking_code:code>/", ticket.booking_ticket, name="booking_ticket"),
    path(
        "ltsa/janji/<booking_code:code>/kalender.ics",
        ticket.booking_calendar,
        name="booking_calendar",
    ),
    path("ltsa/janji/<booking_code:code>/batal/", ticket.booking_cancel, name="booking_cancel"),
    path("ltsa/<slug:slug>/", services.service_page, name="service_page"),
    path("kerja/loket/", desk.desk, name="desk"),
    path("kerja/loket/<int:pk>/<str:step>/", desk.desk_step, name="desk_step"),
]
