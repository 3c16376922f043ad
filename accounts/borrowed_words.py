"""Words of Django and allauth that stand on our pages and whose Indonesian we say more plainly:
named here, they are in our own catalogue, which comes before theirs."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Change or view list link"),
    _("Add link"),
    _("Model name"),
    _("Two-Factor Authentication"),
)
