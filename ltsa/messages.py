"""What people are told about their appointment. No identity number, no passport number, and nothing
of what the visit is about beyond the name of the service."""

import datetime as dt

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ltsa.models import Booking
from migrants.models import Person
from notices import actions as notices


def message_key(booking: Booking) -> str:
    """One message per version of a booking, however often the change is tried."""
    return f"booking-{booking.pk}-v{booking.version}"


def tell(booking: Booking, text: str) -> None:
    """Queue `text`, in the caller's transaction, and call off what was queued before and is no
    longer true. Who stands at the desk, or has no phone, gets none."""
    if booking.version > 1:
        call_off(booking)
    if is_for_nobody_living(booking):
        return
    if booking.contact_phone and booking.channel != Booking.Channel.WALK_IN:
        notices.queue(
            key=message_key(booking),
            office=booking.office,
            phone=booking.contact_phone,
            text=text,
        )


def call_off(booking: Booking) -> None:
    """Nothing that still waits to be sent about this booking is true any more."""
    notices.call_off(key_prefix=f"booking-{booking.pk}-")


def take_up_again(booking: Booking) -> None:
    """What was called off about the booking as it stands is to be sent after all."""
    notices.take_up_again(key=message_key(booking))


def is_for_nobody_living(booking: Booking) -> bool:
    """Whether all who were to come are registered people who died or are reported to have."""
    keys = [party.person_id for party in booking.parties.all()]
    known = {key for key in keys if key is not None}
    return bool(keys) and None not in keys and Person.dead_among(known) == known


def when(moment: dt.datetime) -> str:
    """ "Kamis 26 November 2026 pukul 08.15 WIB"."""
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s WIB") % {
        "day": date_format(local, "l j F Y"),
        "time": f"{local:%H.%M}",
    }


def _facts(booking: Booking) -> dict[str, str]:
    return {
        "code": booking.code,
        "when": when(booking.starts_at),
        "office": booking.office.name,
        "link": f"{settings.SITE_URL}/ltsa/janji/{booking.code}/",
    }


def booked(booking: Booking) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "Your appointment: %(when)s, %(office)s. Code %(code)s. "
            "Please bring the papers on the list. To look at it or to cancel: %(link)s"
        ) % _facts(booking)


def moved(booking: Booking) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "Your appointment has a new time: %(when)s, %(office)s. Code %(code)s. "
            "To look at it or to cancel: %(link)s"
        ) % _facts(booking)


def cancelled(booking: Booking) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Your appointment on %(when)s, %(office)s, code %(code)s, is cancelled.") % _facts(
            booking
        )


def displaced(booking: Booking) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "We are sorry: %(office)s cannot receive you on %(when)s (code %(code)s). "
            "Please do not travel on that day. We will offer you a new time."
        ) % _facts(booking)


def offered(booking: Booking) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(booking)
        facts["until"] = when(booking.hold_until or booking.starts_at)
        return (
            _(
                "A new time is kept for you: %(when)s, %(office)s. Code %(code)s. "
                "Please confirm it before %(until)s: %(link)s"
            )
            % facts
        )
