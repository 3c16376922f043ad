from django import template

from accounts import rupiah as writing

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    """15000 → "Rp15.000"; nothing for no amount."""
    return "" if amount is None else writing.rupiah(amount)
