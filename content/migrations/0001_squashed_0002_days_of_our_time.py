"""All tables of this app as they stood after 0002: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import django_countries.fields
from django.db import migrations, models

import accounts.phone
import villages.days


class Migration(migrations.Migration):
    replaces = [("content", "0001_help_offices"), ("content", "0002_days_of_our_time")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HelpOffice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("embassy", "Indonesian embassy or representation"),
                            ("consulate", "Indonesian consulate"),
                            ("labour", "Labour attaché"),
                            ("agency", "Government office in Indonesia"),
                            ("hotline", "Hotline"),
                            ("union", "Union or group of workers"),
                            ("shelter", "Shelter"),
                            ("police", "Police or emergency of the country"),
                            ("other", "Other help"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "about",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what they help with"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                (
                    "whatsapp",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="WhatsApp"),
                ),
                ("web", models.URLField(blank=True, verbose_name="web address")),
                ("hours", models.CharField(blank=True, max_length=160, verbose_name="hours")),
                (
                    "languages",
                    models.CharField(blank=True, max_length=160, verbose_name="languages"),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where this was found, so that it can be checked.",
                        max_length=200,
                        verbose_name="source",
                    ),
                ),
                ("checked_on", villages.days.DayField(verbose_name="checked on")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="Small numbers stand first.", verbose_name="order"
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=True, verbose_name="shown to everybody"),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False,
                        help_text="The page says so.",
                        verbose_name="example, not a real office",
                    ),
                ),
            ],
            options={
                "verbose_name": "help office",
                "verbose_name_plural": "help offices",
                "ordering": ["country", "position", "name"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_published", True)),
                        fields=["country", "position", "name"],
                        name="content_helpoffice_shown",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "name"),
                        name="content_helpoffice_once",
                        violation_error_code="name",
                        violation_error_message="This office already stands in this country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__regex", "\\S")),
                        name="content_helpoffice_has_source",
                        violation_error_code="source",
                        violation_error_message="Say where this was found.",
                    ),
                ],
            },
        ),
    ]
