"""Words of Django's forms that this product says in its own way.

The project's catalogue stands before Django's, whose Indonesian is that of an office ("Bidang ini
tidak boleh kosong"). Nothing uses this list: it keeps the words in the catalogue.
"""

from django.utils.translation import gettext_noop

DJANGO_WORDS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
)
