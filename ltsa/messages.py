"""What people are told about their appointment. No identity number, no passport number, and nothing
of what the visit is about beyond the name of the service. The words: `ltsa.texts`."""

import datetime as dt
import re

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ltsa.models import Booking, CallTask, Kind, WaitingEntry
from ltsa.papers import Sheet, missing_in_words
from ltsa.texts import fill, own_or_built_in, words_in
from migrants.models import Person
from notices import actions as notices
from notices.models import Recipient

#: Told even to a phone that wants no messages, by a call: somebody would travel in vain.
ESSENTIAL = (Kind.DISPLACED,)


class Text(str):
    """The words of a message, with what they are made of: which text, the facts that stand in for
    its placeholders, the provider's name for it, and whom it is for."""

    kind: str
    facts: dict[str, str]
    template: str
    recipient: Recipient


def message_key(booking: Booking) -> str:
    """One message per version of a booking, however often the change is tried."""
    return f"booking-{booking.pk}-v{booking.version}"


def key_prefix(booking: Booking) -> str:
    """What the keys of all messages about a booking begin with."""
    return f"booking-{booking.pk}-"


def booking_pk(key: str) -> int | None:
    """The booking that a message with this key tells of; None when it tells of something else."""
    found = re.match(r"booking-(\d+)-", key)
    return int(found[1]) if found else None


def tell(booking: Booking, text: str) -> None:
    """Queue `text`, in the caller's transaction, and call off what was queued before and is no
    longer true. Who stands at the desk, or has no phone, gets none."""
    if booking.version > 1:
        call_off(booking)
    if is_for_nobody_living(booking):
        return
    if booking.contact_phone and booking.channel != Booking.Channel.WALK_IN:
        send(booking, text, key=message_key(booking), expires_at=_end_of_day(booking.starts_at))


def send(
    booking: Booking,
    text: str,
    *,
    key: str,
    due_at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
) -> None:
    """Queue one message about a booking. Whom only a call reaches stands on the call list."""
    made = text if isinstance(text, Text) else None
    recipient = made.recipient if made else Recipient.of(booking.contact_phone)
    is_essential = made is not None and made.kind in ESSENTIAL
    if is_essential and recipient.opted_out_at:
        CallTask.put_down(booking, CallTask.Why.NO_MESSAGES)
        is_essential = False  # the call tells it
    notices.queue(
        key=key,
        office=booking.office,
        phone=booking.contact_phone,
        text=text,
        due_at=due_at,
        expires_at=expires_at,
        kind=made.kind if made else "",
        facts=made.facts if made else None,
        template=made.template if made else "",
        is_essential=is_essential,
        recipient=recipient,
    )


def _end_of_day(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment).replace(hour=23, minute=59, second=59)


def call_off(booking: Booking) -> None:
    """Nothing that still waits to be sent about this booking is true any more."""
    notices.call_off(key_prefix=key_prefix(booking))


def call_off_keys(key_prefix: str) -> None:
    """Nothing with such a key that still waits to be sent is true any more."""
    notices.call_off(key_prefix=key_prefix)


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


def compose(kind: str, booking: Booking, **facts: str) -> Text:
    """The text of this kind in the language that the phone's owner chose."""
    recipient = Recipient.of(booking.contact_phone)
    with translation.override(recipient.language):
        facts = {
            "waktu": when(booking.starts_at),
            "kantor": booking.office.name,
            "kode": booking.code,
            "tautan": f"{settings.SITE_URL}/ltsa/janji/{booking.code}/",
            "batas": when(booking.hold_until or booking.starts_at),
            **facts,
        }
    return _text(kind, recipient, facts)


def _text(kind: str, recipient: Recipient, facts: dict[str, str]) -> Text:
    words, provider_name = own_or_built_in(kind, recipient.language)
    text = Text(fill(words, facts))
    text.kind, text.recipient = kind, recipient
    text.facts = {word: facts[word] for word in words_in(words) if word in facts}
    text.template = f"{provider_name}/{recipient.language}" if provider_name else ""
    return text


def booked(booking: Booking) -> Text:
    return compose(Kind.BOOKED, booking)


def moved(booking: Booking) -> Text:
    return compose(Kind.MOVED, booking)


def cancelled(booking: Booking) -> Text:
    return compose(Kind.CANCELLED, booking)


def displaced(booking: Booking) -> Text:
    return compose(Kind.DISPLACED, booking)


def offered(booking: Booking) -> Text:
    return compose(Kind.OFFERED, booking)


def reduced(booking: Booking) -> Text:
    return compose(Kind.REDUCED, booking)


# --- the waiting list -----------------------------------------------------------------------------


def tell_waiting(entry: WaitingEntry, text: Text, *, about: str = "") -> None:
    """Queue `text` for somebody on the waiting list, once for each thing that happens to her."""
    if not entry.contact_phone:
        return
    notices.queue(
        key=f"waiting-{entry.pk}-{about or entry.state}-{entry.unanswered}",
        office=entry.office,
        phone=entry.contact_phone,
        text=text,
        kind=text.kind,
        facts=text.facts,
        template=text.template,
        recipient=text.recipient,
    )


def stop_waiting(entry: WaitingEntry) -> None:
    """Nothing that still waits to be sent about this entry is true any more."""
    notices.call_off(key_prefix=f"waiting-{entry.pk}-")


def _of_waiting(kind: str, entry: WaitingEntry) -> Text:
    recipient = Recipient.of(entry.contact_phone)
    with translation.override(recipient.language):
        facts = {
            "kode": entry.code or "",
            "kantor": entry.office.name,
            "dari": date_format(entry.first_day, "j F"),
            "sampai": date_format(entry.last_day, "j F Y"),
            "tautan": f"{settings.SITE_URL}/ltsa/tunggu/{entry.code}/",
        }
    return _text(kind, recipient, facts)


def waiting(entry: WaitingEntry) -> Text:
    return _of_waiting(Kind.WAITING, entry)


def place_free(booking: Booking) -> Text:
    return compose(Kind.EARLIER_FREE if booking.earlier_for_id else Kind.PLACE_FREE, booking)


def unanswered(entry: WaitingEntry) -> Text:
    return _of_waiting(Kind.NOT_ANSWERED if entry.is_on_the_list else Kind.OFF_LIST, entry)


def waited_in_vain(entry: WaitingEntry) -> Text:
    return _of_waiting(Kind.EARLIER_IN_VAIN if entry.booking_id else Kind.WAITED_IN_VAIN, entry)


def offer_withdrawn(entry: WaitingEntry) -> Text:
    return _of_waiting(Kind.OFFER_GONE, entry)


def reminder(booking: Booking, kind: str, sheets: list[Sheet]) -> Text:
    """What is true about the papers some days before: come, do not travel yet, or look again."""
    return compose(kind, booking, kurang=missing_in_words(sheets))


# --- papers that were applied for -----------------------------------------------------------------


def paper_ready(booking: Booking) -> Text:
    """Not which paper, nor whose: messages are read by the whole household."""
    return compose(Kind.PAPER_READY, booking)


def paper_waits(booking: Booking) -> Text:
    return compose(Kind.PAPER_WAITS, booking)
