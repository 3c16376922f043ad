"""Phone numbers in templates: {{ person.phone|local_phone }}, {{ person.phone|whatsapp }}."""

from django import template

from accounts import phone

register = template.Library()


@register.filter
def local_phone(e164: str) -> str:
    """As people here write it: 0812-3456-7890."""
    return phone.local_phone(e164)


@register.filter
def whatsapp(e164: str, text: str = "") -> str:
    """Address that opens a WhatsApp chat with this number."""
    return phone.whatsapp_url(e164, text)
