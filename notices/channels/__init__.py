"""Ways to send without a person: which there are, which one a message goes, and one try."""

from importlib import import_module

from django.conf import settings

from notices.channels.results import Outcome, Result
from notices.models import Channel, Message, OfficeSending, Recipient
from villages.models import Office

__all__ = ["Outcome", "Result", "is_set_up", "send", "way_to"]


def is_set_up(channel: str) -> bool:
    """Whether this installation can send this way."""
    if channel == Channel.WHATSAPP:
        return bool(settings.WHATSAPP_PHONE_ID and settings.WHATSAPP_TOKEN)
    return channel == Channel.EMAIL and bool(settings.EMAIL_IS_SET_UP)


def way_to(recipient: Recipient, *, office: Office | None, template: str) -> str:
    """The best way to this recipient: WhatsApp if the provider knows the text and the number can be
    reached, else the e-mail address that was given, else a person's own phone.

    Messages of case officers (no office) always go by hand: whether it is safe to write to a family
    now, a person decides.
    """
    by_whatsapp = is_set_up(Channel.WHATSAPP) and template and not recipient.no_whatsapp_since
    by_email = is_set_up(Channel.EMAIL) and recipient.email
    if office is None or not (by_whatsapp or by_email):
        return Channel.HAND
    if OfficeSending.objects.filter(office=office, by_hand=True).exists():
        return Channel.HAND
    return Channel.WHATSAPP if by_whatsapp else Channel.EMAIL


def send(message: Message) -> Result:
    """One try, over the network; takes at most some seconds. Nothing is locked meanwhile."""
    # Loaded when needed: most installations send by hand.
    channel = import_module(f"notices.channels.{message.channel}")
    result: Result = channel.send(message)
    return result
