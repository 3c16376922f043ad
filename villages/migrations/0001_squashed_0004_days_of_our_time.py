"""All tables of this app as they stood after 0004: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
from django.db import migrations, models

import villages.days


class Migration(migrations.Migration):
    replaces = [
        ("villages", "0001_places"),
        ("villages", "0002_code_form_and_spelling_index"),
        ("villages", "0003_messages_beside_fields"),
        ("villages", "0004_days_of_our_time"),
    ]

    initial = True

    dependencies = []

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=13, verbose_name="Kemendagri code")),
                ("bps_code", models.CharField(blank=True, max_length=10, verbose_name="BPS code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                ("search_key", models.CharField(editable=False, max_length=100)),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
            ],
            options={
                "verbose_name": "province",
                "verbose_name_plural": "provinces",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"],
                        name="villages_province_key_trgm",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("code",),
                        name="villages_province_code_unique_while_valid",
                        violation_error_code="code",
                        violation_error_message="Another place already has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="villages_province_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="A place cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}$")),
                        name="villages_province_code_well_formed",
                        violation_error_code="code",
                        violation_error_message="The code of a province looks like this: 35.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=13, verbose_name="Kemendagri code")),
                ("bps_code", models.CharField(blank=True, max_length=10, verbose_name="BPS code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                ("search_key", models.CharField(editable=False, max_length=100)),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regencies",
                        to="villages.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "regency",
                "verbose_name_plural": "regencies",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"],
                        name="villages_regency_key_trgm",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("code",),
                        name="villages_regency_code_unique_while_valid",
                        violation_error_code="code",
                        violation_error_message="Another place already has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="villages_regency_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="A place cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}\\.[0-9]{2}$")),
                        name="villages_regency_code_well_formed",
                        violation_error_code="code",
                        violation_error_message="The code of a regency looks like this: 35.10.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="short name in addresses")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("address", models.TextField(verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("map_url", models.URLField(blank=True, verbose_name="map link")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "regency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="villages.regency",
                    ),
                ),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=13, verbose_name="Kemendagri code")),
                ("bps_code", models.CharField(blank=True, max_length=10, verbose_name="BPS code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                ("search_key", models.CharField(editable=False, max_length=100)),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="villages.regency",
                        verbose_name="regency",
                    ),
                ),
            ],
            options={
                "verbose_name": "district",
                "verbose_name_plural": "districts",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"],
                        name="villages_district_key_trgm",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("code",),
                        name="villages_district_code_unique_while_valid",
                        violation_error_code="code",
                        violation_error_message="Another place already has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="villages_district_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="A place cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}$")),
                        name="villages_district_code_well_formed",
                        violation_error_code="code",
                        violation_error_message="The code of a district looks like this: 35.10.04.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Village",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=13, verbose_name="Kemendagri code")),
                ("bps_code", models.CharField(blank=True, max_length=10, verbose_name="BPS code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                ("search_key", models.CharField(editable=False, max_length=100)),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("desa", "Village"), ("kelurahan", "Urban village")],
                        default="desa",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="villages",
                        to="villages.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "successors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="predecessors",
                        to="villages.village",
                        verbose_name="villages that came after it",
                    ),
                ),
            ],
            options={
                "verbose_name": "village",
                "verbose_name_plural": "villages",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"],
                        name="villages_village_key_trgm",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("code",),
                        name="villages_village_code_unique_while_valid",
                        violation_error_code="code",
                        violation_error_message="Another place already has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="villages_village_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="A place cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$")
                        ),
                        name="villages_village_code_well_formed",
                        violation_error_code="code",
                        violation_error_message="The code of a village looks like this: 35.10.04.2007.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="spelling")),
                ("search_key", models.CharField(editable=False, max_length=100)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "other spelling",
                "verbose_name_plural": "other spellings",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"],
                        name="villages_villagealias_key_trgm",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "search_key"),
                        name="villages_villagealias_unique",
                        violation_error_code="name",
                        violation_error_message="This spelling is already listed.",
                    )
                ],
            },
        ),
    ]
