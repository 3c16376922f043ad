"""Messages to people: outbox, what became of each try, and what is known about a recipient."""

from notices.models.messages import Channel, Message, MessageEvent
from notices.models.recipients import OfficeSending, Recipient

__all__ = ["Channel", "Message", "MessageEvent", "OfficeSending", "Recipient"]
