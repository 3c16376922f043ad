"""All tables of this app as they stood after 0021: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.manager
import django.utils.timezone
import django_countries.fields
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.encryption
import accounts.phone
import villages.days


class Migration(migrations.Migration):
    replaces = [
        ("migrants", "0001_register"),
        ("migrants", "0002_submit_keys_versions_and_rough_dates"),
        ("migrants", "0003_consent_names_the_owner"),
        ("migrants", "0004_plainer_labels"),
        ("migrants", "0005_people_in_full"),
        ("migrants", "0006_passports_are_documents"),
        ("migrants", "0007_journeys_wishes_rounds_deaths"),
        ("migrants", "0008_first_checks_and_leaves_that_ended"),
        ("migrants", "0009_case_work"),
        ("migrants", "0010_closed_cases_in_log"),
        ("migrants", "0011_import_batches"),
        ("migrants", "0012_person_lists_by_index"),
        ("migrants", "0013_texts_are_empty_by_default"),
        ("migrants", "0014_group_work"),
        ("migrants", "0015_families_over_time"),
        ("migrants", "0016_days_of_our_time"),
        ("migrants", "0017_doubles"),
        ("migrants", "0018_versions_of_families_and_groups"),
        ("migrants", "0019_versions_of_wages"),
        ("migrants", "0020_deaths_are_shown_and_taken_back"),
        ("migrants", "0021_rules_name_their_column"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0003_messages_beside_fields"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("publishing", "0001_squashed_0003_private_attachments"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(editable=False, max_length=120, unique=True)),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="founded in"
                    ),
                ),
                (
                    "about",
                    models.TextField(blank=True, max_length=1000, verbose_name="about the group"),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown on the village page"),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"role": "group_leader"},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="led_groups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="leader's account",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "group",
                "verbose_name_plural": "groups",
                "ordering": ["name", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded_year", None),
                            ("founded_year__range", (1945, 2100)),
                            _connector="OR",
                        ),
                        name="migrants_group_founded_year_sensible",
                        violation_error_code="founded_year",
                        violation_error_message="Give the year with four digits, such as 2016.",
                    ),
                    models.UniqueConstraint(
                        fields=("village", "name"),
                        name="migrants_group_name_unique_in_village",
                        violation_error_code="name",
                        violation_error_message="This village already has a group with this name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."founded_year" IS DISTINCT FROM (NEW."founded_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="a9ef8406782ee246540264f8be365268a5aaa09a",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_6c6e6",
                            table="migrants_group",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_grouphistoryevent" ("about", "founded_year", "id", "is_published", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "version", "village_id") VALUES (NEW."about", NEW."founded_year", NEW."id", NEW."is_published", NEW."leader_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="21e202b2f14d17b8ade94c914a911b26d2c9e68b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_53277",
                            table="migrants_group",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_grouphistoryevent" ("about", "founded_year", "id", "is_published", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "version", "village_id") VALUES (NEW."about", NEW."founded_year", NEW."id", NEW."is_published", NEW."leader_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="18a3e2b999637b84a7e10f2ae593fe9873d1a7a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2aff1",
                            table="migrants_group",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_grouphistoryevent" ("about", "founded_year", "id", "is_published", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "version", "village_id") VALUES (OLD."about", OLD."founded_year", OLD."id", OLD."is_published", OLD."leader_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."version", OLD."village_id"); RETURN NULL;',
                            hash="be64e8ed4bb2663386cb63ad1b772684c7aeb583",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_04a5e",
                            table="migrants_group",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kk_number",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="family card number (KK)"
                    ),
                ),
                (
                    "kk_hash",
                    models.CharField(db_index=True, editable=False, max_length=64, null=True),
                ),
                (
                    "hamlet",
                    models.CharField(blank=True, max_length=60, verbose_name="hamlet (dusun)"),
                ),
                ("rt", models.CharField(blank=True, max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, max_length=3, verbose_name="RW")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
                "ordering": ["-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["village", "-id"], name="migrants_household_village")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "kk_hash"),
                        name="migrants_household_kk_once_in_village",
                        violation_error_code="kk_number",
                        violation_error_message="This family card is already registered.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."hamlet" IS DISTINCT FROM (NEW."hamlet") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kk_hash" IS DISTINCT FROM (NEW."kk_hash") OR OLD."kk_number" IS DISTINCT FROM (NEW."kk_number") OR OLD."rt" IS DISTINCT FROM (NEW."rt") OR OLD."rw" IS DISTINCT FROM (NEW."rw") OR OLD."submit_key" IS DISTINCT FROM (NEW."submit_key") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="c0592f65f548ef30984948c2e9917c685ab1228b",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_4e8d4",
                            table="migrants_household",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_householdhistoryevent" ("address", "created_at", "created_by_id", "hamlet", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rt", "rw", "version", "village_id") VALUES (NEW."address", NEW."created_at", NEW."created_by_id", NEW."hamlet", NEW."id", NEW."kk_hash", NEW."kk_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rt", NEW."rw", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="e503d4bcf53577b9d6b2feffc95e40c9640771dc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fd839",
                            table="migrants_household",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."hamlet" IS DISTINCT FROM (NEW."hamlet") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kk_hash" IS DISTINCT FROM (NEW."kk_hash") OR OLD."kk_number" IS DISTINCT FROM (NEW."kk_number") OR OLD."rt" IS DISTINCT FROM (NEW."rt") OR OLD."rw" IS DISTINCT FROM (NEW."rw") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func='INSERT INTO "migrants_householdhistoryevent" ("address", "created_at", "created_by_id", "hamlet", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rt", "rw", "version", "village_id") VALUES (NEW."address", NEW."created_at", NEW."created_by_id", NEW."hamlet", NEW."id", NEW."kk_hash", NEW."kk_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rt", NEW."rw", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="ae98172b50c2f53b97a75833de0d06fa110b64d6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_416a1",
                            table="migrants_household",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_householdhistoryevent" ("address", "created_at", "created_by_id", "hamlet", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rt", "rw", "version", "village_id") VALUES (OLD."address", OLD."created_at", OLD."created_by_id", OLD."hamlet", OLD."id", OLD."kk_hash", OLD."kk_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rt", OLD."rw", OLD."version", OLD."village_id"); RETURN NULL;',
                            hash="f66737493e0da73842c71a207e688d4f6d93e335",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e5316",
                            table="migrants_household",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As on the identity card, without titles.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                ("nickname", models.CharField(blank=True, max_length=50, verbose_name="nickname")),
                (
                    "passport_name",
                    models.CharField(
                        blank=True,
                        help_text="Only if it differs from the identity card.",
                        max_length=100,
                        verbose_name="name in the passport",
                    ),
                ),
                ("name_key", models.CharField(editable=False, max_length=260)),
                (
                    "nik",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="NIK"),
                ),
                (
                    "nik_hash",
                    models.CharField(
                        editable=False,
                        error_messages={"unique": "This NIK is already registered."},
                        max_length=64,
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "no_nik_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_at_hand", "Card not at hand"),
                            ("never_recorded", "Never registered"),
                            ("refused", "Does not want to give it"),
                            ("abroad", "Abroad, the family does not know it"),
                        ],
                        max_length=20,
                        verbose_name="why there is no NIK",
                    ),
                ),
                (
                    "nik_override_reason",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="why this NIK is right all the same",
                    ),
                ),
                (
                    "passport_number",
                    accounts.encryption.EncryptedField(blank=True, verbose_name="passport number"),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("F", "Woman"), ("M", "Man")], max_length=1, verbose_name="sex"
                    ),
                ),
                (
                    "birth_place",
                    models.CharField(blank=True, max_length=100, verbose_name="birth place"),
                ),
                (
                    "born_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="birth date"),
                ),
                (
                    "born_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=5,
                        verbose_name="how exact",
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(
                        blank=True, max_length=20, verbose_name="phone or WhatsApp"
                    ),
                ),
                (
                    "phone_abroad",
                    accounts.phone.PhoneField(
                        blank=True, max_length=20, verbose_name="phone abroad"
                    ),
                ),
                (
                    "hamlet",
                    models.CharField(blank=True, max_length=60, verbose_name="hamlet (dusun)"),
                ),
                ("rt", models.CharField(blank=True, max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, max_length=3, verbose_name="RW")),
                ("skills", models.CharField(blank=True, max_length=200, verbose_name="skills")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("stayed", "Stays in the village"),
                            ("prospective", "Wants to go"),
                            ("abroad", "Abroad"),
                            ("returned", "Returned"),
                            ("lost_contact", "Contact lost"),
                            ("settled", "Settled abroad"),
                            ("deceased", "Deceased"),
                        ],
                        default="stayed",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "lost_contact_since",
                    villages.days.DayField(blank=True, null=True, verbose_name="no contact since"),
                ),
                (
                    "settled_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="settled abroad since"
                    ),
                ),
                ("died_on", villages.days.DayField(blank=True, null=True, verbose_name="died on")),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "checked_on",
                    villages.days.DayField(
                        editable=False, null=True, verbose_name="last confirmed"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="home village",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "business_interest",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="business she would like",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("primary", "Primary school (SD)"),
                            ("junior", "Junior high school (SMP)"),
                            ("senior", "Senior high school (SMA, SMK)"),
                            ("diploma", "Diploma (D1 to D4)"),
                            ("degree", "University (S1 or higher)"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="last school finished",
                    ),
                ),
                (
                    "emergency_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="in an emergency call",
                    ),
                ),
                (
                    "emergency_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone for an emergency",
                    ),
                ),
                (
                    "emergency_relation",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="who that is to her",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("id", "Indonesian"),
                            ("jv", "Javanese"),
                            ("osi", "Osing"),
                            ("mad", "Madurese"),
                            ("other", "Another language"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="language she understands best",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("single", "Not married yet"),
                            ("married", "Married"),
                            ("divorced", "Divorced"),
                            ("widowed", "Widowed"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="marital status",
                    ),
                ),
                ("passport_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "present_work",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="work at present",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("herself", "She told it herself"),
                            ("family", "The family told it"),
                            ("visit", "A visit at home"),
                            ("document", "Papers"),
                            ("siskop2mi", "National list (SISKOP2MI)"),
                            ("other", "Another source"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="where this is known from",
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not checked yet"),
                            ("papers", "Papers were seen"),
                            ("civil", "Checked with the civil registry (Dukcapil)"),
                        ],
                        db_default="not_yet",
                        default="not_yet",
                        max_length=10,
                        verbose_name="how far checked",
                    ),
                ),
                (
                    "whatsapp",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="WhatsApp, if it is another number",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name_key", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["village", "checked_on"], name="migrants_person_by_check"),
                    models.Index(
                        fields=["village", "name_key", "id"], name="migrants_person_names"
                    ),
                    models.Index(
                        fields=["village", "status", "name_key", "id"],
                        name="migrants_person_statuses",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["village", "name_key"],
                        name="migrants_person_like_names",
                        opclasses=["gist_int8_ops", "gist_trgm_ops"],
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nik__isnull", False), ("nik_hash__isnull", False)),
                            models.Q(("nik__isnull", True), ("nik_hash__isnull", True)),
                            _connector="OR",
                        ),
                        name="migrants_person_nik_has_hash",
                        violation_error_message="A NIK and its lookup key belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nik__isnull", False),
                            models.Q(("no_nik_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_person_nik_or_reason",
                        violation_error_code="nik",
                        violation_error_message="Give the NIK, or say why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("died_on", None),
                            ("born_on", None),
                            ("died_on__gte", models.F("born_on")),
                            _connector="OR",
                        ),
                        name="migrants_person_died_after_birth",
                        violation_error_code="born_on",
                        violation_error_message="The date of death cannot be before the birth date.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="derive_status",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    NEW.status := CASE\n                        WHEN NEW.died_on IS NOT NULL THEN 'deceased'\n                        WHEN NEW.settled_on IS NOT NULL THEN 'settled'\n                        WHEN NEW.lost_contact_since IS NOT NULL THEN 'lost_contact'\n                        ELSE COALESCE((\n                            SELECT CASE\n                                WHEN bool_or(departed_on IS NOT NULL AND returned_on IS NULL)\n                                    THEN 'abroad'\n                                WHEN bool_or(departed_on IS NULL AND cancelled_on IS NULL)\n                                    THEN 'prospective'\n                                WHEN bool_or(returned_on IS NOT NULL) THEN 'returned'\n                            END\n                            FROM migrants_journey WHERE person_id = NEW.id\n                        ), 'stayed')\n                    END;\n                    RETURN NEW;\n                ",
                            hash="3710d8acba42eae7b155b2afcbdbd9e34b6b14aa",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_derive_status_dc3d8",
                            table="migrants_person",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."birth_place" IS DISTINCT FROM (NEW."birth_place") OR OLD."born_on" IS DISTINCT FROM (NEW."born_on") OR OLD."born_precision" IS DISTINCT FROM (NEW."born_precision") OR OLD."business_interest" IS DISTINCT FROM (NEW."business_interest") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."died_on" IS DISTINCT FROM (NEW."died_on") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."emergency_name" IS DISTINCT FROM (NEW."emergency_name") OR OLD."emergency_phone" IS DISTINCT FROM (NEW."emergency_phone") OR OLD."emergency_relation" IS DISTINCT FROM (NEW."emergency_relation") OR OLD."hamlet" IS DISTINCT FROM (NEW."hamlet") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."lost_contact_since" IS DISTINCT FROM (NEW."lost_contact_since") OR OLD."marital_status" IS DISTINCT FROM (NEW."marital_status") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nickname" IS DISTINCT FROM (NEW."nickname") OR OLD."nik" IS DISTINCT FROM (NEW."nik") OR OLD."nik_override_reason" IS DISTINCT FROM (NEW."nik_override_reason") OR OLD."no_nik_reason" IS DISTINCT FROM (NEW."no_nik_reason") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."passport_name" IS DISTINCT FROM (NEW."passport_name") OR OLD."passport_number" IS DISTINCT FROM (NEW."passport_number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_abroad" IS DISTINCT FROM (NEW."phone_abroad") OR OLD."present_work" IS DISTINCT FROM (NEW."present_work") OR OLD."rt" IS DISTINCT FROM (NEW."rt") OR OLD."rw" IS DISTINCT FROM (NEW."rw") OR OLD."settled_on" IS DISTINCT FROM (NEW."settled_on") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."skills" IS DISTINCT FROM (NEW."skills") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."verification" IS DISTINCT FROM (NEW."verification") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id") OR OLD."whatsapp" IS DISTINCT FROM (NEW."whatsapp"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="ebe5e16ae3856daec9686c39c642e7082212fd96",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_77b07",
                            table="migrants_person",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_passport",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.passport_hash IS NOT NULL\n                        AND OLD.passport_hash IS DISTINCT FROM NEW.passport_hash\n                        AND NOT EXISTS (\n                            SELECT FROM migrants_document\n                            WHERE person_id = NEW.id AND kind = 'passport'\n                                AND number_hash = NEW.passport_hash AND ended_on IS NULL\n                        )\n                    THEN\n                        UPDATE migrants_document\n                            SET ended_on = (now() AT TIME ZONE 'Asia/Jakarta')::date\n                            WHERE person_id = NEW.id AND kind = 'passport' AND ended_on IS NULL;\n                        INSERT INTO migrants_document\n                            (person_id, kind, number, number_hash, office, recorded_by_id)\n                            VALUES (NEW.id, 'passport', NEW.passport_number, NEW.passport_hash,\n                                '', NEW.created_by_id)\n                            ON CONFLICT (person_id, kind, number_hash)\n                                DO UPDATE SET ended_on = NULL;\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="cf179e32db73cd617b746b141d67da13d2c9485b",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_passport_0de5e",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="touch_consents",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."born_on" IS DISTINCT FROM (NEW."born_on"))',
                            func="\n                    UPDATE migrants_consent SET person_id = person_id\n                        WHERE person_id = NEW.id AND withdrawn_at IS NULL;\n                    RETURN NULL;\n                ",
                            hash="b06f7c6f6d36005ebd42ce7ddf9798686cdc45dc",
                            operation="UPDATE",
                            pgid="pgtrigger_touch_consents_bb9d0",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="note_home_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func="\n                    INSERT INTO migrants_homechange\n                        (person_id, from_village_id, to_village_id, changed_on, why)\n                    SELECT NEW.id, OLD.village_id, NEW.village_id,\n                        CASE WHEN follows THEN left_place.valid_to + 1\n                            ELSE (now() AT TIME ZONE 'Asia/Jakarta')::date END,\n                        CASE WHEN follows THEN 'village_changed' ELSE 'moved' END\n                    FROM (\n                        SELECT place.valid_to, place.valid_to IS NOT NULL AND EXISTS (\n                            SELECT FROM villages_village_successors AS successor\n                            WHERE successor.from_village_id = place.id\n                                AND successor.to_village_id = NEW.village_id\n                        ) AS follows\n                        FROM villages_village AS place WHERE place.id = OLD.village_id\n                    ) AS left_place;\n                    RETURN NULL;\n                ",
                            hash="ae3f50151a4b9591d9a2c401640cb6a478ad5759",
                            operation="UPDATE",
                            pgid="pgtrigger_note_home_change_04059",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_personhistoryevent" ("birth_place", "born_on", "born_precision", "business_interest", "checked_on", "created_at", "created_by_id", "died_on", "education", "emergency_name", "emergency_phone", "emergency_relation", "hamlet", "id", "language", "lost_contact_since", "marital_status", "name", "nickname", "nik", "nik_hash", "nik_override_reason", "no_nik_reason", "note", "passport_hash", "passport_name", "passport_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_abroad", "present_work", "rt", "rw", "settled_on", "sex", "skills", "source", "status", "verification", "version", "village_id", "whatsapp") VALUES (NEW."birth_place", NEW."born_on", NEW."born_precision", NEW."business_interest", NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."died_on", NEW."education", NEW."emergency_name", NEW."emergency_phone", NEW."emergency_relation", NEW."hamlet", NEW."id", NEW."language", NEW."lost_contact_since", NEW."marital_status", NEW."name", NEW."nickname", NEW."nik", NEW."nik_hash", NEW."nik_override_reason", NEW."no_nik_reason", NEW."note", NEW."passport_hash", NEW."passport_name", NEW."passport_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."phone_abroad", NEW."present_work", NEW."rt", NEW."rw", NEW."settled_on", NEW."sex", NEW."skills", NEW."source", NEW."status", NEW."verification", NEW."version", NEW."village_id", NEW."whatsapp"); RETURN NULL;',
                            hash="d33defb984723d692c661d26f7de3f0e34705fea",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d15ae",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."birth_place" IS DISTINCT FROM (NEW."birth_place") OR OLD."born_on" IS DISTINCT FROM (NEW."born_on") OR OLD."born_precision" IS DISTINCT FROM (NEW."born_precision") OR OLD."business_interest" IS DISTINCT FROM (NEW."business_interest") OR OLD."checked_on" IS DISTINCT FROM (NEW."checked_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."died_on" IS DISTINCT FROM (NEW."died_on") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."emergency_name" IS DISTINCT FROM (NEW."emergency_name") OR OLD."emergency_phone" IS DISTINCT FROM (NEW."emergency_phone") OR OLD."emergency_relation" IS DISTINCT FROM (NEW."emergency_relation") OR OLD."hamlet" IS DISTINCT FROM (NEW."hamlet") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."lost_contact_since" IS DISTINCT FROM (NEW."lost_contact_since") OR OLD."marital_status" IS DISTINCT FROM (NEW."marital_status") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nickname" IS DISTINCT FROM (NEW."nickname") OR OLD."nik" IS DISTINCT FROM (NEW."nik") OR OLD."nik_hash" IS DISTINCT FROM (NEW."nik_hash") OR OLD."nik_override_reason" IS DISTINCT FROM (NEW."nik_override_reason") OR OLD."no_nik_reason" IS DISTINCT FROM (NEW."no_nik_reason") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."passport_hash" IS DISTINCT FROM (NEW."passport_hash") OR OLD."passport_name" IS DISTINCT FROM (NEW."passport_name") OR OLD."passport_number" IS DISTINCT FROM (NEW."passport_number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_abroad" IS DISTINCT FROM (NEW."phone_abroad") OR OLD."present_work" IS DISTINCT FROM (NEW."present_work") OR OLD."rt" IS DISTINCT FROM (NEW."rt") OR OLD."rw" IS DISTINCT FROM (NEW."rw") OR OLD."settled_on" IS DISTINCT FROM (NEW."settled_on") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."skills" IS DISTINCT FROM (NEW."skills") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."verification" IS DISTINCT FROM (NEW."verification") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id") OR OLD."whatsapp" IS DISTINCT FROM (NEW."whatsapp"))',
                            func='INSERT INTO "migrants_personhistoryevent" ("birth_place", "born_on", "born_precision", "business_interest", "checked_on", "created_at", "created_by_id", "died_on", "education", "emergency_name", "emergency_phone", "emergency_relation", "hamlet", "id", "language", "lost_contact_since", "marital_status", "name", "nickname", "nik", "nik_hash", "nik_override_reason", "no_nik_reason", "note", "passport_hash", "passport_name", "passport_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_abroad", "present_work", "rt", "rw", "settled_on", "sex", "skills", "source", "status", "verification", "version", "village_id", "whatsapp") VALUES (NEW."birth_place", NEW."born_on", NEW."born_precision", NEW."business_interest", NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."died_on", NEW."education", NEW."emergency_name", NEW."emergency_phone", NEW."emergency_relation", NEW."hamlet", NEW."id", NEW."language", NEW."lost_contact_since", NEW."marital_status", NEW."name", NEW."nickname", NEW."nik", NEW."nik_hash", NEW."nik_override_reason", NEW."no_nik_reason", NEW."note", NEW."passport_hash", NEW."passport_name", NEW."passport_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."phone_abroad", NEW."present_work", NEW."rt", NEW."rw", NEW."settled_on", NEW."sex", NEW."skills", NEW."source", NEW."status", NEW."verification", NEW."version", NEW."village_id", NEW."whatsapp"); RETURN NULL;',
                            hash="d5866dc12fe8e521c3380969974d97170cbe0824",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3aaca",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_personhistoryevent" ("birth_place", "born_on", "born_precision", "business_interest", "checked_on", "created_at", "created_by_id", "died_on", "education", "emergency_name", "emergency_phone", "emergency_relation", "hamlet", "id", "language", "lost_contact_since", "marital_status", "name", "nickname", "nik", "nik_hash", "nik_override_reason", "no_nik_reason", "note", "passport_hash", "passport_name", "passport_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_abroad", "present_work", "rt", "rw", "settled_on", "sex", "skills", "source", "status", "verification", "version", "village_id", "whatsapp") VALUES (OLD."birth_place", OLD."born_on", OLD."born_precision", OLD."business_interest", OLD."checked_on", OLD."created_at", OLD."created_by_id", OLD."died_on", OLD."education", OLD."emergency_name", OLD."emergency_phone", OLD."emergency_relation", OLD."hamlet", OLD."id", OLD."language", OLD."lost_contact_since", OLD."marital_status", OLD."name", OLD."nickname", OLD."nik", OLD."nik_hash", OLD."nik_override_reason", OLD."no_nik_reason", OLD."note", OLD."passport_hash", OLD."passport_name", OLD."passport_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_abroad", OLD."present_work", OLD."rt", OLD."rw", OLD."settled_on", OLD."sex", OLD."skills", OLD."source", OLD."status", OLD."verification", OLD."version", OLD."village_id", OLD."whatsapp"); RETURN NULL;',
                            hash="241a984237affd1d50c71edf8714632cf57c9a80",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c2cf",
                            table="migrants_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="died_needs_confirmation",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.died_on IS DISTINCT FROM NEW.died_on)",
                            func="\n                    -- A confirmed report, or one that was taken back after it was confirmed.\n                    IF NOT EXISTS (\n                        SELECT FROM migrants_deathreport WHERE person_id = NEW.id\n                            AND confirmed_at IS NOT NULL\n                            AND CASE WHEN NEW.died_on IS NULL\n                                THEN refused_at IS NOT NULL AND died_on = OLD.died_on\n                                ELSE refused_at IS NULL AND died_on = NEW.died_on END\n                    ) THEN\n                        RAISE EXCEPTION 'a death needs a confirmed report'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_person_died_needs_confirmation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="ca914cab444da06560c87a5428f228aa1fc66abc",
                            operation='UPDATE OF "died_on"',
                            pgid="pgtrigger_died_needs_confirmation_6847e",
                            table="migrants_person",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=120, verbose_name="file")),
                ("size", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("asks", "asks about its columns"),
                            ("ready", "ready"),
                            ("applying", "being saved"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                            ("refused", "refused"),
                            ("forgotten", "cleared away"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                ("headers", accounts.encryption.EncryptedField(blank=True)),
                ("header_line", models.PositiveIntegerField(default=0)),
                ("mapping", models.JSONField(blank=True, default=dict)),
                (
                    "date_order",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dmy", "day first: 31/12/1990"),
                            ("mdy", "month first: 12/31/1990"),
                        ],
                        max_length=3,
                    ),
                ),
                ("mixed_dates", models.JSONField(blank=True, default=list)),
                ("run", models.UUIDField(default=uuid.uuid4)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("applied_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(blank=True, default=dict)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.regency",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["village", "-created_at"], name="migrants_import_village"),
                    models.Index(fields=["regency", "-created_at"], name="migrants_import_regency"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_importbatch_refused_says_why",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header_hash", models.CharField(max_length=64)),
                ("mapping", models.JSONField()),
                ("date_order", models.CharField(blank=True, max_length=3)),
                ("used_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "remembered columns",
                "verbose_name_plural": "remembered columns",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "header_hash"), name="migrants_importmapping_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Care",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cares_for",
                        to="migrants.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carers",
                        to="migrants.person",
                    ),
                ),
                (
                    "lives_together",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        verbose_name="the child lives with this carer",
                    ),
                ),
            ],
            options={
                "verbose_name": "care for a child",
                "verbose_name_plural": "care for children",
                "ordering": ["-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("carer")), _negated=True),
                        name="migrants_care_not_oneself",
                        violation_error_message="Nobody is one's own carer.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("child", "carer"),
                        name="migrants_care_once",
                        violation_error_message="This carer is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_care_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_carehistoryevent" ("carer_id", "child_id", "id", "lives_together", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."carer_id", NEW."child_id", NEW."id", NEW."lives_together", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="b646e3be84c6f9cef852eb15024e8e8bee1dc6fe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2ca0a",
                            table="migrants_care",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_carehistoryevent" ("carer_id", "child_id", "id", "lives_together", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."carer_id", NEW."child_id", NEW."id", NEW."lives_together", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="a9467b501a9265ba7b4c698d019fceff400c39e5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a4e58",
                            table="migrants_care",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_carehistoryevent" ("carer_id", "child_id", "id", "lives_together", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."carer_id", OLD."child_id", OLD."id", OLD."lives_together", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                            hash="edecaa6287686517878d45b070425e99a626757e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3f62e",
                            table="migrants_care",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("wants_home", "Wants to come home"),
                            ("unpaid", "Wage not paid"),
                            ("deported", "Deported"),
                            ("not_departed", "Departure failed"),
                            ("died", "Died abroad"),
                            ("fraud", "Fraud"),
                            ("ill", "Ill"),
                            ("pregnant", "Pregnant or with a child"),
                            ("social_security", "Social security"),
                            ("lost_contact", "Contact lost"),
                            ("contract", "Work differs from the contract"),
                            ("violence", "Violence"),
                            ("trafficking", "Trafficking"),
                            ("debt", "Debt"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what about",
                    ),
                ),
                ("summary", accounts.encryption.EncryptedField(verbose_name="what happened")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "outcome",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="outcome"
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="migrants.person",
                        verbose_name="person in the register",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("staff", "through the village or a case officer"),
                            ("desk", "at the LTSA desk"),
                            ("family", "by the family itself"),
                        ],
                        db_default="staff",
                        default="staff",
                        max_length=8,
                        verbose_name="came",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=8, null=True, unique=True, verbose_name="code of the family"
                    ),
                ),
                ("code_key", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "contact_name",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="whom to ask for"
                    ),
                ),
                (
                    "contact_phone",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="phone"),
                ),
                (
                    "contact_time",
                    models.CharField(
                        choices=[
                            ("any", "at any time"),
                            ("morning", "in the morning (7 to 11)"),
                            ("noon", "in the afternoon (12 to 17)"),
                            ("evening", "in the evening (18 to 21)"),
                        ],
                        db_default="any",
                        default="any",
                        max_length=8,
                        verbose_name="when",
                    ),
                ),
                (
                    "contact_way",
                    models.CharField(
                        choices=[
                            ("none", "Do not contact me. I come back here with my code."),
                            ("call", "Call me"),
                            ("whatsapp", "Write to me by WhatsApp"),
                            ("both", "Call or write, both are safe"),
                        ],
                        db_default="none",
                        default="none",
                        max_length=10,
                        verbose_name="how to reach the family",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, null=True, verbose_name="country"
                    ),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "solved"),
                            ("partly", "solved in part"),
                            ("came_home", "came home safely"),
                            ("handed_on", "another authority goes on"),
                            ("taken_back", "the family did not want to go on"),
                            ("not_reached", "nobody could be reached any more"),
                            ("unsolved", "could not be solved"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="ended",
                    ),
                ),
                (
                    "is_concealed",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="not even the village may know that there is a case",
                    ),
                ),
                ("news_at", models.DateTimeField(editable=False, null=True)),
                (
                    "regency",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose case officers see a report that names no village of ours.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.regency",
                    ),
                ),
                (
                    "reporter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "It is about me"),
                            ("family", "It is about somebody of my family"),
                            ("other", "It is about somebody else"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="who reports",
                    ),
                ),
                (
                    "subject_name",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="name of the person"
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "ordering": ["-opened_at", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["village", "-opened_at"], name="migrants_case_village"),
                    models.Index(
                        condition=models.Q(("village", None)),
                        fields=["regency", "-opened_at"],
                        name="migrants_case_regency",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["opened_at"],
                        name="migrants_case_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("outcome__isnull", False), _connector="OR"
                        ),
                        name="migrants_case_closed_needs_outcome",
                        violation_error_message="Say how the case ended before you close it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("village__isnull", False), ("regency__isnull", False), _connector="OR"
                        ),
                        name="migrants_case_has_place",
                        violation_error_message="Say which village or regency the case belongs to.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", None), ("code_key", None)),
                            models.Q(("code__isnull", False), ("code_key__isnull", False)),
                            _connector="OR",
                        ),
                        name="migrants_case_code_has_key",
                        violation_error_message="A code needs four digits that go with it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_way", "none"),
                            ("contact_phone__isnull", False),
                            _connector="OR",
                        ),
                        name="migrants_case_reached_by_phone",
                        violation_error_code="contact_phone",
                        violation_error_message="Without a number nobody can call or write.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="closed_by_log",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            declare="DECLARE is_closed BOOLEAN; last_move TEXT;",
                            func="\n                    SELECT closed_at IS NOT NULL INTO is_closed\n                        FROM migrants_case WHERE id = NEW.id;\n                    IF NOT FOUND THEN RETURN NULL; END IF;\n                    SELECT kind INTO last_move FROM migrants_casestep\n                        WHERE case_id = NEW.id\n                            AND kind IN ('taken', 'handed_over', 'closed', 'reopened')\n                        ORDER BY id DESC LIMIT 1;\n                    IF is_closed <> (coalesce(last_move, '') = 'closed') THEN\n                        RAISE EXCEPTION 'a case is closed and opened again by a logged step only'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_case_closed_by_log';\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="fe890fcd38e5c29365ab042fd2be6a9870d42deb",
                            operation='INSERT OR UPDATE OF "closed_at"',
                            pgid="pgtrigger_closed_by_log_7eb61",
                            table="migrants_case",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="closed_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL)",
                            func="\n                    RAISE EXCEPTION 'a closed case stays as it was closed'\n                        USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'migrants_case_closed_stays';\n                ",
                            hash="0fbedc222920466374188b0d67a448ea0f5260f5",
                            operation='UPDATE OF "closed_at", "outcome", "ending"',
                            pgid="pgtrigger_closed_stays_6db94",
                            table="migrants_case",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casehistoryevent" ("assigned_to_id", "category", "channel", "closed_at", "code", "contact_name", "contact_phone", "contact_time", "contact_way", "country", "ending", "id", "is_concealed", "opened_at", "opened_by_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "reporter", "subject_name", "summary", "village_id") VALUES (NEW."assigned_to_id", NEW."category", NEW."channel", NEW."closed_at", NEW."code", NEW."contact_name", NEW."contact_phone", NEW."contact_time", NEW."contact_way", NEW."country", NEW."ending", NEW."id", NEW."is_concealed", NEW."opened_at", NEW."opened_by_id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."regency_id", NEW."reporter", NEW."subject_name", NEW."summary", NEW."village_id"); RETURN NULL;',
                            hash="7301c7cd9ce2196ea6cfa886b6ec8e2c133bcd39",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7cc8e",
                            table="migrants_case",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."assigned_to_id" IS DISTINCT FROM (NEW."assigned_to_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."contact_time" IS DISTINCT FROM (NEW."contact_time") OR OLD."contact_way" IS DISTINCT FROM (NEW."contact_way") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."ending" IS DISTINCT FROM (NEW."ending") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_concealed" IS DISTINCT FROM (NEW."is_concealed") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."regency_id" IS DISTINCT FROM (NEW."regency_id") OR OLD."reporter" IS DISTINCT FROM (NEW."reporter") OR OLD."subject_name" IS DISTINCT FROM (NEW."subject_name") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func='INSERT INTO "migrants_casehistoryevent" ("assigned_to_id", "category", "channel", "closed_at", "code", "contact_name", "contact_phone", "contact_time", "contact_way", "country", "ending", "id", "is_concealed", "opened_at", "opened_by_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "reporter", "subject_name", "summary", "village_id") VALUES (NEW."assigned_to_id", NEW."category", NEW."channel", NEW."closed_at", NEW."code", NEW."contact_name", NEW."contact_phone", NEW."contact_time", NEW."contact_way", NEW."country", NEW."ending", NEW."id", NEW."is_concealed", NEW."opened_at", NEW."opened_by_id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."regency_id", NEW."reporter", NEW."subject_name", NEW."summary", NEW."village_id"); RETURN NULL;',
                            hash="879bb087eb1122408f107791fdfeb084310e8795",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fbc6b",
                            table="migrants_case",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casehistoryevent" ("assigned_to_id", "category", "channel", "closed_at", "code", "contact_name", "contact_phone", "contact_time", "contact_way", "country", "ending", "id", "is_concealed", "opened_at", "opened_by_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "reporter", "subject_name", "summary", "village_id") VALUES (OLD."assigned_to_id", OLD."category", OLD."channel", OLD."closed_at", OLD."code", OLD."contact_name", OLD."contact_phone", OLD."contact_time", OLD."contact_way", OLD."country", OLD."ending", OLD."id", OLD."is_concealed", OLD."opened_at", OLD."opened_by_id", OLD."outcome", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."regency_id", OLD."reporter", OLD."subject_name", OLD."summary", OLD."village_id"); RETURN NULL;',
                            hash="170768365f647b746b2a154fd860ec6a801cdc15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cb339",
                            table="migrants_case",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                "business_page",
                                "Show the business, its products and her name to everybody",
                            ),
                            ("story", "Tell her story"),
                            ("photo", "Show photos of her"),
                            ("whatsapp", "Send her news by WhatsApp"),
                        ],
                        max_length=20,
                        verbose_name="what for",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("signature", "Signature"),
                            ("thumbprint", "Thumbprint"),
                            ("spoken", "Spoken, before a witness"),
                            ("electronic", "Electronic"),
                        ],
                        max_length=12,
                        verbose_name="how given",
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        blank=True,
                        help_text="Only if somebody else agreed for her: a parent or guardian.",
                        max_length=100,
                        verbose_name="given by",
                    ),
                ),
                ("witness", models.CharField(blank=True, max_length=100, verbose_name="witness")),
                (
                    "text_version",
                    models.CharField(default="2026-11", editable=False, max_length=10),
                ),
                (
                    "given_on",
                    villages.days.DayField(
                        default=django.utils.timezone.localdate, verbose_name="given on"
                    ),
                ),
                (
                    "valid_until",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="migrants.person",
                    ),
                ),
                (
                    "guardian",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("grandparent", "Grandparent"),
                            ("guardian", "Another guardian"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="who that is to the child",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "purpose"),
                        name="migrants_consent_one_per_purpose",
                        violation_error_code="purpose",
                        violation_error_message="This consent is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "spoken"), _negated=True),
                            models.Q(("witness", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_consent_spoken_needs_witness",
                        violation_error_code="witness",
                        violation_error_message="Spoken consent needs the name of a witness.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("given_on")),
                            _connector="OR",
                        ),
                        name="migrants_consent_until_after_given",
                        violation_error_code="valid_until",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("guardian", ""),
                            models.Q(("given_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_consent_guardian_named",
                        violation_error_code="given_by",
                        violation_error_message="Give the name of the parent or guardian.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="minor_needs_guardian",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    DECLARE of_age date := (\n                        SELECT (born_on + interval '18 years')::date FROM migrants_person\n                        WHERE id = NEW.person_id\n                    );\n                    BEGIN\n                        IF NEW.given_on < of_age AND NEW.withdrawn_at IS NULL THEN\n                            IF NEW.guardian <> '' THEN\n                                NEW.valid_until := LEAST(NEW.valid_until,\n                                    GREATEST(of_age - 1, NEW.given_on));\n                            ELSIF TG_OP = 'INSERT' THEN\n                                RAISE EXCEPTION 'a child cannot consent'\n                                    USING ERRCODE = 'check_violation',\n                                        CONSTRAINT = 'migrants_consent_minor_needs_guardian';\n                            ELSE\n                                NEW.withdrawn_at := now();\n                            END IF;\n                        END IF;\n                        RETURN NEW;\n                    END;\n                ",
                            hash="f73f6b0566cc7930b21a846f6fdc065456b1b91b",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_minor_needs_guardian_a0225",
                            table="migrants_consent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_consenthistoryevent" ("given_by", "given_on", "guardian", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_by_id", "text_version", "valid_until", "withdrawn_at", "witness") VALUES (NEW."given_by", NEW."given_on", NEW."guardian", NEW."how", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recorded_by_id", NEW."text_version", NEW."valid_until", NEW."withdrawn_at", NEW."witness"); RETURN NULL;',
                            hash="ccaff67509fb33859750b5b7bc6e6aea386dfd72",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_443f5",
                            table="migrants_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_consenthistoryevent" ("given_by", "given_on", "guardian", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_by_id", "text_version", "valid_until", "withdrawn_at", "witness") VALUES (NEW."given_by", NEW."given_on", NEW."guardian", NEW."how", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."recorded_by_id", NEW."text_version", NEW."valid_until", NEW."withdrawn_at", NEW."witness"); RETURN NULL;',
                            hash="811d18da2b708e46eaaa7bbce09eccf4fe863e85",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f6f39",
                            table="migrants_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_consenthistoryevent" ("given_by", "given_on", "guardian", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_by_id", "text_version", "valid_until", "withdrawn_at", "witness") VALUES (OLD."given_by", OLD."given_on", OLD."guardian", OLD."how", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recorded_by_id", OLD."text_version", OLD."valid_until", OLD."withdrawn_at", OLD."witness"); RETURN NULL;',
                            hash="d83dd7b573436d061883c1ea5b9fd6fb469a21b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b6803",
                            table="migrants_consent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GroupHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=120)),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="founded in"
                    ),
                ),
                (
                    "about",
                    models.TextField(blank=True, max_length=1000, verbose_name="about the group"),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown on the village page"),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"role": "group_leader"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="leader's account",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.group",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("treasurer", "Treasurer"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="migrants.group",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_memberships",
                        to="migrants.person",
                    ),
                ),
                (
                    "guest_from",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="where she lives",
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="name"
                    ),
                ),
                (
                    "guest_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone or WhatsApp",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "group member",
                "verbose_name_plural": "group members",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("group", "person"),
                        name="migrants_groupmembership_once",
                        violation_error_code="part",
                        violation_error_message="This person is already a member.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_groupmembership_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "chair"), ("until", None)),
                        fields=("group",),
                        name="migrants_groupmembership_one_chair",
                        violation_error_message="This group already has a chair.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None), ("until", None)),
                        fields=("group", "guest_name", "guest_phone"),
                        name="migrants_groupmembership_guest_once",
                        violation_error_code="guest_name",
                        violation_error_message="This guest is already a member.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest_name__gt", ""), ("person", None)),
                            models.Q(
                                ("guest_from", ""),
                                ("guest_name", ""),
                                ("guest_phone", ""),
                                ("person__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="migrants_groupmembership_person_or_guest",
                        violation_error_code="guest_name",
                        violation_error_message="A member is registered here, or a guest with a name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."guest_from" IS DISTINCT FROM (NEW."guest_from") OR OLD."guest_name" IS DISTINCT FROM (NEW."guest_name") OR OLD."guest_phone" IS DISTINCT FROM (NEW."guest_phone") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."submit_key" IS DISTINCT FROM (NEW."submit_key") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="6de77a9641c9130dccd04cf4a61916b7309f0651",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_cda83",
                            table="migrants_groupmembership",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_groupmembershiphistoryevent" ("group_id", "guest_from", "guest_name", "guest_phone", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (NEW."group_id", NEW."guest_from", NEW."guest_name", NEW."guest_phone", NEW."id", NEW."part", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                            hash="62453ed941b9d815d407e5884174950248d73460",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ed4dd",
                            table="migrants_groupmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."guest_from" IS DISTINCT FROM (NEW."guest_from") OR OLD."guest_name" IS DISTINCT FROM (NEW."guest_name") OR OLD."guest_phone" IS DISTINCT FROM (NEW."guest_phone") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "migrants_groupmembershiphistoryevent" ("group_id", "guest_from", "guest_name", "guest_phone", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (NEW."group_id", NEW."guest_from", NEW."guest_name", NEW."guest_phone", NEW."id", NEW."part", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                            hash="c6d331e8578e24a836c04f33365609e9bc4abad3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d764f",
                            table="migrants_groupmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_groupmembershiphistoryevent" ("group_id", "guest_from", "guest_name", "guest_phone", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (OLD."group_id", OLD."guest_from", OLD."guest_name", OLD."guest_phone", OLD."id", OLD."part", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until", OLD."version"); RETURN NULL;',
                            hash="2fa225bcc2801282334d47f83410301300452460",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4512f",
                            table="migrants_groupmembership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HouseholdHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kk_number",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="family card number (KK)"
                    ),
                ),
                ("kk_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "hamlet",
                    models.CharField(blank=True, max_length=60, verbose_name="hamlet (dusun)"),
                ),
                ("rt", models.CharField(blank=True, max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, max_length=3, verbose_name="RW")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.household",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HouseholdMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("head", "Head of the family"),
                            ("wife", "Wife"),
                            ("husband", "Husband"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("parent_in_law", "Parent-in-law"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("sibling", "Brother or sister"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "receives_remittances",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="migrants.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="household_memberships",
                        to="migrants.person",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "household member",
                "verbose_name_plural": "household members",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("person",),
                        name="migrants_householdmembership_one_at_a_time",
                        violation_error_code="relationship",
                        violation_error_message="This person already belongs to a household.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("relationship", "head"), ("until", None)),
                        fields=("household",),
                        name="migrants_householdmembership_one_head",
                        violation_error_code="relationship",
                        violation_error_message="This household already has a head.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_householdmembership_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."receives_remittances" IS DISTINCT FROM (NEW."receives_remittances") OR OLD."relationship" IS DISTINCT FROM (NEW."relationship") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="45d2e5483798517f93318d4c3d44d3ad831d033d",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_f75f8",
                            table="migrants_householdmembership",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_householdmembershiphistoryevent" ("household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receives_remittances", "relationship", "since", "until", "version") VALUES (NEW."household_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receives_remittances", NEW."relationship", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                            hash="12788deafe610d005916d54c293445b97a9286d6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_49d53",
                            table="migrants_householdmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_householdmembershiphistoryevent" ("household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receives_remittances", "relationship", "since", "until", "version") VALUES (NEW."household_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receives_remittances", NEW."relationship", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                            hash="f57b966db937de68c67a6ecdfa1a483bf21eb141",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7735f",
                            table="migrants_householdmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_householdmembershiphistoryevent" ("household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receives_remittances", "relationship", "since", "until", "version") VALUES (OLD."household_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."receives_remittances", OLD."relationship", OLD."since", OLD."until", OLD."version"); RETURN NULL;',
                            hash="9e72370ad1ebc8eb9051897654b2543120d2415b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0640e",
                            table="migrants_householdmembership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Journey",
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
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("g_to_g", "Government to government"),
                            ("g_to_p", "Government to private"),
                            ("p_to_p", "Through a placement company"),
                            ("own_company", "Sent by one's own company"),
                            ("individual", "On one's own"),
                            ("", "not known"),
                        ],
                        max_length=12,
                        verbose_name="placed how",
                    ),
                ),
                (
                    "agency",
                    models.CharField(blank=True, max_length=120, verbose_name="placement company"),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("domestic", "Household and care"),
                            ("factory", "Factory"),
                            ("construction", "Construction"),
                            ("plantation", "Plantation and farming"),
                            ("sea", "Ship and fishing"),
                            ("hospitality", "Hotel and restaurant"),
                            ("health", "Health and nursing"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind of work",
                    ),
                ),
                (
                    "occupation",
                    models.CharField(blank=True, max_length=80, verbose_name="work in words"),
                ),
                (
                    "documentation",
                    models.CharField(
                        choices=[
                            ("procedural", "Through the procedure"),
                            ("non_procedural", "With papers, outside the procedure"),
                            ("undocumented", "Without papers"),
                            ("overstay", "Contract over, still abroad"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=15,
                        verbose_name="travel papers",
                    ),
                ),
                (
                    "planned_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="plans to leave on"),
                ),
                (
                    "departed_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="left on"),
                ),
                (
                    "contract_ends_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="contract ends on"),
                ),
                (
                    "returned_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="returned on"),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contract_ended", "Contract ended"),
                            ("dismissed", "Dismissed"),
                            ("ill", "Ill"),
                            ("pregnant", "Pregnant or with a child"),
                            ("family", "For the family"),
                            ("deported", "Deported"),
                            ("problem", "Problem at work"),
                            ("remains", "Brought home after her death"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="why returned",
                    ),
                ),
                (
                    "cancelled_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="plan given up on"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journeys",
                        to="migrants.person",
                    ),
                ),
                (
                    "departed_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "returned_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "agency_abroad",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="agency abroad",
                    ),
                ),
                (
                    "agency_license",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=40,
                        verbose_name="number of its licence (SIP3MI)",
                    ),
                ),
                (
                    "cancelled_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_wish", "She no longer wants to"),
                            ("family", "The family needs her or did not agree"),
                            ("health", "Health"),
                            ("papers", "Papers could not be had"),
                            ("company", "The company or the employer withdrew"),
                            ("cheated", "She was cheated"),
                            ("other", "Other"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="why not",
                    ),
                ),
                (
                    "contract_number",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="number of the contract",
                    ),
                ),
                (
                    "contract_starts_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="contract starts on"
                    ),
                ),
                (
                    "employer",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="employer's name",
                    ),
                ),
                (
                    "employer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "A household or person"),
                            ("company", "A company"),
                            ("ship", "A ship"),
                        ],
                        db_default="",
                        default="",
                        max_length=7,
                        verbose_name="works for",
                    ),
                ),
                (
                    "in_process_since",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="papers in process since"
                    ),
                ),
                (
                    "ready_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="papers complete on"
                    ),
                ),
                (
                    "recruiter",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="who recruited her (sponsor)",
                    ),
                ),
                (
                    "registered_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="registered as a job-seeker on"
                    ),
                ),
                (
                    "return_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="what happened, in words",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "journey",
                "verbose_name_plural": "journeys",
                "ordering": [
                    models.OrderBy(models.F("departed_on"), descending=True, nulls_first=True),
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "departed_on"], name="migrants_journey_person"),
                    models.Index(
                        condition=models.Q(("departed_on__isnull", False), ("returned_on", None)),
                        fields=["contract_ends_on", "person"],
                        name="migrants_journey_contract_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_on", None), ("departed_on__isnull", False), _connector="OR"
                        ),
                        name="migrants_journey_returned_needs_departure",
                        violation_error_code="departed_on",
                        violation_error_message="Give the day she left before the day she returned.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_on", None),
                            ("departed_on", None),
                            ("returned_on__gte", models.F("departed_on")),
                            _connector="OR",
                        ),
                        name="migrants_journey_returned_after_departed",
                        violation_error_code="returned_on",
                        violation_error_message="The return cannot be before the departure.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_on", None), ("departed_on", None), _connector="OR"
                        ),
                        name="migrants_journey_cancelled_before_departure",
                        violation_error_code="cancelled_on",
                        violation_error_message="Somebody who has left cannot give up the plan.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("departed_on__isnull", False)),
                        expressions=[
                            ("person", "="),
                            (
                                models.Func(
                                    models.F("departed_on"),
                                    models.F("returned_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="migrants_journey_one_at_a_time",
                        violation_error_code="departed_on",
                        violation_error_message="Another journey of this person covers the same time.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_on", None), ("departed_on", None)),
                        fields=("person",),
                        name="migrants_journey_one_plan",
                        violation_error_message="This person already has a plan to leave.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contract_starts_on", None),
                            ("contract_ends_on", None),
                            ("contract_ends_on__gte", models.F("contract_starts_on")),
                            _connector="OR",
                        ),
                        name="migrants_journey_contract_ends_after_start",
                        violation_error_code="contract_ends_on",
                        violation_error_message="The contract cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ready_on", None),
                            ("registered_on", None),
                            ("ready_on__gte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="migrants_journey_ready_after_registered",
                        violation_error_code="ready_on",
                        violation_error_message="The papers cannot be complete before she was registered.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="touch_person",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    UPDATE migrants_person SET status = status\n                        WHERE id IN (OLD.person_id, NEW.person_id);\n                    RETURN NULL;\n                ",
                            hash="8d72c504fec2a635680e66bc58fe6ea94e9e58b0",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_touch_person_1f519",
                            table="migrants_journey",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_future_departure",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.departed_on > CURRENT_DATE + 1 OR NEW.returned_on > CURRENT_DATE + 1 THEN\n                        RAISE EXCEPTION 'a journey cannot start or end in the future'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_journey_no_future_departure';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="ed2142e4c99bc49424ca9962e5e65945bc6a4737",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_no_future_departure_0885a",
                            table="migrants_journey",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."agency_abroad" IS DISTINCT FROM (NEW."agency_abroad") OR OLD."agency_license" IS DISTINCT FROM (NEW."agency_license") OR OLD."cancelled_on" IS DISTINCT FROM (NEW."cancelled_on") OR OLD."cancelled_why" IS DISTINCT FROM (NEW."cancelled_why") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contract_ends_on" IS DISTINCT FROM (NEW."contract_ends_on") OR OLD."contract_number" IS DISTINCT FROM (NEW."contract_number") OR OLD."contract_starts_on" IS DISTINCT FROM (NEW."contract_starts_on") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."departed_on" IS DISTINCT FROM (NEW."departed_on") OR OLD."departed_precision" IS DISTINCT FROM (NEW."departed_precision") OR OLD."documentation" IS DISTINCT FROM (NEW."documentation") OR OLD."employer" IS DISTINCT FROM (NEW."employer") OR OLD."employer_kind" IS DISTINCT FROM (NEW."employer_kind") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_process_since" IS DISTINCT FROM (NEW."in_process_since") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."occupation" IS DISTINCT FROM (NEW."occupation") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."planned_on" IS DISTINCT FROM (NEW."planned_on") OR OLD."ready_on" IS DISTINCT FROM (NEW."ready_on") OR OLD."recruiter" IS DISTINCT FROM (NEW."recruiter") OR OLD."registered_on" IS DISTINCT FROM (NEW."registered_on") OR OLD."return_kind" IS DISTINCT FROM (NEW."return_kind") OR OLD."return_reason" IS DISTINCT FROM (NEW."return_reason") OR OLD."returned_on" IS DISTINCT FROM (NEW."returned_on") OR OLD."returned_precision" IS DISTINCT FROM (NEW."returned_precision") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."sector" IS DISTINCT FROM (NEW."sector"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="d420b1cd3c8c2d259d0f1fcbe5853fff435a0603",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_3d30c",
                            table="migrants_journey",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyhistoryevent" ("agency", "agency_abroad", "agency_license", "cancelled_on", "cancelled_why", "city", "contract_ends_on", "contract_number", "contract_starts_on", "country", "created_at", "created_by_id", "departed_on", "departed_precision", "documentation", "employer", "employer_kind", "id", "in_process_since", "note", "occupation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_on", "recruiter", "registered_on", "return_kind", "return_reason", "returned_on", "returned_precision", "scheme", "sector", "version") VALUES (NEW."agency", NEW."agency_abroad", NEW."agency_license", NEW."cancelled_on", NEW."cancelled_why", NEW."city", NEW."contract_ends_on", NEW."contract_number", NEW."contract_starts_on", NEW."country", NEW."created_at", NEW."created_by_id", NEW."departed_on", NEW."departed_precision", NEW."documentation", NEW."employer", NEW."employer_kind", NEW."id", NEW."in_process_since", NEW."note", NEW."occupation", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."ready_on", NEW."recruiter", NEW."registered_on", NEW."return_kind", NEW."return_reason", NEW."returned_on", NEW."returned_precision", NEW."scheme", NEW."sector", NEW."version"); RETURN NULL;',
                            hash="c36bd82c674c315200f8b16b3c725a64c7e3da28",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b7e17",
                            table="migrants_journey",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_journeyhistoryevent" ("agency", "agency_abroad", "agency_license", "cancelled_on", "cancelled_why", "city", "contract_ends_on", "contract_number", "contract_starts_on", "country", "created_at", "created_by_id", "departed_on", "departed_precision", "documentation", "employer", "employer_kind", "id", "in_process_since", "note", "occupation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_on", "recruiter", "registered_on", "return_kind", "return_reason", "returned_on", "returned_precision", "scheme", "sector", "version") VALUES (NEW."agency", NEW."agency_abroad", NEW."agency_license", NEW."cancelled_on", NEW."cancelled_why", NEW."city", NEW."contract_ends_on", NEW."contract_number", NEW."contract_starts_on", NEW."country", NEW."created_at", NEW."created_by_id", NEW."departed_on", NEW."departed_precision", NEW."documentation", NEW."employer", NEW."employer_kind", NEW."id", NEW."in_process_since", NEW."note", NEW."occupation", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_on", NEW."ready_on", NEW."recruiter", NEW."registered_on", NEW."return_kind", NEW."return_reason", NEW."returned_on", NEW."returned_precision", NEW."scheme", NEW."sector", NEW."version"); RETURN NULL;',
                            hash="6b172ac7c647cbf6c5ae85cf2d246b774fc4be55",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_275b1",
                            table="migrants_journey",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyhistoryevent" ("agency", "agency_abroad", "agency_license", "cancelled_on", "cancelled_why", "city", "contract_ends_on", "contract_number", "contract_starts_on", "country", "created_at", "created_by_id", "departed_on", "departed_precision", "documentation", "employer", "employer_kind", "id", "in_process_since", "note", "occupation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_on", "recruiter", "registered_on", "return_kind", "return_reason", "returned_on", "returned_precision", "scheme", "sector", "version") VALUES (OLD."agency", OLD."agency_abroad", OLD."agency_license", OLD."cancelled_on", OLD."cancelled_why", OLD."city", OLD."contract_ends_on", OLD."contract_number", OLD."contract_starts_on", OLD."country", OLD."created_at", OLD."created_by_id", OLD."departed_on", OLD."departed_precision", OLD."documentation", OLD."employer", OLD."employer_kind", OLD."id", OLD."in_process_since", OLD."note", OLD."occupation", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."ready_on", OLD."recruiter", OLD."registered_on", OLD."return_kind", OLD."return_reason", OLD."returned_on", OLD."returned_precision", OLD."scheme", OLD."sector", OLD."version"); RETURN NULL;',
                            hash="ea698cdc1eb4eaf76606537359e8ee9c824c0d19",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a6681",
                            table="migrants_journey",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PersonHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        help_text="As on the identity card, without titles.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                ("nickname", models.CharField(blank=True, max_length=50, verbose_name="nickname")),
                (
                    "passport_name",
                    models.CharField(
                        blank=True,
                        help_text="Only if it differs from the identity card.",
                        max_length=100,
                        verbose_name="name in the passport",
                    ),
                ),
                (
                    "nik",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="NIK"),
                ),
                (
                    "nik_hash",
                    models.CharField(
                        editable=False,
                        error_messages={"unique": "This NIK is already registered."},
                        max_length=64,
                        null=True,
                    ),
                ),
                (
                    "no_nik_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_at_hand", "Card not at hand"),
                            ("never_recorded", "Never registered"),
                            ("refused", "Does not want to give it"),
                            ("abroad", "Abroad, the family does not know it"),
                        ],
                        max_length=20,
                        verbose_name="why there is no NIK",
                    ),
                ),
                (
                    "nik_override_reason",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="why this NIK is right all the same",
                    ),
                ),
                (
                    "passport_number",
                    accounts.encryption.EncryptedField(blank=True, verbose_name="passport number"),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("F", "Woman"), ("M", "Man")], max_length=1, verbose_name="sex"
                    ),
                ),
                (
                    "birth_place",
                    models.CharField(blank=True, max_length=100, verbose_name="birth place"),
                ),
                (
                    "born_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="birth date"),
                ),
                (
                    "born_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=5,
                        verbose_name="how exact",
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(
                        blank=True, max_length=20, verbose_name="phone or WhatsApp"
                    ),
                ),
                (
                    "phone_abroad",
                    accounts.phone.PhoneField(
                        blank=True, max_length=20, verbose_name="phone abroad"
                    ),
                ),
                (
                    "hamlet",
                    models.CharField(blank=True, max_length=60, verbose_name="hamlet (dusun)"),
                ),
                ("rt", models.CharField(blank=True, max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, max_length=3, verbose_name="RW")),
                ("skills", models.CharField(blank=True, max_length=200, verbose_name="skills")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("stayed", "Stays in the village"),
                            ("prospective", "Wants to go"),
                            ("abroad", "Abroad"),
                            ("returned", "Returned"),
                            ("lost_contact", "Contact lost"),
                            ("settled", "Settled abroad"),
                            ("deceased", "Deceased"),
                        ],
                        default="stayed",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "lost_contact_since",
                    villages.days.DayField(blank=True, null=True, verbose_name="no contact since"),
                ),
                (
                    "settled_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="settled abroad since"
                    ),
                ),
                ("died_on", villages.days.DayField(blank=True, null=True, verbose_name="died on")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "checked_on",
                    villages.days.DayField(
                        editable=False, null=True, verbose_name="last confirmed"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.person",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="home village",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "business_interest",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="business she would like",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("primary", "Primary school (SD)"),
                            ("junior", "Junior high school (SMP)"),
                            ("senior", "Senior high school (SMA, SMK)"),
                            ("diploma", "Diploma (D1 to D4)"),
                            ("degree", "University (S1 or higher)"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="last school finished",
                    ),
                ),
                (
                    "emergency_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="in an emergency call",
                    ),
                ),
                (
                    "emergency_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone for an emergency",
                    ),
                ),
                (
                    "emergency_relation",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="who that is to her",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("id", "Indonesian"),
                            ("jv", "Javanese"),
                            ("osi", "Osing"),
                            ("mad", "Madurese"),
                            ("other", "Another language"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="language she understands best",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("single", "Not married yet"),
                            ("married", "Married"),
                            ("divorced", "Divorced"),
                            ("widowed", "Widowed"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="marital status",
                    ),
                ),
                ("passport_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "present_work",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="work at present",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("herself", "She told it herself"),
                            ("family", "The family told it"),
                            ("visit", "A visit at home"),
                            ("document", "Papers"),
                            ("siskop2mi", "National list (SISKOP2MI)"),
                            ("other", "Another source"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="where this is known from",
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not checked yet"),
                            ("papers", "Papers were seen"),
                            ("civil", "Checked with the civil registry (Dukcapil)"),
                        ],
                        db_default="not_yet",
                        default="not_yet",
                        max_length=10,
                        verbose_name="how far checked",
                    ),
                ),
                (
                    "whatsapp",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="WhatsApp, if it is another number",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("passport", "Passport"),
                            ("id_pmi", "Migrant worker's card (ID PMI, E-KPMI)"),
                            ("bpjs", "Insurance for workers (BPJS Ketenagakerjaan)"),
                        ],
                        max_length=10,
                        verbose_name="which paper",
                    ),
                ),
                ("number", accounts.encryption.EncryptedField(blank=True, verbose_name="number")),
                ("number_hash", models.CharField(editable=False, max_length=64, null=True)),
                ("office", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                (
                    "issued_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="issued on"),
                ),
                (
                    "expires_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "ended_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="no longer used since"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="migrants.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
                "ordering": [
                    "kind",
                    models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True),
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None)),
                        fields=["kind", "expires_on"],
                        name="migrants_document_running_out",
                    ),
                    models.Index(fields=["number_hash"], name="migrants_document_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("person", "kind"),
                        name="migrants_document_one_in_use",
                        violation_error_message="Another paper of this kind is in use.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "kind", "number_hash"),
                        name="migrants_document_number_once",
                        violation_error_code="number",
                        violation_error_message="This paper is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "passport"), _negated=True),
                            ("number_hash__isnull", False),
                            _connector="OR",
                        ),
                        name="migrants_document_passport_has_number",
                        violation_error_code="number",
                        violation_error_message="Give the number of the passport.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("issued_on", None),
                            ("expires_on__gt", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="migrants_document_expires_after_issued",
                        violation_error_code="expires_on",
                        violation_error_message="It cannot run out before it was issued.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="53c3dc9a5b5c8cbf287baa81c3d73251c7672fce",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_96269",
                            table="migrants_document",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="show_on_person",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF pg_trigger_depth() = 1 THEN\n                        UPDATE migrants_person AS person\n                            SET passport_number = COALESCE(in_use.number, ''),\n                                passport_hash = in_use.number_hash\n                            FROM (VALUES (OLD.person_id), (NEW.person_id)) AS touched (id)\n                            LEFT JOIN migrants_document AS in_use\n                                ON in_use.person_id = touched.id AND in_use.kind = 'passport'\n                                AND in_use.ended_on IS NULL\n                            WHERE person.id = touched.id\n                                AND person.passport_hash IS DISTINCT FROM in_use.number_hash;\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="41b14001449bc7667d201365d48eafb10104fdb0",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_show_on_person_d0078",
                            table="migrants_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_documenthistoryevent" ("ended_on", "expires_on", "id", "issued_on", "kind", "number", "number_hash", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version") VALUES (NEW."ended_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", NEW."number", NEW."number_hash", NEW."office", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."version"); RETURN NULL;',
                            hash="3883c5fc6f2aec39716f87028bf279809fc4f135",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de10b",
                            table="migrants_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_hash" IS DISTINCT FROM (NEW."number_hash") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "migrants_documenthistoryevent" ("ended_on", "expires_on", "id", "issued_on", "kind", "number", "number_hash", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version") VALUES (NEW."ended_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", NEW."number", NEW."number_hash", NEW."office", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."version"); RETURN NULL;',
                            hash="ec62b09af866c15da73f9f20a39fa95c1a5705b2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4d5a0",
                            table="migrants_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_documenthistoryevent" ("ended_on", "expires_on", "id", "issued_on", "kind", "number", "number_hash", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "version") VALUES (OLD."ended_on", OLD."expires_on", OLD."id", OLD."issued_on", OLD."kind", OLD."number", OLD."number_hash", OLD."office", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."version"); RETURN NULL;',
                            hash="5b4523b471f96d2ba5dc220b79646157e802cfd8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d4287",
                            table="migrants_document",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Finance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "wage_use",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        help_text="For example: house, school, land, capital for a business, debt.",
                        verbose_name="what the wages were used for",
                    ),
                ),
                (
                    "assets",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="what the family owns from it"
                    ),
                ),
                (
                    "debt",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="debt when she left"
                    ),
                ),
                (
                    "debt_to",
                    accounts.encryption.EncryptedField(blank=True, verbose_name="owed to whom"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finance",
                        to="migrants.person",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "money",
                "verbose_name_plural": "money",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."assets" IS DISTINCT FROM (NEW."assets") OR OLD."debt" IS DISTINCT FROM (NEW."debt") OR OLD."debt_to" IS DISTINCT FROM (NEW."debt_to") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."wage_use" IS DISTINCT FROM (NEW."wage_use"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="208f87213f6f15f378fa7d9ac26b96971a5ed4dd",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_f8dfd",
                            table="migrants_finance",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_financehistoryevent" ("assets", "debt", "debt_to", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version", "wage_use") VALUES (NEW."assets", NEW."debt", NEW."debt_to", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_by_id", NEW."version", NEW."wage_use"); RETURN NULL;',
                            hash="cb0701f125e89caac9e8de1188afa7bbf2a0bee8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a32a9",
                            table="migrants_finance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_financehistoryevent" ("assets", "debt", "debt_to", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version", "wage_use") VALUES (NEW."assets", NEW."debt", NEW."debt_to", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_by_id", NEW."version", NEW."wage_use"); RETURN NULL;',
                            hash="3ebeaa4b16c8bcedaf28fab1c14ab489c4694f1c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1d727",
                            table="migrants_finance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_financehistoryevent" ("assets", "debt", "debt_to", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version", "wage_use") VALUES (OLD."assets", OLD."debt", OLD."debt_to", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_by_id", OLD."version", OLD."wage_use"); RETURN NULL;',
                            hash="b6ceca3fe5a588e21eee0192f43a444e09fc4f92",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_69873",
                            table="migrants_finance",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Health",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "disability",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("body", "Body"),
                            ("sight", "Seeing"),
                            ("hearing", "Hearing or speaking"),
                            ("mind", "Mind or learning"),
                            ("several", "Several"),
                        ],
                        verbose_name="disability",
                    ),
                ),
                (
                    "needs",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        help_text="For example: speak slowly, a ramp, a reader.",
                        verbose_name="what helps her",
                    ),
                ),
                (
                    "illness",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="illness that matters for work or care"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health",
                        to="migrants.person",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "health",
                "verbose_name_plural": "health",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."disability" IS DISTINCT FROM (NEW."disability") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."illness" IS DISTINCT FROM (NEW."illness") OR OLD."needs" IS DISTINCT FROM (NEW."needs") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="49176d7e5d624c7fa32084b196f3232081d78baa",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_69747",
                            table="migrants_health",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_healthhistoryevent" ("disability", "id", "illness", "needs", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version") VALUES (NEW."disability", NEW."id", NEW."illness", NEW."needs", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_by_id", NEW."version"); RETURN NULL;',
                            hash="38343c672a1290f3eccfe735a8dc0cfb25e6654a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_44780",
                            table="migrants_health",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_healthhistoryevent" ("disability", "id", "illness", "needs", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version") VALUES (NEW."disability", NEW."id", NEW."illness", NEW."needs", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_by_id", NEW."version"); RETURN NULL;',
                            hash="f35704b08ee73abf4784938f0493aa70ea2ff6c4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ec1ba",
                            table="migrants_health",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_healthhistoryevent" ("disability", "id", "illness", "needs", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_by_id", "version") VALUES (OLD."disability", OLD."id", OLD."illness", OLD."needs", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_by_id", OLD."version"); RETURN NULL;',
                            hash="6451f96c77e0c277c048ea65b9d1173ba4fc161a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_11b2e",
                            table="migrants_health",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HomeChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_on", villages.days.DayField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("moved", "moved"),
                            ("village_changed", "the village was split or renamed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "from_village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="home_changes",
                        to="migrants.person",
                    ),
                ),
                (
                    "to_village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of home village",
                "verbose_name_plural": "changes of home village",
                "ordering": ["-changed_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "changed_on"], name="migrants_homechange_person")
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MoveRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("receiving", "the village where she lives now"),
                            ("sending", "the village where she is registered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("typed_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("typed_nik", accounts.encryption.EncryptedField(blank=True, verbose_name="NIK")),
                ("typed_nik_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "typed_born_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of birth"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the other village should know",
                    ),
                ),
                (
                    "with_family",
                    models.BooleanField(
                        default=False, verbose_name="her whole family moves with her"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("by_office", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="move_requests",
                        to="migrants.person",
                    ),
                ),
                (
                    "to_village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="to which village",
                    ),
                ),
                (
                    "typed_village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="from which village",
                    ),
                ),
            ],
            options={
                "verbose_name": "move request",
                "verbose_name_plural": "move requests",
                "ordering": ["-asked_at", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        fields=["to_village", "-asked_at"], name="migrants_moverequest_to"
                    ),
                    models.Index(
                        fields=["from_village", "-asked_at"], name="migrants_moverequest_from"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("person",),
                        name="migrants_moverequest_one_open",
                        violation_error_message="A move of this person already waits for an answer.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("to_village", "typed_nik_hash"),
                        name="migrants_moverequest_asked_once",
                        violation_error_code="typed_nik",
                        violation_error_message="Your village already asked for this person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_village", None),
                            models.Q(("from_village", models.F("to_village")), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_moverequest_between_two_villages",
                        violation_error_code="to_village",
                        violation_error_message="She already belongs to this village.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="migrants_moverequest_answered_or_open",
                        violation_error_message="This request was answered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            ("reason__gt", ""),
                            _connector="OR",
                        ),
                        name="migrants_moverequest_refused_with_reason",
                        violation_error_message="Say why you refuse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("from_village__isnull", False), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="migrants_moverequest_accepted_has_person",
                        violation_error_message="Say first who is meant.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side", "sending"), _negated=True),
                            ("from_village__isnull", False),
                            _connector="OR",
                        ),
                        name="migrants_moverequest_sending_from_somewhere",
                        violation_error_message="Say from which village she comes.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_moverequesthistoryevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "by_office", "from_village_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "side", "state", "to_village_id", "typed_born_year", "typed_name", "typed_nik", "typed_nik_hash", "typed_village_id", "with_family") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."by_office", NEW."from_village_id", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."side", NEW."state", NEW."to_village_id", NEW."typed_born_year", NEW."typed_name", NEW."typed_nik", NEW."typed_nik_hash", NEW."typed_village_id", NEW."with_family"); RETURN NULL;',
                            hash="ea359e61c1cef7e6c0d214bdce56d6441a18ef18",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1019f",
                            table="migrants_moverequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."by_office" IS DISTINCT FROM (NEW."by_office") OR OLD."from_village_id" IS DISTINCT FROM (NEW."from_village_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."to_village_id" IS DISTINCT FROM (NEW."to_village_id") OR OLD."typed_born_year" IS DISTINCT FROM (NEW."typed_born_year") OR OLD."typed_name" IS DISTINCT FROM (NEW."typed_name") OR OLD."typed_nik" IS DISTINCT FROM (NEW."typed_nik") OR OLD."typed_nik_hash" IS DISTINCT FROM (NEW."typed_nik_hash") OR OLD."typed_village_id" IS DISTINCT FROM (NEW."typed_village_id") OR OLD."with_family" IS DISTINCT FROM (NEW."with_family"))',
                            func='INSERT INTO "migrants_moverequesthistoryevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "by_office", "from_village_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "side", "state", "to_village_id", "typed_born_year", "typed_name", "typed_nik", "typed_nik_hash", "typed_village_id", "with_family") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."by_office", NEW."from_village_id", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."side", NEW."state", NEW."to_village_id", NEW."typed_born_year", NEW."typed_name", NEW."typed_nik", NEW."typed_nik_hash", NEW."typed_village_id", NEW."with_family"); RETURN NULL;',
                            hash="c3813dcf1eccf7b77d791ca788a3296400112fed",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a4a49",
                            table="migrants_moverequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_moverequesthistoryevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "by_office", "from_village_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "side", "state", "to_village_id", "typed_born_year", "typed_name", "typed_nik", "typed_nik_hash", "typed_village_id", "with_family") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."by_office", OLD."from_village_id", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."side", OLD."state", OLD."to_village_id", OLD."typed_born_year", OLD."typed_name", OLD."typed_nik", OLD."typed_nik_hash", OLD."typed_village_id", OLD."with_family"); RETURN NULL;',
                            hash="fd3233c2f7b60149d8c821055591e1366b31d6cb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_95883",
                            table="migrants_moverequest",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "elsewhere",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="place, if it is outside the regency",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="street, hamlet, RT and RW"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "is_shared",
                    models.BooleanField(
                        default=True,
                        verbose_name="the coordinator there may see her name, phone and address",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residences",
                        to="migrants.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="village where she lives",
                    ),
                ),
            ],
            options={
                "verbose_name": "place where she lives",
                "verbose_name_plural": "places where they live",
                "ordering": [
                    models.OrderBy(models.F("until"), descending=True, nulls_first=True),
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["village"],
                        name="migrants_residence_village",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("person",),
                        name="migrants_residence_one_at_a_time",
                        violation_error_message="She already lives somewhere else. End that first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("elsewhere__gt", ""), ("village", None)),
                            models.Q(("elsewhere", ""), ("village__isnull", False)),
                            _connector="OR",
                        ),
                        name="migrants_residence_village_or_elsewhere",
                        violation_error_code="village",
                        violation_error_message="Choose the village, or write the place: one of both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_residence_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_residencehistoryevent" ("address", "elsewhere", "id", "is_shared", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until", "village_id") VALUES (NEW."address", NEW."elsewhere", NEW."id", NEW."is_shared", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."since", NEW."until", NEW."village_id"); RETURN NULL;',
                            hash="a0a3fec08cae5b101d7df7faf919aa27eb93685c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_83d6c",
                            table="migrants_residence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."elsewhere" IS DISTINCT FROM (NEW."elsewhere") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_shared" IS DISTINCT FROM (NEW."is_shared") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func='INSERT INTO "migrants_residencehistoryevent" ("address", "elsewhere", "id", "is_shared", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until", "village_id") VALUES (NEW."address", NEW."elsewhere", NEW."id", NEW."is_shared", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."since", NEW."until", NEW."village_id"); RETURN NULL;',
                            hash="d594d399ced064a150ccaf4b9a7cc3fb2f0f0cde",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_103a0",
                            table="migrants_residence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_residencehistoryevent" ("address", "elsewhere", "id", "is_shared", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until", "village_id") VALUES (OLD."address", OLD."elsewhere", OLD."id", OLD."is_shared", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."since", OLD."until", OLD."village_id"); RETURN NULL;',
                            hash="159c6cf293ac4bcc06b46c4370e9d80f4d65277a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bb4f4",
                            table="migrants_residence",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="what about")),
                ("organiser", models.CharField(blank=True, max_length=120, verbose_name="by whom")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "has_certificate",
                    models.BooleanField(default=False, verbose_name="with a certificate"),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="migrants.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
                "ordering": [
                    models.OrderBy(models.F("year"), descending=True, nulls_last=True),
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year", None), ("year__range", (1970, 2100)), _connector="OR"
                        ),
                        name="migrants_training_year_sensible",
                        violation_error_code="year",
                        violation_error_message="Give the year with four digits, such as 2016.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "title", "year"),
                        name="migrants_training_once",
                        nulls_distinct=False,
                        violation_error_code="title",
                        violation_error_message="This training is already recorded.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_traininghistoryevent" ("has_certificate", "id", "organiser", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "title", "year") VALUES (NEW."has_certificate", NEW."id", NEW."organiser", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."title", NEW."year"); RETURN NULL;',
                            hash="51f507e0230a1498ab46b063d5158bad3d980bd2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e39f9",
                            table="migrants_training",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."has_certificate" IS DISTINCT FROM (NEW."has_certificate") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser" IS DISTINCT FROM (NEW."organiser") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                            func='INSERT INTO "migrants_traininghistoryevent" ("has_certificate", "id", "organiser", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "title", "year") VALUES (NEW."has_certificate", NEW."id", NEW."organiser", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."title", NEW."year"); RETURN NULL;',
                            hash="505285d895fcee25907d498faf04f8ba7b7b72e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ccd02",
                            table="migrants_training",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_traininghistoryevent" ("has_certificate", "id", "organiser", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "title", "year") VALUES (OLD."has_certificate", OLD."id", OLD."organiser", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."title", OLD."year"); RETURN NULL;',
                            hash="03153fcc761c20a314b1eefdb72f1ae7ffee2783",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b9c26",
                            table="migrants_training",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Vulnerability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alone_old", "Old and alone"),
                            ("no_carer", "Child without an adult carer"),
                            ("toddler", "Toddler whose mother is away"),
                            ("drop_out", "Child left school early"),
                            ("early_marriage", "Married before 19"),
                            ("single_mother", "Mother alone with her children"),
                            ("debt", "Heavy debt"),
                            ("papers_held", "Passport is held by somebody else"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what",
                    ),
                ),
                ("note", accounts.encryption.EncryptedField(blank=True, verbose_name="note")),
                ("since", villages.days.DayField(verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vulnerabilities",
                        to="migrants.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "what makes her vulnerable",
                "verbose_name_plural": "what makes her vulnerable",
                "ordering": [
                    models.OrderBy(models.F("until"), descending=True, nulls_first=True),
                    "-since",
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("until", None), models.Q(("kind", "other"), _negated=True)
                        ),
                        fields=("person", "kind"),
                        name="migrants_vulnerability_once",
                        violation_error_code="kind",
                        violation_error_message="This is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="migrants_vulnerability_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_vulnerabilityhistoryevent" ("id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until") VALUES (NEW."id", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="234f815952b5362623dcd75ad5f5e8ca46fd3d68",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7c4a1",
                            table="migrants_vulnerability",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func='INSERT INTO "migrants_vulnerabilityhistoryevent" ("id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until") VALUES (NEW."id", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="fc6ca43717f744c7fb0f9e03254c8b7287c415fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3be52",
                            table="migrants_vulnerability",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_vulnerabilityhistoryevent" ("id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "since", "until") VALUES (OLD."id", OLD."kind", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."since", OLD."until"); RETURN NULL;',
                            hash="67df6d981ae2789a7c4256b7c6baeb62116a082d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9c761",
                            table="migrants_vulnerability",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DeathReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("died_on", villages.days.DayField(verbose_name="died on")),
                (
                    "died_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("doctor", "Letter of a doctor or hospital"),
                            ("mission", "Letter of the Indonesian mission abroad"),
                            ("village", "Death letter of the village or the civil registry"),
                            ("agency", "Letter of the agency or the employer"),
                            ("seen", "The reporter was at the funeral"),
                            ("told", "The family or a neighbour told it"),
                        ],
                        max_length=8,
                        verbose_name="how is it known?",
                    ),
                ),
                (
                    "evidence_text",
                    models.CharField(
                        max_length=300,
                        verbose_name="what was seen, from whom, number of the letter",
                    ),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                (
                    "confirmed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="confirmed at"),
                ),
                (
                    "refused_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="refused at"),
                ),
                (
                    "refused_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it is not right"
                    ),
                ),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "card",
                                    "Her social security card (BPJS Ketenagakerjaan) or its number",
                                ),
                                ("identity", "Her identity card or passport"),
                                (
                                    "death",
                                    "Death letter: a doctor's, the Indonesian mission's or the registry's",
                                ),
                                ("heir_identity", "The heir's identity card"),
                                ("family_card", "Family card"),
                                ("heir_letter", "Letter that names the heirs, from the village"),
                                ("account", "The heir's bank account"),
                                (
                                    "leave",
                                    "If she died on home leave: a letter that proves the leave",
                                ),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="papers at hand",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="death_reports",
                        to="migrants.person",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended", models.JSONField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "report of a death",
                "verbose_name_plural": "reports of deaths",
                "ordering": ["-reported_at", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at", None), ("refused_at", None)),
                        fields=["reported_at"],
                        name="migrants_deathreport_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("refused_at", None)),
                        fields=("person",),
                        name="migrants_deathreport_one_standing",
                        violation_error_message="Her death is already reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            ("reported_by", None),
                            models.Q(("confirmed_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_deathreport_other_confirms",
                        violation_error_message="Somebody else must confirm what you reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_at", None),
                            models.Q(("refused_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_deathreport_refused_has_reason",
                        violation_error_message="Say why the report is not right.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence_text", ""), _negated=True),
                        name="migrants_deathreport_has_evidence",
                        violation_error_code="evidence_text",
                        violation_error_message="Say what was seen, and from whom it is known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            ("refused_at", None),
                            ("refused_at__gte", models.F("confirmed_at")),
                            _connector="OR",
                        ),
                        name="migrants_deathreport_one_decision",
                        violation_error_message="This report is decided already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="confirmed_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL)",
                            func="\n                    RAISE EXCEPTION 'a confirmed death is final'\n                        USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'migrants_deathreport_confirmed_stays';\n                ",
                            hash="0041014563625509984374855c9bbeb922cc6c53",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmed_stays_7797a",
                            table="migrants_deathreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_deathreporthistoryevent" ("confirmed_at", "confirmed_by_id", "died_on", "died_precision", "evidence", "evidence_text", "id", "papers", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "refused_at", "refused_by_id", "refused_why", "reported_at", "reported_by_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."died_on", NEW."died_precision", NEW."evidence", NEW."evidence_text", NEW."id", NEW."papers", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."refused_at", NEW."refused_by_id", NEW."refused_why", NEW."reported_at", NEW."reported_by_id"); RETURN NULL;',
                            hash="521ce6832b045820fe8cac3cc17ec41011f3670b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0c0ce",
                            table="migrants_deathreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_deathreporthistoryevent" ("confirmed_at", "confirmed_by_id", "died_on", "died_precision", "evidence", "evidence_text", "id", "papers", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "refused_at", "refused_by_id", "refused_why", "reported_at", "reported_by_id") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."died_on", OLD."died_precision", OLD."evidence", OLD."evidence_text", OLD."id", OLD."papers", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."refused_at", OLD."refused_by_id", OLD."refused_why", OLD."reported_at", OLD."reported_by_id"); RETURN NULL;',
                            hash="e6bb1c2ffad80c9f45761f2914c4276dbd9d1c86",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_867cb",
                            table="migrants_deathreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="deceased_once_confirmed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.confirmed_at IS NOT NULL AND NEW.refused_at IS NULL THEN\n                        UPDATE migrants_person SET died_on = NEW.died_on\n                            WHERE id = NEW.person_id AND died_on IS DISTINCT FROM NEW.died_on;\n                    ELSIF NEW.confirmed_at IS NOT NULL THEN\n                        UPDATE migrants_person SET died_on = NULL\n                            WHERE id = NEW.person_id AND died_on = NEW.died_on;\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="60aa357b2620b3cb9f0bf697e0eb5270b6fab6cb",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_deceased_once_confirmed_b100e",
                            table="migrants_deathreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."died_on" IS DISTINCT FROM (NEW."died_on") OR OLD."died_precision" IS DISTINCT FROM (NEW."died_precision") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."evidence_text" IS DISTINCT FROM (NEW."evidence_text") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."papers" IS DISTINCT FROM (NEW."papers") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."refused_at" IS DISTINCT FROM (NEW."refused_at") OR OLD."refused_by_id" IS DISTINCT FROM (NEW."refused_by_id") OR OLD."refused_why" IS DISTINCT FROM (NEW."refused_why") OR OLD."reported_at" IS DISTINCT FROM (NEW."reported_at") OR OLD."reported_by_id" IS DISTINCT FROM (NEW."reported_by_id"))',
                            func='INSERT INTO "migrants_deathreporthistoryevent" ("confirmed_at", "confirmed_by_id", "died_on", "died_precision", "evidence", "evidence_text", "id", "papers", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "refused_at", "refused_by_id", "refused_why", "reported_at", "reported_by_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."died_on", NEW."died_precision", NEW."evidence", NEW."evidence_text", NEW."id", NEW."papers", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."refused_at", NEW."refused_by_id", NEW."refused_why", NEW."reported_at", NEW."reported_by_id"); RETURN NULL;',
                            hash="22a381f527b232bae0a1d436deb8e8d68f785af6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_82603",
                            table="migrants_deathreport",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RoundCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round_begins", villages.days.DayField(verbose_name="half-year")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("true", "Still true"),
                            ("changed", "Changed, and entered"),
                            ("unreached", "Could not be reached"),
                        ],
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                ("on", villages.days.DayField(verbose_name="asked on")),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_checks",
                        to="migrants.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to “still true?”",
                "verbose_name_plural": "answers to “still true?”",
                "ordering": ["-on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "-on"], name="migrants_roundcheck_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("round_begins__day", 1),
                            ("round_begins__month__in", (1, 7)),
                            ("on__gte", models.F("round_begins")),
                        ),
                        name="migrants_roundcheck_in_its_half_year",
                        violation_error_message="A round begins on 1 January or 1 July.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome__in", ("true", "changed"))),
                        fields=("person", "round_begins"),
                        name="migrants_roundcheck_confirmed_once",
                        violation_error_message="Somebody has confirmed this person already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "unreached")),
                        fields=("person", "on"),
                        name="migrants_roundcheck_unreached_once_a_day",
                        violation_error_message="This is already recorded.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="checked_on",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    UPDATE migrants_person SET checked_on = (\n                        SELECT max(\"on\") FROM migrants_roundcheck\n                        WHERE person_id = migrants_person.id AND outcome IN ('true', 'changed')\n                    ) WHERE id IN (OLD.person_id, NEW.person_id);\n                    RETURN NULL;\n                ",
                            hash="b447db514e69cb4db4e8e3cb0fa12889dde23b84",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_checked_on_1eb67",
                            table="migrants_roundcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_roundcheckhistoryevent" ("by_id", "id", "on", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_begins") VALUES (NEW."by_id", NEW."id", NEW."on", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_begins"); RETURN NULL;',
                            hash="31cb26e8331e3124ac17765a08a0cf404e2186da",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a51e5",
                            table="migrants_roundcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_roundcheckhistoryevent" ("by_id", "id", "on", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_begins") VALUES (NEW."by_id", NEW."id", NEW."on", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_begins"); RETURN NULL;',
                            hash="2e3490e9cd5186d7f0662b6613d712a035265b55",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fc227",
                            table="migrants_roundcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_roundcheckhistoryevent" ("by_id", "id", "on", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_begins") VALUES (OLD."by_id", OLD."id", OLD."on", OLD."outcome", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_begins"); RETURN NULL;',
                            hash="9d2de2a087c5f71bf6266ccc0f9ca1a2505194c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b2ef",
                            table="migrants_roundcheck",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")],
                        max_length=6,
                        verbose_name="wishes to leave again",
                    ),
                ),
                ("asked_on", villages.days.DayField(verbose_name="asked on")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("money_spent", "The money from abroad is used up"),
                                ("no_work", "There is little work or pay here"),
                                ("business", "The own business does not go well"),
                                ("friends", "Friends and acquaintances abroad call"),
                                ("debt", "Debt"),
                                ("school", "School fees of the children"),
                                ("business_goes", "The own business goes well"),
                                ("has_work", "Has work here"),
                                ("children", "The children, the parents"),
                                ("health", "Age or health"),
                                ("other", "Other"),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="why",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in her own words"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="migrants.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish to leave again",
                "verbose_name_plural": "wishes to leave again",
                "ordering": ["-asked_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "asked_on"),
                        name="migrants_wish_once_a_day",
                        violation_error_message="This day's answer is already recorded.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_wishhistoryevent" ("answer", "asked_on", "by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "words") VALUES (NEW."answer", NEW."asked_on", NEW."by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."words"); RETURN NULL;',
                            hash="3e1ca414c304fcc4a9302475a6f0c6e3bb75719e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_51ceb",
                            table="migrants_wish",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_wishhistoryevent" ("answer", "asked_on", "by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "words") VALUES (NEW."answer", NEW."asked_on", NEW."by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."words"); RETURN NULL;',
                            hash="27916f11f0cbaacc4c41c92ae1127db9c8fb3d49",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_71e5b",
                            table="migrants_wish",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_wishhistoryevent" ("answer", "asked_on", "by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "words") VALUES (OLD."answer", OLD."asked_on", OLD."by_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."words"); RETURN NULL;',
                            hash="195e03357c2a64d7cf6a05c33c4b3a5273521056",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c2d11",
                            table="migrants_wish",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", accounts.encryption.EncryptedField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="migrants.importbatch",
                    ),
                ),
            ],
            options={
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "position"), name="migrants_importpiece_position"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("values", accounts.encryption.EncryptedField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("update", "changes"),
                            ("same", "the same"),
                            ("doubtful", "doubtful"),
                            ("wrong", "faulty"),
                        ],
                        max_length=8,
                    ),
                ),
                ("troubles", models.JSONField(blank=True, default=dict)),
                ("messages", models.JSONField(blank=True, default=dict)),
                ("nik_hash", models.CharField(blank=True, max_length=64)),
                ("head_hash", models.CharField(blank=True, max_length=64)),
                ("likeness_hash", models.CharField(blank=True, max_length=64)),
                ("candidates", models.JSONField(blank=True, default=list)),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("is_chosen", models.BooleanField(default=False)),
                ("left_out", models.BooleanField(db_default=False, default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("added", "added"),
                            ("changed", "changed"),
                            ("undone", "undone"),
                            ("left", "left as it is"),
                        ],
                        max_length=8,
                    ),
                ),
                ("made", models.JSONField(blank=True, default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="migrants.importbatch",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="migrants.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported row",
                "verbose_name_plural": "imported rows",
                "ordering": ["number", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        fields=["batch", "state", "number"], name="migrants_importrow_state"
                    ),
                    models.Index(fields=["batch", "nik_hash"], name="migrants_importrow_nik"),
                    models.Index(fields=["batch", "head_hash"], name="migrants_importrow_head"),
                    models.Index(
                        fields=["batch", "likeness_hash"], name="migrants_importrow_alike"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="migrants_importrow_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["added", "changed"]), _negated=True),
                            models.Q(("state", "wrong"), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_importrow_wrong_is_not_saved",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", villages.days.DayField(verbose_name="day")),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("topic", models.CharField(blank=True, max_length=120, verbose_name="what about")),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was agreed"),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="migrants.group",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-held_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "held_on"),
                        name="migrants_meeting_once_a_day",
                        violation_error_code="held_on",
                        violation_error_message="A meeting of this day is already entered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "held_on__range",
                                (datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)),
                            )
                        ),
                        name="migrants_meeting_day_sensible",
                        violation_error_code="held_on",
                        violation_error_message="Please check the year.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."begins_at" IS DISTINCT FROM (NEW."begins_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."submit_key" IS DISTINCT FROM (NEW."submit_key") OR OLD."topic" IS DISTINCT FROM (NEW."topic"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="125dd30f533e8ab703329965d0d1f47b9ae64fed",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_fa315",
                            table="migrants_meeting",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_meetinghistoryevent" ("begins_at", "created_by_id", "group_id", "held_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "topic", "version") VALUES (NEW."begins_at", NEW."created_by_id", NEW."group_id", NEW."held_on", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."topic", NEW."version"); RETURN NULL;',
                            hash="ae5dab4a6fd3653d8709f3522021117c4d1f7c5e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8c18f",
                            table="migrants_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."begins_at" IS DISTINCT FROM (NEW."begins_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "migrants_meetinghistoryevent" ("begins_at", "created_by_id", "group_id", "held_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "topic", "version") VALUES (NEW."begins_at", NEW."created_by_id", NEW."group_id", NEW."held_on", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."topic", NEW."version"); RETURN NULL;',
                            hash="d7149a735c9556aab9a97acefbd9b52bc7b3ed0b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_491ce",
                            table="migrants_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_meetinghistoryevent" ("begins_at", "created_by_id", "group_id", "held_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "topic", "version") VALUES (OLD."begins_at", OLD."created_by_id", OLD."group_id", OLD."held_on", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."topic", OLD."version"); RETURN NULL;',
                            hash="6030b13c7d7825bd6ef8c7fa48e7de2fd8cbe49a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_beb67",
                            table="migrants_meeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FormerCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kk_number",
                    accounts.encryption.EncryptedField(verbose_name="family card number (KK)"),
                ),
                ("kk_hash", models.CharField(db_index=True, editable=False, max_length=64)),
                ("until", villages.days.DayField(verbose_name="until")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("marriage", "Somebody married"),
                            ("split", "Somebody moved out with a card of her own"),
                            ("move", "The family moved"),
                            ("head", "New head of the family"),
                            ("renewed", "Lost, damaged or renewed"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_cards",
                        to="migrants.household",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "former family card",
                "verbose_name_plural": "former family cards",
                "ordering": ["-until", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("household", "kk_hash"),
                        name="migrants_formercard_once",
                        violation_error_code="kk_number",
                        violation_error_message="This family had this card before.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_formercardhistoryevent" ("household_id", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until", "why") VALUES (NEW."household_id", NEW."id", NEW."kk_hash", NEW."kk_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."until", NEW."why"); RETURN NULL;',
                            hash="255f5032597cf47210a010e96d198ab369d6234e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_af27d",
                            table="migrants_formercard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_formercardhistoryevent" ("household_id", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until", "why") VALUES (NEW."household_id", NEW."id", NEW."kk_hash", NEW."kk_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."until", NEW."why"); RETURN NULL;',
                            hash="4f58b5d22872ac2590fc5827a34a62b96ae9f07d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_33425",
                            table="migrants_formercard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_formercardhistoryevent" ("household_id", "id", "kk_hash", "kk_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until", "why") VALUES (OLD."household_id", OLD."id", OLD."kk_hash", OLD."kk_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."until", OLD."why"); RETURN NULL;',
                            hash="e01e884fcf87bf08cf2772dda348bc6f99bc1737",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_124ac",
                            table="migrants_formercard",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Parentage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mother", "Mother"), ("father", "Father")],
                        max_length=6,
                        verbose_name="what she is to the child",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parents",
                        to="migrants.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="migrants.person",
                        verbose_name="mother or father",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "parent of a child",
                "verbose_name_plural": "parents of a child",
                "ordering": ["-kind", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "kind"),
                        name="migrants_parentage_one_of_each",
                        violation_error_code="kind",
                        violation_error_message="This child's mother or father is already entered.",
                    ),
                    models.UniqueConstraint(
                        fields=("child", "parent"),
                        name="migrants_parentage_once",
                        violation_error_code="kind",
                        violation_error_message="This is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("parent")), _negated=True),
                        name="migrants_parentage_not_oneself",
                        violation_error_message="Nobody is one's own parent.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_parentagehistoryevent" ("child_id", "id", "kind", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."child_id", NEW."id", NEW."kind", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id"); RETURN NULL;',
                            hash="e85b6e33fd4ac4ad8fa3128059662f21a3b581f7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dd0dc",
                            table="migrants_parentage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_parentagehistoryevent" ("child_id", "id", "kind", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."child_id", NEW."id", NEW."kind", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id"); RETURN NULL;',
                            hash="2e5bc308387e75184dc453e01efa953dd971e2d8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f794",
                            table="migrants_parentage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_parentagehistoryevent" ("child_id", "id", "kind", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (OLD."child_id", OLD."id", OLD."kind", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id"); RETURN NULL;',
                            hash="23c7a2db0726fd7f33519ecdb8168acbf98cdabb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8ecec",
                            table="migrants_parentage",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Remittance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not known"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("irregular", "Now and then"),
                            ("none", "No money comes"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remittances",
                        to="migrants.household",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remittances_received",
                        to="migrants.person",
                        verbose_name="who receives",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remittances_sent",
                        to="migrants.person",
                        verbose_name="who sends",
                    ),
                ),
            ],
            options={
                "verbose_name": "money from abroad",
                "verbose_name_plural": "money from abroad",
                "ordering": [
                    models.OrderBy(models.F("until"), descending=True, nulls_first=True),
                    "pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("household", "sender", "receiver"),
                        name="migrants_remittance_once",
                        nulls_distinct=False,
                        violation_error_message="This is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frequency", "none"), ("receiver", None)),
                            models.Q(
                                models.Q(("frequency", "none"), _negated=True),
                                ("receiver__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="migrants_remittance_has_receiver",
                        violation_error_code="receiver",
                        violation_error_message="Say who receives the money, or that none comes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sender", None),
                            ("receiver", None),
                            models.Q(("sender", models.F("receiver")), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_remittance_not_to_oneself",
                        violation_error_code="receiver",
                        violation_error_message="Nobody sends money to herself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_remittance_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_remittancehistoryevent" ("frequency", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "recorded_by_id", "sender_id", "since", "until") VALUES (NEW."frequency", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receiver_id", NEW."recorded_by_id", NEW."sender_id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="0d666749d7f36a320145594e45a7023c8aa34aab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_69206",
                            table="migrants_remittance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."frequency" IS DISTINCT FROM (NEW."frequency") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receiver_id" IS DISTINCT FROM (NEW."receiver_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."sender_id" IS DISTINCT FROM (NEW."sender_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func='INSERT INTO "migrants_remittancehistoryevent" ("frequency", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "recorded_by_id", "sender_id", "since", "until") VALUES (NEW."frequency", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receiver_id", NEW."recorded_by_id", NEW."sender_id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="050318228ebef227b87d6a86f0a8c278189f741d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3d1fc",
                            table="migrants_remittance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_remittancehistoryevent" ("frequency", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "recorded_by_id", "sender_id", "since", "until") VALUES (OLD."frequency", OLD."household_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."receiver_id", OLD."recorded_by_id", OLD."sender_id", OLD."since", OLD."until"); RETURN NULL;',
                            hash="685066172dec81b7267f1314aeae56351cc77e1c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a91ea",
                            table="migrants_remittance",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Schooling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not at school yet"),
                            ("kindergarten", "Kindergarten (PAUD, TK)"),
                            ("primary", "Primary school (SD)"),
                            ("junior", "Junior high school (SMP)"),
                            ("senior", "Senior high school (SMA, SMK)"),
                            ("finished", "Finished school"),
                        ],
                        max_length=12,
                        verbose_name="school",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="class"),
                ),
                (
                    "left_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="left school early on"
                    ),
                ),
                (
                    "noted_on",
                    villages.days.DayField(default=django.utils.timezone.localdate, editable=False),
                ),
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schooling",
                        to="migrants.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "school of a child",
                "verbose_name_plural": "schools of children",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade", None),
                            models.Q(("grade__range", (1, 6)), ("stage", "primary")),
                            models.Q(("grade__range", (7, 9)), ("stage", "junior")),
                            models.Q(("grade__range", (10, 12)), ("stage", "senior")),
                            _connector="OR",
                        ),
                        name="migrants_schooling_grade_fits_school",
                        violation_error_code="grade",
                        violation_error_message="Classes: SD 1 to 6, SMP 7 to 9, SMA and SMK 10 to 12. Leave it empty if you do not know.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on", None),
                            ("stage__in", ["primary", "junior", "senior"]),
                            _connector="OR",
                        ),
                        name="migrants_schooling_left_a_school",
                        violation_error_code="stage",
                        violation_error_message="Say which school the child left.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."stage" IS DISTINCT FROM (NEW."stage"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="79dc0379f378cfd1623c936253c9b2e37a191469",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_30d93",
                            table="migrants_schooling",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_schoolinghistoryevent" ("child_id", "grade", "id", "left_on", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "stage", "version") VALUES (NEW."child_id", NEW."grade", NEW."id", NEW."left_on", NEW."noted_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."stage", NEW."version"); RETURN NULL;',
                            hash="c23a66d8a064af7e50f155f81b627481bee0a770",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a09f7",
                            table="migrants_schooling",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_schoolinghistoryevent" ("child_id", "grade", "id", "left_on", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "stage", "version") VALUES (NEW."child_id", NEW."grade", NEW."id", NEW."left_on", NEW."noted_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."stage", NEW."version"); RETURN NULL;',
                            hash="c5abcaff22eda7c5fc5aba29c21a81cf632c374c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e185c",
                            table="migrants_schooling",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_schoolinghistoryevent" ("child_id", "grade", "id", "left_on", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "stage", "version") VALUES (OLD."child_id", OLD."grade", OLD."id", OLD."left_on", OLD."noted_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."stage", OLD."version"); RETURN NULL;',
                            hash="509ef43f3f8a9aa1739af345f357efe0073486b2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3448c",
                            table="migrants_schooling",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DoublePair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(default=0)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("name_same", "the same name"),
                                ("name_alike", "a similar name"),
                                ("born_same", "the same birth date"),
                                ("born_swapped", "day and month of birth exchanged"),
                                ("born_near", "nearly the same birth date"),
                                ("born_roughly", "birth dates that fit, one of them rough"),
                                ("phone", "the same phone"),
                                ("family_card", "the same family card (KK)"),
                                ("household", "the same family"),
                                ("relative", "a relative with the same name"),
                                ("told", "somebody says so"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                    ),
                ),
                ("prints", models.CharField(blank=True, max_length=65)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be decided"),
                            ("later", "put off"),
                            ("different", "different people"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("later_until", villages.days.DayField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "possible double",
                "verbose_name_plural": "possible doubles",
                "ordering": ["-score", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["state", "-score", "id"], name="migrants_doublepair_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="migrants_doublepair_once",
                        violation_error_message="This pair is already listed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="migrants_doublepair_in_order",
                        violation_error_message="Choose two different people.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DoubleRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("nik", accounts.encryption.EncryptedField(blank=True, verbose_name="NIK")),
                ("nik_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "born_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of birth"
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                ("why", models.CharField(max_length=300, verbose_name="why do you think so")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="answer to the village"
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="double_requests",
                        to="migrants.person",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "request about a double",
                "verbose_name_plural": "requests about doubles",
                "ordering": [
                    models.OrderBy(models.F("answered_at"), descending=True, nulls_first=True),
                    "-asked_at",
                    "-pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        fields=["village", "-asked_at"], name="migrants_doublerequest_village"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_doublerequest_answered_in_words",
                        violation_error_message="Write the answer for the village.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("born_year", None), ("born_year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="migrants_doublerequest_born_year_sensible",
                        violation_error_code="born_year",
                        violation_error_message="Give the year with four digits, such as 1988.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_doublerequesthistoryevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "born_year", "id", "name", "nik", "nik_hash", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "village_id", "why") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."born_year", NEW."id", NEW."name", NEW."nik", NEW."nik_hash", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."village_id", NEW."why"); RETURN NULL;',
                            hash="2a8d6be41946b9ca56d6c0412029748d8208abfe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d82f",
                            table="migrants_doublerequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."born_year" IS DISTINCT FROM (NEW."born_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nik" IS DISTINCT FROM (NEW."nik") OR OLD."nik_hash" IS DISTINCT FROM (NEW."nik_hash") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id") OR OLD."why" IS DISTINCT FROM (NEW."why"))',
                            func='INSERT INTO "migrants_doublerequesthistoryevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "born_year", "id", "name", "nik", "nik_hash", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "village_id", "why") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."born_year", NEW."id", NEW."name", NEW."nik", NEW."nik_hash", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."village_id", NEW."why"); RETURN NULL;',
                            hash="1887f739cc7164f70c8f93d45610ee577767dab5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_584ce",
                            table="migrants_doublerequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_doublerequesthistoryevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "born_year", "id", "name", "nik", "nik_hash", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "village_id", "why") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."born_year", OLD."id", OLD."name", OLD."nik", OLD."nik_hash", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."village_id", OLD."why"); RETURN NULL;',
                            hash="6903655f2271c87411ec48b53edcbb2cd6cbeb6d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44ce0",
                            table="migrants_doublerequest",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gone_pk", models.BigIntegerField()),
                ("pair_key", models.BigIntegerField(null=True)),
                ("gone_name", models.CharField(max_length=100)),
                ("steps", accounts.encryption.EncryptedField()),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "gone_village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="migrants.person",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "merging of two records",
                "verbose_name_plural": "merged records",
                "ordering": ["-merged_at", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["gone_village"], name="migrants_merge_gone_village")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("gone_pk",),
                        name="migrants_merge_gone_once",
                        violation_error_message="This record was merged already.",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("text", accounts.encryption.EncryptedField(verbose_name="what was done")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="migrants.case",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("step", "done"),
                            ("taken", "taken over"),
                            ("handed_over", "handed over"),
                            ("referred", "passed on to an office"),
                            ("answered", "answer of an office"),
                            ("message", "message to the family"),
                            ("family", "from the family"),
                            ("linked", "found in the register"),
                            ("closed", "closed"),
                            ("reopened", "opened again"),
                        ],
                        db_default="step",
                        default="step",
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
            ],
            options={
                "verbose_name": "step in a case",
                "verbose_name_plural": "steps in a case",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="moves_follow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.kind IN ('taken', 'handed_over', 'closed', 'reopened'))",
                            declare="DECLARE last_move TEXT;",
                            func="\n                    SELECT kind INTO last_move FROM migrants_casestep\n                        WHERE case_id = NEW.case_id\n                            AND kind IN ('taken', 'handed_over', 'closed', 'reopened')\n                        ORDER BY id DESC LIMIT 1;\n                    IF (coalesce(last_move, '') = 'closed') <> (NEW.kind = 'reopened') THEN\n                        RAISE EXCEPTION 'this step cannot follow the last one'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_casestep_moves_follow';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="780377cd05523f9b065f548a1b1f56da5035ce7a",
                            operation="INSERT",
                            pgid="pgtrigger_moves_follow_9393e",
                            table="migrants_casestep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='RAISE EXCEPTION \'pgtrigger: Cannot update of "case_id", "kind", "at", "text" rows from % table\', TG_TABLE_NAME;',
                            hash="0505c35e33213f61dfe44d984026f9067108e822",
                            operation='UPDATE OF "case_id", "kind", "at", "text"',
                            pgid="pgtrigger_append_only_97427",
                            table="migrants_casestep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casestephistoryevent" ("at", "by_id", "case_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="df6eace532ae280b00a64d362026c9b343424a9c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b54ab",
                            table="migrants_casestep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                            func='INSERT INTO "migrants_casestephistoryevent" ("at", "by_id", "case_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="8261c76e30648ba032e8fa0262fc47a4330d17fb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0a9da",
                            table="migrants_casestep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casestephistoryevent" ("at", "by_id", "case_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="13846ab017c4c6d1487876be4586f0f15d1ec84e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fdf42",
                            table="migrants_casestep",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JourneyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extension", "Contract extended"),
                            ("new_employer", "New employer"),
                            ("home_leave", "Home leave"),
                            ("problem", "Problem"),
                            ("news", "News from her"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("happened_on", villages.days.DayField(verbose_name="when")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journey_events",
                        to="migrants.journey",
                    ),
                ),
                (
                    "back_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="went back on"),
                ),
                ("former_end", villages.days.DayField(blank=True, editable=False, null=True)),
                (
                    "happened_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "taken_back_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="taken back at"
                    ),
                ),
                (
                    "taken_back_why",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="why taken back",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "event on a journey",
                "verbose_name_plural": "events on a journey",
                "ordering": ["-happened_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("back_on", None), ("kind", "home_leave"), ("taken_back_at", None)
                        ),
                        fields=["until", "journey"],
                        name="migrants_journeyevent_leave",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("until__gte", models.F("happened_on")),
                            _connector="OR",
                        ),
                        name="migrants_journeyevent_until_after_start",
                        violation_error_code="until",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_on", None),
                            models.Q(
                                ("back_on__gte", models.F("happened_on")), ("kind", "home_leave")
                            ),
                            _connector="OR",
                        ),
                        name="migrants_journeyevent_back_after_leave",
                        violation_error_code="back_on",
                        violation_error_message="She cannot go back before the leave began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at", None),
                            models.Q(("taken_back_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="migrants_journeyevent_taken_back_has_reason",
                        violation_error_message="Say why this is taken back.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("journey", "kind", "happened_on"),
                        name="migrants_journeyevent_once",
                        violation_error_code="happened_on",
                        violation_error_message="This is already recorded.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."back_on" IS DISTINCT FROM (NEW."back_on") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."happened_precision" IS DISTINCT FROM (NEW."happened_precision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."journey_id" IS DISTINCT FROM (NEW."journey_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."taken_back_at" IS DISTINCT FROM (NEW."taken_back_at") OR OLD."taken_back_why" IS DISTINCT FROM (NEW."taken_back_why") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="726bded11a54d5127079c1bd73be5f98eed13c09",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_b387b",
                            table="migrants_journeyevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyeventhistoryevent" ("back_on", "created_by_id", "former_end", "happened_on", "happened_precision", "id", "journey_id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_why", "until", "version") VALUES (NEW."back_on", NEW."created_by_id", NEW."former_end", NEW."happened_on", NEW."happened_precision", NEW."id", NEW."journey_id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."taken_back_at", NEW."taken_back_why", NEW."until", NEW."version"); RETURN NULL;',
                            hash="4c10dbb1f462d304750ac601f0a294df3a8d1eda",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9db8b",
                            table="migrants_journeyevent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_journeyeventhistoryevent" ("back_on", "created_by_id", "former_end", "happened_on", "happened_precision", "id", "journey_id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_why", "until", "version") VALUES (NEW."back_on", NEW."created_by_id", NEW."former_end", NEW."happened_on", NEW."happened_precision", NEW."id", NEW."journey_id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."taken_back_at", NEW."taken_back_why", NEW."until", NEW."version"); RETURN NULL;',
                            hash="6fb4a62adfd84e5432337129d52e3e03680f2f06",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22aba",
                            table="migrants_journeyevent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyeventhistoryevent" ("back_on", "created_by_id", "former_end", "happened_on", "happened_precision", "id", "journey_id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_why", "until", "version") VALUES (OLD."back_on", OLD."created_by_id", OLD."former_end", OLD."happened_on", OLD."happened_precision", OLD."id", OLD."journey_id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."taken_back_at", OLD."taken_back_why", OLD."until", OLD."version"); RETURN NULL;',
                            hash="3fb52c031c3005745c15c8b7662f67003a64cac5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b6824",
                            table="migrants_journeyevent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JourneyHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("g_to_g", "Government to government"),
                            ("g_to_p", "Government to private"),
                            ("p_to_p", "Through a placement company"),
                            ("own_company", "Sent by one's own company"),
                            ("individual", "On one's own"),
                            ("", "not known"),
                        ],
                        max_length=12,
                        verbose_name="placed how",
                    ),
                ),
                (
                    "agency",
                    models.CharField(blank=True, max_length=120, verbose_name="placement company"),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("domestic", "Household and care"),
                            ("factory", "Factory"),
                            ("construction", "Construction"),
                            ("plantation", "Plantation and farming"),
                            ("sea", "Ship and fishing"),
                            ("hospitality", "Hotel and restaurant"),
                            ("health", "Health and nursing"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind of work",
                    ),
                ),
                (
                    "occupation",
                    models.CharField(blank=True, max_length=80, verbose_name="work in words"),
                ),
                (
                    "documentation",
                    models.CharField(
                        choices=[
                            ("procedural", "Through the procedure"),
                            ("non_procedural", "With papers, outside the procedure"),
                            ("undocumented", "Without papers"),
                            ("overstay", "Contract over, still abroad"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=15,
                        verbose_name="travel papers",
                    ),
                ),
                (
                    "planned_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="plans to leave on"),
                ),
                (
                    "departed_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="left on"),
                ),
                (
                    "contract_ends_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="contract ends on"),
                ),
                (
                    "returned_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="returned on"),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contract_ended", "Contract ended"),
                            ("dismissed", "Dismissed"),
                            ("ill", "Ill"),
                            ("pregnant", "Pregnant or with a child"),
                            ("family", "For the family"),
                            ("deported", "Deported"),
                            ("problem", "Problem at work"),
                            ("remains", "Brought home after her death"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="why returned",
                    ),
                ),
                (
                    "cancelled_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="plan given up on"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.journey",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "departed_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "returned_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "agency_abroad",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="agency abroad",
                    ),
                ),
                (
                    "agency_license",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=40,
                        verbose_name="number of its licence (SIP3MI)",
                    ),
                ),
                (
                    "cancelled_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_wish", "She no longer wants to"),
                            ("family", "The family needs her or did not agree"),
                            ("health", "Health"),
                            ("papers", "Papers could not be had"),
                            ("company", "The company or the employer withdrew"),
                            ("cheated", "She was cheated"),
                            ("other", "Other"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="why not",
                    ),
                ),
                (
                    "contract_number",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="number of the contract",
                    ),
                ),
                (
                    "contract_starts_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="contract starts on"
                    ),
                ),
                (
                    "employer",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="employer's name",
                    ),
                ),
                (
                    "employer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "A household or person"),
                            ("company", "A company"),
                            ("ship", "A ship"),
                        ],
                        db_default="",
                        default="",
                        max_length=7,
                        verbose_name="works for",
                    ),
                ),
                (
                    "in_process_since",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="papers in process since"
                    ),
                ),
                (
                    "ready_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="papers complete on"
                    ),
                ),
                (
                    "recruiter",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="who recruited her (sponsor)",
                    ),
                ),
                (
                    "registered_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="registered as a job-seeker on"
                    ),
                ),
                (
                    "return_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="what happened, in words",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HouseholdMembershipHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("head", "Head of the family"),
                            ("wife", "Wife"),
                            ("husband", "Husband"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("parent_in_law", "Parent-in-law"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("sibling", "Brother or sister"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "receives_remittances",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.household",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.householdmembership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GroupMembershipHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("treasurer", "Treasurer"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.group",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "guest_from",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="where she lives",
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="name"
                    ),
                ),
                (
                    "guest_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone or WhatsApp",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ConsentHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                "business_page",
                                "Show the business, its products and her name to everybody",
                            ),
                            ("story", "Tell her story"),
                            ("photo", "Show photos of her"),
                            ("whatsapp", "Send her news by WhatsApp"),
                        ],
                        max_length=20,
                        verbose_name="what for",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("signature", "Signature"),
                            ("thumbprint", "Thumbprint"),
                            ("spoken", "Spoken, before a witness"),
                            ("electronic", "Electronic"),
                        ],
                        max_length=12,
                        verbose_name="how given",
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        blank=True,
                        help_text="Only if somebody else agreed for her: a parent or guardian.",
                        max_length=100,
                        verbose_name="given by",
                    ),
                ),
                ("witness", models.CharField(blank=True, max_length=100, verbose_name="witness")),
                (
                    "text_version",
                    models.CharField(default="2026-11", editable=False, max_length=10),
                ),
                (
                    "given_on",
                    villages.days.DayField(
                        default=django.utils.timezone.localdate, verbose_name="given on"
                    ),
                ),
                (
                    "valid_until",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.consent",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "guardian",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("grandparent", "Grandparent"),
                            ("guardian", "Another guardian"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="who that is to the child",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("wants_home", "Wants to come home"),
                            ("unpaid", "Wage not paid"),
                            ("deported", "Deported"),
                            ("not_departed", "Departure failed"),
                            ("died", "Died abroad"),
                            ("fraud", "Fraud"),
                            ("ill", "Ill"),
                            ("pregnant", "Pregnant or with a child"),
                            ("social_security", "Social security"),
                            ("lost_contact", "Contact lost"),
                            ("contract", "Work differs from the contract"),
                            ("violence", "Violence"),
                            ("trafficking", "Trafficking"),
                            ("debt", "Debt"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what about",
                    ),
                ),
                ("summary", accounts.encryption.EncryptedField(verbose_name="what happened")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "outcome",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="outcome"
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.case",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                        verbose_name="person in the register",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("staff", "through the village or a case officer"),
                            ("desk", "at the LTSA desk"),
                            ("family", "by the family itself"),
                        ],
                        db_default="staff",
                        default="staff",
                        max_length=8,
                        verbose_name="came",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=8, null=True, verbose_name="code of the family"),
                ),
                (
                    "contact_name",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="whom to ask for"
                    ),
                ),
                (
                    "contact_phone",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="phone"),
                ),
                (
                    "contact_time",
                    models.CharField(
                        choices=[
                            ("any", "at any time"),
                            ("morning", "in the morning (7 to 11)"),
                            ("noon", "in the afternoon (12 to 17)"),
                            ("evening", "in the evening (18 to 21)"),
                        ],
                        db_default="any",
                        default="any",
                        max_length=8,
                        verbose_name="when",
                    ),
                ),
                (
                    "contact_way",
                    models.CharField(
                        choices=[
                            ("none", "Do not contact me. I come back here with my code."),
                            ("call", "Call me"),
                            ("whatsapp", "Write to me by WhatsApp"),
                            ("both", "Call or write, both are safe"),
                        ],
                        db_default="none",
                        default="none",
                        max_length=10,
                        verbose_name="how to reach the family",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, null=True, verbose_name="country"
                    ),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "solved"),
                            ("partly", "solved in part"),
                            ("came_home", "came home safely"),
                            ("handed_on", "another authority goes on"),
                            ("taken_back", "the family did not want to go on"),
                            ("not_reached", "nobody could be reached any more"),
                            ("unsolved", "could not be solved"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="ended",
                    ),
                ),
                (
                    "is_concealed",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="not even the village may know that there is a case",
                    ),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whose case officers see a report that names no village of ours.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.regency",
                    ),
                ),
                (
                    "reporter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "It is about me"),
                            ("family", "It is about somebody of my family"),
                            ("other", "It is about somebody else"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="who reports",
                    ),
                ),
                (
                    "subject_name",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="name of the person"
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CareHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.care",
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "lives_together",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        verbose_name="the child lives with this carer",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DocumentHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("passport", "Passport"),
                            ("id_pmi", "Migrant worker's card (ID PMI, E-KPMI)"),
                            ("bpjs", "Insurance for workers (BPJS Ketenagakerjaan)"),
                        ],
                        max_length=10,
                        verbose_name="which paper",
                    ),
                ),
                ("number", accounts.encryption.EncryptedField(blank=True, verbose_name="number")),
                ("number_hash", models.CharField(editable=False, max_length=64, null=True)),
                ("office", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                (
                    "issued_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="issued on"),
                ),
                (
                    "expires_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "ended_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="no longer used since"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.document",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FinanceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "wage_use",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        help_text="For example: house, school, land, capital for a business, debt.",
                        verbose_name="what the wages were used for",
                    ),
                ),
                (
                    "assets",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="what the family owns from it"
                    ),
                ),
                (
                    "debt",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="debt when she left"
                    ),
                ),
                (
                    "debt_to",
                    accounts.encryption.EncryptedField(blank=True, verbose_name="owed to whom"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.finance",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HealthHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "disability",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("body", "Body"),
                            ("sight", "Seeing"),
                            ("hearing", "Hearing or speaking"),
                            ("mind", "Mind or learning"),
                            ("several", "Several"),
                        ],
                        verbose_name="disability",
                    ),
                ),
                (
                    "needs",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        help_text="For example: speak slowly, a ramp, a reader.",
                        verbose_name="what helps her",
                    ),
                ),
                (
                    "illness",
                    accounts.encryption.EncryptedField(
                        blank=True, verbose_name="illness that matters for work or care"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.health",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MoveRequestHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("receiving", "the village where she lives now"),
                            ("sending", "the village where she is registered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("typed_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("typed_nik", accounts.encryption.EncryptedField(blank=True, verbose_name="NIK")),
                ("typed_nik_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "typed_born_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of birth"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the other village should know",
                    ),
                ),
                (
                    "with_family",
                    models.BooleanField(
                        default=False, verbose_name="her whole family moves with her"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("by_office", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.moverequest",
                    ),
                ),
                (
                    "to_village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="to which village",
                    ),
                ),
                (
                    "typed_village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="from which village",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ResidenceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "elsewhere",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="place, if it is outside the regency",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="street, hamlet, RT and RW"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "is_shared",
                    models.BooleanField(
                        default=True,
                        verbose_name="the coordinator there may see her name, phone and address",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.residence",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="village where she lives",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TrainingHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="what about")),
                ("organiser", models.CharField(blank=True, max_length=120, verbose_name="by whom")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "has_certificate",
                    models.BooleanField(default=False, verbose_name="with a certificate"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.training",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="VulnerabilityHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alone_old", "Old and alone"),
                            ("no_carer", "Child without an adult carer"),
                            ("toddler", "Toddler whose mother is away"),
                            ("drop_out", "Child left school early"),
                            ("early_marriage", "Married before 19"),
                            ("single_mother", "Mother alone with her children"),
                            ("debt", "Heavy debt"),
                            ("papers_held", "Passport is held by somebody else"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what",
                    ),
                ),
                ("note", accounts.encryption.EncryptedField(blank=True, verbose_name="note")),
                ("since", villages.days.DayField(verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.vulnerability",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DeathReportHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("died_on", villages.days.DayField(verbose_name="died on")),
                (
                    "died_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("doctor", "Letter of a doctor or hospital"),
                            ("mission", "Letter of the Indonesian mission abroad"),
                            ("village", "Death letter of the village or the civil registry"),
                            ("agency", "Letter of the agency or the employer"),
                            ("seen", "The reporter was at the funeral"),
                            ("told", "The family or a neighbour told it"),
                        ],
                        max_length=8,
                        verbose_name="how is it known?",
                    ),
                ),
                (
                    "evidence_text",
                    models.CharField(
                        max_length=300,
                        verbose_name="what was seen, from whom, number of the letter",
                    ),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                (
                    "confirmed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="confirmed at"),
                ),
                (
                    "refused_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="refused at"),
                ),
                (
                    "refused_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it is not right"
                    ),
                ),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "card",
                                    "Her social security card (BPJS Ketenagakerjaan) or its number",
                                ),
                                ("identity", "Her identity card or passport"),
                                (
                                    "death",
                                    "Death letter: a doctor's, the Indonesian mission's or the registry's",
                                ),
                                ("heir_identity", "The heir's identity card"),
                                ("family_card", "Family card"),
                                ("heir_letter", "Letter that names the heirs, from the village"),
                                ("account", "The heir's bank account"),
                                (
                                    "leave",
                                    "If she died on home leave: a letter that proves the leave",
                                ),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="papers at hand",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.deathreport",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JourneyPrivate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "wage",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="wage a month"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HKD", "Hong Kong dollar (HK$)"),
                            ("TWD", "Taiwan dollar (NT$)"),
                            ("SGD", "Singapore dollar (S$)"),
                            ("MYR", "Malaysian ringgit (RM)"),
                            ("SAR", "Saudi riyal (SAR)"),
                            ("KRW", "Korean won (₩)"),
                            ("JPY", "Japanese yen (¥)"),
                            ("BND", "Brunei dollar (B$)"),
                            ("AED", "Emirates dirham (AED)"),
                            ("QAR", "Qatari riyal (QAR)"),
                            ("KWD", "Kuwaiti dinar (KWD)"),
                            ("OMR", "Omani rial (OMR)"),
                            ("MOP", "Macau pataca (MOP$)"),
                            ("AUD", "Australian dollar (A$)"),
                            ("EUR", "Euro (€)"),
                            ("GBP", "Pound (£)"),
                            ("USD", "US dollar (US$)"),
                            ("IDR", "Rupiah (Rp)"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "return_condition",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        choices=[
                            ("well", "Well"),
                            ("ill", "Ill"),
                            ("injured", "Injured"),
                            ("pregnant", "Pregnant or with a child"),
                            ("shaken", "Shaken, needs somebody to talk to"),
                        ],
                        verbose_name="how she came home",
                    ),
                ),
                (
                    "journey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private",
                        to="migrants.journey",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "private details of a journey",
                "verbose_name_plural": "private details of journeys",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("wage__isnull", True)),
                            models.Q(
                                ("wage__isnull", False), models.Q(("currency", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="migrants_journeyprivate_wage_has_currency",
                        violation_error_message="A wage needs its currency.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."journey_id" IS DISTINCT FROM (NEW."journey_id") OR OLD."return_condition" IS DISTINCT FROM (NEW."return_condition") OR OLD."wage" IS DISTINCT FROM (NEW."wage"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="7c90e89ab953b36a4c907b9d3a434d9ee2a97986",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_e4194",
                            table="migrants_journeyprivate",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyprivatehistoryevent" ("currency", "id", "journey_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_condition", "updated_by_id", "version", "wage") VALUES (NEW."currency", NEW."id", NEW."journey_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."return_condition", NEW."updated_by_id", NEW."version", NEW."wage"); RETURN NULL;',
                            hash="40aaa85742fc48abb5b82e69c73117b20c4ae8ce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_32588",
                            table="migrants_journeyprivate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_journeyprivatehistoryevent" ("currency", "id", "journey_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_condition", "updated_by_id", "version", "wage") VALUES (NEW."currency", NEW."id", NEW."journey_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."return_condition", NEW."updated_by_id", NEW."version", NEW."wage"); RETURN NULL;',
                            hash="a00c5e07d03647b63123941f0354b6dc20e67e53",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9289d",
                            table="migrants_journeyprivate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_journeyprivatehistoryevent" ("currency", "id", "journey_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_condition", "updated_by_id", "version", "wage") VALUES (OLD."currency", OLD."id", OLD."journey_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."return_condition", OLD."updated_by_id", OLD."version", OLD."wage"); RETURN NULL;',
                            hash="ff824681446edd449f263ae96b1dc46746aaf40e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4edba",
                            table="migrants_journeyprivate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RoundCheckHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("round_begins", villages.days.DayField(verbose_name="half-year")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("true", "Still true"),
                            ("changed", "Changed, and entered"),
                            ("unreached", "Could not be reached"),
                        ],
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                ("on", villages.days.DayField(verbose_name="asked on")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.roundcheck",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WishHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")],
                        max_length=6,
                        verbose_name="wishes to leave again",
                    ),
                ),
                ("asked_on", villages.days.DayField(verbose_name="asked on")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("money_spent", "The money from abroad is used up"),
                                ("no_work", "There is little work or pay here"),
                                ("business", "The own business does not go well"),
                                ("friends", "Friends and acquaintances abroad call"),
                                ("debt", "Debt"),
                                ("school", "School fees of the children"),
                                ("business_goes", "The own business goes well"),
                                ("has_work", "Has work here"),
                                ("children", "The children, the parents"),
                                ("health", "Age or health"),
                                ("other", "Other"),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="why",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in her own words"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.wish",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty: sent by the family.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="migrants.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a case",
                "verbose_name_plural": "photos of a case",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseDeadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("next_step", "the next step"),
                            ("call_family", "tell the family"),
                            ("papers", "papers complete"),
                            ("passport", "new passport"),
                            ("claim", "insurance claim"),
                            ("court", "hearing or court"),
                            ("reintegration", "help after the return"),
                            ("other", "something else"),
                        ],
                        max_length=14,
                        verbose_name="what for",
                    ),
                ),
                ("due_on", villages.days.DayField(verbose_name="due on")),
                (
                    "note",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="note"),
                ),
                ("done_on", villages.days.DayField(blank=True, null=True, verbose_name="done on")),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="migrants.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ["due_on", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None)),
                        fields=["case", "due_on"],
                        name="migrants_casedeadline_waiting",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casedeadlinehistoryevent" ("by_id", "case_id", "done_on", "due_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."by_id", NEW."case_id", NEW."done_on", NEW."due_on", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="6edfa61e47fe9013440688ec9d6c0ee614bc0eea",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3429a",
                            table="migrants_casedeadline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note"))',
                            func='INSERT INTO "migrants_casedeadlinehistoryevent" ("by_id", "case_id", "done_on", "due_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."by_id", NEW."case_id", NEW."done_on", NEW."due_on", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="ccb1ef1d3417e52e7bdc7ad71fc2b822cd3a1003",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30f48",
                            table="migrants_casedeadline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casedeadlinehistoryevent" ("by_id", "case_id", "done_on", "due_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."by_id", OLD."case_id", OLD."done_on", OLD."due_on", OLD."id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="af6f44c0fb26e030c6caa99ee5866585d44d3f98",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ed9d6",
                            table="migrants_casedeadline",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_name", models.CharField(max_length=160, verbose_name="name of the office")),
                ("sent_on", villages.days.DayField(verbose_name="sent on")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="reference number"),
                ),
                ("asked", accounts.encryption.EncryptedField(verbose_name="what was asked")),
                (
                    "due_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="answer expected by"
                    ),
                ),
                (
                    "answered_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "answer",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="answer"
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referrals",
                        to="migrants.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["-sent_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_on", None)),
                        fields=["case", "due_on"],
                        name="migrants_casereferral_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__isnull", True), ("answered_on", None)),
                            models.Q(("answer__isnull", False), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="migrants_casereferral_answer_has_day",
                        violation_error_code="answer",
                        violation_error_message="Write what the office answered, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="migrants_casereferral_answered_after_sent",
                        violation_error_code="answered_on",
                        violation_error_message="The answer cannot be older than the letter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on", None), ("due_on__gte", models.F("sent_on")), _connector="OR"
                        ),
                        name="migrants_casereferral_due_after_sent",
                        violation_error_code="due_on",
                        violation_error_message="The answer cannot be due before the letter was sent.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casereferralhistoryevent" ("answer", "answered_on", "asked", "by_id", "case_id", "due_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sent_on", "to_name") VALUES (NEW."answer", NEW."answered_on", NEW."asked", NEW."by_id", NEW."case_id", NEW."due_on", NEW."id", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."sent_on", NEW."to_name"); RETURN NULL;',
                            hash="1771c8c9c2f337a8d94da8b2df99bbb2b65d7c25",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9a003",
                            table="migrants_casereferral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."to_name" IS DISTINCT FROM (NEW."to_name"))',
                            func='INSERT INTO "migrants_casereferralhistoryevent" ("answer", "answered_on", "asked", "by_id", "case_id", "due_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sent_on", "to_name") VALUES (NEW."answer", NEW."answered_on", NEW."asked", NEW."by_id", NEW."case_id", NEW."due_on", NEW."id", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."sent_on", NEW."to_name"); RETURN NULL;',
                            hash="3cbaed66d63cfb44de26310e7396318b60be2773",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3a058",
                            table="migrants_casereferral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_casereferralhistoryevent" ("answer", "answered_on", "asked", "by_id", "case_id", "due_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sent_on", "to_name") VALUES (OLD."answer", OLD."answered_on", OLD."asked", OLD."by_id", OLD."case_id", OLD."due_on", OLD."id", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."sent_on", OLD."to_name"); RETURN NULL;',
                            hash="535ff067dea790ce5a8e187df889ef546f81d326",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f76b2",
                            table="migrants_casereferral",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="migrants.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "member"),
                        name="migrants_attendance_once",
                        violation_error_message="This is already recorded.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="of_one_group",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.meeting_id IS NOT NULL AND (SELECT group_id FROM migrants_meeting WHERE id = NEW.meeting_id)\n                IS DISTINCT FROM\n                (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)\n            THEN\n                RAISE EXCEPTION 'member of another group'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'migrants_attendance_of_one_group';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="ed982badb50930b509d6bcb6889489dd38aa5017",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_of_one_group_7a730",
                            table="migrants_attendance",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_attendancehistoryevent" ("id", "meeting_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."meeting_id", NEW."member_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="d20277c6f0078a7d64712698ff55c49cfd240fbb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0a134",
                            table="migrants_attendance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_attendancehistoryevent" ("id", "meeting_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."meeting_id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="412c59f52156dcdfe003f7e3fb92bcf5a884a51e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a9297",
                            table="migrants_attendance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_attendancehistoryevent" ("id", "meeting_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."meeting_id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="3042753096d5c38c205d10a0019436494a2761a2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8c5da",
                            table="migrants_attendance",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CoachingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("title", models.CharField(max_length=80, verbose_name="line of business")),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="migrants.group",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="migrants.groupmembership",
                        verbose_name="who coaches",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of business",
                "verbose_name_plural": "lines of business",
                "ordering": [
                    models.OrderBy(models.F("until"), descending=True, nulls_first=True),
                    "title",
                    "pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("group", "title"),
                        name="migrants_coachingline_title_once",
                        violation_error_code="title",
                        violation_error_message="This group already has a line with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_coachingline_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="of_one_group",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.group_id IS DISTINCT FROM\n                        (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)\n                    THEN\n                        RAISE EXCEPTION 'member of another group'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_coachingline_of_one_group';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="421b0f7873c12eec3b59a7c0b900addfa22bf024",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_of_one_group_21650",
                            table="migrants_coachingline",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_coachinglinehistoryevent" ("created_by_id", "group_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "title", "until") VALUES (NEW."created_by_id", NEW."group_id", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."title", NEW."until"); RETURN NULL;',
                            hash="45dc8ca149b9dbe50b988f46377670b3878f00b3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_05dcb",
                            table="migrants_coachingline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."until" IS DISTINCT FROM (NEW."until"))',
                            func='INSERT INTO "migrants_coachinglinehistoryevent" ("created_by_id", "group_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "title", "until") VALUES (NEW."created_by_id", NEW."group_id", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."title", NEW."until"); RETURN NULL;',
                            hash="63c50c18b60bcefd13210bcf646bc8e2cd346b26",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_717f0",
                            table="migrants_coachingline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_coachinglinehistoryevent" ("created_by_id", "group_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "title", "until") VALUES (OLD."created_by_id", OLD."group_id", OLD."id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."title", OLD."until"); RETURN NULL;',
                            hash="0631736f480487fc3967a2f7919d6c1716b496e9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e3e11",
                            table="migrants_coachingline",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FormerPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("treasurer", "Treasurer"),
                            ("member", "Member"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_parts",
                        to="migrants.groupmembership",
                    ),
                ),
            ],
            options={
                "verbose_name": "former part in a group",
                "verbose_name_plural": "former parts in a group",
                "ordering": ["-until", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_formerpart_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", False)),
                        name="migrants_formerpart_has_ended",
                        violation_error_message="Say until when.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_formerparthistoryevent" ("id", "membership_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."membership_id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="ecedb76328ccdfab3ffb0298c65d9d5b7873b8a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d03f0",
                            table="migrants_formerpart",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_formerparthistoryevent" ("id", "membership_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."membership_id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="ba4e925e18c2566190990fd3882dee306ab0e59a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_74936",
                            table="migrants_formerpart",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_formerparthistoryevent" ("id", "membership_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."id", OLD."membership_id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                            hash="d3cf057be084f6ace5f3e86b9ec8835f423943ee",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_65312",
                            table="migrants_formerpart",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MeetingHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("held_on", villages.days.DayField(verbose_name="day")),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("topic", models.CharField(blank=True, max_length=120, verbose_name="what about")),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was agreed"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.group",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.meeting",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SavingsEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deposit", "Saved"),
                            ("withdrawal", "Taken out"),
                            ("correction", "Correction"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("amount", models.IntegerField(verbose_name="amount")),
                (
                    "booked_on",
                    villages.days.DayField(
                        default=django.utils.timezone.localdate, verbose_name="day"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="migrants.savingsentry",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings",
                        to="migrants.meeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of savings",
                "verbose_name_plural": "entries of savings",
                "ordering": ["-booked_on", "-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        fields=["member", "booked_on", "id"], name="migrants_savings_member"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("corrects", None), ("kind", "deposit")),
                            models.Q(("amount__lt", 0), ("corrects", None), ("kind", "withdrawal")),
                            models.Q(
                                ("corrects__isnull", False),
                                ("kind", "correction"),
                                ("note__gt", ""),
                            ),
                            _connector="OR",
                        ),
                        name="migrants_savingsentry_amount_fits_kind",
                        violation_error_code="amount",
                        violation_error_message="Give an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (-100000000, 100000000))),
                        name="migrants_savingsentry_amount_sensible",
                        violation_error_code="amount",
                        violation_error_message="This is very much. Please check the zeros.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c131dcdf075d3ccf22f1c479c92aeb4b989f877c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9f866",
                            table="migrants_savingsentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_one_group",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.meeting_id IS NOT NULL AND (SELECT group_id FROM migrants_meeting WHERE id = NEW.meeting_id)\n                IS DISTINCT FROM\n                (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)\n            THEN\n                RAISE EXCEPTION 'member of another group'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'migrants_savingsentry_of_one_group';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="ed45a9f238730b29f61644a080c0a8f5c40b83e2",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_of_one_group_33bd5",
                            table="migrants_savingsentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_balance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE held BIGINT;",
                            func="\n                    PERFORM 1 FROM migrants_groupmembership\n                        WHERE id = NEW.member_id FOR NO KEY UPDATE;\n                    SELECT COALESCE(sum(amount), 0) INTO held\n                        FROM migrants_savingsentry WHERE member_id = NEW.member_id;\n                    IF held + NEW.amount < 0 THEN\n                        RAISE EXCEPTION 'savings would fall below zero'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_savingsentry_not_below_zero';\n                    END IF;\n                    IF NEW.booked_on > CURRENT_DATE + 1 THEN\n                        RAISE EXCEPTION 'this day has not come yet'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_savingsentry_not_in_future';\n                    END IF;\n                    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (\n                        SELECT FROM migrants_savingsentry\n                        WHERE id = NEW.corrects_id AND member_id = NEW.member_id\n                            AND amount = -NEW.amount AND corrects_id IS NULL\n                    ) THEN\n                        RAISE EXCEPTION 'a correction takes back exactly one entry'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_savingsentry_undoes_its_entry';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="017431d0dc4927065ef5468e7447dba6f5e95ca4",
                            operation="INSERT",
                            pgid="pgtrigger_keep_balance_f75ff",
                            table="migrants_savingsentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_savingsentryhistoryevent" ("amount", "booked_on", "corrects_id", "id", "kind", "meeting_id", "member_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."amount", NEW."booked_on", NEW."corrects_id", NEW."id", NEW."kind", NEW."meeting_id", NEW."member_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                            hash="97d0b5461e2921423aa81a73817d9b7fabd79420",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_14896",
                            table="migrants_savingsentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."booked_on" IS DISTINCT FROM (NEW."booked_on") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func='INSERT INTO "migrants_savingsentryhistoryevent" ("amount", "booked_on", "corrects_id", "id", "kind", "meeting_id", "member_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."amount", NEW."booked_on", NEW."corrects_id", NEW."id", NEW."kind", NEW."meeting_id", NEW."member_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                            hash="9342617ea1a4812d0ffe13270f06e721c465d3e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c0136",
                            table="migrants_savingsentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_savingsentryhistoryevent" ("amount", "booked_on", "corrects_id", "id", "kind", "meeting_id", "member_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."amount", OLD."booked_on", OLD."corrects_id", OLD."id", OLD."kind", OLD."meeting_id", OLD."member_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                            hash="c08bb4eb5a3e10b4265bfa4d22f74c13fec5a684",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0f92b",
                            table="migrants_savingsentry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FormerCardHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kk_number",
                    accounts.encryption.EncryptedField(verbose_name="family card number (KK)"),
                ),
                ("kk_hash", models.CharField(editable=False, max_length=64)),
                ("until", villages.days.DayField(verbose_name="until")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("marriage", "Somebody married"),
                            ("split", "Somebody moved out with a card of her own"),
                            ("move", "The family moved"),
                            ("head", "New head of the family"),
                            ("renewed", "Lost, damaged or renewed"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.household",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.formercard",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ParentageHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("mother", "Mother"), ("father", "Father")],
                        max_length=6,
                        verbose_name="what she is to the child",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                        verbose_name="mother or father",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.parentage",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RemittanceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not known"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("irregular", "Now and then"),
                            ("none", "No money comes"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.household",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.remittance",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                        verbose_name="who receives",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                        verbose_name="who sends",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SchoolingHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not at school yet"),
                            ("kindergarten", "Kindergarten (PAUD, TK)"),
                            ("primary", "Primary school (SD)"),
                            ("junior", "Junior high school (SMP)"),
                            ("senior", "Senior high school (SMA, SMK)"),
                            ("finished", "Finished school"),
                        ],
                        max_length=12,
                        verbose_name="school",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="class"),
                ),
                (
                    "left_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="left school early on"
                    ),
                ),
                (
                    "noted_on",
                    villages.days.DayField(default=django.utils.timezone.localdate, editable=False),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.schooling",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DoubleRequestHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("nik", accounts.encryption.EncryptedField(blank=True, verbose_name="NIK")),
                ("nik_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "born_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of birth"
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                ("why", models.CharField(max_length=300, verbose_name="why do you think so")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="answer to the village"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.doublerequest",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DeathPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("submit_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="migrants.deathreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of the evidence",
                "verbose_name_plural": "pictures of the evidence",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseStepHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("text", accounts.encryption.EncryptedField(verbose_name="what was done")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.case",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.casestep",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("step", "done"),
                            ("taken", "taken over"),
                            ("handed_over", "handed over"),
                            ("referred", "passed on to an office"),
                            ("answered", "answer of an office"),
                            ("message", "message to the family"),
                            ("family", "from the family"),
                            ("linked", "found in the register"),
                            ("closed", "closed"),
                            ("reopened", "opened again"),
                        ],
                        db_default="step",
                        default="step",
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JourneyEventHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extension", "Contract extended"),
                            ("new_employer", "New employer"),
                            ("home_leave", "Home leave"),
                            ("problem", "Problem"),
                            ("news", "News from her"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("happened_on", villages.days.DayField(verbose_name="when")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.journey",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.journeyevent",
                    ),
                ),
                (
                    "back_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="went back on"),
                ),
                ("former_end", villages.days.DayField(blank=True, editable=False, null=True)),
                (
                    "happened_precision",
                    models.CharField(
                        choices=[
                            ("day", "exact day"),
                            ("month", "month and year"),
                            ("year", "year only"),
                            ("about", "about that year"),
                        ],
                        db_default="day",
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "taken_back_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="taken back at"
                    ),
                ),
                (
                    "taken_back_why",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="why taken back",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JourneyPrivateHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "wage",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="wage a month"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HKD", "Hong Kong dollar (HK$)"),
                            ("TWD", "Taiwan dollar (NT$)"),
                            ("SGD", "Singapore dollar (S$)"),
                            ("MYR", "Malaysian ringgit (RM)"),
                            ("SAR", "Saudi riyal (SAR)"),
                            ("KRW", "Korean won (₩)"),
                            ("JPY", "Japanese yen (¥)"),
                            ("BND", "Brunei dollar (B$)"),
                            ("AED", "Emirates dirham (AED)"),
                            ("QAR", "Qatari riyal (QAR)"),
                            ("KWD", "Kuwaiti dinar (KWD)"),
                            ("OMR", "Omani rial (OMR)"),
                            ("MOP", "Macau pataca (MOP$)"),
                            ("AUD", "Australian dollar (A$)"),
                            ("EUR", "Euro (€)"),
                            ("GBP", "Pound (£)"),
                            ("USD", "US dollar (US$)"),
                            ("IDR", "Rupiah (Rp)"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "return_condition",
                    accounts.encryption.EncryptedField(
                        blank=True,
                        choices=[
                            ("well", "Well"),
                            ("ill", "Ill"),
                            ("injured", "Injured"),
                            ("pregnant", "Pregnant or with a child"),
                            ("shaken", "Shaken, needs somebody to talk to"),
                        ],
                        verbose_name="how she came home",
                    ),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.journey",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.journeyprivate",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseDeadlineHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("next_step", "the next step"),
                            ("call_family", "tell the family"),
                            ("papers", "papers complete"),
                            ("passport", "new passport"),
                            ("claim", "insurance claim"),
                            ("court", "hearing or court"),
                            ("reintegration", "help after the return"),
                            ("other", "something else"),
                        ],
                        max_length=14,
                        verbose_name="what for",
                    ),
                ),
                ("due_on", villages.days.DayField(verbose_name="due on")),
                (
                    "note",
                    accounts.encryption.EncryptedField(blank=True, null=True, verbose_name="note"),
                ),
                ("done_on", villages.days.DayField(blank=True, null=True, verbose_name="done on")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.case",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.casedeadline",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseReferralHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("to_name", models.CharField(max_length=160, verbose_name="name of the office")),
                ("sent_on", villages.days.DayField(verbose_name="sent on")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="reference number"),
                ),
                ("asked", accounts.encryption.EncryptedField(verbose_name="what was asked")),
                (
                    "due_on",
                    villages.days.DayField(
                        blank=True, null=True, verbose_name="answer expected by"
                    ),
                ),
                (
                    "answered_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "answer",
                    accounts.encryption.EncryptedField(
                        blank=True, null=True, verbose_name="answer"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.casereferral",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AttendanceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.attendance",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.meeting",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CoachedMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("since", villages.days.DayField(verbose_name="since")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coached_in",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coached",
                        to="migrants.coachingline",
                    ),
                ),
            ],
            options={
                "verbose_name": "coached member",
                "verbose_name_plural": "coached members",
                "ordering": [
                    models.OrderBy(models.F("until"), descending=True, nulls_first=True),
                    "since",
                    "pk",
                ],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("line", "member"),
                        name="migrants_coachedmember_once",
                        violation_error_code="member",
                        violation_error_message="She is already coached in this line.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="migrants_coachedmember_until_after_since",
                        violation_error_code="since",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="of_one_group",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.line_id IS NOT NULL AND (SELECT group_id FROM migrants_coachingline WHERE id = NEW.line_id)\n                IS DISTINCT FROM\n                (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)\n            THEN\n                RAISE EXCEPTION 'member of another group'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'migrants_coachedmember_of_one_group';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="e61f11c156be82a4ac0fc393ed2178790ac8f0c7",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_of_one_group_e1ab2",
                            table="migrants_coachedmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="five_at_a_time",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE coach BIGINT; most INTEGER;",
                            func="\n                    SELECT member_id INTO coach FROM migrants_coachingline\n                        WHERE id = NEW.line_id FOR NO KEY UPDATE;\n                    IF coach = NEW.member_id THEN\n                        RAISE EXCEPTION 'nobody coaches herself'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_coachedmember_not_the_coach';\n                    END IF;\n                    SELECT max(others) INTO most FROM (\n                        SELECT (\n                            SELECT count(*) FROM migrants_coachedmember AS other\n                            WHERE other.line_id = NEW.line_id\n                                AND other.id IS DISTINCT FROM NEW.id\n                                AND other.since <= start.day\n                                AND (other.until IS NULL OR other.until > start.day)\n                        ) AS others\n                        FROM (\n                            SELECT NEW.since AS day\n                            UNION\n                            SELECT since FROM migrants_coachedmember\n                            WHERE line_id = NEW.line_id AND since >= NEW.since\n                                AND (NEW.until IS NULL OR since < NEW.until)\n                        ) AS start\n                    ) AS days;\n                    IF most >= 5 AND NEW.until IS DISTINCT FROM NEW.since THEN\n                        RAISE EXCEPTION 'one business coaches five people at a time'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'migrants_coachedmember_five_at_a_time';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="6ca63d69deeeb8e109e085e84eea1a70bd7a3256",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_five_at_a_time_a4436",
                            table="migrants_coachedmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_coachedmemberhistoryevent" ("id", "line_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."line_id", NEW."member_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="9ee83511ad27098791ef61a70ea49ce3e869f0d9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3f1e0",
                            table="migrants_coachedmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "migrants_coachedmemberhistoryevent" ("id", "line_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."line_id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="fb0c719b615f461335cb32a535e262e465660d56",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_25e28",
                            table="migrants_coachedmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "migrants_coachedmemberhistoryevent" ("id", "line_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."id", OLD."line_id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                            hash="f081cc6596e0a287970fcfee3270edd745daa0e3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c05fc",
                            table="migrants_coachedmember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CoachingLineHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("title", models.CharField(max_length=80, verbose_name="line of business")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.group",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.groupmembership",
                        verbose_name="who coaches",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.coachingline",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FormerPartHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("treasurer", "Treasurer"),
                            ("member", "Member"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.formerpart",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SavingsEntryHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deposit", "Saved"),
                            ("withdrawal", "Taken out"),
                            ("correction", "Correction"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("amount", models.IntegerField(verbose_name="amount")),
                (
                    "booked_on",
                    villages.days.DayField(
                        default=django.utils.timezone.localdate, verbose_name="day"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.savingsentry",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.meeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.savingsentry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CoachedMemberHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                ("since", villages.days.DayField(verbose_name="since")),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.groupmembership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="migrants.coachedmember",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.coachingline",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
