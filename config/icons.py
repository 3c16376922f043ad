"""Icons in templates: {% icon "house" %}. Known to every template, see `builtins` in settings."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; names: frontend.mjs. `label`: words for screen readers, for an icon
    that stands alone."""
    sprite = static("icons/sprite.svg")
    if not label:
        look = '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>'
        return format_html(look, sprite, name)
    look = '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>'
    return format_html(look, label, sprite, name)
