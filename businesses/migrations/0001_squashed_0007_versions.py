"""All tables of this app as they stood after 0007: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import villages.days


class Migration(migrations.Migration):
    replaces = [
        ("businesses", "0001_businesses"),
        ("businesses", "0002_shares_stage_log_search"),
        ("businesses", "0003_say_when_a_stage_changed"),
        ("businesses", "0004_price_positive"),
        ("businesses", "0005_sort_names_without_case"),
        ("businesses", "0006_days_of_our_time"),
        ("businesses", "0007_versions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0003_messages_beside_fields"),
        ("migrants", "0001_squashed_0021_rules_name_their_column"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("publishing", "0001_squashed_0003_private_attachments"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Business",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("bread", "Bread and cakes"),
                            ("cookies", "Dry cookies"),
                            ("snacks", "Snacks and crackers"),
                            ("drinks", "Drinks and herbal drinks"),
                            ("cooked_food", "Cooked food"),
                            ("crafts", "Bags and crafts"),
                            ("sewing", "Sewing and batik"),
                            ("farming", "Farming and animals"),
                            ("trade", "Shop and trade"),
                            ("services", "Services"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="about the business"
                    ),
                ),
                (
                    "started_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="started in"
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown on the village page"),
                ),
                (
                    "closed_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="closed on"),
                ),
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="businesses",
                        to="migrants.group",
                        verbose_name="belongs to group",
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
                "verbose_name": "business",
                "verbose_name_plural": "businesses",
                "ordering": [django.db.models.functions.text.Lower("name"), "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("name"), "gin_trgm_ops"
                        ),
                        name="businesses_business_name_trgm",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("name"),
                        models.F("id"),
                        condition=models.Q(("closed_on", None), ("is_published", True)),
                        name="businesses_business_shown",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_year", None),
                            ("started_year__range", (1945, 2100)),
                            _connector="OR",
                        ),
                        name="businesses_business_started_year_sensible",
                        violation_error_code="started_year",
                        violation_error_message="Give the year with four digits, such as 2016.",
                    ),
                    models.UniqueConstraint(
                        models.F("village"),
                        django.db.models.functions.text.Lower("name"),
                        name="businesses_business_name_unique_in_village",
                        violation_error_code="name",
                        violation_error_message="This village already has a business with this name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."started_year" IS DISTINCT FROM (NEW."started_year") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="cbd02650da9f0f124da22f48ad135810bb121ffd",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_324b2",
                            table="businesses_business",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_businesshistoryevent" ("about", "closed_on", "created_at", "created_by_id", "group_id", "id", "is_published", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "started_year", "version", "village_id") VALUES (NEW."about", NEW."closed_on", NEW."created_at", NEW."created_by_id", NEW."group_id", NEW."id", NEW."is_published", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."started_year", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="1d65fc9442ce34f9fbdf071d17f4e2c187fe3ba4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cfe76",
                            table="businesses_business",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_businesshistoryevent" ("about", "closed_on", "created_at", "created_by_id", "group_id", "id", "is_published", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "started_year", "version", "village_id") VALUES (NEW."about", NEW."closed_on", NEW."created_at", NEW."created_by_id", NEW."group_id", NEW."id", NEW."is_published", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."started_year", NEW."version", NEW."village_id"); RETURN NULL;',
                            hash="cd36eae53799613efb598f597c99de0b668e3788",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c257",
                            table="businesses_business",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_businesshistoryevent" ("about", "closed_on", "created_at", "created_by_id", "group_id", "id", "is_published", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "started_year", "version", "village_id") VALUES (OLD."about", OLD."closed_on", OLD."created_at", OLD."created_by_id", OLD."group_id", OLD."id", OLD."is_published", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."started_year", OLD."version", OLD."village_id"); RETURN NULL;',
                            hash="c268d5f0dd2da6ec7493d28efc8a8516e90a4969",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6bdbc",
                            table="businesses_business",
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
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("about", models.TextField(blank=True, verbose_name="what it offers")),
                (
                    "is_active",
                    models.BooleanField(default=True, verbose_name="open for new businesses"),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="villages.regency",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regency", "name"),
                        name="businesses_programme_name_unique",
                        violation_error_message="This programme already exists.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bread", "Bread and cakes"),
                            ("cookies", "Dry cookies"),
                            ("snacks", "Snacks and crackers"),
                            ("drinks", "Drinks and herbal drinks"),
                            ("cooked_food", "Cooked food"),
                            ("crafts", "Bags and crafts"),
                            ("sewing", "Sewing and batik"),
                            ("farming", "Farming and animals"),
                            ("trade", "Shop and trade"),
                            ("services", "Services"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="about the business"
                    ),
                ),
                (
                    "started_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="started in"
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown on the village page"),
                ),
                (
                    "closed_on",
                    villages.days.DayField(blank=True, null=True, verbose_name="closed on"),
                ),
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="migrants.group",
                        verbose_name="belongs to group",
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
                        to="businesses.business",
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
            name="Ownership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="share in percent"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="businesses.business",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="migrants.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "owner",
                "verbose_name_plural": "owners",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("business", "person"),
                        name="businesses_ownership_once",
                        violation_error_code="person",
                        violation_error_message="This person is already an owner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="businesses_ownership_until_after_since",
                        violation_error_code="until",
                        violation_error_message="The end cannot be before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent", None),
                            ("share_percent__range", (1, 100)),
                            _connector="OR",
                        ),
                        name="businesses_ownership_share_is_percent",
                        violation_error_code="share_percent",
                        violation_error_message="A share lies between 1 and 100 percent.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_ownershiphistoryevent" ("business_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "since", "until") VALUES (NEW."business_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."share_percent", NEW."since", NEW."until"); RETURN NULL;',
                            hash="c6c32c01f7022be195c1abed7d6018dc46c44500",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2aca7",
                            table="businesses_ownership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_ownershiphistoryevent" ("business_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "since", "until") VALUES (NEW."business_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."share_percent", NEW."since", NEW."until"); RETURN NULL;',
                            hash="82c3ee7aed47c94ad6a6dd05d5a191afea7f8a7d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2d8e5",
                            table="businesses_ownership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_ownershiphistoryevent" ("business_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "since", "until") VALUES (OLD."business_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."share_percent", OLD."since", OLD."until"); RETURN NULL;',
                            hash="dcb34fb453845339fb836d4613b529b30edba58c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9b405",
                            table="businesses_ownership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="shares_at_most_whole",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    PERFORM FROM businesses_business WHERE id = NEW.business_id FOR NO KEY UPDATE;\n                    IF (SELECT SUM(share_percent) FROM businesses_ownership\n                            WHERE business_id = NEW.business_id AND until IS NULL) > 100 THEN\n                        RAISE EXCEPTION 'the shares of business % exceed 100 percent',\n                            NEW.business_id\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'businesses_ownership_shares_at_most_whole';\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="89bd3bf004e129e5e2aa123ccfdacae91770a6fd",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_shares_at_most_whole_3615e",
                            table="businesses_ownership",
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
            name="Product",
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
                    "about",
                    models.TextField(blank=True, max_length=1000, verbose_name="about the product"),
                ),
                (
                    "price",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="price in rupiah"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="Example: box of 500 grams.",
                        max_length=30,
                        verbose_name="sold by",
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown to everybody"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="products",
                        to="businesses.business",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publishing.photo",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "ordering": [django.db.models.functions.text.Lower("name"), "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_published", True)),
                        fields=["-created_at", "-id"],
                        name="businesses_product_newest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("name"), "gin_trgm_ops"
                        ),
                        name="businesses_product_name_trgm",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("business"),
                        django.db.models.functions.text.Lower("name"),
                        name="businesses_product_name_unique",
                        violation_error_code="name",
                        violation_error_message="This business already has a product with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price", None), ("price__gt", 0), _connector="OR"),
                        name="businesses_product_price_positive",
                        violation_error_code="price",
                        violation_error_message="Give a price above zero, or leave it empty.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="count_version",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."photo_id" IS DISTINCT FROM (NEW."photo_id") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."unit" IS DISTINCT FROM (NEW."unit"))',
                            func="NEW.version := OLD.version + 1; RETURN NEW;",
                            hash="693ca124fa00064fd5c2fcb451b849e74497c35c",
                            operation="UPDATE",
                            pgid="pgtrigger_count_version_1a3da",
                            table="businesses_product",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_producthistoryevent" ("about", "business_id", "created_at", "id", "is_published", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "price", "slug", "unit", "version") VALUES (NEW."about", NEW."business_id", NEW."created_at", NEW."id", NEW."is_published", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo_id", NEW."price", NEW."slug", NEW."unit", NEW."version"); RETURN NULL;',
                            hash="aa73787877a4dbce68a07451bbdbfade1db5ef09",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d15f1",
                            table="businesses_product",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_producthistoryevent" ("about", "business_id", "created_at", "id", "is_published", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "price", "slug", "unit", "version") VALUES (NEW."about", NEW."business_id", NEW."created_at", NEW."id", NEW."is_published", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo_id", NEW."price", NEW."slug", NEW."unit", NEW."version"); RETURN NULL;',
                            hash="a932a5f9eef53906363c13da876a8c05c51a45a5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3f59c",
                            table="businesses_product",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_producthistoryevent" ("about", "business_id", "created_at", "id", "is_published", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "price", "slug", "unit", "version") VALUES (OLD."about", OLD."business_id", OLD."created_at", OLD."id", OLD."is_published", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo_id", OLD."price", OLD."slug", OLD."unit", OLD."version"); RETURN NULL;',
                            hash="6b005edd9d7bef0398fa0e78975bacf1979f865d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_29ce7",
                            table="businesses_product",
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
            name="Enrolment",
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
                        blank=True,
                        choices=[
                            ("proposed", "Proposed"),
                            ("verified", "Checked on site"),
                            ("enrolled", "Taking part"),
                            ("graduated", "Moved up a class"),
                            ("rejected", "Not accepted"),
                            ("left", "Left the programme"),
                        ],
                        default="",
                        editable=False,
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "baseline_turnover",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="monthly turnover at the start (rupiah)"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="businesses.business",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="businesses.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["stage", "business"], name="businesses_enrolment_stage")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("business", "programme"),
                        name="businesses_enrolment_once",
                        violation_error_code="programme",
                        violation_error_message="This business already takes part in this programme.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="stage_only_by_log",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF pg_trigger_depth() = 1\n                        AND NEW.stage IS DISTINCT FROM\n                            (CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.stage END) THEN\n                        RAISE EXCEPTION 'a stage is moved by a logged change only'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'businesses_enrolment_stage_only_by_log';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="3366f1b39012e6f98a989216cae33b152c1a2277",
                            operation='INSERT OR UPDATE OF "stage"',
                            pgid="pgtrigger_stage_only_by_log_f33a3",
                            table="businesses_enrolment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="programme_of_its_regency",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT FROM businesses_programme AS programme\n                            JOIN villages_district AS district\n                                ON district.regency_id = programme.regency_id\n                            JOIN villages_village AS village ON village.district_id = district.id\n                            JOIN businesses_business AS business\n                                ON business.village_id = village.id\n                            WHERE programme.id = NEW.programme_id AND business.id = NEW.business_id\n                    ) THEN\n                        RAISE EXCEPTION 'the programme belongs to another regency'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'businesses_enrolment_programme_of_its_regency';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="f91cc2dff16a5d151c72204680116239b6697ba3",
                            operation='INSERT OR UPDATE OF "business_id", "programme_id"',
                            pgid="pgtrigger_programme_of_its_regency_3755f",
                            table="businesses_enrolment",
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
            name="OwnershipHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="share in percent"
                    ),
                ),
                ("since", villages.days.DayField(blank=True, null=True, verbose_name="since")),
                ("until", villages.days.DayField(blank=True, null=True, verbose_name="until")),
                (
                    "business",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="businesses.business",
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
                        to="businesses.ownership",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ProductHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=120)),
                (
                    "about",
                    models.TextField(blank=True, max_length=1000, verbose_name="about the product"),
                ),
                (
                    "price",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="price in rupiah"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="Example: box of 500 grams.",
                        max_length=30,
                        verbose_name="sold by",
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="shown to everybody"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "business",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="businesses.business",
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
                        to="businesses.product",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="publishing.photo",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="StageChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposed", "Proposed"),
                            ("verified", "Checked on site"),
                            ("enrolled", "Taking part"),
                            ("graduated", "Moved up a class"),
                            ("rejected", "Not accepted"),
                            ("left", "Left the programme"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("verified", "Checked on site"),
                            ("enrolled", "Taking part"),
                            ("graduated", "Moved up a class"),
                            ("rejected", "Not accepted"),
                            ("left", "Left the programme"),
                        ],
                        max_length=10,
                        verbose_name="new stage",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="businesses.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of stage",
                "verbose_name_plural": "changes of stage",
                "ordering": ["-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_stage", ""), ("to_stage", "proposed")),
                            models.Q(("from_stage", "proposed"), ("to_stage", "verified")),
                            models.Q(("from_stage", "proposed"), ("to_stage", "rejected")),
                            models.Q(("from_stage", "verified"), ("to_stage", "enrolled")),
                            models.Q(("from_stage", "verified"), ("to_stage", "rejected")),
                            models.Q(("from_stage", "enrolled"), ("to_stage", "graduated")),
                            models.Q(("from_stage", "enrolled"), ("to_stage", "left")),
                            models.Q(("from_stage", "rejected"), ("to_stage", "proposed")),
                            models.Q(("from_stage", "left"), ("to_stage", "proposed")),
                            _connector="OR",
                        ),
                        name="businesses_stagechange_allowed_move",
                        violation_error_code="to_stage",
                        violation_error_message="This stage cannot follow the present one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="businesses_stagechange_has_reason",
                        violation_error_code="reason",
                        violation_error_message="Give a reason.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="apply_stage",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    UPDATE businesses_enrolment SET stage = NEW.to_stage\n                        WHERE id = NEW.enrolment_id AND stage = NEW.from_stage;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'the enrolment has another stage by now'\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'businesses_stagechange_from_present_stage';\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="40b1a991cf0f714824103d1aba363b4112104433",
                            operation="INSERT",
                            pgid="pgtrigger_apply_stage_73e56",
                            table="businesses_stagechange",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="249b05e56845840ac283dc7760769f25fb6abfe2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7400d",
                            table="businesses_stagechange",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
