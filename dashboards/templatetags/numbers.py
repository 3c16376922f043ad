"""Numbers in templates as people here write them: {{ total|thousands }}."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """1234567 → "1.234.567" on an Indonesian page."""
    return number_format(number, decimal_pos=0, force_grouping=True)
